package report

import (
	"cmp"
	_ "embed"
	"fmt"
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
	t := &sweepTally{SweepInput: in, Least: 1}
	for i, x := range in.Plan.Factors {
		t.Factors = append(t.Factors, &factor{Name: x.Path, n: i + 1, of: t, numeric: true, low: math.Inf(1), high: math.Inf(-1)})
	}
	if err := t.walk(t.survey); err != nil {
		return nil, err
	}
	t.all = make([]sums, len(t.Arms))
	for _, f := range t.Factors {
		f.layOut()
	}
	if err := t.walk(t.count); err != nil {
		return nil, err
	}
	d := document.Execute(sweepTemplate, t)
	d.Kicker, d.Warning, d.Title = kicker, warning, "A sweep of "+in.Plan.Scenario
	d.Under = fmt.Sprintf("%s, %s of each arm at each.", words.Count(in.Points, "point", "points"), words.Count(in.Plan.Reps, "history", "histories"))
	return d, nil
}

// Limits of a page, however large the sweep: levels that are shown one by one, stretches
// in their place of a factor with more, and rows of a picture.
const (
	mostLevels = 16
	stretches  = 10
	mostRows   = 48
)

// sums of an arm over points.
type sums struct {
	n, settled, kept, points int64
	// differences of the first arm less this one: their sum, that of their half-widths,
	// and how many.
	differences, halves float64
	compared            int64
}

// factor is what was varied, and what came of its groups of levels.
type factor struct {
	Name      string
	n         int // from 1
	of        *sweepTally
	numeric   bool
	low, high float64
	groups    []string
	cells     [][]sums // by group and arm
}

// sweepTally is a result set as its template asks for it.
type sweepTally struct {
	*SweepInput
	Factors []*factor
	// Arms, and the regime of each.
	Arms, regimes []string
	all           []sums
	// Least and Most settled at a point and in an arm.
	Least, Most float64
}

