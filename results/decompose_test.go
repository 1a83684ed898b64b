package results

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/sim"
)

func TestPartsOfTablesWorkedOutByHand(t *testing.T) {
	for name, c := range map[string]struct {
		rows           [][]float64
		byRow, byColum float64
	}{
		"rows and columns add up": {[][]float64{{0, 1}, {2, 3}, {4, 5}}, 4, 0.5},
		"rows alone":              {[][]float64{{0, 0}, {1, 1}, {0, 0}, {1, 1}}, 1.0 / 3, 0},
		"only both together":      {[][]float64{{1, -1}, {-1, 1}}, -2, -2},
	} {
		near(t, name+", rows", component(c.rows), c.byRow, 1e-12)
		near(t, name+", columns", component(turned(c.rows)), c.byColum, 1e-12)
	}
}

// The mean covariance of two columns over the rows is the same figure.
func TestARowComponentIsTheCovarianceOfHistoriesThatShareTheRow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rows := simulated(r, 9, 0.4, 0.2, 0.1)
	want, pairs := 0.0, 0.0
	columns := turned(rows)
	for i, a := range columns {
		for _, b := range columns[:i] {
			pairs++
			for k := range a {
				want += (a[k] - meanOf(a)) * (b[k] - meanOf(b)) / float64(len(a)-1)
			}
		}
	}
	near(t, "component", component(rows), want/pairs, 1e-12)
}

func component(rows [][]float64) float64 {
	between, within := meanSquares(rows)
	return (between - within) / float64(len(rows[0]))
}

// meanOf without a library.
func meanOf(x []float64) (sum float64) {
	for _, y := range x {
		sum += y / float64(len(x))
	}
	return sum
}

// simulated histories of side draws crossed with side: the chance of a 1 lies
// around a mean, skewed over rows with standard deviation sdRow and even over
// columns with sdColumn.
func simulated(r *rand.Rand, side int, middle, sdRow, sdColumn float64) [][]float64 {
	rows := make([][]float64, side)
	byColumn := make([]float64, side)
	for j := range byColumn {
		byColumn[j] = sdColumn * math.Sqrt(12) * (r.Float64() - 0.5)
	}
	for i := range rows {
		byRow := sdRow * (r.ExpFloat64() - 1)
		for j := range side {
			rows[i] = append(rows[i], float64(bit(r.Float64() < middle+byRow+byColumn[j])))
		}
	}
	return rows
}

// Of 200 tables of which the parts are known. Skewed effects are hard: the
// interval holds less often than its level says.
func TestKnownPartsComeBack(t *testing.T) {
	const tables = 200
	for _, c := range []struct {
		middle, sdRow, sdColumn float64
		least                   int
	}{
		{0.5, 0, 0.1, 180}, {0.3, 0.1, 0.05, 165}, {0.05, 0.02, 0.01, 170}, {0.03, 0.02, 0, 165},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		var inRows, inColumns int
		var byRow, byColumn float64
		held := func(rows [][]float64, sd float64, sum *float64) int {
			e := rowComponent(rows)
			*sum += e.Mean / tables
			return bit(e.Low <= sd*sd && sd*sd <= e.High)
		}
		for range tables {
			rows := simulated(r, DefaultSide, c.middle, c.sdRow, c.sdColumn)
			inRows += held(rows, c.sdRow, &byRow)
			inColumns += held(turned(rows), c.sdColumn, &byColumn)
		}
		// Luck alone moves a component by its variance in a mean, times the root of 2 in Side.
		tolerance := func(sd float64) float64 {
			one := (c.middle*(1-c.middle)/DefaultSide + 2*sd*sd) * math.Sqrt(2.0/DefaultSide)
			return 4 * one / math.Sqrt(tables)
		}
		near(t, "variance of rows", byRow, c.sdRow*c.sdRow, tolerance(c.sdRow))
		near(t, "variance of columns", byColumn, c.sdColumn*c.sdColumn, tolerance(c.sdColumn))
		if inRows < c.least || inColumns < c.least {
			t.Errorf("%+v: intervals hold the truth in %d and %d of %d tables, want %d", c, inRows, inColumns, tables, c.least)
		}
	}
}

// crossedOf an experiment with the given outcomes, by draw of the parameters and
// of the coded numbers, for each arm.
func crossedOf(e *Experiment, tables ...[][]float64) *Crossed {
	x := PlanCrossed(e, len(tables[0]))
	for k := range x.Side * x.Side {
		outcomes := make([]sim.Outcome, len(tables))
		for a, rows := range tables {
			outcomes[a].End = sim.EndUnsettled
			if p, c := (sim.Crossing{Parameters: x.Side, Codings: x.Side}).Cell(k); rows[p][c] == 1 {
				outcomes[a].End = sim.EndSettlement
			}
		}
		_ = x.add(k, outcomes)
	}
	return x
}

