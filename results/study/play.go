package study

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/sweep"
)

// Study is what to play.
type Study struct {
	// Config of the war; parameters that it does not fix are drawn from the prior.
	Config *sim.Config
	// Arm of the scenario, with its lead.
	Arm     sim.Arm
	Draws   int
	Seed    int64
	Workers int
	Reps    Reps
	// Record, if there is one, is what the roles are compared with.
	Record []record.RoleEntry
	// Codings to repeat the headlines under.
	Codings []Coding
	// Progress, if set, is told how many histories are played.
	Progress func(done, total int)
}

// counts of an arm in a draw.
type counts struct{ settled, kept, n int64 }

// played is a block in one draw: counts by arm, and pairs of arms jointly.
type played struct {
	arms  []counts
	tally *sweep.Tally
}

// pair is the joint count of two arms, [in a][in b].
func (p *played) pair(a, b int, kept bool) (t [2][2]int64) {
	q, swapped := p.tally.Pair(a, b)
	if t = q.Settled; kept {
		t = q.Kept
	}
	if swapped {
		t[0][1], t[1][0] = t[1][0], t[0][1]
	}
	return t
}

// draw is what came of one draw of the parameters.
type draw struct {
	parameters sim.ParameterSet
	blocks     []played
	roles      roleCounts
}

// blocks of every draw, and who is in the block of balance.
func (s *Study) blocks() ([]block, Balance) {
	balance, info := balanceBlock(s.Arm, s.Config, s.Reps.Balance)
	return []block{
		regimeBlock(s.Arm, s.Reps.Regimes), mechanismBlock(s.Arm, s.Reps.Mechanisms),
		numberBlock(s.Arm, s.Config, s.Reps.Numbers), balance,
	}, info
}

// Places of the blocks.
const (
	inRegimes = iota
	inMechanisms
	inNumbers
	inBalance
)

// histories of a whole study.
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
	return len(s.Codings) * s.Reps.Codings * len(regimeBlock(s.Arm, 0).arms)
}

// Histories that the study will play.
func (s *Study) Histories() int {
	blocks, _ := s.blocks()
	return s.histories(blocks)
}

// progress adds up what several workers have done.
type progress struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
}

func (p *progress) add(n int) {
	if p.tell == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	p.tell(p.done, p.total)
}

// play plays all draws. Draw i has its own parameters and luck, and stands at
// place i whoever played it.
func (s *Study) play(ctx context.Context, blocks []block, p *progress) ([]draw, error) {
	draws := make([]draw, s.Draws)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, s.Workers))
	for i := range draws {
		g.Go(func() (err error) {
			if err = ctx.Err(); err == nil {
				draws[i], err = s.playDraw(ctx, blocks, i, p)
			}
			return err
		})
	}
	return draws, g.Wait()
}

func (s *Study) playDraw(ctx context.Context, blocks []block, i int, p *progress) (draw, error) {
	root := sim.NewSeed(s.Seed)
	c := *s.Config
	c.Parameters = parametersOf(c.Parameters, root, i)
	d := draw{parameters: c.Parameters}
	for b := range blocks {
		one, err := playBlock(ctx, &c, blocks[b].arms, blocks[b].reps, root.Child(i), 1)
		if err != nil {
			return d, err
		}
		d.blocks = append(d.blocks, one)
		p.add(len(blocks[b].arms) * blocks[b].reps)
	}
	if len(s.Record) > 0 {
		roles, err := watchRoles(&c, s.Arm, s.Record, root.Child(i), s.Reps.Roles)
		if err != nil {
			return d, err
		}
		d.roles = roles
		p.add(s.Reps.Roles)
	}
	return d, nil
}

func playBlock(ctx context.Context, c *sim.Config, arms []sim.Arm, reps int, seed sim.Seed, workers int) (played, error) {
	p := played{tally: sweep.NewTally(c, len(arms))}
	if len(arms) == 0 {
		return p, nil
	}
	cell := sweep.Cell{Config: c, Arms: arms, Seed: seed, Replications: reps, Workers: workers}
	if err := sweep.Run(ctx, cell, p.tally); err != nil {
		return p, err
	}
	for a := range p.tally.Arms {
		t := &p.tally.Arms[a]
		p.arms = append(p.arms, counts{t.Settled, t.Kept, int64(reps)})
		*t = sweep.ArmTally{} // months and issues are not used, and draws are many
	}
	return p, nil
}
