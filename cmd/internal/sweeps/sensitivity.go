package sweeps

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/results/figures"
	"parley/results/sensitivity"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/sweep"
)

const (
	// defaultBase points and histories at each: less than ten minutes of two cores for a war of
	// twenty third parties. Few base points with many histories each, since the effects are
	// small beside chance (a modelling choice).
	defaultBase, defaultAtPoint = 64, 400
	// leastBase points, so that there is something to resample.
	leastBase = 16
)

// methods by their designs.
var methods = map[string]sweep.Design{sensitivity.Sobol: sweep.Saltelli, sensitivity.Morris: sweep.Radial}

type sensitivityFlags struct {
	sweepCommandFlags
	method, inside, from, output, figures string
	tasks                                 int
}

func Sensitivity(a *cli.App) *cobra.Command {
	f := sensitivityFlags{method: sensitivity.Sobol, output: sensitivity.Outputs[0].ID}
	f.points, f.Reps = defaultBase, defaultAtPoint
	var outputs []string
	for _, o := range sensitivity.Outputs {
		outputs = append(outputs, o.ID)
	}
	c := &cobra.Command{
		Use:   "sensitivity SCENARIO",
		Short: "What moves the answer: parameters, codings and structure, by how much each",
		Long: "sensitivity varies all that is not known of a war, and says which of it the answer is made of: each parameter, each switch\n" +
			"of structure, and the expert codings in groups: parties, fronts, issues, and of the third parties interest, leverage, consent,\n" +
			"capabilities and what a lead lives by. --inside takes a group apart, by third party and by key. It keeps what it plays in a\n" +
			"folder, as a sweep does. --from reads such a folder, or that of any sweep, and plays nothing. " + cli.ScenarioHelp,
		Example: "  parley sensitivity tajikistan --out moves\n  parley sensitivity tajikistan --inside party --out parties\n" +
			"  parley sensitivity --from moves --output lead",
		Args: func(c *cobra.Command, args []string) error {
			if f.from != "" {
				return cli.NoArguments(c, args)
			}
			return cli.OneScenario(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if f.from != "" {
				return sensitivityOf(a, &f, f.from, c.Flags())
			}
			return runSensitivity(c.Context(), a, &f, args[0], c.Flags())
		},
	}
	f.ScenarioFlags.Add(c, "set", "without", "seed", "reps", "out", "workers", "format")
	flags := c.Flags()
	flags.Lookup("reps").Usage = fmt.Sprintf("histories of each arm at a point, a multiple of %d", sweep.Blocks)
	flags.Var(cli.Repeated(&f.vary), "vary", "a `factor` more: path=low:high, path=low:high:count or path=a,b,c (repeatable)")
	flags.Var(cli.Whole(&f.points, 1, sweep.MaxPoints), "points", "base points; for each is played a point more for every factor")
	flags.Var(cli.Choice(&f.method, sensitivity.Sobol, sensitivity.Morris, sensitivity.PRCC), "method",
		"shares of the variance, elementary effects, or partial rank correlations, which are for --from")
	flags.StringVar(&f.inside, "inside", "", "what is in one `GROUP` each by itself, all others together")
	flags.StringVar(&f.from, "from", "", "play nothing, and say what the result set in `DIR` says")
	flags.Var(cli.Choice(&f.output, outputs...), "output", "what the text is about")
	flags.Var(cli.FileName(&f.figures), "figures", "write the picture as SVG, PNG and CSV too, to this folder, new or empty")
	flags.StringVar(&f.shard, "shard", "", "play part `I/N` of the plan, I from 0")
	flags.BoolVar(&f.resume, "resume", false, "go on with the results in --out")
	flags.BoolVar(&f.dryRun, "dry-run", false, "list the factors, say how large the plan is and how long it takes, and write nothing")
	flags.Var(cli.Whole(&f.tasks, 1, store.MaxShards), "tasks", "write the array job of Slurm with so many tasks, as parley slurm does, and play nothing")
	return c
}

func runSensitivity(ctx context.Context, a *cli.App, f *sensitivityFlags, scenario string, given *pflag.FlagSet) error {
	switch {
	case f.Out == "" && !f.dryRun:
		return cli.BadInputf("parley sensitivity: want --out DIR, or --dry-run")
	case f.method == sensitivity.PRCC:
		return cli.BadInputf("parley: --method = prcc: goes with --from DIR")
	}
	if err := f.newFigures(); err != nil {
		return err
	}
	e, err := f.plan(scenario, given)
	if err != nil {
		return err
	}
	if f.tasks > 0 {
		return slurm(ctx, a, e, f.Out, f.tasks)
	}
	p := &e.plan
	fmt.Fprintf(a.Stderr, "parley: %s over %s with %s: %s, each with %d more, %d histories of each arm at a point\n", f.method,
		words.Count(len(p.Factors), "factor", "factors"), words.Count(len(e.frame.List), "input", "inputs"),
		words.Count(p.Points, "base point", "base points"), p.Columns()-1, p.Reps*sweep.Blocks)
	if f.dryRun {
		for i := range p.Factors {
			fmt.Fprintf(a.Out, "%s: %s\n", p.Factors[i].Path, words.Count(max(1, len(e.frame.Of[i])), "input", "inputs"))
		}
	}
	return runSweep(ctx, a, &f.sweepCommandFlags, e, func(done store.Summary) error {
		if done.Refused == done.Points {
			return reportAll(a, f.Out, done)
		}
		return sensitivityOf(a, f, f.Out, given)
	})
}

// newFigures makes their folder.
func (f *sensitivityFlags) newFigures() error {
	if f.figures == "" {
		return nil
	}
	if err := cli.NewFolder(f.figures); err != nil {
		return cli.BadInputf("%s", strings.Replace(err.Error(), "--out", "--figures", 1))
	}
	return nil
}

// plan of the analysis.
func (f *sensitivityFlags) plan(scenario string, given *pflag.FlagSet) (*study, error) {
	switch {
	case f.points < leastBase:
		return nil, cli.BadInputf("parley: --points = %d: method %s wants at least %d base points", f.points, f.method, leastBase)
	case f.Reps%sweep.Blocks != 0:
		return nil, cli.BadInputf("parley: --reps = %d: want a multiple of %d: what that many blocks of histories differ by is the noise", f.Reps, sweep.Blocks)
	}
	t, err := scenarios.Prepare(scenario, scenarios.Options{Set: f.Set, Without: f.Without})
	if err != nil {
		return nil, cli.Bad(err)
	}
	e := &study{template: t, places: cli.Places{}, rerun: cli.Again("sensitivity", scenario, &f.ScenarioFlags,
		append(cli.Typed(given, "reps"), "--reps", fmt.Sprint(f.Reps), "--seed", fmt.Sprint(f.Seed))...)}
	e.plan = sweep.Plan{Scenario: scenario, Model: cli.ModelVersion, Set: f.Set, Without: f.Without, Design: methods[f.method],
		Points: f.points, Reps: f.Reps / sweep.Blocks, Seed: f.Seed, Compare: true, Regimes: sensitivity.Regimes()}
	p := &e.plan
	if err := f.factors(e); err != nil {
		return nil, err
	}
	// The keys first: what they set is no input any more.
	if err := e.check(); err != nil && len(p.Factors) > 0 {
		return nil, err
	}
	in, err := e.inputs()
	if err != nil {
		return nil, err
	}
	names, err := f.names(in)
	if err != nil {
		return nil, err
	}
	var inputs []sweep.Factor
	for _, name := range names {
		inputs = append(inputs, sweep.Factor{Path: name, Range: &sweep.Range{High: 1}})
	}
	p.Factors, p.Inputs = append(inputs, p.Factors...), len(inputs)
	if len(p.Factors) == 0 {
		return nil, cli.BadInputf("parley: %s: no factor with a range: everything is fixed; --vary adds one", scenario)
	}
	e.setFrame(in)
	p.ScenarioHash = t.Hash(varied(p)...)
	if err := e.check(); err != nil {
		return nil, err
	}
	if _, _, err = e.build(p.Overrides(p.Point(0))); err != nil {
		return nil, cli.Bad(err)
	}
	return e, nil
}

// names of the factors that are inputs: the groups, or what is inside one and the rest.
func (f *sensitivityFlags) names(in *infer.Inputs) ([]string, error) {
	if f.inside == "" {
		return in.Groups(), nil
	}
	names := in.Inside(f.inside)
	switch known := append(in.Groups(), in.Parts()...); {
	case !slices.Contains(known, f.inside):
		return nil, cli.BadInputf("parley: --inside = %s: no such group%s; --dry-run lists them", f.inside, fault.DidYouMean(f.inside, known))
	case len(names) == 1:
		return nil, cli.BadInputf("parley: --inside = %s: one input, and nothing inside; a number coded as a list, as [0.7], has a margin and is one", f.inside)
	case len(names) < len(in.List):
		names = append(names, infer.Others)
	}
	return names, nil
}

// inputs of the war as the keys that are varied leave it.
func (e *study) inputs() (*infer.Inputs, error) {
	var set []string
	for i := e.plan.Inputs; i < len(e.plan.Factors); i++ {
		f := &e.plan.Factors[i]
		switch {
		case f.Path == "parameters.mode":
			return nil, cli.BadInputf("%s: %s: the inputs have one distribution; --set changes it", e.factorPlace(), f.Path)
		case len(f.Ends()) < 2:
			return nil, cli.BadInputf("%s: %s: no factor with a range: it takes one value only", e.factorPlace(), f)
		}
		set = append(set, f.Path+"="+f.Ends()[0])
	}
	s, err := e.template.BuildPoint(set)
	if err != nil {
		return nil, cli.Bad(err)
	}
	return infer.NewInputs(s.Config), nil
}

func (e *study) setFrame(in *infer.Inputs) {
	e.frame, e.built = in.Frame(varied(&e.plan)[:e.plan.Inputs]), new(sync.Map)
	e.frame.Of = append(e.frame.Of, make([][]*infer.Input, len(e.plan.Factors)-e.plan.Inputs)...)
}

// studyOf a result set, for playing its points again.
func studyOf(m *store.Manifest) (*study, error) {
	p := &m.Plan
	t, err := scenarios.Prepare(p.Scenario, scenarios.Options{Set: p.Set, Without: p.Without})
	if err != nil {
		return nil, cli.Bad(err)
	}
	if t.Hash(varied(p)...) != p.ScenarioHash {
		return nil, cli.BadInputf("parley: %s: no longer the scenario that was swept: it has changed since", p.Scenario)
	}
	e := &study{plan: m.Plan, template: t, rerun: m.Command, places: cli.Places{}}
	if m.Plan.Design.Analyses() {
		in, err := e.inputs()
		if err != nil {
			return nil, err
		}
		e.setFrame(in)
	}
	return e, nil
}

// split overrides of a point into those of keys and the places of inputs.
func (e *study) split(overrides []string) (keys []string, places []float64) {
	n := e.plan.Inputs
	for _, o := range overrides[:n] {
		u, _ := strconv.ParseFloat(o[strings.LastIndexByte(o, '=')+1:], 64)
		places = append(places, u)
	}
	return overrides[n:], places
}

// scenario that keys make; those of an analysis are few, and kept.
func (e *study) scenario(keys []string) (*scenarios.Scenario, error) {
	if e.frame == nil {
		return e.template.BuildPoint(keys)
	}
	name := strings.Join(keys, "\n")
	if s, ok := e.built.Load(name); ok {
		return s.(*scenarios.Scenario), nil
	}
	s, err := e.template.BuildPoint(keys)
	if err == nil {
		e.built.Store(name, s)
	}
	return s, err
}

// at is the war with its inputs at their places.
func (e *study) at(s *scenarios.Scenario, places []float64) *sim.Config {
	if e.frame == nil {
		return s.Config
	}
	return e.frame.At(s.Config, places)
}

// sensitivityOf says what a result set says.
func sensitivityOf(a *cli.App, f *sensitivityFlags, dir string, given *pflag.FlagSet) error {
	if f.from != "" {
		if err := f.newFigures(); err != nil {
			return err
		}
	}
	set, err := readSet(dir)
	if err != nil {
		return err
	}
	method, err := f.methodOf(dir, set.Plan.Design, given)
	if err != nil {
		return err
	}
	result := sensitivity.Analyse(set, method, f.output)
	if !slices.ContainsFunc(result.Outputs, func(o sensitivity.Of) bool { return o.ID == f.output }) {
		if given.Changed("output") || len(result.Outputs) == 0 {
			return cli.BadInputf("parley: --output = %s: %s does not play the regimes of which it is the difference", f.output, dir)
		}
		result.Ranked = result.Outputs[0].ID
	}
	f.complete(result, dir, set, given)
	d := result.Document()
	if f.figures != "" {
		if err := play.WriteFigures(f.figures, d); err != nil {
			return err
		}
		if len(figures.Of(d)) == 0 {
			fmt.Fprintf(a.Stderr, "No picture in %s: no factor can be told from nothing\n", f.figures)
		} else {
			fmt.Fprintf(a.Stderr, "Wrote the picture to %s\n", f.figures)
		}
	}
	if f.Format == cli.FormatJSON {
		return a.JSON(result)
	}
	return a.Text(d.Text(a.Screen))
}

// readSet of a folder.
func readSet(dir string) (*sensitivity.Set, error) {
	r, err := store.OpenResults(dir, false)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	set := &sensitivity.Set{Manifest: r.Manifest}
	e, err := studyOf(r.Manifest)
	months := 0
	switch {
	case err == nil:
		set.Frame, set.Config = e.frame, e.template.Scenario().Config
		months = set.Config.Months
	case r.Plan.Design.Analyses():
		return nil, err
	}
	set.Values, err = sensitivity.Read(r, months)
	return set, err
}

// SensitivityFor the page of a war is what the folder of an analysis of the same war says about
// the first output of which something can be told.
func SensitivityFor(war *scenarios.Template, dir string) (*sensitivity.Result, error) {
	set, err := readSet(dir)
	if err != nil {
		return nil, err
	}
	switch p := &set.Plan; {
	case !p.Design.Analyses():
		return nil, fmt.Errorf("a sweep of design %s; want the folder of parley sensitivity", p.Design)
	case p.Model != cli.ModelVersion:
		return nil, fmt.Errorf("of model %q; want %q, which is played here", p.Model, cli.ModelVersion)
	case set.Config.Name != war.Scenario().Name:
		return nil, fmt.Errorf("of scenario %q; want %q, which is played here", set.Config.Name, war.Scenario().Name)
	case war.Hash(varied(p)...) != p.ScenarioHash:
		return nil, fmt.Errorf("of %s as it was played by %s; want the war as it is here", set.Config.Name, set.Command)
	}
	r := sensitivity.Analyse(set, methodFor(set.Plan.Design), sensitivity.Outputs[0].ID)
	if i := slices.IndexFunc(r.Outputs, func(o sensitivity.Of) bool { return o.Told }); i >= 0 {
		r.Ranked = r.Outputs[i].ID
	}
	(&sensitivityFlags{from: dir}).complete(r, dir, set, pflag.NewFlagSet("", pflag.ContinueOnError))
	return r, nil
}

// methodFor a design.
func methodFor(of sweep.Design) string {
	for name, design := range methods {
		if of == design {
			return name
		}
	}
	return sensitivity.PRCC
}

// methodOf a result set is that of its design, unless another was asked for.
func (f *sensitivityFlags) methodOf(dir string, of sweep.Design, given *pflag.FlagSet) (string, error) {
	method := methodFor(of)
	if given.Changed("method") && f.method != method && f.method != sensitivity.PRCC {
		return "", cli.BadInputf("parley: --method = %s: %s was not played for it: want %s", f.method, dir, method)
	}
	if f.method == sensitivity.PRCC {
		method = sensitivity.PRCC
	}
	return method, nil
}

// complete a result with its command lines.
func (f *sensitivityFlags) complete(r *sensitivity.Result, dir string, set *sensitivity.Set, given *pflag.FlagSet) {
	r.Rerun = set.Command + " --out DIR"
	if f.from != "" {
		r.Rerun = strings.Join(append([]string{"parley sensitivity --from", cli.Quoted(dir)}, cli.Typed(given)...), " ")
	}
	if p := &set.Plan; set.Frame != nil && slices.ContainsFunc(p.Factors, func(x sweep.Factor) bool { return x.Path == infer.Others }) {
		r.Inside = set.Frame.Of[0][0].Part
		if p.Factors[0].Path == r.Inside {
			r.Inside = set.Frame.Of[0][0].Group
		}
	}
	r.InsideOf = func(group string) string {
		whole, rest, _ := strings.Cut(set.Command, " --inside ")
		if _, after, more := strings.Cut(rest, " "); more {
			whole += " " + after
		}
		return whole + " --inside " + cli.Quoted(group) + " --out DIR"
	}
}
