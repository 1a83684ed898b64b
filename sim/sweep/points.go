package sweep

import (
	"context"

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
	// Progress, if set, is told now and then how many replications of all points are counted.
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
	newWorker := func() (*worker, error) { return &worker{b: b, newPlayer: newPlayer, Record: Record{Point: -1}}, nil }
	play := func(w *worker, task int) (*chunk, error) {
		point, from := b.Todo.at(task/chunks), task%chunks*chunkSize
		first := b.Plan.First(point)
		return w.play(ctx, point, first+from, first+min(from+chunkSize, b.Plan.Reps))
	}
	var r *Record
	return InOrder(ctx, total*chunks, b.Workers, newWorker, play, func(task int, c *chunk) error {
		if task%chunks == 0 {
			r = b.record(&c.Record)
		}
		err := b.count(r, c)
		if err == nil && task%chunks == chunks-1 {
			err = b.Sink(r)
		}
		if err == nil && b.Progress != nil {
			b.Progress(task/chunks*b.Plan.Reps+min((task%chunks+1)*chunkSize, b.Plan.Reps), total*b.Plan.Reps)
		}
		return err
	})
}

// record of a point of which nothing is counted yet.
func (b *Batch) record(of *Record) *Record {
	r := *of
	if r.Fault == "" {
		var contrasts []*Contrast
		for a := range r.Arms[1:] {
			contrasts = append(contrasts, Less(0, 1+a))
		}
		r.Tally = NewTally(r.Config, len(r.Arms), contrasts, b.Outputs...)
	}
	if b.Plan.Histories {
		r.History = func(k int, outcomes []sim.Outcome) error { return b.History(&r, k, outcomes) }
	}
	return &r
}

// count adds a chunk to the record of its point. The first fault is that of all.
func (b *Batch) count(r *Record, c *chunk) error {
	if r.Fault == "" && c.Fault != "" {
		*r = Record{Point: r.Point, Fault: c.Fault}
	}
	if r.Fault != "" {
		return nil
	}
	return r.count(b.Plan.First(r.Point), c.outcomes)
}

// chunk is the outcomes of consecutive replications of a point.
type chunk struct {
	Record
	outcomes []sim.Outcome
}

// worker is what one of them owns: the point that it last built, and its player.
type worker struct {
	b         *Batch
	newPlayer func(*sim.Config) (player, error)
	Record
	player player
}

// play makes a chunk. What panics is the fault of its point, so that the others go on.
func (w *worker) play(ctx context.Context, point, first, end int) (*chunk, error) {
	if point != w.Point {
		w.build(point)
	}
	c := &chunk{Record: w.Record}
	if c.Fault != "" {
		return c, nil
	}
	var err error
	c.outcomes, err = play(ctx, w.player, w.Arms, sim.NewSeed(w.b.Plan.Seed), first, end)
	if err == nil || ctx.Err() != nil {
		return c, err
	}
	c.Fault = err.Error()
	w.Record, w.player = Record{Point: -1}, nil // which may be in any state
	return c, nil
}

// build prepares a point. The player of the point before stays if the war is the same.
func (w *worker) build(point int) {
	before := w.Config
	w.Record = Record{Point: point}
	var err error
	w.Config, w.Arms, err = w.b.Build(w.b.Plan.Overrides(w.b.Plan.Point(point)))
	if err == nil && (w.Config != before || w.player == nil) {
		w.player, err = w.newPlayer(w.Config)
	}
	if err != nil {
		w.player, w.Record = nil, Record{Point: point, Fault: err.Error()}
	}
}

// Output is something that a history comes to: a whole number, 0 or more, or
// sim.Never where it does not exist.
type Output = func(o *sim.Outcome) int

// Record is what came of one point. It is a function of the plan and the index
// alone: it has no times, and does not tell who made it.
type Record struct {
	Point int
	// Fault is why the scenario was refused here; then there is nothing else.
	Fault string
	// Cell of the point. Each arm is contrasted with the first.
	Cell
}
