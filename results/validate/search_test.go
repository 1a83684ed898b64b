package validate

import (
	"context"
	"fmt"
	"testing"

	"parley/results/calibrate"
	"parley/scenarios"
	"parley/sim"
)

// The sequential search, not only rejection from a table: histories with known
// parameters are written down as records, and each is fitted as a real one would be.
func TestASequentialFitFindsTheParametersOfSimulatedRecords(t *testing.T) {
	if testing.Short() {
		t.Skip("some ten thousand histories")
	}
	const records = 30
	c, arm := twoFree(t)
	free := sim.FreeParameters(&c.Parameters)
	if len(free) != 2 {
		t.Fatalf("%d parameters are free, want 2", len(free))
	}
	inside, fitted, prior := 0, 0.0, 0.0
	for i := range records {
		at := []float64{sim.NewLuck(sim.NewSeed(31), i, "truth", 0).Uniform(0), sim.NewLuck(sim.NewSeed(31), i, "truth", 0).Uniform(1)}
		war := *c
		war.Parameters = sim.PriorAt(c.Parameters, free, at)
		record, _ := played(t, &war, arm, sim.NewSeed(32), i)
		f := &calibrate.Fitting{Config: c, Arm: arm, Record: record, Months: 36, Seed: int64(i), Particles: 60, Budget: 900, Workers: 2,
			Summaries: []string{"talks", "meetings", "ceasefire.first", "ceasefire.new", "ceasefire.months", "protocols.count"}}
		s, _, err := calibrate.Fit(context.Background(), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k := range free {
			values := make([]float64, 0, len(s.Particles))
			below := 0.0
			for _, p := range s.Particles {
				values = append(values, p.U[k])
				if p.U[k] < at[k] {
					below += p.Weight
				}
			}
			if below > 0.05 && below < 0.95 {
				inside++
			}
			fitted += CRPS(values, at[k])
			prior += CRPS(even(len(values)), at[k])
		}
	}
	if inside < 47 || inside > 59 { // of 60 at .9: 54 and three standard deviations, less what a small sample adds
		t.Errorf("%d of %d truths lie in the middle 90 %% of their posteriors", inside, 2*records)
	}
	if fitted > 0.9*prior {
		t.Errorf("the posteriors score %.3f, the priors %.3f: want a tenth less", fitted, prior)
	}
}

// even are n values as the prior has them, on its cube.
func even(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = (float64(i) + 0.5) / float64(n)
	}
	return values
}

// twoFree is the war with all parameters but two at the middle of their priors.
func twoFree(t *testing.T) (*sim.Config, sim.Arm) {
	t.Helper()
	set := []string{"parameters.mode=prior"}
	for p := range sim.NumParameters {
		if info := &sim.ParameterTable[p]; p != sim.ParamF0 && p != sim.ParamMuF && !info.Fixed() {
			set = append(set, fmt.Sprintf("parameters.%s=%g", info.ID, sim.PriorAt(sim.ParameterSet{}, []sim.Parameter{p}, []float64{0.5}).Value[p]))
		}
	}
	s, err := scenarios.Load("tajikistan", scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return s.Config, s.Arm
}
