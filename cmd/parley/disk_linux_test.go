package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"parley/cmd/internal/cli"
	"parley/results/store"
)

// small mounts a disk of a size; size grows it later.
func small(t *testing.T, size string) (dir string, grow func(size string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk: mounting a tmpfs is not permitted here: %v", err)
	}
	t.Cleanup(func() {
		// Detached, since a program that another test is starting may have our files open.
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir, func(size string) {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk of each size fills up at another stage: the manifest, the parts, the
// tables. Nothing that is whole is lost, and with room the end is the same.
func TestAFullDiskCostsNothing(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "out")
	args := []string{"sweep", "minimal", "--vary", "coordination.acceptance=0:1:24", "--set", "months=12", "--compare", "--reps", "20", "--histories"}
	output(t, append(args, "--out", whole)...)
	want := tablesOf(t, whole)
	filled := 0
	for _, size := range []string{"4k", "20k", "64k", "256k", "280k", "300k", "340k", "400k"} {
		disk, grow := small(t, size)
		dir := filepath.Join(disk, "out")
		var stdout, stderr strings.Builder
		code := run(append(args, "--out", dir), strings.NewReader(""), &stdout, &stderr)
		if code == cli.ExitOK {
			continue
		}
		filled++
		if code != cli.ExitTryAgain || !strings.Contains(stderr.String(), "no space left") {
			t.Fatalf("%s: exit code %d\n%s", size, code, &stderr)
		}
		if _, err := store.Open(dir); err == nil && (!strings.Contains(stderr.String(), "points are safe; the same command") || strings.Contains(stderr.String(), "buffered pages")) {
			t.Errorf("%s: %s", size, &stderr)
		}
		if _, err := os.Stat(filepath.Join(dir, "results.parquet")); err == nil {
			t.Errorf("%s: half a table stands there", size)
		}
		grow("16m")
		output(t, append(append(args, "--out", dir), resumeFlag(dir)...)...)
		if tablesOf(t, dir) != want {
			t.Errorf("%s: other bytes than with room from the start", size)
		}
	}
	if filled < 3 {
		t.Errorf("only %d of the disks were too small", filled)
	}
}

// What stdout has no room for is worth another try, as what --file has none for.
func TestAFullDiskBehindStdout(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	var stderr strings.Builder
	if code := run([]string{"version"}, nil, full, &stderr); code != cli.ExitTryAgain || !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
}

func TestAReadOnlyFolderIsRefused(t *testing.T) {
	disk, _ := small(t, "64k")
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	code := run([]string{"sweep", "minimal", "--reps", "1", "--out", filepath.Join(disk, "out")}, nil, &stdout, &stderr)
	if code != cli.ExitBadInput || stdout.Len() > 0 || !strings.Contains(stderr.String(), "read-only") {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
}
