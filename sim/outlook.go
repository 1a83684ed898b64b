package sim

import "math"

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

// unitOf is what one more unit of effort in a role would change, for a party or for all.
func (w *World) unitOf(r Role, p int) step {
	s := step{party: p}
	party, process := &w.parties[max(p, 0)], &w.process
	switch r {
	case Explorer:
		s.evidence = w.par[ParamMuI]
	case Convener:
		s.venue = conveningVenue - leastVenue
	case Decoupler:
		s.cost = float64(party.hurt * min(decoupling, party.support) / 2)
	case Unifier:
		s.cohesion = min(unifying, 1-party.cohesion)
	case Enskiller:
		s.skill = min(enskilling, 1-party.skill)
	case Facilitator:
		s.facilitation = one(process.state == processOpen)
	case Envisioner:
		s.bargaining = w.closing(w.par[ParamMuI])
		if n := w.countOpen(); n > 0 {
			s.bargaining += optionStep / float64(n)
		}
	case Enhancer:
		s.bargaining = min(enhancing, mostEnhancement-process.enhancement)
	case Legitimiser:
		s.legitimacy = min(legitimising, mostLegitimacy-process.legitimacy)
	case Monitor:
		s.guard = monitoringCut
	case Guarantor:
		s.fearTaken = 1 - exp(-float64(w.par[ParamMuG]*min(1, mostGuarantee-process.guarantee)))
	case Enforcer:
		s.guard = enforcementCut
	case Reconciler:
		s.hostility = min(reconciling, process.hostility)
	case Inducer:
		s.pressure = min(w.par[ParamMuL], mostPressure-party.pressure)
	case Messenger:
		s.messenger = 1
	case Unofficial:
		s.evidence, s.bargaining = ideasExplore*w.par[ParamMuI], unofficialRange
	}
	return s
}

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

func (w *World) countOpen() (n int) {
	for k := range w.issues {
		n += asInt(w.openIssue(k))
	}
	return n
}

