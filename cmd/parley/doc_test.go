package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"parley/scenarios"
)

// docRule says how a command of the manuals is run, if not as it stands there.
type docRule struct {
	// skip is why it is not run, and what it prints not compared.
	skip string
	// more flags make it short; then the manual may not show what it prints.
	more string
	// code it ends with; what it says then is on stderr.
	code int
	// begins says that the manual shows only the beginning.
	begins bool
	// edits of a file beforehand, old and new by turns.
	file  string
	edits []string
}

// docRules by file and command line.
var docRules = map[string]map[string]docRule{
	"README.md": {
		"go run ./cmd/parley compare tajikistan":             {begins: true},
		"go run ./cmd/parley compare tajikistan --leads all": {begins: true},
		"make test":                              {skip: "it runs this test, and shows times"},
		"go run ./cmd/parley compare mywar.toml": {more: "--reps 20"},
		"parley check mywar.toml":                {code: exitBadInput, file: "mywar.toml", edits: []string{"optimism = 0.6 ", "optimism = 6 ", "salience.rebels", "saliance.rebels", `["rebels"]`, `["rebel"]`}},
		"go run ./cmd/parley compare tajikistan --set coordination.lead=russia --set coordination.from=1994-04": {more: "--reps 20"},
		"go run ./cmd/parley run tajikistan --set party.gov.strategy=dual_track --without usa":                  {more: "--reps 20"},
	},
	"docs/coordination.md": {
		"parley compare minimal --mechanisms --reps 1000":                                                              {begins: true},
		"parley compare minimal --consensus 0.25:1:4 --acceptance 0.25:1:4":                                            {begins: true},
		"parley compare minimal --set mediator.un.interest=0.1 --consensus 0.25:1:4 --acceptance 0.25:1:4 --reps 4000": {begins: true},
		"parley compare minimal --mechanisms --set mediator.un.interest=0.1 --set coordination.acceptance=1":           {begins: true},
		"parley compare minimal --set parameters.coordination_cost=2 --consensus 1 --acceptance 0.25:1:4 --reps 4000":  {begins: true},
	},
	"docs/experiments.md": {},
	"docs/cluster.md": {
		"parley slurm tajikistan --vary 'coordination.acceptance=0:1:101' --compare --reps 20000 --out acceptance --submit":    {more: "--reps 4 --tasks 3"},
		"seq 0 7 | xargs -P 4 -I{} parley sweep minimal --vary mediator.un.interest=0:1:40 --out set --shard {}/8 --workers 1": {more: "--reps 5"},
	},
}

// Every command of the manuals runs, one after the other in one folder, and what
// they show is what it prints.
func TestManuals(t *testing.T) {
	if testing.Short() {
		t.Skip("170,000 histories of Tajikistan")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash, for which the commands are written")
	}
	for _, name := range slices.Sorted(maps.Keys(docRules)) {
		t.Run(name, func(t *testing.T) {
			m := &manual{t: t, dir: t.TempDir(), rules: docRules[name], used: map[string]bool{}}
			m.fakeSlurm()
			for _, b := range fenced(t, name) {
				m.block(b)
			}
			for line := range m.rules {
				if !m.used[line] {
					t.Errorf("a rule for a command that %s does not have: %s", name, line)
				}
			}
		})
	}
}

// fence is a block of code of a manual.
type fence struct {
	at, language string
	lines        []string
}

func (f fence) text() string { return strings.Join(f.lines, "\n") + "\n" }

