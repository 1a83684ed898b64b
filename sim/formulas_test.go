package sim

import (
	"math"
	"testing"
)

// The formulas of section 4 of the model, with numbers worked out by hand: what stands
// to the right was computed apart from this code.

// set gives a stage parameters of round numbers.
func set(values map[Parameter]float64) func(*Config) {
	return func(c *Config) {
		for p, v := range values {
			c.Parameters.Fix(p, v)
		}
	}
}

// With dread = .4 exp(-.5) = .242612, trust .3 and .6, war .3 and .45, E = .1:
// Z+ = 1 + .1 - .75 = .35, fears .169829 and .097045, Z = .083127.
func TestAttendanceReadinessWillingnessAndTruce(t *testing.T) {
	type chances struct{ attend, ready, sincere, truce float64 }
	for _, c := range []struct {
		claim                string
		table                float64
		war                  [2]float64
		truce, violated      bool
		first, second        chances
		rangeFearless, whole float64
	}{
		{"free table", TableFree, [2]float64{0.3, 0.45}, false, false,
			chances{0.46257015465625057, 0.6024376862228115, 0.6791786991753931, 0.5928734928103646},
			chances{0.437823499114202, 0.42938336399972427, 0.6791786991753931, 0.8538067460960701}, 0.35, 0.08312650972644137},
		{"fearful table", TableFearful, [2]float64{0.3, 0.45}, false, false,
			chances{0.18476864768968343, 0.18476864768968343, 0.6791786991753931, 0.5928734928103646},
			chances{0.170177833434383, 0.170177833434383, 0.6791786991753931, 0.8538067460960701}, 0.35, 0.08312650972644137},
		{"a truce that was tried", TableFree, [2]float64{0.3, 0.45}, true, false,
			chances{0.46257015465625057, 0.6024376862228115, 0.6791786991753931, 0.7729422593967386},
			chances{0.437823499114202, 0.42938336399972427, 0.6791786991753931, 0.9046505351008906}, 0.35, 0.08312650972644137},
		{"a truce that was violated", TableFree, [2]float64{0.3, 0.45}, true, true,
			chances{0.46257015465625057, 0.6024376862228115, 0.6791786991753931, 0.5928734928103646},
			chances{0.437823499114202, 0.42938336399972427, 0.6791786991753931, 0.8538067460960701}, 0.35, 0.08312650972644137},
		{"no bargaining range", TableFree, [2]float64{0.7, 0.6}, false, false,
			chances{0.13010847436299786, 0.08831637808816539, 0.2689414213699951, 0.4627832298209707},
			chances{0.11920292202211755, 0.04589719378441819, 0.2689414213699951, 0.6714555046304322}, 0, -0.46687349027355865},
	} {
		w := stage(t, set(map[Parameter]float64{ParamLambda: 10, ParamTheta: 0.1, ParamThetaS: 0.05, ParamL0: 0.2, ParamF0: 0.4, ParamMuG: 0.5, SwitchTable: c.table}))
		w.process.guarantee, w.process.enhancement, w.process.truce, w.process.violated = 1, 0.1, c.truce, c.violated
		for p, x := range [][5]float64{{1.2, 2.8, c.war[0], 0.05, 0.01}, {3, 2, c.war[1], -0.02, 0.02}} {
			party := &w.parties[p]
			party.good, party.bad, party.war, party.pressure, party.cost = x[0], x[1], x[2], x[3], x[4]
		}
		w.computeReadiness()
		near(t, c.claim+": range before fear", w.process.rangeFearless, c.rangeFearless, 1e-12)
		near(t, c.claim+": range", w.process.bargainingRange, c.whole, 1e-12)
		for p, want := range []chances{c.first, c.second} {
			party := &w.parties[p]
			near(t, c.claim+": attendance", party.attend, want.attend, 1e-12)
			near(t, c.claim+": readiness", party.ready, want.ready, 1e-12)
			near(t, c.claim+": sincere willingness", party.sincere, want.sincere, 1e-12)
			near(t, c.claim+": truce", party.truce, want.truce, 1e-12)
		}
	}
}

