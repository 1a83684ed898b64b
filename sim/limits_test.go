package sim

import (
	"math"
	"testing"
)

// Limiting cases and exact laws of the model.

func TestLambdaToZeroMakesEveryReadinessAHalf(t *testing.T) {
	w := stage(t, func(c *Config) { c.Parameters.Fix(ParamLambda, 0) })
	for p := range w.parties {
		if got := w.parties[p].ready; got != 0.5 {
			t.Errorf("party %d: readiness %g, want .5", p, got)
		}
	}
}

func TestLambdaToInfinityMakesReadinessAStep(t *testing.T) {
	for _, c := range []struct{ pressure, want float64 }{{0.5, 1}, {-0.5, 0}} {
		w := stage(t, func(c *Config) { c.Parameters.Fix(ParamLambda, 1e6); c.Parameters.Fix(ParamF0, 0.2) })
		w.parties[0].pressure = c.pressure
		w.computeReadiness()
		if got := w.parties[0].ready; got != c.want {
			t.Errorf("pressure %g: readiness %g, want %g", c.pressure, got, c.want)
		}
	}
}

// Permanent pressure cannot pass its bound, and a push each month does not add
// up: stocks are spent.
func TestPermanentPressureStaysInsideItsBound(t *testing.T) {
	w := stage(t, func(c *Config) { c.Parameters.Fix(ParamMuL, 100); c.Parameters.Fix(ParamDelta, 1) })
	for range 24 {
		w.act([]Act{{Role: Inducer, Party: 0, Issue: NoIssue, Effort: 1}, {Mediator: 1, Role: Inducer, Party: 0, Issue: NoIssue, Effort: 1}})
		if got := w.parties[0].pressure; got < 0 || got > mostPressure {
			t.Fatalf("pressure %g: want 0 to %g", got, mostPressure)
		}
		w.decay()
	}
	if got := w.parties[0].pressure; got != mostPressure {
		t.Errorf("permanent pressure settles at %g, want its bound %g", got, mostPressure)
	}
}

// Section 10: belief gap g0 N/(N+k): N = 10, .4 falls to .1 after 30 battles and
// to .2 after 10.
func TestBattlesTeachBothSidesTheSameLesson(t *testing.T) {
	for _, c := range []struct {
		battles int
		want    float64
	}{{10, 0.2}, {30, 0.1}} {
		f := frontState{side: [2]frontSide{{won: 7, weight: 10}, {won: 7, weight: 10}}, forts: 100}
		if gap := f.side[0].belief() + f.side[1].belief() - 1; math.Abs(gap-0.4) > 1e-12 {
			t.Fatalf("gap at the start %g, want .4", gap)
		}
		for k := range c.battles {
			f.teach(&f.side[k%2], &f.side[1-k%2])
		}
		if gap := f.side[0].belief() + f.side[1].belief() - 1; math.Abs(gap-c.want) > 1e-12 {
			t.Errorf("after %d battles the gap is %g, want %g", c.battles, gap, c.want)
		}
	}
}

// Facts move beliefs to the true odds and never the odds.
func TestFactFindingTeachesTheTruth(t *testing.T) {
	w := stage(t, nil)
	before := w.fronts[0].side[0].belief()
	for range 1000 {
		w.learn(0, 10)
	}
	side := &w.fronts[0].side[0]
	if before <= 0.5 || math.Abs(side.belief()-0.5) > 1e-3 || side.odds != 0.5 {
		t.Errorf("belief %g to %g at true odds %g", before, side.belief(), side.odds)
	}
}

// The war fought out without anybody between ends as the walk says, and in
// battles/b months (section 10: thinned by b).
func TestTheWarFoughtOutEndsAsTheWalkSays(t *testing.T) {
	const n, held, odds = 10, 3, 0.6
	w := stage(t, func(c *Config) {
		c.Months, c.Mediators = MaxMonths, nil
		c.Fronts[0].Forts, c.Fronts[0].Held, c.Fronts[0].Odds = n, Exact(0.3), Exact(odds)
		c.Fronts[0].Intensity = Exact(4)
		c.Parameters.Fix(ParamF0, 2) // nobody dares to give or sign anything
		c.Parameters.Fix(ParamLambda, 1e6)
	})
	const reps = 8000
	won, months, square := 0, 0.0, 0.0
	for k := range reps {
		out := w.Run(&Arm{Lead: -1, Regime: RegimeIndependent}, NewSeed(3), k)
		if out.End != EndVictory {
			t.Fatalf("replication %d ended %s", k, EndReasonNames[out.End])
		}
		won += asInt(out.Winner == 0)
		m := float64(out.Month + 1)
		months += m
		square += m * m
	}
	share, want := float64(won)/reps, 0.716122
	if z := (share - want) / math.Sqrt(want*(1-want)/reps); math.Abs(z) > 4 {
		t.Errorf("first side wins %.4f, want %.6f (%.1f standard errors)", share, want, z)
	}
	mean := months / reps
	expected := 20.8061 / 0.4
	if z := (mean - expected) / math.Sqrt((square/reps-mean*mean)/reps); math.Abs(z) > 4 {
		t.Errorf("mean length %.2f months, want %.2f (%.1f standard errors)", mean, expected, z)
	}
}

