package sweeps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/store"
	"parley/sim/sweep"
)

// slurmFlags say how an array of tasks is cut and submitted.
type slurmFlags struct {
	PlanFlags
	tasks, cores int
	task         time.Duration
	options      []string
	submit       bool
}

const (
	slurmArray = "slurm-array.sh"
	slurmMerge = "slurm-merge.sh"
	slurmLogs  = "slurm-logs"

	taskTime  = 20 * time.Minute
	mostCores = 1024
	// arrayLimit is how many tasks an array may have unless a site says otherwise:
	// Slurm's default MaxArraySize.
	arrayLimit = 1001
	// slack multiplies the estimate of a task for its time limit: nodes differ.
	slack = 4
	// leastMinutes of a limit, so that start and file system have their time.
	leastMinutes = 10
	// mostMinutes of one are ten years: no site grants more.
	mostMinutes = 10 * 365 * 24 * 60
)

func Slurm(a *cli.App) *cobra.Command {
	f := slurmFlags{cores: 1}
	c := &cobra.Command{
		Use:   "slurm SCENARIO|DIR",
		Short: "The array job of Slurm for a sweep, and its merge",
		Long: `slurm cuts a sweep into shards and writes two scripts into its folder: ` + slurmArray + `, an array with a task
for each shard that is missing, and ` + slurmMerge + `, to run when the array has ended. Asked again with the folder
alone, it brings the list of shards up to date: whatever failed, that is all there is to do.`,
		Example: "  parley slurm tajikistan --vary coordination.acceptance=0:1:101 --out a --submit\n" +
			"  parley slurm a --submit",
		Args: cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error { return slurm(c.Context(), a, &f, args[0], c.Flags()) },
	}
	f.PlanFlags.add(c)
	flags := c.Flags()
	flags.Var(cli.Whole(&f.tasks, 1, store.MaxShards), "tasks", "tasks to cut the plan into (default: so that each takes about --task-time)")
	flags.Var(cli.Whole(&f.cores, 1, mostCores), "cpus", "cores of a task")
	flags.DurationVar(&f.task, "task-time", taskTime, "how long a task should take")
	flags.Var(cli.Repeated(&f.options), "sbatch", "another `option` for the scripts, as partition=short (repeatable)")
	flags.BoolVar(&f.submit, "submit", false, "submit them with sbatch, and print the numbers of the jobs")
	return c
}

// slurm makes the result set and its scripts, or takes those of an earlier call; then
// the array has the shards that are missing.
func slurm(ctx context.Context, a *cli.App, f *slurmFlags, argument string, given *pflag.FlagSet) error {
	dir := argument
	var err error
	if _, absent := os.Stat(filepath.Join(dir, slurmArray)); absent == nil {
		given.Visit(func(flag *pflag.Flag) {
			if flag.Name != "submit" {
				err = cli.BadInputf("parley: --%s: %s has its plan and its scripts already: want no more than --submit", flag.Name, dir)
			}
		})
	} else {
		dir = f.Out
		err = prepareSlurm(ctx, a, f, argument, given)
	}
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	left, warnings, err := store.Missing(dir)
	if err != nil {
		return err
	}
	a.Warn(warnings)
	switch done, err := store.Finished(dir); {
	case err != nil:
		return err
	case done:
		fmt.Fprintf(a.Out, "%s: nothing is missing, and the shards are merged\n", dir)
		return nil
	}
	if err := setArray(filepath.Join(dir, slurmArray), left.String()); err != nil {
		return err
	}
	if f.submit {
		return submit(ctx, a, dir, left.String())
	}
	tell(a, dir, left.String())
	return nil
}

