package abc

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"parley/sim/stats"
)

// Adjust shifts particles along a regression of their coordinates on their
// summaries to where the summaries would be the target's: a cross-check of what a
// tolerance blurs (Beaumont, Zhang & Balding 2002, Genetics 162, 2025-2035). The
// regression is linear in the logits of coordinates, so that they stay inside the
// cube, with a ridge; missing summaries stand at the target. summaries are
// [particle][summary].
func Adjust(target []Summary, particles []Particle, summaries [][]float64) ([]Particle, error) {
	n, d, q := len(particles), len(particles[0].U), len(target)
	x, y := mat.NewDense(n, q+1, nil), mat.NewDense(n, d, nil)
	for i := range particles {
		root := math.Sqrt(particles[i].Weight)
		x.Set(i, 0, root)
		for k := range target {
			x.Set(i, k+1, root*offset(&target[k], summaries[i][k]))
		}
		for k, u := range particles[i].U {
			y.Set(i, k, root*logit(u))
		}
	}
	var normal, right, beta mat.Dense
	normal.Mul(x.T(), x)
	for k := 1; k <= q; k++ {
		normal.Set(k, k, normal.At(k, k)+adjustRidge)
	}
	right.Mul(x.T(), y)
	if err := beta.Solve(&normal, &right); err != nil {
		return nil, err
	}
	out := make([]Particle, n)
	for i := range particles {
		out[i] = Particle{U: make([]float64, d), Weight: particles[i].Weight, Distance: particles[i].Distance, Number: particles[i].Number}
		for k, u := range particles[i].U {
			shift := 0.0
			for s := range target {
				shift += float64(beta.At(s+1, k) * offset(&target[s], summaries[i][s]))
			}
			out[i].U[k] = 1 / (1 + math.Exp(shift-logit(u)))
		}
	}
	return out, nil
}

// adjustRidge steadies the regression where summaries hardly vary; in scales.
const adjustRidge = 0.01

// offset from the target in scales, at most Farthest.
func offset(t *Summary, value float64) float64 {
	if math.IsNaN(value) {
		return 0
	}
	return max(-Farthest, min(Farthest, (value-t.Value)/t.Scale))
}

func logit(u float64) float64 {
	u = max(1e-9, min(1-1e-9, u))
	return math.Log(u / (1 - u))
}

// Within says of each summary whether what was observed lies, give or take its slack,
// among the particles: between their quantiles at .05 and .95, missing ones left out.
// Beyond them a regression extrapolates.
func Within(target []Summary, particles []Particle, summaries [][]float64) []bool {
	within := make([]bool, len(target))
	for k := range target {
		t := &target[k]
		q, known := Quantiles(stats.Column(summaries, k), Weights(particles))
		within[k] = known > 0 && q[0] <= t.Value+t.Slack && t.Value-t.Slack <= q[4]
	}
	return within
}
