package agents

import (
	"slices"

	"parley/sim"
)

var contingentInfo = MediatorInfo{
	Name:   "contingent",
	Rule:   "takes the roles that fit the phase: damping the fighting while it is hot, consultation before talks, repair after a suspension, mediation at the table, leverage and guarantees near the end, peacekeeping after it",
	Known:  "contingency model of third-party intervention",
	Source: "Fisher & Keashly 1991, Journal of Peace Research 28(1)",
	Settings: []Setting{
		{"hot", 0.6, 0, 1, "intensity", "of the fighting above which, without talks or a truce, damping it comes first", modelling},
		{"late", 0.5, 0, 1, "share", "of essential issues agreed from which talks are near their end", modelling},
		beyondSetting,
	},
	New: func(s Settings) sim.MediatorStrategy {
		hot, late := s.Of("hot"), s.Of("late")
		in := func(now func(*sim.MonthView) bool, roles ...sim.Role) phase {
			return phase{now, newRepertoire(s.Of("beyond"), roles...)}
		}
		return &contingent{phases: []phase{
			in(func(v *sim.MonthView) bool { return v.Settled },
				sim.Monitor, sim.Guarantor, sim.Enforcer, sim.Reconciler, sim.Legitimiser),
			in(func(v *sim.MonthView) bool { return v.Public.Open && v.Public.Agreed >= late },
				sim.Facilitator, sim.Envisioner, sim.Convener, sim.Inducer, sim.Enhancer, sim.Guarantor),
			in(func(v *sim.MonthView) bool { return v.Public.Open },
				sim.Facilitator, sim.Envisioner, sim.Convener, sim.Legitimiser, sim.Monitor),
			in(func(v *sim.MonthView) bool { return v.Public.Intensity > hot && !v.Public.Truce },
				sim.Messenger, sim.Explorer, sim.Decoupler, sim.Enforcer),
			in(func(v *sim.MonthView) bool { return v.Public.Suspended }, sim.Messenger, sim.Explorer, sim.Convener),
			in(func(*sim.MonthView) bool { return true },
				sim.Explorer, sim.Unofficial, sim.Convener, sim.Unifier, sim.Enskiller, sim.Reconciler),
		}}
	},
}

// phase of a conflict, as a newspaper shows it, and the roles that fit it.
type phase struct {
	now  func(*sim.MonthView) bool
	fits repertoire
}

// contingent is Interest within the repertoire of the first phase that it is in.
type contingent struct {
	choice sim.Choice
	phases []phase
}

func (s *contingent) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	i := slices.IndexFunc(s.phases, func(p phase) bool { return p.now(v.MonthView) })
	return proposeWithin(&s.choice, &s.phases[i].fits, v, stream, acts)
}
