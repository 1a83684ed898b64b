package sim

import "math"

// What a unit of effort does; modelling choices (section 4 of the model).
const (
	decoupling      = 0.1
	unifying        = 0.05
	enskilling      = 0.05
	optionStep      = 0.1
	mostOptions     = 0.3
	enhancing       = 0.05
	mostEnhancement = 0.3
	legitimising    = 0.2
	mostLegitimacy  = 3
	mostGuarantee   = 3
	jointWithin     = 0.1 // outlines this close make a joint guarantee
	reconciling     = 0.02
	partisanHeat    = 0.1 // intensity that a partisan enforcer adds
	ideaStep        = 0.3
	mostIdeas       = 1
	ideasExplore    = 0.3 // share of track-two ideas that works as exploring
	ideasOptions    = 0.1 // and as options
	chairCapability = 0.75
	observerShare   = 0.25
)

// explore shows each side how sincerely willing the other is: evidence for
// trust, good or bad, and about the odds. Independent accounts corroborate.
func (w *World) explore(acts []int) {
	for p := range w.parties {
		if heard, sum := w.reaching(acts, p); sum > 0 {
			w.reassure(p, sum/float64(len(heard))*w.effective(w.sources(heard)))
		}
	}
}

// reaching lists the acts that reach a party and sums their effort. The list is
// valid until the next call.
func (w *World) reaching(acts []int, p int) (heard []int, sum float64) {
	f := &w.force
	f.order = f.order[:0]
	for _, i := range acts {
		if e := w.effortOn(i, p); e > 0 {
			f.order = append(f.order, i)
			sum += e
		}
	}
	return f.order, sum
}

// reassure adds evidence about the others to a party's trust and beliefs.
func (w *World) reassure(p int, effort float64) {
	evidence := w.par[ParamMuI] * effort * w.parties[p].clarity
	if evidence <= 0 {
		return
	}
	other := w.willingnessOfOthers(p)
	w.parties[p].good += float64(evidence * other)
	w.parties[p].bad += float64(evidence * (1 - other))
	w.learn(p, evidence)
}

// willingnessOfOthers is the mean sincere willingness of the other essential parties.
func (w *World) willingnessOfOthers(p int) float64 {
	sum, n := 0.0, 0
	for _, o := range w.essential {
		if o != p {
			sum += w.parties[o].sincere
			n++
		}
	}
	if n == 0 {
		return w.parties[p].sincere
	}
	return sum / float64(n)
}

// convene offers a place to meet. Each side weighs the conveners against
// refusal; rivals split what a recognised forum would get.
func (w *World) convene(acts []int) {
	for p := range w.parties {
		w.weights[p] = 1
		for _, i := range acts {
			w.weights[p] += w.appeal(i, p)
		}
	}
	venue := 0.0
	for _, i := range acts {
		both := 1.0
		for _, p := range w.essential {
			both *= w.appeal(i, p) / w.weights[p]
		}
		venue += both
	}
	w.process.conveners = len(acts)
	w.process.venue = max(leastVenue, venue)
}

// appeal of a convener to a party: exp(4 consent - 1) for one fully equipped
// and fully heard.
func (w *World) appeal(act, p int) float64 {
	i := w.force.acts[act].Mediator
	if w.consent[i][p] <= 0 {
		return 0
	}
	heard := w.effortOn(act, p) / w.consent[i][p]
	return heard * w.welcome[i][p]
}

// decouple takes support from abroad away. Every patron that is cut off counts:
// support leaks through the weakest link.
func (w *World) decouple(acts []int) {
	for _, i := range acts {
		for p := range w.parties {
			w.parties[p].support = max(0, w.parties[p].support-float64(decoupling*w.effortOn(i, p)))
		}
	}
}

// unify helps a side find one voice; unifiers with different coalitions in
// mind pull it apart.
func (w *World) unify(acts []int) {
	for p := range w.parties {
		heard, sum := w.reaching(acts, p)
		if sum == 0 {
			continue
		}
		together := 2*w.agreement(heard) - 1
		effort := sum / float64(len(heard)) * w.effective(w.sources(heard))
		w.parties[p].cohesion = clamp(w.parties[p].cohesion+float64(unifying*effort*together), 0, 1)
	}
}

// enskill teaches negotiation: the best teacher of the month counts.
func (w *World) enskill(acts []int) {
	for p := range w.parties {
		best := 0.0
		for _, i := range acts {
			best = max(best, w.effortOn(i, p))
		}
		w.parties[p].skill = min(1, w.parties[p].skill+float64(enskilling*best))
	}
}

// facilitate chairs the talks. Several texts divide the chairs; observers add a little.
func (w *World) facilitate(acts []int) {
	f := &w.force
	f.order = f.order[:0]
	chair, observers := 0.0, 0.0
	for _, i := range acts {
		e := w.leastEffort(i)
		if w.mediators[f.acts[i].Mediator].capability[Facilitator] > chairCapability {
			f.order = append(f.order, i)
			chair = max(chair, e)
		} else {
			observers += e
		}
		w.suggest(i, e)
	}
	if n := w.texts(f.order); n > 1 {
		chair /= float64(n)
	}
	w.process.facilitation = chair + float64(observerShare*min(1, observers))
}

