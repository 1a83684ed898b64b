package results

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"parley/sim"
)

// bootstrapDraws is how often histories are weighted anew: the chance that one
// is best is then known to within two points.
const bootstrapDraws = 4000

// Together counts which of some arms settled in the same replication.
type Together struct {
	arms   []int
	counts map[sim.MediatorSet]int64
}

// NewTogether counts these arms, at most sim.MaxMediators.
func NewTogether(arms []int) *Together {
	return &Together{arms: arms, counts: map[sim.MediatorSet]int64{}}
}

// Add counts a replication, one outcome for each arm of the experiment.
func (t *Together) Add(outcomes []sim.Outcome) {
	var in sim.MediatorSet
	for i, a := range t.arms {
		if outcomes[a].Settled() {
			in = in.With(i)
		}
	}
	t.counts[in]++
}

// pattern is a set of arms that settled in some replications and no other did.
type pattern struct {
	arms  []int // indices of Together.arms
	count int64
}

// patterns that tell arms apart, in an order that does not depend on the map's.
func (t *Together) patterns() []pattern {
	var list []pattern
	for in, count := range t.counts {
		p := pattern{count: count}
		for i := range t.arms {
			if in.Has(i) {
				p.arms = append(p.arms, i)
			}
		}
		if len(p.arms) > 0 && len(p.arms) < len(t.arms) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b pattern) int {
		return cmp.Or(slices.Compare(a.arms, b.arms), cmp.Compare(a.count, b.count))
	})
	return list
}

// Best returns for each arm the chance that none of the others settles more
// often, by the Bayesian bootstrap (Rubin 1981, Annals of Statistics 9, 130-134):
// replications get weights from a flat Dirichlet distribution, whole, so that
// what the arms have in common stays in common. Arms that tie share the chance:
// those with the same histories always do.
func (t *Together) Best(seed int64) []float64 {
	patterns := t.patterns()
	src := rand.NewPCG(uint64(seed), bootstrapDraws)
	wins, sums := make([]float64, len(t.arms)), make([]float64, len(t.arms))
	for range bootstrapDraws {
		clear(sums)
		for _, p := range patterns {
			weight := distuv.Gamma{Alpha: float64(p.count), Beta: 1, Src: src}.Rand()
			for _, i := range p.arms {
				sums[i] += weight
			}
		}
		share(wins, sums)
	}
	for i := range wins {
		wins[i] /= bootstrapDraws
	}
	return wins
}

// share gives one win to the largest sums, in equal parts.
func share(wins, sums []float64) {
	most, ties := slices.Max(sums), 0
	for _, s := range sums {
		ties += bit(s == most)
	}
	for i, s := range sums {
		if s == most {
			wins[i] += 1 / float64(ties)
		}
	}
}
