package agents

import "parley/sim"

var interestInfo = MediatorInfo{
	Name:   "interest",
	Rule:   "does what its noisy diagnosis says is most needed among what it can do, as far as its interest in a settlement is worth the effort; with a negative interest it presses its leverage against one",
	Known:  "interest-based mediation",
	Source: "Touval & Zartman 1985 on mediators' interests; categorical choice under Gumbel noise, McFadden 1974",
	New:    func(Settings) sim.MediatorStrategy { return &Interest{} },
}

// Interest is the default behaviour of a third party: sim.Choice.ByInterest.
type Interest struct{ sim.Choice }

// Propose draws the acts that the engine would.
func (s *Interest) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	return s.Choice.ByInterest(v, stream, acts)
}

// ActsByInterest marks it for the engine.
func (s *Interest) ActsByInterest() {}
