package sim_test

import (
	"reflect"
	"slices"
	"testing"

	"parley/sim"
)

// Changes that must not matter, and the sameness of what is run again.

func TestWhatWasRunBeforeDoesNotMatter(t *testing.T) {
	c := testWar()
	w, fresh := newWorld(t, c), newWorld(t, c)
	for _, arm := range arms(1) {
		for k := range 10 {
			w.Run(&arm, sim.NewSeed(9), k)
		}
	}
	for _, arm := range arms(1) {
		if d := difference(kept(fresh.Run(&arm, sim.NewSeed(1), 3)), kept(w.Run(&arm, sim.NewSeed(1), 3))); d != "" {
			t.Fatalf("%s: a used world gives another history:\n%s", arm.Name, d)
		}
	}
}

func TestTellingAHistoryDoesNotChangeIt(t *testing.T) {
	w := newWorld(t, testWar())
	for _, arm := range arms(1) {
		want := kept(w.Run(&arm, sim.NewSeed(1), 5))
		if _, got := w.Trace(&arm, sim.NewSeed(1), 5); !reflect.DeepEqual(want, kept(got)) {
			t.Fatalf("%s: traced history differs", arm.Name)
		}
	}
}

// asked goes by interest, and the engine does not know it.
type asked struct{ sim.Choice }

func (s *asked) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	return s.ByInterest(v, stream, acts)
}

func TestWhoGoesByInterestDoesTheSameWhereTheEngineDoesNotKnowIt(t *testing.T) {
	s := tajikistan(t)
	c := s.Config.Clone()
	for i := range c.Mediators {
		if _, ok := c.Mediators[i].Strategy().(sim.ActsByInterest); ok {
			c.Mediators[i].Strategy = func() sim.MediatorStrategy { return &asked{} }
		}
	}
	known, unknown := newWorld(t, s.Config), newWorld(t, c)
	for _, arm := range arms(s.Arm.Lead) {
		arm.Mechanisms = arm.Mechanisms.Without(sim.Allocate) // so that followers are asked
		if hashOf(known, &arm) != hashOf(unknown, &arm) {
			t.Errorf("%s: histories differ", arm.Name)
		}
	}
}

// Naming the sides the other way round mirrors every history to the bit.
func TestSwappingTheLabelsOfTheSidesMirrorsTheHistory(t *testing.T) {
	c := testWar()
	c.Fronts[0].Held, c.Fronts[0].Odds = sim.Exact(0.75), sim.Exact(0.5625)
	c.Parties[0].Cohesion = sim.Exact(0.875)
	mirror := mirrored(c)
	w, m := newWorld(t, c), newWorld(t, mirror)
	settled := 0
	for _, arm := range arms(1) {
		for k := range 60 {
			a, b := kept(w.Run(&arm, sim.NewSeed(11), k)), kept(m.Run(&arm, sim.NewSeed(11), k))
			if b.Winner >= 0 {
				b.Winner = 1 - b.Winner
			}
			if d := difference(a, b); d != "" {
				t.Fatalf("%s, replication %d:\n%s", arm.Name, k, d)
			}
			if a.Settled() {
				settled++
			}
		}
	}
	if settled == 0 {
		t.Fatal("no history settled: the mirror was never put to the test")
	}
}

// mirrored swaps the order of the parties everywhere, ids and sides staying.
func mirrored(c *sim.Config) *sim.Config {
	m := *c
	m.Parties = []sim.Party{c.Parties[1], c.Parties[0]}
	f := c.Fronts[0]
	f.First, f.Second = 0, 1
	f.Held, f.Odds = sim.Exact(1-f.Held.Low), sim.Exact(1-f.Odds.Low)
	m.Fronts = []sim.Front{f}
	m.Issues = append([]sim.Issue(nil), c.Issues...)
	for k := range m.Issues {
		i := &m.Issues[k]
		i.Ideal, i.Position, i.Salience = swap(i.Ideal), swap(i.Position), swap(i.Salience)
	}
	m.Mediators = append([]sim.Mediator(nil), c.Mediators...)
	for i := range m.Mediators {
		a := &m.Mediators[i]
		a.Leverage, a.Consent = swap(a.Leverage), swap(a.Consent)
		a.Consent = []sim.Coded{sim.Exact(a.Consent[0].Low), sim.Exact(a.Consent[1].Low)}
		c.Mediators[i].Consent = []sim.Coded{a.Consent[1], a.Consent[0]}
		a.PatronOf = append([]int(nil), a.PatronOf...)
		for j, p := range a.PatronOf {
			a.PatronOf[j] = 1 - p
		}
	}
	return &m
}

// The order in which a scenario names its issues is no part of the war.
func TestNamingTheIssuesInAnotherOrderChangesNothing(t *testing.T) {
	c := testWar()
	other := *c
	other.Issues = []sim.Issue{c.Issues[2], c.Issues[0], c.Issues[1]}
	w, v := newWorld(t, c), newWorld(t, &other)
	for _, arm := range arms(1) {
		for k := range 40 {
			a, b := kept(w.Run(&arm, sim.NewSeed(13), k)), kept(v.Run(&arm, sim.NewSeed(13), k))
			b.Protocols = []int{b.Protocols[1], b.Protocols[2], b.Protocols[0]}
			b.Agreed = []float64{b.Agreed[1], b.Agreed[2], b.Agreed[0]}
			if d := difference(a, b); d != "" {
				t.Fatalf("%s, replication %d:\n%s", arm.Name, k, d)
			}
		}
	}
}

