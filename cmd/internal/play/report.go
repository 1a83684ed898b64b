package play

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/question"
	"parley/results/report"
	"parley/results/sensitivity"
	"parley/results/store"
	"parley/results/whatif"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
	"parley/sim/sweep"
)

type reportFlags struct {
	cli.SweepFlags
	figures, sensitivity string
	quick, serve         bool
}

// Analysis of the same war, read from a folder.
type Analysis func(war *scenarios.Template, dir string) (*sensitivity.Result, error)

func Report(a *cli.App, analysis Analysis) *cobra.Command {
	var f reportFlags
	c := cli.Command("report", cli.One("one scenario or the folder of one result set"), func(c *cobra.Command, args []string) error {
		if f.Out == "" {
			return cli.BadInputf("parley report: want --out FILE")
		}
		_, shipped := scenarios.Source(args[0])
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() && !shipped {
			return reportSweep(a, &f, c.Flags(), args[0])
		}
		return reportScenario(c.Context(), a, &f, c.Flags(), args[0], analysis)
	})
	f.AddScenario(c, "seed", "reps", "workers")
	f.Decompose = cli.SideByHistories
	flags := c.Flags()
	flags.Var(cli.FileName(&f.Out), "out", "write the page to `FILE`")
	flags.Var(cli.FileName(&f.figures), "figures", "write each picture as SVG, PNG and CSV of its data too, to `DIR`, new or empty")
	flags.BoolVar(&f.quick, "quick", false, "play little, to see what a report looks like")
	flags.BoolVar(&f.serve, "serve", false, "then show the page on this machine alone, until interrupted: for browsers that let no file play")
	flags.Var(cli.FileName(&f.sensitivity), "sensitivity", "`DIR` of a parley sensitivity of the same war: what the answer hangs on, and where it changes")
	return c
}

// reportScenario plays all parts and writes the page.
func reportScenario(ctx context.Context, a *cli.App, f *reportFlags, given *pflag.FlagSet, name string, analysis Analysis) error {
	if f.quick && !given.Changed("reps") {
		f.Reps = quickReps
	}
	s, err := f.Load(name)
	if err != nil {
		return err
	}
	t := f.Template
	in := &report.Input{Scenario: s, Argument: cli.Quoted(name), Overrides: strings.Join(f.Overrides(), " "), Quick: f.quick, Changed: t.Changed(), Borrowed: t.Borrowed()}
	if f.isShipped(s) {
		in.Shipped()
	}
	if err := in.ReadRecord(); err != nil {
		return err
	}
	if f.sensitivity != "" {
		if in.Sensitivity, err = analysis(t, f.sensitivity); err != nil {
			return cli.BadInputf("parley: --sensitivity = %s: %w", f.sensitivity, store.Cause(err))
		}
	}
	if in.Live, err = f.live(t, name); err != nil {
		return err
	}
	f.More = append(cli.Typed(given, "reps"), "--out", "report.html")
	cells, answers, err := f.plan(in, t)
	if err != nil {
		return err
	}
	in.Again = f.Again("report")
	err = writePage(a, f, name, func() (*document.Document, error) {
		switch stopped, err := playCells(ctx, a, f.Workers, cells); {
		case err != nil:
			return nil, err
		case stopped:
			return nil, fmt.Errorf("parley: %w; nothing is written", cli.ErrInterrupted)
		}
		for _, answer := range answers {
			if err := answer(); err != nil {
				return nil, err
			}
		}
		return report.Page(in), nil
	})
	if err == nil && f.serve {
		err = serve(ctx, a, f.Out)
	}
	return err
}

// isShipped says that a war is played as it is shipped, from its shipped posterior.
func (f *reportFlags) isShipped(s *scenarios.Scenario) bool {
	_, ok := scenarios.Source(f.Scenario)
	return ok && s.Window != "" && len(f.Set)+len(f.Without) == 0 &&
		(f.Parameters == "" || f.Parameters == sim.ParameterModeNames[sim.ParametersPosterior])
}

// serve a page on the loopback interface until ctx ends.
func serve(ctx context.Context, a *cli.App, file string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })}
	context.AfterFunc(ctx, func() { _ = s.Close() })
	fmt.Fprintf(a.Stderr, "Open http://%s/page in a browser; an interrupt ends this\n", l.Addr())
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// mostLive bounds the histories that a page has, to compare with those it plays.
const mostLive = 20_000

// live is what the page needs to play the war itself.
func (f *reportFlags) live(t *scenarios.Template, name string) (*report.Live, error) {
	war := &whatif.War{Name: t.Scenario().Name, Text: t.Text(), Without: f.Without, Seed: f.Seed}
	if cli.IsFile(f.Parameters) {
		text, err := fault.ReadFile(f.Parameters, fault.MostTable)
		if err != nil {
			return nil, err
		}
		war.Posterior = string(text)
	}
	words := append([]string{"parley compare", cli.Quoted(name)}, f.Overrides()...)
	if f.Parameters != "" {
		words = append(words, "--parameters", cli.Quoted(f.Parameters))
	}
	return &report.Live{War: war, Base: whatif.Codes{}, Command: strings.Join(words, " ")}, nil
}

