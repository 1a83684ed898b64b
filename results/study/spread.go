package study

import (
	"context"
	"sort"

	"parley/scenarios/record"
	"parley/sim"
)

// Spread is what one arm adds to another in every draw of the parameters and the structure.
type Spread struct {
	// A less B, as in Effect.
	A, B string
	// Points are the differences of the shares settled by draw, -1 to 1, Errors
	// their standard errors, and Settled the mean shares of the two arms.
	Points, Errors, Settled []float64
	Effect                  Effect
}

// Spreads plays pairs of arms on s.Draws draws of the parameters, from the prior
// or the posterior as the war says, reps histories of each arm in each draw, on
// the same luck. The fields Reps, Record and Codings of s are not used. Errors are
// those of the war's configuration, and of a context that ends.
func Spreads(ctx context.Context, s *Study, pairs [][2]sim.Arm, reps int) ([]Spread, error) {
	b := block{name: "spread", reps: reps}
	for _, pair := range pairs {
		b.arms = append(b.arms, pair[:]...)
	}
	alone := *s
	alone.Record, alone.Codings = nil, nil
	blocks := []block{b}
	draws, err := alone.play(ctx, blocks, &progress{total: alone.histories(blocks), tell: s.Progress})
	if err != nil {
		return nil, err
	}
	r := newResampler(len(draws))
	var list []Spread
	for i := range pairs {
		c := newContrast(draws, 0, 2*i, 2*i+1, false)
		list = append(list, Spread{A: pairs[i][0].Name, B: pairs[i][1].Name, Points: c.difference, Errors: c.se, Settled: c.share,
			Effect: c.effect(r, pairs[i][0].Name, pairs[i][1].Name)})
	}
	return list, nil
}

// parametersOf a draw: a row of the posterior where the war has one, or else from
// the prior. What the scenario fixes stands.
func parametersOf(set sim.ParameterSet, root sim.Seed, i int) sim.ParameterSet {
	if set.Mode != sim.ParametersPosterior || set.Sample == nil {
		return sim.PriorDraw(set, root, i)
	}
	row := rowAt(&set, sim.NewLuck(root, i, "posterior", 0).Uniform(0))
	for p := range sim.NumParameters {
		if !set.Set[p] {
			set.Fix(p, row[p])
		}
	}
	return set
}

// rowAt is the row that holds a share u in [0,1) of the weight of those that the set
// admits, at least one.
func rowAt(set *sim.ParameterSet, u float64) *sim.Parameters {
	upTo := make([]float64, len(set.Sample.Rows))
	sum, before := 0.0, 0.0
	for i, to := range set.Sample.UpTo {
		if set.Admits(&set.Sample.Rows[i]) {
			sum += to - before
		}
		before, upTo[i] = to, sum
	}
	at := sort.Search(len(upTo)-1, func(i int) bool { return upTo[i] > u*sum })
	return &set.Sample.Rows[at]
}

// RolesBeside plays reps histories in which nobody leads and says who acts in which
// role, beside a record of at least one entry. Parameters are drawn anew in every
// history. The error is one of the war's configuration.
func RolesBeside(c *sim.Config, arm sim.Arm, record []record.RoleEntry, seed int64, reps int) (*Roles, error) {
	n, err := watchRoles(c, arm, record, sim.NewSeed(seed), reps)
	if err != nil {
		return nil, err
	}
	roles := reportRoles(c, []draw{{roles: n}}, record)
	return &roles, nil
}
