package sim

import (
	"math"
	"strings"
	"testing"
)

// Time zero by numbers: what is drawn once a replication, and what a configuration must be.

// Interests 1 and .2, outlines .5 and -.1: differences .8 and .6, consensus 1 - 1.4/4 =
// .65. Set to .3, the differences from the means .6 and .2 are doubled.
func TestConsensusThatIsSetStretchesDifferences(t *testing.T) {
	build := func(consensus float64, coded bool) *World {
		return stage(t, func(c *Config) {
			c.ConsensusSet, c.Consensus = true, consensus
			for i, x := range [][2]float64{{1, 0.5}, {0.2, -0.1}} {
				m := &c.Mediators[i]
				m.Interest, m.Outline, m.OutlineCoded, m.InterestCoded = Exact(x[0]), Exact(x[1]), true, coded || i == 0
			}
		})
	}
	for _, c := range []struct {
		consensus float64
		want      [2][2]float64
	}{
		{0.65, [2][2]float64{{1, 0.5}, {0.2, -0.1}}}, {1, [2][2]float64{{0.6, 0.2}, {0.6, 0.2}}},
		{0.825, [2][2]float64{{0.8, 0.35}, {0.4, 0.05}}}, {0.3, [2][2]float64{{1, 0.8}, {-0.2, -0.4}}}, // an interest of 1.4 is cut
	} {
		w := build(c.consensus, true)
		for i, want := range c.want {
			near(t, "interest", w.mediators[i].interest, want[0], 1e-12)
			near(t, "outline", w.mediators[i].outline, want[1], 1e-12)
		}
	}
	w := build(0.3, false) // of one alone there is no difference; the other's is .7 - 1.4 x .7 x |bias|
	near(t, "one that is coded", w.mediators[0].interest, 1, 0)
	near(t, "one that is not", w.mediators[1].interest, 0.7, 1e-12)
}

// Three outlines, 0, .5 and 1.5 from the lead's; the last is as far as can be. Closeness
// (1 + .5 + 0)/3; the less willing party consents by .6.
func TestAcceptanceThatIsNotCoded(t *testing.T) {
	c := newConference()
	for i, outline := range []float64{-0.5, -0.5, 0, 1} {
		c.Mediators[i].Outline = Exact(outline)
	}
	c.Mediators[0].AcceptanceCoded, c.AcceptanceDefault = false, 0.8
	c.Mediators[0].Consent = []Coded{Exact(0.9), Exact(0.6)}
	near(t, "acceptance", c.world(t, 0).mediators[0].acceptance, 0.8*0.5*0.6, 1e-12)
	near(t, "set, it stands for the default", c.world(t, 0).coord.acceptance, 1*0.5*0.6, 1e-12)
	c.arm.Absent = c.arm.Absent.With(3)
	near(t, "of those who take part", c.world(t, 0).mediators[0].acceptance, 0.8*0.75*0.6, 1e-12)
	c.arm.Absent = c.arm.Absent.With(1).With(2)
	near(t, "alone", c.world(t, 0).mediators[0].acceptance, 0.8*0.6, 1e-12)
	c.Mediators[0].AcceptanceCoded, c.Mediators[0].AcceptanceAsLead = true, Exact(0.35)
	near(t, "coded", c.world(t, 0).mediators[0].acceptance, 0.35, 0)
}

// Salience 1, 3 and 2, 2 over two issues: shares .25, .75 and .5, .5; means .375 and .625;
// 1/(.140625 + .390625) = 1.882353 issues in effect; weights .705882 and 1.
func TestSalienceIsAShareAndAnIssueHasAWeight(t *testing.T) {
	w := stage(t, func(c *Config) {
		twoIssues(c)
		c.Issues[0].Salience, c.Issues[1].Salience = []Coded{Exact(1), Exact(2)}, []Coded{Exact(3), Exact(2)}
	})
	for at, want := range []float64{0.25, 0.5, 0.75, 0.5} {
		near(t, "share", w.salience[at/2][at%2], want, 1e-12)
	}
	near(t, "issues in effect", w.issuesInEffect, 1/0.53125, 1e-12)
	near(t, "weight", w.issues[0].weight, 0.375/0.53125, 1e-12)
	near(t, "weight, one at most", w.issues[1].weight, 1, 0)
	w = stage(t, func(c *Config) {
		twoIssues(c)
		c.Issues[0].Salience[0], c.Issues[1].Salience[0] = Exact(0), Exact(0)
	})
	near(t, "a party that cares for nothing cares alike for all", w.salience[0][0], 0.5, 0)
}

