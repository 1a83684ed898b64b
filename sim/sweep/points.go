package sweep

import (
	"context"
	"errors"
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
	// Outputs are summed over the replications of each arm.
	Outputs []Output
	// Build makes the war and the arms of a point from its overrides. It is called
	// by several workers at once. An error is the point's fault, not the batch's.
	Build func(overrides []string) (*sim.Config, []sim.Arm, error)
	// Sink takes the records in rising order of index, one at a time; they are its
	// own to keep. An error ends the batch.
	Sink func(*Record) error
	// History, where the plan keeps histories, takes the outcomes of a replication, one
	// for each arm of the record, in order, before the record itself. An error ends the
	// batch. A point that fails at a replication has had some of those before it.
	History func(r *Record, replication int, outcomes []sim.Outcome) error
	// Progress, if set, is told after each record how many points are done.
	Progress func(done, total int)
}

// RunPoints plays a batch. Replication k has the same random streams at every point. A point
// counts when its record is handed over: when ctx ends first, its error is returned,
// and the points in work are dropped. Memory does not grow with the number of points
// or of replications, nor with the histories that are kept.
func RunPoints(ctx context.Context, b Batch) error {
	return b.run(ctx, func(c *sim.Config) (player, error) { return sim.NewWorld(c) })
}

// pieceSize is the most replications of a point that a worker takes at a time, so
// that workers stay busy where points are few: some tens of milliseconds of
// work, beside which building the war again for each piece is little.
const pieceSize = 128

func (b *Batch) run(ctx context.Context, newPlayer func(*sim.Config) (player, error)) error {
	if err := b.check(); err != nil {
		return err
	}
	total, pieces := b.Todo.Count(), (b.Plan.Reps+pieceSize-1)/pieceSize
	newWorker := func() (*worker, error) { return &worker{b: b, newPlayer: newPlayer, point: -1}, nil }
	play := func(w *worker, task int) (*piece, error) {
		first := task % pieces * pieceSize
		return w.play(ctx, b.Todo.at(task/pieces), first, min(first+pieceSize, b.Plan.Reps))
	}
	var r *Record // of the point that the pieces are of
	return InOrder(ctx, total*pieces, b.Workers, newWorker, play, func(task int, p *piece) error {
		if p.first == 0 {
			r = &p.Record
		} else {
			r.join(&p.Record)
		}
		if err := b.tell(r, p); err != nil || task%pieces < pieces-1 {
			return err
		}
		err := b.Sink(r)
		if err == nil && b.Progress != nil {
			b.Progress(task/pieces+1, total)
		}
		return err
	})
}

// tell hands over the histories of a piece.
func (b *Batch) tell(r *Record, p *piece) error {
	if r.Fault != "" {
		return nil
	}
	for i, outcomes := range p.histories {
		if err := b.History(r, p.first+i, outcomes); err != nil {
			return err
		}
	}
	return nil
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

// piece is the record of consecutive replications of a point, and their outcomes where
// the plan keeps histories.
type piece struct {
	Record
	first     int
	histories [][]sim.Outcome
}

// worker is what one of them owns.
type worker struct {
	b         *Batch
	newPlayer func(*sim.Config) (player, error)

	// The point it last built, -1 for none, and what came of it.
	point  int
	record Record // without arms
	config *sim.Config
	arms   []sim.Arm
	player player
}

var errNoArms = errors.New("sweep: a point without a war or an arm")

// play makes a piece. Its error ends the batch.
func (w *worker) play(ctx context.Context, point, first, end int) (*piece, error) {
	if point != w.point {
		if err := w.build(point); err != nil {
			return nil, err
		}
	}
	p := &piece{Record: w.record, first: first}
	if p.Fault != "" {
		return p, nil
	}
	return p, w.replicate(ctx, p, end)
}

// build prepares a point. The player of the point before stays if the war is the same.
func (w *worker) build(i int) error {
	w.point, w.record = i, Record{Point: i}
	c, arms, err := w.b.Build(w.b.Plan.Overrides(w.b.Plan.Point(i)))
	switch {
	case err != nil:
		w.record.Fault = err.Error()
		return nil
	case c == nil || len(arms) == 0:
		return errNoArms
	}
	w.arms = arms
	if c == w.config && w.player != nil {
		return nil
	}
	w.config = c
	if w.player, err = w.newPlayer(c); err != nil {
		w.player, w.record.Fault = nil, err.Error()
	}
	return nil
}

// replicate plays a piece. What panics is the fault of its point, so that the
// others go on.
func (w *worker) replicate(ctx context.Context, p *piece, end int) error {
	p.begin(w.config, w.arms, len(w.b.Outputs))
	seed := sim.NewSeed(w.b.Plan.Seed)
	values := make([][]int, len(w.arms))
	for a := range values {
		values[a] = make([]int, len(w.b.Outputs))
	}
	k := p.first
	defer func() {
		if cause := recover(); cause != nil {
			p.Record = w.record
			p.Fault = fmt.Sprintf("replication %d: internal error: %v", k, cause)
			w.point, w.player = -1, nil // which may be in any state
		}
	}()
	for ; k < end; k++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var outcomes []sim.Outcome
		for a := range w.arms {
			o := w.player.Run(&w.arms[a], seed, k)
			for i, value := range w.b.Outputs {
				values[a][i] = value(&o)
			}
			p.Arms[a].add(values[a], values[0])
			if w.b.Plan.Histories {
				outcomes = append(outcomes, keep(o))
			}
		}
		if outcomes != nil {
			p.histories = append(p.histories, outcomes)
		}
	}
	return nil
}

