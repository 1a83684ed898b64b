package play

import (
	"context"
	"errors"
	"fmt"
	"math"
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
	// one history was asked for; two of one arm were.
	one, two bool
}

func Why(a *cli.App) *cobra.Command {
	f := whyFlags{window: why.Window{First: 1, Last: 12}}
	c := f.Command("why", func(c *cobra.Command, s *scenarios.Scenario) error {
		f.one, f.two = c.Flags().Changed("replication"), c.Flags().Changed("with")
		switch {
		case f.two && (!f.one || f.replication == f.with):
			return cli.BadInputf("parley: --with = %d: want another history beside --replication", f.with)
		case f.window.First >= s.Config.Months:
			return cli.BadInputf("parley: --before = %d-%d: the war is followed for %d months", f.window.First, f.window.Last, s.Config.Months)
		case f.Reps > mostCourses:
			return cli.BadInputf("parley: --reps = %d: want at most %d, as every month is kept", f.Reps, mostCourses)
		}
		arms, err := f.toTell(s)
		if err != nil {
			return err
		}
		f.More = cli.Typed(c.Flags(), "reps")
		e := newExperiment(&f.SweepFlags, "why", s, arms)
		answer, err := f.answer(c.Context(), a, e)
		if err != nil {
			return err
		}
		return a.Show(f.Format, e, answer)
	})
	f.Reps = defaultManyReps
	f.AddScenario(c, "format", "seed", "reps", "workers")
	flags := c.Flags()
	flags.Var(cli.Whole(&f.replication, 0, math.MaxInt32), "replication", "tell history `N`, counted from 0 (default the first that ends otherwise)")
	flags.Var(cli.Whole(&f.with, 0, math.MaxInt32), "with", "beside history `M` of the same arm")
	flags.Var(cli.List(&f.arms, cli.RegimeNames...), "arms", "two regimes, or one with --with, as `A,B` (default lead,networked; parley list regimes)")
	flags.Var(cli.Span(&f.window.First, &f.window.Last, sim.MaxMonths), "before", "the months before a settlement that are compared")
	return c
}

// toTell are two arms, or the one whose histories are told side by side.
func (f *whyFlags) toTell(s *scenarios.Scenario) ([]sim.Arm, error) {
	want, words := 2, "two different regimes"
	if f.two {
		want, words = 1, "one regime, as --with is given"
	}
	switch n := len(f.arms); {
	case n == 0:
		arms, _ := CompareArms(s, nil)
		return arms[:want], nil
	case n != want:
		return nil, cli.BadInputf("parley: --arms = %s: want %s", strings.Join(f.arms, ","), words)
	}
	return armsNamed(s, "--arms", f.arms...)
}

// answer plays the histories, chooses a pair where none is given, and tells it.
func (f *whyFlags) answer(ctx context.Context, a *cli.App, e *experiment.Experiment) (*why.Why, error) {
	courses, err := f.courses(ctx, a, e)
	if err != nil {
		return nil, err
	}
	x := &why.Why{Head: experiment.NewHead(e, e.Requested), Nearest: f.window.First, Farthest: f.window.Last}
	for i := range courses {
		x.Before = append(x.Before, why.Contrasts(e.Arms[i].Name, courses[i], f.window))
	}
	which, chosen := [2]int{f.replication, f.replication}, false
	switch {
	case f.two:
		which[1] = f.with
	case !f.one:
		which[0], chosen = why.Choose(courses[0], courses[1])
		which[1] = which[0]
	}
	var pair [2]*narrative.History
	for i, arm := range []*sim.Arm{&e.Arms[0], &e.Arms[len(e.Arms)-1]} {
		pair[i] = &narrative.History{Scenario: e.Scenario, Config: e.Config, Arm: arm, Seed: f.Seed, Replication: which[i]}
		if err := played(pair[i]); err != nil {
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
