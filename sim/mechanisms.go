package sim

// The mechanisms with which a lead edits the acts of those who comply, but for
// allocation, which is in lead.go, and pooling, which is in what they see.

// sequence works on easy issues first and on hard essential ones together once half
// are agreed, and has a guarantee promised before signing.
func (c *coordination) sequence(w *World) {
	known := c.known()
	late := known.agreed >= halfway && !w.settled
	turn := 0
	for _, j := range c.followers {
		for i := range c.own[j] {
			if a := &c.own[j][i]; a.Role == Facilitator || a.Role == Envisioner {
				a.Issue = known.nextIssue(late, turn)
				turn++
				c.planned(a)
			}
		}
	}
	if late {
		c.promise(w)
	}
}

// nextIssue is the easiest open one; late in the talks the hard essential ones
// in turn, so that they are on the table together.
func (p *picture) nextIssue(late bool, turn int) int {
	best, at, hard := 0.0, NoIssue, 0
	for k := range p.issues {
		s := &p.issues[k]
		if !s.Open {
			continue
		}
		hard += asInt(s.Hard && s.Essential)
		if difficulty := s.Gap + one(s.Hard); at == NoIssue || difficulty < best {
			best, at = difficulty, s.Index
		}
	}
	if !late || hard == 0 {
		return at
	}
	turn %= hard
	for k := range p.issues {
		if s := &p.issues[k]; s.Open && s.Hard && s.Essential {
			if turn == 0 {
				return s.Index
			}
			turn--
		}
	}
	return at
}

// promise lets the followers that could guarantee a settlement together say
// so, and keeps apart those whose outline would divide the responsibility.
func (c *coordination) promise(w *World) {
	center, best := -1, 0.0
	for _, j := range c.followers {
		if !w.able(j, Guarantor) {
			continue
		}
		joint := 0.0
		for _, i := range c.followers {
			if w.joint(i, j) {
				joint += float64(w.mediators[i].capability[Guarantor] * w.mediators[i].resolve)
			}
		}
		if joint > best {
			center, best = j, joint
		}
	}
	for _, j := range c.followers {
		if center < 0 || !w.able(j, Guarantor) {
			continue
		}
		if !w.joint(j, center) {
			c.drop(j, func(a *Act) bool { return a.Role == Guarantor })
		} else if !c.has(j, Guarantor) {
			c.addPlanned(w, j, Act{Role: Guarantor, Party: Everyone, Issue: NoIssue})
		}
	}
}

// joint says whether the outlines of two mediators make a joint guarantee.
func (w *World) joint(i, j int) bool {
	return abs(w.mediators[i].outline-w.mediators[j].outline) <= jointWithin
}

// able says whether a mediator can do something to speak of in a role.
func (w *World) able(i int, r Role) bool {
	for k := range w.mediators[i].candidates {
		if c := &w.mediators[i].candidates[k]; c.Role == r && c.Reach >= patronReach {
			return true
		}
	}
	return false
}

// addPlanned gives a follower an act of the plan.
func (c *coordination) addPlanned(w *World, j int, a Act) {
	c.planned(&a)
	c.add(w, j, a)
}

// synchronise lets patrons of opposed sides push in one month, once every such
// side has one that is ready, and hold until then. The lead counts for its own
// client when it pushes; nobody moves it.
func (c *coordination) synchronise(w *World) {
	var patrons, ready [MaxParties]int
	for j := range c.own {
		p := c.patron(w, j)
		if p < 0 {
			continue
		}
		patrons[p]++
		if j == c.arm.Lead || w.mediators[j].stock >= loaded && c.worthPushing(w, p) {
			ready[p]++
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
		case p < 0 || j == c.arm.Lead:
		case !complete:
			c.hold(j)
		case w.mediators[j].stock >= loaded && !c.pushes(j):
			c.addPlanned(w, j, Act{Role: Inducer, Party: p, Issue: NoIssue})
		default:
			c.markPushes(j)
		}
	}
}

// markPushes makes the pushes that a follower had in mind part of the plan.
func (c *coordination) markPushes(j int) {
	for i := range c.own[j] {
		if c.own[j][i].Role == Inducer {
			c.planned(&c.own[j][i])
		}
	}
}

// patron is the party that a follower could press, or that the lead is about
// to press; -1 for none.
func (c *coordination) patron(w *World, j int) int {
	if c.complies[j] || j == c.arm.Lead && c.pushes(j) {
		return w.mediators[j].client
	}
	return -1
}

// worthPushing says whether the lead wants a side pressed, its own client less.
func (c *coordination) worthPushing(w *World, p int) bool {
	need := c.known().needs.Value[NeedIndex(Inducer, p, len(w.parties))]
	return need*w.sparing(c.arm.Lead, p) >= pushWorth
}

// forum recognises one convener a month: the lead if it convenes itself, else
// the follower that the sides would most likely both accept, in rotation among
// near equals. The others leave the stage to it.
func (c *coordination) forum(w *World) {
	convenes := func(a *Act) bool { return a.Role == Convener }
	wanted, own := false, c.has(c.arm.Lead, Convener)
	for _, j := range c.followers {
		wanted = wanted || c.has(j, Convener)
	}
	if !wanted {
		return
	}
	host := c.arm.Lead
	if !own {
		host = c.host(w)
	}
	for _, j := range c.followers {
		if j != host {
			c.drop(j, convenes)
		}
	}
	if host >= 0 && !c.has(host, Convener) {
		c.addPlanned(w, host, Act{Role: Convener, Party: Everyone, Issue: NoIssue})
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

// host is the follower whose turn it is.
func (c *coordination) host(w *World) int {
	best := 0.0
	for _, j := range c.followers {
		best = max(best, w.hostAppeal(j))
	}
	who := -1
	for _, j := range c.followers {
		if w.hostAppeal(j) <= 0 || w.hostAppeal(j) < nearEqual*best {
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
	both := 1.0
	for _, p := range w.essential {
		x := float64(w.mediators[i].capability[Convener] * w.welcome[i][p])
		both *= x / (1 + x)
	}
	return both
}

// include brings followers with capacity to spare in as observers.
func (c *coordination) include(w *World) {
	for _, j := range c.followers {
		if len(c.own[j]) < w.mediators[j].capacity && w.able(j, Legitimiser) && !c.has(j, Legitimiser) {
			c.addPlanned(w, j, Act{Role: Legitimiser, Party: Everyone, Issue: NoIssue})
		}
	}
}

// singleText lets followers speak for the lead's outline, each still in its own
// tone: clear, but with the lead's bias, and worth one voice where the loss of
// corroboration is charged.
func (c *coordination) singleText(w *World) {
	lead := c.arm.Lead
	for _, j := range c.followers {
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
