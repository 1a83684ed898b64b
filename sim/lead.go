package sim

// Where a lead draws its lines; modelling choices.
const (
	halfway   = 0.5 // share agreed from which hard issues go together
	pushWorth = 0.3 // need of pressure that is worth a joint push
	nearEqual = 0.8 // hosts this close to the best take their month
)

// edits are what each mechanism does to the acts of those who comply, in their order; a
// pooled diagnosis is in what they see.
var edits = [...]struct {
	mechanism Mechanism
	edit      func(c *coordination, w *World)
}{
	{Allocate, (*coordination).allocate},
	{Sequence, (*coordination).sequence},
	{Synchronise, (*coordination).synchronise},
	{Forum, (*coordination).forum},
	{Inclusion, (*coordination).include},
	{Restrain, (*coordination).restrain},
	{SingleText, (*coordination).singleText},
}

// plan is what a lead does for those who comply. It never replans its own acts.
func (c *coordination) plan(w *World) {
	c.diagnose(w)
	for _, e := range &edits {
		if c.arm.Mechanisms.Has(e.mechanism) {
			e.edit(c, w)
		}
	}
	w.tell(EventPlan, func(e *Event) {
		e.Mediator, e.Value, e.Chance = c.arm.Lead, float64(c.coordinated), c.acceptance
	})
}

// planned marks an act that the plan changed.
func (c *coordination) planned(a *Act) {
	a.Planned, a.Delayed = true, c.arm.Costs.Has(CostDelay)
}

// diagnose fills in what the lead sees of the needs, with less noise where it pools
// diagnoses.
func (c *coordination) diagnose(w *World) {
	c.known().needs.pull(c.pooled, w.needsUsed, c.planNoise())
}

func (c *coordination) planNoise() float64 {
	if c.arm.Mechanisms.Has(Pool) {
		return c.pooledNoise()
	}
	return signalNoise
}

// allocate gives each follower what is most needed, can be done by it, and is
// not done yet.
func (c *coordination) allocate(w *World) {
	c.countDone(w)
	idle := idleWeight(w.par[ParamActCost], w.mediators[c.arm.Lead].interest, c.planNoise())
	for _, j := range c.followers {
		c.own[j] = c.own[j][:0]
		c.assign(w, j, idle)
	}
}

// countDone starts the plan from what the lead does itself and, where it sees
// others, from what those outside the plan did last month.
func (c *coordination) countDone(w *World) {
	clear(c.assigned)
	np := len(w.parties)
	if c.arm.Regime.sees() {
		copy(c.assigned, c.tally)
		c.discount(c.arm.Lead)
		for _, j := range c.followers {
			c.discount(j)
		}
	}
	for _, a := range c.own[c.arm.Lead] {
		c.assigned[NeedIndex(a.Role, a.Party, np)]++
	}
}

// discount takes a mediator's acts of last month out of what is done.
func (c *coordination) discount(j int) {
	for _, at := range &c.last[j] {
		if at >= 0 {
			c.assigned[at]--
		}
	}
}

// assign draws a follower's acts with the lead's weights.
func (c *coordination) assign(w *World, j int, idle float64) {
	m, stream := &w.mediators[j], &c.planStream[j]
	weights := c.weigh(w, m)
	total := idle
	for _, x := range weights {
		total += x
	}
	for slot := range m.capacity {
		i := Pick(weights, stream.Uniform(slotPlan+slot)*total)
		if i < 0 {
			return
		}
		at := &m.candidates[i]
		c.addPlanned(w, j, Act{Role: at.Role, Party: at.Party, Issue: NoIssue})
		c.assigned[m.at[i]]++
		total -= weights[i]
		weights[i] = 0
	}
}

// weigh gives a follower's candidates their weights in the lead's eyes: by its
// own utility, so that pressure on its own client is discounted.
func (c *coordination) weigh(w *World, m *mediatorState) []float64 {
	weights, reach := c.weights[:len(m.candidates)], m.reach[:len(m.candidates)]
	for i, at := range m.at[:len(weights)] {
		weights[i] = c.pooled[at] * reach[i] * c.crowds[at].with[min(c.assigned[at], crowded)]
	}
	for i := m.inducers[0]; i < m.inducers[1]; i++ {
		weights[i] *= m.stock * w.sparing(c.arm.Lead, m.candidates[i].Party)
	}
	return weights
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

// crowdingTable holds Crowding of a role by n, and what undoes one of the n.
type crowdingTable struct{ with, without [crowded + 1]float64 }

var crowding = func() (table [NumRoles]crowdingTable) {
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
