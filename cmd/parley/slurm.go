package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/store"
	"parley/scenarios"
	"parley/sim/sweep"
)

// slurmFlags say how an array of tasks is cut and submitted.
type slurmFlags struct {
	planFlags
	tasks, cores int
	task         time.Duration
	options      []string
	submit       bool
}

const (
	taskTime  = 20 * time.Minute
	mostCores = 1024
)

func (a *app) slurmCommand() *cobra.Command {
	var f slurmFlags
	c := &cobra.Command{
		Use:   "slurm SCENARIO|DIR",
		Short: "The array job of Slurm that plays a sweep on a cluster, and merges it",
		Long: "slurm cuts a sweep into shards and writes two scripts into its folder: " + slurmArray + ", an array with a task\n" +
			"for each shard that is missing, and " + slurmMerge + ", to run when the array has ended. Asked again with the folder\n" +
			"alone, it brings the list of shards up to date: whatever failed, that is all there is to do.",
		Example: "  parley slurm tajikistan --vary 'coordination.acceptance=0:1:101' --reps 100000 --out acceptance --submit\n" +
			"  parley slurm acceptance --submit",
		Args: oneScenario,
		RunE: func(c *cobra.Command, args []string) error { return a.slurm(c.Context(), &f, args[0], c.Flags()) },
	}
	f.planFlags.add(c)
	flags := c.Flags()
	flags.Var(whole(&f.tasks, 1, store.MaxShards), "tasks", "tasks to cut the plan into (default: so that each takes about --task-time)")
	f.cores = 1
	flags.Var(whole(&f.cores, 1, mostCores), "cpus", "cores of a task")
	flags.DurationVar(&f.task, "task-time", taskTime, "how long a task should take")
	flags.Var(repeated(&f.options), "sbatch", "another `option` for the scripts, as partition=short (repeatable)")
	flags.BoolVar(&f.submit, "submit", false, "submit them with sbatch, and print the numbers of the jobs")
	return c
}

// slurm makes the result set, if need be, and writes its scripts.
func (a *app) slurm(ctx context.Context, f *slurmFlags, argument string, given *pflag.FlagSet) error {
	if f.task <= 0 {
		return badInputf("parley: --task-time = %s: want a time, as 20m", f.task)
	}
	if err := a.checkSbatch(f.options); err != nil {
		return err
	}
	dir, e, err := f.experiment(argument, given)
	if err != nil {
		return err
	}
	a.warn(e)
	place, err := e.place(dir)
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err == nil {
		err = slurmFolder(dir)
	}
	if err != nil {
		return err
	}
	renew := given.Changed("cpus") || given.Changed("task-time") || given.Changed("sbatch")
	if _, err := os.Stat(filepath.Join(dir, slurmArray)); err != nil {
		renew = true
	}
	var one time.Duration
	if renew {
		if one, err = a.onePoint(ctx, e, place); err != nil {
			return err
		}
	}
	m, err := f.settle(ctx, dir, e, one)
	if err != nil {
		return err
	}
	job, err := f.job(dir, place, m, one)
	if err != nil {
		return err
	}
	return a.arrange(ctx, f, m, job, renew)
}

// arrange writes the scripts for what is missing, and submits them if asked.
func (a *app) arrange(ctx context.Context, f *slurmFlags, m *store.Manifest, job *slurmJob, renew bool) error {
	left, warnings, err := store.Missing(job.dir)
	if err != nil {
		return storeError(err)
	}
	for _, w := range warnings {
		fmt.Fprintln(a.stderr, "parley:", w)
	}
	done, err := store.Finished(job.dir)
	if err != nil {
		return storeError(err)
	}
	if done {
		fmt.Fprintf(a.out, "%s: nothing is missing, and the shards are merged\n", job.dir)
		return nil
	}
	job.todo = left.String()
	if err := job.write(renew); err != nil {
		return err
	}
	if f.submit {
		return a.submit(ctx, job)
	}
	a.tell(job)
	return nil
}

// experiment of a scenario and its flags, or of the result set that an earlier
// call made.
func (f *slurmFlags) experiment(argument string, given *pflag.FlagSet) (dir string, e *study, err error) {
	if _, err := os.Stat(filepath.Join(argument, "manifest.json")); err != nil {
		if f.out == "" {
			return "", nil, badInputf("parley slurm: want --out DIR")
		}
		e, err := f.plan(argument, given)
		return f.out, e, err
	}
	for _, name := range []string{"out", "vary", "set", "without", "design", "points", "table", "reps", "seed", "compare", "regimes", "histories", "tasks"} {
		if given.Changed(name) {
			return "", nil, badInputf("parley: --%s: %s has its plan already: want no more than --cpus, --task-time, --sbatch and --submit", name, argument)
		}
	}
	m, err := store.Open(argument)
	if err != nil {
		return "", nil, storeError(err)
	}
	m.Plan.Model = modelVersion // a folder that another one began is refused
	return argument, &study{plan: m.Plan, rerun: m.Command}, nil
}

