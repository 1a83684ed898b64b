package sensitivity

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"parley/sim/stats"
)

// RankCorrelations are the partial rank correlations (PRCC) of an output with each of some
// factors, given as columns, the others held: Marino et al. 2008 (Journal of Theoretical
// Biology 254, 178-196), with Fisher's interval. They are nil for too few points to tell,
// or where factors move together.
func RankCorrelations(factors [][]float64, output []float64) (list []stats.Estimate) {
	k, n := len(factors), len(output)
	freedom := float64(n - 3 - (k - 1))
	if freedom < 1 {
		return nil
	}
	ranks := mat.NewDense(n, k+1, nil)
	for i := range k {
		ranks.SetCol(i, stats.Ranks(factors[i]))
	}
	ranks.SetCol(k, stats.Ranks(output))
	var correlations mat.SymDense
	stat.CorrelationMatrix(&correlations, ranks, nil)
	var c mat.Cholesky
	var inverse mat.SymDense
	if !c.Factorize(&correlations) || c.InverseTo(&inverse) != nil {
		return nil
	}
	half := stats.NormalQuantile(level) / math.Sqrt(freedom)
	for i := range k {
		r := -inverse.At(i, k) / math.Sqrt(inverse.At(i, i)*inverse.At(k, k))
		list = append(list, stats.Estimate{Mean: r, Low: math.Tanh(math.Atanh(r) - half), High: math.Tanh(math.Atanh(r) + half)})
	}
	return list
}
