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
	"parley/sim"
	"parley/sim/sweep"
)

// sweepCommandFlags say where an experiment goes, and how.
type sweepCommandFlags struct {
	PlanFlags
	shard          string
	resume, dryRun bool
}

func Sweep(a *cli.App) *cobra.Command {
	var f sweepCommandFlags
	c := &cobra.Command{
		Use:   "sweep SCENARIO",
		Short: "Vary a scenario, point by point, into a folder that outlives crashes",
		Long: "sweep plays a scenario at many points and keeps the results in a folder. It writes the points in up to 100 parts:\n" +
			"--resume goes on behind those that are whole after a kill, a power cut or a full disk, and ends in the same bytes. " + cli.ScenarioHelp,
		Example: "  parley sweep tajikistan --vary 'coordination.acceptance=0:1:11' --compare --out acceptance\n" +
			"  parley sweep tajikistan --vary 'structure.attention=dilute,queue' --vary 'months=24:54:4' --out months\n" +
			"  parley sweep tajikistan --vary 'parameters.war_cost=0.001:0.02' --design sobol --points 256 --shard 3/8 --out cost",
		Args: cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			if f.Out == "" && !f.dryRun {
				return cli.BadInputf("parley sweep: want --out DIR, or --dry-run")
			}
			e, err := f.Plan(args[0], c.Flags())
			if err != nil {
				return err
			}
			return runSweep(c.Context(), a, &f, e, func(done store.Summary) error { return reportAll(a, f.Out, done) })
		},
	}
	f.PlanFlags.add(c, "workers")
	flags := c.Flags()
	flags.StringVar(&f.shard, "shard", "", "play part `I/N` of the plan, I from 0")
	flags.BoolVar(&f.resume, "resume", false, "go on with the results in --out")
	flags.BoolVar(&f.dryRun, "dry-run", false, "say how large the plan is and how long it takes, and write nothing")
	return c
}

// runSweep plays what is left of a plan, and reports when all is there.
func runSweep(ctx context.Context, a *cli.App, f *sweepCommandFlags, e *study, report func(store.Summary) error) error {
	shard, shards, err := shardOf(f.shard)
	if err != nil {
		return err
	}
	a.Warn(e.notes())
	if f.dryRun {
		announce(ctx, a, f, e, sweep.AllPoints(e.size()))
		return nil
	}
	set, err := store.Start(f.Out, e.manifest(shards), store.Options{Resume: f.resume, Shard: shard})
	if err != nil {
		return err
	}
	defer set.Close()
	a.Warn(set.Warnings)
	todo := set.Todo()
	if len(todo) > 0 || !set.Merged() {
		announce(ctx, a, f, e, todo)
	}
	return playPoints(ctx, a, f, e, set, todo, report)
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

// playPoints does what is left and reports.
func playPoints(ctx context.Context, a *cli.App, f *sweepCommandFlags, e *study, set *store.Set, todo sweep.Indices, report func(store.Summary) error) error {
	bar := cli.NewProgress(a.Stderr, todo.Count(), e.plan.Reps)
	err := sweep.RunPoints(ctx, sweep.Batch{Plan: &e.plan, Todo: todo, Workers: f.Workers, Build: e.build,
		Outputs: outcome.Values(), Sink: set.Append, History: set.History, Progress: bar.Update})
	bar.Stop()
	if err == nil {
		done, err := set.Finish()
		switch {
		case err != nil:
			return err
		case !set.Merged():
			return reportDone(a, fmt.Sprintf("%s, shard %s", f.Out, strings.Replace(f.shard, "/", " of ", 1)), done)
		}
		return report(done)
	}
	safe := fmt.Sprintf("%d of %d points are safe; the same command with --resume goes on", set.Done(), set.Span().End-set.Span().First)
	if errors.Is(err, context.Canceled) {
		return cli.TryAgainf("parley: %w: %s", cli.ErrInterrupted, safe)
	}
	return fmt.Errorf("%w: %s", err, safe)
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
	silent, err := silentFactors(r)
	if err == nil && silent != "" {
		fmt.Fprintln(a.Out, a.Screen.Wrap("NOTE: "+silent+"."))
	}
	return errors.Join(err, reportDone(a, filepath.Join(dir, "results.parquet"), done))
}

// reportDone says what there is, and ends with another code if points were refused.
func reportDone(a *cli.App, where string, done store.Summary) error {
	fmt.Fprintf(a.Out, "%s: %s\n", where, points(done.Points))
	if done.Refused > 0 {
		return cli.Refusedf("parley: %s refused by the scenario; column fault says why", points(done.Refused))
	}
	return nil
}

func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return fmt.Sprintf("%d points", n)
}

