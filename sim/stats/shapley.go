package stats

import (
	"math"
	"math/bits"
)

// Factorial of 0 <= n <= 20.
func Factorial(n int) int64 {
	f := int64(1)
	for i := int64(2); i <= int64(n); i++ {
		f *= i
	}
	return f
}

// ShapleyWeights gives each of the 2^n subsets of n players, player j being bit
// j of its index, the whole number with which its worth counts for one player:
// the value of that player is the sum of weight x worth, over n!. It is the mean
// gain when the player joins, over all orders in which they could (Shapley 1953,
// Contributions to the Theory of Games II, 307-317). 0 <= player < n <= 20.
func ShapleyWeights(n, player int) []int64 {
	w := make([]int64, 1<<n)
	for s := range w {
		if size := bits.OnesCount(uint(s)); s>>player&1 == 1 {
			w[s] = Factorial(size-1) * Factorial(n-size)
		} else {
			w[s] = -Factorial(size) * Factorial(n-1-size)
		}
	}
	return w
}

// ContrastDifference estimates the mean of n >= 1 contrasts, each a whole number
// of parts of one and at most one in size: 1/n! for Shapley values. The interval is that of
// ShareDifference, to which it is equal where contrasts are -1, 0 and 1: Wald's,
// with one contrast more of half a weight at each end.
func ContrastDifference(s Sums, part int64, level float64) Difference {
	n, one := float64(s.N), float64(part)
	sum, squares := float64(s.Sum)/one, float64(s.Squares)/one/one
	m := n + 2
	half := NormalQuantile(level) / m * math.Sqrt(max(0, squares+1-sum*sum/m))
	return Difference{sum / n, max(-1, sum/m-half), min(1, sum/m+half)}
}
