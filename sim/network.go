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
// about to and the other is not, with chance of the link's strength the other
// joins in, or the first waits for it.
func (c *coordination) pairUp(w *World) {
	if c.pushing == (MediatorSet{}) {
		return
	}
	clear(c.paired)
	for _, i := range w.opposed {
		p := &w.pairs[i]
		a, b := c.pushes(p.a), c.pushes(p.b)
		if !a && !b || c.paired[p.a] || c.paired[p.b] || !w.mediators[p.a].willing() || !w.mediators[p.b].willing() {
			continue
		}
		if a && b {
			c.paired[p.a], c.paired[p.b] = true, true
			continue
		}
		w.stream.reset(w.key, p.key, w.round)
		if w.stream.Uniform(0) >= p.strength {
			continue
		}
		c.paired[p.a], c.paired[p.b] = true, true
		if a {
			c.agreePush(w, p.a, p.b)
		} else {
			c.agreePush(w, p.b, p.a)
		}
	}
}

// agreePush lets the other join the pusher if it is ready, else the pusher
// waits. Whoever's pushes a lead has planned is not moved by its partner.
func (c *coordination) agreePush(w *World, pusher, other int) {
	switch {
	case w.mediators[other].stock >= loaded && !c.timed(other):
		if client := w.mediators[other].client; client >= 0 {
			c.add(w, other, Act{Role: Inducer, Party: client, Issue: NoIssue})
		}
	case !c.timed(pusher):
		c.hold(pusher)
	}
}

// timed says whether a lead decides when a mediator pushes.
func (c *coordination) timed(i int) bool {
	return c.complies[i] && (c.allocates || c.plans() && c.arm.Mechanisms.Has(Synchronise))
}

// willing: there, and for a settlement.
func (m *mediatorState) willing() bool { return m.present && m.interest > 0 }

// pushes says whether a mediator is about to press a party.
func (c *coordination) pushes(i int) bool { return c.pushing.Has(i) && c.has(i, Inducer) }

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
// has no capacity left, but never instead of what a plan has asked of it: a
// push, a guarantee, a place to meet.
func (c *coordination) add(w *World, i int, a Act) {
	m := &w.mediators[i]
	if a.Role == Inducer {
		c.pushing.Add(i)
	}
	a.Mediator, a.Text, a.Source, a.Outline, a.Effort = i, i, i, m.outline, 1
	if len(c.own[i]) < m.capacity {
		c.own[i] = append(c.own[i], a)
		c.acting.Add(i)
		return
	}
	for n := len(c.own[i]) - 1; n >= 0; n-- {
		if old := &c.own[i][n]; !old.Planned || old.Role != Inducer && old.Role != Guarantor && old.Role != Convener {
			*old = a
			return
		}
	}
}
