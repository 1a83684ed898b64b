package sim

import "math"

// coordination is what a regime makes of a month: who sees what, who proposes
// what, and what pairs and a lead change of it. It is the only place that
// knows the regime. It writes nothing into the World but an entry in its
// chronicle.
type coordination struct {
	arm  *Arm
	lead int // of this month, -1 for nobody

	// own holds each mediator's acts of the month; all lists them. Of the mediators in
	// neither set own is empty this month, or last.
	own           [][]Act
	all           []Act
	acting, acted MediatorSet
	pushing       MediatorSet // of those acting, who may press somebody

	now, before picture // what can be known this month, and what could last month
	tally       []uint8 // last month's acts, by need
	served      []uint8 // the needs with any
	last        [][MaxCapacity]int
	crowds      [len(Pulls{})]*crowdingTable // of each need
	sight       sight                        // of the month
	planSight   sight                        // of followers who wait for a plan, or whose diagnoses are pooled
	third       []thirdParty
	newspaper   bool // somebody may read the news; else a picture's public is not filled
	sees        bool // what others did last month
	choice      Choice

	leading bool
	// Followers go by last month's picture, by a pooled diagnosis, are told their acts.
	late, pools, allocates bool
	complies               []bool
	followers              []int // in order
	coordinated            int
	load                   float64 // how many of these have something to bring
	insight                float64 // and mean it
	acceptance             float64
	coded                  float64 // of the lead's acceptance, as last seen
	meetings               int
	agreed                 float64 // weight of the issues agreed

	pooled   Pulls // of needs under pooled noise
	weights  []float64
	assigned [len(Pulls{})]uint8 // acts in the plan so far, by need
	paired   []bool
	hosted   []int     // round in which each last hosted
	room     []float64 // contacts that each side can still take in
	ranked   []plannedAct
}

// thirdParty is what coordination keeps of a mediator.
type thirdParty struct {
	state      *mediatorState
	key        actorKey
	stream     Stream
	planKey    actorKey
	planStream Stream
	view       MediatorView
	idle       float64 // weight of doing nothing, at the interest in the view
	able       float64 // sum of reach over what it can do, and a little for rounding
	byInterest bool    // the engine chooses
	defier     Defier  // complies in name only while it says so; or nil
}

// NeedNoise is the scale of the Gumbel noise on a need as a third party sees it alone: sd .25.
const NeedNoise = 0.25 * 0.7796968012336761 // sqrt(6)/pi

// wordNoise is the standard deviation of a month's words around a preferred settlement.
const wordNoise = 0.1

// mostIdle bounds the exponent of doing nothing: beyond it nobody acts.
const mostIdle = 100

// What a lead's record does to its acceptance, as a share of it, so that a lead
// whom nobody accepts stays so; modelling choices.
const (
	acceptedForMeeting  = 0.04 // each
	acceptedForProtocol = 0.1  // each
	acceptanceLost      = 0.01 // in a month without a meeting
)

// Slots of a mediator's stream in a round.
const (
	SlotChoice = 0               // and one for each further act
	SlotIssue  = MaxCapacity     // which issue it works on
	slotWords  = MaxCapacity + 1 // noise of its messages
)

// Slots of a mediator's stream of coordination: whether it follows, and then for each
// act what is planned, and where it stands when the lead holds back.
const (
	slotComply    = 0
	slotPlan      = 1
	slotRestraint = 1 + MaxCapacity
)

func newCoordination(c *Config) coordination {
	n, m := int(NumRoles)*(len(c.Parties)+1), len(c.Mediators)
	k := coordination{
		own: make([][]Act, m), all: make([]Act, 0, m*MaxCapacity),
		now: newPicture(c), before: newPicture(c),
		tally: make([]uint8, n), served: make([]uint8, 0, n), last: make([][MaxCapacity]int, m),
		complies: make([]bool, m), followers: make([]int, 0, m),
		weights: make([]float64, n), paired: make([]bool, m),
		hosted: make([]int, m),
		room:   make([]float64, len(c.Parties)), ranked: make([]plannedAct, 0, m*MaxCapacity),
	}
	k.third = make([]thirdParty, m)
	for i := range c.Mediators {
		k.own[i] = make([]Act, 0, MaxCapacity)
		k.third[i].planKey = newActorKey("plan", c.Mediators[i].ID)
	}
	for at := range n {
		k.crowds[at] = &crowding[at/(len(c.Parties)+1)]
	}
	return k
}

