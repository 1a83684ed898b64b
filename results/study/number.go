package study

import (
	"slices"

	"parley/sim"
)

// Curve is the share settled by number of third parties.
type Curve struct {
	Regime  string     `json:"regime"`
	Numbers []int      `json:"numbers"`
	Settled []Interval `json:"settled"`
	// Peak is the number at which the mean curve is highest, Inside how often a
	// resample of the draws peaks at neither end.
	Peak   int    `json:"peak"`
	Inside Number `json:"inside"`
	// Fall from the peak to all third parties; the peak is chosen on one half of the
	// draws and the fall computed on the other.
	Fall Interval `json:"fall"`
}

// curve of the block of numbers: shares settled by draw and number.
type curve struct{ settled [][]float64 }

func newCurve(draws []draw, b *block, n []int, regime sim.Regime) curve {
	c := curve{make([][]float64, len(n))}
	for k, number := range n {
		a := b.arm(numberName(regime, number))
		for i := range draws {
			x := draws[i].blocks[inNumbers].arms[a]
			c.settled[k] = append(c.settled[k], float64(x.settled)/float64(x.n))
		}
	}
	return c
}

func (c *curve) mean(draws []int) []float64 {
	m := make([]float64, len(c.settled))
	for k := range m {
		m[k] = meanAt(c.settled[k], draws)
	}
	return m
}

func highest(x []float64) int { return slices.Index(x, slices.Max(x)) }

// fall from the peak to the last number, with peak and fall from different draws.
func (c *curve) fall(draws []int) float64 {
	var halves [2][]int
	for _, i := range draws { // by draw, so that a draw taken twice is in one half
		halves[i%2] = append(halves[i%2], i)
	}
	sum, n := 0.0, 0.0
	for h := range halves {
		choose, compute := halves[h], halves[1-h]
		if len(choose) == 0 || len(compute) == 0 {
			continue
		}
		m := c.mean(compute)
		sum += m[highest(c.mean(choose))] - m[len(m)-1]
		n++
	}
	return sum / max(1, n)
}

func (c *curve) report(r *resampler, n []int, regime sim.Regime) Curve {
	out := Curve{Regime: regime.String(), Numbers: n}
	for k := range n {
		out.Settled = append(out.Settled, r.interval(func(draws []int) float64 { return meanAt(c.settled[k], draws) }))
	}
	out.Peak = n[highest(c.mean(r.all))]
	for _, draws := range r.again {
		if at := highest(c.mean(draws)); at > 0 && at < len(n)-1 {
			out.Inside += Number(1 / float64(len(r.again)))
		}
	}
	out.Fall = r.interval(c.fall)
	return out
}
