package sim

import (
	"cmp"
	"slices"
	"strings"
)

// Mechanism is one thing that a lead does for those who comply.
type Mechanism uint8

// The mechanisms, in the order in which they edit a plan. A further one goes to the end,
// has a row in Mechanisms, and is all there is to add; it is on wherever a scenario names no mechanisms.
const (
	Pool Mechanism = iota
	Allocate
	Sequence
	Synchronise
	SingleText
	Forum
	Inclusion
	Restrain
	NumMechanisms
)

// MechanismInfo names a mechanism and says what it does.
type MechanismInfo struct {
	ID, Does string
	// edit changes the acts of those who comply; nil for what is in what they see.
	edit func(c *coordination, w *World)
}

// Mechanisms in the order of the constants.
var Mechanisms = [NumMechanisms]MechanismInfo{
	Pool:        {ID: "pool", Does: "pools diagnoses: the plan rests on the average of what lead and followers see"},
	Allocate:    {ID: "allocate", Does: "allocates roles: followers fill what is needed and not yet done", edit: (*coordination).allocate},
	Sequence:    {ID: "sequence", Does: "orders steps: easy issues first but hard essential ones together once half are agreed, a guarantee promised before signing", edit: (*coordination).sequence},
	Synchronise: {ID: "synchronise", Does: "lets patrons of opposed sides push in the same month", edit: (*coordination).synchronise},
	SingleText:  {ID: "single-text", Does: "lets messages carry one text, the lead's", edit: (*coordination).singleText},
	Forum:       {ID: "forum", Does: "recognises one convener a month, in rotation among near equals", edit: (*coordination).forum},
	Inclusion:   {ID: "inclusion", Does: "brings followers with capacity to spare in as observers", edit: (*coordination).include},
	Restrain:    {ID: "restrain", Does: "keeps the plan within what the sides can take in: best acts first, none that would be a contact too many", edit: (*coordination).restrain},
}

// String returns the mechanism's ID.
func (m Mechanism) String() string { return Mechanisms[m].ID }

// MechanismByID finds a mechanism by its ID.
func MechanismByID(id string) (Mechanism, bool) { return byID(NumMechanisms, id) }

// Cost is something that coordination takes away.
type Cost uint8

const (
	CostEffort Cost = iota
	CostDelay
	CostCorroboration
	NumCosts
)

// CostInfo names a cost; Does says in words what it is, Rule how it is computed.
type CostInfo struct{ ID, Does, Rule string }

// Costs in the order of the constants.
var Costs = [NumCosts]CostInfo{
	CostEffort: {"effort", "the more others a lead coordinates, the less it does itself",
		"the lead's own effort is 1/(1 + kappa x number who consent to its plan, each by what it can bring)"},
	CostDelay: {"delay", "acts that the plan changed answer the needs of the month before",
		"acts of those who wait for a plan rest on the needs of the month before"},
	CostCorroboration: {"corroboration", "messages under a single text count as one voice",
		"messages under a single text count as one voice"},
}

// String returns the cost's ID.
func (c Cost) String() string { return Costs[c].ID }

// CostByID finds a cost by its ID.
func CostByID(id string) (Cost, bool) { return byID(NumCosts, id) }

// named is a constant with an ID.
type named interface {
	~uint8
	String() string
}

// byID finds the one of n constants that has an ID.
func byID[E named](n E, id string) (E, bool) {
	for e := range n {
		if e.String() == id {
			return e, true
		}
	}
	return 0, false
}

// Set is a set of mechanisms or costs, one bit each.
type Set[E named] uint16

type (
	MechanismSet = Set[Mechanism] // that a lead has switched on
	CostSet      = Set[Cost]      // that are charged
)

// Every mechanism switched on, every cost charged.
const (
	AllMechanisms MechanismSet = 1<<NumMechanisms - 1
	AllCosts      CostSet      = 1<<NumCosts - 1
)

// Has says whether e is in the set.
func (s Set[E]) Has(e E) bool { return s>>e&1 == 1 }

// With returns the set with e in it.
func (s Set[E]) With(e E) Set[E] { return s | 1<<e }

// Without returns the set with e taken out.
func (s Set[E]) Without(e E) Set[E] { return s &^ (1 << e) }

// IDs of what is in the set, in order; never nil.
func (s Set[E]) IDs() []string {
	ids := []string{}
	for e := range E(16) {
		if s.Has(e) {
			ids = append(ids, e.String())
		}
	}
	return ids
}

