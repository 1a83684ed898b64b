package sweeps

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	defaultPointReps = 1000
	regimePath       = "coordination.regime"
	leadPath         = "coordination.lead"
)

// study is an experiment: what flags say of it, and the plan that they make. What no flag says
// comes from the scenario's table [experiment].
type study struct {
	cli.ScenarioFlags
	plan           sweep.Plan
	vary           []string
	table          string
	shard          string
	resume, dryRun bool
	// places of what came from [experiment].
	places cli.Places
	// rerun is the command that gives the same results, but for --out.
	rerun string
	// frame of the inputs of a sensitivity analysis, nil of another sweep.
	frame *sensitivity.Frame
}

func (e *study) add(c *cobra.Command, more ...string) {
	e.Reps = defaultPointReps
	e.ScenarioFlags.Add(c, append(more, "set", "without", "seed", "reps", "out")...)
	flags := c.Flags()
	flags.StringArrayVar(&e.vary, "vary", nil, "vary a `factor`: path=low:high:count, path=low:high or path=a,b,c (repeatable)")
	flags.Var(cli.Choice((*string)(&e.plan.Design), form.Designs...), "design", "how points are laid out (default grid)")
	flags.Var(cli.Whole(&e.plan.Points, 1, sweep.MaxPoints), "points", "how many points a random, lhs or sobol design has")
	flags.StringVar(&e.table, "table", "", "points of the design table: a CSV `FILE` with a column for each factor")
	flags.BoolVar(&e.plan.Compare, "compare", false, "play regimes at each point, on common random numbers, not the scenario's own alone")
	flags.Var(cli.List(&e.plan.Regimes, cli.RegimeNames...), "regimes", "regimes to compare, as `A,B` (with --compare default all; without either the scenario's own)")
	flags.BoolVar(&e.plan.Histories, "histories", false, "keep a row for every history too: some 60 bytes of disk while the sweep runs, 10 at the end")
}

// addPlaying are flags of what is played here.
func (e *study) addPlaying(flags *pflag.FlagSet) {
	flags.StringVar(&e.shard, "shard", "", "play part `I/N` of the plan, I from 0")
	flags.BoolVar(&e.resume, "resume", false, "go on with the results in --out")
	flags.BoolVar(&e.dryRun, "dry-run", false, "say how large the plan is and how long it takes, and write nothing")
}

// begin the plan of the scenario, without its factors.
func (e *study) begin(command string, given *pflag.FlagSet) {
	e.rerun = cli.Again(command, e.Scenario, &e.ScenarioFlags, append(cli.Typed(given, "reps"), "--reps", fmt.Sprint(e.Reps), "--seed", fmt.Sprint(e.Seed))...)
	p := &e.plan
	p.Scenario, p.Model, p.Set, p.Without, p.Reps, p.Seed = e.Scenario, cli.ModelVersion, e.Set, e.Without, e.Reps, e.Seed
}

// sweep reads the scenario and makes the plan of the flags given.
func (e *study) sweep(scenario string, given *pflag.FlagSet) error {
	if err := e.Prepare(scenario); err != nil {
		return err
	}
	e.fill(&e.Template.Scenario().Experiment, given)
	if e.plan.Design == "" {
		e.plan.Design = sweep.Grid
		if e.table != "" {
			e.plan.Design = sweep.Table
		}
	}
	e.begin("sweep", given)
	if err := e.factors(); err != nil {
		return err
	}
	e.plan.ScenarioHash = e.Template.Hash(varied(&e.plan)...)
	return e.check()
}

// CheckExperiment reads the table [experiment] of a scenario's file, if there is one, as sweep
// would.
func CheckExperiment(file string, s *scenarios.Scenario, set, without []string) error {
	if !s.Experiment.Given() {
		return nil
	}
	var e study
	c := &cobra.Command{}
	e.add(c)
	e.Set, e.Without = set, without
	return e.sweep(file, c.Flags())
}

// notes on where the parameters come from, on the war, and on what goes with a lead that is varied.
func (e *study) notes() []string {
	s, none := e.Template.Scenario(), sim.Arm{}
	list := experiment.Notes(s.Config)
	if (s.Arm.Successors != none.Successors || s.Arm.CoChairs != none.CoChairs) && slices.Contains(varied(&e.plan), leadPath) {
		list = append(list, leadPath+" is varied, and each level leads alone: the co-chairs and successors of the scenario's lead are dropped")
	}
	return list
}

// varied are the paths of a plan's factors.
func varied(p *sweep.Plan) (paths []string) {
	for i := range p.Factors {
		paths = append(paths, p.Factors[i].Path)
	}
	return paths
}

// fill takes from [experiment] what no flag says. A --vary replaces all of its
// factors and, with them, how they were laid out.
func (e *study) fill(x *form.Experiment, given *pflag.FlagSet) {
	e.places = cli.Places{}
	p := &e.plan
	use := func(flag string, said *form.Leaf, take func()) {
		if said.Given() && !given.Changed(flag) {
			e.places[flag] = said.Place()
			take()
		}
	}
	if !given.Changed("vary") && !given.Changed("table") {
		use("vary", x.Vary.Base(), func() { e.vary = x.Vary.V })
		use("table", x.Table.Base(), func() { e.table = scenarios.Beside(x.Table.From.At.File, x.Table.V) })
		use("design", x.Design.Base(), func() { p.Design = sweep.Design(x.Design.V) })
		if p.Design == sweep.Design(x.Design.V) {
			use("points", x.Points.Base(), func() { p.Points = x.Points.V })
		}
	}
	if !given.Changed("compare") && !given.Changed("regimes") {
		use("compare", x.Compare.Base(), func() { p.Compare = x.Compare.V })
		use("regimes", x.Regimes.Base(), func() { p.Regimes = x.Regimes.V })
	}
	use("reps", x.Reps.Base(), func() { e.Reps = x.Reps.V })
	use("seed", x.Seed.Base(), func() { e.Seed = int64(x.Seed.V) })
	use("histories", x.Histories.Base(), func() { p.Histories = x.Histories.V })
	p.Compare = p.Compare || len(p.Regimes) > 0
}

