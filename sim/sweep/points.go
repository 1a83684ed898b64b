package sweep

import (
	"parley/sim"
)

// Batch is points of a plan to play.
type Batch struct {
	Plan *Plan
	// Todo are the points, in the order in which they are handed over.
	Todo Indices
	// Workers is how many points are played at once; below 1 is 1. Does not show in results.
	Workers int
	// Build makes the war and the arms of a point from its overrides. It is called
	// by several workers at once. An error is the point's fault, not the batch's.
	Build func(overrides []string) (*sim.Config, []sim.Arm, error)
	// Sink takes the records in order of index, one at a time; they are its own
	// to keep. An error ends the batch.
	Sink func(*Record) error
	// Progress, if set, is told after each record how many points are done.
	Progress func(done, total int)
}