// Histories of a quick page, and of any part of a page unless fewer are asked for.
const (
	quickReps = 500
	leastReps = 20
)

// plan lists what the page needs, as parley compare asks it, so that what is wrong with the scenario
// shows before anything is played. Questions with many arms have a share of the histories. What
// answers them is called when all is played.
func (f *reportFlags) plan(in *report.Input, t *scenarios.Template) (all []sweep.Cell, answers []func() error, err error) {
	sized := func(share int, more ...string) *cli.SweepFlags {
		g := f.SweepFlags
		g.Reps, g.More = max(min(f.Reps, leastReps), f.Reps/share), more
		return &g
	}
	var wrong []error
	add := func(q *query, err error, keep func(experiment.Result)) {
		if wrong = append(wrong, err); err != nil {
			return
		}
		all = slices.Concat(all, q.cells(nil), q.crossed(experiment.SideFor(q.e.Requested)))
		answers = append(answers, func() error {
			answer, err := q.answer()
			if err == nil {
				keep(answer)
			}
			return err
		})
	}
	arms, left := CompareArms(in.Scenario, nil)
	e := newExperiment(sized(1), "compare", in.Scenario, arms)
	e.Left = left
	q := regimesQuestion(e)
	q.wars[0].History = func(_ int, outcomes []sim.Outcome) error {
		if len(in.Live.Base[arms[0].Name]) < mostLive {
			in.Live.Base.Add(arms, outcomes)
		}
		return nil
	}
	add(q, nil, func(r experiment.Result) { in.Summary = r.(*experiment.Summary) })
	if len(in.Scenario.Config.Mediators) > 0 {
		q, err := leadsQuestion(sized(1, "--leads", levelAll), t, levelAll)
		add(q, err, func(r experiment.Result) { in.Leads = r.(*question.Leads) })
	}
	if in.Scenario.Arm.Lead >= 0 {
		q, err := mechanismsQuestion(sized(10, "--mechanisms"), in.Scenario)
		add(q, err, func(r experiment.Result) { in.Mechanisms = r.(*question.Mechanisms) })
	}
	if _, err := question.PlanRoles(in.Scenario.Config, in.Scenario.Arm); err == nil {
		q, err := rolesQuestion(sized(10, "--roles"), in.Scenario)
		add(q, err, func(r experiment.Result) { in.Roles = r.(*question.Roles) })
	}
	return all, answers, errors.Join(wrong...)
}

// reportSweep writes the page of a result set, which plays nothing.
func reportSweep(a *cli.App, f *reportFlags, given *pflag.FlagSet, dir string) error {
	var wrong error
	given.Visit(func(flag *pflag.Flag) {
		if flag.Name != "out" && flag.Name != "figures" {
			wrong = cli.BadInputf("parley: --%s: goes with a scenario; %s is the folder of a result set, and nothing is played", flag.Name, dir)
		}
	})
	if wrong != nil {
		return wrong
	}
	r, err := store.OpenResults(dir, false)
	if err != nil {
		return err
	}
	defer r.Close()
	return writePage(a, f, dir, func() (*document.Document, error) { return report.Sweep(r, cli.Quoted(dir)) })
}

// writePage makes the page and puts it, and its pictures, in place; whatever fails,
// nothing is half written.
func writePage(a *cli.App, f *reportFlags, scenario string, make func() (*document.Document, error)) (err error) {
	if err := cli.CheckReplaceable("--out", f.Out, scenario, "a page", "<!DOCTYPE html>"); err != nil {
		return err
	}
	if err := store.CheckWritable(f.Out); err != nil { // before it plays; a kill then leaves nothing
		return err
	}
	if f.figures != "" {
		if err := cli.NewFolder("--figures", f.figures); err != nil {
			return err
		}
		defer func() {
			if err != nil {
				_ = os.Remove(f.figures) // if it is empty
			}
		}()
	}
	page, err := make()
	if err != nil {
		return err
	}
	err = store.WriteFile(f.Out, func(w io.Writer) error {
		err := page.WriteHTML(w)
		if err == nil && f.figures != "" {
			err = WriteFigures(f.figures, page)
		}
		return err
	})
	if err != nil {
		return err
	}
	a.Wrote(f.Out)
	if f.figures != "" {
		fmt.Fprintf(a.Stderr, "Wrote the pictures to %s\n", f.figures)
	}
	return nil
}

// WriteFigures writes each picture of a document in its three forms.
func WriteFigures(dir string, page *document.Document) error {
	for _, f := range figures.Of(page) {
		pixels, err := f.PNG()
		if err != nil {
			return err
		}
		if err := cli.WriteFiles(dir, [2]string{f.Name + ".svg", string(f.SVG())}, [2]string{f.Name + ".png", string(pixels)}, [2]string{f.Name + ".csv", string(f.CSV())}); err != nil {
			return err
		}
	}
	return nil
}