func (e *study) factors() error {
	p := &e.plan
	switch {
	case p.Design == sweep.Table && e.table == "":
		return cli.BadInputf("%s = table: want --table FILE", e.places.Of("design"))
	case p.Design != sweep.Table && e.table != "":
		return cli.BadInputf("%s = %s: goes with --design table, not %s", e.places.Of("table"), e.table, p.Design)
	case p.Design == sweep.Table && len(e.vary) > 0:
		return cli.BadInputf("%s = %s: the factors of a table stand in %s", e.places.Of("vary"), e.vary[0], e.table)
	case p.Design == sweep.Table:
		return e.readTable()
	}
	var faults []error
	for _, s := range e.vary {
		factor, err := sweep.ParseFactor(s)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", e.places.Of("vary"), err))
		}
		p.Factors = append(p.Factors, factor)
	}
	return cli.Bad(errors.Join(faults...))
}

// readTable takes factors and points from a CSV file: its first line names the factors; an
// empty value leaves the scenario's own.
func (e *study) readTable() error {
	text, err := fault.ReadFile(e.table, fault.MostTable)
	if err != nil {
		return cli.BadInputf("%s = %s: %w", e.places.Of("table"), e.table, err)
	}
	var faults fault.Collector
	rows := sheet.New(e.table, text, 0, &faults)
	if rows == nil || !rows.Begin("of factors, as coordination.acceptance, with a row below for each point") {
		return cli.Bad(faults.Err())
	}
	for i, name := range rows.Header {
		e.plan.Factors = append(e.plan.Factors, sweep.Factor{Path: name})
		if err := e.Template.CheckPath(name); err != nil {
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
				err = e.Template.CheckValue(rows.Header[i], level)
			}
			if faults := (*fault.List)(nil); errors.As(err, &faults) {
				err = errors.New(faults.List[0].Want)
			}
			if err != nil {
				rows.Wrong(i, strings.TrimPrefix(err.Error(), cell+": "))
			}
			rows.Fields[i] = level
		}
		e.plan.Rows = append(e.plan.Rows, rows.Fields)
	}
	return cli.Bad(faults.Err())
}

// build makes the war and the arms of a point: the scenario's own arm, or the regimes side by
// side as compare plays them.
func (e *study) build(overrides []string) (*sim.Config, []sim.Arm, error) {
	p := &e.plan
	s, err := e.Template.BuildPoint(overrides[p.Inputs:])
	if err != nil {
		return nil, nil, err
	}
	arms, left := e.arms(s)
	if len(p.Regimes) > 0 && len(left) > 0 {
		return nil, nil, cli.BadInputf("regimes %s want a lead, and the scenario has none; name one with coordination.lead=ID", strings.Join(left, ", "))
	}
	if e.frame == nil {
		return s.Config, arms, nil
	}
	var places []float64
	for _, o := range overrides[:p.Inputs] {
		u, _ := strconv.ParseFloat(o[strings.LastIndexByte(o, '=')+1:], 64)
		places = append(places, u)
	}
	return e.frame.At(s.Config, places), arms, nil
}

// arms of a war; left are regimes that want a lead.
func (e *study) arms(s *scenarios.Scenario) (arms []sim.Arm, left []string) {
	if e.plan.Compare {
		return play.CompareArms(s, e.plan.Regimes)
	}
	return []sim.Arm{s.Arm}, nil
}

// check refuses a plan that cannot be played as it was meant, before anything is played or
// written: for itself and the paths of its factors, then for levels and ranges, each
// by itself; a table's are known.
func (e *study) check() error {
	factors := e.plan.Factors[e.plan.Inputs:]
	faults := e.checkPaths(factors)
	var wrong *sweep.PlanError
	if errors.As(e.plan.Validate(), &wrong) {
		text := wrong.Error()
		if strings.HasPrefix(text, wrong.Field+" = ") {
			text = text[len(wrong.Field):]
		} else {
			text = ": " + text
		}
		faults = append(faults, errors.New(e.places.Of(wrong.Field)+text))
	}
	if len(faults) == 0 {
		faults = e.checkLevels(factors)
	}
	return cli.Bad(errors.Join(faults...))
}

func (e *study) checkPaths(factors []sweep.Factor) (faults []error) {
	from := "vary"
	if e.plan.Design == sweep.Table {
		from = "table"
	}
	for i := range factors {
		err := e.Template.CheckPath(factors[i].Path)
		if err == nil && e.plan.Compare && factors[i].Path == regimePath {
			err = fmt.Errorf("%s: --compare plays the regimes already", regimePath)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", e.places.Of(from), err))
		}
	}
	return faults
}

// checkLevels gives the faults of an override the place where the override comes from. Of a range
// whose ends are right a number between them may not be whole.
func (e *study) checkLevels(factors []sweep.Factor) (all []error) {
	check := func(path, text, more string) (right bool) {
		var faults *fault.List
		if !errors.As(e.Template.CheckValue(path, text), &faults) {
			return true
		}
		for _, fault := range faults.List {
			fault.File = e.places.Of("vary")
			all = append(all, errors.New(fault.String()+more))
		}
		return false
	}
	for _, f := range factors {
		right := true
		for _, text := range f.Ends() {
			right = check(f.Path, text, "") && right
		}
		if between := f.Between(); right && between != "" {
			check(f.Path, between, ", as everywhere in "+f.String())
		}
	}
	return all
}
