package sim

import "math"

const (
	longestTerm     = 6   // months
	strangers       = 0.3 // share of a messenger's reach before the sides have talked
	renewedApart    = 0.8 // reach of declarations that prolong a ceasefire without a meeting
	breakdownChance = 0.35
	violatedBattles = 0.4  // share of battles left under a violated truce
	quietGood       = 0.4  // good counts from a quiet month
	truceHeat       = 0.25 // share of intensity left under a truce that holds
	violatedHeat    = 0.6  // and under one that is violated; modelling choices
	violationBase   = 0.5
	looseBase       = 1.5 // a truce is violated by this less trust, times this less cohesion
	monitoringCut   = 0.5 // exponents that a unit takes off the hazards of violation and collapse
	enforcementCut  = 0.3
)

// negotiateTruce signs a ceasefire or prolongs one that runs out, at a meeting
// or through a messenger.
func (w *World) negotiateTruce() {
	p := &w.process
	expires := p.truce && p.left <= 1
	way := w.wayToTruce(expires)
	if way <= 0 || w.out.End == EndSettlement || p.truce && !expires || len(w.fighting) == 0 {
		return
	}
	joint, least, weakest := w.together(w.fighting, func(p int) float64 { return w.parties[p].stance.Truce })
	chance := joint * way
	if expires {
		chance = math.Sqrt(joint) * way
	}
	if w.processStream.Uniform(slotTruce) >= chance {
		w.tell(EventTruceRefused, func(e *Event) { e.Chance, e.Party, e.Value = chance, weakest, least })
		return
	}
	w.signTruce(expires, chance, joint)
}

// wayToTruce is how far the sides can reach a ceasefire, [0,1]: in full at a meeting,
// through a messenger by its effort, the less before they have ever talked. One that
// runs out can also be prolonged by declarations from afar.
func (w *World) wayToTruce(expires bool) float64 {
	p := &w.process
	switch {
	case p.met:
		return 1
	case expires:
		return max(p.messenger, renewedApart)
	case p.state == StageNone:
		return float64(strangers * p.messenger)
	}
	return p.messenger
}

// signTruce agrees a term that grows with the sides' joint will. The first one signed
// at a meeting settles what was open about ceasefires: at the proposal on the table, else
// midway.
func (w *World) signTruce(extension bool, chance, joint float64) {
	p := &w.process
	term := min(1+int(joint*longestTerm), longestTerm)
	kind := EventTruce
	if extension {
		kind = EventExtended
		w.out.Extensions++
	} else {
		w.out.Truces++
	}
	p.truce, p.term = true, term
	p.left = term + asInt(extension) // and the month that is running out
	if w.out.FirstTruce == Never {
		w.out.FirstTruce = w.round
	}
	w.tell(kind, func(e *Event) { e.Chance, e.Value = chance, float64(p.term) })
	if p.met && !p.truceSettled {
		p.truceSettled = true
		for _, k := range w.issueOrder {
			if !w.c.Issues[k].Ceasefire || !w.openIssue(k) {
				continue
			}
			x := w.between(k, 0)
			if w.issues[k].tabled {
				x = w.issues[k].proposal
			}
			w.agree(k, x)
		}
	}
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// violationHazard is a party's share of omega (1.5 - trust)(1.5 - cohesion),
// less what monitors and enforcers take off. Third parties look ahead by lastsAfter, the same of means.
func (w *World) violationHazard(p int) float64 {
	party := &w.parties[p]
	guard := float64(monitoringCut*w.process.monitoring) + float64(enforcementCut*w.process.enforcement)
	hazard := w.par[ParamOmega] * (looseBase - w.meanTrust()) * (looseBase - party.cohesion) * exp(-guard)
	return hazard * party.stance.Breach / float64(len(w.fighting))
}

// Slots of a party's stream in a round.
const (
	slotViolate = iota
	slotFaction
	slotAttribute
	slotBreakdown
)

// keepTruce draws each side's violations; a month without any builds trust.
func (w *World) keepTruce() {
	p := &w.process
	p.violated = false
	w.out.TruceMonths++
	for _, i := range w.fighting {
		if w.partyStream[i].Uniform(slotViolate) < 1-exp(-w.violationHazard(i)) {
			p.violated = true
			w.violate(i)
		}
	}
	if !p.violated {
		for i := range w.parties {
			w.parties[i].good += quietGood
		}
	}
}

// violate costs the trust of whoever thinks it was the other: everybody but the
// violator where monitors can tell, everybody where they cannot.
func (w *World) violate(p int) {
	w.out.Violations++
	w.parties[p].breached = true
	faction := w.drawFaction(p)
	known := w.partyStream[p].Uniform(slotAttribute) < 1-exp(-w.process.monitoring)
	for i := range w.parties {
		if i != p || !known {
			w.parties[i].bad += violationBase + w.parties[p].cohesion
		}
	}
	broken := w.partyStream[p].Uniform(slotBreakdown) < breakdownChance
	w.tell(EventViolation, func(e *Event) { e.Party, e.Faction, e.Attributed = p, faction, known })
	if broken && w.process.truce {
		w.process.truce = false
		w.out.Breakdowns++
		w.tell(EventBreakdown, func(e *Event) { e.Party = p })
	}
}

// drawFaction says whose fighters it were, -1 where a party names none.
func (w *World) drawFaction(p int) int {
	u := w.partyStream[p].Uniform(slotFaction)
	for _, i := range w.factions[p] {
		if u -= w.c.Parties[p].Factions[i].Share; u < 0 {
			return i
		}
	}
	return -1
}
