package experiment

import (
	"math"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/internal/toywar"
	"parley/sim/sweep"
)

func experiment() *Experiment {
	return &Experiment{Head: Head{Command: "compare", Version: "v1", Scenario: "small", Rerun: "parley compare small --seed 1", Seed: 1, Requested: 100},
		Config: toywar.War(), Arms: toywar.Arms()}
}

func counted(e *Experiment, settled ...int64) *sweep.Tally {
	return toywar.Count(NewTally(e), settled...)
}

// text of a summary in one line.
func text(e *Experiment, s *Summary) string {
	return strings.Join(strings.Fields(s.Document(e).Text(document.Screen{})), " ")
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
