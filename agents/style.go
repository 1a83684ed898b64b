package agents

import "parley/sim"

// style is Interest within a repertoire of roles: what lies beyond it has only
// a share of the weight it would have.
type style struct {
	interest Interest
	emphasis repertoire
}

// repertoire is the share of its weight that each role keeps.
type repertoire [sim.NumRoles]float64

func newRepertoire(beyond float64, roles ...sim.Role) (e repertoire) {
	for r := range e {
		e[r] = beyond
	}
	for _, r := range roles {
		e[r] = 1
	}
	return e
}

// beyondSetting declares the share of the styles.
var beyondSetting = Setting{"beyond", 0, 0, 1, "share", "of its weight that an act beyond the repertoire keeps; at 1 it acts as interest does", modelling}

func (s *style) Propose(v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	return s.interest.proposeWithin(&s.emphasis, v, luck, acts)
}

// proposeWithin draws as Propose does, from weights multiplied role by role.
func (s *Interest) proposeWithin(e *repertoire, v *sim.MediatorView, luck *sim.Luck, acts []sim.Act) []sim.Act {
	s.weigh(v)
	total := 0.0
	for i := range s.weight {
		x := float64(s.weight[i] * e[v.Candidates[i].Role])
		s.weight[i] = x
		total += x
	}
	return s.draw(v, luck, total, v.Idle, acts)
}
