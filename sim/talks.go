package sim

// LastMonths before a deadline for talks, in which a meeting takes up all issues.
const LastMonths = 3

const (
	tabled        = 3    // issues a meeting takes up
	leastMargin   = 0.05 // floor of the risk limit's divisor
	agreedGap     = 1e-9
	yieldBase     = 0.3 // of the step of a concession
	skillBase     = 0.5
	seenBonus     = 0.5
	salienceBase  = 0.4
	doubtMargin   = 0.1  // an unready side wants this much more
	tradeShift    = 0.25 // of the gap, at most: less where the sides care alike
	trustFall     = 0.15 // since an agreement, at which it may break
	agreementGood = 1    // good counts from an agreed issue of average weight or more
)

// talk is a meeting: an agenda, concessions and proposals on it, frameworks,
// protocols, and the signature of a settlement once everything essential is agreed.
func (w *World) talk() {
	w.breakIssues()
	for k := range w.issues {
		w.issues[k].tabled = false
	}
	if w.process.met {
		w.setAgenda()
		w.concede()
		w.propose()
		w.trade()
		w.signFrameworks()
		w.signSettlement()
	}
	for k := range w.issues {
		w.issues[k].agenda = 0
	}
}

func (w *World) openIssue(k int) bool { return !w.issues[k].agreed && w.comesUp(k) }

// comesUp says whether an issue is there: it has come up, and somebody cares for it.
func (w *World) comesUp(k int) bool { return w.round >= w.c.Issues[k].From && w.issues[k].salience > 0 }

// setAgenda tables the issues that the sides care most about and third parties
// put most behind; shortly before a deadline all.
func (w *World) setAgenda() {
	room := tabled
	if w.c.Deadline > 0 && w.round > w.c.Deadline-LastMonths {
		room = len(w.issues)
	}
	for range room {
		best, at := -1.0, NoIssue
		for _, k := range w.issueOrder {
			s := &w.issues[k]
			if !w.openIssue(k) || s.tabled {
				continue
			}
			if score := s.salience + s.agenda; score > best {
				best, at = score, k
			}
		}
		if at == NoIssue {
			return
		}
		w.issues[at].tabled = true
	}
}

// reservation is what a party must get on an issue: its value of fighting on
// and its fear, by the weight of the issue, less the options found.
func (w *World) reservation(p, k int) float64 {
	party := &w.parties[p]
	weight := salienceBase + w.salience[k][p]
	options := w.issues[k].options + float64(ideasOptions*w.process.ideas)
	return float64((party.war+party.fear)*weight) - options
}

// utility of a position on an issue is linear in its distance from the ideal.
func (w *World) utility(p, k int, x float64) float64 { return 1 - abs(x-w.ideal[k][p]) }

// extremes are the essential parties furthest apart on an issue.
func (w *World) extremes(k int) (low, high int) {
	low, high = w.essential[0], w.essential[0]
	for _, p := range w.essential {
		if w.position[k][p] < w.position[k][low] {
			low = p
		}
		if w.position[k][p] > w.position[k][high] {
			high = p
		}
	}
	return low, high
}

// gap between the extreme positions on an issue, [0,1].
func (w *World) gap(k int) float64 {
	low, high := w.extremes(k)
	return w.position[k][high] - w.position[k][low]
}

// risk is Zeuthen's limit: the share of its gain that a party would lose by
// accepting the other's position.
func (w *World) risk(p, other, k int) float64 {
	own, theirs := w.utility(p, k, w.position[k][p]), w.utility(p, k, w.position[k][other])
	return (own - theirs) / max(leastMargin, own-w.reservation(p, k))
}

// concede lets the side with the smaller risk limit move on each tabled issue
// (Zeuthen 1930; Harsanyi 1956); equal limits move both by half.
func (w *World) concede() {
	for p := range w.parties {
		w.parties[p].moved = 0
	}
	for _, k := range w.issueOrder {
		if !w.issues[k].tabled || w.issues[k].gap < agreedGap {
			continue
		}
		low, high := w.extremes(k)
		a, b := w.risk(low, high, k), w.risk(high, low, k)
		seenLow, seenHigh, gap := w.parties[high].moved, w.parties[low].moved, w.issues[k].gap
		if a == b {
			gap /= 2
		}
		if a <= b {
			w.step(low, high, k, gap, seenLow)
		}
		if b <= a {
			w.step(high, low, k, gap, seenHigh)
		}
	}
}

// pace of concessions at a meeting, at which third parties look ahead too; willing is what a party does of
// itself, with its least.
func (w *World) pace(facilitation, skill, willing float64) float64 {
	return 2 * w.par[ParamMuF] * (yieldBase + facilitation) * (skillBase + skill) * willing
}

