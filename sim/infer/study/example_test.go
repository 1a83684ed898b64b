package study_test

import (
	"context"
	"fmt"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/infer/study"
)

// What a lead adds to third parties who see each other, over ten draws of the parameters
// and the structure, forty histories of each arm in each.
func ExampleNewSpread() {
	war, err := scenarios.Load("minimal", scenarios.Options{Prior: true, Set: []string{"months=24", "coordination.lead=un"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	lead, networked := war.Arm, war.Arm
	lead.Name, lead.Regime = "lead", sim.RegimeLead
	networked.Name, networked.Regime = "networked", sim.RegimeNetworked
	spread, err := study.NewSpread(context.Background(), &study.Study{Config: war.Config, Draws: 10, Seed: 1, Workers: 2}, lead, networked, 40)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := spread.Effect
	fmt.Printf("points %.1f (%.1f to %.1f)\n", 100*e.Points.Value, 100*e.Points.Low, 100*e.Points.High)
	fmt.Printf("as counted a lead helps in %.0f %% of draws and hurts in %.0f %%\n", 100*e.Counted.Helps, 100*e.Counted.Hurts)
	// Output:
	// points -0.2 (-1.7 to 1.0)
	// as counted a lead helps in 20 % of draws and hurts in 20 %
}