func fenced(t *testing.T, name string) []fence {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	var all []fence
	inside := false
	for i, line := range strings.Split(string(text), "\n") {
		language, mark := strings.CutPrefix(line, "```")
		switch {
		case mark && !inside:
			all = append(all, fence{at: fmt.Sprintf("%s:%d", name, i+1), language: language})
		case !mark && inside:
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
		inside = inside != mark
	}
	return all
}

// manual is run in a folder of its own.
type manual struct {
	t     *testing.T
	dir   string
	rules map[string]docRule
	used  map[string]bool
	// Of the last command: what it printed, and its rule.
	printed string
	rule    docRule
}

// block runs the commands of a block without a language, and compares one of text
// with what was printed last, or by the command in its first line.
func (m *manual) block(f fence) {
	m.t.Helper()
	switch f.language {
	case "":
		for _, line := range f.lines {
			m.command(f.at, line)
		}
	case "text":
		if line, ok := strings.CutPrefix(f.lines[0], "$ "); ok {
			m.command(f.at, line)
			f.lines = f.lines[1:]
		}
		m.compare(f)
	case "toml":
		if source, _ := scenarios.Source("minimal"); f.text() != string(source) {
			m.t.Errorf("%s: not the scenario minimal:\n%s", f.at, cmp.Diff(string(source), f.text()))
		}
	}
}

func (m *manual) compare(f fence) {
	m.t.Helper()
	want, got := f.text(), m.printed
	switch {
	case m.rule.skip != "":
		return
	case m.rule.more != "":
		m.t.Fatalf("%s: shows what is printed without %s", f.at, m.rule.more)
	case m.rule.begins:
		got = got[:min(len(got), len(want))]
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		m.t.Errorf("%s: shows - and prints +\n%s", f.at, diff)
	}
}

func (m *manual) command(at, line string) {
	m.t.Helper()
	m.rule, m.used[line] = m.rules[line], true
	if m.rule.skip != "" {
		return
	}
	if m.rule.file != "" {
		m.edit(m.rule.file, m.rule.edits)
	}
	c := exec.Command("bash", "-o", "pipefail", "-c", strings.Replace(line, "go run ./cmd/parley", "parley", 1)+" "+m.rule.more)
	c.Dir = m.dir
	c.Env = append(os.Environ(), "HERE="+m.dir, "PATH="+filepath.Join(m.dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	var stdout, stderr strings.Builder
	c.Stdout, c.Stderr = &stdout, &stderr
	err, code := c.Run(), exitOK
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code, err = exit.ExitCode(), nil
	}
	if err != nil || code != m.rule.code {
		m.t.Fatalf("%s: %s: exit code %d, want %d; %v\n%s", at, line, code, m.rule.code, err, &stderr)
	}
	m.printed = stdout.String()
	if code != exitOK {
		m.printed = stderr.String()
	}
}

func (m *manual) edit(name string, edits []string) {
	m.t.Helper()
	path := filepath.Join(m.dir, name)
	text, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(strings.NewReplacer(edits...).Replace(string(text))), 0o666)
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

// fakeSlurm puts the sbatch and scontrol of the test of parley slurm into bin.
func (m *manual) fakeSlurm() {
	m.t.Helper()
	script, err := txtar.ParseFile(filepath.Join("testdata", "script", "slurm.txtar"))
	if err != nil {
		m.t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(m.dir, "bin"), 0o777); err != nil {
		m.t.Fatal(err)
	}
	for _, f := range script.Files {
		if err := os.WriteFile(filepath.Join(m.dir, filepath.FromSlash(f.Name)), f.Data, 0o777); err != nil {
			m.t.Fatal(err)
		}
	}
}

// The chart of docs/experiments.md is drawn from the table above it.
func TestTheChartShowsTheTable(t *testing.T) {
	var table, chart []string
	for _, f := range fenced(t, "docs/experiments.md") {
		switch {
		case f.language == "text" && table == nil:
			table = f.lines
		case f.language == "mermaid":
			chart = f.lines
		}
	}
	lines := 0
	for _, consensus := range []string{"0.65", "0.95"} {
		var points []string
		for _, row := range table {
			if cells := strings.Fields(row); len(cells) > 2 && cells[1] == consensus {
				var share float64
				fmt.Sscan(cells[2], &share)
				points = append(points, fmt.Sprintf("%.2f", 100*share))
			}
		}
		if slices.Contains(chart, fmt.Sprintf(`  line "consensus %s" [%s]`, consensus, strings.Join(points, ", "))) {
			lines++
		} else {
			t.Errorf("consensus %s: the chart does not have %v", consensus, points)
		}
	}
	if n := strings.Count(strings.Join(chart, "\n"), "\n  line "); n != lines {
		t.Errorf("the chart has %d lines, the table %d", n, lines)
	}
}
