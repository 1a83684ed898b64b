package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/experiment"
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
	return &figures.Figure{Name: name, Title: title, Alt: title, Header: append(header, effectHeader...), Chart: &figures.Forest{
		Label: "more or fewer settled wars of 100, 95 % interval; grey: next to nothing", NoteHead: noteHead, Nothing: 100 * stats.Point, Left: "hurts", Right: "helps"}}
}

// add a difference with what is noted at the right, "" for itself, and cells of its own.
func add(f *figures.Figure, d stats.Difference, series int, label, note string, cells ...string) {
	if note == "" {
		note = fine(d.Difference)
	}
	f.Chart.Rows = append(f.Chart.Rows, figures.Interval{Label: label, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Series: series, Note: note})
	f.Rows = append(f.Rows, append(cells, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
	also(f, fmt.Sprintf("%s %s (%s to %s), %s", label, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
}

// also adds an item to what a figure says in words.
func also(f *figures.Figure, item string) {
	if rest, more := strings.CutSuffix(f.Alt, "."); more {
		f.Alt = rest + "; " + item + "."
	} else {
		f.Alt += ": " + item + "."
	}
}

// Ladder has how many wars are settled on each rung, and settled and kept.
func (in page) Ladder() *figures.Figure {
	forest := &figures.Forest{High: 100, Label: "of 100 wars: ● settled   ■ settled and kept"}
	f := &figures.Figure{Name: "answer-picture", Title: "From each alone to one who leads", Chart: forest,
		Header: []string{"third parties", "outcome", "of 100", "from", "to"}}
	f.Alt = "Wars of 100 that are settled, and settled and kept, from nobody coordinating to one who leads"
	for _, rung := range rungs {
		i := slices.IndexFunc(in.Summary.Arms, func(a experiment.Arm) bool { return a.Name == rung[0] })
		if i < 0 {
			continue
		}
		a := &in.Summary.Arms[i]
		for series, e := range []stats.Estimate{a.Settled, a.Kept} {
			what, label := "settled", rung[1]
			if series == 1 {
				what, label = "kept", ""
			}
			forest.Rows = append(forest.Rows, figures.Interval{Label: label, Low: 100 * e.Low, Mid: 100 * e.Mean, High: 100 * e.High, Series: series, Note: of100(e.Mean)})
			f.Rows = append(f.Rows, []string{rung[1], what, of100(e.Mean), of100(e.Low), of100(e.High)})
			also(f, fmt.Sprintf("%s %s %s (%s to %s)", rung[1], what, of100(e.Mean), of100(e.Low), of100(e.High)))
		}
	}
	return f
}

// worths of what a lead does, and of what that costs: a short phrase, and the whole of it.
func (in page) worths(visit func(w *question.Worth, series int, short, does string)) {
	for i := range in.Mechanisms.Mechanisms {
		w := &in.Mechanisms.Mechanisms[i]
		m, _ := sim.MechanismByID(w.ID)
		visit(w, 0, cmp.Or(plainly[w.ID], sim.Mechanisms[m].Does), sim.Mechanisms[m].Does)
	}
	for i := range in.Mechanisms.Costs {
		w := &in.Mechanisms.Costs[i]
		c, _ := sim.CostByID(w.ID)
		visit(w, 1, cmp.Or(plainly[w.ID], sim.Costs[c].Does), sim.Costs[c].Does)
	}
}

// MechanismPicture has the worth of each.
func (in page) MechanismPicture() *figures.Figure {
	f := newEffects("mechanisms-picture", "What each thing that a lead does adds (circle), and each of its costs takes (square)", "", "what a lead does, or what it costs", "term")
	in.worths(func(w *question.Worth, series int, short, does string) {
		add(f, w.Settled, series, short, "", does, w.ID)
	})
	return f
}

// Worths are those with a verdict, in words.
func (in page) Worths(verdict stats.Verdict) string {
	var list []string
	in.worths(func(w *question.Worth, series int, short, _ string) {
		if series == 0 {
			short = "it " + short
		}
		if stats.Judge(w.Settled) == verdict {
			list = append(list, short)
		}
	})
	return strings.Join(list, "; ")
}

// ranking of third parties as leads; Best are as many as make it Likely that the best is
// among them, none where no lead is shown to help.
type ranking struct {
	*question.Leads
	Best   []string
	Likely float64
}

// Ranking of leads, nil if none was tried.
func (in page) Ranking() *ranking {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return nil
	}
	x := &ranking{Leads: in.Leads}
	if x.Verdicts.Helps+x.KeptVerdicts.Helps == 0 {
		return x
	}
	for _, l := range in.Leads.Likeliest() {
		x.Best, x.Likely = append(x.Best, l.Called), x.Likely+float64(l.Best)
	}
	return x
}

// Picture of them.
func (x *ranking) Picture() *figures.Figure {
	f := newEffects("leads-picture", "What each third party adds as lead, in settled wars of 100", "best",
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

// Last of several leads, "" if it is among the best; Hurts says that it is shown to hurt.
func (x *ranking) Last() string {
	if name := x.last().Called; len(x.Leads.Leads) > 1 && !slices.Contains(x.Best, name) {
		return name
	}
	return ""
}

func (x *ranking) Hurts() bool { return stats.Judge(x.last().Difference) == stats.Hurts }

func (x *ranking) last() *question.Lead { return &x.Leads.Leads[len(x.Leads.Leads)-1] }