// over is J over that of other prospects; only collapse counts in peace.
func (o *prospects) over(other *prospects, w *World) float64 {
	if w.settled {
		return exp(float64(collapseMonths * (other.collapse - o.collapse)))
	}
	attend := quotient(o.attend, other.attend)
	q := attend * (o.table / other.table) * quotient(o.sign, other.sign)
	if w.process.state != processOpen {
		q *= attend * quotient(o.cohesion, other.cohesion) * (o.open / other.open)
	}
	more := float64(collapseShare*(other.collapse-o.collapse)) - float64(truceShare*(other.truce-o.truce))
	if w.agreed < 1 {
		q *= quotient(o.concede, other.concede)
		more += other.suspend - o.suspend
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

// prospectsAfter a step. Chances are moved in closed form: one of x becomes
// x/(x + (1-x) exp(-d)) when its log-odds rise by d.
func (w *World) prospectsAfter(s *step) prospects {
	var trust [MaxParties]float64
	n := float64(len(w.essential))
	raw, fears, meanTrust, doubt, cohesion := w.process.rangeRaw+s.bargaining, 0.0, 0.0, 0.0, 1.0
	if s.evidence > 0 {
		raw += w.closing(s.evidence)
	}
	if s.cost > 0 && w.c.Parties[s.party].Essential {
		raw += float64(s.cost * w.parties[s.party].months)
	}
	for p := range w.parties {
		party := &w.parties[p]
		trust[p] = party.trust
		if s.evidence > 0 {
			trust[p] = (party.good + float64(s.evidence*w.willingnessOfOthers(p))) / (party.good + party.bad + s.evidence)
		}
	}
	for _, p := range w.essential {
		t, c := trust[p], w.parties[p].cohesion
		if p == s.party {
			c += s.cohesion
		}
		fears += float64(w.process.dread * (1 - t) * (1 - s.fearTaken))
		meanTrust += t / n
		doubt += float64((1 - t) * (1 - t) * (fearfulBase - c))
		cohesion *= c
	}
	o := prospects{cohesion: w.geometric(cohesion), open: leastVenue + s.venue, sign: 1}
	o.table = max(o.open, w.par[ParamV0])
	if w.process.state == processSuspended {
		o.open = min(1, o.open*(1+s.messenger))
	}
	o.collapse = float64(w.process.collapseBase * (hostilityBase + float64((1-hostilityBase)*(w.process.hostility-s.hostility))) * doubt * (1 - s.fearTaken))
	if cut := s.guard + s.legitimacy; cut > 0 {
		o.collapse *= exp(-cut)
	}
	if w.settled {
		return o
	}
	fearless := max(0, raw) / n
	least, willing := w.chancesAfter(s, &o, &trust, fearless, (raw-fears)/n)
	o.concede = w.concedeAfter(s, willing)
	o.suspend = float64(w.process.suspendBase * (1 - least))
	if cut := s.facilitation + s.legitimacy; cut > 0 {
		o.suspend *= exp(-cut)
	}
	o.truce = w.truceAfter(s, &o, &trust, fearless, meanTrust)
	return o
}

// chancesAfter fills in attendance and readiness from each party's part of the
// bargaining range; it returns the least attendance, and the mean of readiness and
// pressure towards a settlement.
func (w *World) chancesAfter(s *step, o *prospects, trust *[MaxParties]float64, fearless, fearful float64) (least, willing float64) {
	lambda, n := w.par[ParamLambda], float64(len(w.essential))
	plus, all := fearless-float64(w.process.rangeFearless/n), fearful-float64(w.process.bargainingRange/n)
	product := 1.0
	least = 1
	for _, p := range w.essential {
		party := &w.parties[p]
		push := 0.0
		if p == s.party {
			push = s.pressure
		}
		face := float64((trust[p] - party.trust) * w.par[ParamL0])
		a, r := party.attend, party.ready
		if w.par[SwitchTable] == TableFearful {
			a = raised(a, lambda*(all+face+push))
			r = a
		} else {
			a, r = raised(a, lambda*(plus+face+push)), raised(r, lambda*(all+push))
		}
		product *= a
		o.sign *= r
		least = min(least, a)
		willing += (r + max(0, party.pressure+push)) / n
	}
	o.attend = w.geometric(product)
	return least, willing
}

// raised is a chance whose log-odds rise by d.
func raised(x, d float64) float64 {
	if d == 0 || x <= 0 {
		return x
	}
	return x / (x + float64((1-x)*exp(-d)))
}

// concedeAfter is 1-exp(-pace) of the parties' means.
func (w *World) concedeAfter(s *step, willing float64) float64 {
	skill, n := s.skill, float64(len(w.essential))
	if s.skill > 0 && !w.c.Parties[s.party].Essential {
		skill = 0
	}
	for _, p := range w.essential {
		skill += w.parties[p].skill
	}
	pace := 2 * w.par[ParamMuF] * (yieldBase + s.facilitation) * (skillBase + float64(skill/n)) * (yieldBase + willing)
	return 1 - exp(-pace)
}

// truceAfter is the chance that next month has a ceasefire: one in force that is not
// broken, and prolonged if it runs out, or a new one.
func (w *World) truceAfter(s *step, o *prospects, trust *[MaxParties]float64, fearless, meanTrust float64) float64 {
	if len(w.fighting) == 0 {
		return 0
	}
	p := &w.process
	joint, loose, n := 1.0, 0.0, float64(len(w.fighting))
	expires := p.truce && p.left <= 1
	for _, i := range w.fighting {
		party := &w.parties[i]
		loose += (1.5 - party.cohesion) / n
		if i == s.party {
			loose -= s.cohesion / n
		}
		if !p.truce || expires {
			joint *= raised(party.truce, w.par[ParamLambda]*w.truceGain(s, i, trust[i], fearless))
		}
	}
	guard := w.par[ParamOmega] * (1.5 - meanTrust) * loose
	if s.guard > 0 {
		guard *= exp(-s.guard)
	}
	lasts := exp(-float64(breakdownChance * guard))
	if p.truce && !expires {
		return lasts
	}
	meets := o.attend * o.table
	if p.state != processOpen {
		meets = o.attend * o.cohesion * o.open
	}
	apart := s.messenger
	switch {
	case expires:
		apart, joint = max(apart, renewedApart), math.Sqrt(joint)
	case w.out.Opened == Never:
		apart *= strangers
	}
	return joint * (meets + float64((1-meets)*apart)) * lasts
}

// truceGain is what a step adds to the value of a ceasefire for a party whose trust it
// makes t.
func (w *World) truceGain(s *step, i int, t, fearless float64) float64 {
	party, n := &w.parties[i], float64(len(w.essential))
	gain := float64(t*fearless) - float64(party.trust*w.process.rangeFearless/n)
	if !w.process.truce || w.process.violated {
		gain += float64((party.fear - float64(w.process.dread*(1-t)*(1-s.fearTaken))) / 2)
	}
	if i == s.party {
		gain += s.pressure + float64(truceMonths*s.cost)
	}
	return gain
}
