package play

import (
	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/sim"
)

// mechanismsQuestion plays the lead with every subset of its mechanisms, and
// of its costs.
func mechanismsQuestion(f *cli.SweepFlags) (*query, error) {
	t, err := f.Prepare()
	if err != nil {
		return nil, err
	}
	s := t.Scenario()
	if s.Arm.Lead < 0 {
		return nil, cli.NoLead(s, "--mechanisms", "")
	}
	plan := question.PlanMechanisms(armOf(s, sim.RegimeLead))
	e := newExperiment(f, "compare", s, plan.Arms)
	w := warOf(e, nil)
	return &query{e: e, wars: []question.CrossWar{w},
		widest: func() float64 { return question.WidestWorth(e, w.Tally, plan) },
		answer: func() (experiment.Result, error) { return question.WorthOf(e, w.Tally, plan), nil }}, nil
}
