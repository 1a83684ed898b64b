package agents

import "parley/sim"

var scriptedInfo = MediatorInfo{
	Name:   "scripted",
	Rule:   "plays the dated acts of a record",
	Known:  "replay of a record",
	Source: "the scenario's [act] tables",
	New:    func(s Settings) sim.MediatorStrategy { return &Scripted{s.Script} },
}

// ScriptedAct is an act that is done in every round from Start to End, inclusive.
type ScriptedAct struct {
	Role       sim.Role
	Party      int // or sim.Everyone
	Issue      int // or sim.NoIssue
	Start, End int // rounds
	Effort     float64
}

// Scripted plays a record, in its own order.
type Scripted struct{ Script []ScriptedAct }

// Propose appends the acts of the round. A script is not bounded by capacity:
// the record says what was done.
func (s *Scripted) Propose(v *sim.MediatorView, _ *sim.Stream, acts []sim.Act) []sim.Act {
	for _, a := range s.Script {
		if v.Round >= a.Start && v.Round <= a.End {
			acts = append(acts, sim.Act{Mediator: v.Mediator, Role: a.Role, Party: a.Party, Issue: a.Issue, Effort: a.Effort})
		}
	}
	return acts
}

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
