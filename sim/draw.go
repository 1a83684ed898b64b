package sim

import "math"

// draw turns the coded ranges of a configuration into one replication's
// numbers. It uses the streams of round codingRound only, so that every arm
// meets the same war. Who takes part is drawn anew in each replication; in a crossing the rest is shared
// by the replications that meet the same draw.

// codingRound keys the streams from which coded numbers are drawn.
const codingRound = -1

// firstRoles are those whose capabilities have their slots before the parties' leverage
// and consent; those of later roles come after, so that a new one moves no draw.
const firstRoles = 16

// Modelling choices for what is not coded.
const (
	defaultInterest = 0.7 // i0 of the consensus knob
	trustWeight     = 4   // counts behind a party's trust at the start
)

// code begins the coded numbers of an actor: they stand in the slots of its stream in the
// order in which they are taken, so that a further one goes to the end.
func (w *World) code(a actorKey) {
	w.stream.reset(w.codingOf, a, codingRound)
	w.slot = 0
}

// take draws the next coded number; an exact one leaves its slot unread.
func (w *World) take(c Coded) float64 {
	w.slot++
	if c.IsExact() {
		return c.Low
	}
	return c.Low + float64(w.stream.Uniform(w.slot-1)*(c.High-c.Low))
}

func (w *World) draw(arm *Arm) {
	w.drawParameters()
	w.drawParties()
	w.drawFronts()
	w.drawIssues()
	w.drawMediators()
	w.applyConsensus()
	w.drawPresence(arm)
	w.drawAcceptance()
	w.prepareReach()
	w.drawLinks()
	w.chooseStrategies()
	w.seekOpposition()
}

// chooseStrategies lets each party behave as the scenario says, or as the structure.
func (w *World) chooseStrategies() {
	for i := range w.parties {
		p := &w.parties[i]
		level := min(int(w.par[SwitchParties]), len(p.strategies)-1)
		if level == PartiesDualTrack && !w.favoured(i) {
			level = PartiesRational
		}
		p.strategy = p.strategies[level]
	}
}

// favoured says whether a party has the higher odds: a better true chance of victory
// than its adversaries, over its fronts.
func (w *World) favoured(party int) bool {
	own, others := 0.0, 0.0
	for _, e := range w.ends[party] {
		f := &w.fronts[e.front]
		side := &f.side[e.side]
		v := walk(side.odds, side.held, f.forts, f.endsOtherwise)
		own, others = own+v.Win, others+v.Lose
	}
	return own > others
}

// drawParameters takes the structure first, from a stream of its own, and then the
// numbers: from a posterior's rows of that structure, or each from its prior.
func (w *World) drawParameters() {
	set := &w.c.Parameters
	var row *Parameters
	var u [NumParameters]float64
	if set.Mode == ParametersPosterior {
		w.stream.reset(w.structureOf, w.structureKey, codingRound)
		like := w.sample.of[w.sample.at(span{0, len(w.sample.rows)}, w.stream.Uniform(0))]
		w.stream.reset(w.parametersOf, w.parameterKey, codingRound)
		row = &w.sample.rows[w.sample.at(like, w.stream.Uniform(0))]
	} else {
		w.stream.reset(w.parametersOf, w.parameterKey, codingRound)
		u = w.stream.uniforms()
		w.stream.reset(w.structureOf, w.structureKey, codingRound)
		for i := range NumSwitches {
			u[ParameterTable[FirstSwitch+i].Slot] = w.stream.Uniform(int(i))
		}
	}
	for p := range NumParameters {
		switch {
		case set.Set[p]:
			w.par[p] = set.Value[p]
		case row != nil:
			w.par[p] = row[p]
		case set.Mode == ParametersPoint && !p.IsSwitch():
			w.par[p] = set.quantile(p, 0.5)
		default:
			w.par[p] = set.quantile(p, u[ParameterTable[p].Slot])
		}
	}
}

func (w *World) drawParties() {
	for i := range w.parties {
		c, p := &w.c.Parties[i], &w.parties[i]
		w.code(w.partyKeys[i])
		*p = partyState{strategies: p.strategies}
		p.strength = w.take(c.StrengthShare)
		p.optimism = w.take(c.Optimism)
		p.cohesion = w.take(c.Cohesion)
		p.skill = w.take(c.Skill)
		trust := w.take(c.Trust)
		p.good, p.bad = trustWeight*trust, trustWeight*(1-trust)
		p.support = w.take(c.WarSupport)
		p.supportCoded = p.support
		p.statusQuo = w.take(c.StatusQuo)
	}
}

