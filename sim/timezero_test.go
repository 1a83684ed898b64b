package sim

import (
	"math"
	"testing"
)

// h0 .3 and legitimacy .2: .3 exp(-.2), with a framework .3 exp(-.7). A guarantee of .5
// leaves f0 exp(-mu .5) of the fear: .4 exp(-1 x .5).
func TestAWarBeginsAsItStands(t *testing.T) {
	w := stage(t, func(c *Config) {
		c.Issues[0].Cluster = "power"
		c.Beginning = Beginning{Talks: StageOpen, Truce: 3, Frameworks: []string{"power"}, Guarantee: Exact(0.5), Legitimacy: Exact(0.2)}
		set(map[Parameter]float64{ParamH0: 0.3, ParamF0: 0.4, ParamMuG: 1})(c)
	})
	w.computeFear()
	near(t, "base of suspension", w.suspendBase(), 0.3*math.Exp(-0.7), 1e-12)
	near(t, "dread", w.process.dread, 0.4*math.Exp(-0.5), 1e-12)
	near(t, "intensity under the ceasefire", w.fronts[0].intensity, 0.5*0.25, 1e-12)
	if w.process.state != StageOpen || !w.process.truce || w.process.left != 3 || w.out.Frameworks != 0 || w.out.Truces != 0 || w.out.Opened != Never {
		t.Errorf("%+v, %+v", w.process, w.out)
	}
}

func TestTalksThatStandOpenMeetWithoutOpening(t *testing.T) {
	for begin, chance := range map[Stage]float64{
		StageNone:      math.Sqrt(0.5*0.8) * 0.5 * 0.4, // attendance, cohesion .5, venue
		StageOpen:      math.Sqrt(0.5*0.8) * 0.4,
		StageSuspended: math.Sqrt(0.5*0.8) * 0.5 * 0.4 * 1.5, // and a messenger
	} {
		w := stage(t, func(c *Config) { c.Beginning.Talks = begin; c.Parameters.Fix(ParamV0, 0) })
		w.stand([]float64{0.5, 0.8}, []float64{0.1, 0.1}, []float64{0, 0}, []float64{0.5, 0.5})
		frequency(t, StageNames[begin], w, chance, func() bool {
			w.process.state, w.process.met, w.process.venue, w.process.messenger, w.out.Opened = begin, false, 0.4, 0.5, Never
			w.round = 4
			w.runProcess()
			if w.process.met != (w.out.Opened == 4) {
				t.Fatalf("%s: met %t, first talks in month %d", StageNames[begin], w.process.met, w.out.Opened)
			}
			return w.process.met
		})
	}
}

func TestACeasefireInForceRunsOutAfterItsMonths(t *testing.T) {
	w := stage(t, func(c *Config) { c.Beginning.Truce = 3 })
	for w.round = 0; w.process.truce; w.round++ {
		if w.expire(); w.round > 5 {
			t.Fatal("it never runs out")
		}
	}
	if w.round != 3 || w.out.Lapses != 1 {
		t.Errorf("it ran out after %d months, %d lapses", w.round, w.out.Lapses)
	}
}

// Trust .3 of both at time zero, and .15 below it the agreement may break.
func TestWhatWasAgreedBeforeTimeZeroStandsAndCanBreak(t *testing.T) {
	w := stage(t, func(c *Config) {
		twoIssues(c)
		c.Issues[1].Agreed, c.Issues[1].AgreedBefore = Exact(0.4), true
		c.Parameters.Fix(ParamOmega, 1000)
	})
	near(t, "share agreed", w.shareAgreed(), 0.5, 0)
	near(t, "where", w.issues[1].agreedAt, 0.4, 0)
	near(t, "trust behind it", w.issues[1].trust, 0.3, 1e-12)
	if w.out.Protocols[1] != Never || w.openIssue(1) || w.noted.Protocols != 1 {
		t.Errorf("month of the protocol %d, open %t, in last month's news %d", w.out.Protocols[1], w.openIssue(1), w.noted.Protocols)
	}
	w.stand([]float64{1, 1}, []float64{1, 1}, []float64{1, 1}, []float64{0.5, 0.5})
	if w.breakIssues(); !w.issues[1].agreed {
		t.Error("it broke though trust has not fallen")
	}
	for p := range w.parties {
		w.parties[p].trust = 0.14
	}
	if w.breakIssues(); w.issues[1].agreed || w.out.BrokenIssues != 1 {
		t.Error("it stands though trust has fallen")
	}
}

