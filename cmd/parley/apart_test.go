package main

import (
	"math"
	"reflect"
	"testing"
)

// uncertain is an uncertainty by where it comes from, as JSON has it.
type uncertain struct {
	MonteCarlo         float64 `json:"monte_carlo"`
	Parameters, Coding *float64
	Draws              int
}

func uncertainties(t *testing.T, args ...string) (arms, contrasts []*uncertain) {
	t.Helper()
	var s struct {
		Arms, Contrasts []struct{ Uncertainty *uncertain }
	}
	decode(t, &s, args...)
	for _, a := range s.Arms {
		arms = append(arms, a.Uncertainty)
	}
	for _, c := range s.Contrasts {
		contrasts = append(contrasts, c.Uncertainty)
	}
	return arms, contrasts
}

func TestMoreHistoriesNarrowMonteCarloErrorAlone(t *testing.T) {
	few, _ := uncertainties(t, "run", "minimal", "--reps", "400", "--apart", "20")
	many, _ := uncertainties(t, "run", "minimal", "--reps", "1600", "--apart", "20")
	if ratio := few[0].MonteCarlo / many[0].MonteCarlo; math.Abs(ratio-2) > 0.2 {
		t.Errorf("four times the histories narrow Monte Carlo error %g times, want 2", ratio)
	}
	many[0].MonteCarlo = few[0].MonteCarlo
	if !reflect.DeepEqual(few[0], many[0]) {
		t.Errorf("the other parts differ: %+v, %+v", few[0], many[0])
	}
}

func TestParametersAtPointsAddNoUncertainty(t *testing.T) {
	drawn, _ := uncertainties(t, "run", "minimal", "--reps", "900")
	fixed, _ := uncertainties(t, "run", "minimal", "--reps", "900", "--set", "parameters.mode=point")
	if *fixed[0].Parameters != 0 || !(*drawn[0].Parameters > 0) {
		t.Errorf("parameters at points: %g, drawn: %g", *fixed[0].Parameters, *drawn[0].Parameters)
	}
}

func TestTheHeadlinesHaveTheirUncertaintiesApart(t *testing.T) {
	arms, contrasts := uncertainties(t, "compare", "minimal", "--reps", "900", "--regimes", "single,lead,networked")
	for i, want := range []bool{false, true, true, true, true} {
		if (arms[i] != nil) != want {
			t.Errorf("arm %d: apart %t, want %t", i, !want, want)
		}
	}
	for i, c := range contrasts {
		if (c != nil) != (i < 2) || c != nil && c.Draws != 30 {
			t.Errorf("contrast %d: %+v, want the two headlines alone, of 30 draws", i, c)
		}
	}
}

func TestAFlagTurnsTheUncertaintiesOff(t *testing.T) {
	for _, args := range [][]string{{"--reps", "900", "--apart", "0"}, {"--reps", "15"}} {
		if arms, _ := uncertainties(t, append([]string{"run", "minimal"}, args...)...); arms[0] != nil {
			t.Errorf("%v: %+v, want none", args, arms[0])
		}
	}
}

func TestWorkersNeverShowInUncertainties(t *testing.T) {
	args := []string{"compare", "minimal", "--regimes", "lead,networked", "--reps", "400", "--format", "json", "--workers"}
	if one, four := output(t, append(args, "1")...), output(t, append(args, "4")...); one != four {
		t.Error("one and four workers give different bytes")
	}
}