func swap(v []sim.Coded) []sim.Coded { return []sim.Coded{v[1], v[0]} }

func TestAMediatorWhoCanDoNothingMovesNobodysLuck(t *testing.T) {
	c := testWar()
	bigger := *c
	bystander := testMediator("a_bystander", 0.9, 0)
	bystander.Capability = [sim.NumRoles]sim.Coded{}
	bystander.Autonomy = sim.Exact(1) // nobody a lead could count on
	bigger.Mediators = append([]sim.Mediator{bystander}, c.Mediators...)
	bigger.Links = []sim.Link{{A: 4, B: 5, Strength: c.Links[0].Strength}}
	w, b := newWorld(t, c), newWorld(t, &bigger)
	for r := range sim.NumRegimes {
		arm, other := testArm(r, 1), testArm(r, 2)
		arm.Acceptance, arm.AcceptanceSet, other.Acceptance, other.AcceptanceSet = 0.5, true, 0.5, true
		for i := range c.Mediators {
			c.Mediators[i].AcceptanceCoded, bigger.Mediators[i+1].AcceptanceCoded = true, true
		}
		for k := range 40 {
			if d := difference(kept(w.Run(&arm, sim.NewSeed(6), k)), kept(b.Run(&other, sim.NewSeed(6), k))); d != "" {
				t.Fatalf("%s, replication %d:\n%s", r, k, d)
			}
		}
	}
}

func TestShocksAndLinksWithoutEffectChangeNothing(t *testing.T) {
	c := testWar()
	d := *c
	d.Shocks = []sim.Shock{{ID: "x", Start: 3, End: 9, Pressure: make([]float64, 2)}}
	d.Links = append([]sim.Link{{A: 0, B: 1, Strength: sim.Exact(0)}}, c.Links...)
	w, v := newWorld(t, c), newWorld(t, &d)
	for _, arm := range arms(1) {
		for k := range 20 {
			if diff := difference(kept(w.Run(&arm, sim.NewSeed(8), k)), kept(v.Run(&arm, sim.NewSeed(8), k))); diff != "" {
				t.Fatalf("%s, replication %d:\n%s", arm.Name, k, diff)
			}
		}
	}
}

func TestAllArmsMeetTheSameWar(t *testing.T) {
	c := testWar()
	for i := range c.Mediators {
		c.Mediators[i].Enter = 12 // a year alone
	}
	c.Months, c.Implementation = 12, 0
	w := newWorld(t, c)
	for k := range 50 {
		var first []sim.Event
		for i, arm := range arms(1) {
			_, events, _ := w.Record(&arm, sim.NewSeed(10), k)
			if i == 0 {
				first = events
			} else if d := difference(first, events); d != "" {
				t.Fatalf("%s, replication %d: another war before anybody came:\n%s", arm.Name, k, d)
			}
		}
	}
}

// changing is a war in which a third party to the table enters and leaves, and codings change.
func changing() *sim.Config {
	c := bigWar()
	c.Parties[2].Enter, c.Parties[2].Exit = 6, 30
	c.Shocks = []sim.Shock{{ID: "s", Start: 3, End: 3, Pressure: make([]float64, 3), Changes: []sim.Change{
		{Number: sim.NumberLeverage, Mediator: 0, Party: 1, By: 0.3}, {Number: sim.NumberBias, Mediator: 1, By: 0.4},
		{Number: sim.NumberConsent, Mediator: 1, Party: 0, By: -0.5}}}}
	return c
}

// Whatever an arm did to the war, the next begins at time zero.
func TestArmsOfAChangingWarDoNotTouchEachOther(t *testing.T) {
	c := changing()
	w := newWorld(t, c)
	for k := range 10 {
		for _, arm := range arms(0) {
			events, out := w.Trace(&arm, sim.NewSeed(1), k)
			alone, want := newWorld(t, c).Trace(&arm, sim.NewSeed(1), k)
			if !reflect.DeepEqual(out, want) || !reflect.DeepEqual(events, alone) {
				t.Fatalf("replication %d, %s: %+v after other arms, %+v alone", k, arm.Name, out, want)
			}
		}
	}
}

// What changes later leaves the months before as they are.
func TestWhatChangesLaterLeavesTheMonthsBefore(t *testing.T) {
	c := changing()
	d := *c
	d.Parties, d.Shocks = slices.Clone(c.Parties), nil
	d.Parties[2].Exit = 0
	arm := testArm(sim.RegimeLead, 0)
	before := func(c *sim.Config, month int) (events []sim.Event) {
		all, _ := newWorld(t, c).Trace(&arm, sim.NewSeed(1), 1)
		for _, e := range all {
			if e.Round < month {
				events = append(events, e)
			}
		}
		return events
	}
	if !reflect.DeepEqual(before(c, 3), before(&d, 3)) || reflect.DeepEqual(before(c, 40), before(&d, 40)) {
		t.Error("the months before a shock differ, or those after are the same")
	}
	if d.Shocks = c.Shocks; !reflect.DeepEqual(before(c, 30), before(&d, 30)) {
		t.Error("the months before a party leaves differ")
	}
}
