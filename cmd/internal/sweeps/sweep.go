// Package sweeps has the commands of result sets: sweep makes one point by point, slurm on
// a cluster, merge and missing put shards together, results shows it, and replay tells one
// of its histories.
package sweeps

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/outcome"
	"parley/results/store"
	"parley/results/words"
	"parley/sim"
	"parley/sim/sweep"
)

func Sweep(a *cli.App) *cobra.Command {
	var e study
	c := cli.Command("sweep", cli.OneScenario, func(c *cobra.Command, args []string) error {
		if e.Out == "" && !e.dryRun {
			return cli.BadInputf("parley sweep: want --out DIR, or --dry-run")
		}
		if err := e.sweep(args[0], c.Flags()); err != nil {
			return err
		}
		return runSweep(c.Context(), a, &e, func(done store.Summary) error { return reportAll(a, e.Out, done) })
	})
	e.add(c, "workers")
	e.addPlaying(c.Flags())
	return c
}

func Merge(a *cli.App) *cobra.Command {
	return cli.Command("merge", cli.OneFolder, func(_ *cobra.Command, args []string) error {
		done, err := store.Merge(args[0])
		if store.Transient(err) {
			err = fmt.Errorf("%w: all points are safe; parley merge goes on", err)
		}
		if err != nil {
			return err
		}
		return reportAll(a, args[0], done)
	})
}

func Missing(a *cli.App) *cobra.Command {
	return cli.Command("missing", cli.OneFolder, func(_ *cobra.Command, args []string) error {
		left, warnings, err := store.Missing(args[0])
		if err != nil {
			return err
		}
		a.Warn(warnings)
		if len(left) > 0 {
			fmt.Fprintln(a.Out, left)
		}
		return nil
	})
}

// runSweep plays what is left of a plan, and reports when all is there.
func runSweep(ctx context.Context, a *cli.App, e *study, report func(store.Summary) error) error {
	shard, shards, err := shardOf(e.shard)
	if err != nil {
		return err
	}
	a.Warn(e.notes())
	if e.dryRun {
		announce(ctx, a, e, sweep.Indices{{End: e.size()}})
		return nil
	}
	m, err := e.manifest(shards)
	if err != nil {
		return err
	}
	set, err := store.Start(e.Out, m, store.Options{Resume: e.resume, Shard: shard})
	if err != nil {
		return err
	}
	defer set.Close()
	a.Warn(set.Warnings)
	todo, arms := set.Todo(), 0
	if len(todo) > 0 || set.Merged == nil {
		arms = announce(ctx, a, e, todo)
	}
	bar := cli.NewProgress(a.Stderr, todo.Count()*e.plan.Reps, arms)
	err = sweep.RunPoints(ctx, sweep.Batch{Plan: &e.plan, Todo: todo, Workers: e.Workers, Build: e.build,
		Outputs: outcome.Values(), Sink: set.Append, History: set.History, Progress: bar.Update})
	bar.Stop()
	var done store.Summary
	if err == nil {
		done, err = set.Finish()
	}
	safe := fmt.Sprintf("%d of %d points are safe; the same command%s goes on", set.Done(), set.Span.End-set.Span.First,
		words.If(shards == 0, " with --resume", ""))
	switch {
	case errors.Is(err, context.Canceled):
		return cli.Codedf(cli.ExitTryAgain, "parley: %w: %s", cli.ErrInterrupted, safe)
	case err != nil:
		return fmt.Errorf("%w: %s", err, safe)
	case set.Merged == nil:
		return reportDone(a, fmt.Sprintf("%s, shard %s", e.Out, strings.Replace(e.shard, "/", " of ", 1)), done)
	}
	return report(done)
}

// shardOf reads I/N; of nothing N is 0.
func shardOf(s string) (i, n int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	index, of, _ := strings.Cut(s, "/")
	i, err = strconv.Atoi(index)
	n, wrong := strconv.Atoi(of)
	if err != nil || wrong != nil || n < 1 || n > store.MaxShards || i < 0 || i >= n {
		return 0, 0, cli.BadInputf("parley: --shard = %s: want I/N, as 0/8: I from 0 to N-1, N from 1 to %d", s, store.MaxShards)
	}
	return i, n, nil
}

