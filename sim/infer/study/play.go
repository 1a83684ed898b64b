package study

import (
	"context"
	"sort"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Study is what to play.
type Study struct {
	// Config of the war; parameters that it does not fix are drawn from the prior.
	Config *sim.Config
	// Arm of the scenario, with its lead.
	Arm sim.Arm
	// Draws of the parameters and the structure, from 1; an interval wants some.
	Draws   int
	Seed    int64
	Workers int
	Reps    Reps
	// Record, if there is one, is what the roles are compared with.
	Record []record.RoleEntry
	// Codings to repeat the headlines under.
	Codings []Coding
	// Progress, if set, is told how many histories are played; by one worker at a time.
	Progress func(done, total int)
}

// Coding is the war as somebody else codes it.
type Coding struct {
	Name   string
	Config *sim.Config
	Arm    sim.Arm
}

// counts of an arm in a draw.
type counts struct{ settled, kept, n int64 }

// played is a block in one draw: counts by arm, and pairs of arms jointly.
type played struct {
	arms  []counts
	tally *sweep.Tally
}

// pair is the joint count of two arms.
func (p *played) pair(a, b int, kept bool) stats.Table {
	q, swapped := p.tally.Pair(a, b)
	t := q.Settled
	if kept {
		t = q.Kept
	}
	if swapped {
		return stats.Transposed(t)
	}
	return t
}

// draw is what came of one draw of the parameters.
type draw struct {
	parameters sim.ParameterSet
	blocks     []played
	roles      roleCounts
}

// Histories that the study will play.
func (s *Study) Histories() int {
	blocks, _ := s.blocks()
	return s.histories(blocks)
}

func (s *Study) histories(blocks []block) int {
	each := 0
	for i := range blocks {
		each += len(blocks[i].arms) * blocks[i].reps
	}
	if len(s.Record) > 0 {
		each += s.Reps.Roles
	}
	return s.Draws*each + s.CodingHistories()
}

// CodingHistories are those under other codings, however many the draws.
func (s *Study) CodingHistories() int {
	return len(s.Codings) * s.Reps.Codings * len(headlineRegimes)
}

// play plays all draws. Draw i has parameters and streams of its own, and is at place i
// whoever played it.
func (s *Study) play(ctx context.Context, blocks []block) ([]draw, error) {
	draws := make([]draw, s.Draws)
	each := (s.histories(blocks) - s.CodingHistories()) / max(1, s.Draws)
	err := sweep.Each(ctx, s.Draws, s.Workers, nil, func(_ struct{}, i int) (err error) {
		draws[i], err = s.playDraw(ctx, blocks, i)
		return err
	}, func(done, _ int) { s.tell(done*each, blocks) })
	return draws, err
}

func (s *Study) tell(done int, blocks []block) {
	if s.Progress != nil {
		s.Progress(done, s.histories(blocks))
	}
}

func (s *Study) playDraw(ctx context.Context, blocks []block, i int) (draw, error) {
	root := sim.NewSeed(s.Seed)
	c := *s.Config
	c.Parameters = parametersOf(c.Parameters, root, i)
	d := draw{parameters: c.Parameters}
	for b := range blocks {
		one, err := playBlock(ctx, &c, &blocks[b], root.Child(i), 1)
		if err != nil {
			return d, err
		}
		d.blocks = append(d.blocks, one)
	}
	if len(s.Record) > 0 {
		roles, err := newRoleTable(&c, s.Record).watch(&c, s.Arm, root.Child(i), s.Reps.Roles)
		if err != nil {
			return d, err
		}
		d.roles = roles
	}
	return d, nil
}

func playBlock(ctx context.Context, c *sim.Config, b *block, seed sim.Seed, workers int) (played, error) {
	p := played{tally: sweep.NewTally(c, len(b.arms))}
	if len(b.arms) == 0 {
		return p, nil
	}
	cell := sweep.Cell{Config: c, Arms: b.arms, Seed: seed, Replications: b.reps, Workers: workers}
	if err := sweep.Run(ctx, cell, p.tally); err != nil {
		return p, err
	}
	for a := range p.tally.Arms {
		t := &p.tally.Arms[a]
		p.arms = append(p.arms, counts{t.Settled, t.Kept, int64(b.reps)})
		*t = sweep.ArmTally{} // months and issues are not used, and draws are many
	}
	return p, nil
}

// parametersOf a draw: a row of the posterior where the war has one, by weight, or else
// from the prior. What the scenario fixes is kept.
func parametersOf(set sim.ParameterSet, root sim.Seed, i int) sim.ParameterSet {
	if set.Mode != sim.ParametersPosterior || set.Sample == nil {
		return sim.PriorDraw(set, root, i)
	}
	row := rowAt(&set, sim.NewStream(root, i, "posterior", 0).Uniform(0))
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
