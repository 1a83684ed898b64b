package agents

import "parley/sim"

var rationalInfo = PartyInfo{
	Name:   "rational",
	Rule:   "comes, concedes, ceases fire and signs as its own value of settling against fighting says",
	Known:  "rational actor; bargaining model of war",
	Source: "Fearon 1995, International Organization 49(3); Smith & Stam 2003; Zartman 1989 on stalemate",
	New:    func(Settings) sim.PartyStrategy { return Rational{} },
}

// Rational follows its attendance and readiness and nothing else.
type Rational struct{}

// Stance passes on what the party's own values say.
func (Rational) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Attend: v.Attendance, Ready: v.Readiness, Yield: 1, Truce: v.TruceChance, Sign: 1, Breach: 1}
}
