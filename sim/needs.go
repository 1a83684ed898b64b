package sim

import (
	"math"
	"slices"
)

// blindNeed is what every role is needed under blind diagnosis, so that third parties
// go by what they can do. Modelling choice.
const blindNeed = 0.5

// Needs holds how much a unit of each role would now add to the chance that the
// remaining steps come off, [0,1], by NeedIndex, and the pull that it has on a mediator
// who sees it with the usual noise.
type Needs struct {
	Value, Pull []float64
	most        float64 // of Pull
}

func newNeeds(parties int) Needs {
	n := int(NumRoles) * (parties + 1)
	return Needs{Value: make([]float64, n), Pull: make([]float64, n)}
}

// pull turns needs into weights of a choice under Gumbel noise of a scale; only
// indices in use are computed. It returns the largest.
func (n *Needs) pull(into []float64, used []int, scale float64) (most float64) {
	last, pull := 0.0, 1.0
	for _, at := range used {
		into[at] = 1
		if v := n.Value[at]; v > 0 {
			if v != last { // as under blind diagnosis none does
				last, pull = v, exp(v/scale)
			}
			into[at] = pull
		}
		if into[at] > most {
			most = into[at]
		}
	}
	return most
}

// NeedIndex places a role and a target (a party, or Everyone) among the needs
// of a war with the given number of parties.
func NeedIndex(r Role, party, parties int) int { return int(r)*(parties+1) + party + 1 }

// assessNeeds diagnoses the war on the frozen picture of the month's start.
func (w *World) assessNeeds() {
	w.computeReadiness()
	w.agreed = w.shareAgreed()
	if w.par[SwitchNeeds] == NeedsBlind && w.round > 0 {
		return // as ever
	}
	w.needs, w.before = w.before, w.needs
	w.diagnose(int(w.par[SwitchNeeds]))
	w.needs.most = w.needs.pull(w.needs.Pull, w.needsUsed, NeedNoise)
	if w.round == 0 {
		w.before.most = w.needs.most
		copy(w.before.Value, w.needs.Value)
		copy(w.before.Pull, w.needs.Pull)
	}
}

// diagnose fills in what is needed, as a level of SwitchNeeds says.
func (w *World) diagnose(level int) {
	need := func(*RoleInfo, int) float64 { return blindNeed }
	switch level {
	case NeedsMarginal:
		w.lookAhead()
		need = w.marginalNeed
	case NeedsCoarse:
		w.diagnosis = w.diagnosisNow()
		need = w.coarseNeed
	}
	for _, at := range w.needsUsed {
		role, party := w.needOf(at)
		w.needs.Value[at] = clamp(need(&Roles[role], party), 0, 1)
	}
}

// coarseNeed is the rule of thumb: a stand-in for what a unit of a role would add to the
// chance of the next step.
func (w *World) coarseNeed(r *RoleInfo, party int) float64 {
	rule := r.inWar
	if w.settled {
		rule = r.inPeace
	}
	if rule == nil {
		return 0
	}
	w.diagnosis.party = &w.parties[max(party, 0)]
	return rule(&w.diagnosis)
}

// needOf is the role and the target at a NeedIndex.
func (w *World) needOf(at int) (Role, int) {
	n := len(w.parties) + 1
	return Role(at / n), at%n - 1
}

// diagnosis is what the rule looks at: the war, the party whose need it is, and what they come to.
type diagnosis struct {
	w                              *World
	party                          *partyState
	trust, attend, least, fear     float64
	cohesion, agreed, disagreement float64
	open, suspended, truce         float64 // 0 or 1
	truceWish                      float64 // joint willingness for a truce, [0,1]
}

func (w *World) diagnosisNow() diagnosis {
	attend, least, _ := w.together(w.essential, func(p int) float64 { return w.parties[p].attend })
	wish, _, _ := w.together(w.fighting, func(p int) float64 { return w.parties[p].truce })
	d := diagnosis{
		w: w, trust: w.meanTrust(), attend: w.geometric(attend), least: least, agreed: w.agreed,
		cohesion: w.least(func(p int) float64 { return w.parties[p].cohesion }),
		open:     one(w.process.state == StageOpen), suspended: one(w.process.state == StageSuspended),
		truce: one(w.process.truce), truceWish: math.Sqrt(wish),
	}
	for _, p := range w.essential {
		d.fear += w.parties[p].fear / float64(len(w.essential))
	}
	if w.par[ParamF0] > 0 {
		d.fear /= w.par[ParamF0]
	}
	for i := range w.fronts {
		if f := &w.fronts[i]; !f.idle {
			d.disagreement = max(d.disagreement, abs(f.side[0].belief()+f.side[1].belief()-1))
		}
	}
	return d
}

