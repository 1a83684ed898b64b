package sim

import (
	"math"
	"testing"
)

// One act of each role by numbers: a mediator of capability .8, consent .6 of the first
// party and .9 of the second, leverage .5, resolve .4, bias .25.
func TestWhatOneActOfEachRoleDoes(t *testing.T) {
	for _, c := range []struct {
		role  Role
		what  string
		read  func(w *World) float64
		want  float64
		issue int
	}{
		{Explorer, "counts of evidence", func(w *World) float64 { return w.parties[0].good + w.parties[0].bad }, 2 * 0.36, NoIssue}, // .8 x .6 x .75
		{Explorer, "of which good", func(w *World) float64 { return w.parties[0].good }, 2 * 0.36 * 0.3, NoIssue},                   // by v of the other
		{Explorer, "battles' worth, seen at true odds .5", func(w *World) float64 { return w.fronts[0].side[0].won }, 0.36, NoIssue},
		{Decoupler, "support", func(w *World) float64 { return w.parties[0].support }, -0.1 * 0.16, NoIssue}, // .8 x .5 x .4
		{Unifier, "cohesion", func(w *World) float64 { return w.parties[0].cohesion }, 0.05 * 0.48, NoIssue},
		{Enskiller, "skill", func(w *World) float64 { return w.parties[0].skill }, 0.05 * 0.48, NoIssue},
		{Facilitator, "facilitation", func(w *World) float64 { return w.process.facilitation }, 0.48, NoIssue}, // the least of the sides
		{Facilitator, "agenda", func(w *World) float64 { return w.issues[0].agenda }, 0.48, 0},
		{Envisioner, "options", func(w *World) float64 { return w.issues[0].options }, 0.1 * 0.48, 0},
		{Envisioner, "facts", func(w *World) float64 { return w.fronts[0].side[1].weight }, 2 * 0.72, 0},
		{Envisioner, "vision", func(w *World) float64 { return w.process.vision }, 0.48, 0},
		{Enhancer, "enhancement", func(w *World) float64 { return w.process.enhancement }, 0.05 * 0.6, NoIssue}, // the mean of the sides
		{Legitimiser, "legitimacy", func(w *World) float64 { return w.process.legitimacy }, 0.2 * 0.6, NoIssue},
		{Monitor, "monitoring", func(w *World) float64 { return w.process.monitoring }, 0.6, NoIssue},
		{Guarantor, "guarantee", func(w *World) float64 { return w.process.guarantee }, 0.24, NoIssue}, // x resolve
		{Enforcer, "enforcement", func(w *World) float64 { return w.process.enforcement }, 0.16, NoIssue},
		{Enforcer, "heat of a partisan", func(w *World) float64 { return w.fronts[0].excess }, 0.1 * 0.16 * 0.25, NoIssue},
		{Reconciler, "hostility", func(w *World) float64 { return w.process.hostility }, -0.02 * 0.6, NoIssue},
		{Inducer, "pressure", func(w *World) float64 { return w.parties[0].pressure }, 0.5 * 0.16 * 0.7, NoIssue}, // mu_l x effort x interest
		{Messenger, "messenger", func(w *World) float64 { return w.process.messenger }, 0.48, NoIssue},
		{Unofficial, "ideas", func(w *World) float64 { return w.process.ideas }, 0.3 * 0.48, NoIssue},
		{Unofficial, "what of them works as exploring", func(w *World) float64 { return w.parties[0].good + w.parties[0].bad }, 2 * 0.3 * 0.144, NoIssue},
	} {
		w := stage(t, func(c *Config) {
			m := &c.Mediators[0]
			for r := range m.Capability {
				m.Capability[r] = Exact(0.8)
			}
			m.Consent, m.Leverage = []Coded{Exact(0.6), Exact(0.9)}, []Coded{Exact(0.5), Exact(0.5)}
			m.Resolve, m.Bias, m.Interest = Exact(0.4), Exact(0.25), Exact(0.7)
			set(map[Parameter]float64{ParamMuI: 2, ParamMuL: 0.5, ParamK: 100})(c)
		})
		w.parties[1].sincere = 0.3
		w.process.clearMonth()
		before := c.read(w)
		a := Act{Role: c.role, Party: Everyone, Issue: c.issue, Effort: 1}
		if Roles[c.role].Targeted {
			a.Party = 0
		}
		w.act([]Act{a})
		near(t, c.role.String()+": "+c.what, c.read(w)-before, c.want, 1e-12)
	}
}

