package sim

import "math"

// Where a lead draws its lines; modelling choices.
const (
	exploreFirst = 0.6 // need of exploring above which convening waits
	halfway      = 0.5 // share agreed from which hard issues go together
	pushWorth    = 0.3 // need of pressure that is worth a joint push
	nearEqual    = 0.8 // hosts this close to the best take their month
	// EffortWorth is the need that an act must meet, over interest, to be worth doing.
	EffortWorth = 0.1
)

// plan is what a lead does for those who comply: each mechanism edits their
// acts, and only theirs. It never replans its own.
func (c *coordination) plan(w *World) {
	if c.coordinated == 0 {
		return
	}
	on := c.arm.Mechanisms
	if on.Has(Allocate) {
		c.allocate(w)
	}
	if on.Has(Sequence) {
		c.sequence(w)
	}
	if on.Has(Synchronise) {
		c.synchronise(w)
	}
	if on.Has(Forum) {
		c.forum(w)
	}
	if on.Has(Inclusion) {
		c.include(w)
	}
	if on.Has(SingleText) {
		c.singleText(w)
	}
	if w.telling {
		e := event(EventPlan)
		e.Mediator, e.Value, e.Chance = c.arm.Lead, float64(c.coordinated), c.acceptance
		w.tell(e)
	}
}

// known is the diagnosis that a plan rests on: last month's, if delay is charged.
func (c *coordination) known(w *World) *Needs {
	if c.arm.Costs.Has(CostDelay) {
		return &w.before
	}
	return &w.needs
}

// planned marks an act that the plan changed.
func (c *coordination) planned(a *Act) {
	a.Planned, a.Delayed = true, c.arm.Costs.Has(CostDelay)
}

// allocate gives each complier what is most needed, can be done by it, and is
// not done yet. Pooled diagnoses leave less noise in the choice.
func (c *coordination) allocate(w *World) {
	c.countDone(w)
	noise := signalNoise
	if c.arm.Mechanisms.Has(Pool) {
		noise /= math.Sqrt(float64(1 + c.coordinated))
	}
	c.known(w).pull(c.pooled, w.needsUsed, noise)
	idle := idleWeight(w.mediators[c.arm.Lead].interest, noise)
	for j := range c.own {
		if c.complies[j] {
			c.own[j] = c.own[j][:0]
			c.assign(w, j, idle)
		}
	}
}

// countDone starts the plan from what the lead does itself and, where it sees
// others, from what those outside the plan did last month.
func (c *coordination) countDone(w *World) {
	clear(c.assigned)
	np := len(w.parties)
	if c.arm.Regime.sees() {
		copy(c.assigned, c.tally)
		for j := range c.last {
			if !c.complies[j] && j != c.arm.Lead {
				continue
			}
			for _, at := range c.last[j] {
				if at >= 0 {
					c.assigned[at]--
				}
			}
		}
	}
	for _, a := range c.own[c.arm.Lead] {
		c.assigned[NeedIndex(a.Role, a.Party, np)]++
	}
}

// assign draws a complier's acts with the lead's weights.
func (c *coordination) assign(w *World, j int, idle float64) {
	m := &w.mediators[j]
	total := idle
	for i := range m.candidates {
		c.weights[i] = c.worth(w, m, &m.candidates[i])
		total += c.weights[i]
	}
	c.planLuck[j].deal(w.key, c.planKeys[j], w.round)
	for slot := range m.capacity {
		u := c.planLuck[j].Uniform(slotPlan+slot) * total
		i := Pick(c.weights[:len(m.candidates)], u)
		if i < 0 {
			return
		}
		at := &m.candidates[i]
		a := Act{Role: at.Role, Party: at.Party, Issue: NoIssue}
		c.planned(&a)
		c.add(w, j, a)
		c.assigned[at.At]++
		total -= c.weights[i]
		c.weights[i] = 0
	}
}

// worth is the weight of an act in the lead's eyes: by its own utility, so that
// pressure on its own client is discounted.
func (c *coordination) worth(w *World, m *mediatorState, at *Candidate) float64 {
	v := c.pooled[at.At] * at.Share * Crowding(at.Role, int(c.assigned[at.At]))
	if at.Role == Inducer {
		v *= m.stock * w.sparing(c.arm.Lead, at.Party)
	}
	return v
}

