package sweep

import (
	"context"
	"slices"

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

func (b *Batch) run(ctx context.Context, newPlayer func(*sim.Config) (player, error)) error {
	total, chunks := b.Todo.Count(), (b.Plan.Reps+chunkSize-1)/chunkSize
	newWorker := func() (*worker, error) { return &worker{b: b, newPlayer: newPlayer, war: war{point: -1}}, nil }
	play := func(w *worker, task int) (*chunk, error) {
		point, from := b.Todo.at(task/chunks), task%chunks*chunkSize
		first := b.Plan.First(point)
		return w.play(ctx, point, first+from, first+min(from+chunkSize, b.Plan.Reps))
	}
	var r *Record
	return InOrder(ctx, total*chunks, b.Workers, newWorker, play, func(task int, c *chunk) error {
		if task%chunks == 0 {
			r = c.record(len(b.Outputs))
		}
		if err := b.count(r, c); err != nil || task%chunks < chunks-1 {
			return err
		}
		err := b.Sink(r)
		if err == nil && b.Progress != nil {
			b.Progress(task/chunks+1, total)
		}
		return err
	})
}

// count adds a chunk to the record of its point. The first fault is that of all.
func (b *Batch) count(r *Record, c *chunk) error {
	if r.Fault == "" && c.fault != "" {
		*r = Record{Point: r.Point, Fault: c.fault}
	}
	if r.Fault != "" {
		return nil
	}
	for outcomes := range slices.Chunk(c.outcomes, len(r.Arms)) {
		if b.Plan.Histories {
			if err := b.History(r, b.Plan.First(r.Point)+int(r.Arms[0].Reps), outcomes); err != nil {
				return err
			}
		}
		for a := range outcomes {
			r.Arms[a].Reps++
			for i, value := range b.Outputs {
				r.Arms[a].Sums[i].add(value(&outcomes[a]), value(&outcomes[0]))
			}
		}
	}
	return nil
}

// war is what a point was built to, or why it was not.
type war struct {
	point  int
	config *sim.Config
	arms   []sim.Arm
	fault  string
}

// chunk is the outcomes of consecutive replications of a point.
type chunk struct {
	war
	outcomes []sim.Outcome
}

// worker is what one of them owns: the war that it last built, and its player.
type worker struct {
	b         *Batch
	newPlayer func(*sim.Config) (player, error)
	war
	player player
}

// play makes a chunk. What panics is the fault of its point, so that the others go on.
func (w *worker) play(ctx context.Context, point, first, end int) (*chunk, error) {
	if point != w.point {
		w.build(point)
	}
	c := &chunk{war: w.war}
	if c.fault != "" {
		return c, nil
	}
	var err error
	c.outcomes, err = play(ctx, w.player, w.arms, sim.NewSeed(w.b.Plan.Seed), first, end)
	if err == nil || ctx.Err() != nil {
		return c, err
	}
	c.fault = err.Error()
	w.war, w.player = war{point: -1}, nil // which may be in any state
	return c, nil
}

// build prepares a point. The player of the point before stays if the war is the same.
func (w *worker) build(point int) {
	before := w.config
	w.war = war{point: point}
	var err error
	w.config, w.arms, err = w.b.Build(w.b.Plan.Overrides(w.b.Plan.Point(point)))
	if err == nil && (w.config != before || w.player == nil) {
		w.player, err = w.newPlayer(w.config)
	}
	if err != nil {
		w.player, w.fault = nil, err.Error()
	}
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

// record is an empty one of the arms of a point.
func (w *war) record(outputs int) *Record {
	r := &Record{Point: w.point, Fault: w.fault}
	if r.Fault != "" {
		return r
	}
	for i := range w.arms {
		arm := &w.arms[i]
		a := ArmRecord{Name: arm.Name, Regime: arm.Regime.String(), Sums: make([]Sum, outputs)}
		if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 {
			a.Lead = w.config.Mediators[arm.Lead].ID
		}
		r.Arms = append(r.Arms, a)
	}
	return r
}
