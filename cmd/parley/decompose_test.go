package main

import (
	"math"
	"reflect"
	"slices"
	"testing"
)

// decomposition is an uncertainty by where it comes from, as JSON has it.
type decomposition struct {
	Luck                          float64
	Parameters, Coding, Structure *struct{ SD, Low, High float64 }
	Draws                         int
}

func decompositions(t *testing.T, args ...string) (arms, contrasts []*decomposition) {
	t.Helper()
	var s struct {
		Arms, Contrasts []struct{ Uncertainty *decomposition }
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
	few, _ := decompositions(t, "run", "minimal", "--reps", "400", "--decompose", "8")
	many, _ := decompositions(t, "run", "minimal", "--reps", "1600", "--decompose", "8")
	if ratio := few[0].Luck / many[0].Luck; math.Abs(ratio-2) > 0.2 {
		t.Errorf("four times the histories narrow Monte Carlo error %g times, want 2", ratio)
	}
	many[0].Luck = few[0].Luck
	if !reflect.DeepEqual(few[0], many[0]) {
		t.Errorf("the other parts differ: %+v, %+v", few[0], many[0])
	}
}

func TestWhatIsFixedAddsNoUncertainty(t *testing.T) {
	drawn, _ := decompositions(t, "run", "minimal", "--reps", "1000")
	point, _ := decompositions(t, "run", "minimal", "--reps", "1000", "--set", "parameters.mode=point")
	args := []string{"run", "minimal", "--reps", "1000"}
	for _, level := range []string{"attention=queue", "needs=coarse", "hurt=absolute", "table=free", "parties=rational"} {
		args = append(args, "--set", "structure."+level)
	}
	built, _ := decompositions(t, args...)
	if point[0].Parameters.High != 0 || drawn[0].Parameters.High == 0 || point[0].Structure.High == 0 {
		t.Errorf("parameters at points: %+v, drawn: %+v", point[0], drawn[0])
	}
	if built[0].Structure.High != 0 || drawn[0].Structure.High == 0 || built[0].Parameters.High == 0 {
		t.Errorf("structure fixed: %+v, drawn: %+v", built[0], drawn[0])
	}
}

func TestTheLadderIsDecomposed(t *testing.T) {
	arms, contrasts := decompositions(t, "compare", "minimal", "--reps", "1000", "--regimes", "single,lead,networked,independent")
	has := func(list []*decomposition) (is []bool) {
		for _, d := range list {
			is = append(is, d != nil && d.Draws == 10)
		}
		return is
	}
	if got := has(arms); !slices.Equal(got, []bool{false, true, true, true}) {
		t.Errorf("arms %v, want those of the ladder", got)
	}
	if got := has(contrasts); !slices.Equal(got, []bool{true, true, false, false, false, false}) {
		t.Errorf("contrasts %v, want lead less independent and lead less networked", got)
	}
}

func TestAFlagTurnsTheDecompositionOff(t *testing.T) {
	for _, args := range [][]string{{"--reps", "900", "--decompose", "0"}, {"--reps", "63"}} {
		if arms, _ := decompositions(t, append([]string{"run", "minimal"}, args...)...); arms[0] != nil {
			t.Errorf("%v: %+v, want none", args, arms[0])
		}
	}
}

func TestWorkersNeverShowInADecomposition(t *testing.T) {
	args := []string{"compare", "minimal", "--regimes", "lead,networked", "--reps", "400", "--format", "json", "--workers"}
	if one, four := output(t, append(args, "1")...), output(t, append(args, "4")...); one != four {
		t.Error("one and four workers give different bytes")
	}
}
