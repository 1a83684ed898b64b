package sweeps

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/cmd/internal/cli"
	"parley/scenarios/form"
	"parley/sim/sweep"
)

func TestPlanTasks(t *testing.T) {
	for _, c := range []struct {
		points int
		point  time.Duration
		want   int
	}{
		{1000, time.Minute, 50},
		{5, time.Hour, 5},                        // a point is not cut
		{5, time.Millisecond, 1},                 // seconds of work are one task
		{1000, 0, 1},                             // no estimate
		{sweep.MaxPoints, time.Hour, arrayLimit}, // no overflow
	} {
		if got := planTasks(c.points, c.point); got != c.want {
			t.Errorf("%d points of %s: %d tasks, want %d", c.points, c.point, got, c.want)
		}
	}
}

func TestLimitLeavesRoom(t *testing.T) {
	for _, c := range []struct {
		points, tasks int
		point         time.Duration
		want          int
	}{
		{1000, 50, time.Minute, 80}, {10, 5, time.Second, leastMinutes}, {10, 5, 0, leastMinutes},
		{sweep.MaxPoints, 1, time.Hour, mostMinutes}, // no overflow
	} {
		if got := limitOf(c.points, c.tasks, c.point); got != c.want {
			t.Errorf("%+v: %d minutes", c, got)
		}
	}
}

// A shell has to find in the script what went into it, whatever names people
// give their folders.
func TestTheScriptIsShell(t *testing.T) {
	text := arrayScript(`/tmp/it's a "folder", 100% $HOME`, `/tmp/$(false) here`, "/opt/my parley", "parley sweep minimal", 7, 80)
	c := exec.Command("bash", "-n")
	c.Stdin = strings.NewReader(text)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, text)
	}
	for _, want := range []string{
		`#SBATCH --output="/tmp/it's a \"folder\", 100%% $HOME/slurm-logs/shard-%a.txt"`, `cd '/tmp/$(false) here' || exit`,
		"#SBATCH --time=80\n", `parley() { '/opt/my parley' "$@"; }`,
		`parley sweep minimal --out '/tmp/it'\''s a "folder", 100% $HOME' \` + "\n\t" + `--shard "$SLURM_ARRAY_TASK_ID/7"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
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

func TestRowsOfATable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "t.csv")
	read := func(text string) (p sweep.Plan, err error) {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		err = tableFactors(&p, file, "--table")
		return p, err
	}
	p, err := read("\ufeffa, b\r\n0.10 ,un\r\n,russia\r\n")
	if err != nil || len(p.Factors) != 2 || p.Factors[1].Path != "b" || !slices.Equal(slices.Concat(p.Rows...), []string{"0.1", "un", "", "russia"}) {
		t.Errorf("%+v %v", p, err)
	}
	for text, want := range map[string]string{"": "empty", "a,b\n1\n": "line 2", "a\nnan\n": "row 1: a"} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestLongTimesAreTold(t *testing.T) {
	for seconds, want := range map[float64]string{0.0014: "1ms", 61.4: "1m1.4s", 1e18: "876000h0m0s"} {
		if got := longTime(seconds).String(); got != want {
			t.Errorf("%g s: %s, want %s", seconds, got, want)
		}
	}
	e := study{plan: sweep.Plan{Reps: cli.MostReps}}
	if n := e.histories(sweep.MaxPoints, 18); n != 18e17 {
		t.Errorf("%g histories", n)
	}
}
