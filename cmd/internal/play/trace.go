package play

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/narrative"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// defaultAmong is how many histories a choice is from.
const defaultAmong = 1000

// endings by the name that --end has for them, beside the reasons of the model.
var endings = map[string]func(*sim.Outcome) bool{
	"kept":      (*sim.Outcome).Kept,
	"collapsed": func(o *sim.Outcome) bool { return o.Settled() && !o.Kept() },
}

type traceFlags struct {
	cli.ScenarioFlags
	replication, among int
	regime, end        string
	likeRecord, both   bool
}

func Trace(a *cli.App) *cobra.Command {
	f := traceFlags{among: defaultAmong}
	c := f.Command("trace", func(c *cobra.Command, s *scenarios.Scenario) error {
		given := c.Flags().Changed
		switch {
		case given("record") && !f.likeRecord:
			return cli.BadInputf("parley: --record: goes with a choice of histories: --like-the-record")
		case given("among") && !f.likeRecord && f.end == "":
			return cli.BadInputf("parley: --among: goes with a choice of histories: --like-the-record or --end")
		}
		arms, err := f.armsOf(s, given("regime"))
		if err != nil {
			return err
		}
		h := &narrative.History{Scenario: s.Name, Config: s.Config, Seed: f.Seed}
		if err := f.choose(c.Context(), h, s, &arms[0]); err != nil {
			return err
		}
		return f.tell(a, h, arms, given("regime") || f.both)
	})
	f.AddScenario(c, "format", "seed", "record")
	flags := c.Flags()
	flags.Var(cli.Whole(&f.replication, 0, math.MaxInt32), "replication", "which history, counted from 0 as in --histories; with --end or --like-the-record, the first that is looked at")
	flags.Var(cli.Choice(&f.regime, cli.RegimeNames...), "regime", "`regime` in place of the scenario's (parley list regimes)")
	flags.Var(cli.Choice(&f.end, append(sim.EndReasonNames[:], "kept", "collapsed")...), "end", "tell the first history that ends so")
	flags.BoolVar(&f.likeRecord, "like-the-record", false, "tell the history that is nearest to the record of the war")
	flags.Var(cli.Whole(&f.among, 1, mostCourses), "among", "choose from so many histories")
	flags.BoolVar(&f.both, "both-arms", false, "tell it with a lead and with nobody leading, and where the two part")
	return c
}

// armsOf is what is told: the scenario's own arm, that of a regime, or two.
func (f *traceFlags) armsOf(s *scenarios.Scenario, given bool) ([]sim.Arm, error) {
	switch {
	case f.both && given:
		return nil, cli.BadInputf("parley: --both-arms and --regime: want one of them; parley why --arms compares any two")
	case f.end != "" && f.likeRecord:
		return nil, cli.BadInputf("parley: --end and --like-the-record: want one of them")
	case f.both:
		return armsNamed(s, "--both-arms", sim.RegimeLead.String(), sim.RegimeNetworked.String())
	case given:
		return armsNamed(s, "--regime", f.regime)
	}
	return []sim.Arm{s.Arm}, nil
}

// tell a history under each arm.
func (f *traceFlags) tell(a *cli.App, h *narrative.History, arms []sim.Arm, named bool) error {
	var told []*narrative.History
	for i := range arms {
		one := *h
		if i > 0 {
			one.Remark = "" // the first arm's
		}
		more := []string{"--seed", fmt.Sprint(f.Seed), "--replication", fmt.Sprint(h.Replication)}
		if named {
			more = append(more, "--regime", arms[i].Regime.String())
		}
		one.Arm, one.Rerun = &arms[i], cli.Again("trace", f.Scenario, &f.ScenarioFlags, more...)
		if err := played(&one); err != nil {
			return err
		}
		told = append(told, &one)
	}
	first := told[0]
	if !f.both {
		return a.Print(f.Format, narrative.NewTrace(first), narrative.Chronicle(first).Text(a.Screen))
	}
	document, p := narrative.NewBoth(first, told[1]), narrative.Part(first, told[1])
	first.Remark = strings.TrimSpace(strings.Join([]string{first.Remark, cmp.Or(p.Act, "The acts are the same under both."),
		cmp.Or(p.Turn, "Nothing else that happens differs.")}, " "))
	return a.Print(f.Format, document, narrative.Chronicle(first).Text(a.Screen)+"\n"+narrative.Chronicle(told[1]).Text(a.Screen))
}

