package play

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
	"parley/scenarios/form"
	"parley/sim"
	"parley/sim/sweep"
)

// DefaultRegimes of compare, the lead first: with it others are compared.
var DefaultRegimes = regimeNames(sim.RegimeLead, sim.RegimeNetworked, sim.RegimeInformed, sim.RegimeIndependent,
	sim.RegimeSingle, sim.RegimeLeadOnly, sim.RegimePlacebo)

func regimeNames(regimes ...sim.Regime) []string { return form.Collect(regimes, sim.Regime.String) }

// compareFlags ask compare a question, and say how much to play for it.
type compareFlags struct {
	cli.SweepFlags
	regimes, whatIf []string
	leads           string
	more            bool
}

func Compare(a *cli.App) *cobra.Command {
	var f compareFlags
	c := cli.Command("compare", cli.Arguments(1, 2, "one scenario, or two to compare, each a file or a shipped one (parley list scenarios)"),
		func(c *cobra.Command, args []string) error {
			q, err := f.query(c.Flags(), args)
			if err != nil {
				return err
			}
			return play(c.Context(), a, &f.SweepFlags, q)
		})
	f.Add(c)
	flags := c.Flags()
	flags.Var(cli.List(&f.regimes, cli.RegimeNames...), "regimes", "regimes to play, as `A,B` (default all; parley list regimes)")
	flags.BoolVar(&f.more, "more", false, "print all arms and pairs, each structure, and the variance decomposition too")
	flags.StringVar(&f.leads, "leads", "", "try third parties as lead and rank them: `A,B`, or all")
	flags.StringArrayVar(&f.whatIf, "what-if", nil, "compare with what this changes: `path=value`, path=none or 'without ID' (repeatable)")
	flags.Bool("mechanisms", false, "what each mechanism and each cost of the lead is worth (Shapley values)")
	flags.Bool("roles", false, "what is missing: what one more act of each role each month buys")
	addCrossFlags(flags)
	return c
}

const (
	// defaultManyReps is --reps where a question wants many arms, defaultManyLook the
	// first look there.
	defaultManyReps = 2000
	defaultManyLook = 1000
)

// askCells is the question of all flags that cross; the others have the name of their flag.
const askCells = "cells"

// asked is the question that the flags ask; none is that of regimes.
func asked(given *pflag.FlagSet) (string, error) {
	questions := map[string]string{"regimes": "regimes", "leads": "leads", "mechanisms": "mechanisms", "roles": "roles", presetMap: askCells, presetDo: askCells}
	for _, f := range crossFactors {
		questions[f.flag] = askCells
	}
	var flags, found []string
	given.Visit(func(f *pflag.Flag) {
		if q := questions[f.Name]; q != "" && f.Value.String() != "false" && !slices.Contains(found, q) {
			flags, found = append(flags, "--"+f.Name), append(found, q)
		}
	})
	if len(found) > 1 {
		return "", cli.BadInputf("parley: %s: ask one of them at a time", strings.Join(flags, " and "))
	}
	return cmp.Or(strings.Join(found, ""), "regimes"), nil
}

// query that the flags make of one scenario or two.
func (f *compareFlags) query(given *pflag.FlagSet, args []string) (*query, error) {
	name, err := asked(given)
	if err != nil {
		return nil, err
	}
	second := len(args) > 1 || len(f.whatIf) > 0
	switch {
	case name == "regimes":
	case second:
		return nil, cli.BadInputf("parley: a second scenario and --what-if: only with the regimes, and this asks another question")
	case f.Decompose != cli.SideByHistories:
		return nil, cli.BadInputf("parley: --decompose: only with the regimes, and this asks another question")
	case !given.Changed("reps") && f.Precision > 0:
		f.Reps = defaultManyLook
	case !given.Changed("reps"):
		f.Reps = defaultManyReps
	}
	f.More = cli.Typed(given, "reps", "precision", "histories")
	s, err := f.Load(args[0])
	switch {
	case err != nil:
		return nil, err
	case second:
		return f.wars(s, args)
	case name == "mechanisms":
		return mechanismsQuestion(&f.SweepFlags, s)
	case name == "roles":
		return rolesQuestion(&f.SweepFlags, s)
	case name == "leads":
		return leadsQuestion(&f.SweepFlags, f.Template, f.leads)
	case name == "regimes":
		return f.ladder(s)
	}
	return crossQuestion(&f.SweepFlags, f.Template, given)
}

// ladder of the regimes, those that need a lead only where there is one.
func (f *compareFlags) ladder(s *scenarios.Scenario) (*query, error) {
	arms, left := CompareArms(s, f.regimes)
	if len(f.regimes) > 0 && len(left) > 0 {
		return nil, cli.NoLead(s, "--regimes", strings.Join(left, ","))
	}
	e := newExperiment(&f.SweepFlags, "compare", s, arms)
	e.More, e.Left, e.LeadGone = f.more, left, s.LeadGone
	return regimesQuestion(e), nil
}

// CompareArms makes an arm of each regime named, of DefaultRegimes if none is. left are those
// that want a lead.
func CompareArms(s *scenarios.Scenario, names []string) (arms []sim.Arm, left []string) {
	if len(names) == 0 {
		names = DefaultRegimes
	}
	for _, name := range names {
		if r, _ := sim.RegimeByID(name); sim.Regimes[r].NeedsLead && s.Arm.Lead < 0 {
			left = append(left, name)
		} else {
			arms = append(arms, armOf(s, r))
		}
	}
	return arms, left
}

// armsNamed makes an arm of each regime that a flag names.
func armsNamed(s *scenarios.Scenario, flag string, names ...string) ([]sim.Arm, error) {
	arms, left := CompareArms(s, names)
	if len(left) > 0 {
		return nil, cli.NoLead(s, flag, strings.Join(left, ","))
	}
	return arms, nil
}

// armOf is the scenario's arm under another regime.
func armOf(s *scenarios.Scenario, r sim.Regime) sim.Arm {
	arm := s.Arm
	arm.Regime, arm.Name = r, r.String()
	return arm
}

// mechanismsQuestion plays the lead with every subset of its mechanisms, and of its costs.
func mechanismsQuestion(f *cli.SweepFlags, s *scenarios.Scenario) (*query, error) {
	if s.Arm.Lead < 0 {
		return nil, cli.NoLead(s, "--mechanisms", "")
	}
	plan := question.PlanMechanisms(s.Config, armOf(s, sim.RegimeLead))
	e := newExperiment(f, "compare", s, plan.Arms)
	return &query{e: e, wars: []sweep.Cell{plan.Cell}, widest: func() float64 { return plan.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.WorthOf(e, plan), nil }}, nil
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
