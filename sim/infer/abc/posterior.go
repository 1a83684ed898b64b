package abc

import (
	"math"

	"parley/sim/stats"
)

// Marginal is what a weighted sample says of one parameter, in the unit of the
// prior's cube: 0 and 1 are its ends.
type Marginal struct {
	Mean float64 `json:"mean"`
	// Quantiles at Levels.
	Quantiles [5]float64 `json:"quantiles"`
	// Contraction is 1 - variance / variance of the prior: 0 learns nothing, 1 all;
	// below 0 the posterior is wider than the prior.
	Contraction float64 `json:"contraction"`
}

// Levels of the quantiles by which a distribution is told.
var Levels = [5]float64{0.05, 0.25, 0.5, 0.75, 0.95}

// priorVariance of a uniform coordinate.
const priorVariance = 1.0 / 12

// Weights of particles.
func Weights(particles []Particle) []float64 {
	return stats.Values(particles, func(x *Particle) float64 { return x.Weight })
}

// Quantiles of values at Levels, zeros if none is known. Values that are NaN do not count;
// weights may be nil for equal ones.
func Quantiles(values, weights []float64) (q [5]float64, known int) {
	var x, w []float64
	for i, value := range values {
		if math.IsNaN(value) {
			continue
		}
		x, w = append(x, value), append(w, 1)
		if weights != nil {
			w[len(w)-1] = weights[i]
		}
	}
	if len(x) > 0 {
		for i, level := range Levels {
			q[i] = stats.WeightedQuantile(x, w, level)
		}
	}
	return q, len(x)
}

// Marginals of particles, in the order of the parameters.
func Marginals(particles []Particle) []Marginal {
	mean, c := Covariance(particles)
	list := make([]Marginal, len(mean))
	for k := range list {
		values := stats.Values(particles, func(x *Particle) float64 { return x.U[k] })
		list[k] = Marginal{Mean: mean[k], Contraction: 1 - c[k][k]/priorVariance}
		list[k].Quantiles, _ = Quantiles(values, Weights(particles))
	}
	return list
}

// Covariance of the parameters among each other, and their means.
func Covariance(particles []Particle) (mean []float64, c [][]float64) {
	d := len(particles[0].U)
	mean, c = make([]float64, d), make([][]float64, d)
	for i := range particles {
		for k, x := range particles[i].U {
			mean[k] += float64(particles[i].Weight * x)
		}
	}
	for a := range d {
		c[a] = make([]float64, d)
		for b := range d {
			for i := range particles {
				u := particles[i].U
				c[a][b] += float64(particles[i].Weight * (u[a] - mean[a]) * (u[b] - mean[b]))
			}
		}
	}
	return mean, c
}

// Farthest is the most that one summary counts, in its scale: a summary that did
// not come about counts as much. Modelling choice.
const Farthest = 3

// Distance of summaries from the target: weighted root mean square of what
// their differences exceed the slack by, in their scales and each at most Farthest, so
// in [0, Farthest].
func Distance(target []Summary, values []float64) float64 {
	sum, weights := 0.0, 0.0
	for k := range target {
		t := &target[k]
		d := max(0, math.Abs(values[k]-t.Value)-t.Slack) / t.Scale
		if !(d < Farthest) { // NaN too
			d = Farthest
		}
		w := float64(t.Weight * t.Weight)
		sum += float64(w * d * d)
		weights += w
	}
	return math.Sqrt(sum / weights)
}

// Nearest are the n rows that are nearest to what was observed, the nearest first
// and of equals the first. Both are histories, so nothing is uncertain and there is no
// slack; a summary that came about in neither is alike.
func Nearest(target []Summary, observed []float64, rows [][]float64, n int) []int {
	away := make([]float64, len(rows))
	for i, row := range rows {
		for k := range target {
			d := math.Abs(row[k]-observed[k]) / target[k].Scale
			switch {
			case math.IsNaN(row[k]) && math.IsNaN(observed[k]):
				d = 0
			case !(d < Farthest):
				d = Farthest
			}
			d *= target[k].Weight
			away[i] += float64(d * d)
		}
	}
	return stats.Order(away)[:n]
}
