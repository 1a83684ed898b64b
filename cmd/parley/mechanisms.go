package main

import (
	"parley/results"
	"parley/sim"
	"parley/sim/sweep"
)

// mechanismsExperiment plays the lead with every subset of its mechanisms, and
// of its costs.
func (f *sweepFlags) mechanismsExperiment() (*results.Experiment, *question, error) {
	t, err := f.prepare()
	if err != nil {
		return nil, nil, err
	}
	s := t.Scenario()
	if s.Arm.Lead < 0 {
		return nil, nil, f.noLead("--mechanisms", "")
	}
	plan := results.PlanMechanisms(armOf(s, sim.RegimeLead))
	q := &question{
		widest: func(e *results.Experiment, tally *sweep.Tally) float64 { return results.WidestWorth(e, tally, plan) },
		answer: func(e *results.Experiment, tally *sweep.Tally) (any, string) {
			w := results.WorthOf(e, tally, plan)
			return w, w.Text(e)
		},
	}
	return f.experiment("compare", s, plan.Arms), q, nil
}
