package agents

import (
	"math"

	"parley/sim"
)

var readinessInfo = PartyInfo{
	Name:   "readiness",
	Rule:   "comes and concedes by motivation to end the war times optimism about the talks: without either there is no readiness",
	Known:  "readiness theory: motivation and optimism; ripeness seen from one side",
	Source: "Pruitt 2007, American Behavioral Scientist 50(11); Arevalo 2026",
	Settings: []Setting{
		{"ease", 0.8, 0.05, 2, "value", "value of fighting on at which it has no motivation to end the war; at 0 or less it has all", modelling},
		{"progress", 0.5, 0, 1, "share", "of what trust lacks to 1 that a full agreement adds to optimism", modelling},
		{"movement", 0.2, 0, 1, "share", "of what optimism lacks to 1 that it gains in a month after the others conceded", modelling},
	},
	New: func(s Settings) sim.PartyStrategy { return readiness{s.Of("ease"), s.Of("progress"), s.Of("movement")} },
}

// readiness is the geometric mean of motivation and optimism, so that both are
// needed and equal ones give themselves.
type readiness struct{ ease, progress, movement float64 }

func (r readiness) Stance(v *sim.PartyView) sim.Stance {
	// to end the war: what fighting on falls short of, and what third parties press for
	motivation := min(max(1-v.War/r.ease+v.Pressure, 0), 1)
	optimism := towardsOne(v.Trust, r.progress*v.Agreed) // that talks can end it
	if v.OthersYielded > 0 {
		optimism = towardsOne(optimism, r.movement)
	}
	ready := math.Sqrt(motivation * optimism)
	return sim.Stance{Attend: ready, Ready: ready, Yield: 1, Truce: v.TruceChance, Sign: 1, Breach: 1}
}
