package sim

// restrain keeps what the plan asks for within what the sides can take in: acts
// are kept best first, and one that would be a contact too many for a side is
// left out. The lead's own acts come first, and where it sees others so does
// what those outside the plan did last month. The lead knows how many contacts a
// side can take in, as whoever has dealt with it does.
func (c *coordination) restrain(w *World) {
	c.findRoom(w)
	c.rankPlanned(w)
	for _, x := range c.ranked {
		a := &c.own[x.mediator][x.slot]
		if c.fits(w, x.mediator, a) {
			c.take(w, x.mediator, a.Role, a.Party)
		} else {
			a.Effort = 0
		}
	}
	for j := range c.own {
		if c.complies[j] {
			c.drop(j, func(a *Act) bool { return a.Effort == 0 })
		}
	}
}

// plannedAct is an act of a complier and what it is worth now.
type plannedAct struct {
	mediator, slot int
	worth          float64
}

// findRoom reckons how many contacts each side has left for the plan.
func (c *coordination) findRoom(w *World) {
	np := len(w.parties)
	for p := range c.room {
		c.room[p] = w.par[ParamK]
	}
	for _, a := range c.own[c.arm.Lead] {
		c.take(w, c.arm.Lead, a.Role, a.Party)
	}
	if !c.arm.Regime.sees() {
		return
	}
	for j := range c.last {
		if c.complies[j] || j == c.arm.Lead {
			continue
		}
		for _, at := range c.last[j] {
			if at >= 0 {
				c.take(w, j, c.roles[at], at%(np+1)-1)
			}
		}
	}
}

// rankPlanned lists compliers' acts by need x reach, the best first; of equals,
// the one listed first.
func (c *coordination) rankPlanned(w *World) {
	c.ranked = c.ranked[:0]
	needs := c.known().needs
	for j := range c.own {
		if !c.complies[j] {
			continue
		}
		for i := range c.own[j] {
			a := &c.own[j][i]
			x := plannedAct{j, i, needs.Value[NeedIndex(a.Role, a.Party, len(w.parties))] * w.mediators[j].reachOf(a)}
			k := len(c.ranked)
			for c.ranked = append(c.ranked, x); k > 0 && c.ranked[k-1].worth < x.worth; k-- {
				c.ranked[k] = c.ranked[k-1]
			}
			c.ranked[k] = x
		}
	}
}

// reachOf an act, 0 if it is not among what the mediator can do.
func (m *mediatorState) reachOf(a *Act) float64 {
	for i := range m.candidates {
		if m.candidates[i].Role == a.Role && m.candidates[i].Party == a.Party {
			return m.candidates[i].Reach
		}
	}
	return 0
}

// contacts says whether an act is a contact of a side.
func (w *World) contacts(mediator int, r Role, target, p int) bool {
	return (target == Everyone || target == p) && w.reach[(mediator*int(NumRoles)+int(r))*len(w.parties)+p] > 0
}

func (c *coordination) fits(w *World, mediator int, a *Act) bool {
	for p := range c.room {
		if c.room[p] < 1 && w.contacts(mediator, a.Role, a.Party, p) {
			return false
		}
	}
	return true
}

func (c *coordination) take(w *World, mediator int, r Role, target int) {
	for p := range c.room {
		if w.contacts(mediator, r, target, p) {
			c.room[p]--
		}
	}
}