func TestTalksEndAtTheDeadlineAndTableAllBeforeIt(t *testing.T) {
	w := stage(t, func(c *Config) {
		for _, id := range []string{"l", "m", "n"} {
			k := c.Issues[0]
			k.ID = id
			c.Issues = append(c.Issues, k)
		}
		c.Deadline, c.Beginning.Talks = 5, StageOpen
	})
	w.stand([]float64{1, 1}, []float64{1, 1}, []float64{1, 1}, []float64{1, 1})
	for round, want := range []struct {
		met    bool
		tabled int
	}{{true, 3}, {true, 3}, {true, 3}, {true, 4}, {true, 4}, {true, 4}, {false, 0}, {false, 0}} {
		w.round, w.process.met, w.process.venue = round, false, 1
		w.processStream.reset(w.key, w.processKey, round)
		w.runProcess()
		n := 0
		for k := range w.issues {
			w.issues[k].tabled = false
		}
		if w.process.met {
			w.setAgenda()
		}
		for k := range w.issues {
			n += asInt(w.issues[k].tabled)
		}
		if w.process.met != want.met || n != want.tabled {
			t.Errorf("month %d: met %t with %d issues, want %t with %d", round, w.process.met, n, want.met, want.tabled)
		}
	}
}

// Nothing is there to agree on, and nobody violates the ceasefire in force.
func TestAWarUnderALongCeasefireIsFrozen(t *testing.T) {
	for months, want := range map[int]EndReason{23: EndUnsettled, 24: EndFrozen} {
		w := stage(t, func(c *Config) {
			c.Months, c.Beginning.Truce, c.Issues[0].From = months, 100, 1000
			c.Parameters.Fix(ParamOmega, 0)
		})
		if out := w.play(&script{}); out.End != want || !out.Open() || out.Month != months {
			t.Errorf("%d months: %s in month %d, want %s", months, EndReasonNames[out.End], out.Month, EndReasonNames[want])
		}
	}
	w := stage(t, func(c *Config) {
		c.Months, c.Beginning.Truce, c.Issues[0].From = 30, 100, 1000
		c.Parameters.Fix(ParamOmega, 1000)
	})
	if out := w.play(&script{}); out.End != EndUnsettled {
		t.Errorf("a ceasefire that is broken ends the war %s", EndReasonNames[out.End])
	}
}

// front a-b and front a-x, which a ceasefire does not bind.
func withOutsider(c *Config) {
	x := c.Parties[1]
	x.ID, x.Side, x.Essential, x.AwayFromTable = "x", 0, false, true
	c.Parties = append(c.Parties, x)
	c.Fronts = append(c.Fronts, Front{ID: "g", First: 0, Second: 2, Forts: 200, Held: Exact(0.5), Odds: Exact(0.5), OddsCoded: true, Intensity: Exact(4)})
	third := func(list []Coded) []Coded { return append(list[:2:2], list[1]) }
	for k := range c.Issues {
		i := &c.Issues[k]
		i.Ideal, i.Position, i.Salience = third(i.Ideal), third(i.Position), third(i.Salience)
	}
	for m := range c.Mediators {
		c.Mediators[m].Leverage, c.Mediators[m].Consent = third(c.Mediators[m].Leverage), third(c.Mediators[m].Consent)
	}
}

func TestAPartyAwayFromTheTableFightsOnUnderACeasefire(t *testing.T) {
	w := stage(t, func(c *Config) {
		withOutsider(c)
		c.Beginning.Truce = 3
		set(map[Parameter]float64{ParamOmega: 0, ParamB: 1})(c)
	})
	near(t, "intensity of the front with it", w.fronts[1].intensity, 1, 1e-12)
	near(t, "of the other", w.fronts[0].intensity, 0.5*0.25, 1e-12)
	if len(w.fighting) != 2 || w.alive[2] != 1 || len(w.essential) != 2 {
		t.Errorf("a ceasefire binds %v, %d fronts of the outsider, %v must agree", w.fighting, w.alive[2], w.essential)
	}
	for w.round = range 20 {
		w.process.left = 3
		w.fight()
	}
	if f := &w.fronts[0]; f.side[0].held != 10 || w.out.Battles != 20 || w.process.lasted != 20 {
		t.Errorf("%d battles, %d forts on the front under the ceasefire, which lasted %d months", w.out.Battles, f.side[0].held, w.process.lasted)
	}
}

