package abc

import (
	"math"

	"parley/sim/stats"
)

// Marginal is what a weighted sample says of one parameter, in the unit of the
// prior's cube: 0 and 1 are its ends.
type Marginal struct {
	Name string  `json:"name"`
	Mean float64 `json:"mean"`
	// Quantiles at .05, .25, .5, .75 and .95.
	Quantiles [5]float64 `json:"quantiles"`
	// Contraction is 1 - variance / variance of the prior: 0 learns nothing, 1 all;
	// below 0 the posterior is wider than the prior.
	Contraction float64 `json:"contraction"`
}

// Levels of Marginal.Quantiles.
var Levels = [5]float64{0.05, 0.25, 0.5, 0.75, 0.95}

// priorVariance of a uniform coordinate.
const priorVariance = 1.0 / 12

// Marginals of particles, in the order of names.
func Marginals(names []string, particles []Particle) []Marginal {
	list := make([]Marginal, len(names))
	for k, name := range names {
		m := Marginal{Name: name}
		values, weights := make([]float64, len(particles)), make([]float64, len(particles))
		for i := range particles {
			values[i], weights[i] = particles[i].U[k], particles[i].Weight
			m.Mean += float64(weights[i] * values[i])
		}
		variance := 0.0
		for i, x := range values {
			variance += float64(weights[i] * (x - m.Mean) * (x - m.Mean))
		}
		m.Contraction = 1 - variance/priorVariance
		for q, level := range Levels {
			m.Quantiles[q] = stats.WeightedQuantile(values, weights, level)
		}
		list[k] = m
	}
	return list
}

// Correlations of the parameters among each other, [-1,1].
func Correlations(particles []Particle) [][]float64 {
	d := len(particles[0].U)
	mean, c := make([]float64, d), make([][]float64, d)
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
	for a := range d {
		for b := range a {
			c[a][b] /= math.Sqrt(c[a][a] * c[b][b])
			c[b][a] = c[a][b]
		}
	}
	for a := range d {
		c[a][a] = 1
	}
	return c
}