// shareAgreed of the essential issues, [0,1].
func (w *World) shareAgreed() float64 {
	agreed, all := 0, 0
	for k := range w.issues {
		if w.c.Issues[k].Essential && w.comesUp(k) {
			all++
			agreed += asInt(w.issues[k].agreed)
		}
	}
	if all == 0 {
		return 1
	}
	return float64(agreed) / float64(all)
}

func one(b bool) float64 { return float64(asInt(b)) }

// prospects are what the chance J hangs on that the steps that remain come off. Third
// parties diagnose a war by it: a role is needed as far as a unit of it would raise J.
// In logs, over the n essential parties (sums and means), with a and w as in
// readiness.go,
//
//	ln J = [not open] (mean ln a + mean ln cohesion + ln venue)
//	     + mean ln a + ln max(venue, V0)
//	     + [issues left] (ln(1 - exp(-pace)) - h0 (1 - min a) exp(-facilitation - legitimacy - .5 [framework]))
//	     + sum ln w - h/4 + T/2
//
// with h the hazard of collapse and T the chance that next month has a ceasefire. The
// month's acts count from nothing, since they are not known yet: the venue from its
// floor. After a settlement what remains is that it holds: ln J = -12 h, a year ahead.
type prospects struct {
	attend, cohesion float64 // geometric means of a and of cohesion
	open, table      float64 // venue for opening; for meeting once open
	concede          float64 // 1 - exp(-pace)
	sign             float64 // product of w
	suspend          float64 // the term of h0
	collapse, truce  float64 // h and T

	least, willing   float64 // attendance; mean of w and pressure towards a settlement
	doubt            float64 // of all parties, in h
	joint, lasts     float64 // wills for a ceasefire; chance that one is not broken
	trust, looseness float64 // means in the hazard of violation
	skill            float64
}

// step is what a unit of a role would change; zero is nothing.
type step struct {
	bargaining   float64 // added to the bargaining range before fear
	evidence     float64 // of each other's willingness and of the odds, for every party
	fearTaken    float64 // share of fear, and of the doubt behind a collapse
	venue        float64 // above its floor
	facilitation float64
	messenger    float64
	guard        float64 // taken off the exponents of violation and collapse
	legitimacy   float64
	hostility    float64 // taken off

	party    int // to which what follows is done
	pressure float64
	cost     float64 // of a month of war
	cohesion float64
	skill    float64
}

// Modelling choices.
const (
	collapseShare   = 0.25 // weight of h while the war goes on, and of T
	truceShare      = 0.5
	collapseMonths  = 12  // weight of h after a settlement
	conveningVenue  = 0.6 // what one recognised convener makes of the venue
	unofficialRange = 0.03
)

// closing is what so many battles' worth of facts add to the bargaining range: they
// close a share of the gap between beliefs, and with it of what both sides together
// expect beyond what there is.
func (w *World) closing(battles float64) float64 {
	sum := 0.0
	for _, p := range w.essential {
		if party := &w.parties[p]; party.optimistic != 0 {
			sum += party.optimistic * battles / (party.evidence + battles)
		}
	}
	return sum
}

// marginalNeed is how much of J is missing without a unit of a role: 1 - J/J'.
func (w *World) marginalNeed(r *RoleInfo, party int) float64 {
	if w.settled && r.inPeace == nil {
		return 0
	}
	s := r.unit(w, &w.parties[max(party, 0)])
	s.party = party
	then := w.now
	w.after(&s, &then)
	return 1 - w.now.over(&then, w)
}

// over is J over that of other prospects; in peace only collapse counts.
func (o *prospects) over(other *prospects, w *World) float64 {
	if w.settled {
		return exp(float64(collapseMonths * (other.collapse - o.collapse)))
	}
	attend := quotient(o.attend, other.attend)
	q := attend * (o.table / other.table) * quotient(o.sign, other.sign)
	if w.process.state != StageOpen {
		q *= attend * quotient(o.cohesion, other.cohesion) * (o.open / other.open)
	}
	more := float64(collapseShare*(other.collapse-o.collapse)) - float64(truceShare*(other.truce-o.truce))
	if w.agreed < 1 {
		q *= quotient(o.concede, other.concede)
		more += other.suspend - o.suspend
	}
	if more == 0 {
		return q
	}
	return q * exp(more)
}

// quotient of two chances; 1 where neither is one.
func quotient(x, y float64) float64 {
	if y <= 0 {
		return 1
	}
	return x / y
}

