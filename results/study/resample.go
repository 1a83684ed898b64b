package study

import (
	"math/bits"
	"math/rand/v2"

	"parley/sim/stats"
)

// Resamples behind intervals; fewer where each is dear.
const (
	resamples     = 1000
	dearResamples = 200
)

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

func percentile(whole float64, values []float64) Interval {
	s := stats.Sorted(values)
	return Interval{Number(whole), Number(stats.Quantile(s, (1-level)/2)), Number(stats.Quantile(s, (1+level)/2))}
}
