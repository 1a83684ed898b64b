// Package agents holds the behaviours: one strategy per file, each with its
// rule in a sentence and where it comes from, and the lists of their names.
package agents

import "parley/sim"

// PartyInfo describes a strategy of a party.
type PartyInfo struct {
	Name, Rule, Source string
	New                func() sim.PartyStrategy
}

// Parties lists the strategies of parties, the default first.
func Parties() []PartyInfo {
	return []PartyInfo{
		{"rational", rationalRule, rationalSource, func() sim.PartyStrategy { return Rational{} }},
		{"dual_track", dualTrackRule, dualTrackSource, func() sim.PartyStrategy { return DualTrack{} }},
	}
}

// Settings are what a scenario gives a mediator's strategy.
type Settings struct {
	// Script is the dated acts of a scripted mediator, in any order.
	Script []ScriptedAct
}

// MediatorInfo describes a strategy of a mediator.
type MediatorInfo struct {
	Name, Rule, Source string
	New                func(Settings) sim.MediatorStrategy
}

// Mediators lists the strategies of mediators, the default first.
func Mediators() []MediatorInfo {
	return []MediatorInfo{
		{"interest", interestRule, interestSource, func(Settings) sim.MediatorStrategy { return &Interest{} }},
		{"scripted", scriptedRule, scriptedSource, func(s Settings) sim.MediatorStrategy { return NewScripted(s.Script) }},
	}
}
