package report

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios/form"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// SweepInput is what a report of a result set is made of.
type SweepInput struct {
	Plan    *sweep.Plan
	Columns []store.Column
	// Rows visits the rows in order; it is called twice.
	Rows func(visit func(store.Row) error) error
	// Points of the plan, and those of them that the scenario refused.
	Points, Refused int
	// Command that gives the same results, Page that makes the page, Version of the
	// program that played, Model that of its model.
	Command, Page, Version, Model string
	// Notes on where the parameters come from.
	Notes []string
}

//go:embed sweep.tmpl
var sweepSource string

var sweepTemplate = newTemplate("sweep", sweepSource)

// Sweep makes the page of a result set. The error is that of a walk over its rows.
func Sweep(in *SweepInput) (*document.Document, error) {
	t, err := newSweepTally(in)
	if err != nil {
		return nil, err
	}
	d := document.Execute(sweepTemplate, t)
	d.Kicker, d.Warning, d.Title = kicker, warning, "A sweep of "+in.Plan.Scenario
	d.Under = fmt.Sprintf("%s, %s of each arm at each.", words.Count(in.Points, "point", "points"), words.Count(in.Plan.Reps, "history", "histories"))
	return d, nil
}

// Effect of a lead over all points, nil if it was not compared with nobody leading.
func (t *sweepTally) Effect() *stats.Difference {
	base := t.base()
	if base < 0 {
		return nil
	}
	d := t.all[base].effect()
	return &d
}

// Share settled under the first arm; OtherArms if there are any.
func (t *sweepTally) Share() stats.Estimate { return t.all[0].share() }
func (t *sweepTally) OtherArms() bool       { return len(t.Arms) > 1 }

// First picture: what a lead adds, or how many wars are settled, by the first factor.
func (t *sweepTally) First() *figures.Figure {
	switch {
	case len(t.Factors) == 0:
		return nil
	case t.base() >= 0:
		return t.Factors[0].effectPicture(1)
	}
	return t.Factors[0].sharePicture(1)
}

// strongest is the factor whose levels differ most.
type strongest struct {
	Name, Means string
	Low, High   float64
}

// Strongest factor, nil if there is none.
func (t *sweepTally) Strongest() (best *strongest) {
	for _, f := range t.Factors {
		s := &strongest{f.Name, keyMeans(f.Name), 1, 0}
		for g := range f.cells {
			if c := &f.cells[g][0]; c.n > 0 {
				s.Low, s.High = min(s.Low, c.share().Mean), max(s.High, c.share().Mean)
			}
		}
		if best == nil || s.High-s.Low > best.High-best.Low {
			best = s
		}
	}
	return best
}

// keyMeans is what a key of a scenario holds, "" of a path that is none.
func keyMeans(path string) string {
	parts := strings.Split(path, ".")
	for _, k := range form.Keys() {
		kinds := strings.Split(k.Path, ".")
		if !slices.EqualFunc(kinds, parts, func(kind, part string) bool { return kind == part || kind == strings.ToUpper(kind) }) {
			continue
		}
		if kinds[0] == "parameters" {
			return meaning(k.Doc)
		}
		return k.Doc
	}
	return ""
}

// FactorTable says what was varied.
func (t *sweepTally) FactorTable() *document.Table {
	table := &document.Table{Caption: "Factors, keys of the scenario", Header: []string{"factor", "what it is", "levels or range", "shown as"}}
	for _, f := range t.Factors {
		span := words.List(f.levels)
		if f.binned() {
			span = short(f.low) + " to " + short(f.high)
		} else if f.many {
			span = "more than " + fmt.Sprint(mostNamed)
		}
		table.Rows = append(table.Rows, []string{f.Name, keyMeans(f.Name), span, words.Count(len(f.groups), "group", "groups")})
	}
	return table
}

// Totals over all points.
func (t *sweepTally) Totals() *document.Table {
	table := &document.Table{Caption: "Arms, in wars of 100, means over all points", Header: []string{"arm", "points", "histories", "settled", "95 % interval", "kept"}}
	for a := range t.Arms {
		c := &t.all[a]
		e := c.share()
		table.Rows = append(table.Rows, []string{t.Arms[a], words.Thousands(c.points), words.Thousands(c.n), of100(e.Mean), of100(e.Low) + " to " + of100(e.High), of100(c.held())})
	}
	return table
}

// Pictures of a factor but the one at the top: how many wars are settled, and what a lead adds.
func (f *sweepFactor) Pictures() (list []*figures.Figure) {
	n := 1 + slices.Index(f.of.Factors, f)
	compared := f.of.base() >= 0
	if n > 1 || compared {
		list = append(list, f.sharePicture(n))
	}
	if n > 1 && compared {
		list = append(list, f.effectPicture(n))
	}
	return list
}

// sharePicture is curves over numbers, and intervals by other levels.
func (f *sweepFactor) sharePicture(n int) *figures.Figure {
	p := &figures.Figure{Name: fmt.Sprintf("share-%d", n), Title: "Settled wars of 100, by " + f.Name,
		Header: []string{f.Name, "arm", "points", "histories", "settled of 100", "from", "to", "kept of 100"}}
	arms := f.of.Arms[:min(len(f.of.Arms), mostArms)]
	curves := &figures.Curves{XLabel: f.Name, YLabel: "settled wars of 100", X: f.middles, Curves: make([]figures.Curve, len(arms))}
	forest := &figures.Forest{Axis: figures.Axis{Label: "settled wars of 100, with the 95 % interval", High: 1}}
	p.Alt = p.Title
	for g, group := range f.groups {
		for a, arm := range f.of.Arms {
			c := &f.cells[g][a]
			e := c.share()
			if a < len(arms) {
				k := &curves.Curves[a]
				k.Label, k.Y, k.Low, k.High = arm, append(k.Y, 100*e.Mean), append(k.Low, 100*e.Low), append(k.High, 100*e.High)
			}
			if c.n == 0 {
				continue
			}
			p.Rows = append(p.Rows, []string{group, arm, fmt.Sprint(c.points), fmt.Sprint(c.n), of100(e.Mean), of100(e.Low), of100(e.High), of100(c.held())})
			if a == 0 {
				also(p, ": ", of100(e.Mean)+" at "+group)
			}
			label := group
			if len(arms) > 1 {
				label += ", " + arm
			}
			if a == 0 || a < len(arms) && len(f.groups)*len(arms) <= 3*mostNamed {
				forest.Rows = append(forest.Rows, figures.Interval{Label: label, Low: 100 * e.Low, Mid: 100 * e.Mean, High: 100 * e.High, Series: a, Note: of100(e.Mean)})
				forest.High = max(forest.High, 105*e.High)
			}
		}
	}
	if len(f.of.Arms) > 1 {
		p.Alt += " Given are the numbers of " + f.of.Arms[0] + "."
	}
	if p.Chart = forest; f.numeric && len(f.groups) > 1 {
		p.Chart = curves
	}
	return p
}

func (f *sweepFactor) effectPicture(n int) *figures.Figure {
	p := newEffects(fmt.Sprintf("effect-%d", n), "What a lead adds to nobody leading, in settled wars of 100, by "+f.Name, "", f.Name, "compared with", "points")
	base := f.of.base()
	for g, group := range f.groups {
		if c := &f.cells[g][base]; c.compared > 0 {
			p.add(c.effect(), 0, group, "", group, f.of.Arms[base], fmt.Sprint(c.compared))
		}
	}
	return p.Figure
}
