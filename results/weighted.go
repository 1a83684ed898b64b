package results

import (
	"parley/sim/sweep"

	"parley/sim/stats"
)

// outcome picks what is counted of arms and pairs.
type outcome struct {
	of   func(*sweep.ArmTally) int64
	both func(*sweep.PairTally) *stats.Table
}

var (
	settledOutcome = outcome{func(a *sweep.ArmTally) int64 { return a.Settled },
		func(p *sweep.PairTally) *stats.Table { return &p.Settled }}
	keptOutcome = outcome{func(a *sweep.ArmTally) int64 { return a.Kept }, func(p *sweep.PairTally) *stats.Table { return &p.Kept }}
)

// weighted sums over replications what each comes to, the sum over arms of
// weight x outcome, and its square. Both are whole numbers that the joint counts
// give exactly; pairs of arms with weights must have been counted.
func weighted(t *sweep.Tally, weights []int64, o outcome) stats.Sums {
	s := stats.Sums{N: int64(t.Replications)}
	for a, w := range weights {
		n := o.of(&t.Arms[a])
		s.Sum += w * n
		s.Squares += w * w * n
	}
	for i := range t.Pairs {
		p := &t.Pairs[i]
		if w := weights[p.A] * weights[p.B]; w != 0 {
			s.Squares += 2 * w * o.both(p)[1][1]
		}
	}
	return s
}
