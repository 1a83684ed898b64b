package sim

import "slices"

// Role is one of the sixteen intermediary roles of the record: Mitchell's
// thirteen and the inducer, the neutral messenger and the unofficial
// convener/facilitator of Iji's Table 2.
type Role uint8

// The roles. A further one goes to the end, has a row in Roles, and is all there is to add.
const (
	Explorer Role = iota
	Convener
	Decoupler
	Unifier
	Enskiller
	Facilitator
	Envisioner
	Enhancer
	Legitimiser
	Monitor
	Guarantor
	Enforcer
	Reconciler
	Inducer
	Messenger
	Unofficial
	NumRoles
)

// Duplication is the sign of a second actor in the same role: what the theory
// says and what a test of each operator shows.
type Duplication int8

const (
	DuplicationHurts    Duplication = -1
	DuplicationNeutral  Duplication = 0
	DuplicationHelps    Duplication = 1
	DuplicationReplaces Duplication = 2 // a second one adds less than the first
)

// RoleInfo says what a role is and does.
type RoleInfo struct {
	// ID is the name in scenarios, tables and the record.
	ID, Name string
	// Changes is the state variable that the role moves.
	Changes string
	// Doing says what acting is, after the names of who acts, and Again comes before a
	// second target of it; Missing says what the role brings. Before a target, if Targeted.
	Doing, Again, Missing string
	// Targeted roles work on one party, the others on all at once.
	Targeted bool
	// Speaks: the act carries words, with the preferred settlement of whoever wrote them.
	Speaks bool
	// OnIssue: acts work on one issue. AllSides: they must reach every essential party.
	OnIssue, AllSides bool
	Duplicate         Duplication
	// Profile is the capability, [0,1] by Track, of a mediator of whom a scenario gives
	// no role: able to do, with limits (0.5), what such third parties commonly do,
	// plainly equipped (1) for their own role. Modelling choice.
	Profile [NumTracks]float64

	// grip is what the role takes besides capability, [0,1]; nil is consent.
	grip func(m *mediatorState, consent, leverage float64) float64
	// act moves the world with the month's acts in the role. Effects grow with effort
	// and are never gated by a phase.
	act func(w *World, acts []int)
	// unit is what one more unit of effort would change, for a party or for all.
	unit func(w *World, p *partyState) step
	// inWar and inPeace are the need by the coarse rule; nil is none. A role without
	// inPeace does not bear on the hazard of collapse.
	inWar, inPeace needRule
}

// needRule is a need by the coarse rule, for a party or for all; it is cut to [0,1].
type needRule func(w *World, d diagnosis, p *partyState) float64

