package report

import (
	"slices"

	"parley/results/figures"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// effectHeader are the cells of every effect, after those of its own.
var effectHeader = []string{"difference of 100", "from", "to", "verdict"}

// newEffects is a picture of differences in settled wars of 100, without rows; header are the cells
// of its own.
func newEffects(name, title, noteHead string, header ...string) *figures.Figure {
	return &figures.Figure{Name: name, Title: title, Header: append(header, effectHeader...), Chart: &figures.Forest{
		Label: "more or fewer settled wars of 100, 95 % interval; grey: next to nothing", NoteHead: noteHead, Nothing: 100 * stats.Point, Left: "hurts", Right: "helps"}}
}

// add a difference with what is noted at the right, "" for itself, and cells of its own.
func add(f *figures.Figure, d stats.Difference, series int, label, note string, cells ...string) {
	if note == "" {
		note = fine(d.Difference)
	}
	f.Chart.Rows = append(f.Chart.Rows, figures.Interval{Label: label, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Series: series, Note: note})
	f.Rows = append(f.Rows, append(cells, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
}

// share is a row of shares in wars of 100.
func share(label string, e stats.Estimate, series int) figures.Interval {
	return figures.Interval{Label: label, Low: 100 * e.Low, Mid: 100 * e.Mean, High: 100 * e.High, Series: series, Note: of100(e.Mean)}
}

// Ladder has how many wars are settled on each rung, and settled and kept. A thin line is all doubt about
// what a lead adds to each alone, drawn about the share with the lead.
func (in page) Ladder() *figures.Figure {
	chart := &figures.Forest{High: 100, Label: "of 100: ● settled, ■ kept"}
	f := &figures.Figure{Name: "answer-picture", Title: "From each alone to one lead", Chart: chart,
		Header: []string{"third parties", "outcome", "of 100", "from", "to", "all doubt about the change: from", "to"}}
	add := func(rung, outcome string, x figures.Interval, e stats.Estimate, doubt *stats.Difference) {
		row, ends := append([]string{rung, outcome}, within100(e)...), []string{"", ""}
		if doubt != nil {
			low, high := max(0, e.Mean+doubt.Low-doubt.Difference), min(1, e.Mean+doubt.High-doubt.Difference)
			x.WideLow, x.WideHigh, ends = 100*low, 100*high, []string{of100(low), of100(high)}
			chart.Label = "of 100: ● settled, ■ kept; thin: all doubt about the change"
		}
		chart.Rows, f.Rows = append(chart.Rows, x), append(f.Rows, append(row, ends...))
	}
	for _, rung := range rungs {
		a, name := in.Arm(rung[0]), rung[1]
		if a == nil {
			continue
		}
		var settled, kept *stats.Difference
		if w := in.Whole(); w != nil && w.A == a.Name {
			settled, kept = w.Overall, w.KeptOverall
		}
		add(name, "settled", share(name, a.Settled, 0), a.Settled, settled)
		add(name, "kept", share("", a.Kept, 1), a.Kept, kept)
	}
	return f
}

// worth of what a lead does, in series 0, or of what that costs, in series 1.
type worth struct {
	*question.Worth
	series int
	does   string
}

func (in page) worths() (list []worth) {
	for i := range in.Mechanisms.Mechanisms {
		w := &in.Mechanisms.Mechanisms[i]
		m, _ := sim.MechanismByID(w.ID)
		list = append(list, worth{w, 0, sim.Mechanisms[m].Does})
	}
	for i := range in.Mechanisms.Costs {
		w := &in.Mechanisms.Costs[i]
		c, _ := sim.CostByID(w.ID)
		list = append(list, worth{w, 1, sim.Costs[c].Does})
	}
	return list
}

// MechanismPicture has the worth of each.
func (in page) MechanismPicture() *figures.Figure {
	f := newEffects("mechanisms-picture", "What each thing a lead does adds (circle), and each cost takes (square)", "", "what a lead does, or what it costs", "term")
	for _, w := range in.worths() {
		add(f, w.Settled, w.series, plainly[w.ID], "", w.does, w.ID)
	}
	return f
}

// Worths are those with a verdict, in words.
func (in page) Worths(verdict stats.Verdict) (list []string) {
	for _, w := range in.worths() {
		words := plainly[w.ID]
		if w.series == 0 {
			words = "it " + words
		}
		if stats.Judge(w.Settled) == verdict {
			list = append(list, words)
		}
	}
	return list
}

// ranking of third parties as leads; Best are those likely to have the best among them, none where no
// lead is shown to help.
type ranking struct {
	*question.Leads
	Best []string
}

// Ranking of leads, nil if none was tried.
func (in page) Ranking() *ranking {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return nil
	}
	x := &ranking{Leads: in.Leads}
	if x.Verdicts.Helps+x.KeptVerdicts.Helps > 0 {
		for _, l := range in.Leads.Likeliest() {
			x.Best = append(x.Best, l.Called)
		}
	}
	return x
}

// Picture of them.
func (x *ranking) Picture() *figures.Figure {
	f := newEffects("leads-picture", "What each third party adds as lead to pairs that agree, in settled wars of 100", "best",
		"lead", "leads from", "settled of 100", "chance of being best")
	for _, l := range x.Leads.Leads {
		best := words.Chance(float64(l.Best))
		if x.Best == nil {
			best = "-"
		}
		add(f, l.Difference, 0, words.ShortName(l.Name, l.ID), best, l.Called, l.From, of100(l.Settled.Mean), best)
		if l.Idle != "" {
			f.Rows[len(f.Rows)-1][len(f.Header)-1] += ": " + l.Idle
		}
	}
	return f
}

// Last of several leads, nil if it is among the best, or neither hurts nor can be told from the one before.
func (x *ranking) Last() *question.Lead {
	n := len(x.Leads.Leads)
	last := &x.Leads.Leads[n-1]
	if slices.Contains(x.Best, last.Called) || last.Verdict != stats.Hurts && !stats.Apart(x.Leads.Leads[max(0, n-2)].Difference, last.Difference).ExcludesNone() {
		return nil
	}
	return last
}