// step moves a party towards another by a share of the gap that it is to close.
func (w *World) step(p, other, k int, gap, seen float64) {
	party := &w.parties[p]
	pace := w.pace(w.process.facilitation, party.skill, yieldBase+party.stance.Ready+max(0, party.pressure)) * (1 + float64(seenBonus*seen))
	move := min(1, (1-exp(-pace))*party.stance.Yield) * gap
	move = min(move, w.utility(p, k, w.position[k][p])-w.reservation(p, k)) // no further than it must have
	if move <= 0 {
		return
	}
	if w.position[k][other] < w.position[k][p] {
		move = -move
	}
	w.position[k][p] += float64(move)
	w.issues[k].gap = w.gap(k)
	party.moved = max(party.moved, w.issues[k].weight)
	party.yielded += abs(move)
	w.tell(EventConcession, func(e *Event) { e.Party, e.Issue, e.Value, e.Second = p, k, abs(move), w.position[k][p] })
}

// propose looks for a position that every side can accept on each tabled issue:
// a mediator's proposal if one is on the table, else the offers the sides made. Facilitators
// and envisioners bring one this month the likelier, the more effort stands behind clear texts.
func (w *World) propose() {
	lean := 0.0
	if w.process.textWeight > 0 { // the effort-weighted mean of the preferred settlements
		lean = clamp(w.process.text/w.process.textWeight, -1, 1)
	}
	effort := w.process.textWeight * w.leastClear()
	text := effort > 0 && w.processStream.Uniform(slotText) < 1-exp(-effort)
	for _, k := range w.issueOrder {
		if !w.issues[k].tabled {
			continue
		}
		x := w.between(k, lean)
		w.issues[k].proposal = x
		ok := text && w.accepted(k, x)
		if !ok {
			x, ok = w.offer(k)
		}
		if ok {
			w.agree(k, x)
		}
	}
}

// leastClear is the clarity that messages have for the party to which they are
// least clear.
func (w *World) leastClear() float64 {
	return w.least(func(p int) float64 { return w.parties[p].clarity })
}

// offer is the position of one extreme that the others accept; where both ends
// are acceptable, the middle.
func (w *World) offer(k int) (x float64, ok bool) {
	low, high := w.extremes(k)
	a, b := w.position[k][low], w.position[k][high]
	switch first, second := w.accepted(k, a), w.accepted(k, b); {
	case first && second:
		return float64((a + b) / 2), true
	case first:
		return a, true
	case second:
		return b, true
	}
	return 0, false
}

// between divides what is left between the extremes: preferred settlement +1 is the position of
// the party with side +1, -1 that of the other; between sides that do not differ on
// the axis of bias it is the middle.
func (w *World) between(k int, outline float64) float64 {
	low, high := w.extremes(k)
	a, b := w.position[k][low], w.position[k][high]
	towardsLow := float64(outline * (w.c.Parties[low].Side - w.c.Parties[high].Side) / 2)
	return float64((a+b)/2) - float64(towardsLow*(b-a)/2)
}

// accepted says whether a position gives every essential party what it must have,
// and the delegations may sign it.
func (w *World) accepted(k int, x float64) bool {
	if w.c.Issues[k].Hard && w.process.level == LevelLow {
		return false
	}
	for _, p := range w.essential {
		if w.surplus(p, k, x) < 0 {
			return false
		}
	}
	return true
}

// surplus of a position over what a party must have, with a margin for doubt.
func (w *World) surplus(p, k int, x float64) float64 {
	return w.utility(p, k, x) - w.reservation(p, k) - float64(doubtMargin*(1-w.parties[p].stance.Ready))
}

// agree signs a protocol on an issue.
func (w *World) agree(k int, x float64) {
	s := &w.issues[k]
	s.agreed, s.agreedAt, s.trust = true, x, w.meanTrust()
	w.out.Protocols[k], w.out.Agreed[k] = w.round, x
	for p := range w.parties {
		w.parties[p].good += float64(agreementGood * s.weight)
	}
	w.tell(EventProtocol, func(e *Event) { e.Issue, e.Value, e.Level = k, x, w.process.level })
}

// trade looks across issues, with a chance that grows with what envisioners
// brought: of two tabled issues each side gets more of the one it cares more about.
func (w *World) trade() {
	if w.process.vision <= 0 || w.processStream.Uniform(slotTrade) >= 1-exp(-w.process.vision) {
		return
	}
	for n, k := range w.issueOrder {
		for _, j := range w.issueOrder[:n] {
			if w.issues[k].tabled && w.issues[j].tabled && w.openIssue(k) && w.openIssue(j) && w.tradeOff(j, k) {
				w.issues[j].tabled, w.issues[k].tabled = false, false
			}
		}
	}
}

