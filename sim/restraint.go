package sim

// restrain keeps what the plan asks for within what the sides can take in: acts
// are kept best first, and one that would be a contact too many for a side is
// left out. The lead's own acts come first, and where it sees others so does
// what those outside the plan did last month. The lead knows how many contacts a
// side can take in, as whoever has dealt with it does; what is best it sees
// through the noise of its plan.
func (c *coordination) restrain(w *World) {
	if w.attention == AttentionUnlimited {
		return
	}
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
	for _, j := range c.followers {
		c.drop(j, func(a *Act) bool { return a.Effort == 0 })
	}
}

// plannedAct is an act of a follower and its time in the race.
type plannedAct struct {
	mediator, slot int
	wait           float64
}

// findRoom computes how many contacts each side has left for the plan.
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
				c.take(w, j, Role(at/(np+1)), at%(np+1)-1)
			}
		}
	}
}

// rankPlanned orders followers' acts by a race: each waits an exponential time
// with its weight in the plan as rate, so that the order is that of draws by
// weight without repetition.
func (c *coordination) rankPlanned(w *World) {
	c.ranked = c.ranked[:0]
	for _, j := range c.followers {
		for i := range c.own[j] {
			rate := c.weightOf(w, j, &c.own[j][i])
			x := plannedAct{j, i, -ln(c.planStream[j].open(slotRestraint+i)) / max(rate, 1e-12)}
			k := len(c.ranked)
			for c.ranked = append(c.ranked, x); k > 0 && c.ranked[k-1].wait > x.wait; k-- {
				c.ranked[k] = c.ranked[k-1]
			}
			c.ranked[k] = x
		}
	}
}

// weightOf an act in the lead's eyes, but for how many do the same; 0 if the
// mediator cannot do it.
func (c *coordination) weightOf(w *World, j int, a *Act) float64 {
	m := &w.mediators[j]
	for i := range m.candidates {
		if m.candidates[i].Role != a.Role || m.candidates[i].Party != a.Party {
			continue
		}
		v := c.pooled[m.at[i]] * m.reach[i]
		if a.Role == Inducer {
			v *= m.stock * w.sparing(c.arm.Lead, a.Party)
		}
		return v
	}
	return 0
}

// contacts says whether an act is a contact of a side.
func (w *World) contacts(mediator int, r Role, target, p int) bool {
	return (target == Everyone || target == p) && w.reach[mediator][r][p] > 0
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