func (c *coordination) begin(w *World, arm *Arm) {
	c.arm = arm
	clear(c.tally)
	c.served = c.served[:0]
	c.acting, c.acted = MediatorSet{}, MediatorSet{}
	for i := range c.own {
		c.own[i], c.last[i], c.hosted[i] = c.own[i][:0], [MaxCapacity]int{-1, -1, -1}, -1
		c.introduce(w, i)
	}
	c.sight.month.ActCost, c.planSight.month.ActCost = w.par[ParamActCost], w.par[ParamActCost]
	c.now.begin(w)
	c.before.begin(w)
	c.meetings, c.agreed = 0, w.agreedWeight()
	c.lead, c.acceptance = arm.Lead, 0
	if arm.Lead >= 0 {
		c.coded = w.mediators[arm.Lead].acceptance
		c.acceptance = c.acceptanceAtFirst(w, arm.Lead)
		for i := range arm.CoChairs.each {
			c.acceptance += c.acceptanceAtFirst(w, i)
		}
		c.acceptance /= float64(1 + arm.CoChairs.Len())
	}
}

// introduce says what a mediator is and can do.
func (c *coordination) introduce(w *World, i int) {
	t := &c.third[i]
	m := t.state
	t.view = MediatorView{
		Mediator: i, Bias: m.bias, Outline: m.outline, Capacity: m.capacity,
		Candidates: m.candidates, Reach: m.reach, At: m.at, Inducers: m.inducers, Own: &c.last[i],
		Interest: m.interest,
	}
	t.idle, t.able = idleWeight(w.par[ParamActCost], abs(m.interest), NeedNoise), 0
	for _, x := range m.reach {
		t.able += float64(1.001 * x)
	}
}

// acceptanceAtFirst is how far the others accept a lead when it begins: as coded, or as
// the arm says.
func (c *coordination) acceptanceAtFirst(w *World, lead int) float64 {
	m := &w.mediators[lead]
	switch {
	case !c.arm.AcceptanceSet:
		return m.acceptance
	case !w.c.Mediators[lead].AcceptanceCoded:
		return c.arm.Acceptance * m.closeness * m.leastConsent
	}
	return c.arm.Acceptance
}

// passOn gives the lead to a successor when its month has come, and sees how a shock has moved
// the acceptance of who leads.
func (c *coordination) passOn(w *World) {
	for _, s := range c.arm.Successors {
		if s.From == 0 || s.From != w.round {
			continue
		}
		if c.lead, c.acceptance = s.Lead, 0; c.lead >= 0 {
			c.acceptance = c.acceptanceAtFirst(w, c.lead)
			c.coded = w.mediators[c.lead].acceptance
		}
	}
	if c.lead >= 0 { // what shocks did to the coded number
		now := w.mediators[c.lead].acceptance
		if now != c.coded {
			c.acceptance = clamp(c.acceptance+now-c.coded, 0, 1)
		}
		c.coded = now
	}
}

// chairOf is the lead or the co-chair that is there and stands nearest to a mediator.
func (c *coordination) chairOf(w *World, m *mediatorState) int {
	chair := c.lead
	if chair != c.arm.Lead || c.arm.CoChairs == (MediatorSet{}) {
		return chair
	}
	for i := range c.arm.CoChairs.each {
		if w.mediators[i].present && abs(m.outline-w.mediators[i].outline) < abs(m.outline-w.mediators[chair].outline) {
			chair = i
		}
	}
	return chair
}

