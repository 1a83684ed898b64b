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
	// Contrasts of arms, which are counted jointly.
	Contrasts []*Contrast
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
	// Sums by output of the tally, over the histories in which it exists.
	Sums []stats.Sums
}

// IssueTally counts the protocols on one issue.
type IssueTally struct {
	// In counts histories by the month in which the issue was last agreed.
	In []int64
	// Position sums what was agreed on, in units of 1/PositionUnit.
	Position int64
}

// NewTally returns an empty tally for a number of arms of a configuration.
func NewTally(c *sim.Config, arms int, contrasts []*Contrast, outputs ...Output) *Tally {
	t := &Tally{Months: c.Months, Implementation: c.Implementation, Contrasts: contrasts, Outputs: outputs, Arms: make([]ArmTally, arms)}
	for i := range t.Arms {
		a := &t.Arms[i]
		a.Victories, a.Collapsed = make([]int64, len(c.Parties)), make([]int64, c.Implementation+1)
		a.Issues, a.Sums = make([]IssueTally, len(c.Issues)), make([]stats.Sums, len(outputs))
		for _, byMonth := range []*[]int64{&a.SettledIn, &a.VictoryIn, &a.DividedIn, &a.OpenedIn, &a.TruceIn} {
			*byMonth = make([]int64, c.Months)
		}
		for k := range a.Issues {
			a.Issues[k].In = make([]int64, c.Months)
		}
	}
	return t
}

// Less is arm a less arm b, which is counted one way or the other.
func (t *Tally) Less(a, b int) *Contrast {
	for _, c := range t.Contrasts {
		switch {
		case len(c.Weights) != 2:
		case c.Weights[0].Arm == a && c.Weights[1].Arm == b:
			return c
		case c.Weights[0].Arm == b && c.Weights[1].Arm == a:
			return c.swapped()
		}
	}
	panic("sweep: a pair of arms that is not counted")
}

// Table of two arms: how many replications have a measure, Settled or Kept, in each.
func (t *Tally) Table(a, b int, m Measure) stats.Table {
	in := func(arm int) int64 {
		if m == Kept {
			return t.Arms[arm].Kept
		}
		return t.Arms[arm].Settled
	}
	s := t.Less(a, b).Sums[m]
	onlyA := (s.Squares + s.Sum) / 2
	both := in(a) - onlyA
	return stats.Table{{s.N - in(b) - onlyA, in(b) - both}, {onlyA, both}}
}

// Add counts the next replication, one outcome for each arm.
func (t *Tally) Add(outcomes []sim.Outcome) {
	for a := range outcomes {
		arm, o := &t.Arms[a], &outcomes[a]
		arm.add(o)
		for i, value := range t.Outputs {
			if x := value(o); x != sim.Never {
				arm.Sums[i].Add(int64(x))
			}
		}
	}
	if t.Contrasts != nil {
		came := CameOf(outcomes)
		for _, c := range t.Contrasts {
			c.Add(came, outcomes[0].Structure)
		}
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

// Count sums a row of counts by month.
func Count(byMonth []int64) int64 {
	var n int64
	for _, c := range byMonth {
		n += c
	}
	return n
}
