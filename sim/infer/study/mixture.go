package study

import (
	"math"
	"slices"

	"parley/sim/stats"
)

// mixture is the likelihood of each observed effect under each component of the
// distribution of true effects: a lump at no effect and uniforms from there to each end,
// so that it falls off to both sides (Stephens 2017, Biostatistics 18, 275-294).
type mixture struct{ like [][]float64 }

// ends of the uniforms, on either side: each wider than the last by the root of two.
var ends = func() (list []float64) {
	for x := 0.0025; x < 1; x *= math.Sqrt2 {
		list = append(list, x)
	}
	return list
}()

// components are the lump, and the uniforms to the right and to the left.
var components = 1 + 2*len(ends)

func newMixture(observed, se []float64) mixture {
	m := mixture{make([][]float64, len(observed))}
	for i, d := range observed {
		row := make([]float64, components)
		row[0] = math.Exp(-d*d/(2*se[i]*se[i])) / (se[i] * math.Sqrt(2*math.Pi))
		for k, end := range ends {
			row[1+2*k] = overUniform(d, se[i], end)
			row[2+2*k] = overUniform(-d, se[i], end)
		}
		m.like[i] = row
	}
	return m
}

// overUniform is the density of an observation d with standard error se whose true
// value lies anywhere between 0 and end.
func overUniform(d, se, end float64) float64 {
	normal := func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
	return math.Max(0, normal(d/se)-normal((d-end)/se)) / end
}

// Steps of EM from even weights, and from the weights of all draws for a resample;
// the tests say that they are enough.
const (
	emSteps       = 1000
	emStepsResume = 300
)

// weights of the components for the given draws, by EM (Dempster, Laird & Rubin
// 1977) from the weights given.
func (m *mixture) weights(draws []int, from []float64, steps int) []float64 {
	weight, next := slices.Clone(from), make([]float64, components)
	for range steps {
		clear(next)
		for _, i := range draws {
			total := 0.0
			for k, l := range m.like[i] {
				total += l * weight[k]
			}
			if total <= 0 {
				continue
			}
			for k, l := range m.like[i] {
				next[k] += l * weight[k] / total
			}
		}
		sum := 0.0
		for _, x := range next {
			sum += x
		}
		for k := range weight {
			weight[k] = next[k] / sum
		}
	}
	return weight
}

func evenWeights() []float64 { return slices.Repeat([]float64{1 / float64(components)}, components) }

// sharesOf a distribution that help, do nothing within a point, hurt.
func sharesOf(weight []float64) (s [3]float64) {
	s[1] = weight[0]
	for k, end := range ends {
		beyond := math.Max(0, 1-stats.Point/end)
		s[0] += weight[1+2*k] * beyond
		s[2] += weight[2+2*k] * beyond
		s[1] += (weight[1+2*k] + weight[2+2*k]) * (1 - beyond)
	}
	return s
}

// strata of draws by the mean share settled of the two arms: where nothing
// settles effects are small and well known, where much does they are neither, so
// that one distribution for all would take the first for the rule.
var strata = [...]float64{0.01, 0.05, math.Inf(1)}

func (c *contrast) byStratum(draws []int) (sorted [len(strata)][]int) {
	for _, i := range draws {
		at := 0
		for c.settled[i] >= strata[at] {
			at++
		}
		sorted[at] = append(sorted[at], i)
	}
	return sorted
}

// corrected are the shares of true effects over all strata, with intervals.
func (c *contrast) corrected(r *resampler, corrections int) Shares[Interval] {
	m := newMixture(c.points, c.errors)
	var start [len(strata)][]float64
	for s := range start {
		start[s] = evenWeights()
	}
	fit := func(draws []int, steps int) (shares [3]float64, weights [len(strata)][]float64) {
		for s, in := range c.byStratum(draws) {
			if len(in) == 0 {
				continue
			}
			weights[s] = m.weights(in, start[s], steps)
			for k, x := range sharesOf(weights[s]) {
				shares[k] += x * float64(len(in)) / float64(len(draws))
			}
		}
		return shares, weights
	}
	whole, weights := fit(r.all, emSteps)
	start = weights
	var values [3][]float64
	for _, again := range r.again[:corrections] {
		shares, _ := fit(again, emStepsResume)
		for k, x := range shares {
			values[k] = append(values[k], x)
		}
	}
	return Shares[Interval]{percentile(whole[0], values[0]), percentile(whole[1], values[1]), percentile(whole[2], values[2])}
}