// lookAhead fills in the prospects of the month as it begins.
func (w *World) lookAhead() {
	w.process.collapseBase, w.process.suspendBase = w.collapseBase(), w.suspendBase()
	n := float64(len(w.essential))
	o := prospects{open: leastVenue, table: max(leastVenue, w.par[ParamV0]), sign: 1, least: 1, joint: 1}
	attend, cohesion := 1.0, 1.0
	for _, p := range w.essential {
		party := &w.parties[p]
		attend *= party.attend
		cohesion *= party.cohesion
		o.sign *= party.ready
		o.least = min(o.least, party.attend)
		o.willing += party.ready + max(0, party.pressure)
		o.doubt += float64((1 - party.trust) * (1 - party.trust) * (fearfulBase - party.cohesion))
		o.trust += party.trust
		o.skill += party.skill
	}
	o.willing, o.trust, o.skill = o.willing/n, o.trust/n, o.skill/n
	o.attend, o.cohesion = w.geometric(attend), w.geometric(cohesion)
	for _, p := range w.fighting {
		o.joint *= w.parties[p].truce
		o.looseness += (looseBase - w.parties[p].cohesion) / float64(len(w.fighting))
	}
	nothing := step{party: Everyone}
	o.collapse = w.collapseAfter(&nothing, o.doubt)
	if !w.settled {
		o.suspend = suspension(w.process.suspendBase, o.least, 0)
		o.concede = w.concedeAfter(&nothing, &o)
		o.lasts = w.lastsAfter(&nothing, &o)
		o.truce = w.truceAfter(&nothing, &o)
	}
	w.now = o
}

// after turns the month's prospects into those after a step.
func (w *World) after(s *step, o *prospects) {
	n := float64(len(w.essential))
	if s.cohesion > 0 {
		w.unite(s, o)
	}
	values := s.bargaining != 0 || s.evidence > 0 || s.fearTaken > 0 || s.cost > 0 || s.pressure > 0
	switch {
	case values && !w.settled:
		w.shift(s, o)
	case s.evidence > 0:
		w.convince(s, o)
	}
	if s.cohesion > 0 || s.evidence > 0 || s.fearTaken > 0 || s.guard > 0 || s.legitimacy > 0 || s.hostility > 0 {
		o.collapse = w.collapseAfter(s, o.doubt)
	}
	if w.settled {
		return
	}
	if s.venue > 0 {
		o.open += s.venue
		o.table = max(o.table, o.open)
	}
	if s.messenger > 0 && w.process.state == StageSuspended {
		o.open = min(1, o.open*(1+s.messenger))
	}
	if s.skill > 0 && w.c.Parties[s.party].Essential {
		o.skill += s.skill / n
	}
	if values || s.skill > 0 || s.facilitation > 0 {
		o.concede = w.concedeAfter(s, o)
	}
	o.suspend = suspension(w.process.suspendBase, o.least, s.facilitation+s.legitimacy)
	if s.guard > 0 || s.cohesion > 0 || s.evidence > 0 {
		o.lasts = w.lastsAfter(s, o)
	}
	if values || s.guard > 0 || s.cohesion > 0 || s.venue > 0 || s.messenger > 0 {
		o.truce = w.truceAfter(s, o)
	}
}

// unite raises the cohesion of a party.
func (w *World) unite(s *step, o *prospects) {
	party := &w.parties[s.party]
	if w.c.Parties[s.party].Essential {
		product := party.cohesion + s.cohesion
		for _, p := range w.essential {
			if p != s.party {
				product *= w.parties[p].cohesion
			}
		}
		o.cohesion = w.geometric(product)
		o.doubt -= float64((1 - party.trust) * (1 - party.trust) * s.cohesion)
	}
	if slices.Contains(w.fighting, s.party) {
		o.looseness -= s.cohesion / float64(len(w.fighting))
	}
}

