package claims

import (
	"slices"

	"parley/sim"
)

// War is a war and a way of mediating it; its Arm has the lead, if it has one.
type War struct {
	Name   string
	Config *sim.Config
	Arm    sim.Arm
}

// horizon is how many months every war is followed, and a settlement after it.
const horizon = 60

// prepared follows a war for the horizon, under third parties that see each other.
func (w War) prepared() War {
	w = w.copy()
	c := w.Config
	for i := range c.Mediators {
		if m := &c.Mediators[i]; m.Exit >= c.Months+c.Implementation {
			m.Exit = 2*horizon + 1 // it stays
		}
	}
	c.Months, c.Implementation = horizon, horizon
	w.Arm.Regime, w.Arm.Mechanisms, w.Arm.Costs, w.Arm.ThirdParties = sim.RegimeNetworked, sim.AllMechanisms, sim.AllCosts, 0
	return w
}

// copy of a war whose tables can be changed.
func (w War) copy() War {
	c := *w.Config
	c.Parties, c.Fronts, c.Issues = slices.Clone(c.Parties), slices.Clone(c.Fronts), slices.Clone(c.Issues)
	c.Mediators, c.Shocks = slices.Clone(c.Mediators), slices.Clone(c.Shocks)
	w.Config = &c
	return w
}

// change makes a variant; false where a war has no room for it.
type change func(w *War) bool

func same(*War) bool { return true }

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
			n.Low, n.High = clip(n.Low-by), clip(n.High-by)
		}
		return true
	}
}

func clip(x float64) float64 { return min(max(x, 0), 1) }

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
	middle := func(list []sim.Coded, x sim.Coded) []sim.Coded { return append(slices.Clone(list), x) }
	for i := range c.Issues {
		k := &c.Issues[i]
		k.Ideal, k.Position, k.Salience = middle(k.Ideal, sim.Exact(0.5)), middle(k.Position, sim.Exact(0.5)), middle(k.Salience, sim.Exact(1))
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		m.Leverage, m.Consent = middle(m.Leverage, sim.Exact(0.25)), middle(m.Consent, sim.Exact(0.5))
	}
	for i := range c.Shocks {
		c.Shocks[i].Pressure = append(slices.Clone(c.Shocks[i].Pressure), 0)
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

// variantsOf applies a list of changes to copies of a war.
func variantsOf(w *War, changes ...[]change) []War {
	var list []War
	for _, steps := range changes {
		v := w.copy()
		for _, do := range steps {
			if !do(&v) {
				return nil
			}
		}
		list = append(list, v)
	}
	return list
}

func one(a change) func(*War) []War {
	return func(w *War) []War { return variantsOf(w, []change{a}) }
}

func pair(a, b change) func(*War) []War {
	return func(w *War) []War { return variantsOf(w, []change{a}, []change{b}) }
}

func byNumber(few, more int) func(*War) []War {
	return func(w *War) []War {
		return variantsOf(w, []change{some(few)}, []change{some(more)}, []change{same})
	}
}

func ledAtConsensus(w *War) []War {
	return variantsOf(w, []change{consensus(0.3)}, []change{consensus(0.3), led}, []change{consensus(0.9)}, []change{consensus(0.9), led})
}

func intensityByStrength(w *War) []War {
	return variantsOf(w, []change{strength(0.5, 2)}, []change{strength(0.5, 4)}, []change{strength(0.8, 2)}, []change{strength(0.8, 4)})
}
