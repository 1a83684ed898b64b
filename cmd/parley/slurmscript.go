package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"time"
)

// slurmJob is an array of tasks, one a shard, and what merges them.
type slurmJob struct {
	dir string // result set
	workplace
	program string // this one
	shards  int
	todo    string // shards that are missing, as 2,5-9,12; all done if empty
	cores   int
	minutes int // limit of a task
	options []string
}

const (
	slurmArray = "slurm-array.sh"
	slurmMerge = "slurm-merge.sh"
	slurmLogs  = "slurm-logs"

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

// head is what both scripts begin with.
func (j *slurmJob) head(name, log string) []string {
	lines := []string{"#!/bin/bash", "#SBATCH --job-name=" + name}
	lines = append(lines, "#SBATCH --open-mode=append", "#SBATCH --output="+slurmPath(filepath.Join(j.dir, slurmLogs), log))
	for _, o := range j.options {
		lines = append(lines, "#SBATCH --"+o)
	}
	return lines
}

// array is the script of the tasks. Each can be run again at any time: a shard
// that is there is left alone.
func (j *slurmJob) array() string {
	lines := j.head("parley", "shard-%a.txt")
	lines = append(lines,
		"#SBATCH --array="+j.todo,
		fmt.Sprintf("#SBATCH --cpus-per-task=%d", j.cores),
		fmt.Sprintf("#SBATCH --time=%d", j.minutes),
		"#SBATCH --requeue",
		"# One shard a task. Whatever failed can be submitted again; parley slurm writes",
		"# the shards that are missing into this file.",
		"cd "+j.folder+" || exit",
		"parley() { "+quoted(j.program)+` "$@"; }`,
		j.sweep+" --out "+quoted(j.dir)+` \`,
		fmt.Sprintf(`	--shard "$SLURM_ARRAY_TASK_ID/%d" --workers "${SLURM_CPUS_PER_TASK:-%d}"`, j.shards, j.cores),
		"status=$?",
		"[ $status = 3 ] && status=0 # some points were refused: that is a result too",
		"exit $status")
	return strings.Join(lines, "\n") + "\n"
}

// merge is the script that runs when the array has ended, however it ended.
func (j *slurmJob) merge() string {
	lines := j.head("parley-merge", "merge.txt")
	lines = append(lines,
		"#SBATCH --cpus-per-task=1",
		fmt.Sprintf("#SBATCH --time=%d", 6*leastMinutes),
		"# Refuses if a shard is missing, and says which.",
		"cd "+j.folder+" || exit",
		quoted(j.program)+" merge "+quoted(j.dir),
		"status=$?",
		"[ $status = 3 ] && status=0",
		"exit $status")
	return strings.Join(lines, "\n") + "\n"
}

// slurmPath writes the path of a log for a line of #SBATCH, where a percent sign
// stands for a number, and a blank ends a word that is not in quotes.
func slurmPath(folder, pattern string) string {
	return `"` + strings.NewReplacer("%", "%%", `"`, `\"`).Replace(folder) + "/" + pattern + `"`
}

// slurmFolder says why Slurm could not write its logs into a folder.
func slurmFolder(dir string) error {
	if strings.ContainsAny(dir, "\\\n") {
		return badInputf("parley: %q: Slurm cannot write into a folder with a backslash or a line break in its name", dir)
	}
	return nil
}
