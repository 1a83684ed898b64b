package sweep

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"parley/sim"
)

// Batch is points of a plan to play.
type Batch struct {
	Plan *Plan
	// Todo are the points, in the order in which they are handed over.
	Todo Indices
	// Workers is how many points are played at once; below 1 is 1. If there are
	// fewer points, those share the workers. It does not show in results.
	Workers int
	// Build makes the war and the arms of a point from its overrides. It is called
	// by several workers at once. An error is the point's fault, not the batch's.
	Build func(overrides []string) (*sim.Config, []sim.Arm, error)
	// Sink takes the records in rising order of index, one at a time; they are its
	// own to keep. An error ends the batch.
	Sink func(*Record) error
	// Progress, if set, is told after each record how many points are done.
	Progress func(done, total int)
}

// RunPoints plays a batch. Replication k has the same luck at every point. A point
// is handed over whole or not at all: when ctx ends first, its error is returned,
// the points in work are dropped, and those finished behind one of them are still
// handed over. Memory does not grow with the number of points.
func RunPoints(ctx context.Context, b Batch) error {
	return b.run(ctx, func(c *sim.Config) (player, error) { return sim.NewWorld(c) })
}

func (b *Batch) run(ctx context.Context, newPlayer func(*sim.Config) (player, error)) error {
	if err := b.check(); err != nil {
		return err
	}
	total := b.Todo.Count()
	if total == 0 {
		return ctx.Err()
	}
	workers := max(1, min(b.Workers, total))
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	l := newLine(b, workers)
	var g errgroup.Group
	for range workers {
		g.Go(func() error {
			err := l.work(inner, &pointPlayer{b: b, newPlayer: newPlayer, workers: max(1, b.Workers/workers)})
			if err != nil {
				cancel()
			}
			return err
		})
	}
	var failed error
	go func() {
		failed = g.Wait()
		close(l.done)
	}()
	sunk, err := l.sink(b, total)
	if err != nil {
		cancel()
		for range l.done { // until the workers have seen it
		}
		return err
	}
	switch {
	case sunk == total:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return failed
}

func (b *Batch) check() error {
	if err := b.Plan.Validate(); err != nil {
		return fmt.Errorf("sweep: %w", err)
	}
	size, _ := b.Plan.Size()
	next := 0
	for _, s := range b.Todo {
		if s.First < next || s.End <= s.First || s.End > size {
			return fmt.Errorf("sweep: points %d to %d: want them rising, below %d", s.First, s.End-1, size)
		}
		next = s.End
	}
	return nil
}

// place is a point in the line of those to do, and what came of it.
type place struct {
	at, point int
	record    *Record
}

// line hands out points in order and takes them back in any. A worker first gets
// one of the few permits, then the next point: the lowest point that is missing
// thus always has its permit, and no more records wait than there are permits.
type line struct {
	mu      sync.Mutex
	todo    Indices // what is left
	at      int
	permits chan struct{}
	done    chan place
}

// Permits for each worker: how far the others go on beside a slow point.
const (
	permits        = 16
	permitsOfLarge = 2 // records with histories
)

func newLine(b *Batch, workers int) *line {
	window := permits * workers
	if b.Plan.Histories {
		window = permitsOfLarge * workers
	}
	l := &line{todo: append(Indices(nil), b.Todo...),
		permits: make(chan struct{}, window), done: make(chan place, window)}
	for range window {
		l.permits <- struct{}{}
	}
	return l
}

// take gives the next place, or none when there is none or the batch ends.
func (l *line) take(ctx context.Context) (p place, ok bool) {
	select {
	case <-ctx.Done():
		return p, false
	case <-l.permits:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.todo) == 0 || ctx.Err() != nil {
		return p, false
	}
	s := &l.todo[0]
	p = place{at: l.at, point: s.First}
	l.at++
	if s.First++; s.First == s.End {
		l.todo = l.todo[1:]
	}
	return p, true
}

func (l *line) work(ctx context.Context, w *pointPlayer) error {
	for {
		p, ok := l.take(ctx)
		if !ok {
			l.permits <- struct{}{} // for the next who asks whether anything is left
			return ctx.Err()
		}
		var err error
		if p.record, err = w.play(ctx, p.point); err != nil {
			return err
		}
		l.done <- p
	}
}

// sink hands records over in order until the workers are done, and at the end
// those behind a gap.
func (l *line) sink(b *Batch, total int) (sunk int, err error) {
	waiting := make(map[int]*Record, cap(l.permits))
	hand := func(at int) error {
		r := waiting[at]
		delete(waiting, at)
		if err := b.Sink(r); err != nil {
			return err
		}
		if sunk++; b.Progress != nil {
			b.Progress(sunk, total)
		}
		return nil
	}
	next := 0
	for p := range l.done {
		for waiting[p.at] = p.record; waiting[next] != nil; next++ {
			if err := hand(next); err != nil {
				return sunk, err
			}
			l.permits <- struct{}{}
		}
	}
	for ; len(waiting) > 0; next++ {
		if waiting[next] == nil {
			continue
		}
		if err := hand(next); err != nil {
			return sunk, err
		}
	}
	return sunk, nil
}

// pointPlayer is what a worker owns.
type pointPlayer struct {
	b         *Batch
	newPlayer func(*sim.Config) (player, error)
	workers   int // of each point
	config    *sim.Config
	player    player
}

var errNoArms = errors.New("sweep: a point without a war or an arm")

// play makes the record of a point. Its error ends the batch.
func (w *pointPlayer) play(ctx context.Context, i int) (*Record, error) {
	at := w.b.Plan.Point(i)
	r := &Record{Point: i, Values: at.Values}
	config, arms, err := w.b.Build(w.b.Plan.Overrides(at))
	if err == nil {
		if config == nil || len(arms) == 0 {
			return nil, errNoArms
		}
		err = w.prepare(config)
	}
	if err != nil {
		r.Fault = err.Error()
		return r, nil
	}
	if w.workers > 1 && w.share(ctx, config, arms, r) == nil {
		return r, nil
	}
	if err := w.alone(ctx, config, arms, r); err != nil {
		return nil, err
	}
	return r, nil
}

// prepare keeps the player of the point before if the war is the same.
func (w *pointPlayer) prepare(c *sim.Config) (err error) {
	if c == w.config {
		return nil
	}
	w.config = nil
	if w.player, err = w.newPlayer(c); err == nil {
		w.config = c
	}
	return err
}

// alone plays a point on this worker. What panics is the point's fault, so that
// it does not come in the way of the others.
func (w *pointPlayer) alone(ctx context.Context, c *sim.Config, arms []sim.Arm, r *Record) error {
	r.begin(w.b.Plan, c, arms)
	seed := sim.NewSeed(w.b.Plan.Seed)
	k := 0
	defer func() {
		if cause := recover(); cause != nil {
			w.config = nil // its player may be in any state
			*r = Record{Point: r.Point, Values: r.Values, Fault: fmt.Sprintf("replication %d: internal error: %v", k, cause)}
		}
	}()
	for ; k < w.b.Plan.Reps; k++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var first sim.Outcome
		for a := range arms {
			o := w.player.Run(&arms[a], seed, k)
			if a == 0 {
				first = o
			}
			r.add(k, a, &o, &first)
		}
	}
	return nil
}

// share plays a point on several workers. After an error, the point is to be
// played alone: what is wrong then does not tell of workers.
func (w *pointPlayer) share(ctx context.Context, c *sim.Config, arms []sim.Arm, r *Record) error {
	r.begin(w.b.Plan, c, arms)
	cell := Cell{Config: c, Arms: arms, Seed: sim.NewSeed(w.b.Plan.Seed), Replications: w.b.Plan.Reps, Workers: w.workers,
		History: func(k int, outcomes []sim.Outcome) error {
			for a := range outcomes {
				r.add(k, a, &outcomes[a], &outcomes[0])
			}
			return nil
		}}
	return run(ctx, cell, NewTally(c, len(arms)), func() (player, error) { return w.newPlayer(c) })
}
