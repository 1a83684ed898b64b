package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
)

// submit gives the scripts to Slurm. Merging waits for the end of the array, be
// it good or bad: it looks at files.
func (a *app) submit(ctx context.Context, j *slurmJob) error {
	var after []string
	if j.todo != "" {
		id, err := sbatch(ctx, filepath.Join(j.dir, slurmArray))
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "array %s (shards %s of %d)\n", id, j.todo, j.shards)
		after = []string{"--dependency=afterany:" + id}
	}
	id, err := sbatch(ctx, append(after, filepath.Join(j.dir, slurmMerge))...)
	if err != nil {
		if len(after) > 0 {
			err = fmt.Errorf("%w\nparley: %s", err, strings.TrimSpace(a.out.String()))
		}
		return err
	}
	fmt.Fprintf(a.out, "merge %s\n", id)
	return nil
}

// sbatch submits a script and returns the number of its job.
func sbatch(ctx context.Context, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	c := exec.CommandContext(ctx, "sbatch", append([]string{"--parsable"}, args...)...)
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("parley: --submit: there is no sbatch here; the scripts are written, submit them where Slurm is")
	case err != nil:
		return "", fmt.Errorf("parley: sbatch: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	id, _, _ := strings.Cut(strings.TrimSpace(out.String()), ";") // behind it the cluster's name
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return "", fmt.Errorf("parley: sbatch printed %q: want the number of a job", out.String())
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

// sbatchOptions that sbatch(1) has, for a hint. Sites have others, from plugins.
var sbatchOptions = strings.Fields(`account acctg-freq batch bb bbf begin chdir cluster-constraint clusters comment constraint
	contiguous core-spec cores-per-socket cpu-freq cpus-per-gpu deadline delay-boot distribution error exclude exclusive export
	export-file extra-node-info get-user-env gid gpu-bind gpu-freq gpus gpus-per-node gpus-per-socket gpus-per-task gres gres-flags
	hint hold ignore-pbs input kill-on-invalid-dep licenses mail-type mail-user mcs-label mem mem-bind mem-per-cpu mem-per-gpu
	mincpus network nice no-kill no-requeue nodefile nodelist nodes ntasks ntasks-per-core ntasks-per-gpu ntasks-per-node
	ntasks-per-socket overcommit oversubscribe partition power prefer priority profile propagate qos quiet reboot requeue
	reservation signal sockets-per-node spread-job switches thread-spec threads-per-core time time-min tmp tres-per-task uid
	use-min-nodes verbose wait-all-nodes wckey`)

// checkSbatch takes the dashes off the options for the scripts, and refuses what
// can be none. An unknown name is only told: it may be a site's own.
func (a *app) checkSbatch(options []string) error {
	for i, o := range options {
		options[i] = strings.TrimPrefix(o, "--")
		if !sbatchOption.MatchString(options[i]) {
			return badInputf("parley: --sbatch = %q: want an option of sbatch, as partition=short", o)
		}
		name, _, _ := strings.Cut(options[i], "=")
		if !slices.Contains(sbatchOptions, name) {
			fmt.Fprintf(a.stderr, "parley: --sbatch = %s: no option of sbatch that parley knows%s\n", o, fault.DidYouMean(name, sbatchOptions))
		}
	}
	return nil
}
