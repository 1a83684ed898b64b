package play

import (
	"slices"
	"strings"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
)

// leadsQuestion tries third parties as lead, each against networked. Where
// only some take part, the lead is among them: then each has its own networked.
func leadsQuestion(f *cli.SweepFlags, names []string) (*query, error) {
	t, err := f.Prepare()
	if err != nil {
		return nil, err
	}
	leads, err := leadsNamed("leads", names, t.Scenario().Config)
	if err != nil {
		return nil, err
	}
	var trials []question.Trial
	at := newArmSet()
	for _, id := range leads {
		arm, err := leadArm(t, id)
		if err != nil {
			return nil, err
		}
		base := baseArm(arm, len(t.Scenario().Config.Mediators))
		if base.Lead >= 0 {
			base.Name += "/" + id
		}
		trials = append(trials, question.Trial{Base: at.index(base), Lead: at.index(arm)})
	}
	together := question.NewTogether(trials)
	e := newExperiment(f, "compare", t.Scenario(), at.arms)
	w := warOf(e, question.Pairs(trials))
	w.Watch = together.Add
	return &query{e: e, wars: []question.CrossWar{w},
		widest: func() float64 { return question.WidestTrial(w.Tally, trials, e.Level()) },
		answer: func() (experiment.Result, error) { return question.RankLeads(e, w.Tally, trials, together), nil }}, nil
}

// leadsNamed reads the ids of third parties; "all" is each that is there in time.
func leadsNamed(flag string, names []string, c *sim.Config) (chosen []string, err error) {
	var ids, inTime []string
	for i := range c.Mediators {
		m := &c.Mediators[i]
		if ids = append(ids, m.ID); m.Enter < c.Months {
			inTime = append(inTime, m.ID)
		}
	}
	if len(ids) == 0 {
		return nil, cli.BadInputf("parley: --%s = %s: the scenario has no third party", flag, cli.Given(strings.Join(names, ",")))
	}
	if slices.Equal(names, []string{levelAll}) && !slices.Contains(ids, levelAll) {
		return inTime, nil
	}
	for _, name := range names {
		switch name = strings.TrimSpace(name); {
		case !slices.Contains(ids, name):
			return nil, cli.BadInputf("parley: --%s = %s: want %s or third parties of %s%s", flag, cli.Given(name), levelAll,
				strings.Join(ids, ", "), fault.DidYouMean(name, ids))
		case slices.Contains(chosen, name):
			return nil, cli.BadInputf("parley: --%s = %s: named twice", flag, name)
		}
		chosen = append(chosen, name)
	}
	return chosen, nil
}

// leadArm is the scenario's arm under a lead, with regime lead.
func leadArm(t *scenarios.Template, id string) (sim.Arm, error) {
	s, err := t.Build([]string{"coordination.lead=" + id})
	if err != nil {
		return sim.Arm{}, cli.Bad(err)
	}
	arm := armOf(s, sim.RegimeLead)
	arm.Name += "/" + id
	return arm, nil
}

// baseArm is the same without a lead. Whom the lead would be counts only where
// it decides who takes part.
func baseArm(arm sim.Arm, thirdParties int) sim.Arm {
	base := sim.Arm{Name: sim.RegimeNetworked.String(), Regime: sim.RegimeNetworked, Lead: -1, Mechanisms: sim.AllMechanisms,
		Costs: sim.AllCosts, ThirdParties: arm.ThirdParties, Absent: arm.Absent}
	if arm.ThirdParties > 0 && arm.ThirdParties < thirdParties {
		base.Lead = arm.Lead
	}
	return base
}

// armSet keeps each way of mediating once, whatever it is called.
type armSet struct {
	arms []sim.Arm
	at   map[sim.Arm]int
}

func newArmSet() *armSet { return &armSet{at: map[sim.Arm]int{}} }

// index of an arm, which is added unless the same is there.
func (s *armSet) index(arm sim.Arm) int {
	key := arm
	key.Name = ""
	i, ok := s.at[key]
	if !ok {
		i = len(s.arms)
		s.at[key] = i
		s.arms = append(s.arms, arm)
	}
	return i
}

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
