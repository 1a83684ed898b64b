package play

import (
	"fmt"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/question"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// crossQuestion plays a lead against nobody leading in every cell of levels that are
// typed, by flag.
func crossQuestion(f *cli.SweepFlags, t *scenarios.Template, typed map[string]string) (*query, error) {
	factors, err := factorsOf(t, typed)
	if err != nil {
		return nil, err
	}
	if _, ok := typed["lead"]; !ok && t.Scenario().Arm.Lead < 0 {
		return nil, cli.Bad(fmt.Errorf("%w, or cross leads with --lead ID", cli.NoLead(t.Scenario(), "--"+factors[0].flag, "")))
	}
	c, e, err := crossing(f, t, factors...)
	if err != nil {
		return nil, err
	}
	return &query{e: e, wars: c.Wars, widest: func() float64 { return c.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.CellsOf(e, c), nil }}, nil
}

// leadsQuestion tries third parties as lead, each against networked. Where only some take
// part, the lead is among them: then each has its own networked.
func leadsQuestion(f *cli.SweepFlags, t *scenarios.Template, typed string) (*query, error) {
	leads, err := leadFactor.read(t, "leads", typed)
	if err != nil {
		return nil, err
	}
	c, e, err := crossing(f, t, leads)
	if err != nil {
		return nil, err
	}
	w := &c.Wars[0]
	together := question.NewTogether(w.Trials)
	w.Watch = together.Add
	return &query{e: e, wars: c.Wars, widest: func() float64 { return c.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.RankLeads(e, w.Tally, w.Trials, together), nil }}, nil
}

// mechanismsQuestion plays the lead with every subset of its mechanisms, and of its costs.
func mechanismsQuestion(f *cli.SweepFlags, s *scenarios.Scenario) (*query, error) {
	if s.Arm.Lead < 0 {
		return nil, cli.NoLead(s, "--mechanisms", "")
	}
	plan := question.PlanMechanisms(armOf(s, sim.RegimeLead))
	e := newExperiment(f, "compare", s, plan.Arms)
	w := question.CrossWar{Config: s.Config, Arms: plan.Arms, Watch: plan.Count, Tally: sweep.NewTallyOf(s.Config, len(plan.Arms), nil, outcome.Values()...)}
	return &query{e: e, wars: []question.CrossWar{w}, widest: func() float64 { return plan.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.WorthOf(e, w.Tally, plan), nil }}, nil
}

// rolesQuestion plays the war with one more act of each role each month, phase by phase.
func rolesQuestion(f *cli.SweepFlags, s *scenarios.Scenario) (*query, error) {
	plan, err := question.PlanRoles(s.Config, baseArm(s.Arm, 0))
	if err != nil {
		return nil, cli.BadInputf("parley: --roles: %w", err)
	}
	e := newExperiment(f, "compare", s, plan.Wars[0].Arms)
	return &query{e: e, wars: plan.Wars, widest: func() float64 { return plan.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.RolesOf(e, plan) }}, nil
}
