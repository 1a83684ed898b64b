package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"parley/cmd/internal/cli"
	"parley/results/store"
)

var kills = flag.Int("kills", 3, "sweeps that are killed at random moments until they finish")

// killedSweep is large enough to be hit, and small.
var killedSweep = []string{"sweep", "minimal", "--vary", "coordination.acceptance=0:1:24", "--set", "months=24", "--set", "parameters.mode=prior",
	"--compare", "--reps", "40", "--histories"}

func sweepInto(dir string, more ...string) *exec.Cmd {
	args := append(append([]string{}, killedSweep...), "--out", dir)
	return exec.Command("parley", append(args, more...)...)
}

// mustSweep runs to the end, and says how long it took.
func mustSweep(t *testing.T, dir string, more ...string) time.Duration {
	t.Helper()
	start := time.Now()
	if text, err := sweepInto(dir, more...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return time.Since(start)
}

// resumeFlag is none before there is something to resume.
func resumeFlag(dir string) []string {
	if _, err := store.Open(dir); err != nil {
		return nil
	}
	return []string{"--resume"}
}

func tablesOf(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"results.parquet", "histories.parquet"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%d\n%s", len(b), b)
	}
	return all.String()
}

func TestAnyNumberOfWorkersGivesTheSameTables(t *testing.T) {
	var first string
	for _, workers := range []string{"1", "2", "8"} {
		dir := filepath.Join(t.TempDir(), "out")
		mustSweep(t, dir, "--workers", workers)
		if got := tablesOf(t, dir); first == "" {
			first = got
		} else if got != first {
			t.Errorf("%s workers: other bytes than one", workers)
		}
	}
}

func TestAnyShardsGiveTheSameTables(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	mustSweep(t, dir)
	want := tablesOf(t, dir)
	luck := rand.New(rand.NewPCG(1, 2))
	counts := []int{3}
	if *long {
		counts = []int{1, 2, 3, 7}
	}
	for _, shards := range counts {
		dir := filepath.Join(t.TempDir(), "out")
		for _, i := range append(luck.Perm(shards), luck.Perm(shards)...) {
			mustSweep(t, dir, "--shard", fmt.Sprintf("%d/%d", i, shards))
		}
		if text, err := exec.Command("parley", "merge", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if tablesOf(t, dir) != want {
			t.Errorf("%d shards: other bytes than one process", shards)
		}
	}
}

func TestTheRecordedCommandGivesTheSamePlan(t *testing.T) {
	file := filepath.Join(t.TempDir(), "war.toml")
	text := "format = 1\nextends = \"minimal\"\n[experiment]\nvary = [\"coordination.acceptance=0:1:2\"]\nreps = 2\nseed = 3\nhistories = true\n"
	for _, regimes := range []string{"compare = true\n", "regimes = [\"lead\", \"single\"]\n"} {
		if err := os.WriteFile(file, []byte(text+regimes), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, flags := range [][]string{{}, {"--compare=false"}, {"--histories=false"}, {"--compare=false", "--histories=false"},
			{"--compare"}, {"--regimes", "lead"}, {"--vary", "months=12,24"}, {"--design", "one-at-a-time"}} {
			dir, again := filepath.Join(t.TempDir(), "dir"), filepath.Join(t.TempDir(), "again")
			output(t, append([]string{"sweep", file, "--out", dir}, flags...)...)
			first, err := store.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			output(t, append(strings.Fields(first.Command)[1:], "--out", again)...)
			second, err := store.Open(again)
			if err != nil {
				t.Fatal(err)
			}
			if first.PlanHash != second.PlanHash || first.Command != second.Command {
				t.Errorf("%q: %s gives %s", flags, first.Command, second.Command)
			}
		}
	}
}

// The difference of each arm is that of the first arm's share from its own.
func TestDifferencesAreFromTheFirstArm(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if text, err := exec.Command("parley", "sweep", "minimal", "--compare", "--reps", "200", "--out", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	text, err := exec.Command("parley", "results", dir, "--format", "csv").Output()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(row []string, column string) string { return row[slices.Index(rows[0], column)] }
	settled := func(row []string) float64 {
		n, _ := strconv.ParseFloat(cell(row, "settled"), 64)
		return n
	}
	first := rows[1]
	for i, row := range rows[1:] {
		want := strconv.FormatFloat((settled(first)-settled(row))/200, 'g', -1, 64)
		if i == 0 {
			want = ""
		}
		if got := cell(row, "settled_difference"); got != want {
			t.Errorf("%s: %s, want %s", cell(row, "arm"), got, want)
		}
	}
}

// A result set that another program began, with a model that tells other histories, or another
// build, is not mixed with ours, though both be version dev.
func TestOtherModelsAreRefused(t *testing.T) {
	ours, theirs := filepath.Join(t.TempDir(), "ours"), filepath.Join(t.TempDir(), "theirs")
	mustSweep(t, ours)
	m, err := store.Open(ours)
	if err != nil || m.Plan.Model != cli.ModelVersion {
		t.Fatalf("model %q, %v", m.Plan.Model, err)
	}
	build := m.Build
	for want, change := range map[string]func(*store.Manifest){
		"another model, 0123456789abcdef there and ":         func(m *store.Manifest) { m.Plan.Model = "0123456789abcdef" },
		"version dev build 0123, this is dev build " + build: func(m *store.Manifest) { m.Build = "0123" },
	} {
		other, dir := *m, filepath.Join(theirs, want)
		change(&other)
		set, err := store.Start(dir, other, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		set.Close()
		if text, err := sweepInto(dir, "--resume").CombinedOutput(); err == nil || !strings.Contains(string(text), want) {
			t.Errorf("resumed: %v\n%s", err, text)
		}
		if text, err := exec.Command("parley", "replay", dir).CombinedOutput(); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("replayed without a word: %v\n%s", err, text)
		}
	}
}

// What is broken off says how it goes on: a shard asks for no --resume.
func TestAnInterruptedSweepSaysHowItGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for want, flags := range map[string][]string{"0 of 24 points are safe; the same command with --resume goes on": nil, "0 of 12 points are safe; the same command goes on": {"--shard", "0/2"}} {
		var stdout, stderr bytes.Buffer
		args := append(append(slices.Clone(killedSweep), "--out", filepath.Join(t.TempDir(), "out")), flags...)
		if code := runContext(ctx, args, nil, &stdout, &stderr); code != cli.ExitTryAgain || !strings.Contains(stderr.String(), want) {
			t.Errorf("%s: exit code %d, %s", flags, code, &stderr)
		}
	}
}

// Every round kills a sweep until it finishes by itself: first soon after its first
// part is there, then at any moment.
func TestKilledAtRandomMomentsAndResumed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGKILL to send")
	}
	rounds := *kills
	if *long {
		rounds = max(rounds, 20)
	}
	dir := filepath.Join(t.TempDir(), "out")
	long := mustSweep(t, dir)
	want := tablesOf(t, dir)
	hit, begun := 0, 0
	luck := rand.New(rand.NewPCG(1, 7))
	for round := 0; round < rounds; {
		dir := filepath.Join(t.TempDir(), "out")
		h, b := killedRound(t, dir, long, luck)
		if tablesOf(t, dir) != want {
			t.Errorf("round %d: other bytes than an unbroken sweep", round)
		}
		if _, err := os.Stat(filepath.Join(dir, "parts")); err == nil {
			t.Errorf("round %d: parts are left behind", round)
		}
		if hit, begun = hit+h, begun+b; b > 0 {
			round++
		} else if long /= 2; long == 0 { // too late: the machine was slower when it was measured
			t.Fatalf("round %d: no kill hits a sweep that is half done", round)
		}
	}
	t.Logf("%d rounds: %d kills hit a running sweep, %d of them one with points done and points left", rounds, hit, begun)
}

