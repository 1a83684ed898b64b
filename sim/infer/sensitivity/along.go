package sensitivity

import (
	"math"

	"parley/sim"
	"parley/sim/stats"
)

// Along says how the verdict on an effect changes along one input, all others at their
// distributions: from the mean of the effect given the input, a parabola in its quantile
// fitted to a sample (a modelling choice: it may turn once).
type Along struct {
	// Changes of the verdict in rising order; none is one verdict over the whole range.
	Changes []Change
	// First verdict, at the low end.
	First stats.Verdict
	// Told says whether 95 % of the resamples have the same verdicts in the same order; the
	// places of changes are then known to within their intervals.
	Told bool
}

// Change is a place, a quantile of the input, where the verdict becomes another.
type Change struct {
	At stats.Estimate
	To stats.Verdict
}

// steps in which changes are looked for.
const steps = 1000

// judge a mean without its error, which the resamples have.
func judge(effect float64) stats.Verdict {
	return stats.Judge(stats.Difference{Difference: effect, Low: effect, High: effect})
}

// AlongInput looks along factor i of a sample of the design saltelli, whose places in A and B
// are given by base point.
func AlongInput(s Sample, i int, a, b []float64, seed sim.Seed) Along {
	u, y := given(s, i, a, b)
	x := parabola(u, y, once(len(s)))
	hits, found := 0, make([][]float64, len(x.Changes))
	bootstrap(len(s), seed, func(weights []float64) {
		z := parabola(u, y, weights)
		if !x.same(&z) {
			return
		}
		hits++
		for c := range found {
			found[c] = append(found[c], z.Changes[c].At.Mean)
		}
	})
	x.Told = float64(hits) >= level*resamples
	for c := range found {
		x.Changes[c].At = around(x.Changes[c].At.Mean, found[c])
	}
	return x
}

// same verdicts in the same order.
func (x *Along) same(z *Along) bool {
	if x.First != z.First || len(x.Changes) != len(z.Changes) {
		return false
	}
	for c := range x.Changes {
		if x.Changes[c].To != z.Changes[c].To {
			return false
		}
	}
	return true
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

// parabola fits y by weighted least squares and judges it along the range.
func parabola(u, y [][2]float64, weights []float64) (x Along) {
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
	at := func(c [3]float64, u float64) float64 { return c[0] + float64(u*(c[1]+float64(u*c[2]))) }
	c := solve(power, moment)
	x.First = judge(at(c, -0.5))
	now := x.First
	for k := 1; k <= steps; k++ {
		place := float64(k) / steps
		if v := judge(at(c, place-0.5)); v != now {
			x.Changes, now = append(x.Changes, Change{stats.Estimate{Mean: place}, v}), v
		}
	}
	return x
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
	means := func(weights []float64) []float64 {
		sum, count := make([]float64, n), make([]float64, n)
		for r, w := range weights {
			for side := range 2 {
				l := level(u[r][side])
				sum[l] += float64(w * y[r][side])
				count[l] += w
			}
		}
		for l := range sum {
			sum[l] /= count[l]
		}
		return sum
	}
	resampled := make([][]float64, n)
	bootstrap(len(s), seed, func(weights []float64) {
		for l, m := range means(weights) {
			if !math.IsNaN(m) {
				resampled[l] = append(resampled[l], m)
			}
		}
	})
	for l, m := range means(once(len(s))) {
		if len(resampled[l]) == 0 { // a level of so little weight that no point has it
			list = append(list, stats.Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()})
			continue
		}
		list = append(list, around(m, resampled[l]))
	}
	return list
}
