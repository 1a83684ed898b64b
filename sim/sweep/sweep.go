package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley/sim"
)

// chunkSize is the most replications that a worker takes at a time: some tens
// of milliseconds of work, the delay of a stop.
const chunkSize = 64

// chunkOutcomes bounds the outcomes of a chunk, where there are many arms.
const chunkOutcomes = 1024

// Cell is one war to play: every arm, over a number of replications.
type Cell struct {
	Config *sim.Config
	Arms   []sim.Arm
	Seed   sim.Seed
	// Replications to reach, counted from 0.
	Replications int
	// Workers playing at once; below 1 is 1.
	Workers int
	// Progress, if set, is told now and then how many replications are counted.
	Progress func(done, total int)
	// History, if set, sees the outcomes of each replication, one for each arm, in
	// order of replication. Their slices are valid during the call. An error
	// stops the sweep.
	History func(replication int, outcomes []sim.Outcome) error
}

// player is what a worker owns: a sim.World, or a test's stand-in.
type player interface {
	Run(arm *sim.Arm, seed sim.Seed, replication int) sim.Outcome
}

// Run extends a tally to p.Replications; one from NewTally starts at the
// beginning. When ctx ends first it returns its error, and the tally holds the
// replications that were finished without a gap.
func Run(ctx context.Context, p Cell, t *Tally) error {
	return run(ctx, p, t, func() (player, error) { return sim.NewWorld(p.Config) })
}

func run(ctx context.Context, p Cell, t *Tally, newPlayer func() (player, error)) error {
	if len(p.Arms) == 0 || len(p.Arms) != len(t.Arms) {
		return errors.New("sweep: a plan and its tally want the same arms, one at least")
	}
	first := t.Replications
	left := p.Replications - first
	if left <= 0 {
		return ctx.Err()
	}
	size := max(1, min(chunkSize, chunkOutcomes/len(p.Arms), left/(4*max(1, p.Workers))))
	play := func(w player, i int) ([]sim.Outcome, error) {
		from := first + i*size
		return p.play(w, from, min(from+size, p.Replications))
	}
	return InOrder(ctx, (left+size-1)/size, p.Workers, newPlayer, play, func(_ int, outcomes []sim.Outcome) error {
		if err := p.count(outcomes, t); err != nil {
			return err
		}
		if p.Progress != nil {
			p.Progress(t.Replications, p.Replications)
		}
		return nil
	})
}

// play a chunk of consecutive replications: an outcome for each arm of each.
func (p *Cell) play(w player, first, end int) (all []sim.Outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("sweep: a history between replications %d and %d: %v", first, end-1, r)
		}
	}()
	all = make([]sim.Outcome, 0, (end-first)*len(p.Arms))
	for k := first; k < end; k++ {
		for a := range p.Arms {
			all = append(all, keep(w.Run(&p.Arms[a], p.Seed, k)))
		}
	}
	return all, nil
}

// keep copies the slices of an outcome, which belong to the player.
func keep(o sim.Outcome) sim.Outcome {
	o.Protocols, o.Agreed = slices.Clone(o.Protocols), slices.Clone(o.Agreed)
	return o
}

func (p *Cell) count(all []sim.Outcome, t *Tally) error {
	for outcomes := range slices.Chunk(all, len(p.Arms)) {
		if p.History != nil {
			if err := p.History(t.Replications, outcomes); err != nil {
				return err
			}
		}
		t.add(outcomes)
	}
	return nil
}