// Roles describes the roles. The weights of the coarse rules are modelling choices; they
// steer who does what and enter no chance of success.
var Roles = [NumRoles]RoleInfo{
	Explorer: {
		ID: "explorer_reassurer", Name: "explorer / reassurer", Changes: "trust, beliefs",
		Doing: "sounded out the sides", Missing: "reassurance",
		Speaks: true, Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0.5},
		grip:    func(m *mediatorState, consent, _ float64) float64 { return consent * (1 - abs(m.bias)) },
		act:     (*World).explore,
		unit:    func(w *World, _ *partyState) step { return step{evidence: w.par[ParamMuI]} },
		inWar:   func(_ *World, d diagnosis, _ *partyState) float64 { return (1 - d.trust) * (1 - d.least) },
		inPeace: func(_ *World, d diagnosis, _ *partyState) float64 { return (1 - d.trust) / 2 },
	},
	Convener: {
		ID: "convener", Name: "convener", Changes: "venue",
		Doing: "called the sides to talks", Missing: "a recognised place to meet",
		Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:   (*World).convene,
		unit:  func(*World, *partyState) step { return step{venue: conveningVenue - leastVenue} },
		inWar: func(_ *World, d diagnosis, _ *partyState) float64 { return (1 - leastVenue) * d.attend },
	},
	Decoupler: {
		ID: "decoupler", Name: "decoupler", Changes: "war support",
		Doing: "worked to cut off support from abroad for", Again: "for", Missing: "cutting support from abroad for",
		Targeted: true, Duplicate: DuplicationHelps,
		grip: byLeverage,
		act:  (*World).decouple,
		unit: func(_ *World, p *partyState) step {
			return step{cost: float64(p.hurt * min(decoupling, p.support) / 2)}
		},
		inWar: func(_ *World, _ diagnosis, p *partyState) float64 { return p.support * (1 - p.attend) },
	},
	Unifier: {
		ID: "unifier", Name: "unifier", Changes: "cohesion",
		Doing: "worked for one voice within", Again: "within", Missing: "one voice within",
		Targeted: true, Speaks: true, Duplicate: DuplicationHelps,
		act:   (*World).unify,
		unit:  func(_ *World, p *partyState) step { return step{cohesion: min(unifying, 1-p.cohesion)} },
		inWar: needOfUnity, inPeace: needOfUnity,
	},
	Enskiller: {
		ID: "enskiller", Name: "enskiller", Changes: "skill",
		Doing: "trained the negotiators of", Again: "those of", Missing: "skill of the negotiators of",
		Targeted: true, Duplicate: DuplicationNeutral, Profile: [...]float64{0, 0.5},
		act:  (*World).enskill,
		unit: func(_ *World, p *partyState) step { return step{skill: min(enskilling, 1-p.skill)} },
		inWar: func(_ *World, d diagnosis, p *partyState) float64 {
			return 0.5 * (1 - p.skill) * (0.4 + float64(0.6*d.open))
		},
	},
	Facilitator: {
		ID: "facilitator", Name: "facilitator", Changes: "suspension hazard, step of concessions",
		Doing: "helped the talks along", Missing: "a chair of the talks",
		Speaks: true, OnIssue: true, AllSides: true, Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:  (*World).facilitate,
		unit: func(w *World, _ *partyState) step { return step{facilitation: one(w.process.state == processOpen)} },
		inWar: func(_ *World, d diagnosis, _ *partyState) float64 {
			return float64(d.open*0.8*(1-d.agreed)) + float64((1-d.open)*slight*d.attend)
		},
	},
	Envisioner: {
		ID: "envisioner_fact_finder", Name: "envisioner / fact finder", Changes: "options, agenda, trades, beliefs",
		Doing: "brought facts and ideas", Missing: "facts and ideas",
		Speaks: true, OnIssue: true, AllSides: true, Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0.5},
		act: (*World).envision,
		unit: func(w *World, _ *partyState) step {
			s := step{bargaining: w.closing(w.par[ParamMuI])}
			if n := w.openWeight(); n > 0 {
				s.bargaining += float64(optionStep * min(n, 1/n))
			}
			return s
		},
		inWar: func(_ *World, d diagnosis, _ *partyState) float64 {
			return float64(d.open*0.6*(1-d.agreed)) + float64((1-d.open)*2*d.disagreement)
		},
	},
	Enhancer: {
		ID: "enhancer", Name: "enhancer", Changes: "enhancement",
		Doing: "offered means to make a settlement worth more", Missing: "means that make a settlement worth more",
		Duplicate: DuplicationReplaces,
		act:       (*World).enhance,
		unit: func(w *World, _ *partyState) step {
			return step{bargaining: min(enhancing, mostEnhancement-w.process.enhancement)}
		},
		inWar: func(w *World, _ diagnosis, _ *partyState) float64 {
			shortage := w.par[ParamTheta] - w.process.bargainingRange/float64(len(w.essential))
			return 0.5 * clamp(2*shortage, 0, 1) * (1 - w.process.enhancement/mostEnhancement)
		},
	},
	Legitimiser: {
		ID: "legitimiser", Name: "legitimiser", Changes: "legitimacy",
		Doing: "lent the talks their standing as observers", Missing: "standing for the talks",
		Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0},
		act: (*World).legitimise,
		unit: func(w *World, _ *partyState) step {
			return step{legitimacy: min(legitimising, mostLegitimacy-w.process.legitimacy)}
		},
		inWar: func(w *World, d diagnosis, _ *partyState) float64 {
			return float64(d.open*0.5*(1-w.process.legitimacy/mostLegitimacy)) + float64((1-d.open)*slight)
		},
		inPeace: func(w *World, _ diagnosis, _ *partyState) float64 {
			return 0.5 * (1 - w.process.legitimacy/mostLegitimacy)
		},
	},
	Monitor: {
		ID: "monitor", Name: "monitor", Changes: "violation rate, attribution",
		Doing: "watched who kept to what", Missing: "monitoring",
		Speaks: true, Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:  (*World).monitor,
		unit: func(*World, *partyState) step { return step{guard: monitoringCut} },
		inWar: func(_ *World, d diagnosis, _ *partyState) float64 {
			return d.truce * 0.6 * (1.5 - d.trust) * (1.5 - d.cohesion) / 2
		},
		inPeace: func(_ *World, d diagnosis, _ *partyState) float64 { return 0.6 * (1.5 - d.trust) },
	},
	Guarantor: {
		ID: "guarantor", Name: "guarantor", Changes: "guarantee",
		Doing: "offered to guarantee a settlement", Missing: "a guarantee",
		Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		grip: func(m *mediatorState, consent, _ float64) float64 { return consent * m.resolve },
		act:  (*World).guarantee,
		unit: func(w *World, _ *partyState) step {
			return step{fearTaken: 1 - exp(-float64(w.par[ParamMuG]*min(1, mostGuarantee-w.process.guarantee)))}
		},
		inWar:   func(_ *World, d diagnosis, _ *partyState) float64 { return d.fear * max(0.2, d.agreed) },
		inPeace: func(_ *World, d diagnosis, _ *partyState) float64 { return d.fear },
	},
	Enforcer: {
		ID: "enforcer", Name: "enforcer", Changes: "cost of violation",
		Doing: "stood ready to enforce", Missing: "enforcement",
		Duplicate: DuplicationHurts,
		grip:      byLeverage,
		act:       (*World).enforce,
		unit:      func(*World, *partyState) step { return step{guard: enforcementCut} },
		inWar:     func(_ *World, d diagnosis, _ *partyState) float64 { return d.truce * 0.4 * (1 - d.trust) },
		inPeace:   func(_ *World, d diagnosis, _ *partyState) float64 { return 0.4 * (1 - d.trust) },
	},
	Reconciler: {
		ID: "reconciler", Name: "reconciler", Changes: "hostility",
		Doing: "worked on reconciliation", Missing: "reconciliation",
		Duplicate: DuplicationHelps, Profile: [...]float64{0, 0.5},
		act:   (*World).reconcile,
		unit:  func(w *World, _ *partyState) step { return step{hostility: min(reconciling, w.process.hostility)} },
		inWar: needOfHealing, inPeace: needOfHealing,
	},
	Inducer: {
		ID: "inducer", Name: "inducer", Changes: "pressure",
		Doing: "pressed", Missing: "pressure on",
		Targeted: true, Speaks: true, Duplicate: DuplicationReplaces, Profile: [...]float64{0.5, 0},
		grip: byLeverage,
		act:  (*World).induce,
		unit: func(w *World, p *partyState) step {
			return step{pressure: min(w.par[ParamMuL], mostPressure-p.pressure)}
		},
		inWar: func(_ *World, _ diagnosis, p *partyState) float64 { return 0.8 * (1 - p.attend) },
	},
	Messenger: {
		ID: "neutral_messenger", Name: "neutral messenger", Changes: "venue after a suspension, ceasefire without a meeting",
		Doing: "carried messages", Missing: "a messenger",
		Speaks: true, AllSides: true, Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0.5},
		act:  (*World).carry,
		unit: func(*World, *partyState) step { return step{messenger: 1} },
		inWar: func(_ *World, d diagnosis, _ *partyState) float64 {
			return float64(d.suspended*0.8) + float64((1-d.suspended)*(1-d.truce)*0.8*d.truceWish/2)
		},
	},
	Unofficial: {
		ID: "unofficial_convener_facilitator", Name: "unofficial convener / facilitator", Changes: "track-two ideas",
		Doing: "brought people together unofficially", Missing: "unofficial talks",
		Speaks: true, AllSides: true, Duplicate: DuplicationHurts, Profile: [...]float64{0, 1},
		act: (*World).converse,
		unit: func(w *World, _ *partyState) step {
			return step{evidence: ideasExplore * w.par[ParamMuI], bargaining: unofficialRange}
		},
		inWar: func(w *World, d diagnosis, _ *partyState) float64 {
			return 0.5 * (1 - d.trust) * (1 - float64(w.process.ideas/2))
		},
		inPeace: func(_ *World, d diagnosis, _ *partyState) float64 { return 0.5 * (1 - d.trust) / 2 },
	},
}

// slight need, where a role is early or late.
const slight = 0.1

// byLeverage is the grip of roles that need no consent.
func byLeverage(m *mediatorState, _, leverage float64) float64 { return leverage * m.resolve }

func needOfUnity(_ *World, _ diagnosis, p *partyState) float64 { return 0.6 * (1 - p.cohesion) }

func needOfHealing(w *World, _ diagnosis, _ *partyState) float64 { return 0.2 * w.process.hostility }

// speaks is RoleInfo.Speaks, close together for the inner loop; speaking the same as a
// set, a bit each.
var speaks, speaking = func() (table [NumRoles]bool, set uint32) {
	for r := range table {
		table[r] = Roles[r].Speaks
		set |= uint32(asInt(table[r])) << r
	}
	return table, set
}()

// String returns the role's ID.
func (r Role) String() string { return Roles[r].ID }

// RoleByID finds a role by its ID.
func RoleByID(id string) (Role, bool) {
	r := slices.IndexFunc(Roles[:], func(i RoleInfo) bool { return i.ID == id })
	return Role(max(r, 0)), r >= 0
}
