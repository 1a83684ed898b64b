package scenarios

import (
	"sync"

	"parley/agents"
	"parley/sim"
)

// scales name the margins of [coding.margins].
var scales = []string{
	"interest", "bias", "outline", "resolve", "leverage", "consent", "acceptance_as_lead", "autonomy", "capability",
	"strength_share", "optimism", "cohesion", "skill", "trust", "war_support", "status_quo", "held", "odds",
	"intensity", "link", "position", "salience", "capacity", "consensus_coded",
}

// Sets of strategies.
const (
	partyStrategy    = "party strategy"
	mediatorStrategy = "mediator strategy"
)

// enums are the closed sets of names that do not depend on a scenario.
var enums = map[string]func() []string{
	"fallback":            func() []string { return sim.FallbackNames },
	"track":               func() []string { return sim.TrackNames },
	"mode":                func() []string { return sim.ParameterModeNames },
	"cost":                func() []string { return sim.CostNames[:] },
	"scale":               func() []string { return scales },
	"coder":               func() []string { return coders },
	"capability":          func() []string { return capabilities },
	"design":              func() []string { return Designs },
	"confidence":          func() []string { return []string{"low", "medium", "high"} },
	"structure.attention": levels(sim.SwitchAttention),
	"structure.needs":     levels(sim.SwitchNeeds),
	"structure.hurt":      levels(sim.SwitchHurt),
	"structure.table":     levels(sim.SwitchTable),
	"structure.parties":   levels(sim.SwitchParties),
	"regime": sync.OnceValue(func() []string {
		return collect(sim.Regimes[:], func(r sim.RegimeInfo) string { return r.ID })
	}),
	"mechanism": sync.OnceValue(func() []string {
		return collect(sim.Mechanisms[:], func(m sim.MechanismInfo) string { return m.ID })
	}),
	"role": sync.OnceValue(func() []string {
		return collect(sim.Roles[:], func(r sim.RoleInfo) string { return r.ID })
	}),
	"parameter": sync.OnceValue(func() []string {
		return collect(sim.ParameterTable[:sim.FirstSwitch], func(p sim.ParameterInfo) string { return p.ID })
	}),
	partyStrategy: sync.OnceValue(func() []string {
		return collect(agents.Parties(), func(p agents.PartyInfo) string { return p.Name })
	}),
	mediatorStrategy: sync.OnceValue(func() []string {
		return collect(agents.Mediators(), func(m agents.MediatorInfo) string { return m.Name })
	}),
}

func collect[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = name(e)
	}
	return names
}
