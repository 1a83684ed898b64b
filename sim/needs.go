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
	d := w.diagnosis()
	for _, at := range w.needsUsed {
		role, party := w.needOf(at)
		rule, need := Roles[role].inWar, 0.0
		if w.settled {
			rule = Roles[role].inPeace
		}
		if rule != nil {
			need = rule(w, d, &w.parties[max(party, 0)])
		}
		w.needs.set(at, need)
	}
}

// needOf is the role and the target at a NeedIndex.
func (w *World) needOf(at int) (Role, int) {
	n := len(w.parties) + 1
	return Role(at / n), at%n - 1
}

// diagnosis is what the rule looks at.
type diagnosis struct {
	trust, attend, least, fear     float64
	cohesion, agreed, disagreement float64
	open, suspended, truce         float64 // 0 or 1
	truceWish                      float64 // joint willingness for a truce, [0,1]
}

func (w *World) diagnosis() diagnosis {
	d := diagnosis{trust: w.meanTrust(), least: 1, cohesion: 1}
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
	d.truce, product = one(w.process.truce), 1
	for _, p := range w.fighting {
		product *= w.parties[p].truce
	}
	d.truceWish = math.Sqrt(product)
	return d
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
