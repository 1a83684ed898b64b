package study

import (
	"math/bits"
	"math/rand/v2"
	"strconv"

	"parley/sim/stats"
)

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
	s := stats.Sorted(values)
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
