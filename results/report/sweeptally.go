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
	n, settled, kept, points int64
	// differences of the first arm less this one: their sum, that of their half-widths,
	// and how many.
	differences, halves float64
	compared            int64
}

// sweepFactor is what was varied, and its groups of levels.
type sweepFactor struct {
	Name    string
	of      *sweepTally
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
	// Least and Most settled at a point and in an arm.
	Least, Most float64
}

// newSweepTally walks twice: to find arms and levels, and to count.
func newSweepTally(in *SweepInput) (*sweepTally, error) {
	t := &sweepTally{SweepInput: in, Least: 1}
	for _, f := range in.Plan.Factors {
		t.Factors = append(t.Factors, &sweepFactor{Name: f.Path, of: t, numeric: true, low: math.Inf(1), high: math.Inf(-1)})
	}
	if err := t.walk(t.survey); err != nil {
		return nil, err
	}
	t.all = make([]sums, len(t.Arms))
	for _, f := range t.Factors {
		f.layOut()
	}
	return t, t.walk(t.count)
}

// point is an arm at a point.
type point struct {
	arm, regime      string
	n, settled, kept int64
	levels           []any
	// difference of the first arm less this one, nil if it is none.
	difference *stats.Difference
}

// walk over the rows, but those of points that were refused.
func (t *sweepTally) walk(visit func(p *point)) error {
	at := map[string]int{}
	for i := range t.Columns {
		at[t.Columns[i].Name] = i
	}
	return t.Rows(func(row store.Row) error {
		get := func(name string) any { return row[at[name]] }
		if get("arm") == nil {
			return nil
		}
		p := &point{arm: store.String(get("arm")), regime: store.String(get("regime")), n: get("n").(int64), settled: get("settled").(int64), kept: get("kept").(int64)}
		for _, f := range t.Factors {
			p.levels = append(p.levels, get(f.Name))
		}
		if d := get("settled_difference"); d != nil {
			p.difference = &stats.Difference{Difference: d.(float64), Low: get("settled_difference_low").(float64), High: get("settled_difference_high").(float64)}
		}
		visit(p)
		return nil
	})
}

// survey finds the arms, and the levels of each factor.
func (t *sweepTally) survey(p *point) {
	if !slices.Contains(t.Arms, p.arm) {
		t.Arms, t.regimes = append(t.Arms, strings.Clone(p.arm)), append(t.regimes, strings.Clone(p.regime))
	}
	for i, f := range t.Factors {
		x, ok := store.Number(p.levels[i])
		if ok {
			f.low, f.high = min(f.low, x), max(f.high, x)
		}
		f.numeric = f.numeric && ok
		if level := levelName(p.levels[i]); !f.many && !slices.Contains(f.levels, level) {
			f.levels = append(f.levels, strings.Clone(level))
			f.many = len(f.levels) > mostNamed
		}
	}
}

func levelName(v any) string {
	if v == nil {
		return "as the scenario has it"
	}
	return store.Short(v)
}

// binned says whether stretches of its range are shown in place of its levels.
func (f *sweepFactor) binned() bool { return f.numeric && len(f.levels) > mostLevels }

// layOut makes the groups.
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
		if f.groups = slices.Clone(f.levels); f.many {
			f.groups = append(f.groups[:mostNamed], "all others")
		}
	}
	f.cells = make([][]sums, len(f.groups))
	for g := range f.cells {
		f.cells[g] = make([]sums, len(f.of.Arms))
	}
}

func parsed(s string) (x float64) {
	_, _ = fmt.Sscan(s, &x)
	return x
}

// group of a level.
func (f *sweepFactor) group(v any) int {
	x, _ := store.Number(v)
	switch g := slices.Index(f.groups, levelName(v)); {
	case f.binned():
		return min(bins-1, int(float64(bins)*(x-f.low)/(f.high-f.low)))
	case g >= 0:
		return g
	}
	return len(f.groups) - 1
}

// count adds a point to its groups.
func (t *sweepTally) count(p *point) {
	a := slices.Index(t.Arms, p.arm)
	t.all[a].add(p)
	for i, f := range t.Factors {
		f.cells[f.group(p.levels[i])][a].add(p)
	}
	share := float64(p.settled) / float64(p.n)
	t.Least, t.Most = min(t.Least, share), max(t.Most, share)
}

func (s *sums) add(p *point) {
	s.n, s.settled, s.kept, s.points = s.n+p.n, s.settled+p.settled, s.kept+p.kept, s.points+1
	if p.difference != nil {
		s.differences += p.difference.Difference
		s.halves += p.difference.HalfWidth()
		s.compared++
	}
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
	for a, regime := range t.regimes {
		if regime == sim.RegimeNetworked.String() && t.regimes[0] == sim.RegimeLead.String() && t.all[a].compared > 0 {
			return a
		}
	}
	return -1
}
