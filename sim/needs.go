package sim

import "math"

// blindNeed is what every role is needed under blind diagnosis, so that third parties
// go by what they can do. Modelling choice.
const blindNeed = 0.5

// Needs holds how much a unit of each role would now add to the chance that the
// remaining steps come off, [0,1], by NeedIndex, and the pull that it has on a mediator
// who sees it with the usual noise.
type Needs struct{ Value, Pull []float64 }

func newNeeds(parties int) Needs {
	n := int(NumRoles) * (parties + 1)
	return Needs{make([]float64, n), make([]float64, n)}
}

// set places a need, cut to [0,1].
func (n *Needs) set(at int, v float64) { n.Value[at] = clamp(v, 0, 1) }

// pull turns needs into weights of a choice under Gumbel noise of a scale; only
// indices in use are computed.
func (n *Needs) pull(into []float64, used []int, scale float64) {
	for _, at := range used {
		into[at] = 1
		if v := n.Value[at]; v > 0 {
			into[at] = exp(v / scale)
		}
	}
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
	switch w.par[SwitchNeeds] {
	case NeedsMarginal:
		w.marginalNeeds()
	case NeedsCoarse:
		w.coarseNeeds()
	default:
		for _, at := range w.needsUsed {
			w.needs.Value[at] = blindNeed
		}
	}
	w.needs.pull(w.needs.Pull, w.needsUsed, signalNoise)
	if w.round == 0 {
		copy(w.before.Value, w.needs.Value)
		copy(w.before.Pull, w.needs.Pull)
	}
}

// coarseNeeds are the rule of thumb: stand-ins for what a unit of each role would add
// to the chance of the next step.
func (w *World) coarseNeeds() {
	n := w.diagnosis()
	everyone := func(r Role, v float64) { w.needs.set(NeedIndex(r, Everyone, n.parties), v) }
	if w.settled {
		w.needsOfPeace(n, everyone)
	} else {
		w.needsOfWar(n, everyone)
	}
	w.needsByParty(n)
}

// Weights of the coarse rule. Modelling choices, all in [0,1]; they steer who does what
// and enter no chance of success.
const (
	needUnity      = 0.6
	needSkill      = 0.5
	needChair      = 0.8
	needIdeas      = 0.6
	needReward     = 0.5
	needBlessing   = 0.5
	needWatch      = 0.6
	needForce      = 0.4
	needHealing    = 0.2
	needPush       = 0.8
	needMessenger  = 0.8
	needUnofficial = 0.5
	slight         = 0.1
	neverGuarantee = 0.2
)

// diagnosis is what the rule looks at.
type diagnosis struct {
	parties                        int
	trust, attend, least, fear     float64
	cohesion, agreed, disagreement float64
	open, suspended, truce         float64 // 0 or 1
}

func (w *World) diagnosis() diagnosis {
	d := diagnosis{parties: len(w.parties), trust: w.meanTrust(), least: 1, cohesion: 1}
	product := 1.0
	for _, p := range w.essential {
		party := &w.parties[p]
		product *= party.attend
		d.least = min(d.least, party.attend)
		d.cohesion = min(d.cohesion, party.cohesion)
		d.fear += party.fear / float64(len(w.essential))
	}
	if w.par[ParamF0] > 0 {
		d.fear /= w.par[ParamF0]
	}
	d.attend = w.geometric(product)
	d.agreed = w.agreed
	for i := range w.fronts {
		f := &w.fronts[i]
		d.disagreement = max(d.disagreement, abs(f.side[0].belief()+f.side[1].belief()-1))
	}
	d.open, d.suspended = one(w.process.state == processOpen), one(w.process.state == processSuspended)
	d.truce = one(w.process.truce)
	return d
}

func (w *World) needsOfWar(d diagnosis, need func(Role, float64)) {
	open, idle := d.open, 1-d.open
	p := &w.process
	need(Explorer, (1-d.trust)*(1-d.least))
	need(Convener, (1-leastVenue)*d.attend)
	need(Facilitator, float64(open*needChair*(1-d.agreed))+float64(idle*slight*d.attend))
	need(Envisioner, float64(open*needIdeas*(1-d.agreed))+float64(idle*2*d.disagreement))
	shortage := w.par[ParamTheta] - p.bargainingRange/float64(len(w.essential))
	need(Enhancer, needReward*clamp(2*shortage, 0, 1)*(1-p.enhancement/mostEnhancement))
	need(Legitimiser, float64(open*needBlessing*(1-p.legitimacy/mostLegitimacy))+float64(idle*slight))
	need(Monitor, d.truce*needWatch*(1.5-d.trust)*(1.5-d.cohesion)/2)
	need(Guarantor, d.fear*max(neverGuarantee, d.agreed))
	need(Enforcer, d.truce*needForce*(1-d.trust))
	need(Reconciler, needHealing*p.hostility)
	need(Messenger, float64(d.suspended*needMessenger)+float64((1-d.suspended)*(1-d.truce)*needMessenger*w.truceWish()/2))
	need(Unofficial, needUnofficial*(1-d.trust)*(1-float64(p.ideas/2)))
}

func (w *World) needsOfPeace(d diagnosis, need func(Role, float64)) {
	p := &w.process
	for r := range NumRoles {
		need(r, 0)
	}
	need(Explorer, (1-d.trust)/2)
	need(Legitimiser, needBlessing*(1-p.legitimacy/mostLegitimacy))
	need(Monitor, needWatch*(1.5-d.trust))
	need(Guarantor, d.fear)
	need(Enforcer, needForce*(1-d.trust))
	need(Reconciler, needHealing*p.hostility)
	need(Unofficial, needUnofficial*(1-d.trust)/2)
}

// needsByParty are those of roles that work on one party.
func (w *World) needsByParty(d diagnosis) {
	war := one(!w.settled)
	for p := range w.parties {
		party := &w.parties[p]
		need := func(r Role, v float64) { w.needs.set(NeedIndex(r, p, d.parties), v) }
		need(Decoupler, war*party.support*(1-party.attend))
		need(Unifier, needUnity*(1-party.cohesion))
		need(Enskiller, war*needSkill*(1-party.skill)*(0.4+float64(0.6*d.open)))
		need(Inducer, war*needPush*(1-party.attend))
	}
}

// truceWish is the parties' joint willingness for a truce, [0,1].
func (w *World) truceWish() float64 {
	product := 1.0
	for _, p := range w.fighting {
		product *= w.parties[p].truce
	}
	return math.Sqrt(product)
}

// shareAgreed of the essential issues, [0,1].
func (w *World) shareAgreed() float64 {
	agreed, all := 0, 0
	for k := range w.issues {
		if w.essentialIssue(k) {
			all++
			if w.issues[k].agreed {
				agreed++
			}
		}
	}
	if all == 0 {
		return 1
	}
	return float64(agreed) / float64(all)
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
