package experiment

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/results/words"
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

// A part that only one of two wars draws is in their difference, whichever of them is named first.
func TestBetweenTwoWarsCountsWhatEitherDraws(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	fixed, drawn := experiment(), experiment()
	fixed.Config.Parameters.Mode = sim.ParametersPoint
	fixed.Config.Parties[0].Optimism = sim.Exact(0.5)
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		fixed.Config.Parameters.Fix(p, 0)
	}
	for _, e := range []*Experiment{fixed, drawn} {
		table := simulated(r, 12, [stats.Factors]float64{0.2, 0.1, 0.1})
		e.Crossed = crossedOf(e, table, table, table, table)
	}
	chance := stats.Difference{Difference: 0.05, Low: 0.04, High: 0.06}
	one, _ := Between(fixed, drawn, 0, words.Compared{Settled: chance})
	other, _ := Between(drawn, fixed, 0, words.Compared{Settled: chance})
	if one.HalfWidth() < 0.1 || math.Abs(one.HalfWidth()-other.HalfWidth()) > 1e-12 {
		t.Errorf("half-widths %.4f and %.4f, want the same and far more than .01 of chance", one.HalfWidth(), other.HalfWidth())
	}
}

// What chance alone says rules nothing out about the war; beside it is why no more is counted.
func TestWhyOnlyChanceIsCounted(t *testing.T) {
	e := experiment()
	for want, x := range map[string]*Crossed{
		"other doubt takes 512 histories, or --decompose 8.": nil,
		"or --decompose 8.":        {Side: 7},
		"were interrupted.":        {Side: 8, Interrupted: true},
		"too few histories end di": {Side: 8},
	} {
		if e.Crossed = x; !strings.Contains(e.Uncounted(), want) {
			t.Errorf("%+v: %s", x, e.Uncounted())
		}
	}
}

func TestOnlyTheLadderIsCrossed(t *testing.T) {
	e := experiment()
	e.Arms = append(e.Arms, sim.Arm{Name: "single", Regime: sim.RegimeSingle})
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0, 1, 2, 3}) {
		t.Errorf("arms %v, want those of the ladder", x.arms)
	}
	e.CrossAll = true
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0, 1, 2, 3, 4}) {
		t.Errorf("arms %v, want all", x.arms)
	}
	e.Arms, e.CrossAll = e.Arms[4:], false
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

// By hand: 20 draws, t(19) = 2.093024; all three together 7 points, hence 14.651168, with 2
// of chance: sqrt(214.6567 + 4) = 14.787046.
func TestTheIntervalOverAllPartsByHand(t *testing.T) {
	d := &Decomposition{MonteCarlo: 0.01, Parameters: new(Part), Coding: new(Part), Structure: new(Part), Together: 0.07, Draws: 20}
	got := d.Overall(stats.Difference{Difference: 0.05, Low: 0.03, High: 0.07})
	near(t, "low", got.Low, 0.05-0.14787046, 1e-7)
	near(t, "high", got.High, 0.05+0.14787046, 1e-7)
	// Variances 9 + 4 + 36 points squared, known well; 4 of a sum that may be 0, by the mean
	// of a normal above 0: 4 + 3 x phi(4/3) / Phi(4/3) = 4 + 3 x .164010 / .908789.
	near(t, "together", together(0.0049, 0), 0.07, 1e-12)
	near(t, "together, ill known", together(0.0004, 0.0003), math.Sqrt(4.541413)/100, 1e-7)
	near(t, "together, nothing", together(-0.0001, 0), 0, 0)
	if d.Coding = nil; d.Overall(stats.Difference{}) != nil || (*Decomposition)(nil).Overall(stats.Difference{}) != nil {
		t.Error("an interval over parts that are not known")
	}
	none := &Decomposition{Parameters: new(Part), Coding: new(Part), Structure: new(Part), Draws: 20}
	if alone := none.Overall(stats.Difference{Difference: 0.05, Low: 0.03, High: 0.08}); math.Abs(alone.Low-0.03)+math.Abs(alone.High-0.08) > 1e-12 {
		t.Errorf("nothing but chance: %+v", alone)
	}
}

// A toy in which coordination adds 5 points on average, and more or less by the draw of each
// part, where one history in three settles in each arm by chances of its own. The interval
// holds what it adds under a fresh draw. What codings do only with another part is not in it: where that is
// as much as each does by itself, it holds less.
func TestTheIntervalOverAllPartsCovers(t *testing.T) {
	const trials, base, adds, histories = 200, 0.4, 0.05, 4_000
	for _, c := range []struct {
		side        int
		sd, with    [stats.Factors]float64 // by itself; with the part that is next
		least, most float64                // share: a true .95 gives .915 to .985 of 200 with near certainty
	}{
		{10, [...]float64{0.02, 0, 0.02}, [3]float64{}, 0.95, 1},
		{12, [...]float64{0.06, 0.02, 0.05}, [3]float64{}, 0.915, 0.99},
		{12, [...]float64{0.04, 0.02, 0.03}, [...]float64{0.04, 0.04, 0.03}, 0.8, 0.94},
	} {
		r := rand.New(rand.NewPCG(7, uint64(c.side)))
		draw := func() (z [stats.Factors]float64) {
			for f := range z {
				z[f] = r.NormFloat64()
			}
			return z
		}
		effect := func(p, k, s float64) float64 {
			return adds + c.sd[0]*p + c.sd[1]*k + c.sd[2]*s + c.with[0]*p*k + c.with[1]*k*s + c.with[2]*s*p
		}
		pair := func(p, k, s float64) (with, without int) {
			u := r.Float64()
			without = stats.Bit(u < base)
			if r.IntN(3) == 0 {
				u = r.Float64()
			}
			return stats.Bit(u < base+effect(p, k, s)), without
		}
		held := 0
		for range trials {
			draws := make([][stats.Factors]float64, c.side)
			for i := range draws {
				draws[i] = draw()
			}
			cube := cubeOf([stats.Factors]int{c.side, c.side, c.side}, func(p, k, s int) float64 {
				with, without := pair(draws[p][0], draws[k][1], draws[s][2])
				return float64(with - without)
			})
			var pairs stats.Table
			for range histories {
				z := draw()
				with, without := pair(z[0], z[1], z[2])
				pairs[with][without]++
			}
			of := stats.ShareDifference(pairs, stats.Level)
			d := newDecomposition(drawn(experiment().Config), stats.Level, c.side, cube.Values, of.HalfWidth()).Overall(of)
			z := draw()
			at := effect(z[0], z[1], z[2])
			held += stats.Bit(d.Low <= at && at <= d.High)
		}
		share := float64(held) / trials
		t.Logf("side %d, each %v, together %v: covers %.3f", c.side, c.sd, c.with, share)
		if share < c.least || share > c.most {
			t.Errorf("side %d, each %v, together %v: covers %.3f", c.side, c.sd, c.with, share)
		}
	}
}
