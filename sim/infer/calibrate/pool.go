package calibrate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/stats"
)

// Pool is what independent fits to the same records say together, each with the same weight.
type Pool struct {
	// Of one of them; Report.Of says what was fitted.
	Of    string  `json:"of"`
	Seeds []int64 `json:"seeds"`
	// Tolerances reached, by fit.
	Tolerances []float64 `json:"tolerances"`
	Particles  int       `json:"particles"`
	Histories  int       `json:"histories"`
	// ESS of all particles.
	ESS        float64           `json:"ess"`
	Parameters []PooledParameter `json:"parameters"`
	Structure  []PooledSwitch    `json:"structure"`
}

// PooledParameter in its own unit; Contraction is the mean over fits.
type PooledParameter struct {
	Parameter
	// Medians are the least and the most of the fits.
	Medians [2]float64 `json:"medians"`
}

// PooledSwitch of structure.
type PooledSwitch struct {
	ID     string        `json:"id"`
	Levels []PooledShare `json:"levels"`
}

// PooledShare is the mean over fits of a level's share, with a 95 % interval over fits by
// Student's t: how far the search itself leaves it open, not what other records would say.
type PooledShare struct {
	LevelShare
	Interval [2]float64 `json:"interval"`
}

// PoolFits joins fits, two or more, by their reports and posteriors, both in one order. It
// refuses those of different records, and one twice.
func PoolFits(reports []*Report, samples []*posterior.Posterior) (*posterior.Posterior, *Pool, error) {
	first, p := samples[0], &Pool{Of: reports[0].Of()}
	var rows []sim.Parameters
	var weights []float64
	squares := 0.0
	for i, s := range samples {
		r := reports[i]
		switch {
		case s.Scenario != first.Scenario || s.Hash != first.Hash || s.Window != first.Window || s.Record != first.Record ||
			s.Model != first.Model || !slices.Equal(s.Summaries, first.Summaries) || !slices.Equal(s.Columns, first.Columns) ||
			!slices.Equal(r.Weights, reports[0].Weights):
			return nil, nil, fmt.Errorf("fit %d is of other records, scenarios, summaries or weights than fit 1, or by another model", i+1)
		case slices.Contains(p.Seeds, r.Seed):
			return nil, nil, fmt.Errorf("fit %d has the seed %d of another: want independent fits", i+1, r.Seed)
		}
		p.Seeds, p.Tolerances = append(p.Seeds, r.Seed), append(p.Tolerances, r.Reached)
		p.Particles, p.Histories = p.Particles+r.Particles, p.Histories+r.Histories
		own := s.Weights()
		sum := s.Sample.UpTo[len(own)-1]
		for k := range own {
			w := own[k] / (sum * float64(len(samples)))
			weights, squares = append(weights, w), squares+float64(w*w)
		}
		rows = append(rows, s.Sample.Rows...)
	}
	p.ESS = 1 / squares
	p.parameters(reports, rows, weights)
	p.structure(reports)
	all := posterior.New(rows, weights)
	sample := all.Sample
	*all = *first
	all.Sample = sample
	return all, p, nil
}

func (p *Pool) parameters(reports []*Report, rows []sim.Parameters, weights []float64) {
	for k := range reports[0].Parameters {
		x := PooledParameter{Parameter: Parameter{ID: reports[0].Parameters[k].ID, Prior: reports[0].Parameters[k].Prior}}
		x.Medians = [2]float64{math.Inf(1), math.Inf(-1)}
		for _, r := range reports {
			one := &r.Parameters[k]
			x.Medians = [2]float64{min(x.Medians[0], one.Quantiles[2]), max(x.Medians[1], one.Quantiles[2])}
			x.Contraction += one.Contraction / float64(len(reports))
		}
		q, _ := sim.ParameterByID(x.ID)
		values := make([]float64, len(rows))
		for i := range rows {
			values[i] = rows[i][q]
			x.Mean += float64(weights[i] * values[i])
		}
		x.Quantiles, _ = abc.Quantiles(values, weights)
		x.Identified = x.Contraction >= Identified
		p.Parameters = append(p.Parameters, x)
	}
}

func (p *Pool) structure(reports []*Report) {
	n := float64(len(reports))
	t := stats.StudentQuantile(0.95, int64(n))
	for k, s := range reports[0].Structure {
		pooled := PooledSwitch{ID: s.ID}
		for l, level := range s.Levels {
			var shares []float64
			for _, r := range reports {
				shares = append(shares, r.Structure[k].Levels[l].Posterior)
			}
			mean, sd := stat.MeanStdDev(shares, nil)
			half := t * sd / math.Sqrt(n)
			level.Posterior = mean
			pooled.Levels = append(pooled.Levels, PooledShare{level, [2]float64{max(0, mean-half), min(1, mean+half)}})
		}
		p.Structure = append(p.Structure, pooled)
	}
}
