package sim

const (
	supportBack   = 0.01 // war support that comes back a month
	stockBack     = 0.25 // leverage that comes back a month
	signedKept    = 0.97 // of a guarantee signed in the agreement, a month
	collapseScale = 2    // of the hazard of collapse: at full hostility and no trust, guarantee or cohesion
	fearfulBase   = 1.3
	hostilityBase = 0.5
)

// close is the end of a month: what wears off, expires, or is decided.
func (w *World) close() {
	w.decay()
	if w.settled || w.out.End == EndSettlement {
		for p := range w.parties {
			w.parties[p].good += quietGood
		}
		return
	}
	w.expire()
	w.tire()
	if winner, yes := w.decided(); yes {
		kind := EventVictory
		w.out.End, w.out.Winner, w.out.Month = EndVictory, winner, w.round
		if winner < 0 {
			kind, w.out.End = EventDivided, EndDivided
		}
		w.tell(kind, func(e *Event) { e.Party = winner })
	}
}

// decay wears off stocks and pressure, and gives leverage and support back.
func (w *World) decay() {
	delta := w.par[ParamDelta]
	p := &w.process
	p.enhancement *= delta
	p.legitimacy *= delta
	p.ideas *= delta
	if w.settled || w.out.End == EndSettlement {
		p.guarantee *= signedKept
	} else {
		p.guarantee *= delta
	}
	for i := range w.parties {
		party := &w.parties[i]
		party.pressure *= delta
		party.support = min(party.supportCoded, party.support+supportBack)
	}
	recovering := w.spent[:0]
	for _, i := range w.spent {
		m := &w.mediators[i]
		if m.stock = min(1, m.stock+stockBack); m.stock < 1 {
			recovering = append(recovering, i)
		}
	}
	w.spent = recovering
}

// expire ends the term of a ceasefire that nobody prolonged.
func (w *World) expire() {
	p := &w.process
	if !p.truce {
		return
	}
	if p.left--; p.left > 0 {
		return
	}
	p.truce = false
	w.out.Lapses++
	w.tell(EventLapsed, nil)
}

// tire raises a patron's interest with the war it supports, by its hardest fought front.
func (w *World) tire() {
	for p := range w.parties {
		fiercest := 0.0
		for _, e := range w.ends[p] {
			fiercest = max(fiercest, w.fronts[e.front].intensity)
		}
		w.weights[p] = float64(w.par[ParamFatigue] * w.parties[p].support * fiercest)
	}
	for _, x := range w.patrons {
		if m := &w.mediators[x.mediator]; m.present {
			m.interest = min(1, m.interest+w.weights[x.party])
		}
	}
}

// collapses draws the end of a settlement: little trust, fear without a guarantee, and
// factions out of control, less what third parties hold up.
func (w *World) collapses() bool {
	p := &w.process
	doubt := 0.0
	for _, i := range w.essential {
		party := &w.parties[i]
		doubt += float64((1 - party.trust) * (1 - party.trust) * (fearfulBase - party.cohesion))
	}
	guard := float64(monitoringCut*p.monitoring) + float64(enforcementCut*p.enforcement)
	hazard := w.collapseBase() * exp(-guard) * rancour(p.hostility) * doubt
	chance := 1 - exp(-hazard)
	if w.processStream.Uniform(slotCollapse) >= chance {
		return false
	}
	w.tell(EventCollapsed, func(e *Event) { e.Chance = chance })
	return true
}

// rancour is what hostility, [0,1], leaves of the hazard of collapse.
func rancour(hostility float64) float64 { return hostilityBase + float64((1-hostilityBase)*hostility) }

// collapseBase is the hazard of collapse a month, for each unit of doubt at full
// hostility, less what guarantees and legitimacy take off.
func (w *World) collapseBase() float64 {
	return collapseScale * w.par[ParamZeta] * exp(-float64(w.par[ParamMuG]*w.process.guarantee)-w.process.legitimacy)
}
