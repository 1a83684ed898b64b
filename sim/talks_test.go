package sim

import (
	"math"
	"testing"
)

// More of talks and what surrounds them, with numbers worked out by hand.

// Effort .5 behind texts, clearest to .6 for the less clear side: 1 - exp(-.3). Between
// positions .2 and .8 a text of mean outline .5 is at .35.
func TestAMediatorsTextIsOnTheTableWithItsEffortAndClarity(t *testing.T) {
	w := stage(t, nil)
	w.position[0] = byParty{0.2, 0.8}
	for p, x := range []float64{-0.4, -1} { // gains by war, so that either takes nearly anything
		w.parties[p].war, w.parties[p].fear, w.parties[p].stance.Ready = x, 0, 1
	}
	w.process.textWeight, w.process.text = 0.5, 0.25
	w.parties[0].clarity, w.parties[1].clarity = 0.9, 0.6
	frequency(t, "a text", w, 1-math.Exp(-0.3), func() bool {
		w.issues[0].tabled, w.issues[0].agreed = true, false
		w.propose()
		if !w.issues[0].agreed {
			t.Fatal("sides that take anything do not agree")
		}
		near(t, "proposal", w.issues[0].proposal, 0.35, 1e-12)
		if at := w.issues[0].agreedAt; math.Abs(at-0.35) > 1e-12 && math.Abs(at-0.5) > 1e-12 {
			t.Fatalf("agreed at %g, want the text's .35 or the middle", at)
		}
		return w.issues[0].agreedAt < 0.4
	})
	w.process.textWeight, w.process.text = 0, 0
	w.propose()
	near(t, "without a text the proposal is the middle", w.issues[0].proposal, 0.5, 1e-12)
	for text, want := range map[float64]float64{0.6: 0.2, -0.6: 0.8} { // a mean of 1.2, by the noise of words, is 1
		w.process.textWeight, w.process.text = 0.5, text
		w.processStream.reset(w.key, w.processKey, 1)
		w.propose()
		near(t, "a text beyond a side's position", w.issues[0].proposal, want, 1e-12)
	}
}

// With reservations of .5 and .1 the first side gives way to the position of the other
// only as far as .5: it takes its own of .2 (worth .8), not .8 (worth .2).
func TestTheSidesOwnOffersAreTheirPositions(t *testing.T) {
	for _, c := range []struct {
		first, second float64 // war; the reservation is that x 1.4
		want          float64
	}{
		{0.05, 0.05, 0.5}, // both ends
		{0.5, 0.05, 0.2},  // the first side's position alone
		{0.05, 0.5, 0.8},  // the second's
		{0.5, 0.5, 2},     // neither
	} {
		w := stage(t, nil)
		w.position[0] = byParty{0.2, 0.8}
		w.parties[0].war, w.parties[1].war = c.first, c.second
		for p := range w.parties {
			w.parties[p].fear, w.parties[p].stance.Ready = 0, 1
		}
		x, ok := w.offer(0)
		if ok != (c.want < 2) || ok && math.Abs(x-c.want) > 1e-12 {
			t.Errorf("war worth %g and %g: offer %g, %t; want %g", c.first, c.second, x, ok, c.want)
		}
	}
}

// Delegations of low level agree no hard issue, alone or in a trade.
func TestLowDelegationsAgreeNoHardIssue(t *testing.T) {
	for _, c := range []struct {
		level Level
		hard  bool
		want  bool
	}{{LevelLow, true, false}, {LevelLow, false, true}, {LevelHigh, true, true}, {LevelTop, true, true}} {
		w := stage(t, func(cfg *Config) {
			twoIssues(cfg)
			cfg.Issues[0].Salience, cfg.Issues[1].Salience = []Coded{Exact(1), Exact(3)}, []Coded{Exact(3), Exact(1)}
			cfg.Issues[1].Hard = c.hard
		})
		w.process.level, w.process.vision = c.level, 50
		for k := range w.issues {
			w.issues[k].tabled, w.issues[k].proposal = true, 0.5
		}
		for p := range w.parties {
			w.parties[p].war, w.parties[p].fear, w.parties[p].stance.Ready = 0.1, 0, 1
		}
		if got := w.accepted(1, 0.5); got != c.want {
			t.Errorf("level %s, hard %t: accepted %t", LevelNames[c.level], c.hard, got)
		}
		if w.trade(); w.issues[0].agreed != c.want {
			t.Errorf("level %s, hard %t: traded %t", LevelNames[c.level], c.hard, w.issues[0].agreed)
		}
	}
}