// String lists the IDs, separated by commas.
func (s Set[E]) String() string { return strings.Join(s.IDs(), ",") }

// Where a lead draws its lines; modelling choices.
const (
	halfway   = 0.5 // share agreed from which hard issues go together
	pushWorth = 0.3 // need of pressure that is worth a joint push
	nearEqual = 0.8 // hosts this close to the best take their month
)

// plan is what a lead does for those who comply. It never replans its own acts. The
// single text comes last: it puts into words what acts are left.
func (c *coordination) plan(w *World) {
	c.known().needs.pull(c.pooled[:], w.needsUsed, c.planNoise())
	for m := range NumMechanisms {
		if edit := Mechanisms[m].edit; edit != nil && m != SingleText && c.arm.Mechanisms.Has(m) {
			edit(c, w)
		}
	}
	if c.arm.Mechanisms.Has(SingleText) {
		c.singleText(w)
	}
	w.tell(EventPlan, func(e *Event) {
		e.Mediator, e.Value, e.Chance = c.lead, float64(c.coordinated), c.acceptance
	})
}

// planned marks an act that the plan changed.
func (c *coordination) planned(a *Act) { a.Planned, a.Delayed = true, c.arm.Costs.Has(CostDelay) }

// planNoise on what the lead sees of the needs is less where it pools diagnoses.
func (c *coordination) planNoise() float64 {
	if c.arm.Mechanisms.Has(Pool) {
		return c.pooledNoise()
	}
	return NeedNoise
}

// allocate gives each follower what is most needed, can be done by it, and is not done
// yet: by the lead itself or, where it sees others, by those outside the plan last month.
func (c *coordination) allocate(w *World) {
	clear(c.assigned[:])
	if Regimes[c.arm.Regime].sees {
		copy(c.assigned[:], c.tally)
		c.discount(c.lead)
		for _, j := range c.followers {
			c.discount(j)
		}
	}
	for _, a := range c.own[c.lead] {
		c.assigned[NeedIndex(a.Role, a.Party, len(w.parties))]++
	}
	idle := idleWeight(w.par[ParamActCost], w.mediators[c.lead].interest, c.planNoise())
	for _, j := range c.followers {
		if c.arm.OwnInterest {
			idle = idleWeight(w.par[ParamActCost], w.mediators[j].interest, c.planNoise())
		}
		c.own[j] = c.own[j][:0]
		c.assign(w, j, idle)
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

// assign draws a follower's acts with their weights in the lead's eyes: by its own
// utility, so that pressure on its own client is discounted.
func (c *coordination) assign(w *World, j int, idle float64) {
	m, stream, total := &w.mediators[j], &c.third[j].planStream, idle
	weights, reach := c.weights[:len(m.candidates)], m.reach[:len(m.candidates)]
	for i, at := range m.at[:len(weights)] {
		weights[i] = c.pooled[at] * reach[i] * c.crowds[at].with[min(c.assigned[at], crowded)]
	}
	for i := m.inducers[0]; i < m.inducers[1]; i++ {
		weights[i] *= m.stock * w.sparing(c.lead, m.candidates[i].Party)
	}
	for _, x := range weights {
		total += x
	}
	for slot := range m.capacity {
		i := Pick(weights, stream.Uniform(slotPlan+slot)*total)
		if i < 0 {
			return
		}
		at := &m.candidates[i]
		c.addPlanned(w, j, at.Role, at.Party)
		c.assigned[m.at[i]]++
		total -= weights[i]
		weights[i] = 0
	}
}

// sparing is what a mediator leaves of pressure on a party: 1-|bias| on its own
// client, all of it on others.
func (w *World) sparing(i, party int) float64 {
	if bias := w.mediators[i].bias; w.c.Parties[party].Side*bias > 0 {
		return 1 - abs(bias)
	}
	return 1
}

// crowded is the number of others beyond which crowding is no worse.
const crowded = 31

// crowdingTable holds the share of an act's worth that is left when n others do the same,
// by the sign of duplication of its role, and what undoes one of the n.
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

// leastSalience of an issue that a plan works on, so that one nobody cares for changes
// nothing as its salience goes to 0. Modelling choice.
const leastSalience = 0.01

// nextIssue is the easiest open one that matters; late in the talks the hard essential
// ones in turn, so that they are on the table together.
func (p *picture) nextIssue(late bool, turn int) int {
	var together [MaxIssues]int
	best, at, hard := 0.0, NoIssue, 0
	for k := range p.issues {
		s := &p.issues[k]
		if !s.Open || s.Salience < leastSalience {
			continue
		}
		if s.Hard && s.Essential {
			together[hard] = s.Index
			hard++
		}
		if difficulty := s.Gap + one(s.Hard); at == NoIssue || difficulty < best {
			best, at = difficulty, s.Index
		}
	}
	if late && hard > 0 {
		return together[turn%hard]
	}
	return at
}

// promise lets the followers that could guarantee a settlement together say
// so, and keeps apart those whose preferred settlement would divide the responsibility.
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
		switch {
		case center < 0 || !w.able(j, Guarantor):
		case !w.joint(j, center):
			c.drop(j, Guarantor)
		case !c.has(j, Guarantor):
			c.addPlanned(w, j, Guarantor, Everyone)
		}
	}
}