// onePoint is how long a point takes on one core; 0 if it cannot be told.
func (a *app) onePoint(ctx context.Context, e *study, at workplace) (time.Duration, error) {
	if e.template == nil {
		t, err := planned(&e.plan, at.scenario(e.plan.Scenario))
		if err != nil {
			return 0, err
		}
		e.template = t
	}
	arms, each := e.measure(ctx, sweep.AllPoints(e.size()))
	if each == 0 {
		fmt.Fprintln(a.stderr, "parley: no estimate of the time: the scenario is refused at the point tried")
	}
	return duration(each.Seconds() * e.histories(1, arms)), nil
}

// settle makes a folder the result set of the plan, cut into shards, or finds
// that it is. How it is cut stays as it is: shards may be there.
func (f *slurmFlags) settle(ctx context.Context, dir string, e *study, one time.Duration) (*store.Manifest, error) {
	most := maxArray(ctx)
	shards := planShards(e.size(), one, f.task, f.cores, most)
	there, err := store.Open(dir)
	switch {
	case f.tasks > min(most, e.size()):
		return nil, badInputf("parley: --tasks = %d: want at most %d: %s, and %d tasks in an array", f.tasks, min(most, e.size()), points(e.size()), most)
	case f.tasks > 0:
		shards = f.tasks
	case err == nil && there.Shards > 0:
		shards = there.Shards
	}
	m := store.Manifest{Plan: e.plan, Shards: shards, Version: programVersion(), Go: runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Command: e.rerun}
	set, err := store.Start(dir, m, store.Options{})
	if err != nil {
		return nil, storeError(err)
	}
	if err := set.Close(); err != nil {
		return nil, storeError(err)
	}
	return &m, nil
}

// job is the scripts of a result set; which shards are to do is not yet said.
func (f *slurmFlags) job(dir string, at workplace, m *store.Manifest, one time.Duration) (*slurmJob, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("parley: %w", err)
	}
	n, err := m.Plan.Size()
	if err != nil {
		return nil, badInput{fmt.Errorf("parley: %w", err)}
	}
	return &slurmJob{dir: dir, workplace: at, program: program, shards: m.Shards,
		cores: f.cores, minutes: limitOf(n, m.Shards, f.cores, one), options: f.options}, nil
}

// workplace is a command that plays a sweep, and the folder in which it was given:
// its relative paths hold there. Both are words of a shell.
type workplace struct{ folder, sweep string }

// place is where the scripts of a result set play it. A set that is named by its
// folder alone may be named from anywhere: there, its script says so.
func (e *study) place(dir string) (workplace, error) {
	if e.template == nil {
		script, err := os.ReadFile(filepath.Join(dir, slurmArray))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return workplace{}, storeError(err)
		}
		if found := scriptPlace.FindSubmatch(script); found != nil {
			return workplace{string(found[1]), string(found[2])}, nil
		}
	}
	folder, err := os.Getwd()
	if err != nil {
		return workplace{}, fmt.Errorf("parley: %w", err)
	}
	return workplace{quoted(folder), e.rerun}, nil
}

// scriptPlace finds a workplace in what slurmJob.array writes.
var scriptPlace = regexp.MustCompile(`(?m)^cd (.+) \|\| exit\n(?:.*\n)*?(parley sweep .+) --out .+ \\$`)

// scenario is the path of a scenario of a sweep that was asked for here.
func (at workplace) scenario(name string) string {
	if _, shipped := scenarios.Source(name); shipped || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(unquoted(at.folder), name)
}

var arrayLine = regexp.MustCompile(`(?m)^#SBATCH --array=.*$`)

// write puts the scripts into the folder. What stands there keeps what a user
// wrote into it unless renew is set: only the list of shards is brought up to date.
func (j *slurmJob) write(renew bool) error {
	if err := os.MkdirAll(filepath.Join(j.dir, slurmLogs), 0o777); err != nil {
		return storeError(err)
	}
	for _, script := range []struct{ name, text string }{{slurmArray, j.array()}, {slurmMerge, j.merge()}} {
		path := filepath.Join(j.dir, script.name)
		old, err := os.ReadFile(path)
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return storeError(err)
		case err == nil && !renew && j.todo != "":
			script.text = arrayLine.ReplaceAllLiteralString(string(old), "#SBATCH --array="+j.todo)
		case err == nil && !renew:
			script.text = string(old)
		}
		if err := writeWhole(path, []byte(script.text)); err != nil {
			return err
		}
	}
	return nil
}

// tell says how to submit the scripts.
func (a *app) tell(j *slurmJob) {
	array, merge := quoted(filepath.Join(j.dir, slurmArray)), quoted(filepath.Join(j.dir, slurmMerge))
	if j.todo == "" {
		fmt.Fprintf(a.out, "all %d shards are there; they are merged by\n  sbatch %s\n", j.shards, merge)
		return
	}
	fmt.Fprintf(a.out, "shards %s of %d are to do; --submit submits them, and so does\n", j.todo, j.shards)
	fmt.Fprintf(a.out, "  array=$(sbatch --parsable %s)\n  sbatch --dependency=afterany:\"$array\" %s\n", array, merge)
}