// pairOf plays two acts of full effort and returns the world.
func pairOf(t *testing.T, r Role, outlines [2]float64, change func(*Config)) *World {
	w := stage(t, func(c *Config) {
		for i := range c.Mediators {
			c.Mediators[i].Consent = []Coded{Exact(0.5), Exact(0.5)}
			c.Mediators[i].Leverage = c.Mediators[i].Consent
			c.Mediators[i].Resolve = Exact(1)
		}
		set(map[Parameter]float64{ParamK: 100, ParamEta: 2, ParamRho: 0.3, ParamMuL: 0.5})(c)
		if change != nil {
			change(c)
		}
	})
	w.process.clearMonth()
	var acts []Act
	for i := range 2 {
		a := Act{Mediator: i, Role: r, Party: Everyone, Issue: NoIssue, Effort: 1, Text: i, Source: i, Outline: outlines[i]}
		if Roles[r].Targeted {
			a.Party = 0
		}
		acts = append(acts, a)
	}
	w.act(acts)
	return w
}

// Efforts of .5 and .5; n_eff of two is 2/1.3; outlines .3 and -.3 have variance .09, so
// clarity exp(-.18).
func TestWhatASecondActDoes(t *testing.T) {
	together, apart := [2]float64{}, [2]float64{0.3, -0.3}
	near(t, "two chairs share", pairOf(t, Facilitator, together, nil).process.facilitation, 0.25, 1e-12)
	near(t, "observers help by a quarter, as one at most",
		pairOf(t, Facilitator, together, func(c *Config) {
			for i := range c.Mediators {
				c.Mediators[i].Capability[Facilitator], c.Mediators[i].Consent = Exact(0.75), []Coded{Exact(1), Exact(1)}
			}
		}).process.facilitation, 0.25, 1e-12) // two of .75 count as 1
	near(t, "donors stand in", pairOf(t, Enhancer, together, nil).process.enhancement, 0.05*0.75, 1e-12)
	near(t, "diverse blessings", pairOf(t, Legitimiser, together, func(c *Config) {
		c.Mediators[0].Bias, c.Mediators[1].Bias = Exact(0.5), Exact(-0.5)
	}).process.legitimacy, 0.2*1*1.5, 1e-12)
	near(t, "monitors", pairOf(t, Monitor, apart, nil).process.monitoring, 0.5*2/1.3*math.Exp(-0.18), 1e-12)
	near(t, "joint guarantors", pairOf(t, Guarantor, together, nil).process.guarantee, 1, 1e-12)
	near(t, "guarantors apart", pairOf(t, Guarantor, apart, nil).process.guarantee, 0.25, 1e-12) // .5 x .5 / 1
	near(t, "two commands", pairOf(t, Enforcer, together, nil).process.enforcement, 0.25, 1e-12)
	near(t, "messengers", pairOf(t, Messenger, apart, nil).process.messenger, 0.75*math.Exp(-0.18), 1e-12)
	near(t, "dialogues", pairOf(t, Unofficial, together, nil).process.ideas, 0.3*0.25, 1e-12)
	near(t, "inducers", pairOf(t, Inducer, together, nil).parties[0].pressure, 0.5*(1-0.6*0.6), 1e-12) // .5 x .8 each
	near(t, "inducers against each other", pairOf(t, Inducer, together, func(c *Config) { c.Mediators[1].Interest = Exact(-0.8) }).parties[0].pressure, 0, 1e-12)
	near(t, "unifiers", pairOf(t, Unifier, apart, nil).parties[0].cohesion-0.5, 0.05*0.5*2/1.3*(2*math.Exp(-0.18)-1), 1e-12)
	near(t, "clarity", pairOf(t, Explorer, apart, nil).parties[0].clarity, math.Exp(-0.18), 1e-12)
}