// killedRound counts the kills that hit a running sweep, and those of them that
// hit it with points done and points left.
func killedRound(t *testing.T, dir string, long time.Duration, luck *rand.Rand) (hit, begun int) {
	t.Helper()
	for try := range 200 {
		// Longer and longer, so that a busy machine comes to an end too.
		after := time.Duration(luck.Int64N(int64(long) * int64(20+try) / 20))
		if try == 0 {
			after /= 8
		}
		done, some := killOnce(t, dir, after, try == 0)
		if done {
			return hit, begun
		}
		hit++
		if some {
			begun++
		}
	}
	t.Fatal("no end in 200 tries")
	return hit, begun
}

// killOnce resumes a sweep and kills it after a while, counted from its first
// part if wait is set. It tells whether the sweep
// had ended by itself, and if not, whether it left some of its points done.
func killOnce(t *testing.T, dir string, after time.Duration, wait bool) (done, some bool) {
	t.Helper()
	c := sweepInto(dir, resumeFlag(dir)...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		for wait && !partThere(dir) {
			select {
			case <-ended:
				return
			case <-time.After(time.Millisecond):
			}
		}
		select {
		case <-ended:
		case <-time.After(after):
			c.Process.Kill()
		}
	}()
	err := c.Wait()
	close(ended)
	if err == nil {
		return true, false
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	left, _, err := store.Missing(dir)
	if err != nil {
		return false, false // before there was a manifest
	}
	return false, left.Count() > 0 && left.Count() < 24
}

func partThere(dir string) bool {
	paths, _ := filepath.Glob(filepath.Join(dir, "parts", "*.parquet"))
	return len(paths) > 0
}
