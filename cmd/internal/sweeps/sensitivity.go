package sweeps

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	"parley/scenarios/form"
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
	study
	method, inside, from, output, figures string
	tasks                                 int
}

func Sensitivity(a *cli.App) *cobra.Command {
	f := sensitivityFlags{method: sensitivity.Sobol, output: sensitivity.Outputs[0].ID}
	f.plan.Points, f.Reps, f.plan.Compare, f.plan.Regimes = defaultBase, defaultAtPoint, true, sensitivity.Regimes()
	c := cli.Command("sensitivity", func(c *cobra.Command, args []string) error {
		if f.from != "" {
			return cli.NoArguments(c, args)
		}
		return cli.OneScenario(c, args)
	}, func(c *cobra.Command, args []string) error {
		if f.from != "" {
			return sensitivityOf(a, &f, f.from, c.Flags())
		}
		return runSensitivity(c.Context(), a, &f, args[0], c.Flags())
	})
	f.ScenarioFlags.Add(c, "set", "without", "seed", "reps", "out", "workers", "format")
	flags := c.Flags()
	flags.Lookup("reps").Usage = fmt.Sprintf("histories of each arm at a point, a multiple of %d", sweep.Blocks)
	flags.StringArrayVar(&f.vary, "vary", nil, "a `factor` more: path=low:high, path=low:high:count or path=a,b,c (repeatable)")
	flags.Var(cli.Whole(&f.plan.Points, 1, sweep.MaxPoints), "points", "base points; for each is played a point more for every factor")
	flags.Var(cli.Choice(&f.method, sensitivity.Sobol, sensitivity.Morris, sensitivity.PRCC), "method",
		"shares of the variance, elementary effects, or partial rank correlations, which are for --from")
	flags.StringVar(&f.inside, "inside", "", "what is in one `GROUP` each by itself, all others together")
	flags.StringVar(&f.from, "from", "", "play nothing, and say what the result set in `DIR` says")
	outputs := form.Collect(sensitivity.Outputs, func(o sensitivity.Output) string { return o.ID })
	flags.Var(cli.Choice(&f.output, outputs...), "output", "what the text is about")
	flags.Var(cli.FileName(&f.figures), "figures", "write the picture as SVG, PNG and CSV too, to this folder, new or empty")
	f.addPlaying(flags)
	flags.Lookup("dry-run").Usage = "list the factors, say how large the plan is and how long it takes, and write nothing"
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
	if err := f.analysis(scenario, given); err != nil {
		return err
	}
	if f.tasks > 0 {
		return slurm(ctx, a, &f.study, f.tasks)
	}
	if err := f.folder(!f.dryRun); err != nil {
		return err
	}
	p := &f.plan
	fmt.Fprintf(a.Stderr, "parley: %s over %s with %s: %s, each with %d more, each in %d blocks of %s of each arm\n", f.method,
		words.Count(len(p.Factors), "factor", "factors"), words.Count(len(f.frame.List), "input", "inputs"),
		words.Count(p.Points, "base point", "base points"), p.Columns()-1, sweep.Blocks, words.Count(p.Reps, "history", "histories"))
	if f.dryRun {
		for i := range p.Factors {
			fmt.Fprintf(a.Out, "%s: %s\n", p.Factors[i].Path, words.Count(max(1, len(f.frame.Of[i])), "input", "inputs"))
		}
	}
	return runSweep(ctx, a, &f.study, func(done store.Summary) error {
		if done.Refused == done.Points {
			return reportAll(a, f.Out, done)
		}
		return sensitivityOf(a, f, f.Out, given)
	})
}

// folder of the picture, if it is wanted now.
func (f *sensitivityFlags) folder(now bool) error {
	if f.figures == "" || !now {
		return nil
	}
	return cli.NewFolder("--figures", f.figures)
}

// analysis is the plan of one.
func (f *sensitivityFlags) analysis(scenario string, given *pflag.FlagSet) error {
	p := &f.plan
	switch {
	case p.Points < leastBase:
		return cli.BadInputf("parley: --points = %d: method %s wants at least %d base points", p.Points, f.method, leastBase)
	case f.Reps%sweep.Blocks != 0:
		return cli.BadInputf("parley: --reps = %d: want a multiple of %d: what that many blocks of histories differ by is the noise", f.Reps, sweep.Blocks)
	}
	p.Design = methods[f.method]
	if err := f.Prepare(scenario); err != nil {
		return err
	}
	f.begin("sensitivity", given)
	p.Reps /= sweep.Blocks
	if err := f.factors(); err != nil {
		return err
	}
	// The keys first: what they set is no input any more.
	if err := f.check(); err != nil && len(p.Factors) > 0 {
		return err
	}
	in, err := f.inputs()
	if err != nil {
		return err
	}
	names, err := f.names(in)
	if err != nil {
		return err
	}
	inputs := form.Collect(names, func(name string) sweep.Factor { return sweep.Factor{Path: name, Range: &sweep.Range{High: 1}} })
	p.Factors, p.Inputs = append(inputs, p.Factors...), len(inputs)
	if len(p.Factors) == 0 {
		return cli.BadInputf("parley: %s: no factor with a range: everything is fixed; --vary adds one", scenario)
	}
	f.setFrame(in)
	p.ScenarioHash = f.Template.Hash(varied(p)...)
	if err := f.check(); err != nil {
		return err
	}
	_, _, err = f.build(p.Overrides(p.Point(0)))
	return cli.Bad(err)
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
			return nil, cli.BadInputf("%s: %s: the inputs have one distribution; --set changes it", e.places.Of("vary"), f.Path)
		case len(f.Ends()) < 2:
			return nil, cli.BadInputf("%s: %s: no factor with a range: it takes one value only", e.places.Of("vary"), f)
		}
		set = append(set, f.Path+"="+f.Ends()[0])
	}
	s, err := e.Template.BuildPoint(set)
	if err != nil {
		return nil, cli.Bad(err)
	}
	return infer.NewInputs(s.Config), nil
}

