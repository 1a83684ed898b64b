package agents

import "parley/sim"

var dualTrackInfo = PartyInfo{
	Name:   "dual_track",
	Rule:   "comes to the table to buy time while it hopes to win, concedes little there, and fights on",
	Known:  "dual policy; devious objectives",
	Source: "Iji, ch. 3 sec. 1, on the government's dual policy of 1994; Richmond 1998 on devious objectives",
	Settings: []Setting{
		{"attend", 0.5, 0, 1, "chance", "it sends a delegation at least this often, and is rational once its readiness reaches it", modelling},
		{"yield", 0.25, 0, 5, "multiple", "what it concedes while it buys time, of what it would", modelling},
		{"breach", 1.5, 0, 10, "multiple", "how much likelier it breaks a truce meanwhile", modelling},
	},
	New: func(s Settings) sim.PartyStrategy { return dualTrack{s.Of("attend"), s.Of("yield"), s.Of("breach")} },
}

type dualTrack struct{ attend, yield, breach float64 }

func (d dualTrack) Stance(v *sim.PartyView) sim.Stance {
	s := Rational{}.Stance(v)
	if v.Readiness < d.attend { // it talks to buy time
		s.Attend, s.Yield, s.Breach = max(s.Attend, d.attend), d.yield, d.breach
	}
	return s
}
