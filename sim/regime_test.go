package sim_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"parley/agents"
	"parley/sim"
)

// randomWar is any war that the loader could build, small enough to play often.
func randomWar(t *rapid.T) *sim.Config {
	unit := func(name string) sim.Coded {
		a := rapid.Float64Range(0, 1).Draw(t, name)
		return sim.Coded{Low: a, High: min(1, a+rapid.SampledFrom([]float64{0, 0.1, 0.3}).Draw(t, name+" width"))}
	}
	c := testWar()
	c.Months, c.Implementation = rapid.IntRange(1, 40).Draw(t, "months"), rapid.IntRange(0, 12).Draw(t, "implementation")
	c.Parameters.Mode = sim.ParameterMode(rapid.IntRange(0, 1).Draw(t, "mode"))
	randomStructure(t, c)
	c.Fallback = sim.Fallback(rapid.IntRange(0, 1).Draw(t, "fallback"))
	if rapid.Bool().Draw(t, "third party at war") {
		c.Parties = append(c.Parties, testParty("west", 0))
		c.Fronts = append(c.Fronts, sim.Front{ID: "west", First: 0, Second: 2, Forts: 12,
			Held: sim.Exact(0.6), Intensity: sim.Exact(3)})
		for k := range c.Issues {
			c.Issues[k].Ideal = append(c.Issues[k].Ideal, sim.Exact(0.5))
			c.Issues[k].Position = append(c.Issues[k].Position, sim.Exact(0.5))
			c.Issues[k].Salience = append(c.Issues[k].Salience, sim.Exact(1))
		}
	}
	for p := range c.Parties {
		c.Parties[p].Trust, c.Parties[p].Cohesion = unit("trust"), unit("cohesion")
		c.Parties[p].Optimism = unit("optimism")
		how := rapid.SampledFrom(agents.Parties()).Draw(t, "party strategy")
		c.Parties[p].Strategy = []func() sim.PartyStrategy{func() sim.PartyStrategy { return how.New(how.With(nil)) }}
	}
	c.Mediators = c.Mediators[:rapid.IntRange(1, 5).Draw(t, "mediators")]
	c.Links = nil
	if n := len(c.Mediators); n > 1 {
		c.Links = []sim.Link{{A: n - 1, B: n - 2, Strength: sim.Exact(0.8)}}
	}
	for i := range c.Mediators {
		how := rapid.SampledFrom(agents.Mediators()).Draw(t, "mediator strategy")
		c.Mediators[i].Strategy = func() sim.MediatorStrategy { return how.New(how.With(nil)) }
	}
	if rapid.Bool().Draw(t, "scripted") {
		script := []agents.ScriptedAct{
			{Role: sim.Explorer, Party: sim.Everyone, Issue: sim.NoIssue, End: 30, Effort: 1},
			{Role: sim.Inducer, Party: 0, Issue: sim.NoIssue, Start: 2, End: 20, Effort: 0.5},
			{Role: sim.Envisioner, Party: sim.Everyone, Issue: 1, Start: 2, End: 20, Effort: 0.5},
		}
		c.Mediators[0].Strategy = func() sim.MediatorStrategy { return &agents.Scripted{Script: script} }
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		m.Interest = sim.Exact(rapid.Float64Range(-0.5, 1).Draw(t, "interest"))
		m.Bias = sim.Exact(rapid.Float64Range(-1, 1).Draw(t, "bias"))
		m.Autonomy = unit("autonomy")
		m.Enter = rapid.SampledFrom([]int{0, 0, 3, 15}).Draw(t, "enter")
		m.Leverage, m.Consent = nil, nil
		for range c.Parties {
			m.Leverage, m.Consent = append(m.Leverage, unit("leverage")), append(m.Consent, unit("consent"))
		}
		for r := range m.Capability {
			m.Capability[r] = sim.Exact(rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "capability"))
		}
	}
	return c
}

// randomStructure fixes each switch at some level, or leaves it to be drawn.
func randomStructure(t *rapid.T, c *sim.Config) {
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		info := &sim.ParameterTable[p]
		if level := rapid.IntRange(-1, len(info.Levels)-1).Draw(t, info.ID); level >= 0 {
			c.Parameters.Fix(p, float64(level))
		}
	}
}

