package sim

import (
	"cmp"
	"slices"
	"strings"
)

// World is one war in motion, with the buffers of one worker. It is not safe
// for use by two goroutines; make one each.
type World struct {
	c   *Config
	par Parameters
	key replicationKey
	// parametersOf, codingOf and structureOf are the replications whose draws are
	// used: this one, but for a crossing.
	parametersOf, codingOf, structureOf replicationKey
	sample                              strata // of a posterior
	drawn                               drawn

	round   int
	settled bool // in the months of implementation

	actors
	process   processState
	now       prospects           // as the month begins
	convinced [MaxParties]float64 // trust after a step
	needs     Needs               // this month's diagnosis
	before    Needs               // and last month's
	diagnosis diagnosis           // of the rule of thumb
	needsUsed []int               // indices of needs that some candidate serves
	agreed    float64             // share of the essential issues, as of the month's start

	ideal, salience            []byParty           // by issue
	leverage, consent, welcome []byParty           // by mediator
	reach                      [][NumRoles]byParty // by mediator

	noted News // of the war and the talks, until last month
	force inForce
	out   Outcome

	stream        Stream // for draws that end where they begin
	slot          int    // of it, that the next coded number has
	processStream Stream
	partyStream   []Stream

	parameterKey, structureKey, processKey, beginningKey actorKey
	partyKeys, frontKeys, issueKeys, mediatorKeys        []actorKey
	presenceKeys                                         []actorKey
	contactKeys                                          [][MaxParties]actorKey // by mediator

	pairs   []pair
	opposed []int // pairs whose two have leverage over different sides
	// What order decides must not turn on who is named first: what follows is in the
	// order of IDs.
	byID       []int // parties
	essential  []int // parties that must agree
	onFront    []int // parties in the war that have a front
	fighting   []int // those of them on a front that is not over
	alive      []int // fronts of each party that are not over
	issueOrder []int
	clusters   [][]int // issues of each
	// issuesInEffect is as how many equal issues the salience of all is spread.
	issuesInEffect float64
	ends           [][]end // of each party, on the fronts in order
	patrons        []patron
	comings        []bool  // rounds in which a third party comes or goes
	partyComings   []bool  // and in which a party does
	shocks         [][]int // at work, by round
	factions       [][]int // of each party
	weights        []float64
	spent          []int // mediators whose stock of leverage is not full
	partyView      PartyView
	coord          coordination

	recorder *recorder // nil where nobody asks for a chronicle
	onlooker onlooker
}

// actors are what a history moves besides the process.
type actors struct {
	parties    []partyState
	fronts     []frontState
	issues     []issueState
	mediators  []mediatorState
	position   []byParty // by issue
	opposition bool      // some mediator is against a settlement
}

// end is a side of a front.
type end struct{ front, side int }

// patron is a mediator that supports a party's war.
type patron struct{ mediator, party int }

// partyState is a party in motion. Entities says of each number in this and the states below
// what it is, its unit and its bounds.
type partyState struct {
	strategy   PartyStrategy
	strategies []PartyStrategy // one, or one for each level of SwitchParties
	stance     Stance
	moved      float64 // on an issue of this weight this month, at most

	strength, optimism, cohesion, skill, statusQuo  float64
	support, supportCoded, pressure                 float64
	good, bad, trust, fear                          float64
	war, hurt, cost, months                         float64
	optimistic, evidence, odds, share               float64
	attend, ready, sincere, truce, clarity, yielded float64
	breached                                        bool
}

// frontState is a pair of parties, each side seeing it from its own end.
type frontState struct {
	side                                 [2]frontSide
	forts                                int
	start, excess, heat, calm, intensity float64
	rate, endsOtherwise                  float64
	over, left, idle, outside            bool
	stale                                bool // values must be computed anew
}

type frontSide struct {
	party, held              int
	odds, won, weight, value float64
	months                   float64
}

// belief is the side's mean belief of winning a battle.
func (s *frontSide) belief() float64 { return s.won / s.weight }

type issueState struct {
	agreed, tabled                             bool
	agreedAt, trust, salience, weight          float64
	gap, gapAtStart, options, agenda, proposal float64
}

type mediatorState struct {
	strategy   MediatorStrategy
	place      float64 // in the draw of who takes part
	roles      []Role  // in which it may be capable; in others it is not, in any history
	candidates []Candidate
	reach      []float64 // by candidate
	best       float64   // the largest of these
	at         []uint8   // need, by candidate
	inducers   [2]int
	client     int // party that it can press most, -1 for none

	present, absent                                        bool
	interest, bias, outline, resolve, acceptance, autonomy float64
	closeness, leastConsent, stock, scope                  float64
	capacity                                               int
	capability                                             [NumRoles]float64
}

