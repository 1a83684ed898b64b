package results

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/sim"
)

// cubeOf values by the levels of the factors.
func cubeOf(sides [crossedFactors]int, value func(p, c, s int) float64) *cube {
	t := &cube{sides: sides}
	for s := range sides[byStructure] {
		for c := range sides[byCoding] {
			for p := range sides[byParameters] {
				t.values = append(t.values, value(p, c, s))
			}
		}
	}
	return t
}

func TestPartsOfTablesWorkedOutByHand(t *testing.T) {
	sides := [crossedFactors]int{3, 2, 4}
	for name, c := range map[string]struct {
		value func(p, c, s int) float64
		want  [crossedFactors]float64
	}{
		"all add up":       {func(p, c, s int) float64 { return float64(2*p + 3*c + s) }, [crossedFactors]float64{4, 4.5, 5.0 / 3}},
		"parameters alone": {func(p, _, _ int) float64 { return float64(p) }, [crossedFactors]float64{1, 0, 0}},
		"coding alone":     {func(_, c, _ int) float64 { return float64(c) }, [crossedFactors]float64{0, 0.5, 0}},
		"parameters of a structure": {func(p, _, s int) float64 { return float64(p * (2*(s%2) - 1)) },
			// The mean over structures is 1 or -1: variance 4/3, less 4/3 over 3 of parameters within.
			[crossedFactors]float64{1, 0, 4.0/3 - (4.0/3)/3}},
	} {
		table := cubeOf(sides, c.value)
		for f, want := range c.want {
			near(t, fmt.Sprintf("%s, factor %d", name, f), unbiased(table, f), want, 1e-12)
		}
	}
}

func unbiased(t *cube, factor int) float64 {
	between, within, size := t.ratio(factor)
	return (between - within) / size
}

// The mean covariance of the values that share a level of one factor alone is the same
// figure.
func TestAComponentIsTheCovarianceOfHistoriesThatShareTheDraw(t *testing.T) {
	table := simulated(rand.New(rand.NewPCG(1, 2)), 6, 0.4, [crossedFactors]float64{0.2, 0.1, 0.15}, false)
	n := table.sides[0]
	at := func(p, c, s int) float64 { return table.values[p+n*(c+n*s)] }
	sum, pairs := 0.0, 0.0
	grand := meanOf(table.values)
	for s := range n { // of histories that share only the structure s, less those that share nothing
		for s2 := range n {
			for p := range n {
				for p2 := range n {
					for c := range n {
						for c2 := range n {
							if p == p2 || c == c2 {
								continue
							}
							x := (at(p, c, s) - grand) * (at(p2, c2, s2) - grand)
							if s == s2 {
								sum += x / float64(n)
							} else {
								sum -= x / float64(n*(n-1))
							}
							if s == 0 && s2 == 0 {
								pairs++
							}
						}
					}
				}
			}
		}
	}
	near(t, "component", unbiased(table, byStructure), sum/pairs, 1e-12)
}

// meanOf without a library.
func meanOf(x []float64) (sum float64) {
	for _, y := range x {
		sum += y / float64(len(x))
	}
	return sum
}

// simulated histories of side draws of each: the chance of a 1 lies around a mean, skewed
// over parameters and structures and even over codings, with a standard deviation each.
// Parameters may be others under each structure, as in a posterior.
func simulated(r *rand.Rand, side int, middle float64, sd [crossedFactors]float64, nested bool) *cube {
	skewed := func(sd float64) []float64 {
		x := make([]float64, side)
		for i := range x {
			x[i] = sd * (r.ExpFloat64() - 1)
		}
		return x
	}
	byCode := make([]float64, side)
	for j := range byCode {
		byCode[j] = sd[byCoding] * math.Sqrt(12) * (r.Float64() - 0.5)
	}
	byStruct, parameters := skewed(sd[byStructure]), skewed(sd[byParameters])
	last := 0
	return cubeOf([crossedFactors]int{side, side, side}, func(p, c, s int) float64 {
		if nested && s != last {
			parameters, last = skewed(sd[byParameters]), s
		}
		return float64(bit(r.Float64() < middle+parameters[p]+byCode[c]+byStruct[s]))
	})
}

// Of 200 tables of which the parts are known. Skewed effects are hard: the
// interval holds less often than its level says.
func TestKnownPartsComeBack(t *testing.T) {
	const tables, side = 200, 12
	for _, c := range []struct {
		middle float64
		sd     [crossedFactors]float64
		nested bool
		least  [crossedFactors]int
	}{
		{0.5, [crossedFactors]float64{0, 0, 0}, false, [crossedFactors]int{180, 180, 180}},
		{0.4, [crossedFactors]float64{0.1, 0.05, 0.1}, false, [crossedFactors]int{160, 180, 160}},
		{0.4, [crossedFactors]float64{0.1, 0.05, 0.1}, true, [crossedFactors]int{160, 180, 160}},
		{0.4, [crossedFactors]float64{0, 0.1, 0}, false, [crossedFactors]int{180, 180, 180}},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		var held [crossedFactors]int
		var sum, squares [crossedFactors]float64
		for range tables {
			table := simulated(r, side, c.middle, c.sd, c.nested)
			for f, sd := range c.sd {
				e := table.component(f)
				sum[f] += e.Mean
				squares[f] += e.Mean * e.Mean
				held[f] += bit(e.Low <= sd*sd && sd*sd <= e.High)
			}
		}
		for f, sd := range c.sd {
			mean := sum[f] / tables
			se := math.Sqrt((squares[f]/tables - mean*mean) / tables)
			near(t, fmt.Sprintf("%+v: variance of factor %d", c, f), mean, sd*sd, 4*se)
			if held[f] < c.least[f] {
				t.Errorf("%+v: intervals hold the truth of factor %d in %d of %d tables, want %d", c, f, held[f], tables, c.least[f])
			}
		}
	}
}

