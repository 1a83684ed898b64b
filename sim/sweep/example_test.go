package sweep_test

import (
	"context"
	"fmt"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// A grid of two factors: the last moves fastest.
func ExamplePlan_Point() {
	acceptance, _ := sweep.ParseFactor("coordination.acceptance=0:1:3")
	attention, _ := sweep.ParseFactor("structure.attention=dilute,queue")
	p := sweep.Plan{Design: sweep.Grid, Reps: 100, Factors: []sweep.Factor{acceptance, attention}}
	n, err := p.Size()
	fmt.Println(n, err)
	fmt.Println(p.Overrides(p.Point(3)))
	// Output:
	// 6 <nil>
	// [coordination.acceptance=0.5 structure.attention=queue]
}

// How many of twenty histories are settled at each of two points.
func ExampleRunPoints() {
	template, err := scenarios.Prepare("minimal", scenarios.Options{Prior: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	months, _ := sweep.ParseFactor("months=12,60")
	err = sweep.RunPoints(context.Background(), sweep.Batch{
		Plan:    &sweep.Plan{Design: sweep.Grid, Reps: 20, Seed: 1, Factors: []sweep.Factor{months}},
		Todo:    sweep.Indices{{End: 2}},
		Workers: 2,
		Build: func(overrides []string) (*sim.Config, []sim.Arm, error) {
			s, err := template.Build(overrides)
			if err != nil {
				return nil, nil, err
			}
			return s.Config, []sim.Arm{s.Arm}, nil
		},
		Sink: func(r *sweep.Record) error {
			fmt.Printf("point %d: %d of %d settled\n", r.Point, r.Tally.Arms[0].Came[sweep.Settled].Sum, r.Tally.Replications)
			return nil
		},
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// point 0: 2 of 20 settled
	// point 1: 8 of 20 settled
}