// acts is phases 4 and 5.
func (c *coordination) acts(w *World) []Act {
	c.look(w)
	c.passOn(w)
	c.gatherFollowers(w)
	c.show(w)
	c.propose(w)
	if c.plans() {
		c.plan(w)
	}
	if Regimes[c.arm.Regime].pairs {
		c.pairUp(w)
	}
	if c.leading && c.arm.Costs.Has(CostEffort) {
		c.chargeEffort(w)
	}
	c.list(w)
	return c.all
}

// look takes the month's picture and keeps the last one.
func (c *coordination) look(w *World) {
	for i := range c.acting.each {
		c.own[i] = c.own[i][:0]
	}
	c.acting, c.acted, c.pushing = MediatorSet{}, c.acting, MediatorSet{}
	c.now, c.before = c.before, c.now
	c.now.take(w, &w.needs)
	c.before.needs = &w.before
	if w.round == 0 {
		c.before.take(w, &w.needs)
	}
}

// gatherFollowers settles who leads and who complies this month.
func (c *coordination) gatherFollowers(w *World) {
	c.leading, c.coordinated, c.load, c.insight = c.leads(w), 0, 0, 0
	c.late, c.pools, c.allocates, c.followers = false, false, false, c.followers[:0]
	clear(c.complies)
	if !c.leading {
		return
	}
	for j := range c.third {
		t := &c.third[j]
		m := t.state
		if !m.present || j == c.lead || m.interest <= 0 {
			continue
		}
		t.planStream.reset(w.key, t.planKey, w.round)
		chair := c.lead == c.arm.Lead && c.arm.CoChairs.Has(j)
		if !chair && t.planStream.Uniform(slotComply) >= c.compliance(w, m) {
			continue
		}
		c.coordinated++
		c.load += m.substance()
		if t.defier == nil || !t.defier.Defies() {
			c.insight += m.substance()
			c.complies[j] = true
			c.followers = append(c.followers, j)
		}
	}
	c.late = c.arm.Costs.Has(CostDelay) && (c.arm.Regime == RegimePlacebo || c.plans())
	c.pools = c.plans() && c.arm.Mechanisms.Has(Pool)
	c.allocates = c.plans() && c.arm.Mechanisms.Has(Allocate)
}

// substance is 1 for a mediator that has something to bring, less below patronReach,
// so that one who can do next to nothing neither costs a lead time nor informs it.
func (m *mediatorState) substance() float64 { return min(1, m.best/patronReach) }

// leads says whether there is somebody who coordinates this month: a lead that
// is there, has begun, and wants a settlement itself.
func (c *coordination) leads(w *World) bool {
	return Regimes[c.arm.Regime].NeedsLead && c.lead >= 0 && w.round >= c.arm.From &&
		w.mediators[c.lead].present && w.mediators[c.lead].interest > 0
}

// plans says whether a lead changes anything this month.
func (c *coordination) plans() bool {
	return c.coordinated > 0 && c.arm.Regime != RegimePlacebo && c.arm.Mechanisms != 0
}

// compliance of a mediator with some interest in a settlement with the lead, or the nearest of
// its chairs, a chance a month.
func (c *coordination) compliance(w *World, m *mediatorState) float64 {
	lead := &w.mediators[c.chairOf(w, m)]
	return c.acceptance * m.interest * (1 - float64(abs(m.outline-lead.outline)/2)) * (1 - m.autonomy)
}

// propose lets every third party that acts under the regime say what it would
// do. Whoever will be told all its acts by a lead is not asked.
func (c *coordination) propose(w *World) {
	only, best := -1, -1.0 // the most capable of those present
	if c.arm.Regime == RegimeSingle {
		for i := range w.mediators {
			if m := &w.mediators[i]; m.present && m.merit() > best {
				best, only = m.merit(), i
			}
		}
	}
	for i := range c.third {
		t := &c.third[i]
		if !t.state.present || only >= 0 && i != only {
			continue
		}
		t.stream.reset(w.key, t.key, w.round)
		if c.allocates && c.complies[i] {
			continue
		}
		if own := c.choose(w, t); len(own) > 0 {
			c.sign(t, own)
		}
	}
}

// merit of a mediator: what it can do, by how much it wants a settlement now.
func (m *mediatorState) merit() float64 { return m.scope * max(0, m.interest) }