// reportAll says what the results in a folder are. If no point was played, it was
// a mistake in the input after all.
func reportAll(a *cli.App, dir string, done store.Summary) error {
	if done.Points > 0 && done.Refused == done.Points {
		return cli.BadInputf("parley: %s: the scenario is refused at every point (%s); column fault says why", dir, points(done.Points))
	}
	r, err := store.OpenResults(dir, false)
	if err != nil {
		return err
	}
	defer r.Close()
	notes, err := silentFactors(r)
	for _, note := range notes {
		fmt.Fprintln(a.Out, a.Screen.Wrap("NOTE: "+note+"."))
	}
	return errors.Join(err, reportDone(a, filepath.Join(dir, "results.parquet"), done))
}

// reportDone says what there is, and ends with another code if points were refused.
func reportDone(a *cli.App, where string, done store.Summary) error {
	fmt.Fprintf(a.Out, "%s: %s\n", where, points(done.Points))
	if done.Refused > 0 {
		return cli.Codedf(cli.ExitRefused, "parley: %s refused by the scenario; column fault says why", points(done.Refused))
	}
	return nil
}

func points(n int) string { return fmt.Sprintf("%d %s", n, words.One(n, "point", "points")) }

// manifest of the results, if the plan is cut into shards; 0 is not.
func (e *study) manifest(shards int) (store.Manifest, error) {
	build, err := cli.Build()
	return store.Manifest{Plan: e.plan, Shards: shards, Version: cli.ProgramVersion(), Build: build, Go: runtime.Version(),
		Platform: cli.Platform, Command: e.rerun, Notes: e.notes()}, err
}

func (e *study) size() int {
	n, _ := e.plan.Size() // checked before
	return n
}

// An estimate takes estimateHistories, and as many more as take estimateTime, but at most a tenth of what is to do.
const (
	estimateHistories = 200
	estimateTime      = time.Second / 4
)

// announce says how large the plan is and how long the rest of it takes,
// measured on some histories of the point in the middle of what is left; it returns how many arms that has.
func announce(ctx context.Context, a *cli.App, e *study, todo sweep.Indices) int {
	left := todo.Count()
	arms, each := e.measure(ctx, a, todo)
	fmt.Fprintf(a.Stderr, "parley: %s, design %s, x %s x %d replications = %.0f histories, seed %d\n",
		points(e.size()), e.plan.Design, words.Count(arms, "arm", "arms"), e.plan.Reps, e.histories(e.size(), arms), e.plan.Seed)
	if n := e.plan.Points; e.plan.Design == sweep.Sobol && n&(n-1) != 0 {
		below := 1 << (bits.Len(uint(n)) - 1)
		fmt.Fprintf(a.Stderr, "parley: NOTE: points of Sobol's sequence lie evenly where their number is a power of two: rather %d or %d than %d\n", below, 2*below, n)
	}
	if n := e.size(); left < n {
		fmt.Fprintf(a.Stderr, "parley: %s to do here\n", points(left))
	}
	if each > 0 {
		total := each.Seconds() * e.histories(left, arms) / float64(min(e.Workers, runtime.GOMAXPROCS(0)))
		fmt.Fprintf(a.Stderr, "parley: about %s with %s (%s a history)\n", cli.Rough(total), words.Count(e.Workers, "worker", "workers"), cli.Rough(each.Seconds()))
	}
	return arms
}

// histories of a number of points: more than any whole number holds, if need be.
func (e *study) histories(points, arms int) float64 {
	return float64(points) * float64(e.plan.Reps) * float64(arms)
}

// measure plays some histories in the middle of what is to do; no time if it cannot, and says why, or if nothing is.
func (e *study) measure(ctx context.Context, a *cli.App, todo sweep.Indices) (arms int, each time.Duration) {
	point := 0
	if len(todo) > 0 {
		middle := todo[len(todo)/2]
		point = middle.First + (middle.End-middle.First)/2
	}
	config, all, err := e.build(e.plan.Overrides(e.plan.Point(point)))
	if err != nil {
		all, _ = e.arms(e.Template.Scenario())
		if len(todo) > 0 {
			fmt.Fprintf(a.Stderr, "parley: no estimate of the time: the scenario is refused at point %d:\n%v\n", point, err)
		}
	}
	if err != nil || len(todo) == 0 {
		return len(all), 0
	}
	for n := max(1, estimateHistories/len(all)); ; n *= 2 {
		cell := sweep.Cell{Config: config, Arms: all, Tally: sweep.NewTally(config, len(all), nil), Seed: sim.NewSeed(e.plan.Seed), Replications: n}
		start := time.Now()
		if sweep.Run(ctx, cell) != nil { // the sweep itself reports it
			return len(all), 0
		}
		if took := time.Since(start); took > estimateTime || float64(n) > e.histories(todo.Count(), 1)/40 {
			return len(all), took / time.Duration(n*len(all))
		}
	}
}