// Zeuthen's rule leads to the Nash point d1 + (S - d1 - d2)/2 as steps shrink
// (Harsanyi 1956); utilities sum to S = 1.
func TestConcessionsConvergeToTheNashPoint(t *testing.T) {
	for _, war := range [][2]float64{{0.2, 0.2}, {0.3, 0.1}, {0.05, 0.45}} {
		w := stage(t, func(c *Config) { c.Parameters.Fix(ParamMuF, 0.002) })
		w.issues[0].tabled = true
		for p := range w.parties {
			w.parties[p].war, w.parties[p].fear, w.parties[p].ready = war[p]/(salienceBase+1), 0, 0.5
			w.parties[p].stance = Stance{Yield: 1}
		}
		for range 40000 {
			w.concede()
		}
		got := w.utility(0, 0, w.position[0][0])
		want := war[0] + (1-war[0]-war[1])/2
		if math.Abs(got-want) > 0.01 {
			t.Errorf("disagreement %v: side one gets %.4f, want %.4f", war, got, want)
		}
	}
}

// The two sides' values, before fear, leave the joint cost of war between them
// when they agree about the odds (Fearon 1995; figures of section 4).
func TestTheBargainingRangeIsTheJointCostOfWar(t *testing.T) {
	for _, c := range []struct{ cost, want float64 }{{0.002, 0.16}, {0.0077, 0.63}} {
		w := stage(t, func(cfg *Config) {
			cfg.Fronts[0].Held, cfg.Fronts[0].Odds, cfg.Fronts[0].Intensity = Exact(0.7), Exact(0.52), Exact(4)
			for p := range cfg.Parties {
				cfg.Parties[p].WarSupport = Exact(0)
			}
			cfg.Parameters.Fix(ParamC, c.cost)
		})
		f := &w.fronts[0]
		for s := range f.side {
			f.side[s].won, f.side[s].weight = f.side[s].odds, 1
		}
		f.stale = true
		w.valueFighting()
		w.computeReadiness()
		if math.Abs(w.process.rangeFearless-c.want) > 0.01 {
			t.Errorf("cost %g: bargaining range %.3f, want %.2f", c.cost, w.process.rangeFearless, c.want)
		}
	}
}

// The consensus knob: at the derived value it changes nothing, and what it is
// set to is what is then derived.
func TestConsensusSetIsTheConsensusDerived(t *testing.T) {
	build := func(set bool, value float64) *World {
		return stage(t, func(c *Config) {
			c.ConsensusSet, c.Consensus = set, value
			c.Mediators[0].Interest, c.Mediators[1].Interest = Exact(0.2), Exact(0.6)
			c.Mediators[0].Bias, c.Mediators[1].Bias = Exact(0.4), Exact(-0.6)
		})
	}
	free := build(false, 0)
	derived, _, _ := free.consensus()
	same := build(true, derived)
	for i := range free.mediators {
		if a, b := free.mediators[i], same.mediators[i]; math.Abs(a.interest-b.interest)+math.Abs(a.outline-b.outline) > 1e-12 {
			t.Errorf("mediator %d moved from (%g, %g) to (%g, %g)", i, a.interest, a.outline, b.interest, b.outline)
		}
	}
	for _, want := range []float64{0.7, 0.9, 1} {
		if got, _, _ := build(true, want).consensus(); math.Abs(got-want) > 1e-12 {
			t.Errorf("set to %g, derived %g", want, got)
		}
	}
}

// Section 6: where interests are not coded, interest = i0 - 2 i0 (1-consensus)|bias|
// and outline = (1-consensus) bias.
func TestInterestsThatAreNotCodedFollowTheKnob(t *testing.T) {
	w := stage(t, func(c *Config) {
		c.ConsensusSet, c.Consensus = true, 0.75
		c.Mediators[0].InterestCoded, c.Mediators[0].Bias = false, Exact(-0.8)
	})
	m := &w.mediators[0]
	if math.Abs(m.interest-(0.7-1.4*0.25*0.8)) > 1e-12 || math.Abs(m.outline+0.2) > 1e-12 {
		t.Errorf("interest %g, outline %g: want .42 and -.2", m.interest, m.outline)
	}
}

// A signature front-loads the risk of collapse because trust grows afterwards,
// not because anything says so.
func TestCollapseIsFrontLoadedByGrowingTrust(t *testing.T) {
	w := stage(t, func(c *Config) { c.Implementation = 60; c.Parameters.Fix(ParamOmega, 0.2) })
	var collapsed [60]int
	for k := range 4000 {
		w.begin(&Arm{Lead: -1}, NewSeed(2), k)
		w.valueFighting()
		w.out.End = EndSettlement
		out := w.implement(&script{})
		if out.Collapsed > 0 {
			collapsed[out.Collapsed-1]++
		}
	}
	early, late := 0, 0
	for m, n := range collapsed {
		if m < 12 {
			early += n
		} else if m >= 48 {
			late += n
		}
	}
	if early < 3*late || late == 0 {
		t.Errorf("%d settlements collapsed in the first year and %d in the fifth: want the first at least three times the fifth, and some in the fifth", early, late)
	}
}

