package sweeps

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/store"
	"parley/scenarios"
	"parley/scenarios/form"
	"parley/sim"
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
	flags.StringVar(&f.table, "table", "", "points of the design table: a CSV or Parquet `FILE` with a column for each factor")
	flags.BoolVar(&f.compare, "compare", false, "play the regimes at each point, on common random numbers")
	flags.Var(cli.List(&f.regimes), "regimes", "regimes to compare, as `A,B` (default all)")
	flags.BoolVar(&f.histories, "histories", false, "keep a row for every history too: some 60 bytes of disk while the sweep runs, 10 at the end")
	c.ValidArgsFunction = cli.CompleteScenario
}

// study is an experiment that can be played.
type study struct {
	plan     sweep.Plan
	template *scenarios.Template
	// rerun is the command that gives the same results, but for --out.
	rerun  string
	places cli.Places
	table  string // file of the design table
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
	if err := f.factors(p); err != nil {
		return nil, err
	}
	p.ScenarioHash = t.Hash(varied(p)...)
	return e, e.check()
}

// notes on where the parameters come from.
func (e *study) notes() []string {
	if from := e.template.Scenario().Config.Parameters.Sample; from != nil {
		return from.Notes
	}
	return nil
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
func (f *PlanFlags) fill(e *form.Experiment, given *pflag.FlagSet) {
	f.places = cli.Places{}
	if !given.Changed("vary") && !given.Changed("table") {
		f.vary, f.table = e.Vary.V, e.Table.V
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

func (f *PlanFlags) factors(p *sweep.Plan) error {
	switch {
	case p.Design == sweep.Table && f.table == "":
		return cli.BadInputf("%s = table: want --table FILE", f.places.Of("design"))
	case p.Design != sweep.Table && f.table != "":
		return cli.BadInputf("%s = %s: goes with --design table, not %s", f.places.Of("table"), f.table, p.Design)
	case p.Design == sweep.Table && len(f.vary) > 0:
		return cli.BadInputf("%s = %s: the factors of a table stand in %s", f.places.Of("vary"), f.vary[0], f.table)
	case p.Design == sweep.Table:
		return tableFactors(p, f.table, f.places.Of("table"))
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

// tableFactors takes factors and points from a file, which was given at a place.
func tableFactors(p *sweep.Plan, path, place string) error {
	names, rows, err := store.ReadRows(path)
	if err != nil {
		return cli.Bad(fmt.Errorf("%s: %w", place, err))
	}
	for _, name := range names {
		p.Factors = append(p.Factors, sweep.Factor{Path: name})
	}
	for r := range rows {
		for i, v := range rows[r] {
			if v == "" {
				continue // the scenario's own
			}
			if rows[r][i], err = sweep.ParseLevel(v); err != nil {
				return cli.BadInputf("%s: %s: row %d: %s: %w", place, path, r+1, names[i], err)
			}
		}
	}
	p.Rows = rows
	return nil
}

// build makes the war and the arms of a point.
func (e *study) build(overrides []string) (*sim.Config, []sim.Arm, error) {
	s, err := e.template.BuildPoint(overrides)
	if err != nil {
		return nil, nil, err
	}
	arms, err := planArms(&e.plan, s)
	if err != nil {
		return nil, nil, err
	}
	return s.Config, arms, nil
}
