package claims

import (
	"fmt"
	"math/rand/v2"

	"parley/agents"
	"parley/sim"
)

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
	return War{Name: c.Name, Config: c, Arm: sim.Arm{
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
