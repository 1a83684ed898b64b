package agents

import "parley/sim"

// OneRole plays a single role at a single target in every month of a phase, whatever is
// needed: what such an act buys is seen by adding it. No scenario can name it.
type OneRole struct {
	Role   sim.Role
	Party  int // target, or sim.Everyone
	During func(*sim.MonthView) bool
}

func (s *OneRole) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	if !s.During(v.MonthView) {
		return acts
	}
	first := len(acts)
	acts = append(acts, sim.Act{Role: s.Role, Party: s.Party, Issue: sim.NoIssue, Effort: 1})
	if sim.Roles[s.Role].OnIssue {
		sim.ChooseIssue(v, stream, acts[first:])
	}
	return acts
}