// sparing is what a mediator leaves of pressure on a party: 1-|bias| on its own
// client, all of it on others.
func (w *World) sparing(i, party int) float64 {
	if bias := w.mediators[i].bias; w.c.Parties[party].Side*bias > 0 {
		return 1 - abs(bias)
	}
	return 1
}

// Crowding is the share of an act's worth that is left when n others do the
// same, by the sign of duplication of its role.
func Crowding(r Role, n int) float64 { return crowding[r].with[min(max(n, 0), crowded)] }

// crowded is the number of others beyond which Crowding falls no further.
const crowded = 31

// crowding holds Crowding by role and n, and what undoes one of the n.
var crowding = func() (table [NumRoles]struct{ with, without [crowded + 1]float64 }) {
	for r := range table {
		for n := range table[r].with {
			share := 1 / float64(1+n)
			switch Roles[r].Duplicate {
			case DuplicationHurts:
				share *= share
			case DuplicationHelps:
				share = 1
			}
			table[r].with[n] = share
			if n > 0 {
				table[r].without[n] = table[r].with[n-1] / share
			}
		}
	}
	return table
}()

// Pick returns the index whose stretch of the weights laid end to end holds u,
// -1 beyond them.
func Pick(weights []float64, u float64) int {
	for i, x := range weights {
		if u -= x; u < 0 {
			return i
		}
	}
	return -1
}

// sequence explores before it convenes, works on easy issues first and on hard
// essential ones together once half are agreed, and has a guarantee promised
// before signing.
func (c *coordination) sequence(w *World) {
	np := len(w.parties)
	early := c.known(w).Value[NeedIndex(Explorer, Everyone, np)] >= exploreFirst
	late := w.shareAgreed() >= halfway && !w.settled
	turn := 0
	for j := range c.own {
		if !c.complies[j] {
			continue
		}
		for i := range c.own[j] {
			a := &c.own[j][i]
			switch {
			case a.Role == Convener && early && w.reach[(j*int(NumRoles)+int(Explorer))*np] > 0:
				a.Role = Explorer
				c.planned(a)
			case a.Role == Facilitator || a.Role == Envisioner:
				a.Issue = c.nextIssue(late, turn)
				turn++
				c.planned(a)
			}
		}
		if early {
			c.drop(j, func(a *Act) bool { return a.Role == Convener })
		}
		if late {
			c.promise(w, j)
		}
	}
}

// nextIssue is the easiest open one; late in the talks the hard essential ones
// in turn, so that they are on the table together.
func (c *coordination) nextIssue(late bool, turn int) int {
	best, at, hard := 2.0, NoIssue, 0
	for k := range c.view.Issues {
		s := &c.view.Issues[k]
		if s.Open && s.Hard && s.Essential {
			hard++
		}
		if difficulty := s.Gap + one(s.Hard); s.Open && difficulty < best+2*one(at == NoIssue) {
			best, at = difficulty, k
		}
	}
	if !late || hard == 0 {
		return at
	}
	turn %= hard
	for k := range c.view.Issues {
		if s := &c.view.Issues[k]; s.Open && s.Hard && s.Essential {
			if turn == 0 {
				return k
			}
			turn--
		}
	}
	return at
}

// promise lets a complier that could guarantee a settlement say so.
func (c *coordination) promise(w *World, j int) {
	for i := range c.own[j] {
		if r := c.own[j][i].Role; r == Guarantor || r == Convener {
			return
		}
	}
	for i := range w.mediators[j].candidates {
		if w.mediators[j].candidates[i].Role == Guarantor {
			a := Act{Role: Guarantor, Party: Everyone, Issue: NoIssue}
			c.planned(&a)
			c.add(w, j, a)
			return
		}
	}
}

