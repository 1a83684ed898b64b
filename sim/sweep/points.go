package sweep

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"parley/sim"
)

// Batch is points of a plan to play.
type Batch struct {
	Plan *Plan
	// Todo are the points, in the order in which they are handed over.
	Todo Indices
	// Workers playing at once; below 1 is 1. They do not show in results.
	Workers int
	// Build makes the war and the arms of a point from its overrides. It is called
	// by several workers at once. An error is the point's fault, not the batch's.
	Build func(overrides []string) (*sim.Config, []sim.Arm, error)
	// Sink takes the records in rising order of index, one at a time; they are its
	// own to keep. Many histories of a point come ahead of its record, in parts. An
	// error ends the batch.
	Sink func(*Record) error
	// Progress, if set, is told after each record how many points are done.
	Progress func(done, total int)
}

// RunPoints plays a batch. Replication k has the same luck at every point. A point
// counts when its record is handed over: when ctx ends first, its error is returned,
// the points in work are dropped, with the parts that came ahead of them, and those
// finished behind one of them are still handed over. Memory does not grow with the
// number of points or of replications, nor with the histories that are kept.
func RunPoints(ctx context.Context, b Batch) error {
	return b.run(ctx, func(c *sim.Config) (player, error) { return sim.NewWorld(c) })
}

func (b *Batch) run(ctx context.Context, newPlayer func(*sim.Config) (player, error)) error {
	if err := b.check(); err != nil {
		return err
	}
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	total := b.Todo.Count()
	workers := max(1, b.Workers)
	if total < workers {
		workers = min(workers, total*b.pieces())
	}
	l := newLine(b, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			if err := l.work(inner, &pointPlayer{b: b, newPlayer: newPlayer, point: -1}); err != nil {
				stop(err)
			}
		})
	}
	go func() {
		wg.Wait()
		close(l.done)
	}()
	f := folder{b: b, total: total}
	if err := l.fold(&f); err != nil {
		stop(err)
		for range l.done { // until the workers have seen it
		}
		return err
	}
	switch {
	case f.sunk == total:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return context.Cause(inner)
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

// pieceSize is the most replications of a point that a worker takes at a time, so
// that workers stay busy where points are few: some tens of milliseconds of
// work, beside which building the war again for each piece is little.
const pieceSize = 128

// pieces of each point.
func (b *Batch) pieces() int { return (b.Plan.Reps + pieceSize - 1) / pieceSize }

// piece is consecutive replications of a point, and what came of them.
type piece struct {
	at         int // in the line
	point      int
	first, end int // replications
	record     *Record
}

// line hands out pieces in order and takes them back in any. A worker first gets
// one of the few permits, then the next piece: the lowest that is missing thus
// always has its permit, and no more wait than there are permits.
type line struct {
	mu      sync.Mutex
	todo    Indices // what is left
	next    piece   // at and first of the next piece
	reps    int
	permits chan struct{}
	done    chan piece
}

// permits for each worker: how far the others go on beside a slow piece.
const permits = 16

func newLine(b *Batch, workers int) *line {
	window := permits * workers
	l := &line{todo: slices.Clone(b.Todo), reps: b.Plan.Reps,
		permits: make(chan struct{}, window), done: make(chan piece, window)}
	for range window {
		l.permits <- struct{}{}
	}
	return l
}

// take gives the next piece, if there is one and the batch goes on.
func (l *line) take(ctx context.Context) (p piece, ok bool) {
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
	p = piece{at: l.next.at, point: s.First, first: l.next.first}
	p.end = p.first + min(pieceSize, l.reps-p.first)
	l.next.at++
	if l.next.first = p.end; p.end == l.reps {
		l.next.first = 0
		if s.First++; s.First == s.End {
			l.todo = l.todo[1:]
		}
	}
	return p, true
}

func (l *line) work(ctx context.Context, w *pointPlayer) error {
	for {
		p, ok := l.take(ctx)
		if !ok {
			return nil
		}
		if err := w.play(ctx, &p); err != nil {
			return err
		}
		l.done <- p
	}
}

// fold takes pieces in order until the workers are done, and at the end those
// behind a gap.
func (l *line) fold(f *folder) error {
	waiting := make(map[int]piece, cap(l.permits))
	next := 0
	for p := range l.done {
		waiting[p.at] = p
		for p, ok := waiting[next]; ok; p, ok = waiting[next] {
			delete(waiting, next)
			next++
			if err := f.add(p); err != nil {
				return err
			}
			l.permits <- struct{}{}
		}
	}
	for _, at := range slices.Sorted(maps.Keys(waiting)) {
		if err := f.add(waiting[at]); err != nil {
			return err
		}
	}
	return nil
}

// partHistories are handed over ahead of the record of their point.
const partHistories = 1 << 12

// folder makes whole records of pieces in rising order, and hands them over. A
// point that lacks a piece is left out.
type folder struct {
	b           *Batch
	record      *Record
	next        int // place of the piece that goes on with it
	sunk, total int
}

func (f *folder) add(p piece) error {
	switch {
	case p.first == 0:
		f.record = p.record
	case f.record == nil || p.at != f.next:
		f.record = nil
		return nil
	default:
		f.record.join(p.record)
	}
	f.next = p.at + 1
	if p.end < f.b.Plan.Reps {
		return f.part()
	}
	r := f.record
	f.record = nil
	if err := f.b.Sink(r); err != nil {
		return err
	}
	if f.sunk++; f.b.Progress != nil {
		f.b.Progress(f.sunk, f.total)
	}
	return nil
}

// part hands over the histories of an unfinished point when there are many.
func (f *folder) part() error {
	if len(f.record.Histories) < partHistories {
		return nil
	}
	r := &Record{Point: f.record.Point, Part: true, Histories: f.record.Histories}
	f.record.Histories = make([]History, 0, cap(r.Histories))
	return f.b.Sink(r)
}
