package form

import (
	"slices"
	"strings"
	"sync"

	"parley/agents"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Scales name the margins of [coding.margins].
var Scales = []string{
	"interest", "bias", "outline", "resolve", "leverage", "consent", "acceptance_as_lead", "autonomy", "capability",
	"strength_share", "optimism", "cohesion", "skill", "trust", "war_support", "status_quo", "held", "odds",
	"intensity", "link", "position", "salience", "capacity", "consensus_coded",
}

// Designs of an experiment: how its points are laid out.
var Designs = []string{"grid", "random", "lhs", "sobol", "one-at-a-time", "table"}

// Sets of strategies.
const (
	PartyStrategy    = "party strategy"
	MediatorStrategy = "mediator strategy"
)

// The values of coding.coder and coding.capability.
var (
	Coders       = []string{"both", "a", "b"}
	capabilities = []string{"coded", "equal"}
)

// Enums are the closed sets of names that do not depend on a scenario.
var Enums = map[string]func() []string{
	"fallback":            func() []string { return sim.FallbackNames },
	"track":               func() []string { return sim.TrackNames },
	"mode":                func() []string { return sim.ParameterModeNames },
	"cost":                sim.AllCosts.IDs,
	"scale":               func() []string { return Scales },
	"coder":               func() []string { return Coders },
	"capability":          func() []string { return capabilities },
	"design":              func() []string { return Designs },
	"confidence":          func() []string { return []string{"low", "medium", "high"} },
	"structure.attention": Levels(sim.SwitchAttention),
	"structure.needs":     Levels(sim.SwitchNeeds),
	"structure.hurt":      Levels(sim.SwitchHurt),
	"structure.table":     Levels(sim.SwitchTable),
	"structure.parties":   Levels(sim.SwitchParties),
	"regime": sync.OnceValue(func() []string {
		return Collect(sim.Regimes[:], func(r sim.RegimeInfo) string { return r.ID })
	}),
	"mechanism": sync.OnceValue(func() []string {
		return Collect(sim.Mechanisms[:], func(m sim.MechanismInfo) string { return m.ID })
	}),
	"role": sync.OnceValue(func() []string {
		return Collect(sim.Roles[:], func(r sim.RoleInfo) string { return r.ID })
	}),
	"parameter": sync.OnceValue(func() []string {
		return Collect(sim.ParameterTable[:sim.FirstSwitch], func(p sim.ParameterInfo) string { return p.ID })
	}),
	PartyStrategy:    func() []string { return Collect(Strategies[PartyStrategy](), strategyName) },
	MediatorStrategy: func() []string { return Collect(Strategies[MediatorStrategy](), strategyName) },
}

func strategyName(s Strategy) string { return s.Name }

// Collect something of each element of a list.
func Collect[T, X any](list []T, of func(T) X) []X {
	all := make([]X, len(list))
	for i, e := range list {
		all[i] = of(e)
	}
	return all
}

// SettingKey is the key of keyed tables whose names depend on a strategy, one of the set
// that its tag names.
const SettingKey = "setting"

// Strategy is one of a party or a mediator, without what makes it.
type Strategy = agents.Info[struct{}]

// Strategies by the name of their set.
var Strategies = map[string]func() []Strategy{
	PartyStrategy:    sync.OnceValue(func() []Strategy { return plain(agents.Parties()) }),
	MediatorStrategy: sync.OnceValue(func() []Strategy { return plain(agents.Mediators()) }),
}

func plain[S any](list []agents.Info[S]) []Strategy {
	var all []Strategy
	for _, i := range list {
		all = append(all, Strategy{Name: i.Name, Rule: i.Rule, Settings: i.Settings})
	}
	return all
}

// SettingNames of any strategy of a set.
func SettingNames(set string) (names []string) {
	for _, of := range Strategies[set]() {
		for _, s := range of.Settings {
			if !slices.Contains(names, s.Name) {
				names = append(names, s.Name)
			}
		}
	}
	return names
}

// SettingField gives a setting the range of its own.
func SettingField(f *Field, s agents.Setting) *Field {
	own := *f
	own.Span = span{low: s.Low, High: s.High}
	own.Unit, own.Doc, own.Def, own.Unset = s.Unit, s.Meaning, syntax.FormatNumber(s.Default), ""
	return &own
}

// settingHint says where a setting belongs that stands beside the strategy. A
// role is meant as one more often than as a weight.
func settingHint(name, path string) string {
	kind, _, ok := strings.Cut(path, ".")
	if _, role := sim.RoleByID(name); !ok || role || kind != "party" && kind != "mediator" || strings.Count(path, ".") != 1 {
		return ""
	}
	if !slices.Contains(SettingNames(kind+" strategy"), name) {
		return ""
	}
	return "; it is a setting of a strategy: want " + path + ".settings." + name
}