// What wears off and what comes back in a month.
func TestDecay(t *testing.T) {
	for _, settled := range []bool{false, true} {
		w := stage(t, set(map[Parameter]float64{ParamDelta: 0.6}))
		w.settled = settled
		p := &w.process
		p.guarantee, p.enhancement, p.legitimacy, p.ideas = 1, 0.2, 0.5, 0.4
		w.parties[0].pressure, w.parties[0].support = -0.3, 0.4
		w.parties[1].support = 0.495
		w.decay()
		kept := 0.6
		if settled {
			kept = 0.97
		}
		for what, pair := range map[string][2]float64{
			"guarantee": {p.guarantee, kept}, "enhancement": {p.enhancement, 0.12}, "legitimacy": {p.legitimacy, 0.3}, "ideas": {p.ideas, 0.24},
			"pressure": {w.parties[0].pressure, -0.18}, "support": {w.parties[0].support, 0.41}, "support coded": {w.parties[1].support, 0.5},
		} {
			near(t, what, pair[0], pair[1], 1e-12)
		}
	}
}

// A patron's interest rises by fatigue x war support x intensity: .02 x .5 x .5.
func TestPatronsTire(t *testing.T) {
	w := stage(t, func(c *Config) { c.Mediators[0].PatronOf = []int{1}; c.Parameters.Fix(ParamFatigue, 0.02) })
	w.tire()
	near(t, "interest", w.mediators[0].interest, 0.805, 1e-12)
	near(t, "interest of who is no patron", w.mediators[1].interest, 0.8, 0)
}

// A shock of pressure 2 and violence 2 over three months: .1 and .25 at first, then what
// decays (delta .6, heat .8), so that both are held.
func TestAShockIsHeldWhileItLasts(t *testing.T) {
	w := stage(t, func(c *Config) {
		c.Shocks = []Shock{{ID: "s", Start: 0, End: 2, Pressure: []float64{2, -2}, Violence: 2, Changes: []Change{
			{NumberInterest, 0, -1, 0.1}, {NumberInterest, 1, -1, -2}, {NumberCohesion, -1, 0, -0.2}, {NumberCohesion, -1, 1, 1}}}}
		c.Parameters.Fix(ParamDelta, 0.6)
	})
	for w.round = 0; w.round < 3; w.round++ {
		w.applyShocks()
		near(t, "pressure", w.parties[0].pressure, 0.1, 1e-12)
		near(t, "pressure away", w.parties[1].pressure, -0.1, 1e-12)
		near(t, "intensity in its own month", w.fronts[0].intensity, 0.75, 1e-12)
		w.decay()
		w.fronts[0].cool()
	}
	w.warm()
	near(t, "a month later", w.fronts[0].intensity, 0.7, 1e-12)
	near(t, "interest", w.mediators[0].interest, 0.9, 1e-12)
	near(t, "interest at its bound", w.mediators[1].interest, -1, 1e-12)
	near(t, "cohesion", w.parties[0].cohesion, 0.3, 1e-12)
	near(t, "cohesion at its bound", w.parties[1].cohesion, 1, 1e-12)
}

func TestATruceLowersTheIntensityAndTheBattles(t *testing.T) {
	for _, c := range []struct {
		truce, violated bool
		intensity, rate float64
	}{{false, false, 1, 0.4}, {true, false, 0.25, 0}, {true, true, 0.6, 0.16}} {
		w := stage(t, func(cfg *Config) {
			cfg.Fronts[0].Intensity, cfg.Fronts[0].Forts = Exact(4), 200
			set(map[Parameter]float64{ParamB: 0.4, ParamOmega: 0})(cfg)
			if c.violated {
				cfg.Parameters.Fix(ParamOmega, 100)
			}
		})
		w.stand([]float64{0, 0}, []float64{0, 0}, []float64{0, 0}, []float64{0, 0})
		frequency(t, "battle", w, c.rate, func() bool {
			w.process.truce, w.out.Battles = c.truce, 0
			f := &w.fronts[0]
			f.side[0].held, f.side[1].held = 100, 100
			w.fight()
			return w.out.Battles > 0
		})
		near(t, "intensity", w.fronts[0].intensity, c.intensity, 1e-12)
	}
}

