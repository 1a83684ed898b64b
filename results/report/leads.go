package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley/results"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim/stats"
)

// leads is who should lead.
func (in *Input) leads() document.Section {
	s := document.Section{ID: "leads", Heading: "Who should lead"}
	x := in.Leads
	if x == nil || len(x.Leads) == 0 {
		s.Add(document.Block{Absent: "Not played: the scenario has no third party that could lead."})
		return s
	}
	s.Say(fmt.Sprintf("Each of %s was put in the lead of the same %s wars, and held against nobody leading. All do and cost the same as lead."+
		" They differ in who accepts them, in what they can do, and in the month from which they lead: %s.",
		words.Count(len(x.Leads), "third party", "third parties"), words.Thousands(int64(x.Replications)), leadMonths(x)))
	s.Add(document.Block{Figure: leadsPicture(x)})
	v := x.Verdicts
	s.Say(fmt.Sprintf("A lead helps in %d of the %d cases, changes next to nothing in %d, hurts in %d, and %d are undecided. %s", v.Helps, len(x.Leads), v.Nothing,
		v.Hurts, v.Unclear, knownOf(leadWords(x))), bestWords(x))
	s.Say(luckWords(x), in.ownLead())
	if x.OwnBase {
		s.Add(document.Block{Note: "Here only some third parties take part, the lead among them, so that each lead is held against its own wars without one."})
	}
	s.Add(document.Block{Note: "“Best” is the chance that no other would add more, as far as the histories played can tell; it says nothing of doubt about the model."})
	return s
}

// sure is the chance that a set of leads must have of holding the best.
const sure = 0.9

// bestOf are the likeliest leads to be the best, as many as make it nearly sure that
// the best is among them, and how sure.
func bestOf(x *results.Leads) (names []string, sum float64) {
	order := slices.Clone(x.Leads)
	slices.SortStableFunc(order, func(a, b results.Lead) int { return cmp.Compare(b.Best, a.Best) })
	for _, l := range order {
		names = append(names, words.Called(l.Name, l.ID))
		if sum += float64(l.Best); sum >= sure {
			break
		}
	}
	return names, sum
}

func bestWords(x *results.Leads) string {
	names, sum := bestOf(x)
	switch {
	case len(x.Leads) == 1:
		return ""
	case len(names) == 1:
		return words.Capital(names[0]) + " would be the best of them, with a chance of " + percent(sum) + "."
	}
	return fmt.Sprintf("None stands out: it takes %d of them to have the best among them with a chance of %s: %s.", len(names), percent(sum), words.List(names))
}

// luckWords warn of the top of a ranking.
func luckWords(x *results.Leads) string {
	if len(x.Leads) < 5 {
		return ""
	}
	return fmt.Sprintf("Whoever comes first of %d tries is favoured by luck: its estimate is likely too high. Even if no lead changed anything, about %.0f of %d intervals would leave out 0."+
		" To have every interval within 1 in 100 of its estimate takes about %s wars.", len(x.Leads), max(1, (1-stats.Level)*float64(len(x.Leads))), len(x.Leads), enough(x.Replications, widestLead(x)))
}

// leadWords are the verdicts, lead by lead.
func leadWords(x *results.Leads) (said []string) {
	for i := range x.Leads {
		said = append(said, judged(x.Leads[i].Verdict, x.Leads[i].Difference).words)
	}
	return said
}

func widestLead(x *results.Leads) (half float64) {
	for i := range x.Leads {
		half = max(half, x.Leads[i].Difference.HalfWidth())
	}
	return half
}

// ownLead says how the scenario's own lead stands here and at the top of the page.
func (in *Input) ownLead() string {
	headline := in.rung(results.RungLead)
	if headline == nil {
		return ""
	}
	id := in.Experiment.Config.Mediators[in.lead().Lead].ID
	for _, l := range in.Leads.Leads {
		if l.ID == id {
			return fmt.Sprintf("%s, the lead of the scenario, adds %s here and %s at the top of the page. Both are the same comparison, from %s wars here and %s there; the top is more exact.",
				words.Capital(in.leadName()), more(l.Difference.Difference, 2), more(headline.Settled.Difference, 2), words.Thousands(int64(in.Leads.Replications)),
				words.Thousands(int64(in.Summary.Replications)))
		}
	}
	return ""
}

// leadMonths says who leads from when, the earliest month first.
func leadMonths(x *results.Leads) string {
	from := map[string][]string{}
	for _, l := range x.Leads {
		from[l.From] = append(from[l.From], words.Called(l.Name, l.ID))
	}
	var parts []string
	for n, month := range slices.Sorted(maps.Keys(from)) {
		who := words.List(from[month])
		if n == 0 && len(from) > 1 {
			who = words.Count(len(from[month]), "of them", "of them")
		} else if n == 0 {
			who = "all"
		}
		parts = append(parts, who+" from "+windowWords(month))
	}
	return strings.Join(parts, "; ")
}

func leadsPicture(x *results.Leads) *figures.Figure {
	f := newEffects("leads-picture", "What each third party adds as lead, in settled wars of 100",
		"lead", "id", "from", "settled of 100", "difference of 100", "low", "high", "verdict", "chance of being best", "acts changed in a history", "remark")
	f.forest.NoteHead = "best"
	for _, l := range x.Leads {
		d := l.Difference
		f.add(words.ShortName(l.Name, l.ID), d, 0, percent(float64(l.Best)), words.Called(l.Name, l.ID), l.ID, l.From, in100(l.Settled.Mean), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2),
			judged(l.Verdict, l.Difference).words, percent(float64(l.Best)), fmt.Sprintf("%.1f", float64(l.Coordinated)), l.Idle)
	}
	return f.figure()
}
