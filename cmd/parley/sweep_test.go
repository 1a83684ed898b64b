package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"parley/results/store"
)

var kills = flag.Int("kills", 20, "sweeps that are killed at random moments until they finish")

// killedSweep is large enough to be hit, and small.
var killedSweep = []string{"sweep", "minimal", "--vary", "coordination.acceptance=0:1:24", "--compare", "--reps", "8", "--histories"}

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
	for _, shards := range []int{1, 2, 3, 7} {
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

// Every round kills a sweep at random moments until it finishes by itself.
func TestKilledAtRandomMomentsAndResumed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("wants SIGKILL")
	}
	if testing.Short() {
		*kills = min(*kills, 2)
	}
	dir := filepath.Join(t.TempDir(), "out")
	long := mustSweep(t, dir)
	want := tablesOf(t, dir)
	hit, begun := 0, 0
	for round := range *kills {
		dir := filepath.Join(t.TempDir(), "out")
		luck := rand.New(rand.NewPCG(uint64(round), 7))
		for try := 0; ; try++ {
			if try > 200 {
				t.Fatalf("round %d: no end in %d tries", round, try)
			}
			done, some := killOnce(t, dir, time.Duration(luck.Int64N(int64(long))))
			if done {
				break
			}
			hit++
			if some {
				begun++
			}
		}
		if tablesOf(t, dir) != want {
			t.Errorf("round %d: other bytes than an unbroken sweep", round)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "journal-*")); len(left) > 0 {
			t.Errorf("round %d: left behind %v", round, left)
		}
	}
	t.Logf("%d rounds: %d kills hit a running sweep, %d of them one with points done and points left", *kills, hit, begun)
	if hit < *kills || begun < *kills/2 {
		t.Errorf("%d kills hit a running sweep and %d one half done, in %d rounds", hit, begun, *kills)
	}
}

// killOnce resumes a sweep and kills it after a while. It tells whether the sweep
// had ended by itself, and if not, whether it left some of its points done.
func killOnce(t *testing.T, dir string, after time.Duration) (done, some bool) {
	t.Helper()
	c := sweepInto(dir, "--resume")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
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