// A coded range is drawn evenly, and each number of an actor from a slot of its own.
func TestCodedRangesAreDrawnEvenly(t *testing.T) {
	wide := Coded{0.2, 0.6}
	c := newConference()
	m := &c.Mediators[1]
	m.Interest, m.Outline, m.Bias, m.Resolve, m.Autonomy, m.AcceptanceAsLead = wide, wide, wide, wide, wide, wide
	m.Consent, m.Leverage = []Coded{wide, wide}, []Coded{wide, wide}
	m.Capability[Monitor], m.Capability[Enhancer], m.Capacity = wide, wide, Coded{1, 3}
	p := &c.Parties[0]
	p.Cohesion, p.Skill, p.Trust, p.WarSupport = wide, wide, wide, wide
	c.Issues[0].Ideal, c.Issues[0].Position = []Coded{wide, wide}, []Coded{wide, wide}
	c.issue("l", 0.5, false, true)
	c.Issues[0].Salience, c.Issues[1].Salience = []Coded{wide, wide}, []Coded{wide, wide}
	c.Fronts[0].Odds, c.Fronts[0].Intensity = wide, Coded{0.8, 2.4}
	const n = 1500
	sums, squares, products := [18]float64{}, [18]float64{}, [18]float64{}
	capacities := [4]float64{}
	salience := 0.0
	for k := range n {
		w := c.world(t, k)
		m, p := &w.mediators[1], &w.parties[0]
		capacities[m.capacity]++
		salience += (w.position[0][1] - 0.4) * (w.salience[0][1] - 0.5)
		before := 0.0
		for i, x := range [...]float64{m.interest, m.outline, m.bias, m.resolve, m.autonomy, m.acceptance, w.consent[1][0], w.consent[1][1],
			w.leverage[1][0], w.leverage[1][1], m.capability[Monitor], m.capability[Enhancer], p.cohesion, p.skill, p.good / 4, w.ideal[0][1], w.position[0][1],
			w.fronts[0].start} {
			u := (x - 0.2) / 0.4
			sums[i] += u
			squares[i] += u * u
			products[i] += (u - 0.5) * (before - 0.5)
			before = u
		}
	}
	for i := range sums {
		near(t, "mean of a range", sums[i]/n, 0.5, 4*math.Sqrt(1.0/12/n))
		near(t, "mean square", squares[i]/n, 1.0/3, 4*math.Sqrt(4.0/45/n))
		if i > 0 {
			near(t, "covariance with the one before", products[i]/n, 0, 4/12.0/math.Sqrt(n))
		}
	}
	near(t, "covariance of position and salience, with sd .115 and .11", salience/n, 0, 4*0.115*0.11/math.Sqrt(n))
	for capacity, want := range map[int]float64{1: 0.25, 2: 0.5, 3: 0.25} { // 1 to 3, rounded
		near(t, "capacity", capacities[capacity]/n, want, 0.05)
	}
}

// Of 20 forts .5 + share x 20 are held, at least one by each side; intensity is a quarter
// of the ordinal, at least .05.
func TestFortsAndIntensityAtTimeZero(t *testing.T) {
	for held, want := range map[float64]int{0: 1, 0.02: 1, 0.08: 2, 0.52: 10, 0.53: 11, 1: 19} {
		w := stage(t, func(c *Config) { c.Fronts[0].Held = Exact(held) })
		if f := &w.fronts[0]; f.side[0].held != want || f.side[1].held != 20-want {
			t.Errorf("a share of %g: %d and %d held, want %d", held, f.side[0].held, f.side[1].held, want)
		}
	}
	for intensity, want := range map[float64]float64{0: 0.05, 1: 0.25, 4: 1} {
		w := stage(t, func(c *Config) { c.Fronts[0].Intensity = Exact(intensity) })
		near(t, "intensity", w.fronts[0].start, want, 0)
	}
	// Odds that are not coded are those at which a side of 30 % of the strength of both wins with .3.
	w := stage(t, func(c *Config) {
		c.Fronts[0].OddsCoded, c.Fronts[0].Held = false, Exact(0.35)
		c.Parties[0].StrengthShare, c.Parties[1].StrengthShare = Exact(0.15), Exact(0.35)
	})
	f := &w.fronts[0]
	near(t, "wins", walk(f.side[0].odds, 7, 20, 0).Win, 0.3, 1e-6)
	near(t, "odds of the other", f.side[1].odds, 1-f.side[0].odds, 1e-9)
}

