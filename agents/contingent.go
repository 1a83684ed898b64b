package agents

import "parley/sim"

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
		fit := func(roles ...sim.Role) repertoire { return newRepertoire(s.Of("beyond"), roles...) }
		return &contingent{hot: s.Of("hot"), late: s.Of("late"), fits: [numPhases]repertoire{
			phaseHot:    fit(sim.Messenger, sim.Explorer, sim.Decoupler, sim.Enforcer),
			phaseBefore: fit(sim.Explorer, sim.Unofficial, sim.Convener, sim.Unifier, sim.Enskiller, sim.Reconciler),
			phaseBroken: fit(sim.Messenger, sim.Explorer, sim.Convener),
			phaseTable:  fit(sim.Facilitator, sim.Envisioner, sim.Convener, sim.Legitimiser, sim.Monitor),
			phaseEnd:    fit(sim.Facilitator, sim.Envisioner, sim.Convener, sim.Inducer, sim.Enhancer, sim.Guarantor),
			phasePeace:  fit(sim.Monitor, sim.Guarantor, sim.Enforcer, sim.Reconciler, sim.Legitimiser),
		}}
	},
}

// phase of a conflict, as a newspaper shows it.
type phase uint8

const (
	phaseHot phase = iota
	phaseBefore
	phaseBroken
	phaseTable
	phaseEnd
	phasePeace
	numPhases
)

// contingent is Interest within the repertoire of the phase.
type contingent struct {
	choice    sim.Choice
	hot, late float64
	fits      [numPhases]repertoire
}

func (s *contingent) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	return proposeWithin(&s.choice, &s.fits[s.phase(v)], v, stream, acts)
}

func (s *contingent) phase(v *sim.MediatorView) phase {
	switch p := &v.Public; {
	case v.Settled:
		return phasePeace
	case p.Open && p.Agreed >= s.late:
		return phaseEnd
	case p.Open:
		return phaseTable
	case p.Intensity > s.hot && !p.Truce:
		return phaseHot
	case p.Suspended:
		return phaseBroken
	}
	return phaseBefore
}
