package study

import (
	"cmp"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"parley/sim/stats"
	"parley/sim/sweep"
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
// Half a pair is added to each cell of matched pairs for the standard error (Agresti & Min
// 2005), so that no draw is certain.
func newContrast(draws []draw, blocks []block, in int, a, b string, m sweep.Measure) *contrast {
	c := &contrast{a: a, b: b}
	i, j := blocks[in].arm(a), blocks[in].arm(b)
	for d := range draws {
		t := draws[d].blocks[in].Table(min(i, j), max(i, j), m)
		if i > j {
			t = stats.Transposed(t)
		}
		onlyA, onlyB, n := float64(t[1][0]), float64(t[0][1]), float64(draws[d].blocks[in].Replications)
		up, down, more := onlyA+0.5, onlyB+0.5, n+2
		c.points = append(c.points, (onlyA-onlyB)/n)
		c.errors = append(c.errors, math.Sqrt(up+down-(up-down)*(up-down)/more)/more)
		c.settled = append(c.settled, (onlyA+onlyB+2*float64(t[1][1]))/(2*n))
		c.tables = append(c.tables, t)
	}
	return c
}

func (c *contrast) effect(r *resampler, corrections int) Effect {
	noise, all, reliability := floats.Norm(c.errors, 2)/math.Sqrt(float64(len(c.errors))), stat.Variance(c.points, nil), 0.0
	if all > 0 {
		reliability = max(0, 1-noise*noise/all)
	}
	return Effect{
		A: c.a, B: c.b, Points: r.mean(c.points),
		LogOdds: r.interval(func(draws []int) float64 { return mantelHaenszel(c.tables, draws) }),
		Counted: counted(c.points), Corrected: c.corrected(r, cmp.Or(corrections, 200)),
		StandardError: Number(noise), Reliability: Number(reliability),
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

// bounds of strata of draws by the mean share settled of the two arms: where nothing
// settles effects are small and well known, where much does they are neither, so
// that one distribution for all would take the first for the rule.
var bounds = [...]float64{0.01, 0.05, math.Inf(1)}

// corrected are the shares of true effects over all strata, with intervals.
func (c *contrast) corrected(r *resampler, corrections int) Shares[Interval] {
	m := newMixture(c.points, c.errors)
	var start [len(bounds)][]float64
	for s := range start {
		start[s] = evenWeights()
	}
	fit := func(draws []int, steps int) (shares [3]float64, weights [len(bounds)][]float64) {
		var strata [len(bounds)][]int
		for _, i := range draws {
			s := slices.IndexFunc(bounds[:], func(bound float64) bool { return c.settled[i] < bound })
			strata[s] = append(strata[s], i)
		}
		for s, in := range strata {
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

// Number is written with six significant digits: more than a study can tell.
type Number float64

// MarshalJSON writes the number.
func (x Number) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(x), 'g', 6, 64), nil
}

// Interval is an estimate with its interval of 95 %.
type Interval struct {
	Value Number `json:"value"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
}

// resamples behind intervals.
const resamples = 1000

// resampler draws whole draws with replacement (Efron 1979). Every quantity sees
// the same resamples.
type resampler struct {
	all   []int
	again [][]int
}

// newResampler for n draws; the seed is part of the method and the same always.
func newResampler(n int) *resampler {
	source := rand.NewPCG(0x7061726c65790000, uint64(n))
	r := &resampler{all: make([]int, n), again: make([][]int, resamples)}
	for i := range r.all {
		r.all[i] = i
	}
	for k := range r.again {
		r.again[k] = make([]int, n)
		for i := range r.again[k] {
			high, _ := bits.Mul64(source.Uint64(), uint64(n))
			r.again[k][i] = int(high)
		}
	}
	return r
}

// interval of a quantity: its value on all draws, and the percentiles of the resamples.
func (r *resampler) interval(of func(draws []int) float64) Interval {
	values := make([]float64, len(r.again))
	for k := range values {
		values[k] = of(r.again[k])
	}
	return percentile(of(r.all), values)
}

// mean of a value by draw.
func (r *resampler) mean(x []float64) Interval {
	return r.interval(func(draws []int) float64 { return meanAt(x, draws) })
}

func percentile(whole float64, values []float64) Interval {
	s := slices.Sorted(slices.Values(values))
	low, high := stats.Quantile(s, (1-stats.Level)/2), stats.Quantile(s, (1+stats.Level)/2)
	return Interval{Number(whole), Number(low), Number(high)}
}

func meanAt(x []float64, draws []int) float64 {
	sum := 0.0
	for _, i := range draws {
		sum += x[i]
	}
	return sum / float64(len(draws))
}