func TestUncertaintiesAreApartInEachLikelihoodAndEachHeadline(t *testing.T) {
	e := experiment()
	rows := simulated(rand.New(rand.NewPCG(5, 6)), 40, 0.4, 0.2, 0)
	columns := turned(rows)
	e.Crossed = crossedOf(e, rows, rows, columns, rows)
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	lead, queue := s.Arms[1].Uncertainty, s.Arms[2].Uncertainty
	if lead.ParametersInterval[0] == 0 || lead.CodingInterval[0] > 0 || queue.ParametersInterval[0] > 0 || queue.CodingInterval[0] == 0 {
		t.Errorf("what varies with one draw is put down to the other: %+v, %+v", lead, queue)
	}
	near(t, "parameters of one, coding of the other", float64(*lead.Parameters-*queue.Coding), 0, 1e-12)
	near(t, "Monte Carlo", float64(lead.MonteCarlo), math.Sqrt(0.3*0.7/100), 0.002)
	same, other := s.Contrasts[0].Uncertainty, s.Contrasts[1].Uncertainty
	if same.Parameters != nil || other.Parameters == nil || other.Draws != 40 {
		t.Errorf("two arms that always agree have parts %+v, two that differ %+v", same, other)
	}
	text := strings.Join(strings.Fields(Text(e, s)), " ")
	for _, want := range []string{"lead less networked 3.1 too few to tell too few to tell", "1,600 more histories: 40 draws", " under "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, Text(e, s))
		}
	}
}

func TestWhatIsNotDrawnAddsNothing(t *testing.T) {
	rows := simulated(rand.New(rand.NewPCG(5, 6)), 40, 0.4, 0.2, 0.1)
	for want, change := range map[string]func(*sim.Config){
		"Parameters stand at points, so": func(c *sim.Config) { c.Parameters.Mode = sim.ParametersPoint },
		"Judged numbers are taken as":    func(c *sim.Config) { c.Parties[0].Optimism = sim.Exact(0.5) },
		"points and judged numbers are": func(c *sim.Config) {
			c.Parameters.Mode, c.Parties[0].Optimism = sim.ParametersPoint, sim.Exact(0.5)
		},
	} {
		e := experiment()
		change(e.Config)
		e.Crossed = crossedOf(e, rows, rows, rows, rows)
		s := Summarise(e, counted(e, 20, 30, 26, 26))
		u, d := s.Arms[0].Uncertainty, drawn(e.Config)
		if (*u.Parameters == 0) != (d.Parameters == 0) || (*u.Coding == 0) != (d.Coded == 0) {
			t.Errorf("%s: %+v", want, u)
		}
		if text := strings.Join(strings.Fields(Text(e, s)), " "); !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

func TestOnlyTheHeadlineIsCrossed(t *testing.T) {
	e := experiment()
	e.Arms = append(e.Arms, sim.Arm{Name: "single", Regime: sim.RegimeSingle})
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0, 1, 2, 3}) {
		t.Errorf("arms %v, want lead and networked under both rules", x.arms)
	}
	e.Arms = e.Arms[2:3]
	if x := PlanCrossed(e, LeastSide); !slices.Equal(x.arms, []int{0}) {
		t.Errorf("arms %v, want the one there is", x.arms)
	}
}

func TestACrossedSetIsNoLargerThanTheSweep(t *testing.T) {
	for replications, want := range map[int]int{1: 0, 15: 0, 16: 4, 60: 7, 2000: 44, 4096: 64, 1 << 20: 64} {
		if got := SideFor(replications); got != want {
			t.Errorf("%d histories: a side of %d, want %d", replications, got, want)
		}
	}
}

func TestAnInterruptedCrossedSetSaysNothing(t *testing.T) {
	e := experiment()
	e.Crossed = PlanCrossed(e, LeastSide)
	e.Crossed.Interrupted = true
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	if s.Arms[0].Uncertainty != nil || !strings.Contains(Text(e, s), "set the uncertainties apart were interrupted") {
		t.Errorf("%+v\n%s", s.Arms[0].Uncertainty, Text(e, s))
	}
}

func TestWhereDoubtExceedsAPointAVerdictIsSaidToBeOneOfTheMean(t *testing.T) {
	narrow, wide := &[2]number{0, 0.009}, &[2]number{0.002, 0.03}
	for _, c := range []struct {
		parameters, coding *[2]number
		want               bool
	}{{narrow, narrow, false}, {wide, narrow, true}, {narrow, wide, true}, {nil, nil, false}} {
		s := &Summary{Contrasts: []Contrast{{}, {Uncertainty: &Apart{ParametersInterval: c.parameters, CodingInterval: c.coding}}}}
		if movesVerdicts(s) != c.want {
			t.Errorf("%v and %v: want %v", c.parameters, c.coding, c.want)
		}
	}
}
