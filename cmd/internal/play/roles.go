package play

import (
	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
)

// rolesQuestion plays the war with one more act of each role each month, phase by phase.
func rolesQuestion(f *cli.SweepFlags, s *scenarios.Scenario) (*query, error) {
	plan, err := question.PlanRoles(s.Config, baseArm(s.Arm, 0))
	if err != nil {
		return nil, cli.BadInputf("parley: --roles: %w", err)
	}
	e := newExperiment(f, "compare", s, plan.Wars[0].Arms)
	return &query{e: e, wars: plan.Wars,
		widest: func() float64 { return plan.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.RolesOf(e, plan) }}, nil
}
