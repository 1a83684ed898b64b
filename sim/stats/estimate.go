package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level of every interval unless something else is said.
const Level = 0.95

// Estimate is a figure with its interval.
type Estimate struct{ Mean, Low, High float64 }

// Difference is a contrast with its interval.
type Difference struct{ Difference, Low, High float64 }

// HalfWidth of the interval.
func (d Difference) HalfWidth() float64 { return (d.High - d.Low) / 2 }

// ExcludesNone says that the interval does not hold 0.
func (d Difference) ExcludesNone() bool { return d.Low > 0 || d.High < 0 }

// HalfWidth of the interval.
func (e Estimate) HalfWidth() float64 { return (e.High - e.Low) / 2 }

// Widest half-width of a list's intervals.
func Widest[T any](list []T, halfWidth func(*T) float64) (widest float64) {
	for i := range list {
		widest = max(widest, halfWidth(&list[i]))
	}
	return widest
}

// NormalQuantile returns z so that a standard normal is within z of 0 with
// probability level, in (0,1).
func NormalQuantile(level float64) float64 {
	return distuv.UnitNormal.Quantile((1 + level) / 2)
}

// StudentQuantile is the same for the mean of n >= 2 normal values.
func StudentQuantile(level float64, n int64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + level) / 2)
}

// Share estimates a probability from x of n, 0 <= x <= n, n >= 1, with the
// score interval (Wilson 1927).
func Share(x, n int64, level float64) Estimate {
	z := NormalQuantile(level)
	m, p := float64(n), float64(x)/float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	e := Estimate{p, max(0, middle-half), min(1, middle+half)}
	if x == 0 {
		e.Low = 0
	}
	if x == n {
		e.High = 1
	}
	return e
}

// Table is a count of pairs: [in a][in b], 1 for yes.
type Table = [2][2]int64

// Bit is 1 for yes, an index of a Table.
func Bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Transposed is the table with b in place of a.
func Transposed(t Table) Table { return Table{{t[0][0], t[1][0]}, {t[0][1], t[1][1]}} }

// ShareDifference estimates P(a) - P(b) from n >= 1 matched pairs. The interval
// is the Wald interval with half a pair added to each cell (Agresti & Min 2005,
// Statistics in Medicine 24, 729-740).
func ShareDifference(t Table, level float64) Difference {
	onlyA, onlyB := t[1][0], t[0][1]
	return ContrastDifference(Sums{t[0][0] + onlyA + onlyB + t[1][1], onlyA - onlyB, onlyA + onlyB}, 1, level)
}

// LogOddsDifference estimates log odds(a) - log odds(b) from matched pairs, by
// the delta method with the covariance of the pairing. A quarter is added to
// each cell, thus a half to each margin (Haldane 1956, Anscombe 1956): it is
// finite where an arm never or always settles.
func LogOddsDifference(t Table, level float64) Difference {
	var p [2][2]float64
	n := float64(t[0][0]+t[0][1]+t[1][0]+t[1][1]) + 1
	for i := range p {
		for j := range p[i] {
			p[i][j] = (float64(t[i][j]) + 0.25) / n
		}
	}
	a, b := p[1][0]+p[1][1], p[0][1]+p[1][1]
	va, vb := a*(1-a), b*(1-b)
	variance := (1/va + 1/vb - 2*(p[1][1]-a*b)/(va*vb)) / n
	half := NormalQuantile(level) * math.Sqrt(max(0, variance))
	d := math.Log(a/(1-a)) - math.Log(b/(1-b))
	return Difference{d, d - half, d + half}
}

// Apart is the first of two independent differences less the second, with the interval
// that follows from those of both (Zou & Donner 2008, Statistics in Medicine 27, 1693-1702).
func Apart(a, b Difference) Difference {
	d := a.Difference - b.Difference
	return Difference{d, d - math.Hypot(a.Difference-a.Low, b.High-b.Difference), d + math.Hypot(a.High-a.Difference, b.Difference-b.Low)}
}

// Sums are what is needed of n values: their sum and that of their squares.
type Sums struct{ N, Sum, Squares int64 }

// Add a value.
func (s *Sums) Add(x int64) {
	s.N++
	s.Sum += x
	s.Squares += x * x
}

// Mean estimates the mean of values in [least, most]. One value alone says
// nothing of the spread: its interval is the whole range.
func Mean(s Sums, least, most, level float64) Estimate {
	mean := float64(s.Sum) / float64(s.N)
	if s.N < 2 {
		return Estimate{mean, least, most}
	}
	// Of the variance each product is rounded once and none is fused, so that equal values
	// give exactly 0.
	n := float64(s.N)
	numerator := float64(n*float64(s.Squares)) - float64(float64(s.Sum)*float64(s.Sum))
	variance := max(0, numerator) / (n * (n - 1))
	half := StudentQuantile(level, s.N) * math.Sqrt(variance/n)
	return Estimate{mean, max(least, mean-half), min(most, mean+half)}
}

// MeanDifference estimates the mean of differences in [-most, most].
func MeanDifference(d Sums, most, level float64) Difference {
	e := Mean(d, -most, most, level)
	return Difference{e.Mean, e.Low, e.High}
}