// three is a stage with a third party: at war if it has a front, else with a status quo.
func three(t *testing.T, essential, front bool, change func(*Config)) *World {
	return stage(t, func(c *Config) {
		p := c.Parties[0]
		p.ID, p.Side, p.Essential, p.StatusQuo = "c", 0, essential, Exact(0.2)
		c.Parties = append(c.Parties, p)
		if front {
			c.Fronts = append(c.Fronts, Front{ID: "g", First: 2, Second: 1, Forts: 10, Held: Exact(0.5), Odds: Exact(0.5), OddsCoded: true, Intensity: Exact(4)})
		}
		for k := range c.Issues {
			i := &c.Issues[k]
			i.Ideal, i.Position, i.Salience = append(i.Ideal, Exact(0.5)), append(i.Position, Exact(0.5)), append(i.Salience, Exact(1))
		}
		for m := range c.Mediators {
			c.Mediators[m].Leverage, c.Mediators[m].Consent = append(c.Mediators[m].Leverage, Exact(0.5)), append(c.Mediators[m].Consent, Exact(0.8))
		}
		if change != nil {
			change(c)
		}
	})
}

// What the war is about is 1/2 for each essential party at war.
func TestThePrizeCountsEssentialPartiesAtWar(t *testing.T) {
	for _, c := range []struct {
		essential, front bool
		want             float64
	}{{true, false, 1 - 0.3 - 0.4 - 0.2}, {true, true, 1.5 - 0.3 - 0.4 - 0.2}, {false, true, 1 - 0.3 - 0.4}} {
		w := three(t, c.essential, c.front, set(map[Parameter]float64{ParamF0: 0}))
		w.parties[0].war, w.parties[1].war, w.parties[2].war = 0.3, 0.4, 0.2
		w.computeReadiness()
		near(t, "range", w.process.bargainingRange, c.want, 1e-12)
	}
}

func (w *World) stand(attend, ready, truce, cohesion []float64) {
	for p := range w.parties {
		w.parties[p].stance = Stance{Attend: attend[p], Ready: ready[p], Yield: 1, Truce: truce[p], Sign: 1, Breach: 1}
		w.parties[p].cohesion = cohesion[p]
	}
}

// frequency checks how often something happens in many months against a chance.
func frequency(t *testing.T, what string, w *World, want float64, happens func() bool) {
	t.Helper()
	const n = 4000
	count := 0
	for k := range n {
		w.key = newReplicationKey(NewSeed(9), k)
		w.processStream.reset(w.key, w.processKey, 0)
		for p := range w.parties {
			w.partyStream[p].reset(w.key, w.partyKeys[p], 0)
		}
		count += asInt(happens())
	}
	if share := float64(count) / n; math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/n)+1e-12 {
		t.Errorf("%s: happens in %.4f of months, want %.4f", what, share, want)
	}
}

// Attendance .5 and .8, cohesion .4 and .9: sqrt(.4) sqrt(.36) venue; of three parties
// with .9 and .7 more the cube roots.
func TestOpeningAndMeetingAreGeometricMeans(t *testing.T) {
	attend, cohesion, ready := []float64{0.5, 0.8, 0.9}, []float64{0.4, 0.9, 0.7}, []float64{0.1, 0.1, 0.1}
	for _, c := range []struct {
		claim                string
		parties              int
		state                Stage
		venue, messenger, v0 float64
		want                 float64
	}{
		{"two open", 2, StageNone, 0.6, 0.5, 0.9, 0.2276839915321233},
		{"two reopen, with a messenger", 2, StageSuspended, 0.6, 0.5, 0.9, 0.34152598729818495},
		{"two reopen at a venue of 1 at most", 2, StageSuspended, 0.6, 1, 0.9, 0.37947331922020555},
		{"three open", 3, StageNone, 0.6, 0, 0.9, 0.26959940593986625},
		{"two meet at the venue", 2, StageOpen, 0.6, 0.5, 0.5, 0.3794733192202055},
		{"two meet at the standing table", 2, StageOpen, 0.6, 0.5, 0.8, 0.5059644256269408},
	} {
		w := stage(t, set(map[Parameter]float64{ParamV0: c.v0}))
		if c.parties == 3 {
			w = three(t, true, false, set(map[Parameter]float64{ParamV0: c.v0}))
		}
		w.stand(attend, ready, ready, cohesion)
		frequency(t, c.claim, w, c.want, func() bool {
			w.process.state, w.process.venue, w.process.messenger, w.process.met = c.state, c.venue, c.messenger, false
			w.runProcess()
			if w.process.met != (w.process.state == StageOpen) && c.state != StageOpen {
				t.Fatalf("%s: the opening is no meeting", c.claim)
			}
			return w.process.met
		})
	}
}

