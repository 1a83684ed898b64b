package main

import (
	"context"

	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
)

// roles plays the war with one more act of each role each month, phase by phase.
func (a *app) roles(ctx context.Context, f *sweepFlags, s *scenarios.Scenario) error {
	plan, err := question.PlanRoles(s.Config, baseArm(s.Arm, 0))
	if err != nil {
		return badInputf("parley: --roles: %w", err)
	}
	e := f.experiment("compare", s, plan.Wars[0].Arms)
	return a.playCrossing(ctx, f, e, plan.Wars, plan.Widest, func() (experiment.Result, error) { return question.RolesOf(e, plan) })
}