// Pressure that never wears off makes timing worthless: two patrons who push
// in the same month gain over two who push a month apart only where it does.
func TestTimingIsWorthlessUnderPermanentPressure(t *testing.T) {
	gain := func(delta float64) float64 {
		ready := func(apart bool) float64 {
			w := stage(t, func(c *Config) { c.Parameters.Fix(ParamDelta, delta) })
			push := func(m int) Act {
				return Act{Mediator: m, Role: Inducer, Party: m, Issue: NoIssue, Effort: 1, Text: m, Source: m}
			}
			first, second := []Act{push(0), push(1)}, []Act(nil)
			if apart {
				first, second = []Act{push(0)}, []Act{push(1)}
			}
			best := 0.0
			for _, acts := range [][]Act{first, second} {
				w.act(acts)
				w.updateParties()
				product := w.readiness()
				best = max(best, product)
				w.decay()
			}
			return best
		}
		return ready(false) - ready(true)
	}
	if g := gain(1); math.Abs(g) > 1e-12 {
		t.Errorf("under permanent pressure timing gains %g, want nothing", g)
	}
	if g := gain(0.5); g <= 0 {
		t.Errorf("under pressure that halves every month timing gains %g, want more than 0", g)
	}
}

// The queue is drawn with weight consent: of two contacts with room for one,
// the first is heard with chance c1/(c1+c2).
func TestTheQueueIsDrawnByConsent(t *testing.T) {
	w := stage(t, func(c *Config) {
		c.Parameters.Fix(ParamK, 1)
		c.Mediators[1].Consent = []Coded{Exact(0.2), Exact(0.2)}
	})
	w.par[SwitchAttention] = AttentionQueue
	acts := []Act{{Mediator: 0, Role: Explorer, Party: Everyone}, {Mediator: 1, Role: Explorer, Party: Everyone}}
	const reps = 20000
	first := 0
	for k := range reps {
		w.key = newReplicationKey(NewSeed(1), k)
		for i := range acts {
			acts[i].Effort = 1
		}
		w.force.gather(w, acts)
		w.divideAttention()
		first += asInt(w.effortOn(0, 0) > 0)
	}
	share, want := float64(first)/reps, 0.8
	if z := (share - want) / math.Sqrt(want*(1-want)/reps); math.Abs(z) > 4 {
		t.Errorf("the first is heard in %.3f of months, want %.1f (%.1f standard errors)", share, want, z)
	}
}

func TestAWordThatReachesNobodyContradictsNobody(t *testing.T) {
	evidence := func(second bool) float64 {
		w := stage(t, func(c *Config) { c.Mediators[1].Consent = []Coded{Exact(0), Exact(0)}; c.Parameters.Fix(ParamK, 100) })
		acts := []Act{{Mediator: 0, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1}}
		if second {
			acts = append(acts, Act{Mediator: 1, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1, Outline: 0.8, Text: 1, Source: 1})
		}
		before := w.parties[0].good
		w.act(acts)
		return w.parties[0].good - before
	}
	if alone, beside := evidence(false), evidence(true); alone != beside || alone <= 0 {
		t.Errorf("evidence %g alone, %g beside somebody nobody admits", alone, beside)
	}
}

// Turning the axis of bias around mirrors what depends on it.
func TestTurningTheAxisAroundMirrorsTextConsentAndLenience(t *testing.T) {
	build := func(turn float64) *World {
		w := stage(t, func(c *Config) {
			for p := range c.Parties {
				c.Parties[p].Side *= turn
			}
			if turn < 0 {
				c.Issues[0].Ideal, c.Issues[0].Position = []Coded{Exact(1), Exact(0)}, []Coded{Exact(1), Exact(0)}
			}
			c.Mediators[1].Bias = Exact(0.4 * turn)
		})
		w.position[0][0] += 0.25 * turn // party 0 has moved
		return w
	}
	w, m := build(1), build(-1)
	for _, outline := range []float64{-1, -0.25, 0, 0.5, 1} {
		if a, b := w.between(0, outline), m.between(0, -outline); math.Abs(a+b-1) > 1e-12 {
			t.Errorf("a text of outline %g proposes %g, turned around %g: want a sum of 1", outline, a, b)
		}
	}
	if a, b := w.between(0, 1), w.position[0][0]; a != b {
		t.Errorf("outline +1 proposes %g, want the position of the side +1, %g", a, b)
	}
	for p := range w.parties {
		a, b := Act{Mediator: 0, Text: 1}, Act{Mediator: 0, Text: 1}
		if x, y := w.admission(&a, p), m.admission(&b, p); x != y {
			t.Errorf("party %d admits %g, turned around %g", p, x, y)
		}
		if x, y := w.sparing(1, p), m.sparing(1, p); x != y {
			t.Errorf("pressure on party %d is discounted to %g, turned around %g", p, x, y)
		}
	}
}
