package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Factors of a crossed set of histories, the one that varies fastest first, as in
// sim.Crossing.
const (
	ByParameters = iota
	ByCoding
	ByStructure
	Factors
)

// Cube is a table of all combinations of the levels of the factors, the first factor
// fastest, with one value a cell.
type Cube struct {
	Values []float64
	Sides  [Factors]int
}

// fewest outcomes that differ from the most common one, so that means over a
// crossed set may be told from chance at all.
const fewest = 10

// Rare says whether so few values differ from the most common one that no component can
// be told.
func (t *Cube) Rare() bool {
	counts := map[float64]int{}
	most := 0
	for _, y := range t.Values {
		counts[y]++
		most = max(most, counts[y])
	}
	return len(t.Values)-most < fewest
}

// Component estimates a factor's variance in the three-way random-effects analysis of
// variance (Searle, Casella & McCulloch 1992, Variance Components): what its means
// vary, less what chance and interactions make them vary. It is not truncated at 0. The
// interval is that of the ratio of mean squares, by the jackknife over the factor's
// levels of its logarithm, which wants no normal effects (Arvesen & Layard 1975,
// Annals of Statistics 3, 1122-1134). A ratio below 1 is chance alone: the upper end is
// then that around 1.
func (t *Cube) Component(factor int) Estimate {
	n := t.Sides[factor]
	between, within, size := t.ratio(factor)
	without := make([]float64, n)
	for i := range without {
		b, w, _ := t.without(factor, i).ratio(factor)
		without[i] = logRatio(b, w)
	}
	_, variance := stat.PopMeanVariance(without, nil)
	half := StudentQuantile(Level, int64(n)) * math.Sqrt(variance*float64(n-1))
	component := func(logRatio float64) float64 { return (math.Exp(logRatio) - 1) * within / size }
	middle := logRatio(between, within)
	return Estimate{(between - within) / size, component(middle - half), component(max(0, middle) + half)}
}

// ratio of a factor: a mean square in which its component is size times over, and
// what that would be without. Parameters are taken within the structure, crossed with
// it (a prior) or nested in it (a posterior): what they do by themselves and what
// they do only under some structure are one.
func (t *Cube) ratio(factor int) (between, within, size float64) {
	ms := t.meanSquares()
	if factor == ByParameters {
		const p, c, s = 1 << ByParameters, 1 << ByCoding, 1 << ByStructure
		structures := float64(t.Sides[ByStructure])
		pooled := func(one, under float64) float64 { return (one + (structures-1)*under) / structures }
		return pooled(ms[p], ms[p|s]), pooled(ms[p|c], ms[p|c|s]), float64(t.Sides[ByCoding])
	}
	all := 1<<Factors - 1
	within, size = -ms[all], 1
	for g, side := range t.Sides {
		if g != factor {
			within += ms[1<<factor|1<<g]
			size *= float64(side)
		}
	}
	return ms[1<<factor], within, size
}

// logRatio of mean squares. Where one is 0, which is rare, it is 0: no effect is seen.
func logRatio(between, within float64) float64 {
	if between <= 0 || within <= 0 {
		return 0
	}
	return math.Log(between / within)
}

// meanSquares by the set of factors that act together, factor f being bit f.
func (t *Cube) meanSquares() (ms [1 << Factors]float64) {
	for set := range ms {
		ms[set] = t.squaredMeans(set)
	}
	for f, side := range t.Sides {
		for set := range ms {
			if set>>f&1 == 1 {
				ms[set] = (ms[set] - ms[set^1<<f]) / float64(side-1)
			}
		}
	}
	return ms
}

// squaredMeans sums, over all values, the square of the mean of those that share the
// levels of a set of factors.
func (t *Cube) squaredMeans(set int) float64 {
	stride, cells := [Factors]int{}, 1
	for f, side := range t.Sides {
		if set>>f&1 == 1 {
			stride[f] = cells
			cells *= side
		}
	}
	sums := make([]float64, cells)
	k := 0
	for s := range t.Sides[2] {
		for c := range t.Sides[1] {
			for p := range t.Sides[0] {
				sums[p*stride[0]+c*stride[1]+s*stride[2]] += t.Values[k]
				k++
			}
		}
	}
	total := 0.0
	for _, x := range sums {
		total += x * x
	}
	return total * float64(cells) / float64(len(t.Values))
}

// without a level of a factor.
func (t *Cube) without(factor, level int) *Cube {
	less := &Cube{make([]float64, 0, len(t.Values)), t.Sides}
	less.Sides[factor]--
	stride := 1
	for _, side := range t.Sides[:factor] {
		stride *= side
	}
	for k, y := range t.Values {
		if k/stride%t.Sides[factor] != level {
			less.Values = append(less.Values, y)
		}
	}
	return less
}
