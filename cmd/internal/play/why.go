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
	"parley/results/experiment"
	"parley/results/narrative"
	"parley/results/why"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// mostCourses are kept in memory, month by month.
const mostCourses = 20_000

type whyFlags struct {
	cli.SweepFlags
	arms              []string
	replication, with int
	window            why.Window
}

func Why(a *cli.App) *cobra.Command {
	f := whyFlags{window: why.Window{First: 1, Last: 12}}
	c := &cobra.Command{
		Use:   "why SCENARIO",
		Short: "Why a war went as it did: where two histories part, and what goes before settling",
		Long: `why sets two arms of one history side by side, up to the act at which they part, and on to their ends; then it ranks what goes
before settling over many histories, against the same months of histories that never settle. ` + cli.ScenarioHelp + `

Without --replication it tells the first history that ends otherwise in the two arms. With --with it tells two histories of one arm.`,
		Example: "  parley why tajikistan\n  parley why tajikistan --replication 44 --arms lead,independent\n  parley why tajikistan --replication 1 --with 2 --before 13-24",
		Args:    cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			one, two := c.Flags().Changed("replication"), c.Flags().Changed("with")
			if two && (!one || f.replication == f.with) {
				return cli.BadInputf("parley: --with = %d: want another history beside --replication", f.with)
			}
			arms, err := f.twoArms(s, two)
			if err != nil {
				return err
			}
			if f.window.First >= s.Config.Months {
				return cli.BadInputf("parley: --before = %d-%d: the war is followed for %d months", f.window.First, f.window.Last, s.Config.Months)
			}
			f.More = cli.Typed(c.Flags(), "reps")
			e := newExperiment(&f.SweepFlags, "why", s, arms)
			answer, err := f.answer(c.Context(), a, e, one, two)
			if err != nil {
				return err
			}
			return a.Show(f.Format, e, answer)
		},
	}
	f.Reps = defaultManyReps
	f.AddScenario(c, "format", "seed", "reps", "workers")
	flags := c.Flags()
	flags.Var(cli.Whole(&f.replication, 0, math.MaxInt32), "replication", "tell history `N`, counted from 0 (default the first that ends otherwise)")
	flags.Var(cli.Whole(&f.with, 0, math.MaxInt32), "with", "beside history `M` of the same arm")
	flags.Var(cli.List(&f.arms), "arms", "two regimes, or one with --with, as `A,B` (default lead,networked; parley list regimes)")
	flags.Var(cli.Span(&f.window.First, &f.window.Last, sim.MaxMonths), "before", "the months before a settlement that are compared")
	return c
}

// twoArms to tell, or the one whose histories are told side by side.
func (f *whyFlags) twoArms(s *scenarios.Scenario, one bool) ([]sim.Arm, error) {
	want := 2
	if one {
		want = 1
	}
	if len(f.arms) == 0 {
		arms, _ := CompareArms(s, defaultRegimes)
		return arms[:want], nil
	}
	var regimes []sim.Regime
	for _, name := range f.arms {
		r, err := regimeNamed("--arms", name)
		if err != nil {
			return nil, err
		}
		regimes = append(regimes, r)
	}
	if len(regimes) != want || len(slices.Compact(slices.Clone(regimes))) != want {
		return nil, cli.BadInputf("parley: --arms = %s: want %s", strings.Join(f.arms, ","), map[int]string{1: "one regime, as --with is given", 2: "two different regimes"}[want])
	}
	arms, left := CompareArms(s, regimes)
	if len(left) > 0 {
		return nil, cli.NoLead(s, "--arms", strings.Join(left, ","))
	}
	return arms, nil
}

// answer plays the histories, chooses a pair where none is given, and tells it.
func (f *whyFlags) answer(ctx context.Context, a *cli.App, e *experiment.Experiment, one, two bool) (*why.Why, error) {
	if e.Requested > mostCourses {
		return nil, cli.BadInputf("parley: --reps = %d: want at most %d, as every month is kept", e.Requested, mostCourses)
	}
	courses, err := f.courses(ctx, a, e)
	if err != nil {
		return nil, err
	}
	x := &why.Why{Head: experiment.NewHead(e, e.Requested), Nearest: f.window.First, Farthest: f.window.Last}
	for i := range courses {
		x.Before = append(x.Before, why.Contrasts(e.Arms[i].Name, courses[i], f.window))
	}
	pair := [2]*narrative.History{{Arm: &e.Arms[0], Replication: f.replication}, {Arm: &e.Arms[len(e.Arms)-1], Replication: f.replication}}
	chosen := false
	switch {
	case two:
		pair[1].Replication = f.with
	case !one:
		pair[0].Replication, chosen = why.Choose(courses[0], courses[1])
		pair[1].Replication = pair[0].Replication
	}
	for _, h := range pair {
		h.Scenario, h.Config, h.Seed = e.Scenario, e.Config, f.Seed
		if err := played(h); err != nil {
			return nil, err
		}
	}
	x.Pair = why.NewPair(pair[0], pair[1])
	x.Pair.Chosen = chosen
	if len(courses) == 2 {
		x.Ends = why.EndsOf(courses[0], courses[1])
	}
	return x, nil
}

// courses of all histories, by arm.
func (f *whyFlags) courses(ctx context.Context, a *cli.App, e *experiment.Experiment) ([][]why.Course, error) {
	bar := cli.NewProgress(a.Stderr, e.Requested, 1)
	defer bar.Stop()
	courses := make([][]why.Course, len(e.Arms))
	seed := sim.NewSeed(f.Seed)
	err := sweep.InOrder(ctx, e.Requested, f.Workers, func() (*sim.World, error) { return sim.NewWorld(e.Config) },
		func(w *sim.World, k int) (list []why.Course, err error) {
			for i := range e.Arms {
				list = append(list, why.Follow(w, &e.Arms[i], seed, k))
			}
			return list, nil
		},
		func(k int, list []why.Course) error {
			for i := range list {
				courses[i] = append(courses[i], list[i])
			}
			bar.Update(k+1, e.Requested)
			return nil
		})
	if errors.Is(err, context.Canceled) {
		return nil, fmt.Errorf("parley: %w before all histories were played", cli.ErrInterrupted)
	}
	return courses, err
}
