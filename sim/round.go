package sim

// Step is an entry of the schedule: what round.go does in a month, in its order.
type Step struct {
	// Does says in a clause what happens; Method, in File, does it.
	Does, Method, File string
	// Phases of the ten that it is; empty for what belongs to none.
	Phases string
	// War and Peace: it runs while the war goes on, after a settlement.
	War, Peace bool
}

// Schedule is the month as play runs it.
var Schedule = []Step{
	{"third parties come and go", "arrive", "round.go", "", true, true},
	{"dated events from outside take effect", "applyShocks", "shock.go", "1", true, true},
	{"each party computes what war and settlement are worth, at its own belief", "valueFighting", "war.go", "2", true, true},
	{"needs are diagnosed on the picture of the month's start", "assessNeeds", "needs.go", "3", true, true},
	{"third parties propose acts by their strategies, and the regime edits who does what, when and with what information", "acts", "coordination.go", "4, 5", true, true},
	{"acts take effect, role by role, within the parties' attention", "act", "inforce.go", "6", true, true},
	{"fear, bargaining range, attendance and readiness are computed anew, and each party takes its stance by its strategy", "updateParties", "readiness.go", "", true, true},
	{"talks open, resume, meet or do not", "runProcess", "process.go", "7", true, false},
	{"at a meeting: agenda, concessions, proposals, frameworks, protocols, signature", "talk", "talks.go", "8", true, false},
	{"a ceasefire is signed or prolonged, at a meeting or through a messenger", "negotiateTruce", "ceasefire.go", "", true, false},
	{"a meeting may end in suspension", "suspendTalks", "process.go", "", true, false},
	{"a truce is kept or violated, or battles are fought; beliefs and trust learn", "fight", "fighting.go", "9", true, false},
	{"the settlement collapses or holds another month", "collapses", "implementation.go", "10", false, true},
	{"stocks wear off, terms run out, and a side that holds nothing is beaten", "close", "implementation.go", "10", true, true},
	{"coordination sees what came of the month", "observe", "coordination.go", "", true, true},
}

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
	kind := EventUnsettled
	if w.process.lasted >= frozenMonths {
		kind, w.out.End = EventFrozen, EndFrozen
	}
	w.tell(kind, nil)
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

// drawFor is the draw of the month of whoever has but one.
func (w *World) drawFor(a actorKey) float64 {
	w.stream.reset(w.key, a, w.round)
	return w.stream.Uniform(0)
}

// arrive starts the process's stream and, in months in which somebody comes or
// goes, notes who is there. The streams of other actors are reset where they
// first act in the month.
func (w *World) arrive() {
	w.processStream.reset(w.key, w.processKey, w.round)
	if w.round > 0 && w.partyComings[w.round] {
		w.reseat()
	}
	if !w.comings[w.round] {
		return
	}
	for i := range w.mediators {
		m, c := &w.mediators[i], &w.c.Mediators[i]
		here := w.round >= c.Enter && w.round < c.Exit && !m.absent
		if here != m.present && w.round > 0 {
			kind := EventEnters
			if m.present {
				kind = EventLeaves
			}
			w.tell(kind, func(e *Event) { e.Mediator = i })
		}
		m.present = here
	}
}
