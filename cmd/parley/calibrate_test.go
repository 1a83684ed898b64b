package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A calibration that is killed as soon as it has kept something of itself goes on
// and ends in the same bytes.
func TestAKilledCalibrationEndsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories of Tajikistan")
	}
	args := []string{"calibrate", "tajikistan", "--particles", "50", "--budget", "400", "--until", "1994-06", "--summaries", "talks", "--out"}
	whole, killed := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "killed")
	output(t, append(args, whole)...)
	c := exec.Command("parley", append(args, killed)...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 60_000 {
		if _, err := os.Stat(filepath.Join(killed, "state.json")); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Fatal("it had ended before it was killed")
	}
	output(t, append(args, killed, "--resume")...)
	for _, name := range []string{"posterior.csv", "calibration.json", "calibration.txt"} {
		want, err := os.ReadFile(filepath.Join(whole, name))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(killed, name)); err != nil || string(got) != string(want) {
			t.Errorf("%s has other bytes, %v", name, err)
		}
	}
}
