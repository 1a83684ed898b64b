package question

import (
	"parley/sim"
	"parley/sim/stats"
)

// came is what came of a history: two bits, and above them the month in which the war ended.
type came uint16

const (
	wasSettled = 1 << iota
	wasKept
	monthBits = iota
)

func appendCame(list []came, outcomes []sim.Outcome) []came {
	for i := range outcomes {
		o := &outcomes[i]
		list = append(list, came(o.Month)<<monthBits|came(stats.Bit(o.Settled())*wasSettled|stats.Bit(o.Kept())*wasKept))
	}
	return list
}

// contrast is a weighted sum of arms, summed over histories in whole numbers. Its weights are
// parts of one, and it is at most so many ones.
type contrast struct {
	weights               []int64
	part, most            int64
	settled, kept, months stats.Sums
}

// less is one arm less another, of so many.
func less(arms, a, b int) *contrast {
	c := &contrast{weights: make([]int64, arms), part: 1, most: 1}
	c.weights[a]++
	c.weights[b]--
	return c
}

func (c *contrast) add(of []came) {
	var settled, kept, months int64
	for a, w := range c.weights {
		if w != 0 {
			x := of[a]
			settled, kept, months = settled+w*int64(x&wasSettled), kept+w*int64(x&wasKept/wasKept), months+w*int64(x>>monthBits)
		}
	}
	c.settled.Add(settled)
	c.kept.Add(kept)
	c.months.Add(months)
}

// differences in settled and in kept wars.
func (c *contrast) differences(level float64) (settled, kept stats.Difference) {
	of := func(s stats.Sums) stats.Difference {
		d, x := stats.ContrastDifference(s, c.part*c.most, level), float64(c.most)
		return stats.Difference{Difference: x * d.Difference, Low: x * d.Low, High: x * d.High}
	}
	return of(c.settled), of(c.kept)
}

// same says that no outcome differs.
func (c *contrast) same() bool { return c.settled.Squares+c.kept.Squares+c.months.Squares == 0 }
