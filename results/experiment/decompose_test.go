package experiment

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/sim"
	"parley/sim/stats"
)

// cubeOf values by the levels of the factors.
func cubeOf(sides [stats.Factors]int, value func(p, c, s int) float64) *stats.Cube {
	t := &stats.Cube{Sides: sides}
	for s := range sides[stats.ByStructure] {
		for c := range sides[stats.ByCoding] {
			for p := range sides[stats.ByParameters] {
				t.Values = append(t.Values, value(p, c, s))
			}
		}
	}
	return t
}

// simulated histories of side draws of each, whose chance of a 1 lies around 0.4 with a
// standard deviation over each.
func simulated(r *rand.Rand, side int, sd [stats.Factors]float64) *stats.Cube {
	normal := func(sd float64) []float64 {
		x := make([]float64, side)
		for i := range x {
			x[i] = sd * r.NormFloat64()
		}
		return x
	}
	parameters, codings, structures := normal(sd[0]), normal(sd[1]), normal(sd[2])
	return cubeOf([stats.Factors]int{side, side, side}, func(p, c, s int) float64 {
		if r.Float64() < 0.4+parameters[p]+codings[c]+structures[s] {
			return 1
		}
		return 0
	})
}

// crossedOf an experiment with the given outcomes, for each arm.
func crossedOf(e *Experiment, tables ...*stats.Cube) *Crossed {
	x := PlanCrossed(e, tables[0].Sides[0])
	for k := range x.Histories() {
		outcomes := make([]sim.Outcome, len(tables))
		for a, table := range tables {
			if table.Values[k] == 1 {
				outcomes[a].End = sim.EndSettlement
			}
		}
		_ = x.add(k, outcomes)
	}
	return x
}

// Replication k meets the draws that a cube says of value k.
func TestACubeIsInTheOrderOfACrossing(t *testing.T) {
	const side = 4
	x := sim.Crossing{Parameters: side, Codings: side, Structures: side}
	table := cubeOf([stats.Factors]int{side, side, side}, func(p, c, s int) float64 { return float64(100*p + 10*c + s) })
	for k, y := range table.Values {
		if p, c, s := x.Cell(k); y != float64(100*p+10*c+s) {
			t.Fatalf("value %d is %v, replication meets %d, %d, %d", k, y, p, c, s)
		}
	}
}

func TestEachLikelihoodAndEachRungIsDecomposed(t *testing.T) {
	e := experiment()
	r := rand.New(rand.NewPCG(5, 6))
	byParameter := simulated(r, 16, [stats.Factors]float64{0.2, 0, 0})
	byCode := simulated(r, 16, [stats.Factors]float64{0, 0.2, 0})
	byStruct := simulated(r, 16, [stats.Factors]float64{0, 0, 0.2})
	e.Crossed = crossedOf(e, byParameter, byParameter, byCode, byStruct)
	e.More = true
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	for a, want := range map[int]int{0: stats.ByParameters, 2: stats.ByCoding, 3: stats.ByStructure} {
		for f, part := range s.Arms[a].Uncertainty.parts() {
			if (part.Low > 0) != (f == want) || part.High == 0 {
				t.Errorf("%s: factor %d has %+v", s.Arms[a].Name, f, *part)
			}
		}
	}
	near(t, "Monte Carlo", float64(s.Arms[1].Uncertainty.MonteCarlo), math.Sqrt(0.3*0.7/100), 0.002)
	if same := s.Contrasts[3].Uncertainty; same.Parameters != nil {
		t.Errorf("two arms that always agree have parts %+v", same)
	}
	if other := s.Contrasts[0].Uncertainty; other.Parameters.Low == 0 || other.Structure.Low == 0 || other.Draws != 16 {
		t.Errorf("one arm hangs on the parameters and one on the structure: %+v", other)
	}
	if s.Contrasts[4].Uncertainty != nil {
		t.Error("a pair off the ladder has parts")
	}
	got := text(e, s)
	for _, want := range []string{"lead less networked 3.1 too few to tell too few to tell", "4,096 more histories of each arm: 16 draws", " under "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestWhatIsNotDrawnAddsNothing(t *testing.T) {
	table := simulated(rand.New(rand.NewPCG(5, 6)), 12, [stats.Factors]float64{0.2, 0.1, 0.1})
	for want, change := range map[string]func(*sim.Config){
		"Parameters are at points":   func(c *sim.Config) { c.Parameters.Mode = sim.ParametersPoint },
		"Codings are taken as exact": func(c *sim.Config) { c.Parties[0].Optimism = sim.Exact(0.5) },
		"The structure is fixed": func(c *sim.Config) {
			for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
				c.Parameters.Fix(p, 0)
			}
		},
	} {
		e := experiment()
		change(e.Config)
		e.More = true
		e.Crossed = crossedOf(e, table, table, table, table)
		s := Summarise(e, counted(e, 20, 30, 26, 26))
		d := drawn(e.Config)
		for f, n := range []int{d.Parameters, d.Coded, d.Switches} {
			if part := s.Arms[0].Uncertainty.parts()[f]; (*part == Part{}) != (n == 0) {
				t.Errorf("%s: %+v", want, part)
			}
		}
		if got := text(e, s); !strings.Contains(got, want+", which adds nothing.") {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

func TestOnlyTheLadderIsCrossed(t *testing.T) {
	e := experiment()
	e.Arms = append(e.Arms, sim.Arm{Name: "single", Regime: sim.RegimeSingle})
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0, 1, 2, 3}) {
		t.Errorf("arms %v, want those of the ladder", x.arms)
	}
	e.Arms = e.Arms[4:]
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0}) {
		t.Errorf("arms %v, want the one there is", x.arms)
	}
}

func TestACrossedSetIsNoLargerThanTheSweep(t *testing.T) {
	for replications, want := range map[int]int{1: 0, 63: 0, 64: 4, 342: 6, 343: 7, 8000: 20, 1 << 20: 20} {
		if got := SideFor(replications); got != want {
			t.Errorf("%d histories: a side of %d, want %d", replications, got, want)
		}
	}
}

func TestAnInterruptedCrossedSetSaysNothing(t *testing.T) {
	e := experiment()
	e.More = true
	e.Crossed = PlanCrossed(e, LeastSide)
	e.Crossed.Interrupted = true
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	if s.Arms[0].Uncertainty != nil || !strings.Contains(text(e, s), "for the variance decomposition were interrupted") {
		t.Errorf("%+v\n%s", s.Arms[0].Uncertainty, text(e, s))
	}
}

func TestWhereDoubtExceedsAPointTheAnswerIsSaidToBeOneOfTheMean(t *testing.T) {
	narrow, wide := &Part{0, 0, 0.009}, &Part{0.01, 0.002, 0.03}
	for _, c := range []struct {
		parts [stats.Factors]*Part
		want  bool
	}{
		{[stats.Factors]*Part{narrow, narrow, narrow}, false}, {[stats.Factors]*Part{wide, narrow, narrow}, true},
		{[stats.Factors]*Part{narrow, wide, nil}, true}, {[stats.Factors]*Part{narrow, narrow, wide}, true}, {[stats.Factors]*Part{}, false},
	} {
		e := experiment()
		s := Summarise(e, counted(e, 20, 30, 26, 26))
		s.Contrasts[0].Uncertainty = &Decomposition{Parameters: c.parts[0], Coding: c.parts[1], Structure: c.parts[2]}
		if got := text(e, s); strings.Contains(got, "may help or hurt") != c.want {
			t.Errorf("%v: %s", c.parts, got)
		}
	}
}
