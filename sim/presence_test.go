package sim_test

import (
	"testing"

	"parley/sim"
)

// present plays a history and returns who acted in it.
func present(t *testing.T, w *sim.World, arm sim.Arm, replication int) sim.MediatorSet {
	t.Helper()
	var seen sim.MediatorSet
	w.Observe(&arm, sim.NewSeed(5), replication, func(month *sim.Seen) {
		for _, a := range month.Acts {
			seen = seen.With(a.Mediator)
		}
	})
	return seen
}

func TestMoreThirdPartiesKeepThoseOfFewerAndTheLead(t *testing.T) {
	c := testWar()
	w := newWorld(t, c)
	pairs := map[sim.MediatorSet]bool{}
	for k := range 40 {
		var fewer sim.MediatorSet
		for n := 1; n <= len(c.Mediators); n++ {
			arm := testArm(sim.RegimeIndependent, 2)
			arm.ThirdParties = n
			now, size := w.TakingPart(&arm, sim.NewSeed(5), k), 0
			for i := range c.Mediators {
				if fewer.Has(i) && !now.Has(i) {
					t.Errorf("replication %d: %s is among %d third parties and not among %d", k, c.Mediators[i].ID, n-1, n)
				}
				if now.Has(i) {
					size++
				}
			}
			if size != n || !now.Has(2) {
				t.Errorf("replication %d: %d take part, lead %t; want %d with the lead", k, size, now.Has(2), n)
			}
			if fewer = now; n == 2 {
				pairs[now] = true
			}
		}
	}
	if len(pairs) < 2 {
		t.Error("the same two take part in every replication, want a draw")
	}
}

func TestAsManyThirdPartiesAsThereAreIsAll(t *testing.T) {
	c := testWar()
	w := newWorld(t, c)
	some := testArm(sim.RegimeLead, 1)
	some.ThirdParties = len(c.Mediators)
	if differ(w, testArm(sim.RegimeLead, 1), some, 50) {
		t.Error("drawing all of them changes histories")
	}
}

func TestAbsentThirdPartiesDoNothing(t *testing.T) {
	c := testWar()
	w := newWorld(t, c)
	arm := testArm(sim.RegimeNetworked, 1)
	if !present(t, w, arm, 3).Has(0) {
		t.Fatal("mediator 0 does nothing even when it takes part")
	}
	arm.Absent = arm.Absent.With(0)
	for k := range 20 {
		if present(t, w, arm, k).Has(0) {
			t.Fatalf("replication %d: an absent mediator acts", k)
		}
	}
}
