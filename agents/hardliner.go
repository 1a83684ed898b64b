package agents

import "parley/sim"

var hardlinerInfo = PartyInfo{
	Name:   "hardliner",
	Rule:   "comes to the table as a rational party would, but is less ready there, concedes little, and signs less readily, whatever the other side does",
	Known:  "hard or tough bargaining; toughness",
	Source: "Siegel & Fouraker 1960, Bargaining and Group Decision Making; Bartos 1974, Process and Outcome of Negotiations",
	Settings: []Setting{
		{"ready", 0.7, 0, 1, "share", "of its readiness that its delegations show", modelling},
		{"yield", 0.3, 0, 5, "multiple", "what it concedes, of what it would", modelling},
		{"truce", 0.7, 0, 1, "share", "of its chance to cease fire", modelling},
		{"sign", 0.6, 0, 1, "share", "of its chance to sign a settlement", modelling},
	},
	New: func(s Settings) sim.PartyStrategy {
		return hardliner{s.Of("ready"), s.Of("yield"), s.Of("truce"), s.Of("sign")}
	},
}

// hardliner takes the same share off whatever it would give.
type hardliner struct{ ready, yield, truce, sign float64 }

func (h hardliner) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Attend: v.Attendance, Ready: v.Readiness * h.ready, Yield: h.yield, Truce: v.TruceChance * h.truce, Sign: h.sign, Breach: 1}
}