// tradeOff agrees two issues as a package if every essential party gains over
// both, weighted by salience.
func (w *World) tradeOff(j, k int) bool {
	if w.process.level == LevelLow && (w.c.Issues[j].Hard || w.c.Issues[k].Hard) {
		return false
	}
	low, high := w.extremes(j)
	prefers := float64(w.salience[j][low]*w.salience[k][high]) - float64(w.salience[k][low]*w.salience[j][high])
	if prefers == 0 {
		return false
	}
	n := w.issuesInEffect
	shift := tradeShift * min(1, n*n*abs(prefers))
	xj, xk := w.shifted(j, low, prefers > 0, shift), w.shifted(k, low, prefers < 0, shift)
	for _, p := range w.essential {
		gain := float64(w.salience[j][p]*w.surplus(p, j, xj)) + float64(w.salience[k][p]*w.surplus(p, k, xk))
		if gain < 0 {
			return false
		}
	}
	w.tell(EventTrade, func(e *Event) { e.Issue, e.Other = j, k })
	w.agree(j, xj)
	w.agree(k, xk)
	return true
}

// shifted moves a proposal by a share of the gap towards or away from a party.
func (w *World) shifted(k, party int, towards bool, share float64) float64 {
	shift := share * w.issues[k].gap
	own := w.position[k][party]
	if (own > w.issues[k].proposal) != towards {
		shift = -shift
	}
	return w.issues[k].proposal + float64(shift)
}

// signFrameworks may bind one cluster a month whose mean gap has been halved: it
// makes walking out harder and settles nothing.
func (w *World) signFrameworks() {
	k := w.ripeCluster()
	if k == NoIssue || w.process.level == LevelLow {
		return
	}
	if w.processStream.Uniform(slotFramework) >= w.readiness() {
		return
	}
	w.process.frameworks[k], w.process.bound = true, true
	w.out.Frameworks++
	w.tell(EventFramework, func(e *Event) { e.Issue = k })
}

// ripeCluster is the first issue of a cluster of several of which the mean gap is half of
// what it was, with something in it left to agree and no framework yet.
func (w *World) ripeCluster() int {
	for _, cluster := range w.clusters {
		now, start, several, left := 0.0, 0.0, 0, false
		for _, k := range cluster {
			if !w.comesUp(k) {
				continue
			}
			several++
			start += w.issues[k].gapAtStart
			if !w.issues[k].agreed {
				now += w.issues[k].gap
				left = true
			}
		}
		if several > 1 && left && start > 0 && now <= start/2 && !w.process.frameworks[cluster[0]] {
			return cluster[0]
		}
	}
	return NoIssue
}

// breakIssues lets agreements fall apart where trust has fallen since.
func (w *World) breakIssues() {
	trust := w.meanTrust()
	for k := range w.issues {
		s := &w.issues[k]
		if !s.agreed || trust > s.trust-trustFall {
			continue
		}
		hazard := 0.0
		for _, p := range w.fighting {
			hazard += w.violationHazard(p)
		}
		if w.drawFor(w.issueKeys[k]) >= 1-exp(-hazard) {
			continue
		}
		s.agreed = false
		w.out.BrokenIssues++
		w.out.Protocols[k] = Never
		w.tell(EventIssueBroken, func(e *Event) { e.Issue, e.Value = k, s.trust-trust })
	}
}

// signSettlement ends the war if everything essential is agreed and every
// essential party signs.
func (w *World) signSettlement() {
	if w.shareAgreed() < 1 || w.agreedIssues() == 0 {
		return
	}
	chance, least, weakest := w.together(w.essential, w.signChance)
	kind := EventSigningFailed
	if w.processStream.Uniform(slotSign) < chance {
		kind = EventSigned
		w.out.End, w.out.Month = EndSettlement, w.round
	}
	w.tell(kind, func(e *Event) { e.Chance, e.Party, e.Value = chance, weakest, least })
}

// signChance weighs what was agreed against fighting on, fear included.
func (w *World) signChance(p int) float64 {
	party := &w.parties[p]
	value, weight := 0.0, 0.0
	for _, k := range w.issueOrder {
		if w.issues[k].agreed {
			value += float64(w.salience[k][p] * w.utility(p, k, w.issues[k].agreedAt))
			weight += w.salience[k][p]
		}
	}
	if weight > 0 {
		value /= weight
	}
	s := value + float64(w.process.enhancement/2) - party.war - party.fear
	return logistic(w.par[ParamLambda]*(s-w.par[ParamThetaS]+party.pressure)) * party.stance.Sign
}

// agreedWeight sums the weights of the issues that are agreed.
func (w *World) agreedWeight() (sum float64) {
	for _, k := range w.issueOrder {
		if w.issues[k].agreed {
			sum += w.issues[k].weight
		}
	}
	return sum
}

func (w *World) agreedIssues() (n int) {
	for k := range w.issues {
		n += asInt(w.issues[k].agreed)
	}
	return n
}