// joint says whether the preferred settlements of two mediators make a joint guarantee.
func (w *World) joint(i, j int) bool {
	return abs(w.mediators[i].outline-w.mediators[j].outline) <= jointWithin
}

// able says whether a mediator can do something to speak of in a role for all.
func (w *World) able(i int, r Role) bool {
	at := w.candidate(i, r, Everyone)
	return at >= 0 && w.mediators[i].reach[at] >= patronReach
}

// candidate is the place of an act among what a mediator is able to do, -1 if it is not.
func (w *World) candidate(i int, r Role, party int) int {
	return slices.Index(w.mediators[i].at, uint8(NeedIndex(r, party, len(w.parties))))
}

// addPlanned gives a follower an act of the plan.
func (c *coordination) addPlanned(w *World, j int, r Role, party int) {
	if a := c.add(w, j, r, party); a != nil {
		c.planned(a)
	}
}

// synchronise lets patrons of opposed sides push in one month, once every such
// side has one that is ready, and hold until then. The lead counts for its own
// client when it pushes; nobody moves it.
func (c *coordination) synchronise(w *World) {
	var patrons, ready [MaxParties]bool
	for j := range c.own {
		if p := c.patron(w, j); p >= 0 {
			patrons[p] = true
			ready[p] = ready[p] || j == c.lead || w.mediators[j].stock >= loaded && c.worthPushing(w, p)
		}
	}
	sides, prepared := 0, 0
	for p := range w.parties {
		sides += asInt(patrons[p])
		prepared += asInt(ready[p])
	}
	if sides < 2 {
		return
	}
	for j := range c.own {
		p := c.patron(w, j)
		switch {
		case p < 0 || j == c.lead:
		case prepared < sides:
			c.drop(j, Inducer)
		case w.mediators[j].stock >= loaded && !c.pushes(j):
			c.addPlanned(w, j, Inducer, p)
		default: // what it had in mind becomes part of the plan
			for i := range c.own[j] {
				if c.own[j][i].Role == Inducer {
					c.planned(&c.own[j][i])
				}
			}
		}
	}
}

// patron is the party that a follower could press, or that the lead is about
// to press; -1 for none.
func (c *coordination) patron(w *World, j int) int {
	if c.complies[j] || j == c.lead && c.pushes(j) {
		return w.mediators[j].client
	}
	return -1
}

// worthPushing says whether the lead wants a side pressed, its own client less.
func (c *coordination) worthPushing(w *World, p int) bool {
	need := c.known().needs.Value[NeedIndex(Inducer, p, len(w.parties))]
	return need*w.sparing(c.lead, p) >= pushWorth
}

// forum recognises one convener a month: the lead if it convenes itself, else
// the follower that the sides would most likely both accept, in rotation among
// near equals. The others leave the stage to it.
func (c *coordination) forum(w *World) {
	if !slices.ContainsFunc(c.followers, func(j int) bool { return c.has(j, Convener) }) {
		return
	}
	host := c.lead
	if !c.has(host, Convener) {
		host = c.host(w)
	}
	for _, j := range c.followers {
		if j != host {
			c.drop(j, Convener)
		}
	}
	if host < 0 {
		return
	}
	c.hosted[host] = w.round
	if !c.has(host, Convener) {
		c.addPlanned(w, host, Convener, Everyone)
	}
}

func (c *coordination) has(i int, r Role) bool {
	return slices.ContainsFunc(c.own[i], func(a Act) bool { return a.Role == r })
}

