package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"parley/scenarios"
)

// docRule says how a command of the manuals is run, if not as it stands there.
type docRule struct {
	// long is the target of make that runs it, of which the page must speak. Here only
	// its flags are looked at, and what it prints is not compared.
	long string
	// skip is why it is not run, and what it prints not compared.
	skip string
	// before is a command that the page leaves to its reader.
	before string
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
	"docs/calibration.md": {
		"parley calibrate tajikistan --out fit":                {more: "--particles 50 --budget 1500"},
		"parley run tajikistan --parameters fit/posterior.csv": {more: "--reps 20"},
	},
	"docs/data.md": {
		"parley run tajikistan --set coding.coder=a":                                     {more: "--reps 20"},
		"parley compare tajikistan --set coding.capability=equal":                        {more: "--reps 20"},
		"parley sweep tajikistan --vary coding.coder=both,a,b --compare --out coders":    {more: "--reps 4"},
		"parley sweep tajikistan --vary coding.shuffle=0:20:21 --compare --out shuffles": {more: "--reps 2"},
	},
	"docs/report.md": {
		"parley report tajikistan --out tajikistan.html":                    {more: "--quick --reps 20"},
		"parley report minimal --quick --out quick.html --figures pictures": {more: "--reps 20"},
	},
	"docs/observation.md": {
		"parley record mywar.toml mywar-record": {before: "parley new mywar.toml && mkdir mywar-record && printf 'month,ordinal,provenance,confidence\n2001-01,3,own notes,medium\n' >mywar-record/violence.csv"},
	},
	"docs/prior-study.md": {
		"parley study tajikistan --out DIR": {long: "study"},
	},
	"docs/validation.md": {
		"parley validate tajikistan": {long: "validation"},
	},
	"docs/strategies.md": {
		"parley run tajikistan --set party.gov.strategy=reciprocator --set mediator.russia.strategy=manipulative": {more: "--reps 20"},
		"parley run mywar.toml --set mediator.envoy.settings.memory=0.5":                                          {more: "--reps 20"},
		"parley sweep mywar.toml --vary mediator.envoy.settings.memory=0:1:5 --out memory":                        {more: "--reps 20"},
	},
	"docs/tutorial.md": {
		"cd parley":                                                         {skip: "the reader's folder"},
		"go build -o bin/parley ./cmd/parley":                               {skip: "this test has a program"},
		`export PATH="$PWD/bin:$PATH"`:                                      {skip: "as above"},
		"parley compare minimal --reps 2000":                                {begins: true},
		"parley trace minimal --replication 7 --regime lead":                {begins: true},
		"parley compare minimal --reps 2000 --set mediator.un.interest=0.1": {begins: true},
		"parley run mozambique.toml --set mediator.zimbabwe.bais=0.7":       {code: exitBadInput},
		"parley compare mozambique.toml --reps 2000":                        {begins: true},
		"parley compare mozambique.toml --leads all --reps 2000":            {begins: true},
	},
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
	for _, name := range manuals(t) {
		t.Run(name, func(t *testing.T) {
			m := &manual{t: t, name: name, dir: t.TempDir(), rules: docRules[name], used: map[string]bool{}}
			m.fakeSlurm()
			for _, b := range fenced(t, name) {
				m.block(b)
			}
			for line := range m.rules {
				if !m.used[line] {
					t.Errorf("a rule for a command that %s does not have: %s", name, line)
				}
			}
			m.renew()
		})
	}
}

// Commands stand where the test of the manuals finds them.
func TestCommandsOfTheManualsStandInFences(t *testing.T) {
	for _, name := range manuals(t) {
		inside := false
		for i, line := range strings.Split(manualText(t, name), "\n") {
			if strings.HasPrefix(line, "```") {
				inside = !inside
			}
			if !inside && indentedCommand.MatchString(line) {
				t.Errorf("%s:%d: a command outside of a fence: %s", name, i+1, line)
			}
		}
	}
	for name := range docRules {
		if !slices.Contains(manuals(t), name) {
			t.Errorf("rules for %s, which is not there", name)
		}
	}
}

var indentedCommand = regexp.MustCompile(`^(    |\t)(parley|make|go) `)

// manuals are README.md and all pages of docs.
func manuals(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages in docs: ", err)
	}
	names := []string{"README.md"}
	for _, page := range pages {
		names = append(names, "docs/"+filepath.Base(page))
	}
	return names
}