// NewWorld makes the buffers for a configuration, after Validate.
func NewWorld(c *Config) (*World, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	np, nk, nm := len(c.Parties), len(c.Issues), len(c.Mediators)
	w := &World{
		c: c,
		actors: actors{
			parties: make([]partyState, np), fronts: make([]frontState, len(c.Fronts)), issues: make([]issueState, nk),
			mediators: make([]mediatorState, nm), position: make([]byParty, nk),
		},
		ideal: make([]byParty, nk), salience: make([]byParty, nk),
		leverage: make([]byParty, nm), consent: make([]byParty, nm), welcome: make([]byParty, nm), reach: make([][NumRoles]byParty, nm),
		needs: newNeeds(np), before: newNeeds(np), weights: make([]float64, np), spent: make([]int, 0, nm),
		partyStream: make([]Stream, np),
	}
	w.force = inForce{contact: make([]float64, np), effort: make([]byParty, 0, nm*MaxCapacity)}
	w.process.frameworks = make([]bool, nk)
	w.out.Protocols, w.out.Agreed = make([]int, nk), make([]float64, nk)
	w.nameStreams()
	w.listRoles()
	w.listNeeds()
	w.listComings()
	w.coord = newCoordination(c)
	for i := range c.Parties {
		for _, make := range c.Parties[i].Strategy {
			w.parties[i].strategies = append(w.parties[i].strategies, make())
		}
	}
	if c.Parameters.Mode == ParametersPosterior {
		var err error
		if w.sample, err = newStrata(&c.Parameters); err != nil {
			return nil, err
		}
	}
	for i := range c.Mediators {
		m, t := &w.mediators[i], &w.coord.third[i]
		m.strategy = c.Mediators[i].Strategy()
		for r := range NumRoles {
			if c.Mediators[i].Capability[r] != Exact(0) {
				m.roles = append(m.roles, r)
			}
		}
		t.state, t.key = m, w.mediatorKeys[i]
		_, t.byInterest = m.strategy.(ActsByInterest)
		t.defier, _ = m.strategy.(Defier)
		w.coord.newspaper = w.coord.newspaper || !t.byInterest
	}
	return w, nil
}

func (w *World) nameStreams() {
	c := w.c
	w.parameterKey, w.processKey = newActorKey("parameters", ""), newActorKey("process", "")
	w.structureKey, w.beginningKey = newActorKey("structure", ""), newActorKey("beginning", "")
	for i := range c.Parties {
		w.partyKeys = append(w.partyKeys, newActorKey("party", c.Parties[i].ID))
	}
	for i := range c.Fronts {
		w.frontKeys = append(w.frontKeys, newActorKey("front", c.Fronts[i].ID))
	}
	for i := range c.Issues {
		w.issueKeys = append(w.issueKeys, newActorKey("issue", c.Issues[i].ID))
	}
	for i := range c.Mediators {
		w.mediatorKeys = append(w.mediatorKeys, newActorKey("mediator", c.Mediators[i].ID))
		w.presenceKeys = append(w.presenceKeys, newActorKey("presence", c.Mediators[i].ID))
		var keys [MaxParties]actorKey
		for p := range c.Parties {
			keys[p] = w.partyKeys[p].with(w.mediatorKeys[i])
		}
		w.contactKeys = append(w.contactKeys, keys)
	}
	for i, l := range c.Links {
		a, b := l.A, l.B
		if c.Mediators[a].ID > c.Mediators[b].ID {
			a, b = b, a
		}
		key := newActorKey("link", c.Mediators[a].ID+"\x00"+c.Mediators[b].ID)
		w.pairs = append(w.pairs, pair{a: a, b: b, link: i, key: key})
	}
	slices.SortStableFunc(w.pairs, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
}

// listRoles notes who fights, who must agree, and the order of IDs.
func (w *World) listRoles() {
	w.byID = inOrder(w.c.Parties, func(p *Party) string { return p.ID })
	w.issueOrder = inOrder(w.c.Issues, func(k *Issue) string { return k.ID })
	for _, k := range w.issueOrder {
		name := w.c.Issues[k].Cluster
		at := slices.IndexFunc(w.clusters, func(list []int) bool { return w.c.Issues[list[0]].Cluster == name })
		if at >= 0 {
			w.clusters[at] = append(w.clusters[at], k)
		} else if name != "" {
			w.clusters = append(w.clusters, []int{k})
		}
	}
	w.ends = make([][]end, len(w.byID))
	for _, f := range inOrder(w.c.Fronts, func(f *Front) string { return f.ID }) {
		for side, p := range [...]int{w.c.Fronts[f].First, w.c.Fronts[f].Second} {
			w.ends[p] = append(w.ends[p], end{f, side})
		}
	}
	for i := range w.c.Parties {
		w.factions = append(w.factions, inOrder(w.c.Parties[i].Factions, func(f *Faction) string { return f.ID }))
	}
	w.alive = make([]int, len(w.byID))
	w.seat()
	w.fighting = make([]int, 0, len(w.byID))
}

// inOrder lists the places of some things in the order of their IDs.
func inOrder[T any](things []T, id func(*T) string) []int {
	order := make([]int, len(things))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(id(&things[a]), id(&things[b])) })
	return order
}

