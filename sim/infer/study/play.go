package study

import (
	"context"

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

// draw is what came of one draw of the parameters.
type draw struct {
	parameters sim.ParameterSet
	blocks     []*sweep.Tally
	roles      roleCounts
}

// pair is the joint count of two arms, settled or kept.
func pair(t *sweep.Tally, a, b int, kept bool) stats.Table {
	q, swapped := t.Pair(a, b)
	table := q.Settled
	if kept {
		table = q.Kept
	}
	if swapped {
		return stats.Transposed(table)
	}
	return table
}

// shares of an arm by draw, settled or kept.
func shares(draws []draw, block, arm int, kept bool) (list []float64) {
	for i := range draws {
		t := draws[i].blocks[block]
		n := t.Arms[arm].Settled
		if kept {
			n = t.Arms[arm].Kept
		}
		list = append(list, float64(n)/float64(t.Replications))
	}
	return list
}

// Histories that the study will play.
func (s *Study) Histories() int {
	blocks, _ := s.blocks()
	return s.Draws*s.each(blocks) + s.CodingHistories()
}

// each is the histories of a draw.
func (s *Study) each(blocks []block) (n int) {
	for i := range blocks {
		n += len(blocks[i].arms) * blocks[i].reps
	}
	if len(s.Record) > 0 {
		n += s.Reps.Roles
	}
	return n
}

// CodingHistories are those under other codings, however many the draws.
func (s *Study) CodingHistories() int {
	return len(s.Codings) * s.Reps.Codings * len(headlineRegimes)
}

// play plays all draws. Draw i has parameters and streams of its own, and is at place i
// whoever played it.
func (s *Study) play(ctx context.Context, blocks []block) ([]draw, error) {
	draws, each := make([]draw, s.Draws), s.each(blocks)
	err := sweep.Each(ctx, s.Draws, s.Workers, nil, func(_ struct{}, i int) (err error) {
		draws[i], err = s.playDraw(ctx, blocks, i)
		return err
	}, func(done, _ int) { s.tell(done*each, s.Draws*each+s.CodingHistories()) })
	return draws, err
}

func (s *Study) tell(done, total int) {
	if s.Progress != nil {
		s.Progress(done, total)
	}
}

func (s *Study) playDraw(ctx context.Context, blocks []block, i int) (d draw, err error) {
	root := sim.NewSeed(s.Seed)
	c := *s.Config
	c.Parameters = sim.PriorDraw(c.Parameters, root, i)
	d.parameters = c.Parameters
	for b := range blocks {
		one, err := playBlock(ctx, &c, &blocks[b], root.Child(i), 1)
		if err != nil {
			return d, err
		}
		d.blocks = append(d.blocks, one)
	}
	if len(s.Record) > 0 {
		d.roles, err = newRoleTable(&c, s.Record).watch(&c, s.Arm, root.Child(i), s.Reps.Roles)
	}
	return d, err
}

func playBlock(ctx context.Context, c *sim.Config, b *block, seed sim.Seed, workers int) (*sweep.Tally, error) {
	t := sweep.NewTally(c, len(b.arms))
	if len(b.arms) == 0 {
		return t, nil
	}
	err := sweep.Run(ctx, sweep.Cell{Config: c, Arms: b.arms, Seed: seed, Replications: b.reps, Workers: workers}, t)
	for a := range t.Arms { // months and issues are not used, and draws are many
		t.Arms[a] = sweep.ArmTally{Settled: t.Arms[a].Settled, Kept: t.Arms[a].Kept}
	}
	return t, err
}
