package sim_test

import (
	"slices"
	"testing"

	"parley/sim"
)

// crossed is the war of Tajikistan with so many draws of parameters, of coded numbers
// and of structures.
func crossed(t *testing.T) *sim.Config {
	c := *tajikistan(t).Config
	c.Crossing = sim.Crossing{Parameters: 3, Codings: 4, Structures: 5}
	return &c
}

func TestACrossingMeetsEachCombinationOfDrawsOnce(t *testing.T) {
	c := crossed(t)
	w := newWorld(t, c)
	seed := sim.NewSeed(3)
	met := map[[3]int]bool{}
	codings, drawn := make([][]float64, 60), make([]sim.Parameters, 60)
	for k := range 60 {
		codings[k], drawn[k] = w.Coded(seed, k), w.Drawn(seed, k)
	}
	for k := range 60 {
		p, of, s := c.Crossing.Cell(k)
		met[[3]int{p, of, s}] = true
		for other := range 60 {
			q, from, r := c.Crossing.Cell(other)
			if same := slices.Equal(drawn[k][:sim.FirstSwitch], drawn[other][:sim.FirstSwitch]); same != (p == q) {
				t.Errorf("replications %d and %d: the same parameters %t, want %t", k, other, same, p == q)
			}
			if same := slices.Equal(codings[k], codings[other]); same != (of == from) {
				t.Errorf("replications %d and %d: the same coded numbers %t, want %t", k, other, same, of == from)
			}
			if s == r && drawn[k].Structure() != drawn[other].Structure() {
				t.Errorf("replications %d and %d: different structures, want the same", k, other)
			}
		}
	}
	if len(met) != 60 {
		t.Errorf("%d combinations of draws met, want 60", len(met))
	}
}

// What is shared is what the replications of those numbers draw by themselves.
func TestACrossingDrawsAsReplicationsDo(t *testing.T) {
	c := crossed(t)
	alone, together := newWorld(t, tajikistan(t).Config), newWorld(t, c)
	structures := map[sim.Structure]bool{}
	for k := range 70 {
		p, of, s := c.Crossing.Cell(k)
		got, structure := together.Drawn(sim.NewSeed(3), k), alone.Drawn(sim.NewSeed(3), s)
		want := alone.Drawn(sim.NewSeed(3), p)
		copy(want[sim.FirstSwitch:], structure[sim.FirstSwitch:])
		if got != want || !slices.Equal(together.Coded(sim.NewSeed(3), k), alone.Coded(sim.NewSeed(3), of)) {
			t.Errorf("replication %d does not meet the parameters of %d, the coded numbers of %d and the structure of %d", k, p, of, s)
		}
		structures[got.Structure()] = true
	}
	if len(structures) < 3 {
		t.Errorf("%d structures in 70 replications, want several", len(structures))
	}
}

func TestChanceIsNotSharedInACrossing(t *testing.T) {
	s := tajikistan(t)
	c := *s.Config
	c.Crossing = sim.Crossing{Parameters: 1, Codings: 1, Structures: 1}
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
	for _, x := range []sim.Crossing{{Parameters: 3, Codings: 1}, {Codings: 3, Structures: 1}, {Parameters: 2, Structures: 2}, {Parameters: -1, Codings: 4, Structures: 2}} {
		c := testWar()
		c.Crossing = x
		if _, err := sim.NewWorld(c); err == nil {
			t.Errorf("%+v: no error", x)
		}
	}
}
