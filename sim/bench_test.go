package sim_test

import (
	"testing"

	"parley/scenarios"
	"parley/sim"
)

func tajikistan(tb testing.TB) *scenarios.Scenario {
	s, err := scenarios.Load("tajikistan", scenarios.Options{Prior: true})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// BenchmarkHistory plays Tajikistan with everything in it, by regime: 54 rounds
// and the months of implementation. It reports histories a second.
func BenchmarkHistory(b *testing.B) {
	s := tajikistan(b)
	for r := range sim.NumRegimes {
		b.Run(r.String(), func(b *testing.B) {
			w := newWorld(b, s.Config)
			arm := s.Arm
			arm.Regime = r
			b.ReportAllocs()
			k := 0
			for b.Loop() {
				w.Run(&arm, sim.NewSeed(1), k)
				k++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "histories/s")
		})
	}
}

func TestNoRoundAllocates(t *testing.T) {
	s := tajikistan(t)
	for _, arm := range arms(0) {
		arm.Lead = s.Arm.Lead
		w := newWorld(t, s.Config)
		for k := range 50 { // buffers grow to their size
			w.Run(&arm, sim.NewSeed(1), k)
		}
		k := 0
		if n := testing.AllocsPerRun(100, func() { w.Run(&arm, sim.NewSeed(1), k); k++ }); n != 0 {
			t.Errorf("%s: %g allocations a history, want 0", arm.Name, n)
		}
	}
}

func TestNoStrategyAllocatesInAHistory(t *testing.T) {
	for _, war := range strategyWars() {
		w := newWorld(t, war.Config)
		arm := testArm(sim.RegimeLead, war.lead)
		for k := range 20 {
			w.Run(&arm, sim.NewSeed(1), k)
		}
		k := 0
		if n := testing.AllocsPerRun(20, func() { w.Run(&arm, sim.NewSeed(1), k); k++ }); n != 0 {
			t.Errorf("%s: %g allocations a history, want 0", war.name, n)
		}
	}
}
