package question

import (
	"context"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// played is a plan of a shipped scenario, with its counts.
func played(t *testing.T, name string, n int, change func(*sim.Config, *sim.Arm)) (*experiment.Experiment, *MechanismPlan) {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Arm.Regime = sim.RegimeLead
	change(s.Config, &s.Arm)
	p := PlanMechanisms(s.Config, s.Arm)
	e := &experiment.Experiment{Head: experiment.Head{Command: "compare", Scenario: name, Seed: 1, Requested: n}, Config: s.Config, Arms: p.Arms}
	p.Seed, p.Replications, p.Workers = sim.NewSeed(1), n, 2
	if err := sweep.Run(context.Background(), p.Cell); err != nil {
		t.Fatal(err)
	}
	return e, p
}

func asScenario(*sim.Config, *sim.Arm) {}

// The sums are whole numbers, so the identity holds to the last history.
func TestMechanismsAndCostsSumToTheLeadsEffectExactly(t *testing.T) {
	_, p := played(t, "sri_lanka", 20, asScenario)
	var signed, held big.Rat
	for _, g := range []*game{&p.mechanisms, &p.costs} {
		for _, c := range g.players {
			signed.Add(&signed, big.NewRat(c[0].Sums[sweep.Settled].Sum, c[0].Part))
			held.Add(&held, big.NewRat(c[0].Sums[sweep.Kept].Sum, c[0].Part))
		}
	}
	lead, base := &p.Tally.Arms[p.charged()], &p.Tally.Arms[p.bare()]
	inSettled, inKept := lead.Came[sweep.Settled].Sum-base.Came[sweep.Settled].Sum, lead.Came[sweep.Kept].Sum-base.Came[sweep.Kept].Sum
	if inSettled == 0 || inKept == 0 {
		t.Fatal("the lead has no effect: a sum of nothing says nothing")
	}
	if signed.Cmp(big.NewRat(inSettled, 1)) != 0 || held.Cmp(big.NewRat(inKept, 1)) != 0 {
		t.Errorf("values sum to %s and %s histories, the lead's effect is %d and %d", &signed, &held, inSettled, inKept)
	}
}

func TestAMechanismPlanHasEverySubsetOnce(t *testing.T) {
	p := PlanMechanisms(&sim.Config{}, sim.Arm{Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts})
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
		c.Mediators, c.Links, arm.Lead, c.Months = []sim.Mediator{keep}, nil, 0, 12
		for i := range c.Shocks {
			c.Shocks[i].Changes = slices.DeleteFunc(c.Shocks[i].Changes, func(x sim.Change) bool { return x.Mediator > 0 })
		}
	}
	e, p := played(t, "minimal", 200, alone)
	s := WorthOf(e, p)
	for _, w := range slices.Concat(s.Mechanisms, s.Costs) {
		for what, d := range map[string]stats.Difference{"settled": w.Settled, "kept": w.Kept, "left out": w.LeftOut, "alone": w.Alone} {
			if d.Difference != 0 {
				t.Errorf("%s, %s: %v, want exactly 0", w.ID, what, d.Difference)
			}
		}
		if w.Verdict != stats.Nothing {
			t.Errorf("%s: %s", w.ID, w.Verdict)
		}
	}
	if s.Sum.Settled.Difference != 0 || s.Without != s.Charged {
		t.Errorf("a lead without others changes something: %+v", s.Sum)
	}
	text := inLine(printed(e, s))
	for _, want := range []string{"Mechanisms: identical (pool, allocate, ", "Costs: identical (effort, delay, corroboration).", "The lead changes no act in any history: nobody else is there."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMechanismsOfAScenarioThatHasFewer(t *testing.T) {
	e, p := played(t, "minimal", 20, func(_ *sim.Config, arm *sim.Arm) {
		arm.Mechanisms, arm.Costs = sim.MechanismSet(0).With(sim.Forum), 0
	})
	s := WorthOf(e, p)
	if len(p.Arms) != 2 || len(s.Mechanisms) != 1 || len(s.Costs) != 0 || s.Mechanisms[0].Settled != s.MechanismsSum.Settled ||
		s.Mechanisms[0].Alone != s.Mechanisms[0].LeftOut {
		t.Errorf("%d arms, %+v, %+v", len(p.Arms), s.Mechanisms, s.Costs)
	}
	if text := printed(e, s); !strings.Contains(text, "No cost is switched on.") {
		t.Error(text)
	}
}

func TestTheTableOfMechanismsFitsEightyColumns(t *testing.T) {
	wide := stats.Difference{Difference: -0.09, Low: -0.0999, High: 0.0999}
	s := &Mechanisms{Head: experiment.Head{Implementation: 24}, MechanismsSum: Total{wide, wide}}
	for m := range sim.NumMechanisms {
		s.Mechanisms = append(s.Mechanisms, Worth{ID: m.String() + "xx", Settled: wide, Kept: wide, LeftOut: wide, Alone: wide,
			Judged: experiment.Judge(words.Compared{Settled: wide, Kept: wide, SettledIn: [2]float64{0.5, 0.5}, Followed: true})})
	}
	e := toyExperiment()
	text := s.Document(e).Text(document.Screen{Width: 80})
	if n := strings.Count(text, "xx  "); n != int(sim.NumMechanisms) {
		t.Errorf("%d rows in\n%s", n, text)
	}
	for line := range strings.Lines(text) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if written, err := json.Marshal(s); err != nil || !strings.Contains(string(written), `"left_out":{"difference":-0.09`) {
		t.Errorf("JSON: %s, %v", written, err)
	}
}

func TestWorthInWords(t *testing.T) {
	more, less := stats.Difference{Difference: 0.1, Low: 0.05, High: 0.15}, stats.Difference{Difference: -0.1, Low: -0.15, High: -0.05}
	none, wide := stats.Difference{Low: -0.001, High: 0.001}, stats.Difference{Difference: 0.01, Low: -0.004, High: 0.024}
	var worths []Worth
	for _, x := range []struct {
		id            string
		settled, kept stats.Difference
	}{{"pool", more, more}, {"forum", more, less}, {"sequence", more, more}, {"allocate", none, none}, {"inclusion", wide, wide}} {
		worths = append(worths, Worth{ID: x.id, Settled: x.settled, Kept: x.kept,
			Judged: experiment.Judge(words.Compared{Settled: x.settled, Kept: x.kept, SettledIn: [2]float64{0.5, 0.4}, KeptIn: [2]float64{0.3, 0.3}, Followed: true})})
	}
	text := inLine(printed(toyExperiment(), &Mechanisms{Head: experiment.Head{Implementation: 24}, Mechanisms: worths}))
	for _, want := range []string{
		"Mechanisms: helps peace that holds (pool, sequence); buys signatures, costs peace (forum); nothing within a point (allocate); undecided (inclusion).",
		"forum +10.0±5.0 -10.0±5.0 0.0±0.0 0.0±0.0 buys signatures, costs peace",
		"inclusion +1.0±1.4 +1.0±1.4 0.0±0.0 0.0±0.0 undecided, no loss above 0.4",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