// suggest puts an act's issue on the agenda and its outline into the proposals.
func (w *World) suggest(act int, effort float64) {
	a := &w.force.acts[act]
	w.process.text += float64(effort * a.Outline)
	w.process.textWeight += effort
	if a.Issue != NoIssue {
		w.issues[a.Issue].agenda += effort
	}
}

// envision finds options on an issue, looks for trades, and brings facts about
// the odds. Ideas add up; rival texts cost clarity.
func (w *World) envision(acts []int) {
	for _, i := range acts {
		a := &w.force.acts[i]
		e := w.leastEffort(i)
		w.suggest(i, e)
		clear := w.leastClear()
		w.process.vision += float64(e * clear)
		if a.Issue != NoIssue {
			k := &w.issues[a.Issue]
			k.options = min(mostOptions, k.options+float64(optionStep*e*clear))
		}
		for p := range w.parties {
			if facts := w.effortOn(i, p); facts > 0 {
				w.learn(p, w.par[ParamMuI]*facts)
			}
		}
	}
}

// enhance makes a settlement worth more. Donors stand in for each other.
func (w *World) enhance(acts []int) {
	missing := 1.0
	for _, i := range acts {
		missing *= 1 - w.meanEffort(i)
	}
	w.process.enhancement = min(mostEnhancement, w.process.enhancement+float64(enhancing*(1-missing)))
}

// legitimise gives the process weight; more when those who do are diverse.
func (w *World) legitimise(acts []int) {
	sum, mean, square := 0.0, 0.0, 0.0
	for n, i := range acts {
		sum += w.meanEffort(i)
		bias := w.mediators[w.force.acts[i].Mediator].bias
		d := bias - mean
		mean += d / float64(n+1)
		square += float64(d * (bias - mean))
	}
	diverse := 1 + math.Sqrt(square/float64(len(acts)))
	w.process.legitimacy = min(mostLegitimacy, w.process.legitimacy+float64(legitimising*sum*diverse))
}

// monitor deters violations and says who did it. Findings that differ cancel.
func (w *World) monitor(acts []int) {
	sum := 0.0
	for _, i := range acts {
		sum += w.meanEffort(i)
	}
	w.process.monitoring = sum / float64(len(acts)) * w.effective(w.sources(acts)) * w.agreement(acts)
}

// guarantee takes fear away. Guarantors of one outline stand together, whoever
// arranged it; beside others they leave the task to each other.
func (w *World) guarantee(acts []int) {
	total, joint := 0.0, 0.0
	for _, i := range acts {
		total += w.meanEffort(i)
		group := 0.0
		for _, j := range acts {
			if abs(w.force.acts[i].Outline-w.force.acts[j].Outline) <= jointWithin {
				group += w.meanEffort(j)
			}
		}
		joint = max(joint, group)
	}
	if total > 0 {
		w.process.guarantee = min(mostGuarantee, w.process.guarantee+joint*joint/total)
	}
}

// enforce makes a violation costly this month. It needs one command: n of them
// are worth 1/n of their mean. Partisans raise the heat.
func (w *World) enforce(acts []int) {
	sum := 0.0
	for _, i := range acts {
		e := w.meanEffort(i)
		sum += e
		bias := abs(w.mediators[w.force.acts[i].Mediator].bias)
		for f := range w.fronts {
			w.fronts[f].excess += float64(partisanHeat * e * bias)
		}
	}
	n := float64(w.texts(acts))
	w.process.enforcement = sum / float64(len(acts)) / n
}

// reconcile wears hostility down.
func (w *World) reconcile(acts []int) {
	for _, i := range acts {
		w.process.hostility = max(0, w.process.hostility-float64(reconciling*w.meanEffort(i)))
	}
}

// induce presses each target with what patrons put behind it. On one client
// they stand in for each other; against a settlement they press the other way.
func (w *World) induce(acts []int) {
	for p := range w.parties {
		forward, back := 1.0, 1.0
		for _, i := range acts {
			push := float64(w.effortOn(i, p) * w.mediators[w.force.acts[i].Mediator].interest)
			if push >= 0 {
				forward *= 1 - push
			} else {
				back *= 1 + push
			}
		}
		push := float64(w.par[ParamMuL] * (back - forward))
		w.parties[p].pressure = clamp(w.parties[p].pressure+push, -mostPressure, mostPressure)
	}
}

// carry keeps a line open between sides that do not meet. A back-up helps; two
// live lines may contradict each other.
func (w *World) carry(acts []int) {
	missing := 1.0
	for _, i := range acts {
		missing *= 1 - w.leastEffort(i)
	}
	w.process.messenger = (1 - missing) * w.agreement(acts)
}

// converse adds to the stock of ideas and relations of unofficial talks.
// Several dialogues, unless they work on one text, share the same few insiders.
func (w *World) converse(acts []int) {
	best := 0.0
	for _, i := range acts {
		best = max(best, w.leastEffort(i))
	}
	best /= float64(w.texts(acts))
	w.process.ideas = min(mostIdeas, w.process.ideas+float64(ideaStep*best))
}

// passOnIdeas lets part of the unofficial stock work as exploring; insiders
// carry it, so it needs no act.
func (w *World) passOnIdeas() {
	if w.process.ideas <= 0 {
		return
	}
	for p := range w.parties {
		w.reassure(p, ideasExplore*w.process.ideas)
	}
}