// h0 .3, least attendance .5, facilitation .4, legitimacy .2: .15 exp(-.6), and with a
// framework .15 exp(-1.1).
func TestAMeetingEndsInSuspension(t *testing.T) {
	for bound, want := range map[bool]float64{false: 0.08232174541410396, true: 0.04993066255471193} {
		w := stage(t, set(map[Parameter]float64{ParamH0: 0.3}))
		w.stand([]float64{0.5, 0.8}, []float64{0.1, 0.1}, []float64{0, 0}, []float64{1, 1})
		w.process.facilitation, w.process.legitimacy, w.process.bound = 0.4, 0.2, bound
		near(t, "chance", w.suspendBase()*0.5*math.Exp(-0.4), want, 1e-12)
		frequency(t, "suspension", w, want, func() bool {
			w.process.state, w.process.met = StageOpen, true
			w.suspendTalks()
			return w.process.state == StageSuspended
		})
		w.process.state, w.process.met = StageOpen, false
		if w.suspendTalks(); w.process.state != StageOpen {
			t.Error("talks are suspended without a meeting")
		}
	}
}

func TestLevelFollowsTheMeanOfAttendanceAndReadinessOfTheLessWilling(t *testing.T) {
	for _, c := range []struct {
		attend, ready [2]float64
		want          Level
	}{
		{[2]float64{0.9, 0.9}, [2]float64{0.3, 0.9}, LevelHigh}, // .6
		{[2]float64{0.9, 0.9}, [2]float64{0.5, 0.9}, LevelTop},  // .7
		{[2]float64{0.9, 0.5}, [2]float64{0.9, 0.1}, LevelLow},  // .3
		{[2]float64{0.9, 0.5}, [2]float64{0.9, 0.25}, LevelHigh},
		{[2]float64{0.2, 0.9}, [2]float64{0.6, 0.9}, LevelHigh}, // .4
	} {
		w := stage(t, nil)
		w.stand(c.attend[:], c.ready[:], c.ready[:], c.ready[:])
		if w.setLevel(); w.process.level != c.want {
			t.Errorf("attendance %v, readiness %v: level %s, want %s", c.attend, c.ready, LevelNames[w.process.level], LevelNames[c.want])
		}
	}
}

// mu_f .2, facilitation .5, skill .3, readiness .4, pressure .1, a gap of .6:
// .6 (1 - exp(-2 x .2 x .8 x .8 x .8)), seen x 1.5 in the exponent.
func TestPaceOfConcession(t *testing.T) {
	for _, c := range []struct {
		claim                string
		pressure, yield, war float64
		share                float64
		seen                 bool
		want                 float64
	}{
		{"not seen", 0.1, 1, 0, 1, false, 0.11111384269876234},
		{"seen", 0.1, 1, 0, 1, true, 0.15869790870053815},
		{"pressed against", -0.3, 1, 0, 1, false, 0.09843678303710442},
		{"a hard strategy", 0.1, 0.5, 0, 1, false, 0.05555692134938117},
		{"both move", 0.1, 1, 0, 0.5, false, 0.05555692134938117},
		{"no further than the own reservation of .77", 0.1, 1, 0.55, 1, false, 0.03}, // 1 - .2 - .55 x 1.4
		{"nothing beyond it", 0.1, 1, 0.6, 1, false, 0},
		{"never past the other", 0.1, 100, 0, 1, false, 0.6},
	} {
		w := stage(t, set(map[Parameter]float64{ParamMuF: 0.2}))
		w.position[0][0], w.position[0][1] = 0.2, 0.8
		w.issues[0].gap = 0.6
		w.process.facilitation = 0.5
		p := &w.parties[0]
		p.skill, p.pressure, p.war, p.fear, p.stance = 0.3, c.pressure, c.war, 0, Stance{Ready: 0.4, Yield: c.yield}
		w.step(0, 1, 0, 0.6*c.share, one(c.seen))
		near(t, c.claim, w.position[0][0]-0.2, c.want, 1e-12)
		near(t, c.claim+": gap", w.issues[0].gap, 0.6-c.want, 1e-12)
		near(t, c.claim+": yielded", p.yielded, c.want, 1e-12)
		if p.moved != one(c.want > 0) || w.parties[1].moved != 0 {
			t.Errorf("%s: moved %g and %g", c.claim, p.moved, w.parties[1].moved)
		}
	}
}

