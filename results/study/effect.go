package study

import (
	"math"
)

// level of all intervals.
const level = 0.95

// nothing is the share settled within which a difference counts as none.
const nothing = 0.01

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
	Counted   Shares    `json:"counted"`
	Corrected Corrected `json:"corrected"`
	// StandardError of a draw's difference, root mean square.
	StandardError Number `json:"standard_error"`
	// Reliability is the share of the variance over draws that is not Monte Carlo
	// noise, 0 to 1.
	Reliability Number `json:"reliability"`
	// Live is the same over draws in which the two arms settle liveShare or more on average.
	Live Live `json:"live"`
}

// Live are the draws in which there is something to gain or lose.
type Live struct {
	// Draws that are live, a share.
	Draws Number `json:"draws"`
	// Points as in Effect.
	Points  Interval `json:"points"`
	Counted Shares   `json:"counted"`
}

// liveShare settled makes a draw live. It is the mean of both arms, so that
// noise in their difference does not choose draws.
const liveShare = 0.05

// Shares of draws in which something helps, does nothing within a point, hurts.
type Shares struct {
	Helps   Number `json:"helps"`
	Nothing Number `json:"nothing"`
	Hurts   Number `json:"hurts"`
}

// Corrected are Shares with intervals.
type Corrected struct {
	Helps   Interval `json:"helps"`
	Nothing Interval `json:"nothing"`
	Hurts   Interval `json:"hurts"`
}

// contrast is two arms of a block over all draws.
type contrast struct {
	difference, se []float64 // by draw
	share          []float64 // settled, mean of the two
	tables         [][2][2]int64
}

func newContrast(draws []draw, in, a, b int, kept bool) contrast {
	c := contrast{}
	for i := range draws {
		t := draws[i].blocks[in].pair(a, b, kept)
		d, se := paired(t)
		c.difference, c.se, c.tables = append(c.difference, d), append(c.se, se), append(c.tables, t)
		c.share = append(c.share, meanShare(t))
	}
	return c
}

// paired is the difference of two shares in matched pairs and its standard
// error, with half a pair added to each cell of the latter (Agresti & Min 2005),
// so that no draw is certain.
func paired(t [2][2]int64) (difference, se float64) {
	n := float64(t[0][0] + t[0][1] + t[1][0] + t[1][1])
	onlyA, onlyB := float64(t[1][0]), float64(t[0][1])
	a, b, m := onlyA+0.5, onlyB+0.5, n+2
	return (onlyA - onlyB) / n, math.Sqrt(a+b-(a-b)*(a-b)/m) / m
}

// meanShare of two arms that settled.
func meanShare(t [2][2]int64) float64 {
	return float64(t[1][0]+t[0][1]+2*t[1][1]) / float64(2*(t[0][0]+t[0][1]+t[1][0]+t[1][1]))
}

func (c *contrast) effect(r *resampler, a, b string) Effect {
	e := Effect{A: a, B: b, Counted: counted(c.difference), StandardError: Number(rootMeanSquare(c.se)), Reliability: Number(c.reliability())}
	e.Points = r.interval(func(draws []int) float64 { return meanAt(c.difference, draws) })
	e.LogOdds = r.interval(func(draws []int) float64 { return mantelHaenszel(c.tables, draws) })
	e.Corrected = c.corrected(r)
	e.Live = c.live(r)
	return e
}

func (c *contrast) live(r *resampler) Live {
	in := make([]bool, len(c.tables))
	var chosen []float64
	for i := range c.tables {
		if in[i] = c.share[i] >= liveShare; in[i] {
			chosen = append(chosen, c.difference[i])
		}
	}
	l := Live{Draws: Number(float64(len(chosen)) / float64(len(in)))}
	if len(chosen) == 0 {
		return l
	}
	l.Counted = counted(chosen)
	l.Points = r.interval(func(draws []int) float64 {
		sum, n := 0.0, 0.0
		for _, i := range draws {
			if in[i] {
				sum += c.difference[i]
				n++
			}
		}
		return sum / max(1, n)
	})
	return l
}

func counted(differences []float64) (s Shares) {
	each := Number(1 / float64(len(differences)))
	for _, d := range differences {
		switch {
		case d > nothing:
			s.Helps += each
		case d < -nothing:
			s.Hurts += each
		default:
			s.Nothing += each
		}
	}
	return s
}

// reliability is what Monte Carlo noise leaves of the variance over draws.
func (c *contrast) reliability() float64 {
	mean, squares := 0.0, 0.0
	for _, d := range c.difference {
		mean += d / float64(len(c.difference))
	}
	for _, d := range c.difference {
		squares += (d - mean) * (d - mean) / float64(max(1, len(c.difference)-1))
	}
	if squares == 0 {
		return 0
	}
	noise := rootMeanSquare(c.se)
	return max(0, 1-noise*noise/squares)
}

func rootMeanSquare(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum / float64(len(x)))
}

func meanAt(x []float64, draws []int) float64 {
	sum := 0.0
	for _, i := range draws {
		sum += x[i]
	}
	return sum / float64(len(draws))
}

// mantelHaenszel is the log of the common odds ratio of the first arm to the
// second, with draws as strata (Mantel & Haenszel 1959, J. Natl. Cancer Inst. 22,
// 719-748). Half a history in each sum keeps it finite.
func mantelHaenszel(tables [][2][2]int64, draws []int) float64 {
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
