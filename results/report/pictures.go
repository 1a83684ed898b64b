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

// Ladder has how many wars are settled on each rung, and settled and kept.
func (in page) Ladder() *figures.Figure {
	chart := &figures.Forest{High: 100, Label: "of 100: ● settled, ■ kept"}
	f := &figures.Figure{Name: "answer-picture", Title: "Each alone, to one lead", Chart: chart,
		Header: []string{"third parties", "outcome", "of 100", "from", "to"}}
	for _, rung := range rungs {
		if a, name := in.Arm(rung[0]), rung[1]; a != nil {
			chart.Rows = append(chart.Rows, share(name, a.Settled, 0), share("", a.Kept, 1))
			f.Rows = append(f.Rows, append([]string{name, "settled"}, within100(a.Settled)...), append([]string{name, "kept"}, within100(a.Kept)...))
		}
	}
	return f
}

// Change is what one lead adds to each alone, on both outcomes. A thin line is all doubt, where it was counted.
func (in page) Change() *figures.Figure {
	w := in.Whole()
	f := newEffects("change-picture", "What one lead adds to each alone", "", "outcome", "all doubt: from", "to")
	f.Chart.Label = "more or fewer wars of 100; thick: 95 % by luck"
	row := func(series int, outcome string, d stats.Difference, doubt *stats.Difference) {
		from, to := "", ""
		if doubt != nil {
			from, to = fine(doubt.Low), fine(doubt.High)
			f.Chart.Label = "more or fewer wars of 100; thick: 95 % by luck; thin: all doubt"
		}
		add(f, d, series, outcome, words.Points(d.Difference), outcome, from, to)
		if doubt != nil {
			x := &f.Chart.Rows[series]
			x.WideLow, x.WideHigh = 100*doubt.Low, 100*doubt.High
		}
	}
	row(0, "Settled", w.Settled, w.Overall)
	if in.Summary.Implementation > 0 {
		row(1, "Kept", w.Kept, w.KeptOverall)
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

// Terms are how many things a lead does, and costs.
func (in page) Terms() int { return len(in.worths()) }

// MechanismPicture has the worth of each.
func (in page) MechanismPicture() *figures.Figure {
	f := newEffects("mechanisms-picture", "What each thing a lead does adds (circle), each cost takes (square)", "", "what a lead does, or what it costs", "term")
	for _, w := range in.worths() {
		add(f, w.Settled, w.series, plainly[w.ID], "", w.does, w.ID)
	}
	return f
}

// Worths are those with a verdict that holds for all of them at once, in words.
func (in page) Worths(verdict stats.Verdict) (list []string) {
	for _, w := range in.worths() {
		words := plainly[w.ID]
		if w.series == 0 {
			words = "it " + words
		}
		if stats.Judge(widened(w.Settled, in.Terms())) == verdict {
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
	f := newEffects("leads-picture", "What each third party adds as lead to pairs that agree", "best",
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

// Last of several leads, nil if it is among the best, or is neither shown to hurt, as one of so many, nor can be told from the one before.
func (x *ranking) Last() *question.Lead {
	n := len(x.Leads.Leads)
	last := &x.Leads.Leads[n-1]
	if slices.Contains(x.Best, last.Called) || stats.Judge(widened(last.Difference, n)) != stats.Hurts && !stats.Apart(x.Leads.Leads[max(0, n-2)].Difference, last.Difference).ExcludesNone() {
		return nil
	}
	return last
}