// choose is what a third party would do. Of those who go by interest most are idle in most
// months, and the first draw often tells without weighing: where it would leave them idle even
// if all that they can do were needed as much as what is needed most.
func (c *coordination) choose(w *World, t *thirdParty) []Act {
	v, own := c.viewFor(w, t), c.own[t.view.Mediator]
	if !t.byInterest {
		return t.state.strategy.Propose(v, &t.stream, own)
	}
	u := t.stream.Uniform(SlotChoice)
	if most := float64(t.able * v.most); v.Interest >= 0 && u*(most+v.Idle) >= most {
		return own
	}
	return c.choice.draw(v, &t.stream, u, c.choice.Weigh(v), v.Idle, own)
}

// sign turns proposals into a mediator's own acts.
func (c *coordination) sign(t *thirdParty, own []Act) {
	i := t.view.Mediator
	late := c.late && c.complies[i]
	for a := range own {
		act := &own[a]
		act.Mediator, act.Text, act.Source, act.Outline, act.Delayed = i, i, i, t.state.outline, late
		if act.Role == Inducer {
			c.pushing.Add(i)
		}
	}
	c.own[i] = own
	c.acting.Add(i)
}

// known is the picture that a plan rests on: last month's, if delay is charged.
func (c *coordination) known() *picture {
	if c.arm.Costs.Has(CostDelay) {
		return &c.before
	}
	return &c.now
}

// pooledNoise is the scale of noise in the average of what lead and followers see.
func (c *coordination) pooledNoise() float64 { return NeedNoise / math.Sqrt(1+c.insight) }

// idleWeight is the weight of doing nothing: acts must be worth their cost over the
// interest. Without any interest nothing is.
func idleWeight(actCost, interest, noise float64) float64 {
	if interest <= 0 {
		return math.Inf(1)
	}
	return exp(min(actCost/interest/noise, mostIdle))
}

// chargeEffort takes the lead's time: its own effort pays for those it coordinates.
func (c *coordination) chargeEffort(w *World) {
	left := 1 / (1 + float64(w.par[ParamKappa]*c.load))
	for a := range c.own[c.lead] {
		c.own[c.lead][a].Effort *= left
	}
}

// list flattens the month's acts in the order of mediators, puts each sender's
// noise into its words, one draw since it speaks with one voice in a month, and
// remembers what others will have seen.
func (c *coordination) list(w *World) {
	parties := len(w.parties)
	c.all = c.all[:0]
	for _, at := range c.served {
		c.tally[at] = 0
	}
	c.served = c.served[:0]
	for i := range c.acted.each {
		c.last[i] = [MaxCapacity]int{-1, -1, -1}
	}
	for i := range c.acting.each {
		own, last, stream := c.own[i], &c.last[i], &c.third[i].stream
		slip, spoke := 0.0, false
		for a := range own {
			act := &own[a]
			if speaking>>act.Role&1 == 1 {
				if !spoke {
					slip, spoke = float64(wordNoise*normalQuantile(stream.open(slotWords))), true
				}
				act.Outline += slip
			}
			at := NeedIndex(act.Role, act.Party, parties)
			if c.tally[at] == 0 {
				c.served = append(c.served, uint8(at))
			}
			c.tally[at] += uint8(asInt(c.tally[at] < 255))
			if a < MaxCapacity {
				last[a] = at
			}
			c.all = append(c.all, *act)
		}
	}
}

// observe moves the lead's acceptance with what came of the month it led.
func (c *coordination) observe(w *World) {
	if !Regimes[c.arm.Regime].NeedsLead {
		return
	}
	agreed := w.agreedWeight()
	meetings, protocols := w.out.Meetings-c.meetings, agreed-c.agreed
	c.meetings, c.agreed = w.out.Meetings, agreed
	if !c.leading || w.settled {
		return
	}
	change := float64(acceptedForMeeting*float64(meetings)) + float64(acceptedForProtocol*protocols)
	if meetings == 0 {
		change -= acceptanceLost
	}
	c.acceptance = clamp(c.acceptance*(1+change), 0, 1)
}