// two issues, the first with a salience of .25 to both sides.
func twoIssues(c *Config) {
	k := c.Issues[0]
	k.ID, k.Salience = "l", []Coded{Exact(3), Exact(3)}
	c.Issues = append(c.Issues, k)
}

func TestReservationRiskAndSurplus(t *testing.T) {
	w := stage(t, twoIssues)
	p := &w.parties[0]
	p.war, p.fear, p.stance.Ready = 0.3, 0.2, 0.4
	w.issues[0].options, w.process.ideas = 0.1, 0.5
	near(t, "reservation", w.reservation(0, 0), 0.175, 1e-12)       // .5 x .65 - .1 - .1 x .5
	near(t, "surplus", w.surplus(0, 0, 0.3), 0.7-0.175-0.06, 1e-12) // less .1 (1 - .4)
	w.position[0][0], w.position[0][1] = 0.2, 0.9
	near(t, "risk limit", w.risk(0, 1, 0), 0.7/0.625, 1e-12) // (.8 - .1)/(.8 - .175)
	p.war = 1.1
	near(t, "risk limit near the reservation", w.risk(0, 1, 0), 0.7/0.105, 1e-12) // 1.3 x .65 - .15 = .695
	p.war = 1.2
	near(t, "risk limit at its floor", w.risk(0, 1, 0), 0.7/0.05, 1e-12)
	w.issues[0].gap, w.issues[0].tabled = 0.7, true
	p.war, p.fear, w.parties[1].war, w.parties[1].fear = 0.1, 0, 0.4, 0
	p.stance, w.parties[1].stance = Stance{Ready: 1, Yield: 1}, Stance{Ready: 1, Yield: 1}
	if w.concede(); p.moved == 0 || w.parties[1].moved != 0 {
		t.Errorf("moved %g and %g: want the side with the smaller risk limit alone", p.moved, w.parties[1].moved)
	}
}

// Positions .4 and .9 with salience .75 and .25 are worth .6 x .75 + .1 x .25 = .475;
// + .05 - .3 - .1 - .05 + .02 = .095, at lambda 10 and a strategy's share of .6.
func TestSigningWeighsWhatWasAgreedAgainstFightingOnAndFear(t *testing.T) {
	w := stage(t, func(c *Config) {
		twoIssues(c)
		set(map[Parameter]float64{ParamLambda: 10, ParamThetaS: 0.05})(c)
	})
	w.issues[0].agreed, w.issues[0].agreedAt, w.issues[1].agreed, w.issues[1].agreedAt = true, 0.9, true, 0.4
	w.process.enhancement = 0.1
	p := &w.parties[0]
	p.war, p.fear, p.pressure, p.stance.Sign = 0.3, 0.1, 0.02, 0.6
	near(t, "first signs", w.signChance(0), 0.43266910681371784, 1e-12)
	w.parties[1].war, w.parties[1].fear, w.parties[1].stance.Sign = -1, 0, 0.5
	want := 0.43266910681371784 * 0.49999996 // logistic(10 (.525 + .05 + 1 - .05)) / 2
	frequency(t, "both sign", w, want, func() bool {
		w.out.End = EndUnsettled
		w.signSettlement()
		return w.out.End == EndSettlement
	})
}

