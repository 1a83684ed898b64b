package sim_test

import (
	"fmt"
	"slices"
	"strings"

	"parley/agents"
	"parley/sim"
)

// testWar is a war of two sides that tests change as they need: a lead without
// a bias, a patron of each side, and two neutral helpers.
func testWar() *sim.Config {
	c := &sim.Config{
		Name: "test", Start: sim.NewMonth(2000, 1), Months: 48, Implementation: 24,
		Parties: []sim.Party{testParty("north", 1), testParty("south", -1)},
		Fronts: []sim.Front{{ID: "main", First: 0, Second: 1, Forts: 20, Held: sim.Exact(0.5),
			Odds: sim.Exact(0.5), OddsCoded: true, Intensity: sim.Exact(2)}},
		Issues: []sim.Issue{
			testIssue("aid", "relief", false, 1), testIssue("army", "military", true, 2), testIssue("posts", "power", true, 3),
		},
		Mediators: []sim.Mediator{
			testMediator("helper", 0.6, 0), testMediator("lead", 0.9, 0), testMediator("neighbour", 0.5, 0.1),
			testMediator("patron_n", 0.4, 0.6), testMediator("patron_s", 0.4, -0.6),
		},
		Links:             []sim.Link{{A: 3, B: 4, Strength: sim.Exact(0.6)}},
		ConsensusCoded:    sim.Exact(0.5),
		AcceptanceDefault: 0.5,
	}
	c.Mediators[3].PatronOf, c.Mediators[4].PatronOf = []int{0}, []int{1}
	c.Mediators[3].Leverage = []sim.Coded{sim.Exact(0.8), sim.Exact(0.1)}
	c.Mediators[4].Leverage = []sim.Coded{sim.Exact(0.1), sim.Exact(0.8)}
	return c
}

func testParty(id string, side float64) sim.Party {
	return sim.Party{
		ID: id, Name: id, Side: side, Essential: true,
		StrengthShare: sim.Exact(0.5), Optimism: sim.Exact(0.5), Cohesion: sim.Coded{Low: 0.6, High: 0.8},
		Skill: sim.Exact(0.4), Trust: sim.Coded{Low: 0.25, High: 0.45}, WarSupport: sim.Exact(0.25),
		Strategy: partyLevels(),
	}
}

func testIssue(id, cluster string, hard bool, salience float64) sim.Issue {
	poles := []sim.Coded{sim.Exact(0), sim.Exact(1)}
	return sim.Issue{ID: id, Name: id, Cluster: cluster, Essential: true, Hard: hard,
		Ideal: poles, Position: poles, Salience: []sim.Coded{sim.Exact(salience), sim.Exact(salience)}}
}

func testMediator(id string, interest, bias float64) sim.Mediator {
	m := sim.Mediator{
		ID: id, Name: id, Exit: 1000, Interest: sim.Exact(interest), InterestCoded: true, Bias: sim.Exact(bias),
		Resolve: sim.Exact(0.6), Autonomy: sim.Exact(0.2), Capacity: sim.Exact(2),
		Leverage: []sim.Coded{sim.Exact(0.3), sim.Exact(0.3)},
		Consent:  []sim.Coded{sim.Coded{Low: 0.5, High: 0.9}, sim.Coded{Low: 0.5, High: 0.9}},
		Strategy: func() sim.MediatorStrategy { return &agents.Interest{} },
	}
	for r := range int(sim.Unofficial) + 1 { // the record's, so that a further role moves no history
		m.Capability[r] = sim.Exact(0.5 + 0.25*float64((r+len(id))%3))
	}
	return m
}

// partyLevels makes the strategy of each level of structure.parties.
func partyLevels() []func() sim.PartyStrategy {
	levels := sim.ParameterTable[sim.SwitchParties].Levels
	list := make([]func() sim.PartyStrategy, len(levels))
	for i, level := range levels {
		how, _ := agents.Named(agents.Parties(), level.ID)
		list[i] = func() sim.PartyStrategy { return how.New(how.With(nil)) }
	}
	return list
}

// arms are all regimes, led by the mediator with the given index.
func arms(lead int) []sim.Arm {
	var list []sim.Arm
	for r := range sim.NumRegimes {
		list = append(list, testArm(r, lead))
	}
	return list
}

func testArm(r sim.Regime, lead int) sim.Arm {
	return sim.Arm{Name: r.String(), Regime: r, Lead: lead, Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts}
}

// fixed is a war under one level of a switch.
func fixed(c *sim.Config, p sim.Parameter, level int) *sim.Config {
	d := *c
	d.Parameters.Fix(p, float64(level))
	return &d
}

// strategyWar is a war of one strategy among others that stay the same, so that a further strategy
// is a further war: a party's against a rational one, a mediator's for and against a
// settlement beside two that follow their interest.
type strategyWar struct {
	name string
	*sim.Config
	lead int
}

func strategyWars() (wars []strategyWar) {
	mediators := agents.Mediators()
	usual := mediators[slices.IndexFunc(mediators, func(how agents.MediatorInfo) bool { return how.Name == "interest" })]
	for _, how := range agents.Parties() {
		c := warOfStrategies(usual, usual)
		c.Parties[0].Strategy = []func() sim.PartyStrategy{func() sim.PartyStrategy { return how.New(how.With(nil)) }}
		wars = append(wars, strategyWar{"party " + how.Name, c, leadOf(c)})
	}
	for _, how := range mediators {
		c := warOfStrategies(usual, how)
		wars = append(wars, strategyWar{"mediator " + how.Name, c, leadOf(c)})
	}
	return wars
}

func warOfStrategies(strategies ...agents.MediatorInfo) *sim.Config {
	c := testWar()
	c.Mediators, c.Links = nil, []sim.Link{{A: 0, B: 1, Strength: sim.Exact(0.6)}}
	for i, how := range strategies {
		settings := how.With(nil)
		settings.Script = []agents.ScriptedAct{{Role: sim.Explorer, Party: sim.Everyone, Issue: sim.NoIssue, Start: 2, End: 30, Effort: 1}}
		for k, kind := range []struct {
			id             string
			interest, bias float64
		}{{"for", 0.8, 0}, {"against", -0.4, 0.5}} {
			m := testMediator(fmt.Sprintf("%s_%d_%s", how.Name, i, kind.id), kind.interest, kind.bias)
			m.Capacity = sim.Exact(float64(1 + (i+2*k)%sim.MaxCapacity))
			m.Strategy = func() sim.MediatorStrategy { return how.New(settings) }
			c.Mediators = append(c.Mediators, m)
		}
	}
	slices.SortFunc(c.Mediators, func(a, b sim.Mediator) int { return strings.Compare(a.ID, b.ID) })
	return c
}

// leadOf is the mediator that leads where strategies are tried.
func leadOf(c *sim.Config) int {
	return slices.IndexFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == "interest_0_for" })
}