// A failed convening costs a count of trust where mean trust is below .25.
func TestAFailedConveningCostsTrustWhereThereIsLittle(t *testing.T) {
	for _, c := range []struct{ trust, conveners, want float64 }{{0.2, 1, 1}, {0.3, 1, 0}, {0.2, 0, 0}} {
		w := stage(t, nil)
		for p := range w.parties {
			w.parties[p].trust = c.trust
		}
		before := w.parties[0].bad
		w.process.conveners = int(c.conveners)
		w.failConvening(0, 0, 0, 0)
		near(t, "bad counts", w.parties[0].bad-before, c.want, 0)
	}
}

// The text of an outline divides what is left between the positions .2 and .8: at .5 for
// the side of +1, three quarters of the way to it.
func TestAProposalLeansToTheSideThatItFavours(t *testing.T) {
	w := stage(t, nil)
	w.position[0][0], w.position[0][1] = 0.2, 0.8
	for outline, want := range map[float64]float64{0: 0.5, 0.5: 0.35, 1: 0.2, -1: 0.8} {
		near(t, "proposal", w.between(0, outline), want, 1e-12)
	}
	v := stage(t, func(c *Config) { c.Parties[0].Side, c.Parties[1].Side = 0, 0 })
	v.position[0][0], v.position[0][1] = 0.2, 0.8
	near(t, "between sides that do not stand on the axis", v.between(0, 1), 0.5, 1e-12)
}

func TestAnAgreementIsWorthTrustByItsWeightAndBreaksWhenTrustFalls(t *testing.T) {
	w := stage(t, func(c *Config) { twoIssues(c); c.Parameters.Fix(ParamOmega, 100) })
	good := w.parties[0].good
	w.agree(0, 0.5) // salience .25 and .75 are as 1.6 equal issues: weight .4
	near(t, "good counts", w.parties[0].good-good, 0.4, 1e-12)
	w.stand([]float64{0, 0}, []float64{0, 0}, []float64{0, 0}, []float64{0, 0})
	trust := w.parties[0].trust
	for _, c := range []struct {
		fall   float64
		broken bool
	}{{-0.2, false}, {0.14, false}, {0.16, true}} {
		w.parties[0].trust, w.parties[1].trust = trust-c.fall, trust-c.fall
		if w.breakIssues(); w.issues[0].agreed == c.broken {
			t.Errorf("trust falls by %g: agreed %t", c.fall, w.issues[0].agreed)
		}
	}
}

func TestTheAgendaIsWhatSidesCareForAndThirdPartiesPutBehind(t *testing.T) {
	w := stage(t, func(c *Config) {
		for _, id := range []string{"l", "m", "n"} {
			k := c.Issues[0]
			k.ID = id
			c.Issues = append(c.Issues, k)
		}
		c.Issues[0].Salience, c.Issues[1].Salience = []Coded{Exact(0.5), Exact(0.5)}, []Coded{Exact(0.4), Exact(0.4)}
	})
	w.issues[0].agenda = 1
	if w.setAgenda(); !w.issues[0].tabled || w.issues[1].tabled || !w.issues[2].tabled || !w.issues[3].tabled {
		t.Error("want the issue with effort behind it and the two that the sides care for")
	}
}

// A framework when the mean gap of a cluster of several is half of what it was.
func TestAFrameworkWantsAClusterOfSeveralHalfwayThere(t *testing.T) {
	w := stage(t, func(c *Config) { twoIssues(c); c.Issues[0].Cluster, c.Issues[1].Cluster = "c", "c" })
	for _, c := range []struct {
		gaps [2]float64
		want int
	}{{[2]float64{0.9, 0.2}, NoIssue}, {[2]float64{0.7, 0.2}, 0}, {[2]float64{0.5, 0.5}, 0}} {
		w.issues[0].gap, w.issues[1].gap = c.gaps[0], c.gaps[1]
		if got := w.ripeCluster(); got != c.want {
			t.Errorf("gaps %v of 1 and 1: cluster of issue %d, want %d", c.gaps, got, c.want)
		}
	}
}

