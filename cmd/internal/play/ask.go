package play

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
)

// defaultManyReps is --reps where a question wants many arms.
const defaultManyReps = 2000

// defaultManyLook is the first look there.
const defaultManyLook = 1000

// Questions that compare answers besides that of the regimes.
const (
	askLeads      = "leads"
	askMechanisms = "mechanisms"
	askRoles      = "roles"
	askCells      = "cells"
)

// compareFlags choose another question for compare.
type compareFlags struct {
	leads      []string
	mechanisms bool
	roles      bool
	cross      crossFlags
}

func (f *compareFlags) add(c *cobra.Command) {
	c.Flags().Var(cli.List(&f.leads), "leads", "try third parties as lead and rank them: `A,B`, or all")
	c.Flags().BoolVar(&f.mechanisms, "mechanisms", false, "what each mechanism and each cost of the lead is worth (Shapley values)")
	c.Flags().BoolVar(&f.roles, "roles", false, "what is missing: what one more act of each role each month buys")
	f.cross.add(c)
}

// chosen is the question that the flags ask; "" is that of the regimes.
func (f *compareFlags) chosen(given *pflag.FlagSet) (string, error) {
	var flags, questions []string
	note := func(question string, names ...string) {
		for _, flag := range names {
			if given.Changed(flag) && !slices.Contains(questions, question) {
				flags, questions = append(flags, "--"+flag), append(questions, question)
			}
		}
	}
	note("", "regimes")
	note(askLeads, "leads")
	if f.mechanisms {
		note(askMechanisms, "mechanisms")
	}
	if f.roles {
		note(askRoles, "roles")
	}
	for _, factor := range crossFactors {
		note(askCells, factor.flag)
	}
	for _, preset := range crossPresets {
		if *f.cross.presets[preset] {
			note(askCells, preset)
		}
	}
	switch len(questions) {
	case 0:
		return "", nil
	case 1:
		return questions[0], nil
	}
	return "", cli.BadInputf("parley: %s: ask one of them at a time", strings.Join(flags, " and "))
}

// compareOther plays for a question other than that of the regimes.
func compareOther(a *cli.App, c *cobra.Command, f *cli.SweepFlags, ask *compareFlags, name, scenario string) error {
	if f.Decompose != cli.SideByHistories {
		return cli.BadInputf("parley: --decompose: only with the regimes, and this asks another question")
	}
	s, err := f.Load(scenario)
	if err != nil {
		return err
	}
	if !c.Flags().Changed("reps") {
		f.Reps = defaultManyReps
		if f.Precision > 0 {
			f.Reps = defaultManyLook
		}
	}
	var q *query
	switch name {
	case askLeads:
		q, err = leadsQuestion(f, slices.Clip(ask.leads))
	case askMechanisms:
		q, err = mechanismsQuestion(f)
	case askRoles:
		q, err = rolesQuestion(f, s)
	default:
		t, failed := f.Prepare()
		if failed != nil {
			return failed
		}
		q, err = crossQuestion(f, t, ask.cross.typed(s.Config, c.Flags().Changed))
	}
	if err != nil {
		return err
	}
	return play(a, c.Context(), f, q)
}
