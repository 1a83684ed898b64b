package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley/sim"
)

// chunkSize is the most replications of a war that a worker takes at a time: some tens
// of milliseconds of work, beside which building the war again for each is little.
const chunkSize = 128

// chunkOutcomes bounds the outcomes of a chunk, where there are many arms.
const chunkOutcomes = 1024

// Cell is one war to play: every arm, over a number of replications, and what they came to.
type Cell struct {
	Config *sim.Config
	Arms   []sim.Arm
	Tally  *Tally
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

// Run extends the tally to p.Replications; one from NewTally starts at the
// beginning. When ctx ends first it returns its error, and the tally holds the
// replications that were finished without a gap.
func Run(ctx context.Context, p Cell) error {
	return run(ctx, p, func() (player, error) { return sim.NewWorld(p.Config) })
}

func run(ctx context.Context, p Cell, newPlayer func() (player, error)) error {
	t := p.Tally
	if len(p.Arms) == 0 || len(p.Arms) != len(t.Arms) {
		return errors.New("sweep: a plan and its tally want the same arms, one at least")
	}
	first := t.Replications
	left := p.Replications - first
	if left <= 0 {
		return ctx.Err()
	}
	size := max(1, min(chunkSize, chunkOutcomes/len(p.Arms), left/(4*max(1, p.Workers))))
	chunk := func(w player, i int) ([]sim.Outcome, error) {
		from := first + i*size
		return play(ctx, w, p.Arms, p.Seed, from, min(from+size, p.Replications))
	}
	return InOrder(ctx, (left+size-1)/size, p.Workers, newPlayer, chunk, func(_ int, all []sim.Outcome) error {
		err := p.count(0, all)
		if err == nil && p.Progress != nil {
			p.Progress(t.Replications, p.Replications)
		}
		return err
	})
}

// count the outcomes of further replications; first is the one with which the tally began.
func (p *Cell) count(first int, all []sim.Outcome) error {
	for outcomes := range slices.Chunk(all, len(p.Arms)) {
		if p.History != nil {
			if err := p.History(first+p.Tally.Replications, outcomes); err != nil {
				return err
			}
		}
		p.Tally.Add(outcomes)
	}
	return nil
}

// play replications first to end-1 of a war: an outcome for each arm of each. What
// panics is an error.
func play(ctx context.Context, w player, arms []sim.Arm, seed sim.Seed, first, end int) (all []sim.Outcome, err error) {
	k := first
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("replication %d: internal error: %v", k, r)
		}
	}()
	for ; k < end && ctx.Err() == nil; k++ {
		for a := range arms {
			o := w.Run(&arms[a], seed, k)
			o.Protocols, o.Agreed = slices.Clone(o.Protocols), slices.Clone(o.Agreed) // which are the player's
			all = append(all, o)
		}
	}
	return all, ctx.Err()
}