func newWorld(t interface{ Fatal(...any) }, c *sim.Config) *sim.World {
	w, err := sim.NewWorld(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// difference of two histories, "" if there is none.
func difference(want, got any) string {
	if reflect.DeepEqual(want, got) { // cmp is slow
		return ""
	}
	return "differs:\n" + cmp.Diff(want, got)
}

// kept copies an outcome out of its world's buffers.
func kept(o sim.Outcome) sim.Outcome {
	o.Protocols, o.Agreed = append([]int(nil), o.Protocols...), append([]float64(nil), o.Agreed...)
	return o
}

// withoutPlans leaves out what a lead says of its plan: talk, not history.
func withoutPlans(events []sim.Event) []sim.Event {
	var list []sim.Event
	for _, e := range events {
		if e.Kind != sim.EventPlan {
			list = append(list, e)
		}
	}
	return list
}

// The proof that nothing is typed in: whatever regime brought them about, the
// acts alone make the history.
func TestActsReplayedAsAScriptGiveTheIdenticalHistoryUnderAnyRegime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomWar(t)
		w := newWorld(t, c)
		lead := rapid.IntRange(0, len(c.Mediators)-1).Draw(t, "lead")
		seed, k := sim.NewSeed(rapid.Int64().Draw(t, "seed")), rapid.IntRange(0, 1000).Draw(t, "replication")
		for _, arm := range arms(lead) {
			arm.From = rapid.SampledFrom([]int{0, 0, 6}).Draw(t, "from")
			arm.Mechanisms = sim.MechanismSet(rapid.IntRange(0, int(sim.AllMechanisms)).Draw(t, "mechanisms"))
			arm.Costs = sim.CostSet(rapid.IntRange(0, int(sim.AllCosts)).Draw(t, "costs"))
			out, events, acts := w.Record(&arm, seed, k)
			out = kept(out)
			again, told := w.Replay(seed, k, acts)
			if d := difference(out, kept(again)); d != "" {
				t.Fatalf("%s: the script came to another end:\n%s", arm.Name, d)
			}
			if d := difference(withoutPlans(events), told); d != "" {
				t.Fatalf("%s: the script took another way:\n%s", arm.Name, d)
			}
		}
	})
}

func TestAScriptOfOtherActsGivesAnotherHistory(t *testing.T) {
	c := testWar()
	w := newWorld(t, c)
	arm := testArm(sim.RegimeLead, 1)
	_, events, acts := w.Record(&arm, sim.NewSeed(1), 0)
	for r := range acts {
		acts[r] = nil
	}
	_, told := w.Replay(sim.NewSeed(1), 0, acts)
	if reflect.DeepEqual(withoutPlans(events), told) {
		t.Fatal("a history without any third party is the same as one with five")
	}
}

func TestOneMediatorAloneMakesAllRegimesEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomWar(t)
		c.Mediators, c.Links = c.Mediators[:1], nil
		w := newWorld(t, c)
		seed, k := sim.NewSeed(3), rapid.IntRange(0, 1000).Draw(t, "replication")
		single := testArm(sim.RegimeSingle, 0)
		want := kept(w.Run(&single, seed, k))
		for _, arm := range arms(0) {
			if d := difference(want, kept(w.Run(&arm, seed, k))); d != "" {
				t.Fatalf("%s differs from single:\n%s", arm.Name, d)
			}
		}
	})
}

// Who acts alone is chosen by what it wants now: when the most capable turns against a settlement, the next
// one takes its place.
func TestSingleLeavesWhoTurned(t *testing.T) {
	turn := sim.Shock{ID: "turn", Start: 24, End: 100, Pressure: []float64{0, 0},
		Changes: []sim.Change{{Number: sim.NumberInterest, Mediator: 1, Party: -1, By: -1.8}}}
	w, arm := newWorld(t, changed(testWar(), func(c *sim.Config) { c.Shocks = []sim.Shock{turn} })), testArm(sim.RegimeSingle, 1)
	acts := map[bool]int{}
	for k := range 50 {
		w.Observe(&arm, sim.NewSeed(1), k, func(month *sim.Seen) {
			late := month.Round >= turn.Start
			for _, a := range month.Acts {
				acts[late]++
				if (a.Mediator == 1) == late {
					t.Fatalf("replication %d, month %d: mediator %d acts", k, month.Round, a.Mediator)
				}
			}
		})
	}
	if acts[false] == 0 || acts[true] == 0 {
		t.Errorf("%v acts before and after", acts)
	}
}

func TestPlaceboEqualsNetworkedLessItsCosts(t *testing.T) {
	w := newWorld(t, testWar())
	networked, placebo := testArm(sim.RegimeNetworked, 1), testArm(sim.RegimePlacebo, 1)
	free := placebo
	free.Costs = 0
	differ := 0
	for k := range 300 {
		want := kept(w.Run(&networked, sim.NewSeed(7), k))
		if d := difference(want, kept(w.Run(&free, sim.NewSeed(7), k))); d != "" {
			t.Fatalf("replication %d: a placebo free of cost differs from networked:\n%s", k, d)
		}
		if !reflect.DeepEqual(want, kept(w.Run(&placebo, sim.NewSeed(7), k))) {
			differ++
		}
	}
	if differ == 0 {
		t.Fatal("the costs of a placebo change nothing in 300 histories")
	}
}

