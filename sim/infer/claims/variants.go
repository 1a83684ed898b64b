package claims

import (
	"fmt"
	"math/rand/v2"

	"parley/agents"
	"parley/sim"
)

// War is a war and a way of mediating it; its Arm has the lead, if it has one.
type War struct {
	Config *sim.Config
	Arm    sim.Arm
}

// horizon is how many months every war is followed, and a settlement after it.
const horizon = 60

// prepared follows a war for the horizon, under third parties that see each other.
func (w *War) prepared() War {
	c, arm := w.Config.Clone(), w.Arm
	for i := range c.Mediators {
		if m := &c.Mediators[i]; m.Exit >= c.Months+c.Implementation {
			m.Exit = 2*horizon + 1 // it stays
		}
	}
	c.Months, c.Implementation = horizon, horizon
	arm.Regime, arm.Mechanisms, arm.Costs, arm.ThirdParties = sim.RegimeNetworked, sim.AllMechanisms, sim.AllCosts, 0
	return War{c, arm}
}

// change makes a variant; false where a war has no room for it.
type change func(w *War) bool

// alone leaves all third parties out.
func alone(w *War) bool {
	for i := range w.Config.Mediators {
		w.Arm.Absent.Add(i)
	}
	return true
}

// without switches roles off; there must be somebody who could play one.
func without(roles ...sim.Role) change {
	return func(w *War) bool {
		any := false
		for _, r := range roles {
			w.Config.RolesOff[r] = true
			for i := range w.Config.Mediators {
				any = any || w.Config.Mediators[i].Capability[r].High > 0
			}
		}
		return any
	}
}

// consensus of third parties, in place of the coded one.
func consensus(x float64) change {
	return func(w *War) bool {
		w.Config.Consensus, w.Config.ConsensusSet = x, true
		return len(w.Config.Mediators) > 1
	}
}

// led is under the war's lead.
func led(w *War) bool {
	w.Arm.Regime = sim.RegimeLead
	return w.Arm.Lead >= 0
}

// lowered is a number of every party less so much.
func lowered(number func(*sim.Party) *sim.Coded, by float64) change {
	return func(w *War) bool {
		for i := range w.Config.Parties {
			n := number(&w.Config.Parties[i])
			n.Low, n.High = min(max(n.Low-by, 0), 1), min(max(n.High-by, 0), 1)
		}
		return true
	}
}

// strength gives the first side of each front a share of strength and of forts.
func strength(share, intensity float64) change {
	return func(w *War) bool {
		c := w.Config
		for i := range c.Fronts {
			f := &c.Fronts[i]
			f.Held, f.OddsCoded, f.Intensity = sim.Exact(share), false, sim.Exact(intensity)
			c.Parties[f.First].StrengthShare, c.Parties[f.Second].StrengthShare = sim.Exact(share), sim.Exact(1-share)
		}
		return len(c.Fronts) == 1
	}
}

// withVeto adds a party on no front, in the middle on every issue, whose signature is
// needed and who has as much without a settlement as the others have on average.
func withVeto(w *War) bool {
	c := w.Config
	if len(c.Parties) == sim.MaxParties {
		return false
	}
	p := c.Parties[0]
	p.ID, p.Name, p.Side, p.Essential, p.AwayFromTable, p.StatusQuo, p.Factions = "zz_veto", "veto player", 0, true, false, sim.Exact(0.5), nil
	c.Parties = append(c.Parties, p)
	middle := sim.Exact(0.5)
	for i := range c.Issues {
		k := &c.Issues[i]
		k.Ideal, k.Position, k.Salience = append(k.Ideal, middle), append(k.Position, middle), append(k.Salience, sim.Exact(1))
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		m.Leverage, m.Consent = append(m.Leverage, sim.Exact(0.25)), append(m.Consent, middle)
	}
	for i := range c.Shocks {
		c.Shocks[i].Pressure = append(c.Shocks[i].Pressure, 0)
	}
	return true
}

// earlyMonths is how long the effort lasts that withEarlyEffort adds.
const earlyMonths = 6