// Reach of a mediator of capability .8, consent .6, leverage .5, resolve .4, bias -.25.
func TestReachIsWhatARoleTakes(t *testing.T) {
	w := stage(t, func(c *Config) {
		m := &c.Mediators[0]
		for r := range m.Capability {
			m.Capability[r] = Exact(0.8)
		}
		m.Capability[Decoupler], m.Interest = Exact(0.06), Exact(0.7)
		m.Consent, m.Leverage = []Coded{Exact(0.6), Exact(0.2)}, []Coded{Exact(0.5), Exact(0.1)}
		m.Resolve, m.Bias = Exact(0.4), Exact(-0.25)
		c.RolesOff[Enskiller] = true
	})
	m := &w.mediators[0]
	got := map[int]float64{}
	sum := 0.0
	for i, x := range m.candidates {
		got[NeedIndex(x.Role, x.Party, 2)] = m.reach[i]
		sum += m.reach[i]
	}
	for r, want := range map[Role][2]float64{Inducer: {0.16, 0.032}, Decoupler: {0.012, 0.0024}, Unifier: {0.48, 0.16}, Enskiller: {0, 0}} {
		near(t, r.String(), got[NeedIndex(r, 0, 2)], want[0], 1e-12)
		near(t, r.String()+" of the other", got[NeedIndex(r, 1, 2)], want[1], 1e-12)
	}
	for r, want := range map[Role]float64{
		Explorer: 0.24, Guarantor: 0.128, Enforcer: 0.096, Convener: 0.32, Facilitator: 0.32, Messenger: 0.32, // means of both sides
	} {
		near(t, r.String(), got[NeedIndex(r, Everyone, 2)], want, 1e-12)
	}
	near(t, "merit", m.merit(), 0.7*sum, 1e-12)
	m.interest = -0.5
	near(t, "merit of one who turned", m.merit(), 0, 0)
	near(t, "best", m.best, 0.48, 1e-12)
	near(t, "welcome", w.welcome[0][0], math.Exp(4*0.6-1), 1e-12)
	// What a strategy may weigh by itself; the second mediator has consent .8 and leverage .5 of both.
	for i, want := range [][2]float64{{0.4, 0.3}, {0.8, 0.5}} {
		for _, x := range w.mediators[i].candidates {
			if consent, leverage := want[0], want[1]; x.Party == Everyone {
				near(t, "mean consent", x.Consent, consent, 1e-12)
				near(t, "mean leverage", x.Leverage, leverage, 1e-12)
			} else {
				near(t, "consent", x.Consent, w.consent[i][x.Party], 0)
				near(t, "leverage", x.Leverage, w.leverage[i][x.Party], 0)
			}
		}
	}
	if m.client != 0 || w.client(1) != 1 { // of equal reach, the later one
		t.Errorf("clients %d and %d", m.client, w.client(1))
	}
}

