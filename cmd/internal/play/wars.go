package play

import (
	"errors"
	"slices"
	"strings"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/question"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

const whatIfFlag = "--what-if"

// wars plays a second scenario beside the first, or the first beside itself with what is
// changed.
func (f *compareFlags) wars(first *scenarios.Scenario, args []string) (*query, error) {
	if len(args) > 1 && len(f.whatIf) > 0 {
		return nil, cli.BadInputf("parley: %s: it changes one scenario; with two, change a file", whatIfFlag)
	}
	f.Second = args[1:]
	other, err := f.second(args[len(args)-1])
	if err != nil {
		return nil, err
	}
	regimes := f.regimes
	if len(regimes) == 0 {
		regimes = warRegimes
	}
	regimes = slices.DeleteFunc(slices.Clone(regimes), func(name string) bool {
		r, _ := sim.RegimeByID(name)
		return r == first.Arm.Regime && r == other.Arm.Regime || sim.Regimes[r].NeedsLead && (first.Arm.Lead < 0 || other.Arm.Lead < 0)
	})
	of := func(s *scenarios.Scenario, name string) *experiment.Experiment {
		own := s.Arm
		own.Name = name + "/scenario"
		e := newExperiment(&f.SweepFlags, "compare", s, []sim.Arm{own})
		for _, regime := range regimes {
			r, _ := sim.RegimeByID(regime)
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
var warRegimes = regimeNames(sim.RegimeLead, sim.RegimeNetworked, sim.RegimeIndependent)

func sameColumns(a, b *sim.Config) bool {
	return slices.EqualFunc(a.Parties, b.Parties, func(x, y sim.Party) bool { return x.ID == y.ID }) &&
		slices.EqualFunc(a.Mediators, b.Mediators, func(x, y sim.Mediator) bool { return x.ID == y.ID }) &&
		slices.EqualFunc(a.Issues, b.Issues, func(x, y sim.Issue) bool { return x.ID == y.ID })
}

// second scenario: one of its own, or the first with what is changed. Options of the
// command line hold for both.
func (f *compareFlags) second(name string) (*scenarios.Scenario, error) {
	o, err := f.Options()
	if err != nil {
		return nil, err
	}
	o.Set, o.Without = slices.Clone(o.Set), slices.Clone(o.Without)
	for _, change := range f.whatIf {
		id, err := leftOut(f.Template, change)
		switch {
		case err != nil:
			return nil, err
		case id != "":
			o.Without = append(o.Without, id)
		default:
			o.Set = append(o.Set, change)
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
	return s, cli.Bad(err)
}

// leftOut is what a change leaves out, as in "without russia", russia=none or
// shock.coup=none; "" if it sets a value, which may be none too, as in talks.state=none.
func leftOut(t *scenarios.Template, change string) (id string, err error) {
	ids, out := strings.CutPrefix(strings.TrimSpace(change), "without ")
	path, value, sets := strings.Cut(change, "=")
	path, value = strings.TrimSpace(path), strings.TrimSpace(value)
	switch several := strings.FieldsFunc(ids, func(r rune) bool { return r == ',' || r == ' ' }); {
	case out && len(several) > 1:
		return "", cli.BadInputf("parley: %s = %s: want one change, and the option again for each other: %s 'without %s' %s 'without %s'",
			whatIfFlag, cli.Given(change), whatIfFlag, several[0], whatIfFlag, several[1])
	case out && len(several) == 1:
		return several[0], nil
	case out || !sets || path == "" || value == "":
		return "", cli.BadInputf("parley: %s = %s: want path=value, as in mediator.un.interest=0.5, or what is left out, as in 'without un' or un=none",
			whatIfFlag, cli.Given(change))
	case strings.Trim(value, `"'`) == "none" && t.CheckPath(path) != nil:
		return path, nil
	}
	return "", nil
}
