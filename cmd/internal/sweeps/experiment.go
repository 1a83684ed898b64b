package sweeps

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/results/experiment"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/sheet"
	"parley/sim"
	"parley/sim/infer/sensitivity"
	"parley/sim/sweep"
)

const (
	DefaultPointReps = 1000
	regimePath       = "coordination.regime"
)

// PlanFlags say what an experiment varies. What is not given comes from the
// scenario's table [experiment].
type PlanFlags struct {
	cli.ScenarioFlags
	vary, regimes      []string
	design, table      string
	points             int
	compare, histories bool
	// places of those that came from [experiment].
	places cli.Places
}

func (f *PlanFlags) add(c *cobra.Command, more ...string) {
	f.Reps = DefaultPointReps
	f.ScenarioFlags.Add(c, append(more, "set", "without", "seed", "reps", "out")...)
	flags := c.Flags()
	flags.Var(cli.Repeated(&f.vary), "vary", "vary a `factor`: path=low:high:count, path=low:high or path=a,b,c (repeatable)")
	flags.Var(cli.Choice(&f.design, form.Designs...), "design", "how points are laid out (default grid)")
	flags.Var(cli.Whole(&f.points, 1, sweep.MaxPoints), "points", "how many points a random, lhs or sobol design has")
	flags.StringVar(&f.table, "table", "", "points of the design table: a CSV `FILE` with a column for each factor")
	flags.BoolVar(&f.compare, "compare", false, "play the regimes at each point, on common random numbers")
	flags.Var(cli.List(&f.regimes), "regimes", "regimes to compare, as `A,B` (default all)")
	flags.BoolVar(&f.histories, "histories", false, "keep a row for every history too: some 60 bytes of disk while the sweep runs, 10 at the end")
}

// study is an experiment that can be played.
type study struct {
	plan     sweep.Plan
	template *scenarios.Template
	// rerun is the command that gives the same results, but for --out.
	rerun  string
	places cli.Places
	table  string // file of the design table
	// frame of the inputs of a sensitivity analysis, nil of another sweep; built are the
	// scenarios that its keys have made, by their overrides.
	frame *sensitivity.Frame
	built *sync.Map
}

// Plan reads the scenario and makes the plan of the flags given.
func (f *PlanFlags) Plan(scenario string, given *pflag.FlagSet) (*study, error) {
	t, err := scenarios.Prepare(scenario, scenarios.Options{Set: f.Set, Without: f.Without})
	if err != nil {
		return nil, cli.Bad(err)
	}
	f.fill(&t.Scenario().Experiment, given)
	e := &study{template: t, rerun: cli.Again("sweep", scenario, &f.ScenarioFlags,
		append(cli.Typed(given, "reps"), "--reps", fmt.Sprint(f.Reps), "--seed", fmt.Sprint(f.Seed))...), places: f.places, table: f.table}
	p := &e.plan
	*p = sweep.Plan{Scenario: scenario, Model: cli.ModelVersion, Set: f.Set, Without: f.Without,
		Design: sweep.Design(f.design), Points: f.points, Reps: f.Reps, Seed: f.Seed, Compare: f.compare,
		Regimes: f.regimes, Histories: f.histories}
	if f.design == "" {
		p.Design = sweep.Grid
		if f.table != "" {
			p.Design = sweep.Table
		}
	}
	if err := f.factors(e); err != nil {
		return nil, err
	}
	p.ScenarioHash = t.Hash(varied(p)...)
	return e, e.check()
}

// notes on where the parameters come from, and on the war.
func (e *study) notes() []string { return experiment.Notes(e.template.Scenario().Config) }

// varied are the paths of a plan's factors.
func varied(p *sweep.Plan) (paths []string) {
	for i := range p.Factors {
		paths = append(paths, p.Factors[i].Path)
	}
	return paths
}

// fill takes from [experiment] what no flag says. A --vary replaces all of its
// factors and, with them, how they were laid out.
func (f *PlanFlags) fill(e *form.Experiment, given *pflag.FlagSet) {
	f.places = cli.Places{}
	if !given.Changed("vary") && !given.Changed("table") {
		f.vary = e.Vary.V
		if e.Table.Given() {
			f.table = scenarios.Beside(e.Table.From.At.File, e.Table.V)
		}
		f.places["vary"], f.places["table"] = e.Vary.Place(), e.Table.Place()
		if !given.Changed("design") {
			f.design, f.places["design"] = e.Design.V, e.Design.Place()
		}
		if !given.Changed("points") && f.design == e.Design.V {
			f.points, f.places["points"] = e.Points.V, e.Points.Place()
		}
	}
	if !given.Changed("reps") && e.Reps.Set {
		f.Reps, f.places["reps"] = e.Reps.V, e.Reps.Place()
	}
	if !given.Changed("seed") && e.Seed.Set {
		f.Seed = int64(e.Seed.V)
	}
	if !given.Changed("compare") && !given.Changed("regimes") {
		f.compare, f.regimes = e.Compare.V, e.Regimes.V
		f.places["compare"], f.places["regimes"] = e.Compare.Place(), e.Regimes.Place()
	}
	if !given.Changed("histories") {
		f.histories = e.Histories.V
	}
	f.compare = f.compare || len(f.regimes) > 0
}

