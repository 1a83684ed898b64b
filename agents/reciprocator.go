package agents

import "parley/sim"

var reciprocatorInfo = PartyInfo{
	Name:   "reciprocator",
	Rule:   "begins in good faith and answers in kind: concedes more after the others moved, less and with breaches of its own after they broke a truce",
	Known:  "tit for tat; conditional cooperation",
	Source: "Axelrod 1984, The Evolution of Cooperation",
	Settings: []Setting{
		{"memory", 0.5, 0, 1, "share", "of its good faith that stems from before last month", modelling},
		{"patience", 0.5, 0, 1, "scale", "good faith that a month earns in which the others neither moved nor broke a truce", modelling},
		{"least", 0.25, 0, 5, "multiple", "what it concedes at no good faith, of what it would", modelling},
		{"most", 1.5, 0, 5, "multiple", "what it concedes at full good faith, of what it would", modelling},
		{"retaliation", 1, 0, 10, "multiple", "how much likelier it breaks a truce at no good faith, beyond 1", modelling},
	},
	New: func(s Settings) sim.PartyStrategy {
		r := &reciprocator{
			memory: s.Of("memory"), patience: s.Of("patience"),
			least: s.Of("least"), most: s.Of("most"), retaliation: s.Of("retaliation"),
		}
		r.Start()
		return r
	},
}

// reciprocator keeps its good faith, [0,1], a running mean of what the others did.
type reciprocator struct {
	memory, patience, least, most, retaliation float64
	faith                                      float64
}

func (r *reciprocator) Start() { r.faith = 1 }

func (r *reciprocator) Stance(v *sim.PartyView) sim.Stance {
	if v.Round > 0 {
		r.faith = float64(r.memory*r.faith) + float64((1-r.memory)*r.earned(v))
	}
	s := Rational{}.Stance(v)
	s.Yield = r.least + float64((r.most-r.least)*r.faith)
	s.Breach = 1 + float64(r.retaliation*(1-r.faith))
	return s
}

// earned is the good faith that the others' last month deserves.
func (r *reciprocator) earned(v *sim.PartyView) float64 {
	switch {
	case v.OthersBreached:
		return 0
	case v.OthersYielded > 0:
		return 1
	}
	return r.patience
}
