package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Quantile of at least one sorted value, by linear interpolation (Hyndman & Fan 1996,
// American Statistician 50, 361-365, type 7). q is in [0,1].
func Quantile(sorted []float64, q float64) float64 {
	at := float64(q * float64(len(sorted)-1))
	i := min(int(at), len(sorted)-1)
	if i+1 >= len(sorted) {
		return sorted[i]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

// Order is the places of values from the least to the largest, of equals the first first.
func Order(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	return order
}

// Column of a table [row][column].
func Column(rows [][]float64, column int) []float64 {
	values := make([]float64, len(rows))
	for i := range rows {
		values[i] = rows[i][column]
	}
	return values
}

// Values are one of each of a list.
func Values[T, X any](list []T, of func(*T) X) []X {
	values := make([]X, len(list))
	for i := range list {
		values[i] = of(&list[i])
	}
	return values
}

// Median of at least one value.
func Median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// WeightedQuantile is the least of at least one value up to which a share q of the
// weight lies.
func WeightedQuantile(values, weights []float64, q float64) float64 {
	order, sum, total := Order(values), 0.0, 0.0
	for _, w := range weights {
		total += w
	}
	for _, i := range order {
		if sum += weights[i]; sum >= q*total {
			return values[i]
		}
	}
	return values[order[len(order)-1]]
}

// CountQuantile is the index at which a share q of the counts is reached, and false
// if nothing was counted.
func CountQuantile(counts []int64, q float64) (int, bool) {
	var total, sum int64
	for _, c := range counts {
		total += c
	}
	for i, c := range counts {
		sum += c
		if sum > 0 && float64(sum) >= q*float64(total) {
			return i, true
		}
	}
	return 0, false
}

// RankCorrelation is Spearman's, ties sharing their mean rank, with the interval of
// Bonett & Wright 2000 (Psychometrika 65, 23-28). It is nil for fewer than four pairs,
// or where one of the two does not vary.
func RankCorrelation(x, y []float64) *Estimate {
	n := float64(len(x))
	if n < 4 || slices.Min(x) == slices.Max(x) || slices.Min(y) == slices.Max(y) {
		return nil
	}
	r := stat.Correlation(Ranks(x), Ranks(y), nil)
	r = max(-1, min(1, r))
	half := NormalQuantile(Level) * math.Sqrt((1+r*r/2)/(n-3))
	return &Estimate{r, math.Tanh(math.Atanh(r) - half), math.Tanh(math.Atanh(r) + half)}
}

// Ranks from 1, the mean of those that ties share.
func Ranks(x []float64) []float64 {
	r, order := make([]float64, len(x)), Order(x)
	for first := 0; first < len(x); {
		end := first + 1
		for end < len(x) && x[order[end]] == x[order[first]] {
			end++
		}
		for _, i := range order[first:end] {
			r[i] = float64(first+end+1) / 2
		}
		first = end
	}
	return r
}
