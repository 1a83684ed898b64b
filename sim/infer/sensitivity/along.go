package sensitivity

import (
	"math"

	"parley/sim"
	"parley/sim/stats"
)

// Range of an input, between two quantiles, over which an effect has one verdict.
type Range struct {
	Low, High float64
	Verdict   stats.Verdict
}

// steps between the places at which an effect is judged.
const steps = 100

// AlongInput are the verdicts on an effect along factor i, all others at their distributions,
// from a sample of the design saltelli whose places in A and B are given by base point: at each
// place the mean of the effect given the input is read off a parabola in its quantile, fitted by
// least squares (a modelling choice: it may turn once), and judged with its interval. Unclear
// lies where a verdict gives way to another.
func AlongInput(s Sample, i int, a, b []float64, seed sim.Seed) (ranges []Range) {
	u, y := given(s, i, a, b)
	effects, _ := estimates(len(s), seed, func(weights []float64) (list []float64) {
		effect := parabola(u, y, weights)
		for k := range steps + 1 {
			list = append(list, effect(float64(k)/steps))
		}
		return list
	})
	for k, e := range effects {
		place := float64(k) / steps
		v := stats.Judge(stats.Difference{Difference: e.Mean, Low: e.Low, High: e.High})
		if n := len(ranges); n > 0 && ranges[n-1].Verdict == v {
			ranges[n-1].High = place
		} else {
			ranges = append(ranges, Range{place, place, v})
		}
	}
	return ranges
}

// given is the output at two places of factor i for each base point: that of A, averaged over
// all its points that leave the factor alone, and that of B.
func given(s Sample, i int, a, b []float64) (u, y [][2]float64) {
	for r, points := range s {
		sum := 0.0
		for c, p := range points {
			if c != 1 && c != i+2 {
				sum += mean(p)
			}
		}
		u = append(u, [2]float64{a[r], b[r]})
		y = append(y, [2]float64{sum / float64(len(points)-2), (mean(points[1]) + mean(points[i+2])) / 2})
	}
	return u, y
}

// parabola that fits y by weighted least squares.
func parabola(u, y [][2]float64, weights []float64) func(u float64) float64 {
	var power [5]float64 // sums of powers of u
	var moment [3]float64
	for r, w := range weights {
		for side := range 2 {
			p := w
			for k := range power {
				power[k] += p
				if k < len(moment) {
					moment[k] += float64(p * y[r][side])
				}
				p *= u[r][side] - 0.5
			}
		}
	}
	c := solve(power, moment)
	return func(u float64) float64 { return c[0] + float64((u-0.5)*(c[1]+float64((u-0.5)*c[2]))) }
}

// solve the normal equations of a parabola by Cramer's rule; a line of no slope where there
// are too few places.
func solve(p [5]float64, m [3]float64) (c [3]float64) {
	det := func(a, b, c [3]float64) float64 {
		return float64(a[0]*(float64(b[1]*c[2])-float64(b[2]*c[1]))) - float64(b[0]*(float64(a[1]*c[2])-float64(a[2]*c[1]))) +
			float64(c[0]*(float64(a[1]*b[2])-float64(a[2]*b[1])))
	}
	x, y, z := [3]float64{p[0], p[1], p[2]}, [3]float64{p[1], p[2], p[3]}, [3]float64{p[2], p[3], p[4]}
	all := det(x, y, z)
	if math.Abs(all) < 1e-12 {
		return [3]float64{m[0] / p[0]}
	}
	return [3]float64{det(m, y, z) / all, det(x, m, z) / all, det(x, y, m) / all}
}

// AtLevels is the mean of the output at each of n levels of a switch, of which level says
// which one is at a place.
func AtLevels(s Sample, i int, a, b []float64, n int, level func(u float64) int, seed sim.Seed) (list []stats.Estimate) {
	u, y := given(s, i, a, b)
	list, _ = estimates(len(s), seed, func(weights []float64) []float64 {
		sum, count := make([]float64, n), make([]float64, n)
		for r, w := range weights {
			for side := range 2 {
				l := level(u[r][side])
				sum[l] += float64(w * y[r][side])
				count[l] += w
			}
		}
		for l := range sum {
			sum[l] /= count[l] // no number of a level of so little weight that no point has it
		}
		return sum
	})
	return list
}
