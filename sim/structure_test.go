package sim_test

import (
	"math"
	"testing"

	"parley/sim"
)

func TestEachSwitchOfStructureChangesHistories(t *testing.T) {
	base := changed(testWar(), func(c *sim.Config) {
		c.Fronts[0].Odds = sim.Exact(0.53)   // one side is favoured
		c.Fronts[0].Intensity = sim.Exact(3) // at 2 both ways of hurting are the same
		c.Parameters.Fix(sim.ParamK, 3)
	})
	arm := testArm(sim.RegimeNetworked, 1)
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		levels := sim.ParameterTable[p].Levels
		for a := range levels {
			for b := range a {
				w, v, differ := newWorld(t, fixed(base, p, a)), newWorld(t, fixed(base, p, b)), 0
				for k := range 60 {
					x, y := w.Run(&arm, sim.NewSeed(5), k), v.Run(&arm, sim.NewSeed(5), k)
					differ += count(x.Acts != y.Acts || x.Month != y.Month || x.Meetings != y.Meetings)
				}
				if differ == 0 {
					t.Errorf("%s: 60 histories are the same under %s and %s", sim.ParameterTable[p].ID, levels[a].ID, levels[b].ID)
				}
			}
		}
	}
}

func TestTheStructureIsTheSameInAllArmsAndInTheOutcome(t *testing.T) {
	w := newWorld(t, testWar())
	met := map[sim.Structure]bool{}
	for k := range 60 {
		drawn := w.Drawn(sim.NewSeed(5), k)
		for _, arm := range arms(1) {
			if out := w.Run(&arm, sim.NewSeed(5), k); out.Structure != drawn.Structure() {
				t.Fatalf("%s, replication %d: structure %v, drawn %v", arm.Name, k, out.Structure, drawn.Structure())
			}
		}
		met[drawn.Structure()] = true
	}
	if len(met) < 30 { // of 3 x 3 x 2 x 2 x 3 = 108
		t.Errorf("60 histories meet %d structures, want many", len(met))
	}
}

// Fixing one switch moves no draw of the others, nor of the parameters.
func TestFixingASwitchMovesNoOtherDraw(t *testing.T) {
	free := newWorld(t, testWar())
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		w := newWorld(t, fixed(testWar(), p, 1))
		for k := range 20 {
			want, got := free.Drawn(sim.NewSeed(5), k), w.Drawn(sim.NewSeed(5), k)
			want[p] = 1
			if got != want {
				t.Fatalf("%s fixed, replication %d: %v, want %v", sim.ParameterTable[p].ID, k, got, want)
			}
		}
	}
}

// A test of competence: a lead whom all accept, free of costs, is not worse than
// networked on average over the prior. Over 2,000 draws, on common random numbers, the
// 95 % interval of the difference in settlements must reach 0; its half width is
// 1.96 standard errors of the paired difference, about 1.5 points.
func TestAnIdealLeadIsNotWorseThanNetworked(t *testing.T) {
	if testing.Short() {
		t.Skip("2,000 draws under two regimes")
	}
	s := tajikistan(t)
	w := newWorld(t, s.Config)
	networked, lead := s.Arm, s.Arm
	networked.Regime, lead.Regime = sim.RegimeNetworked, sim.RegimeLead
	lead.Mechanisms, lead.Costs, lead.Acceptance, lead.AcceptanceSet = sim.AllMechanisms, 0, 1, true
	const n = 2000
	var sum, squares float64
	for k := range n {
		a, b := w.Run(&networked, sim.NewSeed(1), k), w.Run(&lead, sim.NewSeed(1), k)
		d := float64(count(b.Settled()) - count(a.Settled()))
		sum += d
		squares += d * d
	}
	mean := sum / n
	half := 1.96 * math.Sqrt((squares/n-mean*mean)/n)
	if mean+half < 0 || half > 0.03 {
		t.Errorf("an ideal lead adds %.1f points of settlement, within %.1f", 100*mean, 100*half)
	}
	t.Logf("an ideal lead adds %.1f points of settlement, within %.1f", 100*mean, 100*half)
}