// Output is something that a history comes to: a whole number, 0 or more, or
// sim.Never where it does not exist.
type Output = func(o *sim.Outcome) int

// Sum is what an output comes to over the histories of an arm in which it exists. It
// is of integers, so it does not depend on their order.
type Sum struct {
	// N histories in which it exists; Squares sums the squares.
	N, Sum, Squares int64
	// Product sums its product with that of the reference arm in the same replication;
	// of yes or no, 1 or 0, it counts the histories in which both are yes.
	Product int64
}

func (s *Sum) add(x, reference int) {
	if x == sim.Never {
		return
	}
	s.N++
	s.Sum += int64(x)
	s.Squares += int64(x) * int64(x)
	if reference != sim.Never {
		s.Product += int64(x) * int64(reference)
	}
}

func (s *Sum) join(next Sum) {
	s.N += next.N
	s.Sum += next.Sum
	s.Squares += next.Squares
	s.Product += next.Product
}

// Record is what came of one point. It is a function of the plan and the index
// alone: it has no times, and does not tell who made it.
type Record struct {
	Point int
	// Fault is why the scenario was refused here; then there are no arms.
	Fault string
	Arms  []ArmRecord
}

// ArmRecord is an arm at a point, counted over its replications. Arms are compared
// with the first of the point.
type ArmRecord struct {
	Name   string
	Regime string
	// Lead is the mediator that leads, empty under a regime without one.
	Lead string
	// Reps counted.
	Reps int64
	// Sums by output of the batch.
	Sums []Sum
}

// begin makes an empty record of the arms of a point.
func (r *Record) begin(c *sim.Config, arms []sim.Arm, outputs int) {
	r.Arms = make([]ArmRecord, len(arms))
	for i := range arms {
		arm, a := &arms[i], &r.Arms[i]
		a.Name, a.Regime, a.Sums = arm.Name, arm.Regime.String(), make([]Sum, outputs)
		if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 && arm.Lead < len(c.Mediators) {
			a.Lead = c.Mediators[arm.Lead].ID
		}
	}
}

// join adds the replications that follow. The first fault is that of all.
func (r *Record) join(next *Record) {
	switch {
	case r.Fault != "":
	case next.Fault != "":
		*r = *next
	default:
		for i := range r.Arms {
			a, b := &r.Arms[i], &next.Arms[i]
			a.Reps += b.Reps
			for k := range a.Sums {
				a.Sums[k].join(b.Sums[k])
			}
		}
	}
}

// add counts a history by its values, and those of the reference arm in the same replication.
func (a *ArmRecord) add(values, reference []int) {
	a.Reps++
	for i, x := range values {
		a.Sums[i].add(x, reference[i])
	}
}