// A trade that a side would lose by, over both issues by salience, is none; nor is one
// between sides who care alike, or of an issue that is not on the table.
func TestATradeMustPayBothSides(t *testing.T) {
	for _, c := range []struct {
		claim         string
		first, second float64 // war
		alike, off    bool
		want          bool
	}{
		// Each gets 3/4 of what it cares for by .75 and 1/4 of the other: .625, less d.
		{"both gain", 0.4, 0.4, false, false, true}, // d = .4 x (1.15 x .75 + .65 x .25) = .41
		{"the first would lose", 0.7, 0.4, false, false, false},
		{"the second would lose", 0.4, 0.7, false, false, false},
		{"they care alike", 0.1, 0.1, true, false, false},
		{"one issue is not tabled", 0.4, 0.4, false, true, false},
	} {
		w := stage(t, func(cfg *Config) {
			twoIssues(cfg)
			cfg.Issues[0].Salience, cfg.Issues[1].Salience = []Coded{Exact(1), Exact(3)}, []Coded{Exact(3), Exact(1)}
			if c.alike {
				cfg.Issues[0].Salience = []Coded{Exact(3), Exact(1)}
			}
		})
		w.process.level, w.process.vision = LevelHigh, 50
		for k := range w.issues {
			w.issues[k].tabled, w.issues[k].proposal = !c.off || k == 1, 0.5
		}
		w.parties[0].war, w.parties[1].war = c.first, c.second
		for p := range w.parties {
			w.parties[p].fear, w.parties[p].stance.Ready = 0, 1
		}
		if w.trade(); w.issues[0].agreed != c.want || w.issues[1].agreed != c.want {
			t.Errorf("%s: agreed %t and %t", c.claim, w.issues[0].agreed, w.issues[1].agreed)
		}
	}
}

// Readiness .4 and .9: a framework with chance .6, from high level.
func TestAFrameworkIsSignedWithTheMeanOfReadiness(t *testing.T) {
	for level, want := range map[Level]float64{LevelLow: 0, LevelHigh: 0.6, LevelTop: 0.6} {
		w := stage(t, func(c *Config) { twoIssues(c); c.Issues[0].Cluster, c.Issues[1].Cluster = "c", "c" })
		w.stand([]float64{1, 1}, []float64{0.4, 0.9}, []float64{0, 0}, []float64{1, 1})
		frequency(t, "a framework", w, want, func() bool {
			w.issues[0].gap, w.issues[1].gap, w.process.level = 0.5, 0.5, level
			w.process.frameworks[0], w.out.Frameworks = false, 0
			w.signFrameworks()
			return w.process.frameworks[0] && w.out.Frameworks == 1
		})
		if w.process.frameworks[0] = true; w.ripeCluster() != NoIssue {
			t.Error("a cluster gets a second framework")
		}
	}
}

// Hazards of violation .2 x 1.1 x .8/2 and .2 x 1.1 x 1.1/2 add up to .209.
func TestAnAgreedIssueBreaksWithTheHazardOfViolation(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{ParamOmega: 0.2}))
	w.stand([]float64{0, 0}, []float64{0, 0}, []float64{0, 0}, []float64{0.7, 0.4})
	w.parties[0].trust, w.parties[1].trust = 0.3, 0.5
	months := 0
	frequency(t, "breaks", w, 1-math.Exp(-0.209), func() bool {
		w.round, months = months%12, months+1
		w.issues[0].agreed, w.issues[0].trust = true, 0.56
		w.breakIssues()
		return !w.issues[0].agreed && w.out.Protocols[0] == Never
	})
}