func (w *World) drawFronts() {
	for i := range w.fronts {
		c, f := &w.c.Fronts[i], &w.fronts[i]
		w.code(w.frontKeys[i])
		*f = frontState{side: [2]frontSide{{party: c.First}, {party: c.Second}}, forts: c.Forts, stale: true}
		f.held(c.Forts, w.take(c.Held))
		first, second := &f.side[0], &f.side[1]
		first.odds = w.take(c.Odds)
		second.odds = 1 - first.odds
		if !c.OddsCoded {
			w.setOdds(f)
		}
		f.start = max(w.take(c.Intensity)/4, leastHeat)
		f.heat, f.calm, f.intensity = f.start, 1, f.start
		f.outside = w.c.Parties[c.First].AwayFromTable || w.c.Parties[c.Second].AwayFromTable
		w.engage(f)
		f.rate = w.par[ParamB] * f.heat
		f.endsOtherwise = perBattle(w.par[ParamS], f.rate)
		for s := range f.side {
			side := &f.side[s]
			side.weight = w.par[ParamN]
			w.believe(f, side, w.parties[side.party].optimism)
		}
	}
	w.listFighting()
}

// setOdds makes each side's chance to win a front its part of their strength.
func (w *World) setOdds(f *frontState) {
	first, second := &f.side[0], &f.side[1]
	a, b := w.parties[first.party].strength, w.parties[second.party].strength
	first.odds = oddsFor(a/(a+b), first.held, f.forts)
	second.odds = oddsFor(b/(a+b), second.held, f.forts)
}

// held shares the forts out, at least one to each side.
func (f *frontState) held(forts int, share float64) {
	n := int(float64(share*float64(forts)) + 0.5)
	n = min(max(n, 1), forts-1)
	f.side[0].held, f.side[1].held = n, forts-n
}

func (w *World) drawIssues() {
	np := len(w.parties)
	clear(w.weights)
	for _, k := range w.issueOrder {
		c, s := &w.c.Issues[k], &w.issues[k]
		w.code(w.issueKeys[k])
		*s = issueState{}
		for _, p := range w.byID {
			w.ideal[k][p] = w.take(c.Ideal[p])
			w.position[k][p] = w.take(c.Position[p])
			w.salience[k][p] = w.take(c.Salience[p])
			w.weights[p] += w.salience[k][p]
		}
		s.agreedAt = w.take(c.Agreed)
		s.gap = w.gap(k)
		s.gapAtStart = s.gap
	}
	squares := 0.0
	for _, k := range w.issueOrder {
		sum := 0.0
		for _, p := range w.byID {
			if w.weights[p] > 0 {
				w.salience[k][p] /= w.weights[p]
			} else { // as of equal ones however small
				w.salience[k][p] = 1 / float64(len(w.issues))
			}
			sum += w.salience[k][p]
		}
		w.issues[k].salience = sum / float64(np)
		squares += float64(w.issues[k].salience * w.issues[k].salience)
	}
	w.issuesInEffect = 1 / squares
	for k := range w.issues {
		w.issues[k].weight = min(1, w.issuesInEffect*w.issues[k].salience)
	}
}

func (w *World) drawMediators() {
	for i := range w.mediators {
		c, m := &w.c.Mediators[i], &w.mediators[i]
		w.code(w.mediatorKeys[i])
		*m = mediatorState{strategy: m.strategy, roles: m.roles, candidates: m.candidates[:0], reach: m.reach[:0], at: m.at[:0], stock: 1}
		m.interest = w.take(c.Interest)
		m.bias = w.take(c.Bias)
		m.outline = w.take(c.Outline)
		m.resolve = w.take(c.Resolve)
		m.acceptance = w.take(c.AcceptanceAsLead)
		m.autonomy = w.take(c.Autonomy)
		m.capacity = min(max(int(w.take(c.Capacity)+0.5), 1), MaxCapacity)
		for r := range Role(firstRoles) {
			m.capability[r] = w.take(c.Capability[r])
		}
		for _, p := range w.byID {
			w.leverage[i][p] = w.take(c.Leverage[p])
			w.consent[i][p] = w.take(c.Consent[p])
		}
		for r := Role(firstRoles); r < NumRoles; r++ {
			m.capability[r] = w.take(c.Capability[r])
		}
	}
}

// applyConsensus fills in interests and preferred settlements that are not coded and, where
// the consensus knob is set, rescales those that are.
func (w *World) applyConsensus() {
	w.stream.reset(w.codingOf, w.parameterKey, codingRound-1)
	w.slot = 0
	coded := w.take(w.c.ConsensusCoded)
	knob := coded
	if w.c.ConsensusSet {
		knob = w.c.Consensus
	}
	for i := range w.mediators {
		c, m := &w.c.Mediators[i], &w.mediators[i]
		consensus := coded // of an actor whose interest is coded; rescaled below
		if !c.InterestCoded {
			consensus = knob
			m.interest = defaultInterest - float64(2*defaultInterest*(1-knob)*abs(m.bias))
		}
		if !c.OutlineCoded {
			m.outline = (1 - consensus) * m.bias
		}
	}
	if w.c.ConsensusSet {
		w.rescale(knob)
	}
}

// rescale shrinks or stretches the differences of coded interests and of their
// owners' preferred settlements around the means until the consensus derived from them is
// the one asked for, as far as the scales' ends allow.
func (w *World) rescale(consensus float64) {
	derived, interest, outline := w.consensus()
	if derived >= 1 {
		return
	}
	factor := (1 - consensus) / (1 - derived)
	for i := range w.mediators {
		if m := &w.mediators[i]; w.c.Mediators[i].InterestCoded {
			m.interest = clamp(interest+float64((m.interest-interest)*factor), -1, 1)
			m.outline = clamp(outline+float64((m.outline-outline)*factor), -1, 1)
		}
	}
}

