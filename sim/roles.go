package sim

import "math"

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

// String says what a second actor does.
func (d Duplication) String() string {
	return [...]string{"hurts", "adds nothing", "helps", "adds less"}[d-DuplicationHurts]
}

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
type needRule func(d *diagnosis) float64

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
		inWar:   func(d *diagnosis) float64 { return (1 - d.trust) * (1 - d.least) },
		inPeace: func(d *diagnosis) float64 { return (1 - d.trust) / 2 },
	},
	Convener: {
		ID: "convener", Name: "convener", Changes: "venue",
		Doing: "called the sides to talks", Missing: "a recognised place to meet",
		Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:   (*World).convene,
		unit:  func(*World, *partyState) step { return step{venue: conveningVenue - leastVenue} },
		inWar: func(d *diagnosis) float64 { return (1 - leastVenue) * d.attend },
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
		inWar: func(d *diagnosis) float64 { return d.party.support * (1 - d.party.attend) },
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
		act:   (*World).enskill,
		unit:  func(_ *World, p *partyState) step { return step{skill: min(enskilling, 1-p.skill)} },
		inWar: func(d *diagnosis) float64 { return 0.5 * (1 - d.party.skill) * (0.4 + float64(0.6*d.open)) },
	},
	Facilitator: {
		ID: "facilitator", Name: "facilitator", Changes: "suspension hazard, step of concessions",
		Doing: "helped the talks along", Missing: "a chair of the talks",
		Speaks: true, OnIssue: true, AllSides: true, Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:  (*World).facilitate,
		unit: func(w *World, _ *partyState) step { return step{facilitation: one(w.process.state == StageOpen)} },
		inWar: func(d *diagnosis) float64 {
			return float64(d.open*0.8*(1-d.agreed)) + float64((1-d.open)*slight*d.attend)
		},
	},
	Envisioner: {
		ID: "envisioner_fact_finder", Name: "envisioner / fact finder", Changes: "options, agenda, trades, beliefs",
		Doing: "brought facts and ideas", Missing: "facts and ideas",
		Speaks: true, OnIssue: true, AllSides: true, Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0.5},
		act: (*World).envision,
		unit: func(w *World, _ *partyState) step {
			s, n := step{bargaining: w.closing(w.par[ParamMuI])}, 0.0
			for _, k := range w.issueOrder {
				if w.openIssue(k) {
					n += w.issues[k].weight
				}
			}
			if n > 0 {
				s.bargaining += float64(optionStep * min(n, 1/n))
			}
			return s
		},
		inWar: func(d *diagnosis) float64 {
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
		inWar: func(d *diagnosis) float64 {
			shortage := d.w.par[ParamTheta] - d.w.process.bargainingRange/float64(len(d.w.essential))
			return 0.5 * clamp(2*shortage, 0, 1) * (1 - d.w.process.enhancement/mostEnhancement)
		},
	},
	Legitimiser: {
		ID: "legitimiser", Name: "legitimiser", Changes: "legitimacy",
		Doing: "lent standing to the talks by observing them", Missing: "standing for the talks",
		Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0},
		act: (*World).legitimise,
		unit: func(w *World, _ *partyState) step {
			return step{legitimacy: min(legitimising, mostLegitimacy-w.process.legitimacy)}
		},
		inWar: func(d *diagnosis) float64 {
			return float64(d.open*0.5*(1-d.w.process.legitimacy/mostLegitimacy)) + float64((1-d.open)*slight)
		},
		inPeace: func(d *diagnosis) float64 { return 0.5 * (1 - d.w.process.legitimacy/mostLegitimacy) },
	},
	Monitor: {
		ID: "monitor", Name: "monitor", Changes: "violation rate, attribution",
		Doing: "watched who kept to what", Missing: "monitoring",
		Speaks: true, Duplicate: DuplicationHurts, Profile: [...]float64{0.5, 0},
		act:     (*World).monitor,
		unit:    func(*World, *partyState) step { return step{guard: monitoringCut} },
		inWar:   func(d *diagnosis) float64 { return d.truce * 0.6 * (1.5 - d.trust) * (1.5 - d.cohesion) / 2 },
		inPeace: func(d *diagnosis) float64 { return 0.6 * (1.5 - d.trust) },
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
		inWar:   func(d *diagnosis) float64 { return d.fear * max(0.2, d.agreed) },
		inPeace: func(d *diagnosis) float64 { return d.fear },
	},
	Enforcer: {
		ID: "enforcer", Name: "enforcer", Changes: "cost of violation",
		Doing: "stood ready to enforce", Missing: "enforcement",
		Duplicate: DuplicationHurts,
		grip:      byLeverage,
		act:       (*World).enforce,
		unit:      func(*World, *partyState) step { return step{guard: enforcementCut} },
		inWar:     func(d *diagnosis) float64 { return d.truce * 0.4 * (1 - d.trust) },
		inPeace:   func(d *diagnosis) float64 { return 0.4 * (1 - d.trust) },
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
		inWar: func(d *diagnosis) float64 { return 0.8 * (1 - d.party.attend) },
	},
	Messenger: {
		ID: "neutral_messenger", Name: "neutral messenger", Changes: "venue after a suspension, ceasefire without a meeting",
		Doing: "carried messages", Missing: "a messenger",
		Speaks: true, AllSides: true, Duplicate: DuplicationHelps, Profile: [...]float64{0.5, 0.5},
		act:  (*World).carry,
		unit: func(*World, *partyState) step { return step{messenger: 1} },
		inWar: func(d *diagnosis) float64 {
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
		inWar:   func(d *diagnosis) float64 { return 0.5 * (1 - d.trust) * (1 - float64(d.w.process.ideas/2)) },
		inPeace: func(d *diagnosis) float64 { return 0.5 * (1 - d.trust) / 2 },
	},
}

