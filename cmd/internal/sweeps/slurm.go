package sweeps

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/store"
	"parley/sim/sweep"
)

const (
	slurmArray = "slurm-array.sh"
	slurmLogs  = "slurm-logs"

	// taskTime of a task, unless --tasks cuts the plan.
	taskTime = 20 * time.Minute
	// arrayLimit is how many tasks an array may have unless a site says otherwise:
	// Slurm's default MaxArraySize.
	arrayLimit = 1001
	// slack multiplies the estimate of a task for its time limit: nodes differ.
	slack = 4
	// leastMinutes of a limit, so that start and file system have their time; mostMinutes
	// are ten years: no site grants more.
	leastMinutes, mostMinutes = 10, 10 * 365 * 24 * 60
)

func Slurm(a *cli.App) *cobra.Command {
	var e study
	tasks := 0
	c := cli.Command("slurm", cli.OneScenario, func(c *cobra.Command, args []string) error {
		if e.Out == "" {
			return cli.BadInputf("parley slurm: want --out DIR")
		}
		if err := e.sweep(args[0], c.Flags()); err != nil {
			return err
		}
		return slurm(c.Context(), a, &e, tasks)
	})
	e.add(c)
	c.Flags().Var(cli.Whole(&tasks, 1, store.MaxShards), "tasks", "tasks to cut the plan into (default: so that each takes about 20 minutes)")
	return c
}

// slurm makes the result set and its script, and says how to submit what is missing.
func slurm(ctx context.Context, a *cli.App, e *study, tasks int) error {
	a.Warn(e.notes())
	if tasks > e.size() {
		return cli.BadInputf("parley: --tasks = %d: want at most %d, the points", tasks, e.size())
	}
	dir, err := filepath.Abs(e.Out)
	if err != nil {
		return err
	}
	arms, each := e.measure(ctx, a, sweep.Indices{{End: e.size()}})
	point := each * time.Duration(e.plan.Reps*arms)
	if tasks == 0 {
		tasks = planTasks(e.size(), point)
	}
	if tasks > arrayLimit {
		a.Warn([]string{fmt.Sprintf("NOTE: %d tasks: unless your site says otherwise (MaxArraySize in scontrol show config), Slurm takes %d in an array", tasks, arrayLimit)})
	}
	m, err := e.manifest(tasks)
	if err != nil {
		return err
	}
	set, err := store.Start(dir, m, store.Options{})
	if err != nil {
		return err
	}
	set.Close()
	err = os.MkdirAll(filepath.Join(dir, slurmLogs), 0o777)
	folder, wrong := os.Getwd()
	program, lost := os.Executable()
	array := filepath.Join(dir, slurmArray)
	if err = errors.Join(err, wrong, lost); err == nil {
		err = cli.WriteWhole(array, []byte(arrayScript(dir, folder, program, e.rerun, tasks, limitOf(e.size(), tasks, point))))
	}
	if err != nil {
		return err
	}
	left, warnings, err := store.Missing(dir)
	if err != nil {
		return err
	}
	a.Warn(warnings)
	merge := cli.Quoted(program) + " merge " + cli.Quoted(dir)
	if len(left) == 0 {
		fmt.Fprintf(a.Out, "all shards are there; they are merged by\n  %s\n", merge)
		return nil
	}
	fmt.Fprintf(a.Out, "shards %s are to do:\n  array=$(sbatch --parsable --array=%[1]s %s)\n  sbatch --dependency=afterany:\"$array\" --wrap %s\n",
		left, cli.Quoted(array), cli.Quoted(merge))
	return nil
}

// planTasks sizes an array: points a task such that it is busy for about taskTime.
func planTasks(points int, point time.Duration) int {
	work := float64(points) * point.Seconds()
	return max(1, int(min(math.Ceil(work/taskTime.Seconds()), float64(points), arrayLimit)))
}

// limitOf a task, in minutes.
func limitOf(points, tasks int, point time.Duration) int {
	work := float64(points) / float64(tasks) * point.Minutes()
	return int(max(leastMinutes, min(math.Ceil(slack*work), mostMinutes)))
}

// arrayScript can be run again at any time: a shard that is there is left alone. In the
// path of a log a percent sign stands for a number.
func arrayScript(dir, folder, program, rerun string, tasks, minutes int) string {
	logs := strings.NewReplacer("%", "%%", `"`, `\"`).Replace(filepath.Join(dir, slurmLogs))
	return fmt.Sprintf(`#!/bin/bash
#SBATCH --job-name=parley
#SBATCH --open-mode=append
#SBATCH --output="%s/shard-%%a.txt"
#SBATCH --time=%d
#SBATCH --requeue
cd %s || exit
parley() { %s "$@"; }
%s --out %s \
	--shard "$SLURM_ARRAY_TASK_ID/%d" --workers "${SLURM_CPUS_PER_TASK:-1}"
status=$?
[ $status = 3 ] && status=0 # some points were refused: that is a result too
exit $status
`, logs, minutes, cli.Quoted(folder), cli.Quoted(program), rerun, cli.Quoted(dir), tasks)
}