// shift moves what parties think of a settlement. Chances move in closed form: one of x
// becomes x/(x + (1-x) exp(-d)) when its log-odds rise by d.
func (w *World) shift(s *step, o *prospects) {
	process, lambda, n := &w.process, w.par[ParamLambda], float64(len(w.essential))
	raw, fears := process.rangeRaw+s.bargaining, (process.rangeRaw-process.bargainingRange)*(1-s.fearTaken)
	if s.evidence > 0 {
		raw += w.closing(s.evidence)
		fears = w.convince(s, o)
	}
	if s.cost > 0 && w.c.Parties[s.party].Essential {
		raw += float64(s.cost * w.parties[s.party].months)
	}
	fearless := max(0, raw)
	plus, all := (fearless-process.rangeFearless)/n, (raw-fears-process.bargainingRange)/n
	coming, giving, pushed := falling(lambda*plus), 1.0, falling(lambda*s.pressure)
	if giving = coming; all != plus {
		giving = falling(lambda * all)
	}
	if w.par[SwitchTable] == TableFearful {
		coming = giving
	}
	attend := 1.0
	o.sign, o.least, o.willing = 1, 1, 0
	for _, p := range w.essential {
		party := &w.parties[p]
		come, give, pressure := coming, giving, party.pressure
		if p == s.party {
			come, give, pressure = come*pushed, give*pushed, pressure+s.pressure
		}
		if s.evidence > 0 {
			face := falling(lambda * w.par[ParamL0] * (w.convinced[p] - party.trust))
			come *= face
			if w.par[SwitchTable] == TableFearful {
				give *= face
			}
		}
		a, r := raised(party.attend, come), raised(party.ready, give)
		attend *= a
		o.sign *= r
		o.least = min(o.least, a)
		o.willing += (r + max(0, pressure)) / n
	}
	o.attend = w.geometric(attend)
	w.shiftTruce(s, o, fearless/n, pushed)
}

// convince raises what parties know of each other; it returns the sum of their fears.
func (w *World) convince(s *step, o *prospects) (fears float64) {
	for p := range w.parties {
		party := &w.parties[p]
		w.convinced[p] = (party.good + float64(s.evidence*w.willingnessOfOthers(p))) / (party.good + party.bad + s.evidence)
	}
	o.doubt, o.trust = 0, 0
	for _, p := range w.essential {
		party, t := &w.parties[p], w.convinced[p]
		fears += float64(w.process.dread * (1 - t))
		o.trust += t / float64(len(w.essential))
		o.doubt += float64((1 - t) * (1 - t) * (fearfulBase - party.cohesion))
	}
	return fears
}

// shiftTruce moves the wills for a ceasefire, where one is to be signed.
func (w *World) shiftTruce(s *step, o *prospects, fearless, pushed float64) {
	if w.process.truce && w.process.left > 1 {
		return
	}
	tried, n := w.process.truce && !w.process.violated, float64(len(w.essential))
	o.joint = 1
	for _, p := range w.fighting {
		party := &w.parties[p]
		t := party.trust
		if s.evidence > 0 {
			t = w.convinced[p]
		}
		gain := float64(t*fearless) - float64(party.trust*w.process.rangeFearless/n)
		if !tried {
			gain += float64((party.fear - float64(w.process.dread*(1-t)*(1-s.fearTaken))) / 2)
		}
		away := 1.0
		if p == s.party {
			gain += float64(truceMonths * s.cost)
			away = pushed
		}
		o.joint *= raised(party.truce, away*falling(w.par[ParamLambda]*gain))
	}
}

// falling is exp(-d).
func falling(d float64) float64 {
	if d == 0 {
		return 1
	}
	return exp(-d)
}

// raised is a chance whose odds against it fall to a share.
func raised(x, share float64) float64 {
	if share == 1 || x <= 0 {
		return x
	}
	return x / (x + float64((1-x)*share))
}

// collapseAfter is the hazard of collapse by the parties' doubt.
func (w *World) collapseAfter(s *step, doubt float64) float64 {
	h := w.process.collapseBase * rancour(w.process.hostility-s.hostility) * doubt * (1 - s.fearTaken)
	if cut := s.guard + s.legitimacy; cut > 0 {
		h *= exp(-cut)
	}
	return h
}

// concedeAfter is 1-exp(-pace) of the parties' means.
func (w *World) concedeAfter(s *step, o *prospects) float64 {
	return 1 - exp(-w.pace(s.facilitation, o.skill, yieldBase+o.willing))
}

// lastsAfter is the chance that violations do not end a ceasefire in a month.
func (w *World) lastsAfter(s *step, o *prospects) float64 {
	hazard := w.par[ParamOmega] * (looseBase - o.trust) * o.looseness
	return exp(-float64(breakdownChance * hazard * falling(s.guard)))
}

// truceAfter is the chance that next month has a ceasefire: one in force that is not
// broken, and prolonged if it runs out, or a new one.
func (w *World) truceAfter(s *step, o *prospects) float64 {
	p := &w.process
	if len(w.fighting) == 0 {
		return 0
	}
	if p.truce && p.left > 1 {
		return o.lasts
	}
	meets := o.attend * o.table
	if p.state != StageOpen {
		meets = o.attend * o.cohesion * o.open
	}
	apart, joint := s.messenger, o.joint
	switch {
	case p.truce:
		apart, joint = max(apart, renewedApart), math.Sqrt(joint)
	case p.state == StageNone:
		apart *= strangers
	}
	return joint * (meets + float64((1-meets)*apart)) * o.lasts
}
