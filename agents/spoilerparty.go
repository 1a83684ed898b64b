package agents

import "parley/sim"

var spoilerPartyInfo = PartyInfo{
	Name:   "spoiler",
	Rule:   "sits at the table but neither concedes nor signs to speak of, and breaks truces the more often, the nearer the talks are to a settlement",
	Known:  "total spoiler; inside spoiler",
	Source: "Stedman 1997, International Security 22(2)",
	Settings: []Setting{
		{"yield", 0.05, 0, 5, "multiple", "what it concedes, of what it would", modelling},
		{"truce", 0.5, 0, 1, "share", "of its chance to cease fire", modelling},
		{"sign", 0.05, 0, 1, "share", "of its chance to sign a settlement", modelling},
		{"breach", 2, 0, 10, "multiple", "how much likelier it breaks a truce while nothing is agreed", modelling},
		{"alarm", 2, 0, 10, "multiple", "what is added to that once all essential issues are agreed", modelling},
	},
	New: func(s Settings) sim.PartyStrategy {
		return spoilerParty{s.Of("yield"), s.Of("truce"), s.Of("sign"), s.Of("breach"), s.Of("alarm")}
	},
}

// spoilerParty sees a settlement as a threat.
type spoilerParty struct{ yield, truce, sign, breach, alarm float64 }

func (p spoilerParty) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Attend: v.Attendance, Ready: v.Readiness, Yield: p.yield, Truce: v.TruceChance * p.truce, Sign: p.sign,
		Breach: p.breach + float64(p.alarm*v.Agreed)}
}
