package agents

import "parley/sim"

func interestInfo() MediatorInfo {
	return MediatorInfo{
		Name:   "interest",
		Rule:   "does what its noisy diagnosis says is most needed among what it can do, as far as its interest in a settlement is worth the effort; with a negative interest it presses its leverage against one",
		Known:  "interest-based mediation",
		Source: "Touval & Zartman 1985 on mediators' interests; categorical choice under Gumbel noise, McFadden 1974",
		New:    func(Settings) sim.MediatorStrategy { return &Interest{} },
	}
}

// Interest is the default behaviour of a third party.
type Interest struct{ choice }

// Propose draws up to Capacity acts without repetition. The weight of an act is
// what the mediator can bring to it times the pull of its need under Gumbel
// noise; doing nothing pulls as a need of the cost of acting over the interest would.
func (s *Interest) Propose(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	return s.draw(v, luck, s.weigh(v), v.Idle, acts)
}

// weigh fills the weights of the candidates and returns their sum.
func (s *Interest) weigh(v *sim.MediatorView) (total float64) {
	s.fit(v)
	if v.Interest < 0 {
		return s.weighAgainst(v)
	}
	weight, reach, pull := s.weight, v.Reach[:len(s.weight)], v.Pull
	for i, at := range v.At[:len(weight)] {
		x := float64(reach[i] * pull[at])
		weight[i] = x
		total += x
	}
	if v.Stock >= 1 {
		return total
	}
	for i := v.Inducers[0]; i < v.Inducers[1]; i++ {
		total -= weight[i]
		weight[i] = float64(weight[i] * v.Stock)
		total += weight[i]
	}
	return total
}

// weighAgainst leaves only the holding back of a side from a settlement: the
// more, the readier it looks.
func (s *Interest) weighAgainst(v *sim.MediatorView) (total float64) {
	clear(s.weight)
	for i := v.Inducers[0]; i < v.Inducers[1]; i++ {
		s.weight[i] = float64(v.Reach[i] * v.Stock * v.Back[v.Candidates[i].Party])
		total += s.weight[i]
	}
	return total
}
