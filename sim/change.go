package sim

// Change moves a coded number of an actor.
type Change struct {
	Number Number
	// Mediator and Party index whose number it is; -1 where it has none.
	Mediator, Party int
	// By is added; the number stays within its bounds.
	By float64
}

// Number is a coded number that a shock can change.
type Number uint8

const (
	NumberInterest Number = iota
	NumberBias
	NumberOutline
	NumberResolve
	NumberAutonomy
	NumberAcceptance
	NumberLeverage
	NumberConsent
	NumberCohesion
	NumberSkill
	NumberTrust
	NumberWarSupport
	NumberStrength
	NumberOptimism
	NumberStatusQuo
	NumNumbers
)

// NumberInfo names a number as the scenario does.
type NumberInfo struct {
	ID string
	// OfMediator, OfParty: whose it is; both for what a mediator has for each party.
	OfMediator, OfParty bool
	// reach: what third parties can do rests on it.
	reach  bool
	change func(w *World, x *Change)
}

// leastShare keeps shares and beliefs from 0 and 1, which nothing would move again.
const leastShare = 0.01

// Numbers in the order of the constants.
var Numbers = [NumNumbers]NumberInfo{
	NumberInterest: ofMediator("interest", false, func(w *World, m *mediatorState, by float64) {
		m.interest = clamp(m.interest+by, -1, 1)
		w.seekOpposition()
	}),
	NumberBias:       ofMediator("bias", true, func(_ *World, m *mediatorState, by float64) { m.bias = clamp(m.bias+by, -1, 1) }),
	NumberOutline:    ofMediator("outline", true, func(_ *World, m *mediatorState, by float64) { m.outline = clamp(m.outline+by, -1, 1) }),
	NumberResolve:    ofMediator("resolve", true, func(_ *World, m *mediatorState, by float64) { m.resolve = clamp(m.resolve+by, 0, 1) }),
	NumberAutonomy:   ofMediator("autonomy", false, func(_ *World, m *mediatorState, by float64) { m.autonomy = clamp(m.autonomy+by, 0, 1) }),
	NumberAcceptance: ofMediator("acceptance_as_lead", false, func(_ *World, m *mediatorState, by float64) { moveTo(&m.acceptance, by) }),
	NumberLeverage:   {"leverage", true, true, true, func(w *World, x *Change) { moveTo(&w.leverage[x.Mediator][x.Party], x.By) }},
	NumberConsent:    {"consent", true, true, true, func(w *World, x *Change) { moveTo(&w.consent[x.Mediator][x.Party], x.By) }},
	NumberCohesion:   ofParty("cohesion", func(_ *World, p *partyState, by float64) { moveTo(&p.cohesion, by) }),
	NumberSkill:      ofParty("skill", func(_ *World, p *partyState, by float64) { moveTo(&p.skill, by) }),
	NumberTrust: ofParty("trust", func(_ *World, p *partyState, by float64) {
		counts := p.good + p.bad
		p.good = float64(counts * clamp(p.good/counts+by, 0, 1))
		p.bad = counts - p.good
	}),
	NumberWarSupport: ofParty("war_support", func(_ *World, p *partyState, by float64) {
		moveTo(&p.supportCoded, by)
		moveTo(&p.support, by)
	}),
	NumberStrength:  {ID: "strength_share", OfParty: true, change: (*World).strengthen},
	NumberOptimism:  {ID: "optimism", OfParty: true, change: (*World).hearten},
	NumberStatusQuo: ofParty("status_quo", func(_ *World, p *partyState, by float64) { moveTo(&p.statusQuo, by) }),
}

func ofMediator(id string, reach bool, change func(w *World, m *mediatorState, by float64)) NumberInfo {
	return NumberInfo{ID: id, OfMediator: true, reach: reach, change: func(w *World, x *Change) { change(w, &w.mediators[x.Mediator], x.By) }}
}

func ofParty(id string, change func(w *World, p *partyState, by float64)) NumberInfo {
	return NumberInfo{ID: id, OfParty: true, change: func(w *World, x *Change) { change(w, &w.parties[x.Party], x.By) }}
}

// moveTo changes a number on the scale from 0 to 1.
func moveTo(number *float64, by float64) { *number = clamp(*number+by, 0, 1) }

// strengthen changes a party's strength, and with it the odds of its fronts whose odds
// are not coded: what it holds now counts as held at time zero.
func (w *World) strengthen(x *Change) {
	p := &w.parties[x.Party]
	p.strength = clamp(p.strength+x.By, leastShare, 1-leastShare)
	for _, e := range w.ends[x.Party] {
		if f := &w.fronts[e.front]; !f.over && !w.c.Fronts[e.front].OddsCoded {
			w.setOdds(f)
		}
	}
}

// hearten changes what a party believes each of its fronts is worth, before its cost; the
// weight of its evidence stays.
func (w *World) hearten(x *Change) {
	for _, e := range w.ends[x.Party] {
		f := &w.fronts[e.front]
		if f.over {
			continue
		}
		w.valueFront(f)
		side := &f.side[e.side]
		w.believe(f, side, clamp(side.value+x.By, leastShare, 1-leastShare))
		f.stale = true
	}
}