// prepareSlurm makes the result set of a plan, and its scripts.
func prepareSlurm(ctx context.Context, a *cli.App, f *slurmFlags, scenario string, given *pflag.FlagSet) error {
	switch {
	case f.Out == "":
		return cli.BadInputf("parley slurm: want --out DIR")
	case f.task <= 0:
		return cli.BadInputf("parley: --task-time = %s: want a time, as 20m", f.task)
	}
	for i, o := range f.options {
		if f.options[i] = strings.TrimPrefix(o, "--"); !sbatchOption.MatchString(f.options[i]) {
			return cli.BadInputf("parley: --sbatch = %q: want an option of sbatch, as partition=short", o)
		}
	}
	e, err := f.Plan(scenario, given)
	if err != nil {
		return err
	}
	a.Warn(e.notes())
	dir, err := filepath.Abs(f.Out)
	if err != nil {
		return err
	}
	if strings.ContainsAny(dir, "\\\n") {
		return cli.BadInputf("parley: %q: Slurm cannot write into a folder with a backslash or a line break in its name", dir)
	}
	arms, each := e.measure(ctx, sweep.AllPoints(e.size()))
	if each == 0 {
		fmt.Fprintln(a.Stderr, "parley: no estimate of the time: the scenario is refused at the point tried")
	}
	one := each * time.Duration(e.plan.Reps*arms)
	shards, err := f.shards(ctx, dir, e.size(), one)
	if err != nil {
		return err
	}
	set, err := store.Start(dir, e.manifest(shards), store.Options{})
	if err == nil {
		err = set.Close()
	}
	if err != nil {
		return err
	}
	job := slurmJob{Dir: dir, Sweep: e.rerun, Shards: shards, Cores: f.cores, Minutes: limitOf(e.size(), shards, f.cores, one), Options: f.options}
	if job.Folder, err = os.Getwd(); err == nil {
		job.Program, err = os.Executable()
	}
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, slurmLogs), 0o777)
	}
	if err != nil {
		return err
	}
	return errors.Join(cli.WriteWhole(filepath.Join(dir, slurmMerge), job.script(slurmMerge)), cli.WriteWhole(filepath.Join(dir, slurmArray), job.script(slurmArray)))
}

// shards of a plan. How a set is cut stays as it is: shards may be there.
func (f *slurmFlags) shards(ctx context.Context, dir string, points int, one time.Duration) (int, error) {
	most := maxArray(ctx)
	there, err := store.Open(dir)
	switch {
	case f.tasks > min(most, points):
		return 0, cli.BadInputf("parley: --tasks = %d: want at most %d: %d points, and %d tasks in an array", f.tasks, min(most, points), points, most)
	case f.tasks > 0:
		return f.tasks, nil
	case err == nil && there.Shards > 0:
		return there.Shards, nil
	}
	return planShards(points, one, f.task, f.cores, most), nil
}

// planShards sizes an array: points a shard such that a task is busy for about
// as long as wanted, within what an array may hold.
func planShards(points int, one, task time.Duration, cores, most int) int {
	work := float64(points) * one.Seconds() / float64(cores)
	return max(1, int(min(math.Ceil(work/task.Seconds()), float64(points), float64(most))))
}

// limitOf a task, in minutes.
func limitOf(points, shards, cores int, one time.Duration) int {
	work := float64(points) / float64(shards) * one.Minutes() / float64(cores)
	return int(max(leastMinutes, min(math.Ceil(slack*work), mostMinutes)))
}

// slurmJob is what the scripts of a result set say.
type slurmJob struct {
	Dir     string // result set
	Folder  string // where relative paths of the sweep hold
	Sweep   string // command that plays it, but for --out
	Program string // this one
	Shards  int
	Cores   int
	Minutes int // limit of a task
	Options []string
}

// slurmScripts can be run again at any time: a shard that is there is left alone, and
// merging refuses if one is missing.
var slurmScripts = template.Must(template.New("").Funcs(template.FuncMap{"quoted": cli.Quoted, "log": slurmPath}).Parse(`{{define "slurm-array.sh"}}#!/bin/bash
#SBATCH --job-name=parley
#SBATCH --open-mode=append
#SBATCH --output={{log .Dir "shard-%a.txt"}}
{{range .Options}}#SBATCH --{{.}}
{{end}}#SBATCH --array=
#SBATCH --cpus-per-task={{.Cores}}
#SBATCH --time={{.Minutes}}
#SBATCH --requeue
# One shard a task. Whatever failed can be submitted again; parley slurm writes
# the shards that are missing into this file.
cd {{quoted .Folder}} || exit
parley() { {{quoted .Program}} "$@"; }
{{.Sweep}} --out {{quoted .Dir}} \
	--shard "$SLURM_ARRAY_TASK_ID/{{.Shards}}" --workers "${SLURM_CPUS_PER_TASK:-{{.Cores}}}"
status=$?
[ $status = 3 ] && status=0 # some points were refused: that is a result too
exit $status
{{end}}

{{- define "slurm-merge.sh"}}#!/bin/bash
#SBATCH --job-name=parley-merge
#SBATCH --open-mode=append
#SBATCH --output={{log .Dir "merge.txt"}}
{{range .Options}}#SBATCH --{{.}}
{{end}}#SBATCH --cpus-per-task=1
#SBATCH --time=60
# Refuses if a shard is missing, and says which.
cd {{quoted .Folder}} || exit
{{quoted .Program}} merge {{quoted .Dir}}
status=$?
[ $status = 3 ] && status=0
exit $status
{{end}}`))

