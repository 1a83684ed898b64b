package sim

// picture is what can be known of a war in a month, as third parties see it.
type picture struct {
	needs  *Needs
	issues []IssueView
	back   []float64 // weight of holding each party back from a settlement
	agreed float64   // share of essential issues
	public Public    // filled where somebody may read it: coordination.newspaper
}

// sight is what a month shows to all who have the same information.
type sight struct {
	month MonthView
	pull  Pulls // less what is crowded where others are seen
	// own is pull, but for what whoever did lent acts last month sees of these needs.
	own  Pulls
	lent *[MaxCapacity]int
}

func newPicture(c *Config) picture {
	return picture{issues: make([]IssueView, len(c.Issues)), back: make([]float64, len(c.Parties))}
}

// begin notes what stays the same in all months of a history.
func (p *picture) begin(w *World) {
	for i, k := range w.issueOrder {
		p.issues[i] = IssueView{
			Index: k, Hard: w.c.Issues[k].Hard, Essential: w.c.Issues[k].Essential, Salience: w.issues[k].salience,
		}
	}
}

func (p *picture) take(w *World, needs *Needs) {
	p.needs, p.agreed = needs, w.agreed
	if w.coord.newspaper {
		p.public = w.public()
	}
	if w.opposition {
		for i := range p.back {
			p.back[i] = exp(w.parties[i].ready / NeedNoise)
		}
	}
	for i, k := range w.issueOrder {
		v, s := &p.issues[i], &w.issues[k]
		v.Open, v.Gap = !s.agreed && !w.settled && w.comesUp(k), s.gap
	}
}

// public is what everybody sees of the war and the talks at the start of a
// month. The counts are of the month before.
func (w *World) public() Public {
	v := Public{
		Open: w.process.state == StageOpen, Suspended: w.process.state == StageSuspended, Truce: w.process.truce,
		Agreed: w.agreed,
	}
	for i := range w.fronts {
		v.Intensity += w.fronts[i].intensity
	}
	v.Intensity /= float64(len(w.fronts)) // those that are over have none
	was := w.noted
	w.noted = w.news()
	v.News = w.noted
	v.Meetings, v.Protocols, v.Truces = v.Meetings-was.Meetings, v.Protocols-was.Protocols, v.Truces-was.Truces
	v.Violations, v.Suspensions = v.Violations-was.Violations, v.Suspensions-was.Suspensions
	return v
}

// news of the history so far.
func (w *World) news() News {
	return News{w.out.Meetings, w.agreedIssues(), w.out.Truces, w.out.Violations, w.out.Suspensions}
}

// show fills in what the month shows: to most, and to followers who wait for a plan or
// whose diagnoses are pooled.
func (c *coordination) show(w *World) {
	c.sight.show(w, &c.now, c.now.needs.Pull, c.now.needs.most, NeedNoise)
	if c.allocates || !c.late && !c.pools {
		return
	}
	from := c.known()
	pull, most, noise := from.needs.Pull, from.needs.most, NeedNoise
	if c.pools {
		pull, noise = c.pooled[:], c.pooledNoise()
		most = from.needs.pull(pull, w.needsUsed, noise)
	}
	c.planSight.show(w, from, pull, most, noise)
}

// show fills in a month's view, and leaves of each pull what is not crowded by last
// month's acts, where others are seen.
func (s *sight) show(w *World, from *picture, pull []float64, most, noise float64) {
	c, v := &w.coord, &s.month
	v.Round, v.Settled, v.Noise, v.most = w.round, w.settled, noise, most
	v.Need, v.Back, v.Issues, v.Public, v.Others = from.needs.Value, from.back, from.issues, from.public, nil
	copy(s.pull[:], pull)
	if c.sees = Regimes[c.arm.Regime].sees; !c.sees {
		return
	}
	v.Others, s.lent = c.tally, nil
	for _, at := range c.served {
		s.pull[at] *= c.crowds[at].with[min(c.tally[at], crowded)]
	}
}

// viewFor is a mediator's view of the month.
func (c *coordination) viewFor(w *World, t *thirdParty) *MediatorView {
	m, v, sight := t.state, &t.view, &c.sight
	if v.Interest != m.interest {
		v.Interest, t.idle = m.interest, idleWeight(w.par[ParamActCost], abs(m.interest), NeedNoise)
	}
	v.Stock, v.Idle = m.stock, t.idle
	if (c.late || c.pools) && c.complies[v.Mediator] {
		if sight = &c.planSight; c.pools {
			v.Idle = sight.month.IdleWeight(abs(m.interest))
		}
	}
	v.MonthView, v.Pull = &sight.month, &sight.pull
	if c.sees && v.Own[0] >= 0 {
		v.Pull = c.withoutOwn(v, sight)
	}
	return v
}

// withoutOwn is what needs pull a mediator with its own acts of last month taken out of
// what crowds it.
func (c *coordination) withoutOwn(v *MediatorView, s *sight) *Pulls {
	if s.lent == nil {
		copy(s.own[:len(c.tally)], s.pull[:])
	} else {
		for _, at := range s.lent {
			if at >= 0 {
				s.own[at] = s.pull[at]
			}
		}
	}
	for _, at := range v.Own {
		if at >= 0 {
			s.own[at] *= c.crowds[at].without[min(c.tally[at], crowded)]
		}
	}
	s.lent = v.Own
	return &s.own
}
