package sensitivity

import (
	"math"
	"math/rand/v2"
	"slices"

	"parley/sim"
	"parley/sim/stats"
)

// Sample is what an output came to, by base point, column of the design, and block. One
// block is an output without noise.
type Sample [][][]float64

// resamples of a bootstrap, and the level of its intervals.
const (
	resamples = 1000
	level     = stats.Level
)

// bootstrap draws n base points n times with replacement, and hands over how often each came.
func bootstrap(n int, seed sim.Seed, do func(weights []float64)) {
	random, weights := rand.New(rand.NewPCG(seed.Words())), make([]float64, n)
	for range resamples {
		clear(weights)
		for range n {
			weights[random.IntN(n)]++
		}
		do(weights)
	}
}

// around an estimate the middle of what resamples gave, in the order in which they came.
func around(estimate float64, resampled []float64) stats.Estimate {
	s := stats.Sorted(resampled)
	return stats.Estimate{Mean: estimate, Low: stats.Quantile(s, (1-level)/2), High: stats.Quantile(s, (1+level)/2)}
}

// once each.
func once(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// mean of a point's blocks.
func mean(blocks []float64) float64 {
	sum := 0.0
	for _, x := range blocks {
		sum += x
	}
	return sum / float64(len(blocks))
}

// minus is a less b, block by block.
func minus(a, b []float64) []float64 {
	d := make([]float64, len(a))
	for k := range a {
		d[k] = a[k] - b[k]
	}
	return d
}

// product of the means of two points over chance: that of their blocks' means, less what the
// blocks, which share their random streams, vary together. It is without bias.
func product(a, b []float64) float64 {
	n, meanA, meanB := float64(len(a)), mean(a), mean(b)
	p := float64(meanA * meanB)
	if n < 2 {
		return p
	}
	together := 0.0
	for k := range a {
		together += float64((a[k] - meanA) * (b[k] - meanB))
	}
	return p - together/(n*(n-1))
}

// Indices of an output's factors: what share of the variance of its mean over chance, over
// all inputs, goes with each.
type Indices struct {
	Mean, SD stats.Estimate
	// Noise is the share of chance in the variance of one history.
	Noise float64
	// First is what goes with a factor by itself; Total is what would stay if all others
	// were known, with all in which it takes part. Nil where the mean over chance varies
	// so little that its variance cannot be told from 0.
	First, Total []stats.Estimate
}

// Sobol estimates the indices from a sample of the design saltelli, of which each block is the
// mean of some histories: Total as Jansen 1999 (Computer Physics Communications 117, 35-43),
// First as Saltelli et al. 2010 (there 181, 259-270), with products of means without noise.
func Sobol(s Sample, histories int, seed sim.Seed) Indices {
	rows := make([]terms, len(s))
	noise := 0.0
	for b := range s {
		rows[b] = newTerms(s[b])
		a := s[b][0]
		noise += (float64(mean(a)*mean(a)) - product(a, a)) * float64(histories*len(a)) / float64(len(s))
	}
	variance, first, total := indices(rows, once(len(s)))
	x := Indices{}
	if noise > 0 {
		x.Noise = noise / (noise + max(0, variance))
	}
	var means, sds []float64
	k := len(first)
	firsts, totals := make([][]float64, k), make([][]float64, k)
	told := variance > 0
	lost := 0
	bootstrap(len(s), seed, func(weights []float64) {
		v, f, t := indices(rows, weights)
		means, sds = append(means, centre(rows, weights)), append(sds, math.Sqrt(max(0, v)))
		if v <= 0 {
			lost++
			return
		}
		for i := range k {
			firsts[i], totals[i] = append(firsts[i], f[i]), append(totals[i], t[i])
		}
	})
	x.Mean = around(centre(rows, once(len(s))), means)
	x.SD = around(math.Sqrt(max(0, variance)), sds)
	if !told || float64(lost) > resamples*(1-level)/2 {
		return x
	}
	for i := range k {
		x.First, x.Total = append(x.First, around(first[i], firsts[i])), append(x.Total, around(total[i], totals[i]))
	}
	return x
}

// terms of a base point, of which all estimates are sums.
type terms struct {
	both, squares, all float64 // A + B, the squares of both, and all its points
	// By factor: half the squared difference that it makes, B times the difference, and the
	// difference.
	half, crossed, difference []float64
}

func newTerms(points [][]float64) (t terms) {
	a, b := points[0], points[1]
	t.both, t.squares = mean(a)+mean(b), product(a, a)+product(b, b)
	for _, p := range points {
		t.all += mean(p)
	}
	for _, p := range points[2:] {
		d := minus(p, a)
		t.half = append(t.half, product(d, d)/2)
		t.crossed = append(t.crossed, product(b, d))
		t.difference = append(t.difference, mean(d))
	}
	return t
}

// centre is the mean over A and B.
func centre(rows []terms, weights []float64) float64 {
	sum, n := 0.0, 0.0
	for b, w := range weights {
		sum, n = sum+float64(w*rows[b].both), n+w
	}
	return sum / (2 * n)
}

// indices with base points by weight. First is centred at the mean of all points, which
// makes it vary less.
func indices(rows []terms, weights []float64) (variance float64, first, total []float64) {
	k := len(rows[0].half)
	first, total = make([]float64, k), make([]float64, k)
	difference := make([]float64, k)
	var n, squares, all float64
	for b, w := range weights {
		if w == 0 {
			continue
		}
		r := &rows[b]
		n, squares, all = n+w, squares+float64(w*r.squares), all+float64(w*r.all)
		for i := range k {
			total[i] += float64(w * r.half[i])
			first[i] += float64(w * r.crossed[i])
			difference[i] += float64(w * r.difference[i])
		}
	}
	c := centre(rows, weights)
	variance = squares/(2*n) - float64(c*c)
	middle := all / (n * float64(k+2))
	for i := range k {
		first[i] = (first[i] - float64(middle*difference[i])) / n / variance
		total[i] = total[i] / n / variance
	}
	return variance, first, total
}

// Effects are those of a factor when it is moved: Morris 1991 (Technometrics 33, 161-174).
type Effects struct {
	// Mean of the elementary effects, mu: what the output rises from one end of the factor
	// to the other. Of a factor of several inputs, which move either way, it says nothing.
	Mean stats.Estimate
	// Size is the mean of their absolute values, mu* (Campolongo, Cariboni & Saltelli 2007);
	// noise adds to it and cannot be taken out.
	Size float64
	// Spread is sigma, their standard deviation, and Root the root of the mean of their
	// squares, both without noise.
	Spread float64
	Root   stats.Estimate
}

// Morris estimates the effects of moving each factor by its step, of a sample with a column for
// the base and one for each factor; steps are by base point and factor, signed.
func Morris(s Sample, steps [][]float64, seed sim.Seed) (list []Effects) {
	n := len(s)
	for i := range len(s[0]) - 1 {
		effects, squares, size := make([]float64, n), make([]float64, n), 0.0
		for b := range s {
			d, step := minus(s[b][i+1], s[b][0]), steps[b][i]
			effects[b], squares[b] = mean(d)/step, product(d, d)/(step*step)
			size += math.Abs(effects[b]) / float64(n)
		}
		rms := func(weights []float64) float64 { return math.Sqrt(max(0, weighted(squares, weights))) }
		mu := weighted(effects, once(n))
		var means, roots []float64
		bootstrap(n, seed, func(weights []float64) {
			means, roots = append(means, weighted(effects, weights)), append(roots, rms(weights))
		})
		spread := math.Sqrt(max(0, weighted(squares, once(n))-float64(mu*mu)) * float64(n) / float64(n-1))
		list = append(list, Effects{around(mu, means), size, spread, around(rms(once(n)), roots)})
	}
	return list
}

// weighted mean.
func weighted(values, weights []float64) float64 {
	sum, n := 0.0, 0.0
	for i, w := range weights {
		sum, n = sum+float64(w*values[i]), n+w
	}
	return sum / n
}
