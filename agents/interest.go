package agents

import "parley/sim"

const (
	interestRule   = "does what its noisy diagnosis says is most needed among what it can do, as far as its interest in a settlement is worth the effort; with a negative interest it presses its leverage against one"
	interestSource = "Touval & Zartman 1985 on mediators' interests; categorical choice under Gumbel noise, McFadden 1974"
)

// Interest is the default behaviour of a third party.
type Interest struct{ weight []float64 }

// Propose appends the acts drawn.
func (s *Interest) Propose(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	panic("being written")
}
