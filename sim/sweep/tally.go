package sweep

import (
	"fmt"
	"math"
	"slices"

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
	// Came sums each measure.
	Came Sums
	// Ended counts histories by how they ended, and in which month; what did not end within
	// the horizon is in the month behind it.
	Ended [sim.NumEndReasons][]int64
	// Victories by party.
	Victories []int64
	// Collapsed counts settlements by the months they held, 0 to Implementation.
	Collapsed []int64
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
		a.OpenedIn, a.TruceIn = make([]int64, c.Months), make([]int64, c.Months)
		for end := range a.Ended {
			a.Ended[end] = make([]int64, c.Months+1)
		}
		for k := range a.Issues {
			a.Issues[k].In = make([]int64, c.Months)
		}
	}
	return t
}

// Less is arm a less arm b, one of the contrasts.
func (t *Tally) Less(a, b int) *Contrast {
	less := Less(a, b).Weights
	i := slices.IndexFunc(t.Contrasts, func(c *Contrast) bool { return slices.Equal(c.Weights, less) })
	if i < 0 {
		panic(fmt.Sprintf("sweep: arm %d less arm %d is not counted", a, b))
	}
	return t.Contrasts[i]
}

// Table of two arms: how many replications have a measure in each, as Settled or Kept.
func (t *Tally) Table(a, b int, m Measure) stats.Table {
	s, inA, inB := t.Less(a, b).Sums[m], t.Arms[a].Came[m].Sum, t.Arms[b].Came[m].Sum
	onlyA := (s.Squares + s.Sum) / 2
	both := inA - onlyA
	return stats.Table{{s.N - inB - onlyA, inB - both}, {onlyA, both}}
}

// Add counts the next replication, one outcome for each arm.
func (t *Tally) Add(outcomes []sim.Outcome) {
	came := CameOf(outcomes)
	for a := range outcomes {
		arm, o := &t.Arms[a], &outcomes[a]
		arm.add(o, &came[a])
		for i, value := range t.Outputs {
			if x := value(o); x != sim.Never {
				arm.Sums[i].Add(int64(x))
			}
		}
	}
	for _, c := range t.Contrasts {
		c.Add(came, outcomes[0].Structure)
	}
	t.Replications++
}

func (a *ArmTally) add(o *sim.Outcome, came *Came) {
	for m, x := range came {
		a.Came[m].Add(int64(x))
	}
	a.Ended[o.End][o.Month]++
	switch o.End {
	case sim.EndSettlement:
		mark(a.Collapsed, o.Collapsed)
	case sim.EndVictory:
		a.Victories[o.Winner]++
	}
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
