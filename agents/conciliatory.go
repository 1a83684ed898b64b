package agents

import "parley/sim"

var conciliatoryInfo = PartyInfo{
	Name:   "conciliatory",
	Rule:   "takes the first steps: comes more often than it is ready, concedes more, and keeps truces better, whatever the other side does",
	Known:  "unilateral initiatives; graduated reciprocation in tension reduction (GRIT), its first steps",
	Source: "Osgood 1962, An Alternative to War or Surrender",
	Settings: []Setting{
		{"talk", 0.2, 0, 1, "share", "of what its attendance and readiness lack to 1 that it adds", modelling},
		{"yield", 1.5, 0, 5, "multiple", "what it concedes, of what it would", modelling},
		{"truce", 0.2, 0, 1, "share", "of what its chance to cease fire lacks to 1 that it adds", modelling},
		{"breach", 0.5, 0, 10, "multiple", "how much likelier it breaks a truce", modelling},
	},
	New: func(s Settings) sim.PartyStrategy {
		return conciliatory{s.Of("talk"), s.Of("yield"), s.Of("truce"), s.Of("breach")}
	},
}

// conciliatory goes further than its own values say.
type conciliatory struct{ talk, yield, truce, breach float64 }

func (c conciliatory) Stance(v *sim.PartyView) sim.Stance {
	return sim.Stance{Attend: towardsOne(v.Attendance, c.talk), Ready: towardsOne(v.Readiness, c.talk), Yield: c.yield,
		Truce: towardsOne(v.TruceChance, c.truce), Sign: 1, Breach: c.breach}
}

// towardsOne adds a share of what x lacks to 1.
func towardsOne(x, share float64) float64 { return min(1, x+float64((1-x)*share)) }
