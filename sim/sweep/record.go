package sweep

import "parley/sim"

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