// slight need, where a role is early or late.
const slight = 0.1

// byLeverage is the grip of roles that need no consent.
func byLeverage(m *mediatorState, _, leverage float64) float64 { return leverage * m.resolve }

func needOfUnity(d *diagnosis) float64 { return 0.6 * (1 - d.party.cohesion) }

func needOfHealing(d *diagnosis) float64 { return 0.2 * d.w.process.hostility }

// speaking is the roles that speak, a bit each, for the inner loops.
var speaking = func() (set uint32) {
	for r := range Roles {
		set |= uint32(asInt(Roles[r].Speaks)) << r
	}
	return set
}()

// String returns the role's ID.
func (r Role) String() string { return Roles[r].ID }

// RoleByID finds a role by its ID.
func RoleByID(id string) (Role, bool) { return byID(NumRoles, id) }

// What a unit of effort does; modelling choices (section 4 of the model).
const (
	decoupling      = 0.1
	unifying        = 0.05
	enskilling      = 0.05
	optionStep      = 0.1
	mostOptions     = 0.3
	enhancing       = 0.05
	mostEnhancement = 0.3
	legitimising    = 0.2
	mostLegitimacy  = 3
	mostGuarantee   = 3
	jointWithin     = 0.1 // preferred settlements this close make a joint guarantee
	reconciling     = 0.02
	partisanHeat    = 0.1 // intensity that a partisan enforcer adds
	ideaStep        = 0.3
	mostIdeas       = 1
	ideasExplore    = 0.3 // share of track-two ideas that works as exploring
	ideasOptions    = 0.1 // and as options
	chairCapability = 0.75
	observerShare   = 0.25
)

// explore shows each side how sincerely willing the other is: evidence for
// trust, good or bad, and about the odds. Independent accounts corroborate.
func (w *World) explore(acts []int) {
	for p := range w.parties {
		if heard, effort := w.reaching(acts, p); len(heard) > 0 {
			w.reassure(p, effort)
		}
	}
}

// reaching lists the acts that reach a party, and how much effort they are together: the
// mean for each source, as far as these do not overlap. The list is valid until the next call.
func (w *World) reaching(acts []int, p int) (heard []int, effort float64) {
	f := &w.force
	f.order = f.order[:0]
	for _, i := range acts {
		if e := w.effortOn(i, p); e > 0 {
			f.order = append(f.order, i)
			effort += e
		}
	}
	return f.order, effort / float64(len(f.order)) * w.effective(f.order)
}

// reassure adds evidence about the others to a party's trust and beliefs.
func (w *World) reassure(p int, effort float64) {
	evidence := w.par[ParamMuI] * effort * w.parties[p].clarity
	if evidence <= 0 {
		return
	}
	other := w.willingnessOfOthers(p)
	w.parties[p].good += float64(evidence * other)
	w.parties[p].bad += float64(evidence * (1 - other))
	w.learn(p, evidence)
}