// led is a stage with a lead of outline .2 and a follower of outline -.4.
func led(t *testing.T, change func(*Config)) *World {
	w := stage(t, func(c *Config) {
		c.Mediators[0].Outline, c.Mediators[0].OutlineCoded = Exact(0.2), true
		c.Mediators[1].Outline, c.Mediators[1].OutlineCoded = Exact(-0.4), true
		c.Mediators[1].Autonomy, c.Mediators[1].Interest = Exact(0.25), Exact(0.6)
		if change != nil {
			change(c)
		}
	})
	w.coord.begin(w, &Arm{Lead: 0, Regime: RegimeLead, Mechanisms: AllMechanisms, Costs: AllCosts, Acceptance: 0.8, AcceptanceSet: true})
	return w
}

func TestComplianceIsAcceptanceInterestClosenessAndAutonomy(t *testing.T) {
	w := led(t, func(c *Config) { c.Mediators[0].AcceptanceCoded = true })
	near(t, "compliance", w.coord.compliance(w, &w.mediators[1]), 0.8*0.6*0.7*0.75, 1e-12)
	// Not coded: acceptance x (1 - .6) x the less willing party's consent of .8.
	w = led(t, nil)
	near(t, "acceptance that is not coded", w.coord.acceptance, 0.8*0.4*0.8, 1e-12)
	near(t, "acceptance by default", w.mediators[0].acceptance, 0.5*0.4*0.8, 1e-12)
}

func TestPooledNoiseAndCostOfALeadCountWhoHasSomethingToBring(t *testing.T) {
	for _, c := range []struct{ capability, substance float64 }{{1, 1}, {0.05, 0.8}, {0, 0}} {
		w := led(t, func(cfg *Config) {
			m := &cfg.Mediators[1]
			m.Interest, m.Autonomy, m.Outline = Exact(1), Exact(0), Exact(0.2)
			for r := range m.Capability {
				m.Capability[r] = Exact(0)
			}
			m.Capability[Monitor] = Exact(c.capability) // x consent .8
			cfg.Mediators[0].AcceptanceCoded = true
			cfg.Parameters.Fix(ParamKappa, 0.1)
		})
		w.coord.acceptance = 1
		w.coord.gatherFollowers(w)
		near(t, "noise", w.coord.pooledNoise(), 0.25*math.Sqrt(6)/math.Pi/math.Sqrt(1+c.substance), 1e-12)
		w.coord.own[0] = append(w.coord.own[0][:0], Act{Effort: 1})
		w.coord.chargeEffort(w)
		near(t, "effort of the lead", w.coord.own[0][0].Effort, 1/(1+0.1*c.substance), 1e-12)
	}
}

// defiant does nothing and complies in name only.
type defiant struct{ passive }

func (defiant) Defies() bool { return true }

func TestWhoCompliesInNameOnlyCostsTimeAndSharpensNothing(t *testing.T) {
	w := led(t, func(c *Config) {
		c.Mediators[1].Interest, c.Mediators[1].Autonomy, c.Mediators[1].Outline = Exact(1), Exact(0), Exact(0.2)
		c.Mediators[1].Strategy = func() MediatorStrategy { return defiant{} }
	})
	w.coord.acceptance = 1
	w.coord.gatherFollowers(w)
	if c := &w.coord; c.coordinated != 1 || c.load != 1 || c.insight != 0 || c.complies[1] {
		t.Errorf("%d coordinated, load %g, insight %g, complies %t: want 1, 1, 0 and no", c.coordinated, c.load, c.insight, c.complies[1])
	}
}

// Two sides with opposed salience, .25 and .75 the other way round, at positions 0 and 1
// and proposals of .5: prefers = .0625 - .5625, 2 issues in effect, so the shift is a
// quarter of the gap: each side gets 3/4 of what it cares for.
func TestATradeGivesEachSideMoreOfWhatItCaresFor(t *testing.T) {
	w := stage(t, func(c *Config) {
		twoIssues(c)
		c.Issues[0].Salience, c.Issues[1].Salience = []Coded{Exact(1), Exact(3)}, []Coded{Exact(3), Exact(1)}
	})
	w.process.level = LevelHigh
	for k := range w.issues {
		w.issues[k].tabled, w.issues[k].proposal = true, 0.5
	}
	for p := range w.parties {
		w.parties[p].war, w.parties[p].fear, w.parties[p].stance.Ready = 0.2, 0, 1
	}
	w.process.vision = 0.5
	frequency(t, "a trade", w, 1-math.Exp(-0.5), func() bool {
		for k := range w.issues {
			w.issues[k].tabled, w.issues[k].agreed = true, false
		}
		w.trade()
		if w.issues[0].agreed {
			near(t, "the issue that the second cares for", w.issues[0].agreedAt, 0.75, 1e-12)
			near(t, "the issue that the first cares for", w.issues[1].agreedAt, 0.25, 1e-12)
		}
		return w.issues[0].agreed && w.issues[1].agreed
	})
}

