package sim_test

import (
	"testing"

	"pgregory.net/rapid"

	"parley/sim"
)

func TestEveryStateVariableIsDescribed(t *testing.T) {
	for _, fault := range newWorld(t, testWar()).Undescribed() {
		t.Error(fault)
	}
}

// Whatever the war, at the end of every month.
func TestStateVariablesStayWithinTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomWar(t)
		w := newWorld(t, c)
		lead := rapid.IntRange(0, len(c.Mediators)-1).Draw(t, "lead")
		arm := rapid.SampledFrom(arms(lead)).Draw(t, "arm")
		w.Observe(&arm, sim.NewSeed(rapid.Int64().Draw(t, "seed")), 0, func(s *sim.Seen) {
			if faults := w.OutOfRange(); len(faults) > 0 {
				t.Fatalf("month %d: %v", s.Round, faults)
			}
		})
	})
}
