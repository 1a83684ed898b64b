package question

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// bootstrapDraws is how often histories are weighted anew: the chance that one
// is best is then known to within two points.
const bootstrapDraws = 4000

// priorHistories that each lead alone gains are added to those played.
const priorHistories = 0.5

// Together counts what leads gain in the same replication: whether a settlement
// came with the lead and not without it, or the other way round.
type Together struct {
	leads []*sweep.Contrast // each less its base
	// counts by what each lead gains: 0 loses the settlement, 2 gains it, 1 neither.
	counts map[string]int64
}

// NewTogether counts what these leads gain, each over its base.
func NewTogether(leads []*sweep.Contrast) *Together { return &Together{leads, map[string]int64{}} }

// Add counts a replication, one outcome for each arm of the experiment.
func (t *Together) Add(_ int, outcomes []sim.Outcome) error {
	gains := make([]byte, len(t.leads))
	for i, c := range t.leads {
		gains[i] = byte(1 + stats.Bit(outcomes[c.Weights[0].Arm].Settled()) - stats.Bit(outcomes[c.Weights[1].Arm].Settled()))
	}
	t.counts[string(gains)]++
	return nil
}

// pattern is what each lead gains, as in Together, in so many replications.
type pattern struct {
	gains []byte
	count float64
}

// patterns that tell leads apart, in an order that does not depend on the map's. Behind
// them comes one for each lead in which it alone gains; leads that gain the same in
// every replication are one, and gain together.
func (t *Together) patterns() (list []pattern) {
	for _, gains := range slices.Sorted(maps.Keys(t.counts)) {
		if strings.Count(gains, gains[:1]) < len(gains) {
			list = append(list, pattern{[]byte(gains), float64(t.counts[gains])})
		}
	}
	groups := map[string][]byte{}
	played := list
	for i := range t.leads {
		var column []byte
		for _, p := range played {
			column = append(column, p.gains[i])
		}
		key := string(column)
		if groups[key] == nil {
			groups[key] = bytes.Repeat([]byte{1}, len(t.leads))
			list = append(list, pattern{groups[key], priorHistories})
		}
		groups[key][i] = 2
	}
	return list
}

// Best returns for each lead the chance that no other lead gains more over its
// base, by the Bayesian bootstrap (Rubin 1981, Annals of Statistics 9, 130-134):
// replications get weights from a Dirichlet distribution, whole, so that what the
// leads have in common stays in common. To those played come, for each lead,
// half a replication that it alone gains. Of two leads each thus has half a
// discordant replication more (the prior of Jeffreys 1946 for the share of them
// that is its own, and the half pairs of ShareDifference), so that a few
// replications are not taken for certainty. Leads that tie share the chance:
// those that gain the same in every replication always do.
func (t *Together) Best(seed int64) []float64 {
	patterns := t.patterns()
	src := rand.NewPCG(uint64(seed), bootstrapDraws)
	wins, sums := make([]float64, len(t.leads)), make([]float64, len(t.leads))
	for range bootstrapDraws {
		clear(sums)
		for _, p := range patterns {
			weight := distuv.Gamma{Alpha: p.count, Beta: 1, Src: src}.Rand()
			for i, gain := range p.gains {
				sums[i] += float64((float64(gain) - 1) * weight)
			}
		}
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
	for i := range wins {
		wins[i] /= bootstrapDraws
	}
	return wins
}
