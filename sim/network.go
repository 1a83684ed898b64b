package sim

import "slices"

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
		switch both := a && b; {
		case !both && w.drawFor(p.key) >= p.strength:
			continue
		case !both && a:
			c.agreePush(w, p.a, p.b)
		case !both:
			c.agreePush(w, p.b, p.a)
		}
		c.paired[p.a], c.paired[p.b] = true, true
	}
}

// agreePush lets the other join the pusher if it is ready, else the pusher
// waits. Whoever's pushes a lead has planned is not moved by its partner.
func (c *coordination) agreePush(w *World, pusher, other int) {
	switch {
	case w.mediators[other].stock >= loaded && !c.timed(other):
		if client := w.mediators[other].client; client >= 0 {
			c.add(w, other, Inducer, client)
		}
	case !c.timed(pusher):
		c.drop(pusher, Inducer)
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

// drop takes a mediator's acts in a role out of the month.
func (c *coordination) drop(i int, r Role) {
	c.own[i] = slices.DeleteFunc(c.own[i], func(a Act) bool { return a.Role == r })
}

// add gives a mediator an act in its own words, instead of its last one if it
// has no capacity left, but never instead of what a plan has asked of it: a
// push, a guarantee, a place to meet. It returns nil where that leaves no room.
func (c *coordination) add(w *World, i int, r Role, party int) *Act {
	m, at := &w.mediators[i], len(c.own[i])
	if r == Inducer {
		c.pushing.Add(i)
	}
	if at < m.capacity {
		c.own[i] = append(c.own[i], Act{})
		c.acting.Add(i)
	} else {
		asked := func(a *Act) bool {
			return a.Planned && (a.Role == Inducer || a.Role == Guarantor || a.Role == Convener)
		}
		for at--; asked(&c.own[i][at]); at-- {
			if at == 0 {
				return nil
			}
		}
	}
	c.own[i][at] = Act{Mediator: i, Text: i, Source: i, Outline: m.outline, Role: r, Party: party, Issue: NoIssue, Effort: 1}
	return &c.own[i][at]
}
