package report

import (
	"cmp"
	"fmt"
	"slices"

	"parley/results"
	"parley/results/figures"
)

// leads is who should lead.
func (in *Input) leads() Section {
	s := Section{ID: "leads", Heading: "Who should lead"}
	x := in.Leads
	if x == nil || len(x.Leads) == 0 {
		s.absent("Not played: the scenario has no third party that could lead.")
		return s
	}
	s.text(fmt.Sprintf("Each of %s was put in the lead of the same %s wars, with the same mandate and at the same costs, and held against nobody leading.",
		count(len(x.Leads), "third party", "third parties"), results.Thousands(int64(x.Replications))))
	s.picture(leadsPicture(x))
	v := x.Verdicts
	s.text(fmt.Sprintf("A lead helps in %d of the %d cases, does nothing in %d, hurts in %d, and %d are undecided. %s", v.Helps, len(x.Leads), v.Nothing,
		v.Hurts, v.Unclear, bestWords(x)))
	if x.OwnBase {
		s.note("Here only some third parties take part, the lead among them, so that each lead is held against its own wars without one.")
	}
	s.note(verdictKey + " “Best” is the chance that no other would add more, as far as the histories played can tell; it says nothing of doubt about the model.")
	return s
}

// sure is the chance that a set of leads must have of holding the best.
const sure = 0.9

func bestWords(x *results.Leads) string {
	order := slices.Clone(x.Leads)
	slices.SortStableFunc(order, func(a, b results.Lead) int { return cmp.Compare(b.Best, a.Best) })
	var names []string
	sum := 0.0
	for _, l := range order {
		names = append(names, results.Called(l.Name, l.ID))
		if sum += float64(l.Best); sum >= sure {
			break
		}
	}
	switch {
	case len(x.Leads) == 1:
		return ""
	case len(names) == 1:
		return capital(names[0]) + " would be the best of them, with a chance of " + percent(sum) + "."
	case len(names) > 6:
		return fmt.Sprintf("None stands out: it takes %d of them to have the best among them with a chance of %s.", len(names), percent(sum))
	}
	return fmt.Sprintf("Which is best is not settled: with a chance of %s it is one of %s.", percent(sum), list(names))
}

func leadsPicture(x *results.Leads) *figures.Figure {
	f := figures.Forest{Name: "leads-picture", Title: "What each third party adds as lead, in settled wars of 100", Axis: "more or fewer settled wars of 100, with the 95 % interval; grey: next to nothing",
		Nothing: 100 * results.Point, Left: "hurts", Right: "helps", NoteHead: "best",
		Header: []string{"lead", "id", "from", "settled of 100", "difference of 100", "low", "high", "verdict", "chance of being best", "acts changed in a history", "remark"}}
	f.Alt = "What third parties add as lead, the most first, in settled wars of 100:"
	for _, l := range x.Leads {
		d := l.Difference
		f.Rows = append(f.Rows, figures.Interval{Label: shortName(l.Name, l.ID), Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Note: percent(float64(l.Best))})
		f.Data = append(f.Data, []string{results.Called(l.Name, l.ID), l.ID, l.From, in100(l.Settled.Mean), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2),
			verdictWord[l.Verdict], percent(float64(l.Best)), fmt.Sprintf("%.1f", float64(l.Coordinated)), l.Idle})
		f.Alt += fmt.Sprintf(" %s %s (%s to %s);", shortName(l.Name, l.ID), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2))
	}
	f.Alt = f.Alt[:len(f.Alt)-1] + "."
	return f.Figure()
}