func manualText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fence is a block of code of a manual. A comment above it may say what file it is
// (file), or what it is added to (append).
type fence struct {
	at, language string
	line         int // of its first line, from 0
	lines        []string
	verb, file   string
}

var fileMark = regexp.MustCompile(`^<!-- (file|append): (\S+) -->$`)

func (f fence) text() string { return strings.Join(f.lines, "\n") + "\n" }

func fenced(t *testing.T, name string) []fence {
	t.Helper()
	var all []fence
	inside := false
	lines := strings.Split(manualText(t, name), "\n")
	for i, line := range lines {
		language, mark := strings.CutPrefix(line, "```")
		switch {
		case mark && !inside:
			f := fence{at: fmt.Sprintf("%s:%d", name, i+1), language: language, line: i + 1}
			if found := fileMark.FindStringSubmatch(lines[max(0, i-1)]); found != nil {
				f.verb, f.file = found[1], found[2]
			}
			all = append(all, f)
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
	name  string
	dir   string
	rules map[string]docRule
	used  map[string]bool
	// Of the last command: what it printed, and its rule.
	printed string
	rule    docRule
	// What -update puts in place of what is shown.
	renewed []renewal
}

type renewal struct {
	from, to int // lines, from 0
	by       []string
}

// block runs the commands of a block without a language, and compares one of text
// with what was printed last, or by the command in its first line.
func (m *manual) block(f fence) {
	m.t.Helper()
	if f.verb != "" {
		m.write(f)
		return
	}
	switch f.language {
	case "":
		for _, line := range f.lines {
			m.command(f.at, line)
		}
	case "text":
		if line, ok := strings.CutPrefix(f.lines[0], "$ "); ok {
			m.command(f.at, line)
			f.lines, f.line = f.lines[1:], f.line+1
		}
		m.compare(f)
	case "toml":
		if m.name != "README.md" {
			m.t.Errorf("%s: which file is it? Say so in a line above: <!-- file: mywar.toml -->, or append:", f.at)
		} else if source, _ := scenarios.Source("minimal"); f.text() != string(source) {
			m.t.Errorf("%s: not the scenario minimal:\n%s", f.at, cmp.Diff(string(source), f.text()))
		}
	}
}

func (m *manual) compare(f fence) {
	m.t.Helper()
	want, got := f.text(), m.printed
	switch {
	case m.rule.skip != "" || m.rule.long != "":
		return
	case m.rule.more != "":
		m.t.Fatalf("%s: shows what is printed without %s", f.at, m.rule.more)
	case m.rule.begins:
		lines := strings.SplitAfterN(got, "\n", len(f.lines)+1)
		got = strings.Join(lines[:min(len(lines), len(f.lines))], "")
	}
	if *update && want != got {
		m.renewed = append(m.renewed, renewal{f.line, f.line + len(f.lines), strings.Split(strings.TrimSuffix(got, "\n"), "\n")})
		return
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
	if m.rule.long != "" {
		m.parses(at, line)
		return
	}
	if m.rule.before != "" {
		m.shell(at, m.rule.before, exitOK)
	}
	if m.rule.file != "" {
		m.edit(m.rule.file, m.rule.edits)
	}
	stdout, stderr := m.shell(at, strings.Replace(line, "go run ./cmd/parley", "parley", 1)+" "+m.rule.more, m.rule.code)
	if m.printed = stdout; m.rule.code != exitOK {
		m.printed = stderr
	}
}

func (m *manual) shell(at, line string, want int) (stdout, stderr string) {
	m.t.Helper()
	c := exec.Command("bash", "-o", "pipefail", "-c", line)
	c.Dir = m.dir
	c.Env = append(os.Environ(), "HERE="+m.dir, "PATH="+filepath.Join(m.dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	var out, errs strings.Builder
	c.Stdout, c.Stderr = &out, &errs
	err, code := c.Run(), exitOK
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code, err = exit.ExitCode(), nil
	}
	if err != nil || code != want {
		m.t.Fatalf("%s: %s: exit code %d, want %d; %v\n%s", at, line, code, want, err, &errs)
	}
	return out.String(), errs.String()
}

// parses looks at a command that takes too long here: its flags and arguments are
// such as the program knows, and make has a target for it, which the page names.
func (m *manual) parses(at, line string) {
	m.t.Helper()
	words, _ := m.shell(at, strings.Replace(line, "parley ", `printf '%s\n' `, 1), exitOK)
	c, args, err := newRoot(&app{out: new(bytes.Buffer), stderr: io.Discard}).Find(strings.Fields(words))
	if err == nil {
		err = c.ParseFlags(args)
	}
	if err == nil {
		err = c.ValidateArgs(c.Flags().Args())
	}
	if err != nil {
		m.t.Errorf("%s: %s: %v", at, line, err)
	}
	if target := "make " + m.rule.long; !strings.Contains(manualText(m.t, m.name), "`"+target+"`") ||
		!strings.Contains(manualText(m.t, "Makefile"), "\n"+m.rule.long+":") {
		m.t.Errorf("%s: %s: neither the page nor the Makefile may do without `%s`", at, line, target)
	}
}

// write makes the file that a block shows, or adds it to what is there.
func (m *manual) write(f fence) {
	m.t.Helper()
	path, text := filepath.Join(m.dir, f.file), ""
	if f.verb == "append" {
		old, err := os.ReadFile(path)
		if err != nil {
			m.t.Fatalf("%s: %v", f.at, err)
		}
		text = string(old)
	}
	if err := os.WriteFile(path, []byte(text+f.text()), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

// renew puts what is printed in place of what is shown.
func (m *manual) renew() {
	m.t.Helper()
	if len(m.renewed) == 0 {
		return
	}
	lines := strings.Split(manualText(m.t, m.name), "\n")
	for _, r := range slices.Backward(m.renewed) {
		lines = slices.Replace(lines, r.from, r.to, r.by...)
	}
	if err := os.WriteFile(filepath.Join("..", "..", filepath.FromSlash(m.name)), []byte(strings.Join(lines, "\n")), 0o666); err != nil {
		m.t.Fatal(err)
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

// Every page is in the table of all pages, and every link of the pages leads to a file.
func TestEveryPageIsListedAndEveryLinkLeadsSomewhere(t *testing.T) {
	index := manualText(t, "docs/README.md")
	for _, name := range manuals(t) {
		if page, ok := strings.CutPrefix(name, "docs/"); ok && page != "README.md" && !strings.Contains(index, "]("+page+")") {
			t.Errorf("docs/README.md does not list %s", page)
		}
		for _, link := range markdownLink.FindAllStringSubmatch(manualText(t, name), -1) {
			target, _, _ := strings.Cut(link[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", "..", filepath.Dir(filepath.FromSlash(name)), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s: a link to %s, which is not there", name, target)
			}
		}
	}
}

var markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// A strategy added as docs/strategies.md says, in a file and in the list, is one that
// scenarios can name: the guide's own code under another name.
func TestAStrategyAddedByTheGuidePlaysInAScenario(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	code := ""
	for _, f := range fenced(t, "docs/strategies.md") {
		if f.language == "go" && f.lines[0] == "package agents" {
			code = f.text()
		}
	}
	list, dir := manualText(t, "agents/agents.go"), t.TempDir()
	const first = "[]PartyInfo{rationalInfo(), "
	if code == "" || !strings.Contains(list, first) {
		t.Fatal("no code in the guide, or no list where it goes")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{}
	for name, text := range map[string]string{
		"stubborn.go": strings.ReplaceAll(code, "hardliner", "stubborn"),
		"agents.go":   strings.Replace(list, first, first+"stubbornInfo(), ", 1),
	} {
		overlay[filepath.Join(root, "agents", name)] = filepath.Join(dir, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	replace, err := json.Marshal(map[string]any{"Replace": overlay})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), replace, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list", "strategies", "stubborn"},
		{"run", "minimal", "--reps", "20", "--set", "party.government.strategy=stubborn", "--set", "party.government.settings.yield=0.1"},
	} {
		c := exec.Command("go", append([]string{"run", "-overlay", filepath.Join(dir, "overlay.json"), "."}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("parley %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// CITATION.cff names the version that the program calls itself.
func TestTheCitationHasTheVersionOfTheProgram(t *testing.T) {
	if text := manualText(t, "CITATION.cff"); !strings.Contains(text, "\nversion: "+version+"\n") {
		t.Errorf("CITATION.cff does not have version: %s", version)
	}
}
