package agents

import "parley/sim"

const (
	dualTrackRule   = "comes to the table to buy time while it hopes to win, concedes little there, and fights on"
	dualTrackSource = "Iji, ch. 3 sec. 1, on the government's dual policy of 1994; Richmond 1998 on devious objectives"
)

// What buying time looks like; modelling choices.
const (
	dualTrackTalk   = 0.5  // it sends a delegation at least this often
	dualTrackYield  = 0.25 // and concedes a quarter of what it would
	dualTrackBreach = 1.5
)

// DualTrack is rational once its readiness passes one half; before that it
// talks to buy time.
type DualTrack struct{}

// Stance returns the rational stance of a ready party, or one that buys time.
func (DualTrack) Stance(v *sim.PartyView) sim.Stance {
	s := Rational{}.Stance(v)
	if v.Readiness >= dualTrackTalk {
		return s
	}
	s.Talk, s.Yield, s.Breach = dualTrackTalk, dualTrackYield, dualTrackBreach
	return s
}
