package question

import (
	"slices"

	"parley/sim"
	"parley/sim/stats"
)

// measures of what came of a history.
const (
	settled = iota
	kept
	months // until the war ended
	opened // talks
	meetings
	truceMonths
	measures
)

// came is what came of a history: each measure, of which none is above the months of a horizon.
type came [measures]int16

const _ = int16(sim.MaxMonths) // has room

func cameOf(outcomes []sim.Outcome) (list []came) {
	for i := range outcomes {
		o := &outcomes[i]
		list = append(list, came{int16(stats.Bit(o.Settled())), int16(stats.Bit(o.Kept())), int16(o.Month),
			int16(stats.Bit(o.Opened != sim.Never)), int16(o.Meetings), int16(o.TruceMonths)})
	}
	return list
}

// contrast is a weighted sum of arms, summed over histories in whole numbers. Its weights are
// parts of one, and it is at most so many ones.
type contrast struct {
	weights    []int64
	part, most int64
	sums       [measures]stats.Sums
}

// less is one arm less another, of so many.
func less(arms, a, b int) *contrast {
	c := &contrast{weights: make([]int64, arms), part: 1, most: 1}
	c.weights[a]++
	c.weights[b]--
	return c
}

func (c *contrast) add(of []came) {
	var sums [measures]int64
	for a, w := range c.weights {
		if w != 0 {
			for m, x := range of[a] {
				sums[m] += w * int64(x)
			}
		}
	}
	for m := range sums {
		c.sums[m].Add(sums[m])
	}
}

// difference in a measure that a history has or has not.
func (c *contrast) difference(measure int, level float64) stats.Difference {
	d, x := stats.ContrastDifference(c.sums[measure], c.part*c.most, level), float64(c.most)
	return stats.Difference{Difference: x * d.Difference, Low: x * d.Low, High: x * d.High}
}

// same says that no history differs in some measures.
func (c *contrast) same(of ...int) bool {
	return !slices.ContainsFunc(of, func(m int) bool { return c.sums[m].Squares > 0 })
}
