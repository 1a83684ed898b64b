// Package agents holds the behaviours: each strategy with its
// rule in a sentence, its settings and where it comes from, and the lists of
// their names.
package agents

import (
	"slices"

	"parley/sim"
)

// Info describes a strategy of which S is the kind.
type Info[S any] struct {
	Name string
	// Rule in a sentence, the names it goes by in the literature, and the works.
	Rule, Known, Source string
	Settings            []Setting
	// New makes the behaviour of one actor in one World; With fills its settings.
	New func(Settings) S
}

// PartyInfo describes a strategy of a party.
type PartyInfo = Info[sim.PartyStrategy]

// MediatorInfo describes a strategy of a mediator.
type MediatorInfo = Info[sim.MediatorStrategy]

// Setting is a number that a scenario may set for a strategy.
type Setting struct {
	Name               string
	Default, Low, High float64 // in [Low, High]
	Unit, Meaning      string
	// Source of the default.
	Source string
}

// modelling is the source of numbers that no work gives.
const modelling = "modelling choice"

// Settings are what a scenario gives a strategy. Info.With makes them.
type Settings struct {
	values map[string]float64
	// Script is the dated acts of a scripted mediator, in any order.
	Script []ScriptedAct
}

// Of returns a setting that the strategy declares; it panics on another.
func (s Settings) Of(name string) float64 {
	v, ok := s.values[name]
	if !ok {
		panic("agents: no setting " + name)
	}
	return v
}

// With returns the strategy's settings: those given, the others by default.
// Ranges are the business of whoever reads them from a user.
func (i Info[S]) With(given map[string]float64) Settings {
	s := Settings{values: make(map[string]float64, len(i.Settings))}
	for _, d := range i.Settings {
		s.values[d.Name] = d.Default
		if v, ok := given[d.Name]; ok {
			s.values[d.Name] = v
		}
	}
	return s
}

// Setting finds a setting by its name.
func (i Info[S]) Setting(name string) (Setting, bool) {
	at := slices.IndexFunc(i.Settings, func(s Setting) bool { return s.Name == name })
	if at < 0 {
		return Setting{}, false
	}
	return i.Settings[at], true
}

// Named finds a strategy in a list by its name.
func Named[S any](list []Info[S], name string) (Info[S], bool) {
	at := slices.IndexFunc(list, func(i Info[S]) bool { return i.Name == name })
	if at < 0 {
		return Info[S]{}, false
	}
	return list[at], true
}

// Parties lists the strategies of parties, the default first.
func Parties() []PartyInfo {
	return []PartyInfo{rationalInfo, dualTrackInfo, hardlinerInfo, conciliatoryInfo, reciprocatorInfo, readinessInfo, spoilerPartyInfo}
}

// Mediators lists the strategies of mediators, the default first.
func Mediators() []MediatorInfo {
	return []MediatorInfo{
		interestInfo, scriptedInfo, facilitativeInfo, formulativeInfo, manipulativeInfo, contingentInfo, adaptiveInfo,
		passiveInfo, spoilerMediatorInfo, weightedInfo,
	}
}