// manifest of the results, if the plan is cut into shards; 0 is not.
func (e *study) manifest(shards int) store.Manifest {
	return store.Manifest{Plan: e.plan, Shards: shards, Version: cli.ProgramVersion(), Go: runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Command: e.rerun, Notes: e.notes()}
}

func (e *study) size() int {
	n, _ := e.plan.Size() // checked before
	return n
}

// estimateHistories are played for an estimate.
const estimateHistories = 200

// announce says how large the plan is and how long the rest of it takes,
// measured on a few histories of the point in the middle of what is left.
func announce(ctx context.Context, a *cli.App, f *sweepCommandFlags, e *study, todo sweep.Indices) {
	left := todo.Count()
	arms, each := e.measure(ctx, a, todo)
	fmt.Fprintf(a.Stderr, "parley: %s, design %s, x %d arms x %d replications = %.0f histories, seed %d\n",
		points(e.size()), e.plan.Design, arms, e.plan.Reps, e.histories(e.size(), arms), e.plan.Seed)
	if n := e.plan.Points; e.plan.Design == sweep.Sobol && n&(n-1) != 0 {
		below := 1 << (bits.Len(uint(n)) - 1)
		fmt.Fprintf(a.Stderr, "parley: NOTE: points of Sobol's sequence lie evenly where their number is a power of two: rather %d or %d than %d\n", below, 2*below, n)
	}
	if n := e.size(); left < n {
		fmt.Fprintf(a.Stderr, "parley: %s to do here\n", points(left))
	}
	if each == 0 {
		return
	}
	workers := min(f.Workers, runtime.GOMAXPROCS(0))
	total := each.Seconds() * e.histories(left, arms) / float64(workers)
	fmt.Fprintf(a.Stderr, "parley: about %s with %d workers (%s a history)\n", longTime(total), f.Workers, each.Round(time.Microsecond))
}

// histories of a number of points: more than any whole number holds, if need be.
func (e *study) histories(points, arms int) float64 {
	return float64(points) * float64(e.plan.Reps) * float64(arms)
}

// measure plays a few histories in the middle of what is to do; no time if it cannot, and says why.
func (e *study) measure(ctx context.Context, a *cli.App, todo sweep.Indices) (arms int, each time.Duration) {
	if len(todo) == 0 {
		return 1, 0
	}
	middle := todo[len(todo)/2]
	point := middle.First + (middle.End-middle.First)/2
	config, all, err := e.build(e.plan.Overrides(e.plan.Point(point)))
	if err != nil {
		fmt.Fprintf(a.Stderr, "parley: no estimate of the time: the scenario is refused at point %d:\n%v\n", point, err)
		return 1, 0
	}
	cell := sweep.Cell{Config: config, Arms: all, Seed: sim.NewSeed(e.plan.Seed), Replications: max(1, estimateHistories/len(all))}
	tally, start := sweep.NewTallyOf(config, len(all), nil), time.Now()
	if sweep.Run(ctx, cell, tally) != nil { // the sweep itself reports it
		return len(all), 0
	}
	return len(all), time.Since(start) / time.Duration(tally.Replications*len(all))
}

// longTime is a number of seconds, and at most 100 years.
func longTime(seconds float64) time.Duration {
	return time.Duration(min(seconds, 100*365*24*3600) * float64(time.Second)).Round(time.Millisecond)
}
