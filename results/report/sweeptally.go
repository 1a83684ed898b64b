package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/results/store"
	"parley/sim"
	"parley/sim/stats"
)

// Limits of a page, however large the sweep.
const (
	mostLevels = 12 // shown one by one
	bins       = 10 // of a factor with more levels, if they are numbers
	mostArms   = 7
	mostNamed  = 24 // levels of text
)

// sums of an arm over points.
type sums struct {
	n, settled, kept int64
	points           int64
	// difference of the first arm, by point: sum, and sum of
	// squares of half-widths.
	differences, halves float64
	compared            int64
}

// sweepFactor is what was varied, and its groups of levels.
type sweepFactor struct {
	Name    string
	of      *sweepTally
	column  int
	numeric bool
	// levels seen, until there are too many.
	levels    []string
	many      bool
	low, high float64
	// groups that are shown; middles place them on an axis of numbers.
	groups  []string
	middles []float64
	// cells by group and arm.
	cells [][]sums
}

// sweepTally is a result set as its template asks for it.
type sweepTally struct {
	*SweepInput
	Factors []*sweepFactor
	// Arms, and the regime of each.
	Arms, regimes []string
	all           []sums
	// columns of what is counted.
	arm, regime, n, settled, kept             int
	difference, differenceLow, differenceHigh int
	// Least and Most settled at a point and in an arm.
	Least, Most float64
}

func newSweepTally(in *SweepInput) *sweepTally {
	t := &sweepTally{SweepInput: in, Least: 1}
	for i := range in.Plan.Factors {
		path := in.Plan.Factors[i].Path
		t.Factors = append(t.Factors, &sweepFactor{Name: path, of: t, column: t.column(path), numeric: true, low: math.Inf(1), high: math.Inf(-1)})
	}
	t.arm, t.regime = t.column("arm"), t.column("regime")
	t.n, t.settled, t.kept = t.column("n"), t.column("settled"), t.column("kept")
	t.difference, t.differenceLow, t.differenceHigh = t.column("settled_difference"), t.column("settled_difference_low"), t.column("settled_difference_high")
	return t
}

func (t *sweepTally) column(name string) int {
	i, err := store.ColumnNamed(name, t.Columns)
	if err != nil {
		panic("report: " + err.Error()) // every result set has it
	}
	return i
}

// survey finds the arms, and the levels of each factor.
func (t *sweepTally) survey(row store.Row) error {
	if row[t.arm] == nil {
		return nil // a point that was refused
	}
	if name := store.String(row[t.arm]); !slices.Contains(t.Arms, name) {
		t.Arms = append(t.Arms, strings.Clone(name))
		t.regimes = append(t.regimes, strings.Clone(store.String(row[t.regime])))
	}
	for _, f := range t.Factors {
		f.survey(row[f.column])
	}
	return nil
}

// own is the level where the scenario's own value stays.
const own = "as the scenario has it"

func levelName(v any) string {
	if v == nil {
		return own
	}
	return store.Short(v)
}

func (f *sweepFactor) survey(v any) {
	x, ok := store.Number(v)
	if ok {
		f.low, f.high = min(f.low, x), max(f.high, x)
	}
	f.numeric = f.numeric && ok
	if f.many {
		return
	}
	if level := levelName(v); !slices.Contains(f.levels, level) {
		f.levels = append(f.levels, strings.Clone(level))
		f.many = len(f.levels) > mostNamed
	}
}

// layOut makes the groups of each factor.
func (t *sweepTally) layOut() {
	t.all = make([]sums, len(t.Arms))
	for _, f := range t.Factors {
		f.layOut()
		f.cells = make([][]sums, len(f.groups))
		for g := range f.cells {
			f.cells[g] = make([]sums, len(t.Arms))
		}
	}
}

func (f *sweepFactor) layOut() {
	switch {
	case f.binned():
		step := (f.high - f.low) / bins
		for b := range bins {
			from, to := f.low+float64(b)*step, f.low+float64(b+1)*step
			f.groups, f.middles = append(f.groups, short(from)+" to "+short(to)), append(f.middles, (from+to)/2)
		}
	case f.numeric:
		slices.SortFunc(f.levels, func(a, b string) int { return cmp.Compare(parsed(a), parsed(b)) })
		for _, l := range f.levels {
			f.groups, f.middles = append(f.groups, l), append(f.middles, parsed(l))
		}
	default:
		f.groups = slices.Clone(f.levels)
		if f.many {
			f.groups = append(f.groups[:mostNamed], "all others")
		}
	}
}

// binned says whether stretches of its range are shown in place of its levels.
func (f *sweepFactor) binned() bool { return f.numeric && len(f.levels) > mostLevels }

func parsed(s string) (x float64) {
	_, _ = fmt.Sscan(s, &x)
	return x
}

// group of a value.
func (f *sweepFactor) group(v any) int {
	if f.binned() {
		x, _ := store.Number(v)
		if f.high == f.low {
			return 0
		}
		return min(bins-1, int(float64(bins)*(x-f.low)/(f.high-f.low)))
	}
	if g := slices.Index(f.groups, levelName(v)); g >= 0 {
		return g
	}
	return len(f.groups) - 1
}

// count adds a row to its groups.
func (t *sweepTally) count(row store.Row) error {
	if row[t.arm] == nil {
		return nil
	}
	a := slices.Index(t.Arms, store.String(row[t.arm]))
	t.add(&t.all[a], row)
	for _, f := range t.Factors {
		t.add(&f.cells[f.group(row[f.column])][a], row)
	}
	share := float64(row[t.settled].(int64)) / float64(row[t.n].(int64))
	t.Least, t.Most = min(t.Least, share), max(t.Most, share)
	return nil
}

func (t *sweepTally) add(s *sums, row store.Row) {
	s.n += row[t.n].(int64)
	s.settled += row[t.settled].(int64)
	s.kept += row[t.kept].(int64)
	s.points++
	if row[t.difference] == nil {
		return
	}
	half := (row[t.differenceHigh].(float64) - row[t.differenceLow].(float64)) / 2
	s.differences += row[t.difference].(float64)
	s.halves += half
	s.compared++
}

// share settled, over all points. They have common random numbers, so the interval is that of
// as many histories as one point has.
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
	for a, regime := range t.regimes {
		if regime == sim.RegimeNetworked.String() && t.regimes[0] == sim.RegimeLead.String() && t.all[a].compared > 0 {
			return a
		}
	}
	return -1
}