func (f *PlanFlags) factors(e *study) error {
	p := &e.plan
	switch {
	case p.Design == sweep.Table && f.table == "":
		return cli.BadInputf("%s = table: want --table FILE", f.places.Of("design"))
	case p.Design != sweep.Table && f.table != "":
		return cli.BadInputf("%s = %s: goes with --design table, not %s", f.places.Of("table"), f.table, p.Design)
	case p.Design == sweep.Table && len(f.vary) > 0:
		return cli.BadInputf("%s = %s: the factors of a table stand in %s", f.places.Of("vary"), f.vary[0], f.table)
	case p.Design == sweep.Table:
		return e.readTable(f.table, f.places.Of("table"))
	}
	var faults []error
	for _, s := range f.vary {
		factor, err := sweep.ParseFactor(s)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", f.places.Of("vary"), err))
		}
		p.Factors = append(p.Factors, factor)
	}
	if len(faults) > 0 {
		return cli.Bad(errors.Join(faults...))
	}
	return nil
}

// readTable takes factors and points from a CSV file, which was given at a place: its
// first line names the factors; an empty value leaves the scenario's own.
func (e *study) readTable(path, place string) error {
	text, err := fault.ReadFile(path, fault.MostTable)
	if err != nil {
		return cli.BadInputf("%s = %s: %w", place, path, err)
	}
	var faults fault.Collector
	rows := sheet.New(path, text, 0, &faults)
	if rows == nil || !rows.Begin("of factors, as coordination.acceptance, with a row below for each point") {
		return cli.Bad(faults.Err())
	}
	for i, name := range rows.Header {
		e.plan.Factors = append(e.plan.Factors, sweep.Factor{Path: name})
		if err := e.template.CheckPath(name); err != nil {
			rows.WrongColumn(i, strings.TrimPrefix(err.Error(), name+": "))
		}
	}
	if rows.Bad {
		return cli.Bad(faults.Err())
	}
	checked := map[[2]string]bool{}
	for rows.Next() {
		for i, cell := range rows.Fields {
			if cell == "" {
				continue
			}
			level, err := sweep.ParseLevel(cell)
			if of := [2]string{rows.Header[i], level}; err == nil && !checked[of] {
				checked[of] = true
				err = e.template.CheckValue(rows.Header[i], level)
			}
			if err != nil {
				want := strings.TrimPrefix(err.Error(), cell+": ")
				if faults := (*fault.List)(nil); errors.As(err, &faults) {
					want = faults.List[0].Want
				}
				rows.Wrong(i, want)
			}
			rows.Fields[i] = level
		}
		e.plan.Rows = append(e.plan.Rows, rows.Fields)
	}
	if faults.Any() {
		return cli.Bad(faults.Err())
	}
	return nil
}

// build makes the war and the arms of a point.
func (e *study) build(overrides []string) (*sim.Config, []sim.Arm, error) {
	keys, places := e.split(overrides)
	s, err := e.scenario(keys)
	if err != nil {
		return nil, nil, err
	}
	arms, err := planArms(&e.plan, s)
	if err != nil {
		return nil, nil, err
	}
	return e.at(s, places), arms, nil
}

// planArms is what a plan plays at a point: the scenario's own arm, or the
// regimes side by side as compare plays them.
func planArms(p *sweep.Plan, s *scenarios.Scenario) ([]sim.Arm, error) {
	if !p.Compare {
		return []sim.Arm{s.Arm}, nil
	}
	regimes, err := play.RegimesNamed(p.Regimes)
	if err != nil {
		return nil, err
	}
	arms, left := play.CompareArms(s, regimes)
	if len(p.Regimes) > 0 && len(left) > 0 {
		return nil, cli.BadInputf("regimes %s want a lead, and the scenario has none; name one with coordination.lead=ID", strings.Join(left, ", "))
	}
	return arms, nil
}

// check refuses a plan that cannot be played as it was meant, before anything is played or
// written: for itself and the paths of its factors, then for levels and ends of ranges, each
// by itself; a table's are known.
func (e *study) check() error {
	var faults []error
	place, factors := e.factorPlace(), e.plan.Factors[e.plan.Inputs:]
	for i := range factors {
		path := factors[i].Path
		if err := e.template.CheckPath(path); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", place, err))
		}
		if path == regimePath && e.plan.Compare {
			faults = append(faults, fmt.Errorf("%s: %s: --compare plays the regimes already", place, path))
		}
	}
	if _, err := play.RegimesNamed(e.plan.Regimes); err != nil {
		faults = append(faults, err)
	}
	if err := e.plan.Validate(); err != nil {
		var of *sweep.PlanError
		errors.As(err, &of)
		join := ": "
		says, sets := strings.CutPrefix(err.Error(), of.Field+" = ")
		if sets {
			join = " = "
		}
		faults = append(faults, errors.New(e.places.Of(of.Field)+join+says))
	}
	if len(faults) > 0 {
		return cli.Bad(errors.Join(faults...))
	}
	for i := range factors {
		for _, text := range factors[i].Ends() {
			if err := e.template.CheckValue(factors[i].Path, text); err != nil {
				faults = append(faults, faultsAt(place, err)...)
			}
		}
	}
	if len(faults) > 0 {
		return cli.Bad(errors.Join(faults...))
	}
	return nil
}

// factorPlace is where the factors were given.
func (e *study) factorPlace() string {
	if e.plan.Design == sweep.Table {
		return e.places.Of("table") + ": " + e.table
	}
	return e.places.Of("vary")
}

// faultsAt gives the faults of an override the place where the override comes from.
func faultsAt(place string, err error) (all []error) {
	var faults *fault.List
	if !errors.As(err, &faults) {
		return []error{fmt.Errorf("%s: %w", place, err)}
	}
	for _, fault := range faults.List {
		fault.File = place
		all = append(all, errors.New(fault.String()))
	}
	return all
}