// host is the follower whose turn it is.
func (c *coordination) host(w *World) int {
	best := 0.0
	for _, j := range c.followers {
		best = max(best, w.hostAppeal(j))
	}
	who := -1
	for _, j := range c.followers {
		appeal := w.hostAppeal(j)
		if appeal > 0 && appeal >= nearEqual*best && (who < 0 || c.hosted[j] < c.hosted[who]) {
			who = j
		}
	}
	return who
}

// hostAppeal is the chance that all essential parties would take a lone convener.
func (w *World) hostAppeal(i int) float64 {
	both, _, _ := w.together(w.essential, func(p int) float64 {
		x := float64(w.mediators[i].capability[Convener] * w.welcome[i][p])
		return x / (1 + x)
	})
	return both
}

// include brings followers with capacity to spare in as observers.
func (c *coordination) include(w *World) {
	for _, j := range c.followers {
		if len(c.own[j]) < w.mediators[j].capacity && w.able(j, Legitimiser) && !c.has(j, Legitimiser) {
			c.addPlanned(w, j, Legitimiser, Everyone)
		}
	}
}

// singleText lets followers speak for the preferred settlement of the lead, or of the nearest of its
// chairs, each still in its own tone: clear, but with the lead's bias, and worth one voice where the loss of
// corroboration is charged.
func (c *coordination) singleText(w *World) {
	for _, j := range c.followers {
		lead := c.chairOf(w, &w.mediators[j])
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

// restrain keeps what the plan asks for within what the sides can take in: acts
// are kept best first, and one that would be a contact too many for a side is
// left out. The lead's own acts come first, and where it sees others so does
// what those outside the plan did last month. The lead knows how many contacts a
// side can take in, as whoever has dealt with it does; what is best it sees
// through the noise of its plan: in a race, each act waits an exponential time with its
// weight in the plan as rate, so that the order is that of draws by weight without repetition.
func (c *coordination) restrain(w *World) {
	if w.par[SwitchAttention] == AttentionUnlimited {
		return
	}
	c.findRoom(w)
	c.ranked = c.ranked[:0]
	for _, j := range c.followers {
		for i := range c.own[j] {
			rate := c.weightOf(w, j, &c.own[j][i])
			c.ranked = append(c.ranked, plannedAct{j, i, -ln(c.third[j].planStream.open(slotRestraint+i)) / max(rate, 1e-12)})
		}
	}
	slices.SortStableFunc(c.ranked, func(a, b plannedAct) int { return cmp.Compare(a.wait, b.wait) })
	for _, x := range c.ranked {
		a, fits := &c.own[x.mediator][x.slot], true
		for p := range c.room {
			fits = fits && (c.room[p] >= 1 || !w.contacts(x.mediator, a.Role, a.Party, p))
		}
		if fits {
			c.take(w, x.mediator, a.Role, a.Party)
		} else {
			a.Effort = 0
		}
	}
	for _, j := range c.followers {
		c.own[j] = slices.DeleteFunc(c.own[j], func(a Act) bool { return a.Effort == 0 })
	}
}

// plannedAct is an act of a follower and its time in the race.
type plannedAct struct {
	mediator, slot int
	wait           float64
}

// findRoom computes how many contacts each side has left for the plan.
func (c *coordination) findRoom(w *World) {
	for p := range c.room {
		c.room[p] = w.par[ParamK]
	}
	for _, a := range c.own[c.lead] {
		c.take(w, c.lead, a.Role, a.Party)
	}
	if !Regimes[c.arm.Regime].sees {
		return
	}
	for j := range c.acted.each {
		if c.complies[j] || j == c.lead {
			continue
		}
		for _, at := range c.last[j] {
			if at >= 0 {
				r, party := w.needOf(at)
				c.take(w, j, r, party)
			}
		}
	}
}

// weightOf an act in the lead's eyes, but for how many do the same; 0 if the
// mediator cannot do it.
func (c *coordination) weightOf(w *World, j int, a *Act) float64 {
	m, i := &w.mediators[j], w.candidate(j, a.Role, a.Party)
	if i < 0 {
		return 0
	}
	v := c.pooled[m.at[i]] * m.reach[i]
	if a.Role == Inducer {
		v *= m.stock * w.sparing(c.lead, a.Party)
	}
	return v
}

// contacts says whether an act is a contact of a side.
func (w *World) contacts(mediator int, r Role, target, p int) bool {
	return (target == Everyone || target == p) && w.reach[mediator][r][p] > 0
}

func (c *coordination) take(w *World, mediator int, r Role, target int) {
	for p := range c.room {
		if w.contacts(mediator, r, target, p) {
			c.room[p]--
		}
	}
}
