package sensitivity

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"parley/sim/stats"
)

// MorePoints than factors are wanted for rank correlations, which leaves ten degrees of freedom: with
// fewer Fisher's interval is too narrow at the levels that many factors ask for. Modelling choice.
const MorePoints = 12

// RankCorrelations are the partial rank correlations (PRCC) of an output with each of some
// factors, given as columns, the others held: Marino et al. 2008 (Journal of Theoretical
// Biology 254, 178-196), with Fisher's interval. Told of each is whether an interval at 5 % over
// the number of factors excludes 0 (Bonferroni). They are nil for too few points to tell, or
// where factors move together.
func RankCorrelations(factors [][]float64, output []float64) (list []stats.Estimate, told []bool) {
	k, n := len(factors), len(output)
	freedom := float64(n - 3 - (k - 1))
	if n < k+MorePoints {
		return nil, nil
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
		return nil, nil
	}
	half := stats.NormalQuantile(level) / math.Sqrt(freedom)
	all := stats.NormalQuantile(1-(1-level)/float64(k)) / math.Sqrt(freedom)
	for i := range k {
		r := -inverse.At(i, k) / math.Sqrt(inverse.At(i, i)*inverse.At(k, k))
		list = append(list, stats.Estimate{Mean: r, Low: math.Tanh(math.Atanh(r) - half), High: math.Tanh(math.Atanh(r) + half)})
		told = append(told, math.Abs(math.Atanh(r)) > all)
	}
	return list, told
}
