package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"parley/cmd/internal/cli"
)

// docRule says how a command of the manuals is run, if not as it stands there.
type docRule struct {
	// long is the target of make that runs it and compares what it prints with the file
	// kept, of both of which the page must speak. Here its flags are looked at, and what
	// the page shows is compared with that file.
	long, kept string
	// skip is why it is not run, and what it prints not compared.
	skip string
	// code it ends with; what it says then is on stderr.
	code int
}

// manual is a page whose commands are run in a folder of its own.
type manual struct {
	t     *testing.T
	name  string
	dir   string
	rules map[string]docRule
	used  map[string]bool
	// Of the last block of commands: where it is, and what it printed.
	ran     string
	printed string
	// unseen says that no block has shown this yet, unknown that it was not run here.
	unseen, unknown bool
	// What -update puts in place of what is shown.
	renewed []renewal
}

type renewal struct {
	from, to int // lines, from 0
	by       []string
}

func readManual(t *testing.T, name string, rules map[string]docRule) {
	m := &manual{t: t, name: name, dir: t.TempDir(), rules: rules, used: map[string]bool{}}
	m.fakeSlurm()
	for _, b := range fenced(t, name) {
		m.block(b)
	}
	m.everythingIsShown()
	for line := range m.rules {
		if !m.used[line] {
			t.Errorf("a rule for a command that %s does not have: %s", name, line)
		}
	}
	m.renew()
}

// block runs the commands of a block without a language, and compares the text behind
// it with all that they printed. Text may also have its command in its first line.
func (m *manual) block(f fence) {
	m.t.Helper()
	if f.file != "" {
		m.write(f)
		return
	}
	switch f.language {
	case "":
		m.everythingIsShown()
		m.run(f.at, f.lines)
	case "python":
		m.everythingIsShown()
		m.python(f)
	case "text":
		if line, ok := strings.CutPrefix(f.lines[0], "$ "); ok {
			m.everythingIsShown()
			m.run(f.at, []string{line})
			f.lines, f.line = f.lines[1:], f.line+1
		}
		m.compare(f)
	case "toml":
		m.t.Errorf("%s: which file is it? Say so in a line above: <!-- file: mywar.toml -->", f.at)
	}
}

// everythingIsShown of what the last commands printed.
func (m *manual) everythingIsShown() {
	m.t.Helper()
	if m.unseen {
		m.t.Errorf("%s: the page does not show what is printed:\n%s", m.ran, m.printed)
	}
}

func (m *manual) run(at string, lines []string) {
	m.t.Helper()
	m.ran, m.printed, m.unknown = at, "", false
	for _, line := range lines {
		m.printed += m.command(at, line)
	}
	m.unseen = m.printed != ""
}

func (m *manual) compare(f fence) {
	m.t.Helper()
	m.unseen = false
	if m.unknown {
		return
	}
	printed := strings.Split(strings.TrimSuffix(m.printed, "\n"), "\n")
	now := abridged(f.lines, printed)
	if slices.Equal(now, f.lines) {
		return
	}
	if *update {
		m.renewed = append(m.renewed, renewal{f.line, f.line + len(f.lines), now})
		return
	}
	m.t.Errorf("%s: shows - and prints +\n%s", f.at, cmp.Diff(f.lines, now))
}

// omitted is a line that stands for others, one or many.
const omitted = "..."

// abridged leaves out of what is printed what is left out of what is shown: if both agree
// in the rest, the result is what is shown.
func abridged(shown, printed []string) []string {
	parts := [][]string{{}}
	for _, line := range shown {
		if line == omitted {
			parts = append(parts, nil)
		} else {
			parts[len(parts)-1] = append(parts[len(parts)-1], line)
		}
	}
	last, from := len(parts)-1, 0
	var now []string
	for i, part := range parts {
		if i > 0 && from < len(printed) {
			now = append(now, omitted)
			from = behind(part, printed, from+1, i == last)
		}
		to := min(from+len(part), len(printed))
		if last == 0 {
			to = len(printed)
		}
		now = append(now, printed[from:to]...)
		from = to
	}
	return now
}

// behind is where a part goes on behind lines that are left out: the last one at the
// end, another where its first line is met again.
func behind(part, printed []string, from int, last bool) int {
	from = min(from, len(printed))
	switch {
	case len(part) == 0:
	case last:
		from = max(from, len(printed)-len(part))
	default:
		from += max(0, slices.Index(printed[from:], part[0]))
	}
	return from
}

