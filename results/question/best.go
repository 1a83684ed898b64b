package question

import (
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"parley/sim"
	"parley/sim/stats"
)

// bootstrapDraws is how often histories are weighted anew: the chance that one
// is best is then known to within two points.
const bootstrapDraws = 4000

// priorHistories that each lead alone gains are added to those played.
const priorHistories = 0.5

// Together counts what leads gain in the same replication: whether a settlement
// came with the lead and not without it, or the other way round.
type Together struct {
	trials []Trial
	counts map[gains]int64
}

// gains are the trials, by index, that settled with their lead only, and those
// that settled without it only.
type gains struct{ with, without sim.MediatorSet }

// NewTogether counts these trials, at most sim.MaxMediators.
func NewTogether(trials []Trial) *Together {
	return &Together{trials: trials, counts: map[gains]int64{}}
}

// Add counts a replication, one outcome for each arm of the experiment.
func (t *Together) Add(outcomes []sim.Outcome) {
	var g gains
	for i, at := range t.trials {
		lead, base := outcomes[at.Lead].Settled(), outcomes[at.Base].Settled()
		switch {
		case lead && !base:
			g.with.Add(i)
		case base && !lead:
			g.without.Add(i)
		}
	}
	t.counts[g]++
}

// pattern is what each trial gains, -1, 0 or 1, in so many replications.
type pattern struct {
	gains []int
	count float64
}

// patterns that tell trials apart, in an order that does not depend on the map's.
func (t *Together) patterns() []pattern {
	var list []pattern
	for g, count := range t.counts {
		p := pattern{count: float64(count)}
		for i := range t.trials {
			p.gains = append(p.gains, stats.Bit(g.with.Has(i))-stats.Bit(g.without.Has(i)))
		}
		if slices.Max(p.gains) > slices.Min(p.gains) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b pattern) int { return slices.Compare(a.gains, b.gains) })
	return list
}

// prior has a pattern for each trial in which it alone gains. Trials that gain
// the same in every replication are one, and gain together.
func (t *Together) prior(played []pattern) []pattern {
	groups := map[string][]int{}
	var list []pattern
	for i := range t.trials {
		var column []byte
		for _, p := range played {
			column = append(column, byte('1'+p.gains[i]))
		}
		key := string(column)
		if groups[key] == nil {
			groups[key] = make([]int, len(t.trials))
			list = append(list, pattern{groups[key], priorHistories})
		}
		groups[key][i] = 1
	}
	return list
}

// Best returns for each trial the chance that no other lead gains more over its
// base, by the Bayesian bootstrap (Rubin 1981, Annals of Statistics 9, 130-134):
// replications get weights from a Dirichlet distribution, whole, so that what the
// trials have in common stays in common. To those played come, for each lead,
// half a replication that it alone gains. Of two leads each thus has half a
// discordant replication more (the prior of Jeffreys 1946 for the share of them
// that is its own, and the half pairs of ShareDifference), so that a few
// replications are not taken for certainty. Trials that tie share the chance:
// those that gain the same in every replication always do.
func (t *Together) Best(seed int64) []float64 {
	patterns := t.patterns()
	patterns = append(patterns, t.prior(patterns)...)
	src := rand.NewPCG(uint64(seed), bootstrapDraws)
	wins, sums := make([]float64, len(t.trials)), make([]float64, len(t.trials))
	for range bootstrapDraws {
		clear(sums)
		for _, p := range patterns {
			weight := distuv.Gamma{Alpha: p.count, Beta: 1, Src: src}.Rand()
			for i, gain := range p.gains {
				sums[i] += float64(float64(gain) * weight)
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
		ties += stats.Bit(s == most)
	}
	for i, s := range sums {
		if s == most {
			wins[i] += 1 / float64(ties)
		}
	}
}
