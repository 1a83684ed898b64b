package study

import (
	"cmp"
	"math"

	"parley/sim/stats"
)

// Effect of one arm over another, over draws.
type Effect struct {
	A string `json:"a"`
	B string `json:"b"`
	// Points is the mean difference of the shares settled, -1 to 1.
	Points Interval `json:"points"`
	// LogOdds is the logarithm of the Mantel-Haenszel odds ratio over draws.
	LogOdds Interval `json:"log_odds"`
	// Counted are the shares of draws as they came out, Corrected those of the true
	// effects behind them.
	Counted   Shares[Number]   `json:"counted"`
	Corrected Shares[Interval] `json:"corrected"`
	// StandardError of a draw's difference, root mean square.
	StandardError Number `json:"standard_error"`
	// Reliability is the share of the variance over draws that is not Monte Carlo
	// noise, 0 to 1.
	Reliability Number `json:"reliability"`
}

// Shares of draws in which something helps, does nothing within a point, hurts.
type Shares[T any] struct {
	Helps   T `json:"helps"`
	Nothing T `json:"nothing"`
	Hurts   T `json:"hurts"`
}

// contrast is what one arm adds to another, by draw: the difference of their shares
// settled, its standard error, the mean of the two, and their joint counts.
type contrast struct {
	a, b                    string
	points, errors, settled []float64
	tables                  []stats.Table
}

// newContrast of arm a less arm b in one of the blocks, by settlements or by those kept.
func newContrast(draws []draw, blocks []block, in int, a, b string, kept bool) *contrast {
	c := &contrast{a: a, b: b}
	i, j := blocks[in].arm(a), blocks[in].arm(b)
	for d := range draws {
		t := pair(draws[d].blocks[in], i, j, kept)
		difference, se, share := paired(t)
		c.points, c.errors = append(c.points, difference), append(c.errors, se)
		c.settled, c.tables = append(c.settled, share), append(c.tables, t)
	}
	return c
}

// paired is the difference of two shares in matched pairs, its standard error, with
// half a pair added to each cell (Agresti & Min 2005), so that no draw is certain, and
// the mean of the two shares.
func paired(t stats.Table) (difference, se, share float64) {
	n := float64(t[0][0] + t[0][1] + t[1][0] + t[1][1])
	onlyA, onlyB := float64(t[1][0]), float64(t[0][1])
	a, b, m := onlyA+0.5, onlyB+0.5, n+2
	return (onlyA - onlyB) / n, math.Sqrt(a+b-(a-b)*(a-b)/m) / m, (onlyA + onlyB + 2*float64(t[1][1])) / (2 * n)
}

func (c *contrast) effect(r *resampler, corrections int) Effect {
	return Effect{
		A: c.a, B: c.b, Points: r.mean(c.points),
		LogOdds: r.interval(func(draws []int) float64 { return mantelHaenszel(c.tables, draws) }),
		Counted: counted(c.points), Corrected: c.corrected(r, cmp.Or(corrections, 200)),
		StandardError: Number(rootMeanSquare(c.errors)), Reliability: Number(c.reliability()),
	}
}

func counted(differences []float64) (s Shares[Number]) {
	each := Number(1 / float64(len(differences)))
	for _, d := range differences {
		switch {
		case d > stats.Point:
			s.Helps += each
		case d < -stats.Point:
			s.Hurts += each
		default:
			s.Nothing += each
		}
	}
	return s
}

// reliability is what Monte Carlo noise leaves of the variance over draws.
func (c *contrast) reliability() float64 {
	mean, squares, n := 0.0, 0.0, float64(len(c.points))
	for _, d := range c.points {
		mean += d / n
	}
	for _, d := range c.points {
		squares += (d - mean) * (d - mean) / max(1, n-1)
	}
	if squares == 0 {
		return 0
	}
	noise := rootMeanSquare(c.errors)
	return max(0, 1-noise*noise/squares)
}

func rootMeanSquare(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum / float64(len(x)))
}

// mantelHaenszel is the log of the common odds ratio of the first arm to the
// second, with draws as strata (Mantel & Haenszel 1959, J. Natl. Cancer Inst. 22,
// 719-748). Half a history in each sum keeps it finite.
func mantelHaenszel(tables []stats.Table, draws []int) float64 {
	up, down := 0.5, 0.5
	for _, i := range draws {
		t := &tables[i]
		n := float64(t[0][0] + t[0][1] + t[1][0] + t[1][1])
		a, b := float64(t[1][0]+t[1][1]), float64(t[0][1]+t[1][1])
		up += a * (n - b) / (2 * n)
		down += b * (n - a) / (2 * n)
	}
	return math.Log(up / down)
}
