package sweep

import (
	"math"

	"parley/sim"
	"parley/sim/stats"
)

// PositionUnit is one in the fixed-point sums of positions.
const PositionUnit = 1_000_000

// Tally is what a number of replications came to, in integer counts only: sums
// of integers do not depend on their order, hence not on the workers.
//
// Slices indexed by month have one entry for each month of the horizon, 0 being
// the month of time zero.
type Tally struct {
	// Replications counted are 0 to Replications-1, without a gap.
	Replications int
	// Months is the horizon, Implementation the months followed after a signature.
	Months, Implementation int
	// Outputs are summed by arm.
	Outputs []Output
	Arms    []ArmTally
	// Pairs of arms that are counted jointly; see Pair.
	Pairs []PairTally
}

// ArmTally counts the histories of one arm.
type ArmTally struct {
	// How wars ended.
	Settled, Victory, Divided, Frozen, Unsettled int64
	// Kept counts settlements that held to the end of implementation.
	Kept int64
	// Victories by party.
	Victories []int64
	// Collapsed counts settlements by the months they held, 0 to Implementation.
	Collapsed []int64
	// SettledIn, VictoryIn and DividedIn count endings by month.
	SettledIn, VictoryIn, DividedIn []int64
	// WarMonths sums the months at war, at most the horizon, and their squares.
	WarMonths, WarMonthsSquared int64
	// OpenedIn and TruceIn count first talks and first ceasefires by month.
	OpenedIn, TruceIn []int64
	Issues            []IssueTally
	// Sums by output of the tally, without products.
	Sums []Sum
}

// IssueTally counts the protocols on one issue.
type IssueTally struct {
	// In counts histories by the month in which the issue was last agreed.
	In []int64
	// Position sums what was agreed on, in units of 1/PositionUnit.
	Position int64
}

// Joint counts two arms, A and B.
type Joint struct{ Settled, Kept stats.Table }

func (j *Joint) add(a, b *sim.Outcome) {
	j.Settled[stats.Bit(a.Settled())][stats.Bit(b.Settled())]++
	j.Kept[stats.Bit(a.Kept())][stats.Bit(b.Kept())]++
}

// PairTally counts two arms jointly, replication by replication.
type PairTally struct {
	A, B int
	Joint
	// Levels are the same by switch of structure and level; nil unless asked for.
	Levels *[sim.NumSwitches][sim.MaxLevels]Joint
	// WarMonthsProduct sums the product of the two arms' months at war.
	WarMonthsProduct int64
}

// NewTally returns an empty tally for a number of arms of a configuration, and
// for every pair of them.
func NewTally(c *sim.Config, arms int, outputs ...Output) *Tally {
	t := NewTallyOf(c, arms, nil, outputs...)
	for a := range arms {
		for b := a + 1; b < arms; b++ {
			t.Pairs = append(t.Pairs, PairTally{A: a, B: b})
		}
	}
	return t
}

// NewTallyOf counts jointly only the pairs given, in that order.
func NewTallyOf(c *sim.Config, arms int, pairs [][2]int, outputs ...Output) *Tally {
	t := &Tally{Months: c.Months, Implementation: c.Implementation, Outputs: outputs, Arms: make([]ArmTally, arms)}
	for i := range t.Arms {
		a := &t.Arms[i]
		a.Victories, a.Collapsed = make([]int64, len(c.Parties)), make([]int64, c.Implementation+1)
		a.Issues, a.Sums = make([]IssueTally, len(c.Issues)), make([]Sum, len(outputs))
		for _, byMonth := range []*[]int64{&a.SettledIn, &a.VictoryIn, &a.DividedIn, &a.OpenedIn, &a.TruceIn} {
			*byMonth = make([]int64, c.Months)
		}
		for k := range a.Issues {
			a.Issues[k].In = make([]int64, c.Months)
		}
	}
	for _, p := range pairs {
		t.Pairs = append(t.Pairs, PairTally{A: p[0], B: p[1]})
	}
	return t
}

// Pair finds the joint counts of arms a and b; swapped says that they are kept
// the other way round.
func (t *Tally) Pair(a, b int) (p *PairTally, swapped bool) {
	for i := range t.Pairs {
		q := &t.Pairs[i]
		switch {
		case q.A == a && q.B == b:
			return q, false
		case q.A == b && q.B == a:
			return q, true
		}
	}
	return nil, false
}

// CountLevels counts a pair of the tally, which has no replications yet, by the levels
// of each switch too.
func (t *Tally) CountLevels(a, b int) {
	p, _ := t.Pair(a, b)
	p.Levels = new([sim.NumSwitches][sim.MaxLevels]Joint)
}

// add counts the next replication, one outcome for each arm.
func (t *Tally) add(outcomes []sim.Outcome) {
	for a := range outcomes {
		arm, o := &t.Arms[a], &outcomes[a]
		arm.add(o)
		for i, value := range t.Outputs {
			arm.Sums[i].add(value(o), sim.Never)
		}
	}
	for i := range t.Pairs {
		p := &t.Pairs[i]
		p.add(&outcomes[p.A], &outcomes[p.B])
	}
	t.Replications++
}

func (a *ArmTally) add(o *sim.Outcome) {
	switch o.End {
	case sim.EndSettlement:
		a.Settled++
		a.Kept += int64(stats.Bit(o.Kept()))
		a.SettledIn[o.Month]++
		mark(a.Collapsed, o.Collapsed)
	case sim.EndVictory:
		a.Victory++
		a.Victories[o.Winner]++
		a.VictoryIn[o.Month]++
	case sim.EndDivided:
		a.Divided++
		a.DividedIn[o.Month]++
	case sim.EndFrozen:
		a.Frozen++
	default:
		a.Unsettled++
	}
	a.WarMonths += int64(o.Month)
	a.WarMonthsSquared += int64(o.Month) * int64(o.Month)
	mark(a.OpenedIn, o.Opened)
	mark(a.TruceIn, o.FirstTruce)
	for k, month := range o.Protocols {
		if month != sim.Never {
			mark(a.Issues[k].In, month)
			a.Issues[k].Position += int64(math.Round(o.Agreed[k] * PositionUnit))
		}
	}
}

func mark(counts []int64, month int) {
	if month != sim.Never {
		counts[month]++
	}
}

func (p *PairTally) add(a, b *sim.Outcome) {
	p.Joint.add(a, b)
	if p.Levels != nil {
		for i, level := range a.Structure {
			p.Levels[i][level].add(a, b)
		}
	}
	p.WarMonthsProduct += int64(a.Month) * int64(b.Month)
}

// Count sums a row of counts by month.
func Count(byMonth []int64) int64 {
	var n int64
	for _, c := range byMonth {
		n += c
	}
	return n
}
