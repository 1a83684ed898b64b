package agents

import "parley/sim"

// style is Interest within a repertoire of roles: what lies beyond it has only
// a share of the weight it would have.
type style struct {
	choice   sim.Choice
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

// Beyond says whether a role lies beyond the repertoire of a strategy, always or in some phase.
func Beyond(strategy string, r sim.Role) bool {
	how, _ := Named(Mediators(), strategy)
	s, ok := how.New(how.With(nil)).(*style)
	return !ok || s.emphasis[r] < 1
}

// beyondSetting declares the share of the styles.
var beyondSetting = Setting{"beyond", 0, 0, 1, "share", "of its weight that an act beyond the repertoire keeps; at 1 it acts as interest does", modelling}

func (s *style) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	return proposeWithin(&s.choice, &s.emphasis, v, stream, acts)
}

// proposeWithin draws as Interest does, from weights multiplied role by role.
func proposeWithin(c *sim.Choice, e *repertoire, v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	c.Weigh(v)
	total := 0.0
	for i := range c.Weight {
		x := float64(c.Weight[i] * e[v.Candidates[i].Role])
		c.Weight[i] = x
		total += x
	}
	return c.Draw(v, stream, total, v.Idle, acts)
}
