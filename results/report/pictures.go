package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// effects is a picture of differences in settled wars of 100.
type effects struct {
	*figures.Figure
	forest *figures.Forest
}

// effectHeader are the cells of every effect, after those of its own.
var effectHeader = []string{"difference of 100", "from", "to", "verdict"}

// newEffects is without rows; header are the cells of its own.
func newEffects(name, title, noteHead string, header ...string) *effects {
	forest := &figures.Forest{Label: "more or fewer settled wars of 100, 95 % interval; grey: next to nothing", NoteHead: noteHead,
		Nothing: 100 * stats.Point, Left: "hurts", Right: "helps"}
	return &effects{&figures.Figure{Name: name, Title: title, Alt: title, Header: append(header, effectHeader...), Chart: forest}, forest}
}

// add a difference with what is noted at the right, "" for itself, and cells of its own.
func (e *effects) add(d stats.Difference, series int, label, note string, cells ...string) {
	if note == "" {
		note = fine(d.Difference)
	}
	e.forest.Rows = append(e.forest.Rows, figures.Interval{Label: label, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Series: series, Note: note})
	e.Rows = append(e.Rows, append(cells, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
	also(e.Figure, ": ", fmt.Sprintf("%s %s (%s to %s), %s", label, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
}

// also adds an item to what a figure says in words, the first after a separator.
func also(f *figures.Figure, first, item string) {
	if rest, ok := strings.CutSuffix(f.Alt, "."); ok {
		f.Alt, first = rest, "; "
	}
	f.Alt += first + item + "."
}

// Ladder has how many wars are settled on each rung, and settled and kept.
func (in page) Ladder() *figures.Figure {
	forest := &figures.Forest{High: 100, Label: "of 100 wars: ● settled   ■ settled and kept"}
	f := &figures.Figure{Name: "answer-picture", Title: "From each alone to one who leads", Chart: forest,
		Header: []string{"rung", "regime", "outcome", "of 100", "from", "to"}}
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
			f.Rows = append(f.Rows, []string{rung[1], rung[0], what, of100(e.Mean), of100(e.Low), of100(e.High)})
			also(f, ": ", fmt.Sprintf("%s %s %s (%s to %s)", rung[1], what, of100(e.Mean), of100(e.Low), of100(e.High)))
		}
	}
	return f
}

// Incidence is how many wars are settled by each month, by regime.
func (in page) Incidence() *figures.Figure {
	curves := &figures.Curves{YLabel: "settled wars of 100", Ticks: calendar(in.Config())}
	f := &figures.Figure{Name: "incidence-picture", Title: "Settled wars of 100, by month and regime", Chart: curves,
		Header: []string{"regime", "month", "settled of 100", "from", "to", "still at war of 100"}}
	f.Alt = fmt.Sprintf("Settled wars of 100 after %d months", in.Summary.Months)
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		k := figures.Curve{Label: a.Name, Y: []float64{0}, Low: []float64{0}, High: []float64{0}}
		for _, m := range a.Incidence {
			settled, low, high := float64(m.Settled), float64(m.SettledLow), float64(m.SettledHigh)
			k.Y, k.Low, k.High = append(k.Y, 100*settled), append(k.Low, 100*low), append(k.High, 100*high)
			f.Rows = append(f.Rows, []string{a.Name, (in.At(m.Month - 1)).String(), of100(settled), of100(low), of100(high), of100(float64(m.AtWar))})
		}
		also(f, ": ", fmt.Sprintf("%s %s (%s to %s)", a.Name, of100(a.Settled.Mean), of100(a.Settled.Low), of100(a.Settled.High)))
		curves.Curves = append(curves.Curves, k)
	}
	return f
}

// calendar ticks in months since the start: years, some years of a long war, or quarters
// of a short one.
func calendar(c *sim.Config) (ticks []figures.Tick) {
	every := sim.Month(12)
	if c.Months <= 24 {
		every = 3
	}
	for sim.Month(c.Months)/every > 9 {
		every += 12
	}
	for m := range sim.Month(c.Months + 1) {
		at := c.Start + m
		switch {
		case at%every != 0:
		case every < 12:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: at.String()})
		default:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: fmt.Sprint(int(at) / 12)})
		}
	}
	return ticks
}

// worths of mechanisms, and of costs of the lead.
func (in page) worths(visit func(w *question.Worth, series int, label, does string)) {
	for i := range in.Mechanisms.Mechanisms {
		w := &in.Mechanisms.Mechanisms[i]
		m, _ := sim.MechanismByID(w.ID)
		visit(w, 0, w.ID, sim.Mechanisms[m].Does)
	}
	for i := range in.Mechanisms.Costs {
		w := &in.Mechanisms.Costs[i]
		c, _ := sim.CostByID(w.ID)
		visit(w, 1, "cost: "+w.ID, sim.Costs[c].Does)
	}
}

// MechanismPicture has the worth of each.
func (in page) MechanismPicture() *figures.Figure {
	f := newEffects("mechanisms-picture", "What each mechanism and cost of a lead is worth, in settled wars of 100", "", "mechanism or cost", "what it is")
	in.worths(func(w *question.Worth, series int, label, does string) {
		f.add(w.Settled, series, label, "", label, does)
	})
	return f.Figure
}

// Worths are the IDs of those with a verdict.
func (in page) Worths(verdict stats.Verdict) (ids []string) {
	in.worths(func(w *question.Worth, _ int, _, _ string) {
		if stats.Judge(w.Settled) == verdict {
			ids = append(ids, w.ID)
		}
	})
	return ids
}

// ranking of third parties as leads; Best are as many as make it Likely that the best is
// among them.
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
	for _, l := range in.Leads.Likeliest() {
		x.Best, x.Likely = append(x.Best, l.Called), x.Likely+float64(l.Best)
	}
	return x
}

// Picture of them.
func (x *ranking) Picture() *figures.Figure {
	f := newEffects("leads-picture", "What each third party adds as lead, in settled wars of 100", "best",
		"lead", "leads from", "settled of 100", "chance of being best", "remark")
	for _, l := range x.Leads.Leads {
		best := words.Chance(float64(l.Best))
		f.add(l.Difference, 0, words.ShortName(l.Name, l.ID), best, l.Called, l.From, of100(l.Settled.Mean), best, l.Idle)
	}
	return f.Figure
}

// Worst of several leads, "" if it is among the best.
func (x *ranking) Worst() string {
	last := &x.Leads.Leads[len(x.Leads.Leads)-1]
	if name := last.Called; !slices.Contains(x.Best, name) {
		return name
	}
	return ""
}

// effectTile is darkest at 5 in 100, and faint where the difference is undecided.
func effectTile(d stats.Difference) figures.Tile {
	shade := map[stats.Verdict]float64{stats.Helps: 1, stats.Hurts: 1, stats.Unclear: 0.3}[stats.Judge(d)]
	t := figures.Tile{Colour: figures.Blue, Shade: shade * min(1, math.Abs(d.Difference)/0.05),
		Text: strings.TrimSpace(words.Signed(100*d.Difference, stats.Bit(math.Abs(d.Difference) < 0.0995)) + " " + sign(d))}
	if d.Difference < 0 {
		t.Colour = figures.Orange
	}
	return t
}