// Tell plays a history and puts its chronicle on stdout.
func Tell(a *cli.App, format string, h *narrative.History) error {
	if err := played(h); err != nil {
		return err
	}
	return a.Print(format, narrative.NewTrace(h), narrative.Chronicle(h).Text(a.Screen))
}

// played plays a history and keeps what happened.
func played(h *narrative.History) error {
	w, err := sim.NewWorld(h.Config)
	if err != nil {
		return err
	}
	events, outcome := w.Trace(h.Arm, sim.NewSeed(h.Seed), h.Replication)
	h.Version, h.Events, h.Outcome = cli.ProgramVersion(), events, &outcome
	return nil
}

// choose the replication that is told, and say why this one.
func (f *traceFlags) choose(ctx context.Context, h *narrative.History, s *scenarios.Scenario, arm *sim.Arm) error {
	h.Replication = f.replication
	among, seed := words.Count(f.among, "history", "histories"), sim.NewSeed(f.Seed)
	switch {
	case f.end != "":
		is := endings[f.end]
		if is == nil {
			at := sim.EndReason(slices.Index(sim.EndReasonNames[:], f.end))
			is = func(o *sim.Outcome) bool { return o.End == at }
		}
		at, otherwise, err := f.nearest(ctx, h.Config, func(w *sim.World) (distance, error) {
			return func(k int) float64 {
				out := w.Run(arm, seed, k)
				return float64(1 - stats.Bit(is(&out)))
			}, nil
		})
		if err != nil {
			return err
		}
		if otherwise > 0 {
			return cli.BadInputf("parley: --end = %s: none of %s under %s ends so; --among looks at more", f.end, among, arm.Regime)
		}
		h.Replication, h.Remark = at, fmt.Sprintf("The first history from %d on that ends as asked for under %s: %s.", f.replication, arm.Regime, f.end)
	case f.likeRecord:
		if f.Record == "" && !record.Of(s.Name) {
			return cli.BadInputf("parley: --like-the-record: no record of %s is built in; name the folder of one with --record DIR", s.Name)
		}
		of, err := record.Named(s, f.Record)
		if err != nil {
			return cli.Bad(err)
		}
		war := calibrate.War{Config: s.Config, Arm: *arm, Record: of, Months: s.Config.Months}
		fit, least := calibrate.Fitting{Wars: []calibrate.War{war}, Seed: f.Seed}, 0.0
		p, err := fit.Problem()
		if err == nil {
			h.Replication, least, err = f.nearest(ctx, h.Config, func(w *sim.World) (distance, error) {
				o, err := observe.New(h.Config, of, war.Months)
				return func(k int) float64 {
					all, _ := o.Play(w, arm, seed, k)
					return abc.Distance(p.Target, p.Wars[0].Values(all))
				}, err
			})
		}
		if err != nil {
			return cli.BadInputf("parley: --like-the-record: %w", err)
		}
		h.Remark = fmt.Sprintf("The nearest to the record among %s under %s: its distance is %.2f, from 0 for alike in all that parley calibrate compares to %d for in nothing. "+
			"Single acts of third parties are not compared.", among, arm.Regime, least, abc.Farthest)
	}
	return nil
}

// distance of a history from what is wanted.
type distance func(replication int) float64

var errFound = errors.New("found")

// nearest of the histories that are looked at: the first of the least distance.
func (f *traceFlags) nearest(ctx context.Context, c *sim.Config, measure func(*sim.World) (distance, error)) (at int, least float64, err error) {
	least = math.Inf(1)
	err = sweep.InOrder(ctx, f.among, f.Workers, func() (distance, error) {
		w, err := sim.NewWorld(c)
		if err != nil {
			return nil, err
		}
		return measure(w)
	}, func(of distance, i int) (float64, error) { return of(f.replication + i), nil },
		func(i int, is float64) error {
			if is < least {
				at, least = f.replication+i, is
			}
			if is == 0 {
				return errFound
			}
			return nil
		})
	if errors.Is(err, errFound) {
		err = nil
	}
	return at, least, err
}
