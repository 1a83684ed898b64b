package sim

// pair is a standing link between two third parties.
type pair struct {
	a, b, link int
	key        actorKey
	strength   float64
}

// loaded is the stock of leverage with which a patron is ready for a push.
const loaded = 0.75

// pairUp lets linked patrons of opposed sides agree when to push: where one is
// about to, with chance of the link's strength both push, or it waits for the
// other. A pair that a lead synchronises is left to it.
func (c *coordination) pairUp(w *World) {
	clear(c.paired)
	if !c.anyPush() {
		return
	}
	for _, i := range w.opposed {
		p := &w.pairs[i]
		a, b := c.pushes(p.a), c.pushes(p.b)
		if !a && !b || c.paired[p.a] || c.paired[p.b] || !c.free(w, p) {
			continue
		}
		if a && b {
			c.paired[p.a], c.paired[p.b] = true, true
		}
		if a == b {
			continue
		}
		w.luck.deal(w.key, p.key, w.round)
		if w.luck.Uniform(0) >= p.strength {
			continue
		}
		c.paired[p.a], c.paired[p.b] = true, true
		pusher, other := p.a, p.b
		if b {
			pusher, other = p.b, p.a
		}
		if w.mediators[other].stock >= loaded {
			c.push(w, other)
		} else {
			c.hold(pusher)
		}
	}
}

// free says whether a pair can agree: both there, both for a settlement, and
// not both synchronised by a lead.
func (c *coordination) free(w *World, p *pair) bool {
	a, b := &w.mediators[p.a], &w.mediators[p.b]
	synchronised := c.leading && c.arm.Regime != RegimePlacebo && c.arm.Mechanisms.Has(Synchronise) &&
		c.complies[p.a] && c.complies[p.b]
	return a.present && b.present && a.interest > 0 && b.interest > 0 && !synchronised
}

// pushes says whether a mediator is about to press a party.
func (c *coordination) pushes(i int) bool {
	for a := range c.own[i] {
		if c.own[i][a].Role == Inducer {
			return true
		}
	}
	return false
}

func (c *coordination) anyPush() bool {
	for i := range c.own {
		if c.pushes(i) {
			return true
		}
	}
	return false
}

// push lets a mediator press its client this month, instead of its last act if
// it has no capacity left.
func (c *coordination) push(w *World, i int) {
	client := w.mediators[i].client
	if client < 0 || c.pushes(i) {
		return
	}
	c.add(w, i, Act{Role: Inducer, Party: client, Issue: NoIssue})
}

// hold takes a mediator's pushes out of the month.
func (c *coordination) hold(i int) {
	c.drop(i, func(a *Act) bool { return a.Role == Inducer })
}

// drop takes out a mediator's acts that match, in place.
func (c *coordination) drop(i int, match func(*Act) bool) {
	kept := c.own[i][:0]
	for a := range c.own[i] {
		if !match(&c.own[i][a]) {
			kept = append(kept, c.own[i][a])
		}
	}
	c.own[i] = kept
}

// add gives a mediator an act in its own words, instead of its last one if it
// has no capacity left.
func (c *coordination) add(w *World, i int, a Act) {
	m := &w.mediators[i]
	a.Mediator, a.Text, a.Source, a.Outline, a.Effort = i, i, i, m.outline, 1
	if len(c.own[i]) < m.capacity {
		c.own[i] = append(c.own[i], a)
		return
	}
	if n := len(c.own[i]); n > 0 {
		c.own[i][n-1] = a
	}
}