func TestPartiesEnterAndLeave(t *testing.T) {
	w := stage(t, func(c *Config) {
		withOutsider(c)
		x := &c.Parties[2]
		x.Essential, x.AwayFromTable, x.Enter, x.Exit = true, false, 4, 8
		for k := range c.Issues {
			c.Issues[k].Position[0], c.Issues[k].Position[1], c.Issues[k].Position[2] = Exact(0.2), Exact(0.5), Exact(0.9)
		}
	})
	d := &w.coord
	w.coord.begin(w, &Arm{Lead: -1})
	w.recorder = &recorder{}
	for w.round = range 10 {
		here := w.round >= 4 && w.round < 8
		w.month(d)
		must, gap, reach := 2, 0.3, 0.0
		if here {
			must, gap = 3, 0.7
			reach = w.consent[0][2]
		}
		if len(w.essential) != must || w.fronts[1].idle != (w.round < 4) || w.fronts[1].over != (w.round >= 8) || w.decidedFor(1) {
			t.Fatalf("month %d: %v must agree, front %+v", w.round, w.essential, w.fronts[1])
		}
		if got := w.reach[0][Convener][2]; got != reach || (w.fronts[1].intensity > 0) != here {
			t.Fatalf("month %d: reach %g, want %g; intensity %g", w.round, got, reach, w.fronts[1].intensity)
		}
		if w.round == 4 {
			near(t, "gap", w.gap(0), gap, 0.2) // less a concession
		}
	}
	var joins, leaves int
	for _, e := range w.recorder.events {
		switch e.Kind {
		case EventJoins:
			joins = e.Round*10 + e.Party
		case EventWithdraws:
			leaves = e.Round*10 + e.Party
		}
	}
	if joins != 42 || leaves != 82 {
		t.Errorf("told %d and %d, want 42 and 82", joins, leaves)
	}
}

// decidedFor says whether a front counts as won.
func (w *World) decidedFor(front int) bool {
	f := &w.fronts[front]
	return f.over && !f.left
}

// By .3 from .5, .8 and so on, and no further than the scale goes.
func TestShocksChangeCodedNumbers(t *testing.T) {
	for _, c := range []struct {
		x    Change
		of   func(w *World) float64
		want float64
	}{
		{Change{NumberInterest, 1, -1, -0.3}, func(w *World) float64 { return w.mediators[1].interest }, 0.5},
		{Change{NumberBias, 0, -1, -0.3}, func(w *World) float64 { return w.coord.third[0].view.Bias }, -0.3},
		{Change{NumberOutline, 0, -1, 2}, func(w *World) float64 { return w.coord.third[0].view.Outline }, 1},
		{Change{NumberResolve, 0, -1, -0.3}, func(w *World) float64 { return w.reach[0][Inducer][1] }, 0.5 * 0.5},
		{Change{NumberAutonomy, 0, -1, 0.3}, func(w *World) float64 { return w.mediators[0].autonomy }, 0.3},
		{Change{NumberAcceptance, 0, -1, 0.3}, func(w *World) float64 { w.coord.passOn(w); return w.coord.acceptance }, 0.5*0.8 + 0.3},
		{Change{NumberLeverage, 0, 1, 0.3}, func(w *World) float64 { return w.reach[0][Inducer][1] }, 0.8 * 0.8},
		{Change{NumberConsent, 0, 1, -0.3}, func(w *World) float64 { return w.reach[0][Convener][1] }, 0.5},
		{Change{NumberCohesion, -1, 1, 0.7}, func(w *World) float64 { return w.parties[1].cohesion }, 1},
		{Change{NumberSkill, -1, 1, 0.3}, func(w *World) float64 { return w.parties[1].skill }, 0.6},
		{Change{NumberTrust, -1, 1, 0.3}, func(w *World) float64 { return w.parties[1].good / 4 }, 0.6},
		{Change{NumberWarSupport, -1, 1, -0.3}, func(w *World) float64 { return w.parties[1].supportCoded }, 0.2},
		{Change{NumberStrength, -1, 1, 0.3}, func(w *World) float64 { return winOutright(w.fronts[0].side[1].odds, 10, 20) }, 0.8 / 1.3},
		{Change{NumberOptimism, -1, 1, -0.3}, func(w *World) float64 { w.valueFront(&w.fronts[0]); return w.fronts[0].side[1].value }, 0.3},
		{Change{NumberStatusQuo, -1, 1, 0.3}, func(w *World) float64 { return w.parties[1].statusQuo }, 0.3},
	} {
		w := stage(t, func(cfg *Config) {
			cfg.Fronts[0].OddsCoded = false
			cfg.Shocks = []Shock{{ID: "s", Start: 2, End: 2, Pressure: make([]float64, 2), Changes: []Change{c.x}}}
		})
		arm := &Arm{Lead: 0, Regime: RegimeLead}
		w.begin(arm, NewSeed(1), 0)
		w.coord.begin(w, arm)
		before := c.of(w)
		for w.round = range 3 {
			if got := c.of(w); w.round < 2 && got != before {
				t.Errorf("%s changes in month %d", Numbers[c.x.Number].ID, w.round)
			}
			w.applyShocks()
		}
		near(t, Numbers[c.x.Number].ID, c.of(w), c.want, 2e-6)
	}
}