// synchronise lets patrons of opposed sides push in one month, once every such
// side has one that is ready, and hold until then.
func (c *coordination) synchronise(w *World) {
	var patrons, ready [MaxParties]int
	for j := range c.own {
		if p := c.patron(w, j); p >= 0 {
			patrons[p]++
			if w.mediators[j].stock >= loaded && c.worthPushing(w, p) {
				ready[p]++
			}
		}
	}
	sides, complete := 0, true
	for p := range w.parties {
		if patrons[p] > 0 {
			sides++
			complete = complete && ready[p] > 0
		}
	}
	if sides < 2 {
		return
	}
	for j := range c.own {
		p := c.patron(w, j)
		switch {
		case p < 0:
		case !complete:
			c.hold(j)
		case w.mediators[j].stock >= loaded && !c.pushes(j):
			c.push(w, j)
			c.planned(&c.own[j][len(c.own[j])-1])
		}
	}
}

// patron is the party that a complier could press, -1 for none.
func (c *coordination) patron(w *World, j int) int {
	if !c.complies[j] {
		return -1
	}
	return w.mediators[j].client
}

// worthPushing says whether the lead wants a side pressed, its own client less.
func (c *coordination) worthPushing(w *World, p int) bool {
	need := c.known(w).Value[NeedIndex(Inducer, p, len(w.parties))]
	return need*w.sparing(c.arm.Lead, p) >= pushWorth
}

// forum recognises one convener a month: the lead if it convenes itself, else
// the complier that the sides would most likely both accept, in rotation among
// near equals. The others leave the stage to it.
func (c *coordination) forum(w *World) {
	convenes := func(a *Act) bool { return a.Role == Convener }
	wanted, own := false, c.has(c.arm.Lead, Convener)
	for j := range c.own {
		wanted = wanted || c.complies[j] && c.has(j, Convener)
	}
	if !wanted {
		return
	}
	host := c.arm.Lead
	if !own {
		host = c.host(w)
	}
	for j := range c.own {
		if c.complies[j] && j != host {
			c.drop(j, convenes)
		}
	}
	if host >= 0 && !c.has(host, Convener) {
		a := Act{Role: Convener, Party: Everyone, Issue: NoIssue}
		c.planned(&a)
		c.add(w, host, a)
	}
	if host >= 0 {
		c.hosted[host] = w.round
	}
}

func (c *coordination) has(i int, r Role) bool {
	for a := range c.own[i] {
		if c.own[i][a].Role == r {
			return true
		}
	}
	return false
}

// host is the complier whose turn it is.
func (c *coordination) host(w *World) int {
	best := 0.0
	for j := range c.own {
		if c.complies[j] {
			best = max(best, w.hostAppeal(j))
		}
	}
	who := -1
	for j := range c.own {
		if !c.complies[j] || w.hostAppeal(j) <= 0 || w.hostAppeal(j) < nearEqual*best {
			continue
		}
		if who < 0 || c.hosted[j] < c.hosted[who] {
			who = j
		}
	}
	return who
}

// hostAppeal is the chance that all essential parties would take a lone convener.
func (w *World) hostAppeal(i int) float64 {
	np := len(w.parties)
	both := 1.0
	for _, p := range w.essential {
		x := float64(w.mediators[i].capability[Convener] * w.welcome[i*np+p])
		both *= x / (1 + x)
	}
	return both
}

// include brings compliers with capacity to spare in as observers.
func (c *coordination) include(w *World) {
	for j := range c.own {
		m := &w.mediators[j]
		if !c.complies[j] || len(c.own[j]) >= m.capacity || m.capability[Legitimiser] <= 0 || c.has(j, Legitimiser) {
			continue
		}
		a := Act{Role: Legitimiser, Party: Everyone, Issue: NoIssue}
		c.planned(&a)
		c.add(w, j, a)
	}
}

// singleText lets compliers speak in the lead's words: clear, but with its bias,
// and worth one voice where the loss of corroboration is charged.
func (c *coordination) singleText(w *World) {
	lead := c.arm.Lead
	for j := range c.own {
		if !c.complies[j] {
			continue
		}
		for i := range c.own[j] {
			a := &c.own[j][i]
			if !Roles[a.Role].Speaks {
				continue
			}
			a.Text, a.Outline = lead, w.mediators[lead].outline
			if c.arm.Costs.Has(CostCorroboration) {
				a.Source = lead
			}
			c.planned(a)
		}
	}
}