// consensus is 1 - mean pairwise difference of interest and preferred settlement, halved,
// over the mediators whose interest is coded; with it come the two means.
func (w *World) consensus() (derived, interest, outline float64) {
	n, sum := 0, 0.0
	for i := range w.mediators {
		if !w.c.Mediators[i].InterestCoded {
			continue
		}
		a := &w.mediators[i]
		n++
		interest += a.interest
		outline += a.outline
		for j := range i {
			if b := &w.mediators[j]; w.c.Mediators[j].InterestCoded {
				sum += float64((abs(a.interest-b.interest) + abs(a.outline-b.outline)) / 4)
			}
		}
	}
	if n < 2 {
		return 1, 0, 0
	}
	return 1 - sum/float64(n*(n-1)/2), interest / float64(n), outline / float64(n)
}

// drawAcceptance fills in acceptance as lead where it is not coded:
// the default x closeness of the others' preferred settlements x the less willing party's consent.
func (w *World) drawAcceptance() {
	for i := range w.mediators {
		m := &w.mediators[i]
		if w.c.Mediators[i].AcceptanceCoded {
			continue
		}
		m.closeness, m.leastConsent = w.closeness(i), w.least(func(p int) float64 { return w.consent[i][p] })
		m.acceptance = w.c.AcceptanceDefault * m.closeness * m.leastConsent
	}
}

// drawPresence settles who takes part in this history: the lead first, then
// the others in an order that each replication draws.
func (w *World) drawPresence(arm *Arm) {
	for i := range w.mediators {
		m := &w.mediators[i]
		switch m.absent = arm.Absent.Has(i); {
		case m.absent:
			m.place = 2
		case arm.LedBy(i):
			m.place = -1
		case arm.ThirdParties > 0:
			w.stream.reset(w.key, w.presenceKeys[i], codingRound)
			m.place = w.stream.Uniform(0)
		}
	}
	if arm.ThirdParties <= 0 {
		return
	}
	for i := range w.mediators {
		ahead := 0
		for j := range w.mediators {
			ahead += asInt(w.mediators[j].place < w.mediators[i].place)
		}
		if ahead >= arm.ThirdParties {
			w.mediators[i].absent = true
		}
	}
}

// closeness of the preferred settlements of the others who take part to a mediator's, [0,1].
func (w *World) closeness(i int) float64 {
	sum, others := 0.0, 0
	for j := range w.mediators {
		if j != i && !w.mediators[j].absent {
			sum += max(0, 1-abs(w.mediators[j].outline-w.mediators[i].outline))
			others++
		}
	}
	if others == 0 {
		return 1
	}
	return sum / float64(others)
}

// drawLinks lists the standing pairs that could agree on a push in this
// replication: patrons of different sides with a link of some strength.
func (w *World) drawLinks() {
	for i := range w.mediators {
		w.mediators[i].client = w.client(i)
	}
	w.opposed = w.opposed[:0]
	for i := range w.pairs {
		p := &w.pairs[i]
		a, b := w.mediators[p.a].client, w.mediators[p.b].client
		if a < 0 || b < 0 || a == b {
			continue
		}
		w.code(p.key)
		if p.strength = w.take(w.c.Links[p.link].Strength); p.strength > 0 {
			w.opposed = append(w.opposed, i)
		}
	}
}

func abs(x float64) float64 { return math.Abs(x) }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }

// drawn is the war of one replication as it was drawn, kept for its next arm: all arms
// meet the same war, and drawing it costs as much as some months of it.
type drawn struct {
	of    drawKey
	valid bool
	war   actors
}

// copyFrom takes the state of others, in memory of its own.
func (a *actors) copyFrom(b *actors) {
	a.parties = append(a.parties[:0], b.parties...)
	a.fronts = append(a.fronts[:0], b.fronts...)
	a.issues = append(a.issues[:0], b.issues...)
	a.mediators = append(a.mediators[:0], b.mediators...)
	a.position = append(a.position[:0], b.position...)
	a.opposition = b.opposition
}

// drawKey is all that a draw depends on besides the configuration.
type drawKey struct {
	replication        replicationKey
	absent             MediatorSet
	thirdParties, lead int
	coChairs           MediatorSet
	successors         [MaxSuccessors]Succession
}

// drawOrRecall draws the war, or takes it as it was drawn for the last arm.
func (w *World) drawOrRecall(arm *Arm) {
	key := drawKey{replication: w.key, absent: arm.Absent, thirdParties: arm.ThirdParties}
	if arm.ThirdParties > 0 {
		key.lead, key.coChairs, key.successors = arm.Lead, arm.CoChairs, arm.Successors
	}
	k := &w.drawn
	if !k.valid || k.of != key {
		w.draw(arm)
		k.valid, k.of = true, key
		k.war.copyFrom(&w.actors)
		return
	}
	w.copyFrom(&k.war)
	w.listFighting()
}