// Willingness .5 and .8, jointly .4: a new ceasefire with chance .4 x way; one that runs
// out with chance sqrt(.4) x way, .8 at least. Term 1 + floor(6 x .4) = 3.
func TestCeasefiresAreSignedAndRenewed(t *testing.T) {
	for _, c := range []struct {
		claim       string
		met, opened bool
		truce       bool
		left        int
		messenger   float64
		first       float64
		want        float64
		term        int
	}{
		{"at a meeting", true, true, false, 0, 0, 0.5, 0.4, 3},
		{"through a messenger", false, true, false, 0, 0.5, 0.5, 0.2, 3},
		{"through a messenger before they have talked", false, false, false, 0, 0.5, 0.5, 0.06, 3},
		{"by nobody", false, true, false, 0, 0, 0.5, 0, 0},
		{"renewed from afar", false, true, true, 1, 0.5, 0.5, 0.5059644256269408, 3},
		{"renewed through a strong messenger", false, false, true, 1, 0.9, 0.5, 0.5692099788303083, 3},
		{"renewed at a meeting", true, true, true, 1, 0, 0.5, 0.6324555320336759, 3},
		{"not renewed before its time", true, true, true, 2, 1, 0.5, 0, 0},
		{"a short term", true, true, false, 0, 0, 0.2, 0.16, 1},
		{"the longest term", true, true, false, 0, 0, 1.25, 1, 6},
	} {
		w := stage(t, nil)
		w.stand([]float64{0, 0}, []float64{0, 0}, []float64{c.first, 0.8}, []float64{1, 1})
		w.process.met, w.process.messenger = c.met, c.messenger
		if c.opened {
			w.process.state = StageOpen
		}
		frequency(t, c.claim, w, c.want, func() bool {
			w.process.truce, w.process.left, w.process.term = c.truce, c.left, 0
			w.negotiateTruce()
			if w.process.term != 0 && (w.process.term != c.term || w.process.left != c.term+asInt(c.truce) || !w.process.truce) {
				t.Fatalf("%s: term %d, left %d, want %d", c.claim, w.process.term, w.process.left, c.term)
			}
			return w.process.term > 0
		})
	}
}

func TestTheFirstCeasefireSignedAtAMeetingSettlesTheIssuesThatAreAboutIt(t *testing.T) {
	build := func() *World {
		w := stage(t, func(c *Config) { twoIssues(c); c.Issues[0].Ceasefire = true })
		w.stand([]float64{0, 0}, []float64{0, 0}, []float64{1, 1}, []float64{1, 1})
		w.position[0][0], w.position[0][1], w.process.messenger, w.process.state = 0.2, 0.6, 1, StageOpen
		return w
	}
	sign := func(w *World) {
		w.processStream.reset(w.key, w.processKey, 0)
		w.negotiateTruce()
	}
	w := build()
	if sign(w); !w.process.truce || w.issues[0].agreed {
		t.Fatal("a ceasefire carried by a messenger settles an issue, or is none")
	}
	w.process.truce, w.process.met = false, true
	if sign(w); !w.issues[0].agreed || w.issues[1].agreed || math.Abs(w.issues[0].agreedAt-0.4) > 1e-12 {
		t.Errorf("agreed %t and %t at %g: want the first alone, midway at .4", w.issues[0].agreed, w.issues[1].agreed, w.issues[0].agreedAt)
	}
	w.process.truce, w.issues[0].agreed = false, false
	if sign(w); w.issues[0].agreed {
		t.Error("a second ceasefire settles the issue again")
	}
	w = build()
	w.process.met, w.issues[0].tabled, w.issues[0].proposal = true, true, 0.25
	if sign(w); w.issues[0].agreedAt != 0.25 {
		t.Errorf("agreed at %g, want the proposal on the table, .25", w.issues[0].agreedAt)
	}
}

