package sim_test

import (
	"slices"
	"testing"

	"parley/sim"
)

func TestACrossingMeetsEachPairOfDrawsOnce(t *testing.T) {
	c := tajikistan(t).Config
	crossed := *c
	crossed.Crossing = sim.Crossing{Parameters: 3, Codings: 4}
	w := newWorld(t, &crossed)
	seed := sim.NewSeed(3)
	met := map[[2]int]bool{}
	for k := range 12 {
		p, of := crossed.Crossing.Cell(k)
		met[[2]int{p, of}] = true
		for other := range 12 {
			q, from := crossed.Crossing.Cell(other)
			if same := w.Drawn(seed, k) == w.Drawn(seed, other); same != (p == q) {
				t.Errorf("replications %d and %d: the same parameters %t, want %t", k, other, same, p == q)
			}
			if same := slices.Equal(w.Coded(seed, k), w.Coded(seed, other)); same != (of == from) {
				t.Errorf("replications %d and %d: the same coded numbers %t, want %t", k, other, same, of == from)
			}
		}
	}
	if len(met) != 12 {
		t.Errorf("%d pairs of draws met, want 12", len(met))
	}
}

// What is shared is what the replications of those numbers draw by themselves.
func TestACrossingDrawsAsReplicationsDo(t *testing.T) {
	c := tajikistan(t).Config
	crossed := *c
	crossed.Crossing = sim.Crossing{Parameters: 3, Codings: 4}
	alone, together := newWorld(t, c), newWorld(t, &crossed)
	for k := range 24 {
		p, of := crossed.Crossing.Cell(k)
		if together.Drawn(sim.NewSeed(3), k) != alone.Drawn(sim.NewSeed(3), p) ||
			!slices.Equal(together.Coded(sim.NewSeed(3), k), alone.Coded(sim.NewSeed(3), of)) {
			t.Errorf("replication %d does not meet the parameters of %d and the coded numbers of %d", k, p, of)
		}
	}
}

func TestLuckIsNotSharedInACrossing(t *testing.T) {
	s := tajikistan(t)
	c := *s.Config
	c.Crossing = sim.Crossing{Parameters: 1, Codings: 1}
	w := newWorld(t, &c)
	arm := s.Arm
	arm.ThirdParties = 5
	taking, acts := map[sim.MediatorSet]bool{}, map[int]bool{}
	for k := range 20 {
		taking[w.TakingPart(&arm, sim.NewSeed(3), k)] = true
		acts[w.Run(&s.Arm, sim.NewSeed(3), k).Acts] = true
	}
	if len(taking) < 15 || len(acts) < 15 {
		t.Errorf("20 histories of one draw have %d casts and %d numbers of acts, want them to differ", len(taking), len(acts))
	}
}

func TestACrossingOfNoDrawsIsRefused(t *testing.T) {
	for _, x := range []sim.Crossing{{Parameters: 3}, {Codings: 3}, {Parameters: -1, Codings: 4}} {
		c := testWar()
		c.Crossing = x
		if _, err := sim.NewWorld(c); err == nil {
			t.Errorf("%+v: no error", x)
		}
	}
}
