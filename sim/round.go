package sim

// director brings the acts of a round: phases 4 and 5. It is a regime, or a
// script that repeats what some regime did; the world cannot tell which.
type director interface {
	acts(w *World) []Act
	// observe lets coordination see, at the end of a round, what came of it.
	observe(w *World)
}

// play runs a history from time zero to its end.
func (w *World) play(d director) Outcome {
	for w.round = 0; w.round < w.c.Months; w.round++ {
		w.month(d)
		switch w.out.End {
		case EndVictory, EndDivided:
			return w.out
		case EndSettlement:
			return w.implement(d)
		}
	}
	w.round = w.c.Months - 1
	w.tell(EventUnsettled, nil)
	return w.out
}

// month is the schedule of a round. From act on, nothing knows the regime.
func (w *World) month(d director) {
	w.arrive()
	w.applyShocks()    //  1
	w.valueFighting()  //  2 war and settlement, each at its own belief
	w.assessNeeds()    //  3
	acts := d.acts(w)  //  4 proposals, and 5 what coordination makes of them
	w.act(acts)        //  6 within the parties' attention
	w.updateParties()  //    attendance and readiness after what was done
	w.runProcess()     //  7 opens, meets, venue, level
	w.talk()           //  8 concessions, frameworks, protocols, signature
	w.negotiateTruce() //    ceasefire, at a meeting or through a messenger
	w.suspendTalks()   //    after what the meeting brought
	w.fight()          //  9 battles, or a truce and its violations
	w.close()          // 10 decay, expiry, victory
	d.observe(w)
}

// implement follows a signed settlement until it collapses or has held.
func (w *World) implement(d director) Outcome {
	w.settled = true
	signed := w.round
	for w.round = signed + 1; w.round <= signed+w.c.Implementation; w.round++ {
		w.arrive()
		w.applyShocks()
		w.valueFighting()
		w.assessNeeds()
		w.act(d.acts(w))
		w.updateParties()
		if w.collapses() {
			w.out.Collapsed = w.round - signed
			return w.out
		}
		w.close()
		d.observe(w)
	}
	w.tell(EventKept, nil)
	return w.out
}

// arrive starts the process's stream and, in months in which somebody comes or
// goes, notes who is there. The streams of other actors are reset where they
// first act in the month.
func (w *World) arrive() {
	w.processStream.reset(w.key, w.processKey, w.round)
	if w.round < len(w.comings) && !w.comings[w.round] {
		return
	}
	for i := range w.mediators {
		m, c := &w.mediators[i], &w.c.Mediators[i]
		here := w.round >= c.Enter && w.round < c.Exit && !m.absent
		if here && !m.present && w.round > 0 {
			w.tell(EventEnters, func(e *Event) { e.Mediator = i })
		}
		m.present = here
	}
}
