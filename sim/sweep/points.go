package sweep

import (
	"context"
	"fmt"

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
// and the points in work are dropped, with the parts that came ahead of them. Memory does not grow with the
// number of points or of replications, nor with the histories that are kept.
func RunPoints(ctx context.Context, b Batch) error {
	return b.run(ctx, func(c *sim.Config) (player, error) { return sim.NewWorld(c) })
}

func (b *Batch) run(ctx context.Context, newPlayer func(*sim.Config) (player, error)) error {
	if err := b.check(); err != nil {
		return err
	}
	total, pieces := b.Todo.Count(), b.pieces()
	f := folder{b: b, total: total}
	return InOrder(ctx, total*pieces, b.Workers,
		func() (*pointPlayer, error) { return &pointPlayer{b: b, newPlayer: newPlayer, point: -1}, nil },
		func(w *pointPlayer, task int) (piece, error) {
			first := task % pieces * pieceSize
			p := piece{point: b.Todo.at(task / pieces), first: first, end: min(first+pieceSize, b.Plan.Reps)}
			return p, w.play(ctx, &p)
		},
		func(_ int, p piece) error { return f.add(p) })
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
	point      int
	first, end int // replications
	record     *Record
}

// partHistories are handed over ahead of the record of their point.
const partHistories = 1 << 12

// folder makes whole records of pieces in rising order, and hands them over.
type folder struct {
	b           *Batch
	record      *Record
	sunk, total int
}

func (f *folder) add(p piece) error {
	if p.first == 0 {
		f.record = p.record
	} else {
		f.record.join(p.record)
	}
	if p.end < f.b.Plan.Reps {
		return f.part()
	}
	if err := f.b.Sink(f.record); err != nil {
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