func TestWhatIsLeftOutIsMarked(t *testing.T) {
	for _, c := range []struct{ shown, printed, want string }{
		{"a b", "a b", "a b"},
		{"a b", "a b c", "a b c"},
		{"a b c", "a b", "a b"},
		{"a ...", "a b c", "a ..."},
		{"a x ...", "a b c", "a b ..."},
		{"... c", "a b c", "... c"},
		{"... x", "a b c", "... c"},
		{"a ... d ... f", "a b c d e f", "a ... d ... f"},
		{"a ... d x ... g", "a b c d e f g", "a ... d e ... g"},
		{"a ... x ... f", "a b c d e f", "a ... c ... f"},
		{"a b ...", "a b", "a b"},
		{"... a", "a", "..."},
	} {
		if got := strings.Join(abridged(strings.Fields(c.shown), strings.Fields(c.printed)), " "); got != c.want {
			t.Errorf("shown %q, printed %q: %q, want %q", c.shown, c.printed, got, c.want)
		}
	}
}

// command runs one and returns what it prints: on stderr if it fails or has nothing to
// say on stdout.
func (m *manual) command(at, line string) string {
	m.t.Helper()
	rule := m.rules[line]
	m.used[line] = true
	if rule.skip != "" {
		m.unknown = true
		return ""
	}
	if rule.long != "" {
		m.parses(at, line, rule)
		return manualText(m.t, rule.kept)
	}
	stdout, stderr := m.shell(at, strings.Replace(line, "go run ./cmd/parley", "parley", 1), rule.code)
	if stdout == "" {
		stdout = stderr
	}
	return strings.ReplaceAll(stdout, m.dir, "/home/you")
}

func (m *manual) shell(at, line string, want int) (stdout, stderr string) {
	m.t.Helper()
	c := exec.Command("bash", "-o", "pipefail", "-c", line)
	c.Dir = m.dir
	c.Env = append(os.Environ(), "HERE="+m.dir, "PATH="+filepath.Join(m.dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	var out, errs strings.Builder
	c.Stdout, c.Stderr = &out, &errs
	err, code := c.Run(), cli.ExitOK
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code, err = exit.ExitCode(), nil
	}
	if err != nil || code != want {
		m.t.Fatalf("%s: %s: exit code %d, want %d; %v\n%s", at, line, code, want, err, &errs)
	}
	return out.String(), errs.String()
}

// python runs a block where there is what it imports; without, what the page shows of it
// is not compared.
func (m *manual) python(f fence) {
	m.ran, m.printed, m.unseen, m.unknown = f.at, "", false, true
	m.t.Run("python", func(t *testing.T) {
		if err := exec.Command("python3", "-c", "import pyarrow, pandas").Run(); err != nil {
			t.Skip("no Python with the packages of tools/python/requirements.txt")
		}
		c := exec.Command("python3", "-c", f.text())
		c.Dir = m.dir
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", f.at, err, out)
		}
		m.printed, m.unseen, m.unknown = string(out), len(out) > 0, false
	})
}

// parses looks at a command that takes too long here: its flags and arguments are
// such as the program knows, and make has a target for it, which the page names.
func (m *manual) parses(at, line string, rule docRule) {
	m.t.Helper()
	words, _ := m.shell(at, strings.Replace(line, "parley ", `printf '%s\n' `, 1), cli.ExitOK)
	c, args, err := newRoot(&cli.App{Out: new(bytes.Buffer), Stderr: cli.NewMessages(io.Discard)}).Find(strings.Fields(words))
	if err == nil {
		err = c.ParseFlags(args)
	}
	if err == nil {
		err = c.ValidateArgs(c.Flags().Args())
	}
	if err != nil {
		m.t.Errorf("%s: %s: %v", at, line, err)
	}
	target, page, makefile := "make "+rule.long, manualText(m.t, m.name), manualText(m.t, "Makefile")
	if !strings.Contains(page, "`"+target+"`") || !strings.Contains(makefile, "\n"+rule.long+":") {
		m.t.Errorf("%s: %s: neither the page nor the Makefile may do without `%s`", at, line, target)
	}
	if !strings.Contains(page, "("+strings.TrimPrefix(rule.kept, path.Dir(m.name)+"/")+")") {
		m.t.Errorf("%s: %s: the page has no link to %s", at, line, rule.kept)
	}
}

// write makes the file that a block shows.
func (m *manual) write(f fence) {
	m.t.Helper()
	path := filepath.Join(m.dir, f.file)
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path, []byte(f.text()), 0o666)
	}
	if err != nil {
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

// fakeSlurm puts the sbatch of the test of parley slurm into bin.
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

// fence is a block of code of a manual. A comment above it may say what file it is.
type fence struct {
	at, language string
	line         int // of its first line, from 0
	lines        []string
	file         string
}

var fileMark = regexp.MustCompile(`^<!-- file: (\S+) -->$`)

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
				f.file = found[1]
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

// manuals are README.md and all pages of docs.
func manuals(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md"}
	for _, folder := range []string{"docs/", "docs/studies/", "docs/reference/"} {
		pages, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(folder), "*.md"))
		if err != nil || len(pages) == 0 {
			t.Fatal("no pages in ", folder, err)
		}
		for _, page := range pages {
			names = append(names, folder+filepath.Base(page))
		}
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
