package play

import (
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
	c := &cobra.Command{
		Use:     "trace SCENARIO",
		Short:   "One history as a chronicle: who did what, what was signed and why",
		Long:    "trace plays one replication and tells it month by month: the one of --replication, the first that ends as --end says, or the nearest to the record. " + cli.ScenarioHelp,
		Example: "  parley trace tajikistan --replication 12 --regime lead\n  parley trace tajikistan --end victory\n  parley trace tajikistan --like-the-record\n  parley trace tajikistan --end settlement --both-arms",
		Args:    cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			for flag, goes := range map[string]bool{"among": f.end != "" || f.likeRecord, "record": f.likeRecord} {
				if c.Flags().Changed(flag) && !goes {
					return cli.BadInputf("parley: --%s: goes with a choice of histories: --like-the-record%s", flag, map[string]string{"among": " or --end"}[flag])
				}
			}
			arms, err := f.armsOf(s, c.Flags().Changed("regime"))
			if err != nil {
				return err
			}
			h := &narrative.History{Scenario: s.Name, Config: s.Config, Seed: f.Seed}
			if err := f.choose(c.Context(), h, s, &arms[0]); err != nil {
				return err
			}
			return f.tell(a, h, arms, c.Flags().Changed("regime"))
		},
	}
	f.AddScenario(c, "format", "seed", "record")
	flags := c.Flags()
	flags.Var(cli.Whole(&f.replication, 0, math.MaxInt32), "replication", "which history, counted from 0 as in --histories; with --end or --like-the-record, the first that is looked at")
	flags.StringVar(&f.regime, "regime", "", "`regime` in place of the scenario's (parley list regimes)")
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
	case f.both && s.Arm.Lead < 0:
		return nil, cli.NoLead(s, "--both-arms", "")
	case f.both:
		return []sim.Arm{armOf(s, sim.RegimeLead), armOf(s, sim.RegimeNetworked)}, nil
	case !given:
		return []sim.Arm{s.Arm}, nil
	}
	r, err := regimeNamed("--regime", f.regime)
	if err != nil {
		return nil, err
	}
	if sim.Regimes[r].NeedsLead && s.Arm.Lead < 0 {
		return nil, cli.NoLead(s, "--regime", f.regime)
	}
	return []sim.Arm{armOf(s, r)}, nil
}

// tell a history under each arm.
func (f *traceFlags) tell(a *cli.App, h *narrative.History, arms []sim.Arm, given bool) error {
	var told []*narrative.History
	for i := range arms {
		one := *h
		more := []string{"--seed", fmt.Sprint(f.Seed), "--replication", fmt.Sprint(h.Replication)}
		if given || f.both {
			more = append(more, "--regime", arms[i].Regime.String())
		}
		one.Arm, one.Rerun = &arms[i], cli.Again("trace", f.Scenario, &f.ScenarioFlags, more...)
		if err := played(&one); err != nil {
			return err
		}
		told = append(told, &one)
	}
	if len(told) == 1 {
		return show(a, f.Format, told[0])
	}
	if f.Format == cli.FormatJSON {
		return a.JSON(narrative.NewBoth(told[0], told[1]))
	}
	p := narrative.Part(told[0], told[1])
	for i, text := range []string{p.Act, p.Turn} {
		if text == "" {
			text = []string{"The acts are the same under both.", "Nothing that comes of them differs."}[i]
		}
		told[0].Remark = strings.TrimSpace(told[0].Remark + " " + text)
	}
	if err := show(a, f.Format, told[0]); err != nil {
		return err
	}
	a.Out.WriteString("\n")
	return show(a, f.Format, told[1])
}

// Tell plays a history and puts its chronicle on stdout.
func Tell(a *cli.App, format string, h *narrative.History) error {
	if err := played(h); err != nil {
		return err
	}
	return show(a, format, h)
}

func show(a *cli.App, format string, h *narrative.History) error {
	if format == cli.FormatJSON {
		return a.JSON(narrative.NewTrace(h))
	}
	return a.Text(narrative.Chronicle(h).Text(a.Screen))
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
	among := words.Count(f.among, "history", "histories")
	switch {
	case f.end != "":
		is := endings[f.end]
		if is == nil {
			at := sim.EndReason(slices.Index(sim.EndReasonNames[:], f.end))
			is = func(o *sim.Outcome) bool { return o.End == at }
		}
		first, err := f.firstOf(ctx, h, arm, is)
		if err != nil {
			return err
		}
		if first < 0 {
			return cli.BadInputf("parley: --end = %s: none of %s under %s ends so; --among looks at more", f.end, among, arm.Regime)
		}
		h.Replication, h.Remark = first, fmt.Sprintf("The first history from %d on that ends as asked for: %s.", f.replication, f.end)
	case f.likeRecord:
		if f.Record == "" && !record.Of(s.Name) {
			return cli.BadInputf("parley: --like-the-record: no record of %s is built in; name the folder of one with --record DIR", s.Name)
		}
		of, err := record.Named(s, f.Record)
		if err != nil {
			return cli.Bad(err)
		}
		at, distance, err := f.nearest(ctx, h, &calibrate.War{Config: s.Config, Arm: *arm, Record: of, Months: s.Config.Months})
		if err != nil {
			return cli.BadInputf("parley: --like-the-record: %w", err)
		}
		h.Replication = at
		h.Remark = fmt.Sprintf("The nearest to the record among %s: its distance is %.2f, from 0 for alike in all that parley calibrate compares to %d for in nothing.",
			among, distance, abc.Farthest)
	}
	return nil
}

var errFound = errors.New("found")

// firstOf the histories that is true of, -1 if there is none.
func (f *traceFlags) firstOf(ctx context.Context, h *narrative.History, arm *sim.Arm, is func(*sim.Outcome) bool) (int, error) {
	found := -1
	seed := sim.NewSeed(f.Seed)
	err := sweep.InOrder(ctx, f.among, f.Workers, func() (*sim.World, error) { return sim.NewWorld(h.Config) },
		func(w *sim.World, i int) (bool, error) {
			out := w.Run(arm, seed, f.replication+i)
			return is(&out), nil
		},
		func(i int, yes bool) error {
			if !yes {
				return nil
			}
			found = f.replication + i
			return errFound
		})
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}

// watcher plays histories as the record would have seen them.
type watcher struct {
	world    *sim.World
	observer *observe.Observer
}

// nearest history to the record, by the distance that a fit takes, and that distance.
func (f *traceFlags) nearest(ctx context.Context, h *narrative.History, war *calibrate.War) (at int, least float64, err error) {
	fitting := calibrate.Fitting{Wars: []calibrate.War{*war}, Seed: f.Seed}
	p, err := fitting.Problem()
	if err != nil {
		return 0, 0, err
	}
	seed := sim.NewSeed(f.Seed)
	least = math.Inf(1)
	err = sweep.InOrder(ctx, f.among, f.Workers, func() (w watcher, err error) {
		if w.world, err = sim.NewWorld(h.Config); err == nil {
			w.observer, err = observe.New(h.Config, war.Record, war.Months)
		}
		return w, err
	}, func(w watcher, i int) (float64, error) {
		all, _ := w.observer.Play(w.world, &war.Arm, seed, f.replication+i)
		return abc.Distance(p.Target, p.Wars[0].Values(all)), nil
	}, func(i int, distance float64) error {
		if distance < least {
			at, least = f.replication+i, distance
		}
		return nil
	})
	return at, least, err
}