func TestALeadPassesOn(t *testing.T) {
	w := stage(t, nil)
	arm := &Arm{Lead: 0, Regime: RegimeLead, Successors: [MaxSuccessors]Succession{{Lead: 1, From: 3}, {Lead: -1, From: 6}}}
	w.begin(arm, NewSeed(1), 0)
	c := &w.coord
	c.begin(w, arm)
	for p := range w.mediators {
		w.mediators[p].present = true
	}
	for w.round = range 8 {
		c.acceptance *= 0.5 // lost by whoever leads
		c.passOn(w)
		want := [...]int{0, 0, 0, 1, 1, 1, -1, -1}[w.round]
		if c.lead != want || c.leads(w) != (want >= 0) {
			t.Errorf("month %d: %d leads, want %d", w.round, c.lead, want)
		}
		if w.round == 3 {
			near(t, "acceptance of the second lead as it begins", c.acceptance, 0.5*0.8, 1e-12)
		}
	}
}

// Chairs at -.5 and .5 and a follower at .3: it goes by the nearer, at distance .2.
func TestCoChairsShareALead(t *testing.T) {
	w := stage(t, func(c *Config) {
		c.Mediators = append(c.Mediators, c.Mediators[1])
		c.Mediators[2].ID = "o"
		for i, outline := range []float64{-0.5, 0.5, 0.3} {
			m := &c.Mediators[i]
			m.Outline, m.OutlineCoded, m.Autonomy, m.AcceptanceCoded = Exact(outline), true, Exact(0.25), true
			m.AcceptanceAsLead = Exact([]float64{0.4, 0.8, 0}[i])
		}
	})
	arm := &Arm{Lead: 0, Regime: RegimeLead, CoChairs: MediatorSet{}.With(1), Mechanisms: 1 << SingleText}
	w.begin(arm, NewSeed(1), 0)
	for p := range w.mediators {
		w.mediators[p].present = true
	}
	c := &w.coord
	c.begin(w, arm)
	near(t, "acceptance", c.acceptance, 0.6, 1e-12)
	near(t, "compliance", c.compliance(w, &w.mediators[2]), 0.6*0.8*0.9*0.75, 1e-12)
	c.gatherFollowers(w)
	if !c.complies[1] || c.chairOf(w, &w.mediators[1]) != 1 || c.chairOf(w, &w.mediators[2]) != 1 {
		t.Error("the co-chair does not share the plan, or nobody goes by it")
	}
	c.followers = []int{1, 2}
	c.own[2] = append(c.own[2][:0], Act{Role: Facilitator, Mediator: 2, Text: 2})
	c.singleText(w)
	if a := c.own[2][0]; a.Text != 1 || a.Outline != 0.5 {
		t.Errorf("%+v: want the text of the nearer chair", a)
	}
}
