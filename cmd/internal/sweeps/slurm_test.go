package sweeps

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/cmd/internal/cli"
	"parley/scenarios"
	"parley/scenarios/fault"
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
	war, err := scenarios.Prepare("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) (sweep.Plan, error) {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		e := &study{ScenarioFlags: cli.ScenarioFlags{Template: war}, table: file}
		err := e.readTable()
		return e.plan, err
	}
	for what, text := range map[string]string{
		"of Windows":            "\ufeffmonths, coordination.lead\r\n24.0 ,un\r\n,north\r\n",
		"of an old Mac":         "months,coordination.lead\r24,un\r,north\r",
		"in UTF-16":             "\xff\xfe" + strings.ReplaceAll("months,coordination.lead\n24,un\n,north\n", "", "\x00")[1:],
		"with sep=":             "sep=,\nmonths,coordination.lead\n24,un\n,north",
		"with rows of commas":   "months,coordination.lead\n24,un\n,\n,north\n,\n,,,\n",
		"with columns too many": "months,coordination.lead,,\n24,un,,\n,north,,\n",
	} {
		p, err := read(text)
		if err != nil || len(p.Factors) != 2 || p.Factors[1].Path != "coordination.lead" || !slices.Equal(slices.Concat(p.Rows...), []string{"24", "un", "", "north"}) {
			t.Errorf("a table %s: %+v %v", what, p, err)
		}
	}
	for text, want := range map[string]string{
		"": "t.csv:1: no header", "months,implementation\n1\n": "t.csv:2: 1 fields: want 2", "months\nnan\n": "t.csv:2: months = nan: want a finite number",
		"months;implementation\n1;2\n": "t.csv:1: columns separated by ';'", "sep=;\nmonths;implementation\n1;2\n": "t.csv:1: columns separated by ';'",
		"months\timplementation\n1\t2\n": `t.csv:1: columns separated by '\t'`, ",months\n1,24\n": "t.csv:1: a column without a name", "months,months\n1,2\n": "this column stands twice",
		"months\n24\n\"24\n": "t.csv:3: not CSV", "monts\n24\n": "t.csv:1: monts: unknown key; did you mean months", "months\n24\n2.5\n": "t.csv:3: months = 2.5: want a whole number",
		"months\n2\xe9\n": "t.csv:2: a letter that is not UTF-8",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) || cli.ExitCode(err) != cli.ExitBadInput {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Whatever a table holds, it is read or its faults are told with their marks.
func FuzzTableOfPoints(f *testing.F) {
	war, err := scenarios.Prepare("minimal", scenarios.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("months,coordination.lead\n24,un\n,north\n"))
	f.Add([]byte("sep=,\r\"months\",,\r2;4\r"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := filepath.Join(t.TempDir(), "t.csv")
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
		e := &study{ScenarioFlags: cli.ScenarioFlags{Template: war}, table: file}
		var faults *fault.List
		if err := e.readTable(); err != nil && !errors.As(err, &faults) {
			t.Fatal(err)
		}
		if faults == nil {
			return
		}
		for _, f := range faults.List {
			if f.From < 0 || f.From > f.To || f.To > len(f.Text) {
				t.Errorf("%s marks [%d, %d) of %q", f, f.From, f.To, f.Text)
			}
		}
	})
}

func TestHistoriesOfHugePlans(t *testing.T) {
	e := study{plan: sweep.Plan{Reps: cli.MostReps}}
	if n := e.histories(sweep.MaxPoints, 18); n != 18e17 {
		t.Errorf("%g histories", n)
	}
}