func TestAConfigurationIsRefusedForItsFirstFault(t *testing.T) {
	many := func(n int, one Mediator) (list []Mediator) {
		for i := range n {
			one.ID = string(rune('a' + i))
			list = append(list, one)
		}
		return list
	}
	for want, change := range map[string]func(c *Config){
		"1 parties: want 2 to 8":                         func(c *Config) { c.Parties = c.Parties[:1] },
		"9 parties":                                      func(c *Config) { c.Parties = append(c.Parties, make([]Party, 7)...) },
		"0 fronts: want 1 to 16":                         func(c *Config) { c.Fronts = nil },
		"17 fronts":                                      func(c *Config) { c.Fronts = make([]Front, 17) },
		"0 issues: want 1 to 64":                         func(c *Config) { c.Issues = nil },
		"65 issues":                                      func(c *Config) { c.Issues = make([]Issue, 65) },
		"129 mediators: want 0 to 128":                   func(c *Config) { c.Mediators = many(129, c.Mediators[0]) },
		"horizon of 0 months: want 1 to":                 func(c *Config) { c.Months = 0 },
		"horizon of 601 months":                          func(c *Config) { c.Months = 601 },
		"-1 implementation months":                       func(c *Config) { c.Implementation = -1 },
		"241 implementation months: want 0 to":           func(c *Config) { c.Implementation = MaxImplementation + 1 },
		"513 shocks: want 0 to 512":                      func(c *Config) { c.Shocks = make([]Shock, 513) },
		"a crossing of 2 draws of the parameters, 0 of":  func(c *Config) { c.Crossing = Crossing{2, 0, 1} },
		"from a posterior, and there is none":            func(c *Config) { c.Parameters.Mode = ParametersPosterior },
		"party a has 2 strategies: want 1, or one for":   func(c *Config) { c.Parties[0].Strategy = append(c.Parties[0].Strategy, c.Parties[0].Strategy...) },
		"no party is essential":                          func(c *Config) { c.Parties[0].Essential, c.Parties[1].Essential = false, false },
		"front f has an intensity below 0":               func(c *Config) { c.Fronts[0].Intensity = Exact(-0.1) },
		"issue k: want one ideal, position and":          func(c *Config) { c.Issues[0].Position = c.Issues[0].Position[:1] },
		"mediator m: want leverage and consent":          func(c *Config) { c.Mediators[0].Consent = nil },
		"mediator a: want mediators in the order":        func(c *Config) { c.Mediators[1].ID = "a" },
		"mediator m: want mediators in the order":        func(c *Config) { c.Mediators[1].ID = "m" },
		"mediator n has no strategy":                     func(c *Config) { c.Mediators[1].Strategy = nil },
		"shock s: want a pressure for each of 2 parties": func(c *Config) { c.Shocks = []Shock{{ID: "s"}} },
	} {
		if err := refusal(t, change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for _, f := range [][3]int{{0, 0, 20}, {-1, 1, 20}, {0, -1, 20}, {2, 1, 20}, {0, 2, 20}, {0, 1, 1}} {
		err := refusal(t, func(c *Config) { c.Fronts[0].First, c.Fronts[0].Second, c.Fronts[0].Forts = f[0], f[1], f[2] })
		if err == nil || !strings.Contains(err.Error(), "is not a pair of parties over two forts or more") {
			t.Errorf("front of %v: %v", f, err)
		}
	}
	for _, l := range [][2]int{{0, 0}, {-1, 1}, {1, -1}, {2, 1}, {1, 2}} {
		err := refusal(t, func(c *Config) { c.Links = []Link{{A: l[0], B: l[1]}} })
		if err == nil || !strings.Contains(err.Error(), "a link wants two different mediators") {
			t.Errorf("link of %v: %v", l, err)
		}
	}
	for _, change := range []func(*Config){ // just allowed
		func(c *Config) { c.Months, c.Implementation = MaxMonths, MaxImplementation }, func(c *Config) { c.Months, c.Implementation = 1, 0 },
		func(c *Config) { c.Mediators = nil }, func(c *Config) { c.Fronts[0].Forts = 2 }, func(c *Config) { c.Links = []Link{{A: 1, B: 0}} },
		func(c *Config) { c.Parties[0].Essential = false }, func(c *Config) { c.Crossing = Crossing{1, 1, 1} },
	} {
		if err := refusal(t, change); err != nil {
			t.Error(err)
		}
	}
}

// refusal is what Validate says of a stage's configuration after a change.
func refusal(t *testing.T, change func(c *Config)) error {
	c := *stage(t, nil).c
	change(&c)
	return c.Validate()
}

// Names are found as they are printed, and no others.
func TestNamesAreFound(t *testing.T) {
	for r := range NumRegimes {
		if got, ok := RegimeByID(r.String()); got != r || !ok {
			t.Errorf("regime %s: %d", r, got)
		}
	}
	for m := range NumMechanisms {
		if got, ok := MechanismByID(m.String()); got != m || !ok {
			t.Errorf("mechanism %s: %d", m, got)
		}
	}
	for r := range NumRoles {
		if got, ok := RoleByID(r.String()); got != r || !ok {
			t.Errorf("role %s: %d", r, got)
		}
	}
	for p := range NumParameters {
		if got, ok := ParameterByID(ParameterTable[p].ID); got != p || !ok || p.IsSwitch() != strings.HasPrefix(ParameterTable[p].ID, "structure.") {
			t.Errorf("parameter %s: %d", ParameterTable[p].ID, got)
		}
		for i, l := range ParameterTable[p].Levels {
			if got, ok := ParameterTable[p].LevelByID(l.ID); got != i || !ok {
				t.Errorf("level %s: %d", l.ID, got)
			}
		}
	}
	_, regime := RegimeByID("x")
	_, mechanism := MechanismByID("x")
	_, role := RoleByID("x")
	_, parameter := ParameterByID("x")
	if regime || mechanism || role || parameter {
		t.Error("what is not there is found")
	}
}

func TestSetsOfMediatorsAndMechanisms(t *testing.T) {
	a := MediatorSet{}.With(0).With(63).With(64)
	b := a
	b.Add(127)
	b.Add(0)
	if a.Len() != 3 || b.Len() != 4 || b.And(a) != a || a.Has(127) || !b.Has(127) || !a.Has(63) || a.Has(62) {
		t.Errorf("%v, %v", a, b)
	}
	s := AllMechanisms.Without(Pool).Without(Restrain)
	if s.Has(Pool) || !s.Has(Allocate) || s.Has(Restrain) || s.With(Pool).With(Restrain) != AllMechanisms {
		t.Errorf("%s", s)
	}
	if got := MechanismSet(0).With(Pool).With(Forum).String(); got != "pool,forum" {
		t.Errorf("listed as %s", got)
	}
	if CostSet(0).Has(CostDelay) || !AllCosts.Has(CostCorroboration) || CostSet(2).Has(CostEffort) || !CostSet(2).Has(CostDelay) {
		t.Error("costs")
	}
}

// Quantiles of a log-uniform prior from .002 to .015: the geometric mean .005477 at one
// half; of an even one from -.25 to .25: 0, and .125 at three quarters. Levels weigh 1, 0 and 3.
func TestPriorsHaveTheirQuantiles(t *testing.T) {
	s := ParameterSet{}
	at := func(p Parameter, u float64) float64 {
		fixed := PriorAt(s, []Parameter{p}, []float64{u})
		return fixed.Value[p]
	}
	near(t, "log-uniform", at(ParamC, 0.5), 0.005477225575051661, 1e-12)
	near(t, "uniform", at(ParamTheta, 0.5), 0, 1e-12)
	near(t, "its third quarter", at(ParamTheta, 0.75), 0.125, 1e-12)
	near(t, "its end", at(ParamTheta, 1), 0.25, 1e-12)
	s.Range[ParamTheta], s.Weight[SwitchNeeds] = PriorRange{0, 0.4}, [MaxLevels]float64{1, 0, 3}
	near(t, "a range of its own", at(ParamTheta, 0.25), 0.1, 1e-12)
	for u, want := range map[float64]float64{0: 0, 0.24: 0, 0.26: 2, 1: 2} {
		near(t, "level", at(SwitchNeeds, u), want, 0)
	}
	fixed := ParameterSet{}
	fixed.Fix(SwitchNeeds, NeedsBlind)
	fixed.Fix(SwitchHurt, HurtAbsolute)
	if got, want := fixed.fixedSwitches(), "structure.needs = blind and structure.hurt = absolute"; got != want {
		t.Errorf("switches that are fixed: %s, want %s", got, want)
	}
	s.Weight[SwitchHurt] = [MaxLevels]float64{0, 1, 0}
	s.Fix(ParamK, 4)
	free := FreeParameters(&s)
	for p := range NumParameters {
		known := p == ParamK || p == SwitchHurt || ParameterTable[p].Fixed()
		found := false
		for _, x := range free {
			found = found || x == p
		}
		if found == known {
			t.Errorf("%s: free %t", ParameterTable[p].ID, found)
		}
	}
	if a, b := NewSeed(1).Child(0), NewSeed(1).Child(1); a == b || a == NewSeed(1) || a == NewSeed(2).Child(0) {
		t.Error("children of a seed are alike")
	}
}

func TestMonthsAreWrittenAndRead(t *testing.T) {
	for _, text := range []string{"1993-01", "1993-12", "2000-02"} {
		if m, err := ParseMonth(text); err != nil || m.String() != text {
			t.Errorf("%s: %s, %v", text, m, err)
		}
	}
	a, _ := ParseMonth("1993-11")
	b, _ := ParseMonth("1994-02")
	if b-a != 3 {
		t.Errorf("%d months from November to February", b-a)
	}
	for _, text := range []string{"1993-00", "1993-13", "1993", "93-01", "1993-1", "x", "1993-01-01"} {
		if m, err := ParseMonth(text); err == nil {
			t.Errorf("%s is taken for %s", text, m)
		}
	}
}