// crossedOf an experiment with the given outcomes, for each arm.
func crossedOf(e *Experiment, tables ...*cube) *Crossed {
	x := PlanCrossed(e, tables[0].sides[0])
	for k := range x.Histories() {
		outcomes := make([]sim.Outcome, len(tables))
		for a, table := range tables {
			if table.values[k] == 1 {
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
	table := cubeOf([crossedFactors]int{side, side, side}, func(p, c, s int) float64 { return float64(100*p + 10*c + s) })
	for k, y := range table.values {
		if p, c, s := x.Cell(k); y != float64(100*p+10*c+s) {
			t.Fatalf("value %d is %v, replication meets %d, %d, %d", k, y, p, c, s)
		}
	}
}

func TestEachLikelihoodAndEachRungIsDecomposed(t *testing.T) {
	e := experiment()
	r := rand.New(rand.NewPCG(5, 6))
	byParameter := simulated(r, 16, 0.4, [crossedFactors]float64{0.2, 0, 0}, false)
	byCode := simulated(r, 16, 0.4, [crossedFactors]float64{0, 0.2, 0}, false)
	byStruct := simulated(r, 16, 0.4, [crossedFactors]float64{0, 0, 0.2}, false)
	e.Crossed = crossedOf(e, byParameter, byParameter, byCode, byStruct)
	e.More = true
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	for a, want := range map[int]int{0: byParameters, 2: byCoding, 3: byStructure} {
		for f, part := range s.Arms[a].Uncertainty.parts() {
			if (part.Low > 0) != (f == want) || part.High == 0 {
				t.Errorf("%s: factor %d has %+v", s.Arms[a].Name, f, *part)
			}
		}
	}
	near(t, "luck", float64(s.Arms[1].Uncertainty.Luck), math.Sqrt(0.3*0.7/100), 0.002)
	if same := s.Contrasts[3].Uncertainty; same.Parameters != nil {
		t.Errorf("two arms that always agree have parts %+v", same)
	}
	if other := s.Contrasts[0].Uncertainty; other.Parameters.Low == 0 || other.Structure.Low == 0 || other.Draws != 16 {
		t.Errorf("one arm hangs on the parameters and one on the structure: %+v", other)
	}
	if s.Contrasts[4].Uncertainty != nil {
		t.Error("a pair off the ladder has parts")
	}
	text := strings.Join(strings.Fields(Text(e, s)), " ")
	for _, want := range []string{"lead less networked 3.1 too few to tell too few to tell", "4,096 more histories of each arm: 16 draws", " under "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, Text(e, s))
		}
	}
}

func TestWhatIsNotDrawnAddsNothing(t *testing.T) {
	table := simulated(rand.New(rand.NewPCG(5, 6)), 12, 0.4, [crossedFactors]float64{0.2, 0.1, 0.1}, false)
	for want, change := range map[string]func(*sim.Config){
		"Parameters stand at points": func(c *sim.Config) { c.Parameters.Mode = sim.ParametersPoint },
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
		if text := strings.Join(strings.Fields(Text(e, s)), " "); !strings.Contains(text, want+", which adds nothing.") {
			t.Errorf("no %q in %s", want, text)
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
	if s.Arms[0].Uncertainty != nil || !strings.Contains(Text(e, s), "for the variance decomposition were interrupted") {
		t.Errorf("%+v\n%s", s.Arms[0].Uncertainty, Text(e, s))
	}
}

func TestWhereDoubtExceedsAPointTheAnswerIsSaidToBeOneOfTheMean(t *testing.T) {
	narrow, wide := &Part{0, 0, 0.009}, &Part{0.01, 0.002, 0.03}
	for _, c := range []struct {
		parts [crossedFactors]*Part
		want  bool
	}{
		{[crossedFactors]*Part{narrow, narrow, narrow}, false}, {[crossedFactors]*Part{wide, narrow, narrow}, true},
		{[crossedFactors]*Part{narrow, wide, nil}, true}, {[crossedFactors]*Part{narrow, narrow, wide}, true}, {[crossedFactors]*Part{}, false},
	} {
		text := doubtWords(&Decomposition{Parameters: c.parts[0], Coding: c.parts[1], Structure: c.parts[2]})
		if strings.Contains(text, "may help or hurt") != c.want {
			t.Errorf("%v: %s", c.parts, text)
		}
	}
}
