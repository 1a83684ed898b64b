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

// estimates of what n base points give, each of them once: with the middle of what they give
// when as many are drawn with replacement. What is not a number in a resample is left out, and
// lost is how often that was; of nothing else the estimate is no number.
func estimates(n int, seed sim.Seed, of func(weights []float64) []float64) (list []stats.Estimate, lost []int) {
	random, weights := rand.New(rand.NewPCG(seed.Words())), slices.Repeat([]float64{1}, n)
	whole := of(weights)
	resampled := make([][]float64, len(whole))
	for range resamples {
		clear(weights)
		for range n {
			weights[random.IntN(n)]++
		}
		for i, x := range of(weights) {
			if !math.IsNaN(x) {
				resampled[i] = append(resampled[i], x)
			}
		}
	}
	for i, s := range resampled {
		e := stats.Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
		if slices.Sort(s); len(s) > 0 {
			e = stats.Estimate{Mean: whole[i], Low: stats.Quantile(s, (1-level)/2), High: stats.Quantile(s, (1+level)/2)}
		}
		list, lost = append(list, e), append(lost, resamples-len(s))
	}
	return list, lost
}

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
	list, lost := estimates(len(s), seed, func(weights []float64) []float64 { return indices(rows, weights) })
	x := Indices{Mean: list[0], SD: list[1]}
	if noise > 0 {
		x.Noise = noise / (noise + float64(x.SD.Mean*x.SD.Mean))
	}
	if k := (len(list) - 2) / 2; !math.IsNaN(list[2].Mean) && float64(lost[2]) <= resamples*(1-level)/2 {
		x.First, x.Total = list[2:2+k], list[2+k:]
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

// indices with base points by weight: mean and standard deviation over A and B, and of all factors
// the first and then the total index, no numbers without variance. First is centred at the mean of
// all points, which makes it vary less.
func indices(rows []terms, weights []float64) []float64 {
	k := len(rows[0].half)
	list, difference := make([]float64, 2+2*k), make([]float64, k)
	first, total := list[2:2+k], list[2+k:]
	var n, both, squares, all float64
	for b, w := range weights {
		if w == 0 {
			continue
		}
		r := &rows[b]
		n, both, squares, all = n+w, both+float64(w*r.both), squares+float64(w*r.squares), all+float64(w*r.all)
		for i := range k {
			total[i] += float64(w * r.half[i])
			first[i] += float64(w * r.crossed[i])
			difference[i] += float64(w * r.difference[i])
		}
	}
	centre, middle := both/(2*n), all/(n*float64(k+2))
	variance := squares/(2*n) - float64(centre*centre)
	list[0], list[1] = centre, math.Sqrt(max(0, variance))
	if variance <= 0 {
		variance = math.NaN()
	}
	for i := range k {
		first[i] = (first[i] - float64(middle*difference[i])) / n / variance
		total[i] = total[i] / n / variance
	}
	return list
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
		x, _ := estimates(n, seed, func(weights []float64) []float64 {
			return []float64{weighted(effects, weights), math.Sqrt(max(0, weighted(squares, weights)))}
		})
		mu, root := x[0], x[1]
		spread := math.Sqrt(max(0, float64(root.Mean*root.Mean)-float64(mu.Mean*mu.Mean)) * float64(n) / float64(n-1))
		list = append(list, Effects{mu, size, spread, root})
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