// Doing nothing weighs exp(act cost / interest / noise); without any interest, all.
func TestTheIdleWeight(t *testing.T) {
	near(t, "idle", idleWeight(0.3, 0.6, 0.25), math.Exp(2), 1e-12)
	near(t, "idle at most", idleWeight(0.3, 1e-9, 0.25), math.Exp(100), 1e30)
	if got := idleWeight(0.3, 0, 0.25); !math.IsInf(got, 1) {
		t.Errorf("without interest %g, want infinity", got)
	}
}

func TestDilutionLeavesEachContactItsShareOfAttention(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{ParamK: 1.5, SwitchAttention: float64(AttentionDilute)}))
	w.force.gather(w, []Act{
		{Mediator: 0, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1},
		{Mediator: 1, Role: Monitor, Party: Everyone, Issue: NoIssue, Effort: 1},
		{Mediator: 1, Role: Unifier, Party: 0, Issue: NoIssue, Effort: 1},
	})
	w.divideAttention()
	near(t, "three contacts", w.effortOn(0, 0), 0.8*1.5/3, 1e-12)
	near(t, "two contacts", w.effortOn(0, 1), 0.8*1.5/2, 1e-12)
}

func TestDualTrackIsTheSideWithTheHigherOdds(t *testing.T) {
	for odds, want := range map[float64]int{0.55: 0, 0.45: 1} {
		w := stage(t, func(c *Config) { c.Fronts[0].Odds = Exact(odds) })
		for p := range w.parties {
			if got := w.favoured(p); got != (p == want) {
				t.Errorf("odds %g: party %d favoured %t", odds, p, got)
			}
		}
	}
}

func TestALeadSparesItsOwnClient(t *testing.T) {
	w := stage(t, func(c *Config) { c.Mediators[0].Bias = Exact(0.3) })
	near(t, "own client", w.sparing(0, 0), 0.7, 1e-12)
	near(t, "the other", w.sparing(0, 1), 1, 0)
}

func TestIntensityAtTimeZeroIsTheOneThatCountsAsWarsCost(t *testing.T) {
	for _, intensity := range []float64{0, 0.01, 0.2} {
		w := stage(t, func(c *Config) { c.Fronts[0].Intensity = Exact(intensity); c.Parameters.Fix(ParamC, 0.01) })
		near(t, "cost", w.parties[0].cost, 0.01*0.75, 1e-12)
	}
}

// By the sign of duplication an act beside n others is worth all, 1/(1+n) or its square.
func TestCrowdingGoesByTheSignOfDuplication(t *testing.T) {
	for role, want := range map[Role]float64{Explorer: 1, Enskiller: 0.25, Inducer: 0.25, Convener: 0.0625} {
		near(t, role.String(), Crowding(role, 3), want, 1e-12)
		near(t, role.String()+" alone", Crowding(role, 0), 1, 0)
	}
}

// Each meeting adds .04 of itself to a lead's acceptance, each protocol .1 by its weight,
// and a month without a meeting takes .01.
func TestALeadsRecordMovesItsAcceptance(t *testing.T) {
	for _, c := range []struct {
		meetings int
		agreed   bool
		want     float64
	}{{0, false, 0.5 * 0.99}, {1, false, 0.5 * 1.04}, {1, true, 0.5 * 1.14}} {
		w := led(t, nil)
		w.coord.acceptance, w.coord.leading, w.out.Meetings, w.issues[0].agreed = 0.5, true, c.meetings, c.agreed
		w.coord.observe(w)
		near(t, "acceptance", w.coord.acceptance, c.want, 1e-12)
	}
}

