package sim

import "math"

// truceMonths weighs the monthly cost of war in the decision for a truce: a
// truce is judged by a year of it. Modelling choice.
const truceMonths = 12

// updateParties computes fear, the bargaining range and the chances that follow,
// after the month's acts, and lets each party decide its stance.
func (w *World) updateParties() {
	if w.settled { // nobody bargains any more
		w.computeFear()
		return
	}
	w.valueFighting()
	w.computeReadiness()
	for p := range w.parties {
		party := &w.parties[p]
		w.partyView = PartyView{
			Round: w.round, Attendance: party.attend, Readiness: party.ready, Sincere: party.sincere, TruceChance: party.truce,
			Odds: party.odds, Held: party.share, War: party.war, Cost: party.cost, Fear: party.fear, Trust: party.trust,
			Pressure: party.pressure, Fighting: !w.process.truce, Agreed: w.agreed,
		}
		for _, i := range w.essential {
			if other := &w.parties[i]; i != p {
				w.partyView.OthersYielded += other.yielded
				w.partyView.OthersBreached = w.partyView.OthersBreached || other.breached
			}
		}
		party.stance = party.strategy.Stance(&w.partyView)
	}
	for p := range w.parties {
		w.parties[p].yielded, w.parties[p].breached = 0, false
	}
}

// computeReadiness computes trust, fear (Walter 1997), the bargaining range Z with
// and without fear, and from them each party's attendance a, readiness w, sincere
// willingness v and willingness for a truce.
func (w *World) computeReadiness() {
	w.computeFear()
	wars, fears, prize := 0.0, 0.0, w.process.enhancement
	for _, p := range w.essential {
		wars += w.parties[p].war
		fears += w.parties[p].fear
	}
	for _, p := range w.onFront {
		if w.c.Parties[p].Essential {
			prize += 0.5 // half of what the war is about, as a war value is a mean over fronts
		}
	}
	w.process.rangeRaw = prize - wars
	w.process.rangeFearless = max(0, prize-wars)
	w.process.bargainingRange = prize - wars - fears
	n := float64(len(w.essential))
	fearless := w.process.rangeFearless / n
	sincere := logistic(w.par[ParamLambda] * (fearless - w.par[ParamTheta]))
	for p := range w.parties {
		w.parties[p].sincere = sincere
		if !w.settled {
			w.computeChances(&w.parties[p], fearless, w.process.bargainingRange/n)
		}
	}
}

// computeFear computes what each party trusts and fears.
func (w *World) computeFear() {
	w.process.dread = w.par[ParamF0] * exp(-float64(w.par[ParamMuG]*w.process.guarantee))
	for p := range w.parties {
		party := &w.parties[p]
		party.learnTrust()
		party.fear = float64(w.process.dread * (1 - party.trust))
	}
}

// learnTrust computes trust from the evidence behind it.
func (p *partyState) learnTrust() { p.trust = p.good / (p.good + p.bad) }

// computeChances of a party from its part of the bargaining range, without fear and
// with it. Face is paid at the door and fear of betrayal counts in what is given
// there, unless fear keeps sides from the table: then one readiness stands for both.
func (w *World) computeChances(party *partyState, fearless, fearful float64) {
	lambda, theta := w.par[ParamLambda], w.par[ParamTheta]
	face := float64((1 - party.trust) * w.par[ParamL0])
	if w.par[SwitchTable] == TableFearful {
		party.attend = logistic(lambda * (fearful - face - theta + party.pressure))
		party.ready = party.attend
	} else {
		party.attend = logistic(lambda * (fearless - face - theta + party.pressure))
		party.ready = logistic(lambda * (fearful - w.par[ParamThetaS] + party.pressure))
	}
	gain := float64(truceMonths*party.cost) + float64(party.trust*fearless)
	if w.process.truce && !w.process.violated { // it has been tried
		party.truce = logistic(lambda * (gain - theta + party.pressure))
		return
	}
	party.truce = logistic(lambda * (gain - float64(party.fear/2) - theta + party.pressure))
}

// meanTrust over the essential parties.
func (w *World) meanTrust() float64 { return w.mean(func(p int) float64 { return w.parties[p].trust }) }

// mean of something over the essential parties.
func (w *World) mean(of func(p int) float64) float64 {
	sum := 0.0
	for _, p := range w.essential {
		sum += of(p)
	}
	return sum / float64(len(w.essential))
}

// least of something, at most 1, over the essential parties.
func (w *World) least(of func(p int) float64) float64 {
	least := 1.0
	for _, p := range w.essential {
		least = min(least, of(p))
	}
	return least
}

// attendance of the essential parties: geometric mean, least, and the party that has it.
func (w *World) attendance() (mean, least float64, party int) {
	mean, least, party = w.together(w.essential, func(p int) float64 { return w.parties[p].stance.Attend })
	return w.geometric(mean), least, party
}

// readiness of the essential parties: geometric mean.
func (w *World) readiness() float64 {
	product, _, _ := w.together(w.essential, func(p int) float64 { return w.parties[p].stance.Ready })
	return w.geometric(product)
}

// together multiplies what is asked of each of some parties; least is that of the weakest.
func (w *World) together(parties []int, of func(p int) float64) (product, least float64, weakest int) {
	product, least, weakest = 1, 2, -1
	for _, p := range parties {
		x := of(p)
		product *= x
		if x < least {
			least, weakest = x, p
		}
	}
	return product, least, weakest
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