// omega .5, mean trust .4, cohesion .7, monitoring .6, enforcement .2, breach 1.5, two at
// war: .5 x 1.1 x .8 exp(-.36) 1.5/2 = .230233.
func TestViolationsOfATruce(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{ParamOmega: 0.5}))
	w.parties[0].trust, w.parties[1].trust = 0.3, 0.5
	w.process.monitoring, w.process.enforcement = 0.6, 0.2
	w.stand([]float64{0, 0}, []float64{0, 0}, []float64{0, 0}, []float64{0.7, 0.4})
	w.parties[0].stance.Breach, w.parties[1].stance.Breach = 1.5, 0
	near(t, "hazard", w.violationHazard(0), 0.23023318760344028, 1e-12)
	broken, attributed, violations := 0.0, 0.0, 0.0
	frequency(t, "violation", w, 0.2056519, func() bool { // 1 - exp(-.230233)
		w.process.truce, w.parties[0].bad, w.parties[1].bad, w.parties[0].good = true, 0, 0, 0
		w.keepTruce()
		if !w.process.violated {
			near(t, "good counts of a quiet month", w.parties[0].good, 0.4, 1e-12)
			return false
		}
		near(t, "bad counts of the other", w.parties[1].bad, 1.2, 1e-12) // .5 + .7
		violations++
		broken += one(!w.process.truce)
		attributed += one(w.parties[0].bad == 0)
		return true
	})
	for what, x := range map[string][2]float64{"ended": {broken, 0.35}, "attributed": {attributed, 0.4511884}} { // 1 - exp(-.6)
		if share := x[0] / violations; math.Abs(share-x[1]) > 4*math.Sqrt(x[1]*(1-x[1])/violations) {
			t.Errorf("%s by %.3f of violations, want %.3f", what, share, x[1])
		}
	}
}

// zeta .1, mu_g G = .5, legitimacy .3, monitoring .6, enforcement .2, hostility .4, trust
// .3 and .6, cohesion .5 and .9: .2 exp(-.5 - .3 - .3 - .06) .7 (.49 x .8 + .16 x .4).
func TestCollapseHasARateOfItsOwn(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{ParamZeta: 0.1, ParamMuG: 0.5, ParamOmega: 77}))
	p := &w.process
	p.guarantee, p.legitimacy, p.monitoring, p.enforcement, p.hostility = 1, 0.3, 0.6, 0.2, 0.4
	w.parties[0].trust, w.parties[1].trust, w.parties[0].cohesion, w.parties[1].cohesion = 0.3, 0.6, 0.5, 0.9
	h := 0.2 * 0.31348618 * 0.7 * 0.456
	frequency(t, "collapse", w, 1-math.Exp(-h), w.collapses)
	w.recorder = &recorder{}
	for k := 0; len(w.recorder.events) == 0; k++ {
		w.processStream.reset(newReplicationKey(NewSeed(1), k), w.processKey, 0)
		w.collapses()
	}
	near(t, "chance", w.recorder.events[0].Chance, 0.019814027817, 1e-11)
}

// Section 10, and by dynamic programming.
func TestTheWarPaysWhatIsThenHeld(t *testing.T) {
	for _, c := range []struct {
		n, i int
		p, s float64
		want float64
	}{
		{10, 5, 0.55, 0.05, 0.613753700}, {20, 10, 0.48, 0.01, 0.395008497}, {20, 14, 0.52, 0.05, 0.730928450}, {10, 3, 0.60, 0.02, 0.609978469},
		{20, 7, 0.5, 0.03, 0.35},
	} {
		v := walk(c.p, c.i, c.n, c.s)
		near(t, "worth", v.worth(c.p, c.i, c.n, c.s), c.want, 5e-10)
	}
	for k := range 400 {
		u := func(slot int) float64 {
			var l Stream
			l.reset(newReplicationKey(NewSeed(2), k), newActorKey("case", ""), slot)
			return l.Uniform(0)
		}
		n := 2 + int(60*u(0))
		i, p, s := 1+int(float64(n-1)*u(1)), 0.02+0.96*u(2), 0.001+0.5*u(3)
		// v(k) = s k/n + (1-s)(p v(k+1) + q v(k-1)): linear in the part that is held.
		v := walk(p, i, n, s)
		near(t, "worth by dynamic programming", v.worth(p, i, n, s), solveHeld(p, n, s)[i], 1e-11)
	}
}

// solveHeld is the worth of every state by elimination.
func solveHeld(p float64, n int, s float64) []float64 {
	slope, rest := make([]float64, n), make([]float64, n)
	for k := 1; k < n; k++ {
		d := 1 - (1-s)*(1-p)*slope[k-1]
		slope[k], rest[k] = (1-s)*p/d, (s*float64(k)/float64(n)+(1-s)*(1-p)*rest[k-1])/d
	}
	f := make([]float64, n+1)
	f[n] = 1
	for k := n - 1; k > 0; k-- {
		f[k] = slope[k]*f[k+1] + rest[k]
	}
	return f
}

