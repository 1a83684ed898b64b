// Package sweep plays arms x replications of one war and counts what came of
// them. Replication k plays every arm on the same luck, so that arms differ by
// what is done in them and by nothing else. What is counted does not depend on
// the number of workers, nor on which of them was faster.
package sweep

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

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
	left := p.Replications - t.Replications
	if left <= 0 {
		return ctx.Err()
	}
	workers := max(1, min(p.Workers, left))
	q := newQueue(&p, t.Replications, workers)
	g, gctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error {
			w, err := newPlayer()
			if err != nil {
				return err
			}
			return q.work(gctx, &p, w)
		})
	}
	failed := make(chan error, 1)
	go func() {
		failed <- g.Wait()
		close(q.done)
	}()
	folded := q.fold(&p, t)
	err := <-failed
	switch {
	case folded != nil:
		return folded
	case t.Replications == p.Replications:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return err
}

// chunk is a run of consecutive replications and what came of them.
type chunk struct {
	index, first, n int
	outcomes        []sim.Outcome // n x arms
	protocols       []int         // n x arms x issues
	agreed          []float64
}

// queue hands out chunks in order and takes them back in any. A worker first
// gets one of the few buffers, then the next index: the lowest index that is
// missing thus always has its buffer, and memory stays flat.
type queue struct {
	mu         sync.Mutex
	next       int // index of the next chunk
	first, end int // replications
	size       int
	free, done chan *chunk
	stop       chan struct{} // closed when folding failed
}

func newQueue(p *Cell, first, workers int) *queue {
	size := max(1, min(chunkSize, chunkOutcomes/len(p.Arms), (p.Replications-first)/(4*workers)))
	window := 2*workers + 2
	q := &queue{first: first, end: p.Replications, size: size,
		free: make(chan *chunk, window), done: make(chan *chunk, window), stop: make(chan struct{})}
	arms, issues := len(p.Arms), len(p.Config.Issues)
	for range window {
		q.free <- &chunk{
			outcomes:  make([]sim.Outcome, size*arms),
			protocols: make([]int, size*arms*issues),
			agreed:    make([]float64, size*arms*issues),
		}
	}
	return q
}

// take gives a worker the next chunk, or nil when there is none or it is to stop.
func (q *queue) take(ctx context.Context) *chunk {
	var c *chunk
	select {
	case <-ctx.Done():
		return nil
	case <-q.stop:
		return nil
	case c = <-q.free:
	}
	if ctx.Err() != nil {
		return nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	c.index = q.next
	c.first = q.first + c.index*q.size
	if c.first >= q.end {
		return nil
	}
	c.n = min(q.size, q.end-c.first)
	q.next++
	return c
}

func (q *queue) work(ctx context.Context, p *Cell, w player) (err error) {
	var c *chunk
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("sweep: a history between replications %d and %d: %v", c.first, c.first+c.n-1, r)
		}
	}()
	for {
		if c = q.take(ctx); c == nil {
			return ctx.Err()
		}
		c.play(p, w)
		q.done <- c
	}
}

// play fills a chunk. An Outcome's slices belong to the player, so they are copied.
func (c *chunk) play(p *Cell, w player) {
	issues := len(p.Config.Issues)
	for i := range c.n {
		for a := range p.Arms {
			at := i*len(p.Arms) + a
			o := w.Run(&p.Arms[a], p.Seed, c.first+i)
			protocols, agreed := c.protocols[at*issues:(at+1)*issues], c.agreed[at*issues:(at+1)*issues]
			copy(protocols, o.Protocols)
			copy(agreed, o.Agreed)
			o.Protocols, o.Agreed = protocols, agreed
			c.outcomes[at] = o
		}
	}
}

// fold counts chunks in order of index until the workers are done. What stands
// behind a gap when they stopped early is left out.
func (q *queue) fold(p *Cell, t *Tally) error {
	waiting := make(map[int]*chunk, cap(q.free))
	var failure error
	next := 0
	for c := range q.done {
		waiting[c.index] = c
		for failure == nil && waiting[next] != nil {
			c := waiting[next]
			delete(waiting, next)
			next++
			if failure = c.foldInto(p, t); failure != nil {
				close(q.stop)
				break
			}
			q.free <- c
			if p.Progress != nil {
				p.Progress(t.Replications, p.Replications)
			}
		}
	}
	return failure
}

func (c *chunk) foldInto(p *Cell, t *Tally) error {
	arms := len(p.Arms)
	for i := range c.n {
		outcomes := c.outcomes[i*arms : (i+1)*arms]
		if p.History != nil {
			if err := p.History(c.first+i, outcomes); err != nil {
				return err
			}
		}
		t.add(outcomes)
	}
	return nil
}
