package sweep

import (
	"slices"

	"parley/sim"
	"parley/sim/stats"
)

// Measure of what came of a history.
type Measure int

const (
	Settled Measure = iota
	Kept
	Months // until the war ended
	Opened // talks
	Meetings
	TruceMonths
	NumMeasures
)

// Came is what came of a history: each measure, of which none is above the months of a horizon.
type Came [NumMeasures]int16

const _ = int16(sim.MaxMonths) // has room

// CameOf the outcomes of a replication.
func CameOf(outcomes []sim.Outcome) []Came {
	list := make([]Came, len(outcomes))
	for i := range outcomes {
		o := &outcomes[i]
		list[i] = Came{Settled: int16(stats.Bit(o.Settled())), Kept: int16(stats.Bit(o.Kept())), Months: int16(o.Month),
			Opened: int16(stats.Bit(o.Opened != sim.Never)), Meetings: int16(o.Meetings), TruceMonths: int16(o.TruceMonths)}
	}
	return list
}

// Weight of an arm.
type Weight struct {
	Arm int
	By  int64
}

// Contrast is a weighted sum of arms, summed over replications in whole numbers. Weights are in
// units of 1/Part; in absolute value the sum of a replication is at most Most.
type Contrast struct {
	Weights    []Weight
	Part, Most int64
	Sums
	// Levels are the same by switch of structure and level; nil unless asked for.
	Levels *[sim.NumSwitches][sim.MaxLevels]Sums
}

// Sums of each measure.
type Sums [NumMeasures]stats.Sums

// Less is arm a less arm b.
func Less(a, b int) *Contrast { return &Contrast{Weights: []Weight{{a, 1}, {b, -1}}, Part: 1, Most: 1} }

// Pairs are all of so many arms.
func Pairs(arms int) (list []*Contrast) {
	for a := range arms {
		for b := a + 1; b < arms; b++ {
			list = append(list, Less(a, b))
		}
	}
	return list
}

// Add a replication, in which structure is that of all arms.
func (c *Contrast) Add(of []Came, structure sim.Structure) {
	var values [NumMeasures]int64
	for _, w := range c.Weights {
		for m, x := range of[w.Arm] {
			values[m] += w.By * int64(x)
		}
	}
	for m, x := range values {
		c.Sums[m].Add(x)
		if c.Levels != nil {
			for i, level := range structure {
				c.Levels[i][level][m].Add(x)
			}
		}
	}
}

// Difference in a measure that a history has or has not.
func (c *Contrast) Difference(m Measure, level float64) stats.Difference {
	d, x := stats.ContrastDifference(c.Sums[m], c.Part*c.Most, level), float64(c.Most)
	return stats.Difference{Difference: x * d.Difference, Low: x * d.Low, High: x * d.High}
}

// Same says that no replication differs in some measures.
func (c *Contrast) Same(of ...Measure) bool {
	return !slices.ContainsFunc(of, func(m Measure) bool { return c.Sums[m].Squares > 0 })
}
