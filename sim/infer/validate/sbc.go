package validate

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// sbc draws parameters from the prior, plays a history of each in place of the record,
// infers them from the nearest rows of one shared table, and ranks the truth among
// those: uniform if inference is calibrated (Talts et al. 2018, arXiv:1804.06788).
func (v *Validation) sbc(ctx context.Context, _ []quantity, r *Report) error {
	y, err := v.fitting(v.Config.Months).Problem()
	if err != nil {
		return err
	}
	s := &v.Sizes
	points, rows, err := v.simulated(ctx, y, v.seed(tablePart), s.Table)
	if err != nil {
		return err
	}
	truths, observed, err := v.simulated(ctx, y, v.seed(recordPart), s.Records)
	if err != nil {
		return err
	}
	ranks := make([][]int, s.Records)
	err = sweep.Each(ctx, s.Records, v.Workers, nil, func(_ struct{}, i int) error {
		near := abc.Nearest(y.Target, observed[i], rows, s.Draws)
		ranks[i] = make([]int, len(y.Names))
		for _, row := range near {
			for k := range y.Names {
				ranks[i][k] += stats.Bit(points[row][k] < truths[i][k])
			}
		}
		return nil
	}, nil)
	if err != nil {
		return err
	}
	luck := rand.New(rand.NewPCG(v.seed(tiesPart).Words()))
	for k, name := range y.Names {
		r.SBC = append(r.SBC, uniformity(name, stats.Values(ranks, func(of *[]int) int { return (*of)[k] }), s.Draws, luck))
	}
	r.SBCSizes = &SBCSizes{Table: s.Table, Records: s.Records, Draws: s.Draws}
	return nil
}

// simulated histories of points drawn from the prior.
func (v *Validation) simulated(ctx context.Context, y *calibrate.Problem, seed sim.Seed, n int) (points, rows [][]float64, err error) {
	points, rows = make([][]float64, n), make([][]float64, n)
	err = each(ctx, v, n, y.NewModel, func(m abc.Model, i int) {
		points[i], rows[i] = calibrate.PriorPoint(seed, i, "point", len(y.Names)), make([]float64, len(y.Target))
		m.Simulate(points[i], seed, i, rows[i])
	})
	return points, rows, err
}

// uniformity of ranks among draws of a parameter. Within its step each rank lies
// anywhere, so that a uniform one is uniform on the line.
func uniformity(name string, ranks []int, draws int, luck *rand.Rand) Uniformity {
	u := Uniformity{Parameter: name, Ranks: make([]int, draws+1)}
	values := make([]float64, len(ranks))
	inside := 0
	for i, rank := range ranks {
		u.Ranks[rank]++
		values[i] = (float64(rank) + luck.Float64()) / float64(draws+1)
		inside += stats.Bit(values[i] >= 0.05 && values[i] <= 0.95)
	}
	u.D, u.P = Kolmogorov(values)
	u.Inside90 = float64(inside) / float64(len(ranks))
	return u
}

// Kolmogorov tests values in [0,1] for uniformity: the largest distance of their
// distribution from the uniform one, and its p by Stephens' (1970, J. R. Stat. Soc. B
// 32, 115-122) form of the limit, good to .001 from some ten values on.
func Kolmogorov(values []float64) (d, p float64) {
	x := slices.Sorted(slices.Values(values))
	n := float64(len(x))
	for i, v := range x {
		d = max(d, float64(i+1)/n-v, v-float64(i)/n)
	}
	lambda := (math.Sqrt(n) + 0.12 + 0.11/math.Sqrt(n)) * d
	if lambda < 0.2 {
		return d, 1
	}
	for j, sign := 1.0, 2.0; j <= 100; j, sign = j+1, -sign {
		p += sign * math.Exp(-2*j*j*lambda*lambda)
	}
	return d, max(0, min(1, p))
}