func (j *slurmJob) script(name string) []byte {
	var b bytes.Buffer
	if err := slurmScripts.ExecuteTemplate(&b, name, j); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// slurmPath writes the path of a log for a line of #SBATCH, where a percent sign
// stands for a number, and a blank ends a word that is not in quotes.
func slurmPath(dir, pattern string) string {
	return `"` + strings.NewReplacer("%", "%%", `"`, `\"`).Replace(filepath.Join(dir, slurmLogs)) + "/" + pattern + `"`
}

var arrayLine = regexp.MustCompile(`(?m)^#SBATCH --array=.*$`)

// setArray brings the shards of a script up to date; the rest stays as the user has it.
func setArray(path, shards string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return cli.WriteWhole(path, arrayLine.ReplaceAllLiteral(text, []byte("#SBATCH --array="+shards)))
}

// tell says how to submit the scripts.
func tell(a *cli.App, dir, shards string) {
	array, merge := cli.Quoted(filepath.Join(dir, slurmArray)), cli.Quoted(filepath.Join(dir, slurmMerge))
	if shards == "" {
		fmt.Fprintf(a.Out, "all shards are there; they are merged by\n  sbatch %s\n", merge)
		return
	}
	fmt.Fprintf(a.Out, "shards %s are to do; --submit submits them, and so does\n", shards)
	fmt.Fprintf(a.Out, "  array=$(sbatch --parsable %s)\n  sbatch --dependency=afterany:\"$array\" %s\n", array, merge)
}

// submit gives the scripts to Slurm. Merging waits for the end of the array, be
// it good or bad: it looks at files.
func submit(ctx context.Context, a *cli.App, dir, shards string) error {
	var after []string
	if shards != "" {
		id, err := sbatch(ctx, filepath.Join(dir, slurmArray))
		if err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "array %s (shards %s)\n", id, shards)
		after = []string{"--dependency=afterany:" + id}
	}
	id, err := sbatch(ctx, append(after, filepath.Join(dir, slurmMerge))...)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, strings.TrimSpace(a.Out.String()))
	}
	fmt.Fprintf(a.Out, "merge %s\n", id)
	return nil
}

// sbatch submits a script and returns the number of its job.
func sbatch(ctx context.Context, args ...string) (string, error) {
	var complaint bytes.Buffer
	c := exec.CommandContext(ctx, "sbatch", append([]string{"--parsable"}, args...)...)
	c.Stderr = &complaint
	out, err := c.Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("parley: --submit: there is no sbatch here; the scripts are written, submit them where Slurm is")
	case err != nil:
		return "", fmt.Errorf("parley: sbatch: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	id, _, _ := strings.Cut(strings.TrimSpace(string(out)), ";") // behind it the cluster's name
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return "", fmt.Errorf("parley: sbatch printed %q: want the number of a job", out)
	}
	return id, nil
}

var maxArraySize = regexp.MustCompile(`(?m)^MaxArraySize\s*=\s*(\d+)`)

// maxArray asks Slurm how many tasks an array may have; without Slurm it takes
// the default.
func maxArray(ctx context.Context) int {
	text, err := exec.CommandContext(ctx, "scontrol", "show", "config").Output()
	if m := maxArraySize.FindSubmatch(text); err == nil && m != nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n > 0 {
			return n
		}
	}
	return arrayLimit
}

// sbatchOption is a long option, with or without a value.
var sbatchOption = regexp.MustCompile(`^[a-z][a-z-]*[a-z](=.*[^\s].*)?$`)