// listFighting notes which parties have a front that is not over, and which of them a
// ceasefire would bind.
func (w *World) listFighting() {
	var inside [MaxParties]bool
	clear(w.alive)
	for i := range w.fronts {
		f := &w.fronts[i]
		if f.over || f.idle {
			continue
		}
		for s := range f.side {
			p := f.side[s].party
			w.alive[p]++
			inside[p] = inside[p] || !f.outside
		}
	}
	w.fighting = w.fighting[:0]
	for _, p := range w.onFront {
		if inside[p] {
			w.fighting = append(w.fighting, p)
		}
	}
}

// listNeeds notes which needs can be served at all: by role, for everyone or for
// each party.
func (w *World) listNeeds() {
	for at := range w.needs.Value {
		if r, party := w.needOf(at); Roles[r].Targeted == (party != Everyone) {
			w.needsUsed = append(w.needsUsed, at)
		}
	}
}

// listComings notes the rounds in which somebody's presence changes, of which
// the first is one for third parties, who is a patron, and which shocks are at work in each round.
func (w *World) listComings() {
	w.comings = make([]bool, w.c.Months+w.c.Implementation+1)
	w.partyComings = make([]bool, len(w.comings))
	w.comings[0] = true
	mark := func(comings []bool, rounds ...int) {
		for _, round := range rounds {
			if round >= 0 && round < len(comings) {
				comings[round] = true
			}
		}
	}
	for i := range w.c.Parties {
		mark(w.partyComings, w.c.Parties[i].Enter, w.c.Parties[i].Exit)
	}
	for i := range w.c.Mediators {
		for _, p := range w.c.Mediators[i].PatronOf {
			w.patrons = append(w.patrons, patron{i, p})
		}
		mark(w.comings, w.c.Mediators[i].Enter, w.c.Mediators[i].Exit)
	}
	w.shocks = make([][]int, len(w.comings))
	for _, i := range inOrder(w.c.Shocks, func(s *Shock) string { return s.ID }) {
		s := &w.c.Shocks[i]
		for round := max(s.Start, 0); round <= min(s.End, len(w.shocks)-1); round++ {
			w.shocks[round] = append(w.shocks[round], i)
		}
	}
}

// Run plays one history. The same arguments give the same Outcome, whatever
// was run before. Its slices are valid until the next Run.
func (w *World) Run(arm *Arm, seed Seed, replication int) Outcome {
	w.begin(arm, seed, replication)
	w.coord.begin(w, arm)
	return w.play(&w.coord)
}

// Trace plays one history and tells it.
func (w *World) Trace(arm *Arm, seed Seed, replication int) ([]Event, Outcome) {
	w.recorder = &recorder{}
	defer func() { w.recorder = nil }()
	out := w.Run(arm, seed, replication)
	return w.recorder.events, out
}

// begin sets everything to time zero of a replication. It takes from the arm
// what is a rule of the parties; coordination is begun apart.
func (w *World) begin(arm *Arm, seed Seed, replication int) {
	w.key = newReplicationKey(seed, replication)
	w.parametersOf, w.codingOf, w.structureOf = w.key, w.key, w.key
	if x := w.c.Crossing; x != (Crossing{}) {
		p, c, s := x.Cell(replication)
		w.parametersOf, w.codingOf, w.structureOf = newReplicationKey(seed, p), newReplicationKey(seed, c), newReplicationKey(seed, s)
	}
	w.round, w.settled = 0, false
	w.spent = w.spent[:0]
	w.seat()
	w.drawOrRecall(arm)
	w.beginProcess()
	protocols, agreed := w.out.Protocols, w.out.Agreed
	for k := range protocols {
		protocols[k], agreed[k] = Never, 0
	}
	w.out = Outcome{Structure: w.par.Structure(), Winner: -1, Collapsed: Never, Opened: Never, FirstTruce: Never,
		Month: w.c.Months, Protocols: protocols, Agreed: agreed}
	w.noted = w.news()
	for i := range w.parties {
		start(w.parties[i].strategy)
	}
	for i := range w.mediators {
		start(w.mediators[i].strategy)
	}
}

// start lets a strategy with memory forget.
func start(strategy any) {
	if s, ok := strategy.(Starter); ok {
		s.Start()
	}
}