// A push is worth planning from a need of .3, of which a lead of bias .5 leaves its own
// client half.
func TestALeadPlansThePushesThatItWants(t *testing.T) {
	for _, c := range []struct {
		need  float64
		party int
		want  bool
	}{{0.35, 1, true}, {0.25, 1, false}, {0.35, 0, false}, {0.65, 0, true}} {
		w := led(t, func(cfg *Config) { cfg.Mediators[0].Bias = Exact(0.5) })
		needs := newNeeds(2)
		needs.Value[NeedIndex(Inducer, c.party, 2)] = c.need
		w.coord.now.needs, w.coord.before.needs = &needs, &needs
		if got := w.coord.worthPushing(w, c.party); got != c.want {
			t.Errorf("need %g of party %d: worth pushing %t, want %t", c.need, c.party, got, c.want)
		}
	}
}

// A lone convener of capability .5 and consent .8 is taken by a side with odds of
// .5 exp(2.2) to 1; among near equals who has not hosted for longest is the host.
func TestTheForumIsHostedInTurnAmongNearEquals(t *testing.T) {
	for _, c := range []struct {
		second float64
		hosted [2]int
		want   int
	}{{0.5, [2]int{3, 2}, 1}, {0.5, [2]int{2, 3}, 0}, {0.05, [2]int{3, 2}, 0}} {
		w := led(t, func(cfg *Config) {
			cfg.Mediators[0].Capability[Convener], cfg.Mediators[1].Capability[Convener] = Exact(0.5), Exact(c.second)
		})
		near(t, "appeal", w.hostAppeal(0), 0.6700967, 1e-7) // (4.512507 / 5.512507)^2
		w.coord.followers = []int{0, 1}
		copy(w.coord.hosted, c.hosted[:])
		if got := w.coord.host(w); got != c.want {
			t.Errorf("a second of capability %g, hosted in %v: host %d, want %d", c.second, c.hosted, got, c.want)
		}
	}
}

func TestTheCoarseRule(t *testing.T) {
	w := stage(t, set(map[Parameter]float64{ParamF0: 0.4, ParamTheta: 0.1, SwitchNeeds: NeedsCoarse}))
	for p := range w.parties {
		party := &w.parties[p]
		party.trust, party.attend, party.fear, party.cohesion, party.skill, party.support, party.truce = 0.4, 0.3, 0.24, 0.5, 0.2, 0.5, 0.36
	}
	w.process.bargainingRange, w.process.enhancement, w.process.legitimacy, w.process.hostility, w.process.ideas = -0.2, 0.15, 1.5, 0.5, 0.4
	w.diagnose(NeedsCoarse)
	check := func(state string, want map[Role]float64) {
		t.Helper()
		for role, x := range want {
			at := NeedIndex(role, Everyone, 2)
			if Roles[role].Targeted {
				at = NeedIndex(role, 1, 2)
			}
			near(t, state+": "+role.String(), w.needs.Value[at], x, 1e-12)
		}
	}
	check("before talks", map[Role]float64{
		Explorer: 0.42, Convener: 0.255, Facilitator: 0.03, Enhancer: 0.1, Legitimiser: 0.1, Monitor: 0, Guarantor: 0.12, Enforcer: 0, Reconciler: 0.1,
		Messenger: 0.144, Unofficial: 0.24, Decoupler: 0.35, Unifier: 0.3, Enskiller: 0.16, Inducer: 0.56,
	})
	w.process.state, w.process.truce = StageOpen, true
	w.diagnose(NeedsCoarse)
	check("talks and a truce", map[Role]float64{
		Facilitator: 0.8, Envisioner: 0.6, Legitimiser: 0.25, Monitor: 0.33, Enforcer: 0.24, Messenger: 0, Enskiller: 0.4,
	})
	w.settled = true
	w.diagnose(NeedsCoarse)
	check("peace", map[Role]float64{
		Explorer: 0.3, Convener: 0, Facilitator: 0, Legitimiser: 0.25, Monitor: 0.66, Guarantor: 0.6, Enforcer: 0.24, Reconciler: 0.1, Unofficial: 0.15,
		Unifier: 0.3, Decoupler: 0, Inducer: 0,
	})
}