// willingnessOfOthers is the mean sincere willingness of the other essential parties.
func (w *World) willingnessOfOthers(p int) float64 {
	sum, n := 0.0, 0
	for _, o := range w.essential {
		if o != p {
			sum += w.parties[o].sincere
			n++
		}
	}
	if n == 0 {
		return w.parties[p].sincere
	}
	return sum / float64(n)
}

// convene offers a place to meet. Each side weighs the conveners against
// refusal; rivals split what a recognised forum would get.
func (w *World) convene(acts []int) {
	for p := range w.parties {
		w.weights[p] = 1
		for _, i := range acts {
			w.weights[p] += w.appeal(i, p)
		}
	}
	venue := 0.0
	for _, i := range acts {
		both := 1.0
		for _, p := range w.essential {
			both *= w.appeal(i, p) / w.weights[p]
		}
		venue += both
	}
	w.process.conveners = len(acts)
	w.process.venue = max(leastVenue, venue)
}

// appeal of a convener to a party: exp(4 consent - 1) for one fully equipped
// and fully heard.
func (w *World) appeal(act, p int) float64 {
	i := w.force.acts[act].Mediator
	if w.consent[i][p] <= 0 {
		return 0
	}
	heard := w.effortOn(act, p) / w.consent[i][p]
	return heard * w.welcome[i][p]
}

// decouple takes support from abroad away. Every patron that is cut off counts:
// support leaks through the weakest link.
func (w *World) decouple(acts []int) {
	for _, i := range acts {
		for p := range w.parties {
			w.parties[p].support = max(0, w.parties[p].support-float64(decoupling*w.effortOn(i, p)))
		}
	}
}

// unify helps a side find one voice; unifiers with different coalitions in
// mind pull it apart.
func (w *World) unify(acts []int) {
	for p := range w.parties {
		if heard, effort := w.reaching(acts, p); len(heard) > 0 {
			together := 2*w.agreement(heard) - 1
			w.parties[p].cohesion = clamp(w.parties[p].cohesion+float64(unifying*effort*together), 0, 1)
		}
	}
}

// enskill teaches negotiation: the best teacher of the month counts.
func (w *World) enskill(acts []int) {
	for p := range w.parties {
		best := 0.0
		for _, i := range acts {
			best = max(best, w.effortOn(i, p))
		}
		w.parties[p].skill = min(1, w.parties[p].skill+float64(enskilling*best))
	}
}

// facilitate chairs the talks. Several texts divide the chairs; observers add a little.
func (w *World) facilitate(acts []int) {
	f := &w.force
	f.order = f.order[:0]
	chair, observers := 0.0, 0.0
	for _, i := range acts {
		e := w.leastEffort(i)
		if w.mediators[f.acts[i].Mediator].capability[Facilitator] > chairCapability {
			f.order = append(f.order, i)
			chair = max(chair, e)
		} else {
			observers += e
		}
		w.suggest(i, e)
	}
	if n := w.texts(f.order); n > 1 {
		chair /= float64(n)
	}
	w.process.facilitation = chair + float64(observerShare*min(1, observers))
}

// suggest puts an act's issue on the agenda and its preferred settlement into the proposals.
func (w *World) suggest(act int, effort float64) {
	a := &w.force.acts[act]
	w.process.text += float64(effort * a.Outline)
	w.process.textWeight += effort
	if a.Issue != NoIssue {
		w.issues[a.Issue].agenda += effort
	}
}

// envision finds options on an issue, looks for trades, and brings facts about
// the odds. Ideas add up; rival texts cost clarity.
func (w *World) envision(acts []int) {
	for _, i := range acts {
		a := &w.force.acts[i]
		e := w.leastEffort(i)
		w.suggest(i, e)
		clear := w.leastClear()
		w.process.vision += float64(e * clear)
		if a.Issue != NoIssue {
			k := &w.issues[a.Issue]
			k.options = min(mostOptions, k.options+float64(optionStep*e*clear))
		}
		for p := range w.parties {
			if facts := w.effortOn(i, p); facts > 0 {
				w.learn(p, w.par[ParamMuI]*facts)
			}
		}
	}
}

