package sim

import "math"

// truceMonths weighs the monthly cost of war in the decision for a truce: a
// truce is judged by about a year of it. Modelling choice.
const truceMonths = 12

// takeStock reckons fear, zone, readiness and the chances that follow, after
// the month's acts, and lets each party decide its stance.
func (w *World) takeStock() {
	w.valueFighting()
	w.reckon()
	for p := range w.parties {
		party := &w.parties[p]
		w.partyView = PartyView{
			Round: w.round, Readiness: party.ready, Sincere: party.sincere, TruceChance: party.truce,
			Odds: party.odds, Held: party.share, War: party.war, Cost: party.cost, Fear: party.fear, Trust: party.trust,
			Pressure: party.pressure, Fighting: !w.process.truce, Agreed: w.agreed,
		}
		w.partyView.OthersYielded, w.partyView.OthersBreached = w.conductOfOthers(p)
		party.stance = party.strategy.Stance(&w.partyView)
	}
	for p := range w.parties {
		w.parties[p].yielded, w.parties[p].breached = 0, false
	}
}

// conductOfOthers is what a party has seen the other essential ones do since it
// last took stock: how far they moved on their positions, and whether one of
// them broke a truce.
func (w *World) conductOfOthers(p int) (yielded float64, breached bool) {
	for _, i := range w.essential {
		if i != p {
			yielded += w.parties[i].yielded
			breached = breached || w.parties[i].breached
		}
	}
	return yielded, breached
}

// reckon computes trust, fear, the zone of agreement, readiness w, sincere
// willingness v and the willingness for a truce (Walter 1997 on fear).
func (w *World) reckon() {
	relief := exp(-float64(w.par[ParamMuG] * w.process.guarantee))
	demands, wars := 0.0, 0.0
	atWar := 0
	for p := range w.parties {
		party := &w.parties[p]
		party.trust = party.good / (party.good + party.bad)
		party.fear = w.par[ParamF0] * (1 - party.trust) * relief
	}
	for _, p := range w.essential {
		party := &w.parties[p]
		demands += party.war + party.fear
		wars += party.war
	}
	for _, p := range w.fighting {
		if w.c.Parties[p].Essential {
			atWar++
		}
	}
	prize := float64(float64(atWar)/2) + w.process.enhancement // half for each side, as a war value is a mean over fronts
	w.process.zone = prize - demands
	w.process.sincereZone = max(0, prize-wars)
	w.reckonReadiness()
}

func (w *World) reckonReadiness() {
	lambda, theta := w.par[ParamLambda], w.par[ParamTheta]
	n := float64(len(w.essential))
	willing := logistic(lambda * (w.process.sincereZone/n - theta))
	for p := range w.parties {
		party := &w.parties[p]
		party.sincere = willing
		face := float64((1 - party.trust) * w.par[ParamL0])
		party.ready = logistic(lambda * (w.process.zone/n - face - theta + party.pressure))
		gain := float64(truceMonths*party.cost) + float64(party.trust*w.process.sincereZone/n) - float64(party.fear/2)
		party.truce = logistic(lambda * (gain - theta + party.pressure))
	}
}

// meanTrust over the essential parties.
func (w *World) meanTrust() float64 {
	sum := 0.0
	for _, p := range w.essential {
		sum += w.parties[p].trust
	}
	return sum / float64(len(w.essential))
}

// readiness of the essential parties as their delegations show it: product,
// least, and the party that has it.
func (w *World) readiness() (product, least float64, party int) {
	product, least, party = 1, 2, -1
	for _, p := range w.essential {
		talk := w.parties[p].stance.Talk
		product *= talk
		if talk < least {
			least, party = talk, p
		}
	}
	return product, least, party
}

// geometric is the n-th root of a product over the essential parties.
func (w *World) geometric(product float64) float64 {
	switch len(w.essential) {
	case 1:
		return product
	case 2:
		return math.Sqrt(product)
	}
	if product <= 0 {
		return 0
	}
	return exp(ln(product) / float64(len(w.essential)))
}
