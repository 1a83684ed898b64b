package main

import (
	"parley/results/experiment"
	"parley/results/question"
	"parley/sim"
	"parley/sim/sweep"
)

// mechanismsExperiment plays the lead with every subset of its mechanisms, and
// of its costs.
func (f *sweepFlags) mechanismsExperiment() (*experiment.Experiment, *query, error) {
	t, err := f.prepare()
	if err != nil {
		return nil, nil, err
	}
	s := t.Scenario()
	if s.Arm.Lead < 0 {
		return nil, nil, f.noLead("--mechanisms", "")
	}
	plan := question.PlanMechanisms(armOf(s, sim.RegimeLead))
	q := &query{
		widest: func(e *experiment.Experiment, tally *sweep.Tally) float64 {
			return question.WidestWorth(e, tally, plan)
		},
		answer: func(e *experiment.Experiment, tally *sweep.Tally) experiment.Result {
			return question.WorthOf(e, tally, plan)
		},
	}
	return f.experiment("compare", s, plan.Arms), q, nil
}