// withEarlyEffort adds a neutral third party that is as able as the best in each role.
func withEarlyEffort(w *War) bool {
	c := w.Config
	if len(c.Mediators) == 0 || len(c.Mediators) == sim.MaxMediators {
		return false
	}
	m := c.Mediators[0]
	m.ID, m.Name, m.Enter, m.Exit, m.PatronOf = "zz_early", "early effort", 0, earlyMonths, nil
	m.Interest, m.InterestCoded, m.Bias, m.Outline, m.OutlineCoded = sim.Exact(1), false, sim.Exact(0), sim.Exact(0), true
	m.Capacity, m.Leverage, m.Consent = sim.Exact(sim.MaxCapacity), nil, nil
	for range c.Parties {
		m.Leverage, m.Consent = append(m.Leverage, sim.Exact(0.5)), append(m.Consent, sim.Exact(1))
	}
	for r := range m.Capability {
		for i := range c.Mediators {
			m.Capability[r].Low = max(m.Capability[r].Low, c.Mediators[i].Capability[r].Low)
			m.Capability[r].High = max(m.Capability[r].High, c.Mediators[i].Capability[r].High)
		}
	}
	c.Mediators = append(c.Mediators, m)
	return true
}

// some third parties take part, drawn in each history; 0 is all.
func some(n int) change {
	return func(w *War) bool {
		w.Arm.ThirdParties, w.Arm.Lead = n, -1
		return len(w.Config.Mediators) > n+1
	}
}

// variants of a war to play, nil where the war has no room for the experiment.
func (c *Claim) variants(w *War) []War {
	var list []War
	for _, steps := range c.changes {
		v := War{w.Config.Clone(), w.Arm}
		for _, do := range steps {
			if !do(&v) {
				return nil
			}
		}
		list = append(list, v)
	}
	return list
}

// randomWar is a war of two sides with numbers drawn from wide ranges, the same for the
// same seed and number: three to six issues, four to eight third parties of which the
// first has no bias and could lead, and parameters from the prior.
func randomWar(seed int64, number int) War {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(number)))
	unit := func(low, high float64) sim.Coded { return sim.Exact(low + float64((high-low)*r.Float64())) }
	c := &sim.Config{
		Name: fmt.Sprint("random ", number), Start: sim.NewMonth(2000, 1), Months: horizon, Implementation: horizon,
		ConsensusCoded: unit(0.2, 0.9), AcceptanceDefault: 0.5,
		Parties: []sim.Party{randomParty(unit, "north", 1), randomParty(unit, "south", -1)},
		Fronts:  []sim.Front{{ID: "front", First: 0, Second: 1, Forts: 20, Held: unit(0.3, 0.7), Intensity: unit(1, 4)}},
	}
	for k := range 3 + r.IntN(4) {
		c.Issues = append(c.Issues, sim.Issue{
			ID: fmt.Sprint("issue", k), Essential: true, Hard: r.IntN(3) == 0, Ceasefire: k == 0,
			Ideal: []sim.Coded{sim.Exact(0), sim.Exact(1)}, Position: []sim.Coded{unit(0, 0.2), unit(0.8, 1)},
			Salience: []sim.Coded{unit(0.5, 2), unit(0.5, 2)},
		})
	}
	for m := range 4 + r.IntN(5) {
		c.Mediators = append(c.Mediators, randomMediator(r, unit, m))
	}
	return War{Config: c, Arm: sim.Arm{
		Regime: sim.RegimeNetworked, Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts, Acceptance: 0.7, AcceptanceSet: true}}
}

func randomParty(unit func(low, high float64) sim.Coded, id string, side float64) sim.Party {
	return sim.Party{
		ID: id, Name: id, Side: side, Essential: true, StrengthShare: unit(0.35, 0.65), Optimism: unit(0.35, 0.65), Cohesion: unit(0.3, 0.9),
		Skill: unit(0.2, 0.8), Trust: unit(0.1, 0.5), WarSupport: unit(0, 0.5),
		Strategy: []func() sim.PartyStrategy{func() sim.PartyStrategy { return agents.Rational{} }},
	}
}

func randomMediator(r *rand.Rand, unit func(low, high float64) sim.Coded, number int) sim.Mediator {
	m := sim.Mediator{
		ID: fmt.Sprint("third", number), Exit: 2*horizon + 1, Bias: unit(-0.8, 0.8), Resolve: unit(0.2, 0.9), Autonomy: unit(0.1, 0.6),
		Capacity: unit(1, 3), Leverage: []sim.Coded{unit(0, 0.7), unit(0, 0.7)}, Consent: []sim.Coded{unit(0.2, 0.9), unit(0.2, 0.9)},
		Strategy: func() sim.MediatorStrategy { return &agents.Interest{} },
	}
	if number == 0 {
		m.Bias = sim.Exact(0)
	}
	for role := range int(sim.Unofficial) + 1 {
		if r.IntN(2) == 0 {
			m.Capability[role] = unit(0.2, 1)
		}
	}
	return m
}