// What mechanisms and costs are worth adds up from here.
func TestALeadWithNoMechanismAndNoCostPlaysAsNetworkedDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomWar(t)
		w := newWorld(t, c)
		bare := testArm(sim.RegimeLead, rapid.IntRange(0, len(c.Mediators)-1).Draw(t, "lead"))
		bare.Mechanisms, bare.Costs = 0, 0
		bare.From = rapid.SampledFrom([]int{0, 0, 6}).Draw(t, "from")
		bare.ThirdParties = rapid.IntRange(0, len(c.Mediators)).Draw(t, "third parties")
		networked := bare
		networked.Regime = sim.RegimeNetworked
		seed, k := sim.NewSeed(rapid.Int64().Draw(t, "seed")), rapid.IntRange(0, 1000).Draw(t, "replication")
		want, told, _ := w.Record(&networked, seed, k)
		want = kept(want)
		got, events, _ := w.Record(&bare, seed, k)
		if d := difference(want, kept(got)); d != "" {
			t.Fatalf("another end:\n%s", d)
		}
		if d := difference(told, withoutPlans(events)); d != "" {
			t.Fatalf("another way:\n%s", d)
		}
	})
}

func TestALeadWithNothingToGainPlansNothing(t *testing.T) {
	c := testWar()
	c.Mediators[1].Interest = sim.Exact(0)
	w := newWorld(t, c)
	networked, led := testArm(sim.RegimeNetworked, 1), testArm(sim.RegimeLead, 1)
	for k := range 100 {
		if d := difference(kept(w.Run(&networked, sim.NewSeed(7), k)), kept(w.Run(&led, sim.NewSeed(7), k))); d != "" {
			t.Fatalf("replication %d:\n%s", k, d)
		}
	}
}

func TestALeadNeverReplansItsOwnActs(t *testing.T) {
	w := newWorld(t, testWar())
	arm := testArm(sim.RegimeLead, 1)
	planned := 0
	for k := range 50 {
		_, _, rounds := w.Record(&arm, sim.NewSeed(2), k)
		for _, acts := range rounds {
			for _, a := range acts {
				if a.Planned && a.Mediator == arm.Lead {
					t.Fatalf("replication %d: the lead replanned its own act %+v", k, a)
				}
				if a.Planned {
					planned++
				}
			}
		}
	}
	if planned == 0 {
		t.Fatal("a lead that everybody accepts planned nothing in 50 histories")
	}
}

// differ says whether two arms ever part in the histories of a war.
func differ(w *sim.World, a, b sim.Arm, histories int) bool {
	for k := range histories {
		_, one, _ := w.Record(&a, sim.NewSeed(5), k)
		_, two, _ := w.Record(&b, sim.NewSeed(5), k)
		if !reflect.DeepEqual(withoutPlans(one), withoutPlans(two)) {
			return true
		}
	}
	return false
}

// Each mechanism has its own switch: taken out of all it leaves a trace, and
// alone, free of cost, it does something.
func TestEachMechanismChangesHistoriesByItself(t *testing.T) {
	c := testWar()
	for i := range c.Mediators { // some capacity left, so that observers can come in
		c.Mediators[i].Capacity = sim.Coded{Low: 1, High: 3}
	}
	w := newWorld(t, c)
	all, free := testArm(sim.RegimeLead, 1), testArm(sim.RegimeLead, 1)
	free.Costs, free.Mechanisms = 0, 0
	for m := range sim.NumMechanisms {
		without, alone := all, free
		all.Mechanisms = sim.AllMechanisms.With(m)
		without.Mechanisms, alone.Mechanisms = all.Mechanisms.Without(m), free.Mechanisms.With(m)
		if !differ(w, all, without, 200) {
			t.Errorf("%s: 200 histories are the same without it", m)
		}
		if !differ(w, free, alone, 200) {
			t.Errorf("%s alone: 200 histories are the same as without any", m)
		}
	}
}

func TestEachCostIsChargedByItself(t *testing.T) {
	w := newWorld(t, testWar())
	for cost := range sim.NumCosts {
		free, one := testArm(sim.RegimeLead, 1), testArm(sim.RegimeLead, 1)
		free.Costs, one.Costs = 0, sim.CostSet(0).With(cost)
		if !differ(w, free, one, 200) {
			t.Errorf("cost of %s: 200 histories are the same without it", cost)
		}
	}
}

