package sim

import (
	"math"
	"math/rand/v2"
	"testing"
)

// plainParty and plainWar are what ln J is made of, in plain numbers.
type plainParty struct {
	good, bad, cohesion, skill, pressure, war, cost float64
	essential, fighting, atWar                      bool // atWar: on a front at time zero
}

type plainWar struct {
	lambda, theta, thetaS, l0, f0, muF, muG, h0, omega, zeta, v0 float64

	parties                                       []plainParty
	enhancement, guarantee, legitimacy, hostility float64
	venue, facilitation, messenger, guard         float64 // this month's, with nobody acting but the unit
	open, suspended, framework, left, opened      bool
	truce, expires, violated, settled, fearful    bool
	addedRange                                    float64 // of options and of beliefs that meet
}

// logisticOf, meanOf: by the textbook.
func logisticOf(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// lnJ is ln J of the model description, term by term.
func (x *plainWar) lnJ() float64 {
	n, prize, wars, fears := 0.0, x.enhancement, 0.0, 0.0
	dread := x.f0 * math.Exp(-x.muG*x.guarantee)
	trust := make([]float64, len(x.parties))
	for i, p := range x.parties {
		trust[i] = p.good / (p.good + p.bad)
		if p.essential {
			n++
			wars += p.war
			fears += dread * (1 - trust[i])
			if p.atWar {
				prize += 0.5
			}
		}
	}
	raw := prize + x.addedRange - wars
	plus, z := math.Max(0, raw)/n, (raw-fears)/n
	meanLnA, meanLnCohesion, leastA, sumLnW, skill, willing, doubt, meanTrust := 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for i, p := range x.parties {
		if !p.essential {
			continue
		}
		a := logisticOf(x.lambda * (plus - (1-trust[i])*x.l0 - x.theta + p.pressure))
		w := logisticOf(x.lambda * (z - x.thetaS + p.pressure))
		if x.fearful {
			a = logisticOf(x.lambda * (z - (1-trust[i])*x.l0 - x.theta + p.pressure))
			w = a
		}
		meanLnA += math.Log(a) / n
		meanLnCohesion += math.Log(p.cohesion) / n
		leastA = math.Min(leastA, a)
		sumLnW += math.Log(w)
		skill += p.skill / n
		willing += (w + math.Max(0, p.pressure)) / n
		doubt += (1 - trust[i]) * (1 - trust[i]) * (1.3 - p.cohesion)
		meanTrust += trust[i] / n
	}
	hazard := 2 * x.zeta * math.Exp(-x.muG*x.guarantee-x.legitimacy-x.guard) * (0.5 + 0.5*x.hostility) * doubt
	if x.settled {
		return -12 * hazard
	}
	venue, table := x.venue, math.Max(x.venue, x.v0)
	if x.suspended {
		venue = math.Min(1, venue*(1+x.messenger))
	}
	sum := meanLnA + math.Log(table) + sumLnW - hazard/4
	meets := math.Exp(meanLnA) * table
	if !x.open {
		sum += meanLnA + meanLnCohesion + math.Log(venue)
		meets = math.Exp(meanLnA+meanLnCohesion) * venue
	}
	if x.left {
		pace := 2 * x.muF * (0.3 + x.facilitation) * (0.5 + skill) * (0.3 + willing)
		hold := x.facilitation + x.legitimacy
		if x.framework {
			hold += 0.5
		}
		sum += math.Log(1-math.Exp(-pace)) - x.h0*(1-leastA)*math.Exp(-hold)
	}
	return sum + x.truceNext(trust, plus, dread, meanTrust, meets)/2
}

// truceNext is the chance that next month has a ceasefire.
func (x *plainWar) truceNext(trust []float64, plus, dread, meanTrust, meets float64) float64 {
	fighters, joint, hazard := 0.0, 1.0, 0.0
	for i, p := range x.parties {
		if !p.fighting {
			continue
		}
		fighters++
		gain := 12*p.cost + trust[i]*plus - x.theta + p.pressure
		if !x.truce || x.violated {
			gain -= dread * (1 - trust[i]) / 2
		}
		joint *= logisticOf(x.lambda * gain)
		hazard += x.omega * (1.5 - meanTrust) * (1.5 - p.cohesion)
	}
	if fighters == 0 {
		return 0
	}
	lasts := math.Exp(-0.35 * hazard / fighters * math.Exp(-x.guard))
	apart := x.messenger
	switch {
	case x.truce && !x.expires:
		return lasts
	case x.truce:
		joint, apart = math.Sqrt(joint), math.Max(apart, 0.8)
	case !x.opened:
		apart *= 0.3
	}
	return joint * (meets + (1-meets)*apart) * lasts
}

// plain copies the numbers of a world.
func (w *World) plain() *plainWar {
	x := &plainWar{
		lambda: w.par[ParamLambda], theta: w.par[ParamTheta], thetaS: w.par[ParamThetaS], l0: w.par[ParamL0], f0: w.par[ParamF0],
		muF: w.par[ParamMuF], muG: w.par[ParamMuG], h0: w.par[ParamH0], omega: w.par[ParamOmega], zeta: w.par[ParamZeta], v0: w.par[ParamV0],
		enhancement: w.process.enhancement, guarantee: w.process.guarantee, legitimacy: w.process.legitimacy, hostility: w.process.hostility,
		venue: 0.15, open: w.process.state == StageOpen, suspended: w.process.state == StageSuspended, framework: w.process.bound,
		opened: w.process.state != StageNone, truce: w.process.truce, expires: w.process.left <= 1, violated: w.process.violated,
		settled: w.settled, fearful: w.par[SwitchTable] == TableFearful,
	}
	for k := range w.issues {
		x.left = x.left || w.c.Issues[k].Essential && !w.issues[k].agreed
	}
	for i := range w.parties {
		p := &w.parties[i]
		y := plainParty{good: p.good, bad: p.bad, cohesion: p.cohesion, skill: p.skill, pressure: p.pressure, war: p.war, cost: p.cost,
			essential: w.c.Parties[i].Essential}
		for j := range w.fronts {
			f := &w.fronts[j]
			on := f.side[0].party == i || f.side[1].party == i
			y.atWar, y.fighting = y.atWar || on, y.fighting || on && !f.over
		}
		x.parties = append(x.parties, y)
	}
	return x
}

// do lets a unit of a role take effect, as section 5 has it and Needs counts it.
func (x *plainWar) do(w *World, r Role, p int) {
	muI, open := w.par[ParamMuI], 0.0
	for k := range w.issues {
		open += one(!w.issues[k].agreed)
	}
	// Both sides of a front expect together more than there is, half of it each.
	meetBeliefs := func(battles float64) {
		for i := range x.parties {
			heat, gap, evidence := 0.0, 0.0, 0.0
			for j := range w.fronts {
				f := &w.fronts[j]
				for s := range f.side {
					if f.side[s].party == i && !f.over && x.parties[i].essential {
						heat += f.heat
						gap += f.heat * (f.side[0].value + f.side[1].value - 1) / 2
						evidence += f.heat * f.side[s].weight
					}
				}
			}
			if heat > 0 {
				x.addedRange += gap / heat * battles / (evidence/heat + battles)
			}
		}
	}
	explore := func(evidence float64) {
		for i := range x.parties {
			sum, n := 0.0, 0.0
			for j := range x.parties {
				if j != i && x.parties[j].essential {
					sum, n = sum+w.parties[j].sincere, n+1
				}
			}
			v := w.parties[i].sincere
			if n > 0 {
				v = sum / n
			}
			x.parties[i].good += evidence * v
			x.parties[i].bad += evidence * (1 - v)
		}
		meetBeliefs(evidence)
	}
	switch r {
	case Explorer:
		explore(muI)
	case Convener:
		x.venue = 0.6
	case Decoupler:
		loss := w.parties[p].hurt * (math.Max(0, w.parties[p].support-0.1) - w.parties[p].support) / 2
		x.parties[p].cost -= loss
		x.parties[p].war += loss * w.parties[p].months
	case Unifier:
		x.parties[p].cohesion = math.Min(1, x.parties[p].cohesion+0.05)
	case Enskiller:
		x.parties[p].skill = math.Min(1, x.parties[p].skill+0.05)
	case Facilitator:
		x.facilitation = one(x.open)
	case Envisioner:
		meetBeliefs(muI)
		if open > 0 {
			x.addedRange += 0.1 / open
		}
	case Enhancer:
		x.enhancement = math.Min(0.3, x.enhancement+0.05)
	case Legitimiser:
		x.legitimacy = math.Min(3, x.legitimacy+0.2)
	case Monitor:
		x.guard = 0.5
	case Guarantor:
		x.guarantee = math.Min(3, x.guarantee+1)
	case Enforcer:
		x.guard = 0.3
	case Reconciler:
		x.hostility = math.Max(0, x.hostility-0.02)
	case Inducer:
		x.parties[p].pressure = math.Min(0.5, x.parties[p].pressure+w.par[ParamMuL])
	case Messenger:
		x.messenger = 1
	case Unofficial:
		explore(0.3 * muI)
		x.addedRange += 0.03
	}
}

// randomMonth is a war of two or three parties in any state, at any parameters.
func randomMonth(t *testing.T, r *rand.Rand) *World {
	unit := func(low, high float64) float64 { return low + r.Float64()*(high-low) }
	n, third := 2+r.IntN(2), r.IntN(3) // a third party fights on a front of its own, or not
	w := stage(t, func(c *Config) {
		c.Parameters.Mode = ParametersPrior
		c.Parameters.Fix(SwitchTable, float64(r.IntN(2)))
		c.Parameters.Fix(SwitchHurt, float64(r.IntN(2)))
		for i := 2; i < n; i++ {
			p := c.Parties[0]
			p.ID, p.Side, p.Essential, p.StatusQuo = "c", 0, third != 1, Exact(unit(0, 0.6))
			c.Parties = append(c.Parties, p)
			if third > 0 {
				c.Fronts = append(c.Fronts, Front{ID: "g", First: 2, Second: r.IntN(2), Forts: 2 + r.IntN(30), Held: Exact(unit(0.1, 0.9)),
					Odds: Exact(unit(0.3, 0.7)), OddsCoded: true, Intensity: Exact(unit(0, 4))})
			}
		}
		second := c.Issues[0]
		second.ID, second.Essential = "l", r.IntN(2) == 0
		c.Issues = append(c.Issues, second)
		for k := range c.Issues {
			c.Issues[k].Ideal, c.Issues[k].Position, c.Issues[k].Salience = nil, nil, nil
			for i := range c.Parties {
				x := Exact(float64(i) / 2)
				c.Issues[k].Ideal, c.Issues[k].Position = append(c.Issues[k].Ideal, x), append(c.Issues[k].Position, x)
				c.Issues[k].Salience = append(c.Issues[k].Salience, Exact(1))
			}
		}
		for i := range c.Parties {
			c.Parties[i].Optimism, c.Parties[i].Cohesion = Exact(unit(0.3, 0.8)), Exact(unit(0.05, 1))
			c.Parties[i].Skill, c.Parties[i].WarSupport = Exact(unit(0, 1)), Exact(unit(0, 1))
		}
		for i := range c.Mediators {
			c.Mediators[i].Leverage, c.Mediators[i].Consent = make([]Coded, n), make([]Coded, n)
		}
	})
	w.begin(&Arm{Lead: -1}, NewSeed(5), r.IntN(1<<20))
	for i := range w.parties {
		p := &w.parties[i]
		p.good, p.bad = unit(0.2, 12), unit(0.2, 12)
		p.pressure = unit(-0.5, 0.5)
	}
	p := &w.process
	p.state = Stage(r.IntN(3))
	w.process.bound = r.IntN(2) == 1
	p.truce, p.violated, p.left = r.IntN(2) == 0, r.IntN(2) == 0, 1+r.IntN(3)
	p.guarantee, p.enhancement, p.legitimacy, p.hostility = unit(0, 3), unit(0, 0.3), unit(0, 3), unit(0, 1)
	for k := range w.issues {
		w.issues[k].agreed = r.IntN(3) == 0
	}
	w.settled = r.IntN(6) == 0
	for i := range w.fronts {
		f := &w.fronts[i]
		f.start, f.excess = unit(0.05, 1), unit(-0.2, 0.2)
		f.calm, f.over = unit(0.2, 1), i == 1 && r.IntN(3) == 0
	}
	w.warm()
	w.listFighting()
	w.valueFighting()
	w.computeReadiness()
	w.agreed = w.shareAgreed()
	return w
}

// The engine computes needs in closed form; here they are by brute force.
func TestNeedsAreTheMarginalGainOfTheLogOfJ(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var above [NumRoles]int
	for k := range 500 {
		w := randomMonth(t, r)
		w.diagnose(NeedsMarginal)
		before := w.plain().lnJ()
		for _, at := range w.needsUsed {
			role, p := w.needOf(at)
			x := w.plain()
			x.do(w, role, p)
			want := 1 - math.Exp(-math.Max(0, x.lnJ()-before))
			if got := w.needs.Value[at]; math.Abs(got-want) > 1e-9 {
				t.Errorf("world %d (%d parties, state %d, truce %t, settled %t, table %g), %s of %d: need %.12f, by brute force %.12f",
					k, len(w.parties), w.process.state, w.process.truce, w.settled, w.par[SwitchTable], role, p, got, want)
			} else if want > 0.001 {
				above[role]++
			}
		}
		if t.Failed() {
			return
		}
	}
	for role, n := range above {
		if n < 20 {
			t.Errorf("%s: a need above .001 in only %d comparisons", Role(role), n)
		}
	}
}

// What a unit is said to change is what an act of full effort does change.
func TestAUnitOfARoleIsWhatItsOperatorDoesAtFullEffort(t *testing.T) {
	for role := range NumRoles {
		r := rand.New(rand.NewPCG(3, uint64(role)))
		for range 20 {
			pressure := r.Float64() - 0.5
			w := stage(t, func(c *Config) {
				full := []Coded{Exact(1), Exact(1)}
				c.Mediators[0].Interest, c.Mediators[0].Resolve, c.Mediators[0].Leverage, c.Mediators[0].Consent = Exact(1), Exact(1), full, full
				c.Parties[0].WarSupport, c.Parties[0].Cohesion, c.Parties[0].Skill = Exact(r.Float64()), Exact(r.Float64()), Exact(r.Float64())
			})
			w.parties[0].pressure = pressure
			w.process.state = StageOpen
			w.process.guarantee, w.process.enhancement, w.process.legitimacy, w.process.hostility = 3*r.Float64(), 0.3*r.Float64(), 3*r.Float64(), r.Float64()
			w.computeReadiness()
			target := Everyone
			if Roles[role].Targeted {
				target = 0
			}
			unit := Roles[role].unit(w, &w.parties[0])
			unit.party = target
			before, process, belief := w.parties[0], w.process, w.fronts[0].side[0].weight
			w.act([]Act{{Role: role, Party: target, Issue: NoIssue, Effort: 1}})
			w.valueFighting()
			w.computeReadiness()
			after := &w.parties[0]
			for what, pair := range map[string][2]float64{
				"cost":         {after.cost - before.cost, unit.cost},
				"cohesion":     {after.cohesion - before.cohesion, unit.cohesion},
				"skill":        {after.skill - before.skill, unit.skill},
				"pressure":     {after.pressure - before.pressure, unit.pressure},
				"facilitation": {w.process.facilitation, unit.facilitation},
				"legitimacy":   {w.process.legitimacy - process.legitimacy, unit.legitimacy},
				"hostility":    {process.hostility - w.process.hostility, unit.hostility},
				"messenger":    {w.process.messenger, unit.messenger},
				"guard":        {monitoringCut*w.process.monitoring + enforcementCut*w.process.enforcement, unit.guard},
				"dread":        {1 - w.process.dread/process.dread, unit.fearTaken},
			} {
				if math.Abs(pair[0]-pair[1]) > 1e-12 {
					t.Errorf("%s: %s changes by %g, a unit is said to change it by %g", role, what, pair[0], pair[1])
				}
			}
			evidence, enhancement := 0.0, 0.0
			switch role {
			case Explorer:
				evidence = unit.evidence
				if got := after.good + after.bad - before.good - before.bad; math.Abs(got-evidence) > 1e-12 {
					t.Errorf("an explorer adds %g counts to trust, want %g", got, evidence)
				}
			case Envisioner: // its facts
				evidence = w.par[ParamMuI]
			case Enhancer:
				enhancement = unit.bargaining
			case Unofficial: // passes on its ideas over months
				continue
			}
			if got := w.fronts[0].side[0].weight - belief; math.Abs(got-evidence) > 1e-12 {
				t.Errorf("%s: %g battles' worth of evidence, want %g", role, got, evidence)
			}
			if got := w.process.enhancement - process.enhancement; math.Abs(got-enhancement) > 1e-12 {
				t.Errorf("%s: enhancement changes by %g, want %g", role, got, enhancement)
			}
		}
	}
}