// Factions with shares .5 and .3, in the order of their IDs; nobody's with the rest.
func TestABreachIsAFactionsByItsShare(t *testing.T) {
	for who, want := range map[int]float64{0: 0.3, 1: 0.5, -1: 0.2} {
		w := stage(t, func(c *Config) { c.Parties[0].Factions = []Faction{{ID: "y", Share: 0.3}, {ID: "x", Share: 0.5}} })
		frequency(t, "faction", w, want, func() bool { return w.drawFaction(0) == who })
		if w.drawFaction(1) != -1 {
			t.Fatal("a party without factions has one")
		}
	}
}

// The side that holds a signature up is told, and its chance.
func TestWhoDoesNotSignIsTold(t *testing.T) {
	for _, c := range []struct {
		signs [2]float64
		who   int
	}{{[2]float64{0.02, 0.01}, 1}, {[2]float64{0.01, 0.02}, 0}} {
		w := stage(t, set(map[Parameter]float64{ParamLambda: 10}))
		w.recorder = &recorder{}
		w.issues[0].agreed, w.issues[0].agreedAt = true, 0.5
		for p := range w.parties {
			w.parties[p].war, w.parties[p].fear, w.parties[p].stance.Sign = -5, 0, c.signs[p] // logistic is 1
		}
		w.signSettlement()
		if len(w.recorder.events) != 1 || w.recorder.events[0].Kind != EventSigningFailed || w.recorder.events[0].Party != c.who {
			t.Fatalf("%+v", w.recorder.events)
		}
		near(t, "chance of all", w.recorder.events[0].Chance, 0.0002, 1e-9)
		near(t, "of the least", w.recorder.events[0].Value, 0.01, 1e-9)
	}
}

// A queue of two at K = 1.5: the first counts in full, the second by half.
func TestTheLastInAQueueCountsByWhatIsLeft(t *testing.T) {
	for contacts, want := range map[float64][2]float64{0.5: {0.4, 0}, 1: {0.8, 0}, 1.5: {0.8, 0.4}, 2: {0.8, 0.8}} {
		w := stage(t, set(map[Parameter]float64{ParamK: contacts, SwitchAttention: float64(AttentionQueue)}))
		w.force.gather(w, []Act{does(Explorer, Everyone), {Mediator: 1, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1}})
		w.divideAttention()
		a, b := w.effortOn(0, 0), w.effortOn(1, 0)
		near(t, "the first", max(a, b), want[0], 1e-12)
		near(t, "the second", min(a, b), want[1], 1e-12)
	}
}

// Each sender's words differ from its outline by noise of sd .1, one draw a month.
func TestWordsHaveNoise(t *testing.T) {
	c := newConference()
	c.arm = Arm{Regime: RegimeIndependent, Lead: -1}
	c.mind[0], c.mind[1] = []Act{does(Explorer, Everyone), does(Monitor, Everyone), does(Convener, Everyone)}, []Act{does(Explorer, Everyone)}
	c.Mediators[0].Capacity = Exact(3)
	const n = 2000
	sum, square, both := 0.0, 0.0, 0.0
	for k := range n {
		own := c.month(c.world(t, k), 0)
		x, y := own[0][0].Outline-0.2, own[1][0].Outline-0.2
		if own[0][1].Outline != own[0][0].Outline || own[0][2].Outline != 0.2 {
			t.Fatalf("one voice in a month, and none without words: %+v", own[0])
		}
		sum, square, both = sum+x, square+x*x, both+x*y
	}
	near(t, "mean", sum/n, 0, 4*0.1/math.Sqrt(n))
	near(t, "variance", square/n, 0.01, 4*0.01*math.Sqrt(2.0/n))
	near(t, "covariance", both/n, 0, 4*0.01/math.Sqrt(n))
}

// What a party sees of the others: how far they moved in all, and whether one broke a truce.
func TestAPartySeesWhatTheOthersDid(t *testing.T) {
	var seen [3]PartyView
	w := three(t, true, true, func(c *Config) {
		for p := range c.Parties {
			c.Parties[p].Strategy = []func() PartyStrategy{func() PartyStrategy { return &watching{&seen[p]} }}
		}
	})
	w.parties[0].yielded, w.parties[1].yielded, w.parties[2].yielded = 0.1, 0.2, 0.4
	w.parties[1].breached = true
	w.updateParties()
	for p, want := range []float64{0.6, 0.5, 0.3} {
		near(t, "others yielded", seen[p].OthersYielded, want, 1e-12)
		if seen[p].OthersBreached != (p != 1) {
			t.Errorf("party %d: others breached %t", p, seen[p].OthersBreached)
		}
	}
	w.updateParties()
	near(t, "next month", seen[0].OthersYielded, 0, 0)
	if seen[0].OthersBreached {
		t.Error("a breach is remembered for two months")
	}
}

