package agents

import "parley/sim"

const (
	interestRule   = "does what its noisy diagnosis says is most needed among what it can do, as far as its interest in a settlement is worth the effort; with a negative interest it presses its leverage against one"
	interestSource = "Touval & Zartman 1985 on mediators' interests; categorical choice under Gumbel noise, McFadden 1974"
)

// Interest is the default behaviour of a third party.
type Interest struct{ weight []float64 }

// Propose draws up to Capacity acts without repetition. The weight of an act is
// what the mediator can bring to it times the pull of its need under Gumbel
// noise; doing nothing pulls as a need of EffortWorth over the interest would.
func (s *Interest) Propose(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	total := s.weigh(v) + v.Idle
	for slot := range v.Capacity {
		i := sim.Pick(s.weight, luck.Uniform(sim.SlotChoice+slot)*total)
		if i < 0 {
			break
		}
		acts = append(acts, sim.Act{Role: v.Candidates[i].Role, Party: v.Candidates[i].Party, Issue: sim.NoIssue, Effort: 1})
		total -= s.weight[i]
		s.weight[i] = 0
	}
	return chooseIssue(v, luck, acts)
}

// weigh fills the weights of the candidates and returns their sum.
func (s *Interest) weigh(v *sim.MediatorView) (total float64) {
	if cap(s.weight) < len(v.Candidates) {
		s.weight = make([]float64, len(v.Candidates))
	}
	s.weight = s.weight[:len(v.Candidates)]
	if v.Interest < 0 {
		return s.weighAgainst(v)
	}
	weight, share, pull := s.weight, v.Share[:len(s.weight)], v.Pull
	for i, at := range v.At[:len(weight)] {
		x := float64(share[i] * pull[at])
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
		s.weight[i] = float64(v.Share[i] * v.Stock * v.Back[v.Candidates[i].Party])
		total += s.weight[i]
	}
	return total
}

// chooseIssue lets acts that work on an issue take up the same one, drawn by
// salience and distance: what the sides press most.
func chooseIssue(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	issue, drawn := sim.NoIssue, false
	for i := range acts {
		if acts[i].Role != sim.Facilitator && acts[i].Role != sim.Envisioner {
			continue
		}
		if !drawn {
			issue, drawn = pressingIssue(v, luck), true
		}
		acts[i].Issue = issue
	}
	return acts
}

func pressingIssue(v *sim.MediatorView, luck *sim.Luck) int {
	total := 0.0
	for k := range v.Issues {
		total += pressing(&v.Issues[k])
	}
	u := luck.Uniform(sim.SlotIssue) * total
	for k := range v.Issues {
		if u -= pressing(&v.Issues[k]); u < 0 {
			return v.Issues[k].Index
		}
	}
	return sim.NoIssue
}

func pressing(k *sim.IssueView) float64 {
	if !k.Open {
		return 0
	}
	return k.Salience * (0.1 + k.Gap)
}
