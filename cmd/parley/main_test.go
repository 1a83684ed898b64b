package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"parley/cmd/internal/cli"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
)

var (
	update = flag.Bool("update", false, "rewrite golden files; look at the difference")
	long   = flag.Bool("long", false, "every case; make long")
)

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return runContext(context.Background(), args, stdin, stdout, stderr)
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parley": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Condition: func(name string) (bool, error) {
			if name == "long" {
				return *long, nil
			}
			_, err := os.Stat("/usr/share/bash-completion/bash_completion")
			return name == "bashcompletion" && err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"isjson": isJSON,
			"exits":  exits,
			"fits":   fits,
		},
	})
}

// isJSON FILE: the file is one JSON document with format 1.
func isJSON(ts *testscript.TestScript, _ bool, args []string) {
	var document struct{ Format int }
	d := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(d.Decode(&document))
	if document.Format != 1 || d.More() {
		ts.Fatalf("%s: format %d, or more than one document", args[0], document.Format)
	}
}

// exits CODE ARGS...: parley ends with this code; on bad input stdout is empty.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	code := cli.ExitOK
	var exit *exec.ExitError
	if err := ts.Exec("parley", args[1:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
	if stdout := ts.ReadFile("stdout"); code == cli.ExitBadInput && stdout != "" {
		ts.Fatalf("bad input, and yet on stdout: %s", stdout)
	}
}

var terminalCode = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")

// fits N: nothing that the terminal got is wider than N columns, and something is
// nearly as wide.
func fits(ts *testscript.TestScript, _ bool, args []string) {
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	widest := 0
	shown := terminalCode.ReplaceAllString(ts.ReadFile("ttyout"), "\r")
	for _, line := range strings.FieldsFunc(shown, func(r rune) bool { return r == '\r' || r == '\n' }) {
		n := utf8.RuneCountInString(line)
		if widest = max(widest, n); n > most {
			ts.Fatalf("%d columns wide: %s", n, line)
		}
	}
	if widest < most*3/4 {
		ts.Fatalf("only %d columns of %d are used", widest, most)
	}
}

// A golden chronicle of every shipped scenario: its first history, and the
// first that is settled under a lead; from the priors, so that a posterior fitted again changes none.
func TestChronicles(t *testing.T) {
	for _, info := range scenarios.List() {
		t.Run(info.Name, func(t *testing.T) {
			checkGolden(t, info.Name+".txt", output(t, "trace", info.Name, "--parameters", "prior"))
			checkGolden(t, info.Name+"-lead.txt", output(t, "trace", info.Name, "--parameters", "prior", "--regime", "lead",
				"--replication", fmt.Sprint(firstSettled(t, info.Name))))
		})
	}
}

func firstSettled(t *testing.T, scenario string) int {
	s, err := scenarios.Load(scenario, scenarios.Options{Set: []string{"coordination.regime=lead"}, Prior: true})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		t.Fatal(err)
	}
	for k := range 1000 {
		if o := w.Run(&s.Arm, sim.NewSeed(cli.DefaultSeed), k); o.Settled() {
			return k
		}
	}
	return 0
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(args, strings.NewReader(""), &stdout, &stderr); code != cli.ExitOK {
		t.Fatalf("parley %s: exit code %d\n%s", strings.Join(args, " "), code, &stderr)
	}
	return stdout.String()
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "chronicle", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s, if this is meant: go test ./cmd/parley -update\n%s", path, diff)
	}
}

func TestWorkersNeverShow(t *testing.T) {
	dir := t.TempDir()
	type result struct{ text, rows string }
	var results []result
	for _, workers := range []string{"1", "4"} {
		file := filepath.Join(dir, workers+".csv")
		text := output(t, "compare", "tajikistan", "--reps", "60", "--workers", workers, "--format", "json", "--histories", file)
		rows, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, result{text, string(rows)})
	}
	if results[0] != results[1] {
		t.Error("one and four workers give different bytes")
	}
	if n := strings.Count(results[0].rows, "\n"); n != 1+60*7 {
		t.Errorf("%d lines of histories, want a header and 60 x 7", n)
	}
}

// interrupted is what a command says that is stopped when it has something to report.
func interrupted(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	for wait := time.Second / 4; wait < 5*time.Minute; wait *= 2 {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(wait, cancel)
		var out, errs bytes.Buffer
		if code := runContext(ctx, args, strings.NewReader(""), &out, &errs); code != cli.ExitInterrupted {
			t.Fatalf("exit code %d\n%s", code, &errs)
		}
		if out.Len() > 0 {
			return out.String(), errs.String()
		}
	}
	t.Fatal("nothing to report after minutes")
	return "", ""
}

// Seed and replications decide everything: the first n of a longer run are those
// of a shorter one.
func TestAnInterruptedRunIsAShorterRun(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "stopped.csv")
	text, said := interrupted(t, "run", "minimal", "--reps", "10000000", "--workers", "3", "--format", "json", "--histories", file)
	var stopped struct {
		Interrupted  bool
		Replications int
		Arms         json.RawMessage
	}
	if err := json.Unmarshal([]byte(text), &stopped); err != nil {
		t.Fatal(err)
	}
	if !stopped.Interrupted || stopped.Replications == 0 || !strings.Contains(said, "interrupted") {
		t.Errorf("%+v\n%s", stopped, said)
	}
	whole := filepath.Join(dir, "whole.csv")
	var again struct{ Arms json.RawMessage }
	text = output(t, "run", "minimal", "--decompose", "0", "--reps", fmt.Sprint(stopped.Replications), "--format", "json", "--histories", whole)
	if err := json.Unmarshal([]byte(text), &again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Arms, stopped.Arms) {
		t.Error("what was reported is not that of its replications")
	}
	a, errA := os.ReadFile(file)
	b, errB := os.ReadFile(whole)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Error("histories of a stopped run are not those of its replications")
	}
}

func TestInterruptedAtOnceLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	args := []string{"run", "minimal", "--histories", filepath.Join(dir, "h.csv")}
	if code := runContext(ctx, args, strings.NewReader(""), &stdout, &stderr); code != cli.ExitInterrupted || stdout.Len() > 0 {
		t.Errorf("exit code %d, stdout %s", code, &stdout)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestUnwritableOutputIsAFailure(t *testing.T) {
	var stderr bytes.Buffer
	if code := run([]string{"version"}, nil, brokenWriter{}, &stderr); code != cli.ExitFailure || stderr.Len() == 0 {
		t.Errorf("exit code %d, %s", code, &stderr)
	}
}

func TestNearestName(t *testing.T) {
	names := []string{"networked", "lead", "lead-only"}
	for typed, want := range map[string]string{
		"netwrked": "; did you mean networked?", "laed": "; did you mean lead?", "zzzzzzzzz": "", "lead_only": "; did you mean lead-only?",
	} {
		if got := fault.DidYouMean(typed, names); got != want {
			t.Errorf("%s: %q", typed, got)
		}
	}
}