type watching struct{ saw *PartyView }

func (s *watching) Stance(v *PartyView) Stance { *s.saw = *v; return Stance{} }

// The news of a month are counts of that month alone.
func TestNewsAreOfTheMonthBefore(t *testing.T) {
	w := stage(t, twoIssues)
	w.public()
	w.out.Meetings, w.out.Truces, w.out.Violations, w.out.Suspensions, w.issues[1].agreed = 2, 1, 3, 1, true
	w.process.state, w.process.truce, w.agreed, w.fronts[0].intensity = StageSuspended, true, 0.5, 0.3
	want := Public{Suspended: true, Truce: true, Intensity: 0.3, Agreed: 0.5, News: News{2, 1, 1, 3, 1}}
	if got := w.public(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	w.out.Meetings++
	want.Meetings, want.Protocols, want.Truces, want.Violations, want.Suspensions = 1, 0, 0, 0, 0
	if got := w.public(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Of two essential issues one is agreed; an inessential one, and one that has not come up
// or that nobody cares for, do not count.
func TestTheShareAgreedIsOfEssentialIssues(t *testing.T) {
	w := stage(t, func(c *Config) {
		for _, id := range []string{"l", "m", "n", "o"} {
			k := c.Issues[0]
			k.ID = id
			c.Issues = append(c.Issues, k)
		}
		c.Issues[2].Essential, c.Issues[3].From = false, 1
		c.Issues[4].Salience = []Coded{Exact(0), Exact(0)}
	})
	near(t, "none", w.shareAgreed(), 0, 0)
	w.issues[0].agreed = true
	near(t, "one of two", w.shareAgreed(), 0.5, 0)
	w.issues[1].agreed, w.issues[2].agreed = true, true
	near(t, "all", w.shareAgreed(), 1, 0)
	w.round = 1
	near(t, "of three", w.shareAgreed(), 2.0/3, 1e-12)
}

// In the month of the signature trust grows as in peace, and nothing expires.
func TestTheMonthOfTheSignatureIsPeace(t *testing.T) {
	for _, c := range []struct {
		end     EndReason
		settled bool
		good    float64
		truce   bool
	}{{EndUnsettled, false, 0, false}, {EndSettlement, false, 0.4, true}, {EndUnsettled, true, 0.4, true}} {
		w := stage(t, nil)
		w.out.End, w.settled, w.process.truce, w.process.left = c.end, c.settled, true, 1
		before := w.parties[0].good
		w.close()
		near(t, "good counts", w.parties[0].good-before, c.good, 1e-12)
		if w.process.truce != c.truce || w.out.Lapses != asInt(!c.truce) {
			t.Errorf("end %d, settled %t: truce %t, %d lapses", c.end, c.settled, w.process.truce, w.out.Lapses)
		}
	}
}

// Beliefs of .7 and .5 in the next battle are .2 too much: facts are needed by .4 before
// talks, by the coarse rule.
func TestFactsAreNeededWhereBeliefsDisagree(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{SwitchNeeds: NeedsCoarse}))
	f := &w.fronts[0]
	f.side[0].won, f.side[0].weight, f.side[1].won, f.side[1].weight = 7, 10, 5, 10
	w.diagnose(NeedsCoarse)
	near(t, "fact finding", w.needs.Value[NeedIndex(Envisioner, Everyone, 2)], 0.4, 1e-12)
}

func TestWhatDoesNotApplyToAnEventIsNobody(t *testing.T) {
	w := stage(t, func(*Config) {})
	w.round, w.recorder = 3, &recorder{}
	w.tell(EventKept, nil)
	want := Event{Round: 3, Kind: EventKept, Shock: -1, Mediator: -1, Party: -1, Faction: -1, Front: -1, Issue: -1, Other: -1}
	if got := w.recorder.events[0]; got != want {
		t.Errorf("%+v", got)
	}
}
