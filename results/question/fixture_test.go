package question

import (
	"math"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/internal/toywar"
	"parley/results/outcome"
	"parley/sim/sweep"
)

func toyExperiment() *experiment.Experiment {
	return &experiment.Experiment{Head: experiment.Head{Command: "compare", Version: "v1", Scenario: "small", Rerun: "parley compare small --seed 1", Seed: 1, Requested: 100},
		Config: toywar.War(), Arms: toywar.Arms()}
}

// counted has each arm less each other.
func counted(e *experiment.Experiment, settled ...int64) *sweep.Tally {
	var list []*sweep.Contrast
	for a := range e.Arms {
		for b := range e.Arms {
			list = append(list, sweep.Less(a, b))
		}
	}
	return toywar.Count(sweep.NewTally(e.Config, len(e.Arms), list, outcome.Values()...), settled...)
}

// printed is an answer as text.
func printed(e *experiment.Experiment, s interface {
	Document(*experiment.Experiment) *document.Document
}) string {
	return s.Document(e).Text(document.Screen{})
}

// inLine is a text in one line.
func inLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