func (e *study) setFrame(in *infer.Inputs) {
	e.frame = in.Frame(varied(&e.plan)[:e.plan.Inputs])
	e.frame.Of = append(e.frame.Of, make([][]*infer.Input, len(e.plan.Factors)-e.plan.Inputs)...)
}

// studyOf a result set, for playing its points again.
func studyOf(m *store.Manifest) (*study, error) {
	p := &m.Plan
	e := &study{ScenarioFlags: cli.ScenarioFlags{Set: p.Set, Without: p.Without}, plan: m.Plan, rerun: m.Command}
	if err := e.Prepare(p.Scenario); err != nil {
		if _, gone := os.Stat(p.Scenario); errors.Is(gone, fs.ErrNotExist) && !filepath.IsAbs(p.Scenario) {
			err = fmt.Errorf("%w\n%s is a path from the folder in which the sweep was begun: go there first", err, p.Scenario)
		}
		return nil, err
	}
	if e.Template.Hash(varied(p)...) != p.ScenarioHash {
		return nil, cli.BadInputf("parley: %s: no longer the scenario that was swept: it has changed since", p.Scenario)
	}
	if m.Plan.Design.Analyses() {
		in, err := e.inputs()
		if err != nil {
			return nil, err
		}
		e.setFrame(in)
	}
	return e, nil
}

// sensitivityOf says what a result set says.
func sensitivityOf(a *cli.App, f *sensitivityFlags, dir string, given *pflag.FlagSet) error {
	set, err := readSet(dir)
	if err != nil {
		return err
	}
	method := methodFor(set.Plan.Design)
	switch {
	case f.method == sensitivity.PRCC:
		method = sensitivity.PRCC
	case given.Changed("method") && f.method != method:
		return cli.BadInputf("parley: --method = %s: %s was not played for it: want %s", f.method, dir, method)
	}
	if err := f.folder(f.from != ""); err != nil {
		return err
	}
	result := analyse(set, method, f.output)
	if !slices.ContainsFunc(result.Outputs, func(o sensitivity.Of) bool { return o.ID == f.output }) {
		if given.Changed("output") || len(result.Outputs) == 0 {
			return cli.BadInputf("parley: --output = %s: %s does not play the regimes of which it is the difference", f.output, dir)
		}
		result.Ranked = result.Outputs[0].ID
	}
	if f.from != "" {
		result.Rerun = strings.Join(append([]string{fromCommand, cli.Quoted(dir)}, cli.Typed(given, "from")...), " ")
	}
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
	return a.Print(f.Format, result, d.Text(a.Screen))
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
		set.Frame, set.Config = e.frame, e.Template.Scenario().Config
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
	r := analyse(set, methodFor(set.Plan.Design), sensitivity.Outputs[0].ID)
	if i := slices.IndexFunc(r.Outputs, func(o sensitivity.Of) bool { return o.Told }); i >= 0 {
		r.Ranked = r.Outputs[i].ID
	}
	r.Rerun = fromCommand + " " + cli.Quoted(dir)
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

// fromCommand reads a folder.
const fromCommand = "parley sensitivity --from"

// analyse a set about an output, and add its command lines.
func analyse(set *sensitivity.Set, method, output string) *sensitivity.Result {
	const inside, out = " --inside ", " --out DIR"
	r := sensitivity.Analyse(set, method, output)
	r.Rerun = set.Command + out
	if p := &set.Plan; set.Frame != nil && slices.ContainsFunc(p.Factors, func(x sweep.Factor) bool { return x.Path == infer.Others }) {
		r.Inside = set.Frame.Of[0][0].Part
		if p.Factors[0].Path == r.Inside {
			r.Inside = set.Frame.Of[0][0].Group
		}
	}
	r.InsideOf = func(group string) string {
		whole, rest, _ := strings.Cut(set.Command, inside)
		if _, after, more := strings.Cut(rest, " "); more {
			whole += " " + after
		}
		return whole + inside + cli.Quoted(group) + out
	}
	return r
}
