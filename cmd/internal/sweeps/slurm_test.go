package sweeps

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/cmd/internal/cli"
	"parley/scenarios/form"
	"parley/sim/sweep"
)

func TestPlanShards(t *testing.T) {
	for _, c := range []struct {
		points      int
		one, task   time.Duration
		cores, most int
		want        int
	}{
		{1000, time.Minute, 20 * time.Minute, 1, 1001, 50},
		{1000, time.Minute, 20 * time.Minute, 4, 1001, 13},
		{1000, time.Minute, 20 * time.Minute, 4, 10, 10},     // the site's limit
		{5, time.Hour, 20 * time.Minute, 1, 1001, 5},         // a point is not cut
		{5, time.Millisecond, 20 * time.Minute, 1, 1001, 1},  // seconds of work are one task
		{1000, 0, 20 * time.Minute, 1, 1001, 1},              // no estimate
		{sweep.MaxPoints, time.Hour, time.Minute, 1, 99, 99}, // no overflow
	} {
		if got := planShards(c.points, c.one, c.task, c.cores, c.most); got != c.want {
			t.Errorf("%d points of %s, tasks of %s with %d cores, at most %d: %d shards, want %d", c.points, c.one, c.task, c.cores, c.most, got, c.want)
		}
	}
}

func TestLimitLeavesRoom(t *testing.T) {
	for _, c := range []struct {
		points, shards, cores int
		one                   time.Duration
		want                  int
	}{
		{1000, 50, 1, time.Minute, 80}, {1000, 50, 4, time.Minute, 20}, {10, 5, 1, time.Second, leastMinutes}, {10, 5, 1, 0, leastMinutes},
		{sweep.MaxPoints, 1, 1, time.Hour, mostMinutes}, // no overflow
	} {
		if got := limitOf(c.points, c.shards, c.cores, c.one); got != c.want {
			t.Errorf("%+v: %d minutes", c, got)
		}
	}
}

// A shell has to find in the scripts what went into them, whatever names people
// give their folders.
func TestScriptsAreShell(t *testing.T) {
	j := &slurmJob{Dir: `/tmp/it's a "folder", 100% $HOME`, Folder: `/tmp/$(false) here`, Sweep: "parley sweep minimal", Program: "/opt/my parley",
		Shards: 7, Cores: 2, Minutes: 80, Options: []string{"partition=short"}}
	for _, name := range []string{slurmArray, slurmMerge} {
		text := string(j.script(name))
		c := exec.Command("bash", "-n")
		c.Stdin = strings.NewReader(text)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s\n%s", name, err, out, text)
		}
		for _, want := range []string{
			`#SBATCH --output="/tmp/it's a \"folder\", 100%% $HOME/slurm-logs/`, "#SBATCH --partition=short\n", `cd '/tmp/$(false) here' || exit`,
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in\n%s", name, want, text)
			}
		}
	}
	for _, want := range []string{
		"#SBATCH --array=\n", "#SBATCH --cpus-per-task=2\n", "#SBATCH --time=80\n", `parley() { '/opt/my parley' "$@"; }`,
		`parley sweep minimal --out '/tmp/it'\''s a "folder", 100% $HOME' \` + "\n\t" + `--shard "$SLURM_ARRAY_TASK_ID/7"`,
	} {
		if !strings.Contains(string(j.script(slurmArray)), want) {
			t.Errorf("no %s in\n%s", want, j.script(slurmArray))
		}
	}
}

// Scenario files and the engine have one list of designs.
func TestDesignsAreThoseOfTheEngine(t *testing.T) {
	var names []string
	for _, d := range sweep.Designs {
		names = append(names, string(d))
	}
	if !slices.Equal(names, form.Designs) {
		t.Errorf("files take %v, the engine %v", form.Designs, names)
	}
}

func TestLongTimesAreTold(t *testing.T) {
	for _, c := range []struct {
		seconds float64
		want    string
	}{{0.0014, "1ms"}, {61.4, "1m1s"}, {7290, "2h2m0s"}, {1e9, "32 years"}, {1e18, "31709791984 years"}} {
		if got := roundedTime(c.seconds); got != c.want {
			t.Errorf("%g s: %s, want %s", c.seconds, got, c.want)
		}
	}
	e := study{plan: sweep.Plan{Reps: cli.MostReps}}
	if n := e.histories(sweep.MaxPoints, 18); n != 18e17 {
		t.Errorf("%g histories", n)
	}
}
