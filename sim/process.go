package sim

const (
	leastVenue    = 0.15 // something can always be arranged
	highLevel     = 0.35 // least willingness at which deputies come; modelling choice
	topLevel      = 0.65 // and leaders
	lowTrust      = 0.25 // below which a failed convening does harm
	startHostile  = 1.0
	frameworkHold = 0.5
)

// processState is the state of the talks and of what third parties hold up, as Entities
// describes it.
type processState struct {
	state                          Stage
	level                          Level
	met, bound                     bool
	frameworks                     []bool
	bargainingRange, rangeFearless float64
	rangeRaw                       float64 // before fear, and below 0 too
	dread                          float64 // fear of a party without any trust
	// What the hazards of collapse and of suspension have in common this month.
	collapseBase, suspendBase float64

	truce, violated, truceSettled                        bool
	left, term, lasted                                   int
	guarantee, enhancement, legitimacy, ideas, hostility float64 // stocks

	// This month's.
	venue, facilitation, vision, messenger, monitoring, enforcement float64
	conveners                                                       int
	text, textWeight                                                float64
}

// clearMonth forgets what third parties did last month but for their stocks.
func (p *processState) clearMonth() {
	p.venue, p.conveners = leastVenue, 0
	p.facilitation, p.vision, p.messenger = 0, 0, 0
	p.monitoring, p.enforcement = 0, 0
	p.text, p.textWeight = 0, 0
	p.met = false
}

// Slots of the process's stream.
const (
	slotOpen = iota
	slotMeet
	slotText
	slotTrade
	slotFramework
	slotSign
	slotTruce
	slotSuspend
	slotCollapse
)

// runProcess lets talks open, resume, or meet, until a deadline has passed.
func (w *World) runProcess() {
	p := &w.process
	if deadline := w.c.Deadline; deadline > 0 && w.round > deadline {
		return
	}
	switch p.state {
	case StageOpen:
		w.meet()
	case StageSuspended:
		w.open(min(1, p.venue*(1+p.messenger)))
	default:
		w.open(p.venue)
	}
	if p.met {
		w.setLevel()
		w.out.Meetings++
		if w.out.Opened == Never {
			w.out.Opened = w.round
		}
		w.tell(EventMeeting, func(e *Event) { e.Level, e.Value = p.level, p.venue })
	}
}

// open starts talks with the geometric mean of attendance times that of cohesion
// times the venue as chance; the opening is the first meeting.
func (w *World) open(venue float64) {
	attend, _, weakest := w.attendance()
	product, _, _ := w.together(w.essential, func(p int) float64 { return w.parties[p].cohesion })
	cohesion := w.geometric(product)
	chance := attend * cohesion * venue
	p := &w.process
	if w.processStream.Uniform(slotOpen) >= chance {
		w.failConvening(chance, venue, cohesion, weakest)
		return
	}
	kind := EventReopened
	if p.state == StageNone {
		kind = EventOpened
	}
	p.state, p.met = StageOpen, true
	w.tell(kind, func(e *Event) { e.Chance, e.Value = chance, venue })
}

// failConvening costs trust where there is little: a call that fails shows that
// the other would not come.
func (w *World) failConvening(chance, venue, cohesion float64, weakest int) {
	if w.process.conveners == 0 {
		return
	}
	if w.meanTrust() < lowTrust {
		for p := range w.parties {
			w.parties[p].bad++
		}
	}
	w.tell(EventConveningFailed, func(e *Event) {
		e.Chance, e.Party, e.Value, e.Second, e.Third = chance, weakest, w.parties[weakest].stance.Attend, venue, cohesion
	})
}

// meet holds a meeting with the geometric mean of attendance times the venue as
// chance; once talks have opened, a standing table is there without a new call.
func (w *World) meet() {
	attend, _, weakest := w.attendance()
	venue := max(w.process.venue, w.par[ParamV0])
	chance := attend * venue
	if w.processStream.Uniform(slotMeet) < chance {
		w.process.met = true
		return
	}
	w.tell(EventNoMeeting, func(e *Event) {
		e.Chance, e.Party = chance, weakest
		e.Value, e.Second = w.parties[weakest].stance.Attend, venue
	})
}

// setLevel lets delegations be as high as the less willing side wants: by the mean of
// its attendance and readiness.
func (w *World) setLevel() {
	switch least := w.least(func(p int) float64 { return (w.parties[p].stance.Attend + w.parties[p].stance.Ready) / 2 }); {
	case least >= topLevel:
		w.process.level = LevelTop
	case least >= highLevel:
		w.process.level = LevelHigh
	default:
		w.process.level = LevelLow
	}
}

// suspendTalks may end a meeting in suspension.
func (w *World) suspendTalks() {
	p := &w.process
	if !p.met || w.out.End == EndSettlement {
		return
	}
	_, least, weakest := w.attendance()
	chance := suspension(w.suspendBase(), least, p.facilitation)
	if w.processStream.Uniform(slotSuspend) >= chance {
		return
	}
	p.state = StageSuspended
	w.out.Suspensions++
	w.tell(EventSuspended, func(e *Event) { e.Chance, e.Party, e.Value = chance, weakest, least })
}

// suspension is the chance that a meeting ends in one, by the attendance of whoever would rather
// stay away and by what holds it together; third parties look ahead by it too.
func suspension(base, least, holds float64) float64 { return base * (1 - least) * falling(holds) }

// suspendBase is the chance that a meeting that a side would rather not attend ends in
// suspension, without a chair.
func (w *World) suspendBase() float64 {
	hold := w.process.legitimacy
	if w.process.bound {
		hold += frameworkHold
	}
	return w.par[ParamH0] * exp(-hold)
}
