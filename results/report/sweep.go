package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/store"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

//go:embed sweep.tmpl
var sweepSource string

var sweepTemplate = newTemplate("sweep", sweepSource)

// Sweep makes the page of a result set, in a folder as a command line names it. The error is
// that of a walk over its rows.
func Sweep(r *store.Results, dir string) (*document.Document, error) {
	t := &sweepTally{Results: r, Dir: dir}
	for i, x := range r.Plan.Factors {
		t.Factors = append(t.Factors, &factor{Name: x.Path, n: i + 1, of: t, group: map[string]int{}})
	}
	if err := t.walk(t.survey); err != nil {
		return nil, err
	}
	t.all = make([]cell, len(t.Arms))
	for _, f := range t.Factors {
		f.layOut()
	}
	if err := t.walk(t.count); err != nil {
		return nil, err
	}
	d := document.Execute(sweepTemplate, t)
	d.Title, d.Warning = "A sweep of "+r.Plan.Scenario, warning
	return d, nil
}

// cell is an arm over points: sums of columns, and the points that have them.
type cell map[string]struct{ sum, points float64 }

// columns that are added up.
var summed = []string{"n", "settled", "settled_share", "settled_share_low", "settled_share_high", "kept_share",
	"settled_difference", "settled_difference_low", "settled_difference_high"}

func (c *cell) add(get func(string) any) {
	if *c == nil {
		*c = cell{}
	}
	for _, column := range summed {
		if x, ok := store.Number(get(column)); ok {
			s := (*c)[column]
			s.sum, s.points = s.sum+x, s.points+1
			(*c)[column] = s
		}
	}
}

// mean over points. Points have the same random numbers, so the interval is the mean of
// theirs: more points do not narrow it.
func (c cell) mean(column string) float64 { return c[column].sum / max(1, c[column].points) }

func (c cell) share() stats.Estimate {
	return stats.Estimate{Mean: c["settled"].sum / max(1, c["n"].sum), Low: c.mean("settled_share_low"), High: c.mean("settled_share_high")}
}

// effect is the first arm less this one.
func (c cell) effect() stats.Difference {
	return stats.Difference{Difference: c.mean("settled_difference"), Low: c.mean("settled_difference_low"), High: c.mean("settled_difference_high")}
}

// texts of a cell, below cellHeader.
func (c cell) texts() []string {
	counts := []string{words.Thousands(int(c["n"].points)), words.Thousands(int(c["n"].sum))}
	return slices.Concat(counts, within100(c.share()), []string{of100(c.mean("kept_share"))})
}

var cellHeader = []string{"points", "histories", "settled of 100", "from", "to", "kept of 100"}

// factor is what was varied, and what came of its levels. So that a page stays short however large
// the sweep, one with more than mostLevels has stretches of neighbours in their place.
type factor struct {
	Name   string
	n      int // from 1
	of     *sweepTally
	levels []string
	groups []string
	group  map[string]int // of a level
	cells  [][]cell       // by group and arm
}

const (
	mostLevels = 24
	stretches  = 10
)

// sweepTally is a result set as its template asks for it.
type sweepTally struct {
	*store.Results
	Dir     string
	Factors []*factor
	// Arms, and the regime of each.
	Arms, regimes []string
	all           []cell
}

// walk over the rows, but those of points that were refused, each by its columns.
func (t *sweepTally) walk(visit func(get func(column string) any)) error {
	at := map[string]int{}
	for i := range t.Columns {
		at[t.Columns[i].Name] = i
	}
	return t.Each(nil, func(row store.Row) error {
		if row[at["arm"]] != nil {
			visit(func(column string) any { return row[at[column]] })
		}
		return nil
	})
}

// survey finds the arms, and the levels of each factor.
func (t *sweepTally) survey(get func(string) any) {
	if arm := store.String(get("arm")); !slices.Contains(t.Arms, arm) {
		t.Arms, t.regimes = append(t.Arms, strings.Clone(arm)), append(t.regimes, strings.Clone(store.String(get("regime"))))
	}
	for _, f := range t.Factors {
		if level := levelName(get(f.Name)); !f.has(level) {
			level = strings.Clone(level)
			f.levels, f.group[level] = append(f.levels, level), 0
		}
	}
}

func (f *factor) has(level string) bool {
	_, ok := f.group[level]
	return ok
}

func levelName(v any) string { return cmp.Or(store.Short(v), "as the scenario has it") }

// layOut makes groups of the levels, numbers in their order.
func (f *factor) layOut() {
	words := slices.ContainsFunc(f.levels, func(s string) bool { _, err := strconv.ParseFloat(s, 64); return err != nil })
	if !words {
		number := func(s string) float64 { x, _ := strconv.ParseFloat(s, 64); return x }
		slices.SortFunc(f.levels, func(a, b string) int { return cmp.Compare(number(a), number(b)) })
	}
	size := 1
	if len(f.levels) > mostLevels {
		size = (len(f.levels) + stretches - 1) / stretches
	}
	for of := range slices.Chunk(f.levels, size) {
		name := of[0]
		if len(of) > 1 {
			name += " to " + of[len(of)-1]
		}
		for _, level := range of {
			f.group[level] = len(f.groups)
		}
		f.groups, f.cells = append(f.groups, name), append(f.cells, make([]cell, len(f.of.Arms)))
	}
}

// count adds an arm at a point to its groups.
func (t *sweepTally) count(get func(string) any) {
	a := slices.Index(t.Arms, store.String(get("arm")))
	t.all[a].add(get)
	for _, f := range t.Factors {
		f.cells[f.group[levelName(get(f.Name))]][a].add(get)
	}
}

// base is the arm in which nobody leads, if it was compared with a lead; -1 if not.
func (t *sweepTally) base() int {
	a := slices.Index(t.regimes, sim.RegimeNetworked.String())
	if a < 0 || t.regimes[0] != sim.RegimeLead.String() || t.all[a]["settled_difference"].points == 0 {
		return -1
	}
	return a
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

// Share settled under the first arm.
func (t *sweepTally) Share() stats.Estimate { return t.all[0].share() }

// Totals over all points.
func (t *sweepTally) Totals() *document.Table {
	table := &document.Table{Caption: "Arms, means over all points", Header: append([]string{"arm"}, cellHeader...)}
	for a, name := range t.Arms {
		table.Rows = append(table.Rows, append([]string{name}, t.all[a].texts()...))
	}
	return table
}

// Picture of a factor: what a lead adds, or, where that was not compared, how many wars are
// settled in the first arm. Its numbers are those of all arms.
func (f *factor) Picture() *figures.Figure {
	p := newEffects(fmt.Sprintf("factor-%d", f.n), "What a lead adds to nobody leading, in settled wars of 100, by "+f.Name, "", append([]string{f.Name, "arm"}, cellHeader...)...)
	base := f.of.base()
	if base < 0 {
		p.Title = "Settled wars of 100, by " + f.Name
		p.Chart = &figures.Forest{Label: "settled wars of 100, with the 95 % interval", High: 100}
	}
	for g, group := range f.groups {
		for a, arm := range f.of.Arms {
			c := f.cells[g][a]
			cells := append([]string{group, arm}, c.texts()...)
			switch {
			case c == nil:
			case a == base:
				add(p, c.effect(), 0, group, "", cells...)
			default:
				p.Rows = append(p.Rows, append(cells, make([]string, len(effectHeader))...))
				if base < 0 && a == 0 {
					p.Chart.Rows = append(p.Chart.Rows, share(group, c.share(), 0))
				}
			}
		}
	}
	return p
}