// At intensity 3 of 4 a month sees .3 battles. The first side holds 14 of 20 and believes
// in .52: worth .724738302556, 44.102688080 months; the second 6 and .55: .366554409225,
// 47.460464901. Support from abroad halves a side's cost at most.
func TestWarValueIsWorthLessTheCostOfItsMonths(t *testing.T) {
	const c = 0.01
	for _, x := range []struct {
		claim    string
		hurt     float64
		calm     float64
		fallback Fallback
		want     [2]float64
	}{
		{"relative", HurtRelative, 1, FallbackHeld, [2]float64{0.7247383025563074 - c*0.8*44.10268808026822, 0.3665544092252778 - c*0.5*47.46046490050006}},
		{"relative, in a truce", HurtRelative, 0.25, FallbackHeld, [2]float64{0.7247383025563074 - c*0.25*0.8*44.10268808026822, 0.3665544092252778 - c*0.25*0.5*47.46046490050006}},
		{"absolute", HurtAbsolute, 1, FallbackHeld, [2]float64{0.7247383025563074 - c*1.5*0.8*44.10268808026822, 0.3665544092252778 - c*1.5*0.5*47.46046490050006}},
		{"nothing is paid", HurtRelative, 1, FallbackNothing, [2]float64{0.13531413299991626 - c*0.8*44.10268808026822, 0.018392059159968322 - c*0.5*47.46046490050006}},
	} {
		w := stage(t, func(cfg *Config) {
			cfg.Fronts[0].Intensity, cfg.Fallback = Exact(3), x.fallback
			set(map[Parameter]float64{ParamC: c, ParamS: 0.02, ParamB: 0.4, SwitchHurt: x.hurt})(cfg)
		})
		f := &w.fronts[0]
		f.held(20, 0.7)
		f.side[0].won, f.side[0].weight, f.side[1].won, f.side[1].weight = 5.2, 10, 5.5, 10
		f.stale, f.calm = true, x.calm
		w.parties[0].support, w.parties[1].support = 0.4, 1
		w.warm()
		w.valueFighting()
		for p, want := range x.want {
			near(t, x.claim, w.parties[p].war, want, 1e-11)
		}
	}
}

// The mean over fronts that are not over, weighted by their intensity without a truce.
func TestWarValueIsAMeanOverFrontsThatAreNotOver(t *testing.T) {
	w := three(t, true, true, set(map[Parameter]float64{ParamC: 0}))
	f, g := &w.fronts[0], &w.fronts[1] // heat .5 and 1, both of the second party
	a, b := f.side[1].value, g.side[1].value
	near(t, "two fronts", w.parties[1].war, (0.5*a+1*b)/1.5, 1e-12)
	near(t, "odds", w.parties[1].odds, (0.5*f.side[1].belief()+g.side[1].belief())/1.5, 1e-12)
	g.over, g.intensity = true, 0
	g.side[0].held, g.side[1].held = 10, 0
	w.listFighting()
	w.valueFighting()
	near(t, "one is over", w.parties[1].war, a, 1e-12)
	near(t, "what the winner took", w.parties[2].war, 1, 1e-12)
	if w.parties[2].cost != 0 || len(w.fighting) != 2 {
		t.Errorf("a party whose war is over pays %g a month; %d fight, want 2", w.parties[2].cost, len(w.fighting))
	}
}

func TestTheBeliefAtTimeZeroIsWorthTheOptimism(t *testing.T) {
	for _, optimism := range []float64{0.3, 0.5, 0.55, 0.7} {
		w := stage(t, func(c *Config) {
			c.Parties[0].Optimism = Exact(optimism)
			c.Parameters.Fix(ParamC, 0)
			c.Parameters.Fix(ParamN, 17)
		})
		near(t, "worth", w.parties[0].war, optimism, 1e-7)
		near(t, "weight", w.fronts[0].side[0].weight, 17, 0)
	}
	for optimism, belief := range map[float64]float64{0.01: 0.001, 0.99: 0.999} {
		w := stage(t, func(c *Config) { c.Parties[0].Optimism, c.Fronts[0].Intensity = Exact(optimism), Exact(0.2) })
		near(t, "belief out of reach", w.fronts[0].side[0].belief(), belief, 1e-9)
	}
}