// walk over the rows, but those of points that were refused, each by its columns.
func (t *sweepTally) walk(visit func(get func(column string) any)) error {
	at := map[string]int{}
	for i := range t.Columns {
		at[t.Columns[i].Name] = i
	}
	return t.Rows(func(row store.Row) error {
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
		x, ok := store.Number(get(f.Name))
		if f.numeric = f.numeric && ok; ok {
			f.low, f.high = min(f.low, x), max(f.high, x)
		}
		if level := levelName(get(f.Name)); len(f.groups) <= mostLevels && !slices.Contains(f.groups, level) {
			f.groups = append(f.groups, strings.Clone(level))
		}
	}
}

// short is a number with the digits that somebody reads.
func short(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

func levelName(v any) string {
	if v == nil {
		return "as the scenario has it"
	}
	return store.Short(v)
}

// layOut makes groups of the levels.
func (f *factor) layOut() {
	switch many := len(f.groups) > mostLevels; {
	case many && f.numeric:
		f.groups = nil
		for k := range stretches {
			edge := func(k int) string { return short(f.low + float64(k)*(f.high-f.low)/stretches) }
			f.groups = append(f.groups, edge(k)+" to "+edge(k+1))
		}
	case many:
		f.groups[mostLevels] = "all others"
	case f.numeric:
		number := func(s string) float64 { x, _ := strconv.ParseFloat(s, 64); return x }
		slices.SortFunc(f.groups, func(a, b string) int { return cmp.Compare(number(a), number(b)) })
	}
	for range f.groups {
		f.cells = append(f.cells, make([]sums, len(f.of.Arms)))
	}
}

// group of a level.
func (f *factor) group(v any) int {
	if g := slices.Index(f.groups, levelName(v)); g >= 0 {
		return g
	}
	if x, _ := store.Number(v); f.numeric {
		return min(stretches-1, int(stretches*(x-f.low)/(f.high-f.low)))
	}
	return len(f.groups) - 1
}

// count adds an arm at a point to its groups.
func (t *sweepTally) count(get func(string) any) {
	p := sums{n: get("n").(int64), settled: get("settled").(int64), kept: get("kept").(int64), points: 1}
	if d := get("settled_difference"); d != nil {
		p.differences, p.compared = d.(float64), 1
		p.halves = (get("settled_difference_high").(float64) - get("settled_difference_low").(float64)) / 2
	}
	a := slices.Index(t.Arms, store.String(get("arm")))
	t.all[a].add(&p)
	for _, f := range t.Factors {
		f.cells[f.group(get(f.Name))][a].add(&p)
	}
	share := float64(p.settled) / float64(p.n)
	t.Least, t.Most = min(t.Least, share), max(t.Most, share)
}

func (s *sums) add(p *sums) {
	s.n, s.settled, s.kept, s.points = s.n+p.n, s.settled+p.settled, s.kept+p.kept, s.points+p.points
	s.differences, s.halves, s.compared = s.differences+p.differences, s.halves+p.halves, s.compared+p.compared
}

// share settled, over all points. They have common random numbers, so the interval is
// that of as many histories as one point has.
func (s *sums) share() stats.Estimate {
	points := max(1, s.points)
	mean := float64(s.settled) / float64(max(1, s.n))
	one := stats.Share(int64(math.Round(float64(s.settled)/float64(points))), max(1, s.n/points), stats.Level)
	return stats.Estimate{Mean: mean, Low: max(0, mean-(one.Mean-one.Low)), High: min(1, mean+(one.High-one.Mean))}
}

// held is the share settled and kept.
func (s *sums) held() float64 { return float64(s.kept) / float64(max(1, s.n)) }

// effect is the mean over points of the difference from the first arm, with the mean
// of their intervals: random numbers that points share do not average out.
func (s *sums) effect() stats.Difference {
	k := float64(max(1, s.compared))
	d, half := s.differences/k, s.halves/k
	return stats.Difference{Difference: d, Low: max(-1, d-half), High: min(1, d+half)}
}

// base is the arm in which nobody leads, if it was compared with a lead; -1 if not.
func (t *sweepTally) base() int {
	return slices.IndexFunc(t.regimes, func(regime string) bool {
		return regime == sim.RegimeNetworked.String() && t.regimes[0] == sim.RegimeLead.String() && t.all[slices.Index(t.regimes, regime)].compared > 0
	})
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

// Strongest is the factor whose groups differ most, nil if there is none.
func (t *sweepTally) Strongest() *factor {
	if len(t.Factors) == 0 {
		return nil
	}
	return slices.MaxFunc(t.Factors, func(a, b *factor) int { return cmp.Compare(a.High()-a.Low(), b.High()-b.Low()) })
}

// Low and High are the least and the most settled in a group, under the first arm.
func (f *factor) Low() float64  { return slices.Min(f.shares()) }
func (f *factor) High() float64 { return slices.Max(f.shares()) }

func (f *factor) shares() (list []float64) {
	for g := range f.cells {
		if c := &f.cells[g][0]; c.n > 0 {
			list = append(list, c.share().Mean)
		}
	}
	return list
}

// FactorTable says what was varied.
func (t *sweepTally) FactorTable() *document.Table {
	return &document.Table{Caption: "Factors, keys of the scenario", Header: []string{"factor", "levels", "settled of 100, from", "to"},
		Rows: document.Rows(t.Factors, func(f **factor) []string {
			return []string{(*f).Name, words.List((*f).groups), of100((*f).Low()), of100((*f).High())}
		})}
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

// Pictures of a factor: what a lead adds, where that was compared, and how many wars are settled.
func (f *factor) Pictures() (list []*figures.Figure) {
	if f.of.base() >= 0 {
		list = append(list, f.effectPicture())
	}
	return append(list, f.sharePicture())
}

// sharePicture has the arms at each group; the first alone where they are many.
func (f *factor) sharePicture() *figures.Figure {
	forest := &figures.Forest{Label: "settled wars of 100, with the 95 % interval", High: 1}
	p := &figures.Figure{Name: fmt.Sprintf("share-%d", f.n), Title: "Settled wars of 100, by " + f.Name, Alt: "Settled wars of 100, by " + f.Name, Chart: forest,
		Header: []string{f.Name, "arm", "points", "histories", "settled of 100", "from", "to", "kept of 100"}}
	for g, group := range f.groups {
		for a, arm := range f.of.Arms {
			c := &f.cells[g][a]
			if c.n == 0 {
				continue
			}
			e := c.share()
			p.Rows = append(p.Rows, []string{group, arm, fmt.Sprint(c.points), fmt.Sprint(c.n), of100(e.Mean), of100(e.Low), of100(e.High), of100(c.held())})
			if a > 0 && len(f.groups)*len(f.of.Arms) > mostRows {
				continue
			}
			label := group
			if f.of.OtherArms() {
				label += ", " + arm
			}
			also(p, ": ", of100(e.Mean)+" at "+label)
			forest.Rows = append(forest.Rows, figures.Interval{Label: label, Low: 100 * e.Low, Mid: 100 * e.Mean, High: 100 * e.High, Series: a, Note: of100(e.Mean)})
			forest.High = max(forest.High, 105*e.High)
		}
	}
	return p
}

func (f *factor) effectPicture() *figures.Figure {
	p := newEffects(fmt.Sprintf("effect-%d", f.n), "What a lead adds to nobody leading, in settled wars of 100, by "+f.Name, "", f.Name, "compared with", "points")
	base := f.of.base()
	for g, group := range f.groups {
		if c := &f.cells[g][base]; c.compared > 0 {
			p.add(c.effect(), 0, group, "", group, f.of.Arms[base], fmt.Sprint(c.compared))
		}
	}
	return p.Figure
}
