package main

import (
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
)

// rolesQuestion plays the war with one more act of each role each month, phase by phase.
func (f *sweepFlags) rolesQuestion(s *scenarios.Scenario) (*query, error) {
	plan, err := question.PlanRoles(s.Config, baseArm(s.Arm, 0))
	if err != nil {
		return nil, badInputf("parley: --roles: %w", err)
	}
	e := f.experiment("compare", s, plan.Wars[0].Arms)
	return &query{e: e, wars: plan.Wars,
		widest: func() float64 { return plan.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.RolesOf(e, plan) }}, nil
}
