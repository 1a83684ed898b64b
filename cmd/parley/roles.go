package main

import (
	"context"
	"fmt"

	"parley/results"
	"parley/scenarios"
)

// roles plays the war with one more act of each role each month, phase by phase.
func (a *app) roles(ctx context.Context, f *sweepFlags, s *scenarios.Scenario) error {
	plan, err := results.PlanRoles(s.Config, baseArm(s.Arm, 0))
	if err != nil {
		return badInputf("parley: --roles: %w", err)
	}
	f.more = []string{"--roles"}
	e := f.experiment("compare", s, plan.Wars[0].Arms)
	e.Screen = a.screen
	err = f.recorded(e, func(rows *results.Histories) error {
		if err := a.playCrossing(ctx, f, e, plan.Wars, plan.Widest, rows); err != nil {
			return err
		}
		r, err := results.RolesOf(e, plan)
		switch {
		case err != nil:
			return fmt.Errorf("parley: %w", err)
		case f.format == formatJSON:
			return a.json(r)
		}
		return a.text(r.Text(e))
	})
	if err == nil && e.Interrupted {
		return fmt.Errorf("parley: %w", errInterrupted)
	}
	return err
}
