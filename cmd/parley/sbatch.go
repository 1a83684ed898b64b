package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
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
