package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"math"
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
		t.Factors = append(t.Factors, &factor{Name: x.Path, n: i + 1, of: t, levels: map[string][]cell{}})
	}
	at := map[string]int{}
	for i := range r.Columns {
		at[r.Columns[i].Name] = i
	}
	err := r.Each(nil, func(row store.Row) error {
		if row[at["arm"]] != nil { // the point was not refused
			t.add(func(column string) any { return row[at[column]] })
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range t.Factors {
		f.layOut()
	}
	d := document.Execute(sweepTemplate, t)
	d.Title, d.Warning = "A sweep of "+r.Plan.Scenario, warning
	return d, nil
}

// cell is an arm over points: how many there are, and the sums of columns of theirs.
type cell [1 + len(summed)]float64

const (
	points = iota
	histories
	settled
	settledShare // and its ends
	keptShare    = settledShare + 3
	difference   = keptShare + 1 // and its ends
)

// summed columns, in the order of the constants.
var summed = [...]string{"n", "settled", "settled_share", "settled_share_low", "settled_share_high", "kept_share",
	"settled_difference", "settled_difference_low", "settled_difference_high"}

func (c *cell) add(get func(string) any) {
	c[points]++
	for i, column := range summed {
		x, _ := store.Number(get(column))
		c[1+i] += x
	}
}

// mean over points. Points have the same random numbers, so the interval is the mean of
// theirs: more points do not narrow it.
func (c *cell) mean(column int) float64 { return c[column] / max(1, c[points]) }

func (c *cell) share() stats.Estimate {
	return stats.Estimate{Mean: c[settled] / max(1, c[histories]), Low: c.mean(settledShare + 1), High: c.mean(settledShare + 2)}
}

// effect is the first arm less this one.
func (c *cell) effect() stats.Difference {
	return stats.Difference{Difference: c.mean(difference), Low: c.mean(difference + 1), High: c.mean(difference + 2)}
}

// texts of a cell, below cellHeader.
func (c *cell) texts() []string {
	counts := []string{words.Thousands(int(c[points])), words.Thousands(int(c[histories]))}
	return slices.Concat(counts, within100(c.share()), []string{of100(c.mean(keptShare))})
}

var cellHeader = []string{"points", "histories", "settled of 100", "from", "to", "kept of 100"}

// factor is what was varied, and what came of its levels by arm. So that a page stays short however large
// the sweep, one with more than mostLevels has stretches of neighbours in their place.
type factor struct {
	Name   string
	n      int // from 1
	of     *sweepTally
	levels map[string][]cell
	groups []group
}

type group struct {
	name  string
	cells []cell
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
	// Arms, the regime of each, and what came of it over all points.
	Arms, regimes []string
	all           []cell
}

// add an arm at a point.
func (t *sweepTally) add(get func(string) any) {
	name := store.String(get("arm"))
	a := slices.Index(t.Arms, name)
	if a < 0 {
		a = len(t.Arms)
		t.Arms, t.regimes = append(t.Arms, strings.Clone(name)), append(t.regimes, strings.Clone(store.String(get("regime"))))
	}
	t.all = added(t.all, a, get)
	for _, f := range t.Factors {
		level := cmp.Or(store.Short(get(f.Name)), "as the scenario has it")
		if f.levels[level] == nil {
			level = strings.Clone(level)
		}
		f.levels[level] = added(f.levels[level], a, get)
	}
}

// added to the cell of an arm.
func added(cells []cell, arm int, get func(string) any) []cell {
	for len(cells) <= arm {
		cells = append(cells, cell{})
	}
	cells[arm].add(get)
	return cells
}

// layOut makes groups of the levels, numbers in their order before all else.
func (f *factor) layOut() {
	number := func(level string) float64 {
		x, err := strconv.ParseFloat(level, 64)
		if err != nil {
			return math.Inf(1)
		}
		return x
	}
	levels := slices.SortedFunc(maps.Keys(f.levels), func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
	size := 1
	if len(levels) > mostLevels {
		size = (len(levels) + stretches - 1) / stretches
	}
	for of := range slices.Chunk(levels, size) {
		g := group{of[0], make([]cell, len(f.of.Arms))}
		if len(of) > 1 {
			g.name += " to " + of[len(of)-1]
		}
		for _, level := range of {
			for a, c := range f.levels[level] {
				for i := range c {
					g.cells[a][i] += c[i]
				}
			}
		}
		f.groups = append(f.groups, g)
	}
}

// base is the arm in which nobody leads, if it was compared with a lead; -1 if not.
func (t *sweepTally) base() int {
	if !t.Plan.Compare || t.regimes[0] != sim.RegimeLead.String() {
		return -1
	}
	return slices.Index(t.regimes, sim.RegimeNetworked.String())
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
	for _, g := range f.groups {
		for a, arm := range f.of.Arms {
			c := &g.cells[a]
			cells := append([]string{g.name, arm}, c.texts()...)
			switch {
			case c[points] == 0:
			case a == base:
				add(p, c.effect(), 0, g.name, "", cells...)
			default:
				p.Rows = append(p.Rows, append(cells, make([]string, len(effectHeader))...))
				if base < 0 && a == 0 {
					p.Chart.Rows = append(p.Chart.Rows, share(g.name, c.share(), 0))
				}
			}
		}
	}
	return p
}