// enhance makes a settlement worth more. Donors stand in for each other.
func (w *World) enhance(acts []int) {
	missing := 1.0
	for _, i := range acts {
		missing *= 1 - w.meanEffort(i)
	}
	w.process.enhancement = min(mostEnhancement, w.process.enhancement+float64(enhancing*(1-missing)))
}

// legitimise gives the process weight; more when those who do are diverse.
func (w *World) legitimise(acts []int) {
	sum, mean, square := 0.0, 0.0, 0.0
	for n, i := range acts {
		sum += w.meanEffort(i)
		bias := w.mediators[w.force.acts[i].Mediator].bias
		d := bias - mean
		mean += d / float64(n+1)
		square += float64(d * (bias - mean))
	}
	diverse := 1 + math.Sqrt(square/float64(len(acts)))
	w.process.legitimacy = min(mostLegitimacy, w.process.legitimacy+float64(legitimising*sum*diverse))
}

// monitor deters violations and says who did it. Findings that differ cancel.
func (w *World) monitor(acts []int) {
	sum := 0.0
	for _, i := range acts {
		sum += w.meanEffort(i)
	}
	w.process.monitoring = sum / float64(len(acts)) * w.effective(acts) * w.agreement(acts)
}

// guarantee takes fear away. Guarantors of one preferred settlement stand together, whoever
// arranged it; beside others they leave the task to each other.
func (w *World) guarantee(acts []int) {
	total, joint := 0.0, 0.0
	for _, i := range acts {
		total += w.meanEffort(i)
		group := 0.0
		for _, j := range acts {
			if abs(w.force.acts[i].Outline-w.force.acts[j].Outline) <= jointWithin {
				group += w.meanEffort(j)
			}
		}
		joint = max(joint, group)
	}
	if total > 0 {
		w.process.guarantee = min(mostGuarantee, w.process.guarantee+joint*joint/total)
	}
}

// enforce makes a violation costly this month. It needs one command: n of them
// are worth 1/n of their mean. Partisans raise the heat.
func (w *World) enforce(acts []int) {
	sum := 0.0
	for _, i := range acts {
		e := w.meanEffort(i)
		sum += e
		bias := abs(w.mediators[w.force.acts[i].Mediator].bias)
		for f := range w.fronts {
			w.fronts[f].excess += float64(partisanHeat * e * bias)
		}
	}
	n := float64(w.texts(acts))
	w.process.enforcement = sum / float64(len(acts)) / n
}

// reconcile wears hostility down.
func (w *World) reconcile(acts []int) {
	for _, i := range acts {
		w.process.hostility = max(0, w.process.hostility-float64(reconciling*w.meanEffort(i)))
	}
}

// induce presses each target with what patrons put behind it. On one client
// they stand in for each other; against a settlement they press the other way.
func (w *World) induce(acts []int) {
	for p := range w.parties {
		forward, back := 1.0, 1.0
		for _, i := range acts {
			push := float64(w.effortOn(i, p) * w.mediators[w.force.acts[i].Mediator].interest)
			if push >= 0 {
				forward *= 1 - push
			} else {
				back *= 1 + push
			}
		}
		push := float64(w.par[ParamMuL] * (back - forward))
		w.parties[p].pressure = clamp(w.parties[p].pressure+push, -mostPressure, mostPressure)
	}
}

// carry keeps a line open between sides that do not meet. A back-up helps; two
// live lines may contradict each other.
func (w *World) carry(acts []int) {
	missing := 1.0
	for _, i := range acts {
		missing *= 1 - w.leastEffort(i)
	}
	w.process.messenger = (1 - missing) * w.agreement(acts)
}

// converse adds to the stock of ideas and relations of unofficial talks.
// Several dialogues, unless they work on one text, share the same few insiders.
func (w *World) converse(acts []int) {
	best := 0.0
	for _, i := range acts {
		best = max(best, w.leastEffort(i))
	}
	best /= float64(w.texts(acts))
	w.process.ideas = min(mostIdeas, w.process.ideas+float64(ideaStep*best))
}

// passOnIdeas lets part of the unofficial stock work as exploring; insiders
// carry it, so it needs no act.
func (w *World) passOnIdeas() {
	for p := range w.parties {
		w.reassure(p, ideasExplore*w.process.ideas)
	}
}