// The nesting of section 6, at its limits.
func TestRegimesNest(t *testing.T) {
	c := testWar()
	w := newWorld(t, c)
	unlinked := *c
	unlinked.Links = nil
	apart := newWorld(t, &unlinked)
	bare := testArm(sim.RegimeLead, 1)
	bare.Mechanisms, bare.Costs = 0, 0
	spurned, alone := testArm(sim.RegimeLead, 1), testArm(sim.RegimeLeadOnly, 1)
	spurned.AcceptanceSet, alone.AcceptanceSet = true, true
	for _, pair := range []struct {
		claim string
		w     *sim.World
		a, b  sim.Arm
	}{
		{"a lead without mechanism or cost is networked", w, bare, testArm(sim.RegimeNetworked, -1)},
		{"a lead whom nobody accepts is networked", w, spurned, testArm(sim.RegimeNetworked, -1)},
		{"lead-only whom nobody accepts is independent", w, alone, testArm(sim.RegimeIndependent, -1)},
		{"networked without links is informed", apart, testArm(sim.RegimeNetworked, -1), testArm(sim.RegimeInformed, -1)},
	} {
		if differ(pair.w, pair.a, pair.b, 100) {
			t.Errorf("not so: %s", pair.claim)
		}
	}
	for r := sim.RegimeSingle; r < sim.RegimeLead; r++ {
		if !differ(w, testArm(r, -1), testArm(r+1, 1), 200) {
			t.Errorf("%s and %s give the same 200 histories", r, r+1)
		}
	}
}

// Delay: under a placebo and under a lead, only acts of followers rest on last
// month's picture; nobody else's do.
func TestOnlyFollowersActsAreDelayed(t *testing.T) {
	w := newWorld(t, testWar())
	for _, r := range []sim.Regime{sim.RegimeNetworked, sim.RegimePlacebo, sim.RegimeLead} {
		arm := testArm(r, 1)
		late := 0
		for k := range 40 {
			_, _, rounds := w.Record(&arm, sim.NewSeed(3), k)
			for _, acts := range rounds {
				for _, a := range acts {
					if a.Delayed && a.Mediator == arm.Lead {
						t.Fatalf("%s: an act of the lead itself is delayed", r)
					}
					if a.Delayed {
						late++
					}
				}
			}
		}
		if (r == sim.RegimeNetworked) != (late == 0) {
			t.Errorf("%s: %d delayed acts", r, late)
		}
	}
}

func TestComplianceGrowsWithAcceptanceAndEndsWithAutonomy(t *testing.T) {
	planned := func(acceptance, autonomy float64) int {
		c := testWar()
		for i := range c.Mediators {
			c.Mediators[i].Autonomy, c.Mediators[i].AcceptanceCoded = sim.Exact(autonomy), true
		}
		w := newWorld(t, c)
		arm := testArm(sim.RegimeLead, 1)
		arm.Acceptance, arm.AcceptanceSet = acceptance, true
		n := 0
		for k := range 50 {
			out := w.Run(&arm, sim.NewSeed(4), k)
			n += out.Coordinated
		}
		return n
	}
	if low, high := planned(0.2, 0.2), planned(1, 0.2); low >= high {
		t.Errorf("planned acts %d at acceptance .2, %d at 1: want more", low, high)
	}
	if n := planned(1, 1); n != 0 {
		t.Errorf("%d planned acts among the fully autonomous: want none", n)
	}
}

// Nor does it matter who shared the lead or took it over, in a war that parties enter and leave.
func TestActsOfSuccessorsAndCoChairsReplayed(t *testing.T) {
	c := changing()
	c.Shocks[0].Changes = append(c.Shocks[0].Changes, sim.Change{Number: sim.NumberAcceptance, Mediator: 0, By: 0.4})
	w, arm := newWorld(t, c), testArm(sim.RegimeLead, 0)
	arm.CoChairs, arm.Successors[0] = sim.MediatorSet{}.With(1), sim.Succession{Lead: 2, From: 12}
	plans := 0
	for k := range 20 {
		out, events, acts := w.Record(&arm, sim.NewSeed(1), k)
		out = kept(out)
		again, told := w.Replay(sim.NewSeed(1), k, acts)
		plans += len(events) - len(withoutPlans(events))
		if d := difference(out, kept(again)) + difference(withoutPlans(events), told); d != "" {
			t.Fatalf("replication %d: %s", k, d)
		}
	}
	if plans == 0 {
		t.Error("nobody ever planned")
	}
}
