package agents

import "parley/sim"

const (
	rationalRule   = "talks, concedes, ceases fire and signs as its own value of settling against fighting says"
	rationalSource = "Fearon 1995; Smith & Stam 2003; Zartman 1989 on stalemate"
)

// Rational follows its readiness and nothing else.
type Rational struct{}

// Stance passes on what the party's own values say.
func (Rational) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Talk: v.Readiness, Yield: 1, Truce: v.TruceChance, Sign: 1, Breach: 1}
}
