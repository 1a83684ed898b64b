package results

import (
	"context"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// values of a game, by the weights.
func values(n int, worth func(subset int) float64) []float64 {
	var list []float64
	for i := range n {
		sum := 0.0
		for s, w := range ShapleyWeights(n, i) {
			sum += float64(w) * worth(s)
		}
		list = append(list, sum/float64(Factorial(n)))
	}
	return list
}

func nearAll(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		near(t, what, got[i], want[i], 1e-9)
	}
}

func size(subset, n int) (k int) {
	for j := range n {
		k += subset >> j & 1
	}
	return k
}

func TestInAnAdditiveGameEachGetsItsOwn(t *testing.T) {
	own := []float64{3, -1, 0.5, 0, 7, 2, -4}
	nearAll(t, "own worth", values(7, func(s int) float64 {
		sum := 10.0
		for j, x := range own {
			sum += x * float64(s>>j&1)
		}
		return sum
	}), own)
}

func TestInASymmetricGameAllGetTheSame(t *testing.T) {
	nearAll(t, "majority of seven", values(7, func(s int) float64 { return float64(bit(size(s, 7) >= 4)) }),
		[]float64{1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7})
}

func TestADummyGetsNothing(t *testing.T) {
	got := values(4, func(s int) float64 { k := size(s&^4, 4); return float64(k * k) })
	nearAll(t, "square of the others", got, []float64{3, 3, 0, 3})
}

// One left glove, two right ones; a pair is worth 1 (Shapley & Shubik 1969).
func TestTheOwnerOfTheRareGloveGetsTwoThirds(t *testing.T) {
	got := values(3, func(s int) float64 { return float64(bit(s&1 == 1 && s&6 != 0)) })
	nearAll(t, "gloves", got, []float64{2. / 3, 1. / 6, 1. / 6})
}

func TestShapleyWeightsAddUpToAllLessNone(t *testing.T) {
	for n := 1; n <= 7; n++ {
		sum := make([]int64, 1<<n)
		for i := range n {
			for s, w := range ShapleyWeights(n, i) {
				sum[s] += w
			}
		}
		for s, w := range sum {
			want := int64(0)
			switch s {
			case 0:
				want = -Factorial(n)
			case 1<<n - 1:
				want = Factorial(n)
			}
			if w != want {
				t.Errorf("%d players, subset %b: weights sum to %d, want %d", n, s, w, want)
			}
		}
	}
}

// A contrast of two arms is a matched pair.
func TestAContrastOfMinusOneToOneIsThatOfPairs(t *testing.T) {
	for _, table := range []Table{{{90, 0}, {0, 10}}, {{60, 7}, {12, 21}}, {{0, 0}, {30, 0}}} {
		n := table[0][0] + table[0][1] + table[1][0] + table[1][1]
		s := Sums{n, table[1][0] - table[0][1], table[1][0] + table[0][1]}
		want := ShareDifference(table, Level)
		for _, part := range []int64{1, 5040} {
			got := ContrastDifference(Sums{n, s.Sum * part, s.Squares * part * part}, part, Level)
			near(t, "difference", got.Difference, want.Difference, 1e-12)
			near(t, "low", got.Low, want.Low, 1e-12)
			near(t, "high", got.High, want.High, 1e-12)
		}
	}
}

// played is a plan of a shipped scenario, with its counts.
func played(t *testing.T, name string, n int, change func(*sim.Config, *sim.Arm)) (*Experiment, *sweep.Tally, *MechanismPlan) {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Arm.Regime = sim.RegimeLead
	change(s.Config, &s.Arm)
	p := PlanMechanisms(s.Arm)
	e := &Experiment{Command: "compare", Scenario: name, Config: s.Config, Arms: p.Arms, Seed: 1, Requested: n}
	tally := sweep.NewTally(s.Config, len(p.Arms))
	cell := sweep.Cell{Config: s.Config, Arms: p.Arms, Seed: sim.NewSeed(1), Replications: n, Workers: 2}
	if err := sweep.Run(context.Background(), cell, tally); err != nil {
		t.Fatal(err)
	}
	return e, tally, p
}

func asScenario(*sim.Config, *sim.Arm) {}

// The sums are whole numbers, so the identity holds to the last history.
func TestMechanismsAndCostsSumToTheLeadsEffectExactly(t *testing.T) {
	_, tally, p := played(t, "minimal", 60, asScenario)
	mechanisms, costs := p.games()
	for _, o := range []outcome{settledOutcome, keptOutcome} {
		total := new(big.Rat)
		for _, g := range []*game{&mechanisms, &costs} {
			for i := range g.ids {
				total.Add(total, big.NewRat(weighted(tally, p.weights(g, i), o).Sum, Factorial(len(g.ids))))
			}
		}
		want := o.of(&tally.Arms[p.charged()]) - o.of(&tally.Arms[p.bare()])
		if total.Cmp(big.NewRat(want, 1)) != 0 {
			t.Errorf("values sum to %s histories, the lead's effect is %d", total, want)
		}
	}
}

