package play

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

const whatIfFlag = "--what-if"

// oneOrTwo scenarios; the second is compared with the first.
func oneOrTwo(c *cobra.Command, args []string) error {
	if len(args) == 1 || len(args) == 2 {
		return nil
	}
	return cli.BadInputf("parley %s: want one scenario, or two to compare, each a file or a shipped one (parley list scenarios); got %d arguments", c.Name(), len(args))
}

// wars plays the second scenario beside the first, or the first beside itself with what is
// changed.
func (f *compareFlags) wars(args []string) (*query, error) {
	if len(args) > 1 && len(f.whatIf) > 0 {
		return nil, cli.BadInputf("parley: %s: it changes one scenario; with two, change a file", whatIfFlag)
	}
	first, err := f.Load(args[0])
	if err != nil {
		return nil, err
	}
	f.Second = args[1:]
	regimes := warRegimes
	if len(f.regimes) > 0 {
		if regimes, err = RegimesNamed(f.regimes); err != nil {
			return nil, err
		}
	}
	other, err := f.second(args[len(args)-1])
	if err != nil {
		return nil, err
	}
	regimes = slices.DeleteFunc(slices.Clone(regimes), func(r sim.Regime) bool {
		return r == first.Arm.Regime && r == other.Arm.Regime || sim.Regimes[r].NeedsLead && (first.Arm.Lead < 0 || other.Arm.Lead < 0)
	})
	of := func(s *scenarios.Scenario, name string) *experiment.Experiment {
		own := s.Arm
		own.Name = name + "/scenario"
		e := newExperiment(&f.SweepFlags, "compare", s, []sim.Arm{own})
		for _, r := range regimes {
			arm := armOf(s, r)
			arm.Name = name + "/" + arm.Name
			e.Arms = append(e.Arms, arm)
		}
		e.More = f.more
		return e
	}
	a, b := of(first, "first"), of(other, "second")
	if f.Histories != "" && !sameColumns(a.Config, b.Config) {
		return nil, cli.BadInputf("parley: --histories: the two wars have not the same parties, third parties and issues, which one table wants")
	}
	p := question.PlanWars(a, b)
	return &query{e: a, wars: p.Wars, decomposed: []*experiment.Experiment{a, b}, widest: p.Widest,
		answer: func() (experiment.Result, error) { return question.WarsOf(p, f.whatIf), nil }}, nil
}

// warRegimes of two wars, besides that of each scenario.
var warRegimes = []sim.Regime{sim.RegimeLead, sim.RegimeNetworked, sim.RegimeIndependent}

func sameColumns(a, b *sim.Config) bool {
	ids := func(c *sim.Config) (all []string) {
		for i := range c.Parties {
			all = append(all, "party "+c.Parties[i].ID)
		}
		for i := range c.Mediators {
			all = append(all, "mediator "+c.Mediators[i].ID)
		}
		for i := range c.Issues {
			all = append(all, "issue "+c.Issues[i].ID)
		}
		return all
	}
	return slices.Equal(ids(a), ids(b))
}

// second scenario: one of its own, or the first with what is changed. Options of the
// command line hold for both.
func (f *compareFlags) second(name string) (*scenarios.Scenario, error) {
	o, err := f.Options()
	if err != nil {
		return nil, err
	}
	for _, change := range f.whatIf {
		if err := wellFormed(change); err != nil {
			return nil, err
		}
		if id, ok := removed(change); ok {
			o.Without = append(slices.Clone(o.Without), id)
		} else {
			o.Set = append(slices.Clone(o.Set), change)
		}
	}
	s, err := scenarios.Load(name, o)
	if faults := (*fault.List)(nil); errors.As(err, &faults) && len(f.whatIf) > 0 {
		for i := range faults.List {
			if at := &faults.List[i]; at.File == fault.SetOrigin || at.File == form.WithoutOrigin {
				at.File = whatIfFlag
			}
		}
	}
	if err != nil {
		return nil, cli.Bad(err)
	}
	return s, nil
}

// wellFormed says whether a change is one, and one only.
func wellFormed(change string) error {
	id, ok := removed(change)
	path, value, set := strings.Cut(change, "=")
	switch several := strings.FieldsFunc(id, func(r rune) bool { return r == ',' || r == ' ' }); {
	case ok && len(several) > 1:
		return cli.BadInputf("parley: %s = %s: want one change, and the option again for each other: %s 'without %s' %s 'without %s'",
			whatIfFlag, cli.Given(change), whatIfFlag, several[0], whatIfFlag, several[1])
	case id == "" && (!set || ok || strings.TrimSpace(path) == "" || strings.TrimSpace(value) == ""):
		return cli.BadInputf("parley: %s = %s: want path=value, as in mediator.un.interest=0.5, or what is left out, as in 'without un' or un=none",
			whatIfFlag, cli.Given(change))
	}
	return nil
}

// removed is what a change leaves out, as in "without russia", russia=none or
// shock.coup=none; a key may be none too, as in talks.state=none.
func removed(change string) (id string, ok bool) {
	if id, ok := strings.CutPrefix(strings.TrimSpace(change), "without "); ok {
		return strings.TrimSpace(id), true
	}
	id, value, _ := strings.Cut(change, "=")
	if id = strings.TrimSpace(id); strings.Trim(strings.TrimSpace(value), `"'`) != "none" {
		return "", false
	}
	parts := strings.Split(id, ".")
	switch n := len(parts); parts[0] {
	case "mediator", "issue", "shock", "act", "front":
		ok = n == 2
	case "link":
		ok = n == 3
	case "party":
		ok = n == 2 || n == 4 && parts[2] == "faction"
	default:
		ok = n == 1
	}
	return id, ok
}