// What joint counts give is what each history by itself would.
func TestSumsFromJointCountsAreThoseOfHistories(t *testing.T) {
	s, err := scenarios.Load("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Arm.Regime = sim.RegimeLead
	s.Arm.Mechanisms = sim.MechanismSet(0).With(sim.Pool).With(sim.Forum).With(sim.Allocate)
	p := PlanMechanisms(s.Arm)
	g, _ := p.games()
	w := p.weights(&g, 1)
	var want Sums
	tally := sweep.NewTally(s.Config, len(p.Arms))
	cell := sweep.Cell{Config: s.Config, Arms: p.Arms, Seed: sim.NewSeed(3), Replications: 150,
		History: func(_ int, outcomes []sim.Outcome) error {
			x := int64(0)
			for a := range outcomes {
				x += w[a] * int64(bit(outcomes[a].Settled()))
			}
			want.N, want.Sum, want.Squares = want.N+1, want.Sum+x, want.Squares+x*x
			return nil
		}}
	if err := sweep.Run(context.Background(), cell, tally); err != nil {
		t.Fatal(err)
	}
	if got := weighted(tally, w, settledOutcome); got != want || want.Squares == 0 {
		t.Errorf("sums %+v, want %+v, with some that differ from zero", got, want)
	}
}

func TestAMechanismPlanHasEverySubsetOnce(t *testing.T) {
	p := PlanMechanisms(sim.Arm{Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts})
	seen := map[sim.Arm]bool{}
	for i, a := range p.Arms {
		a.Name = ""
		seen[a] = true
		if costs, full := a.Costs != 0, a.Mechanisms == sim.AllMechanisms; costs && !full {
			t.Errorf("arm %d charges costs for a part of the mechanisms", i)
		}
	}
	if len(seen) != 256+7 || p.Arms[p.bare()].Mechanisms != 0 || p.Arms[p.full()].Costs != 0 || p.Arms[p.charged()].Costs != sim.AllCosts {
		t.Errorf("%d different arms, want 263 with none first and all costs last", len(seen))
	}
}

// A single third party has nobody to lead: nothing is worth anything, exactly.
func TestWhereALeadCannotMatterNothingIsWorthAnything(t *testing.T) {
	alone := func(c *sim.Config, arm *sim.Arm) {
		keep := c.Mediators[arm.Lead]
		c.Mediators, c.Links, arm.Lead = []sim.Mediator{keep}, nil, 0
		for i := range c.Shocks {
			c.Shocks[i].Interest = c.Shocks[i].Interest[:1]
		}
	}
	e, tally, p := played(t, "minimal", 200, alone)
	s := WorthOf(e, tally, p)
	for _, w := range slices.Concat(s.Mechanisms, s.Costs) {
		for what, d := range map[string]Difference{"settled": w.Settled, "kept": w.Kept, "left out": w.LeftOut, "alone": w.Alone} {
			if d.Difference != 0 {
				t.Errorf("%s, %s: %v, want exactly 0", w.ID, what, d.Difference)
			}
		}
		if w.Verdict != Nothing {
			t.Errorf("%s: %s", w.ID, w.Verdict)
		}
	}
	if s.Sum.Settled.Difference != 0 || s.Without != s.Charged {
		t.Errorf("a lead without others changes something: %+v", s.Sum)
	}
	text := strings.Join(strings.Fields(s.Text(e)), " ")
	for _, want := range []string{"No mechanism moves", "No cost moves", "The lead changes no act in any history: nobody else is there."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMechanismsOfAScenarioThatHasFewer(t *testing.T) {
	e, tally, p := played(t, "minimal", 20, func(_ *sim.Config, arm *sim.Arm) {
		arm.Mechanisms, arm.Costs = sim.MechanismSet(0).With(sim.Forum), 0
	})
	s := WorthOf(e, tally, p)
	if len(p.Arms) != 2 || len(s.Mechanisms) != 1 || len(s.Costs) != 0 || s.Mechanisms[0].Settled != s.MechanismsSum.Settled ||
		s.Mechanisms[0].Alone != s.Mechanisms[0].LeftOut {
		t.Errorf("%d arms, %+v, %+v", len(p.Arms), s.Mechanisms, s.Costs)
	}
	if text := s.Text(e); !strings.Contains(text, "No cost is switched on.") {
		t.Error(text)
	}
}

func TestTheTableOfMechanismsFitsEightyColumns(t *testing.T) {
	wide := Difference{-0.09, -0.0999, 0.0999}
	s := &Mechanisms{}
	for m := range sim.NumMechanisms {
		s.Mechanisms = append(s.Mechanisms, Worth{ID: m.String() + "xx", Settled: wide, Kept: wide, LeftOut: wide, Alone: wide})
	}
	p := &page{}
	worthTable(p, "mechanism", s.Mechanisms, Total{wide, wide})
	for line := range strings.Lines(p.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if document, err := json.Marshal(s); err != nil || !strings.Contains(string(document), `"left_out":{"difference":-0.09`) {
		t.Errorf("JSON: %s, %v", document, err)
	}
}

func TestWorthInWords(t *testing.T) {
	worths := []Worth{{ID: "pool", Verdict: Helps}, {ID: "forum", Verdict: Hurts}, {ID: "sequence", Verdict: Helps},
		{ID: "allocate", Verdict: Nothing}, {ID: "inclusion", Verdict: Unclear}}
	want := "Mechanisms: pool and sequence help; forum hurts; allocate does nothing within a point; inclusion is undecided."
	if got := worthWords("mechanism", worths); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
