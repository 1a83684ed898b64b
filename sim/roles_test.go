package sim

import (
	"math"
	"testing"
)

// passive does nothing; sincere follows its readiness.
type passive struct{}

func (passive) Propose(_ *MediatorView, _ *Stream, acts []Act) []Act { return acts }

type sincere struct{}

func (sincere) Stance(v *PartyView) Stance {
	return Stance{Attend: v.Attendance, Ready: v.Readiness, Yield: 1, Truce: v.TruceChance, Sign: 1, Breach: 1}
}

// stage is a war of two sides with two identical mediators, at its point
// parameters and the first level of each switch, in round 0, for one operator at a
// time.
func stage(t *testing.T, change func(c *Config)) *World {
	t.Helper()
	coded := func(v float64) []Coded { return []Coded{Exact(v), Exact(v)} }
	c := &Config{
		Months: 12, Implementation: 12, ConsensusCoded: Exact(0.5), AcceptanceDefault: 0.5,
		Fronts: []Front{{ID: "f", Second: 1, Forts: 20, Held: Exact(0.5), Odds: Exact(0.5), OddsCoded: true, Intensity: Exact(2)}},
		Issues: []Issue{{ID: "k", Essential: true, Ideal: []Coded{Exact(0), Exact(1)}, Position: []Coded{Exact(0), Exact(1)}, Salience: coded(1)}},
	}
	for i, id := range []string{"a", "b"} {
		c.Parties = append(c.Parties, Party{ID: id, Side: 1 - 2*float64(i), Essential: true, StrengthShare: Exact(0.5),
			Optimism: Exact(0.6), Cohesion: Exact(0.5), Skill: Exact(0.3), Trust: Exact(0.3), WarSupport: Exact(0.5),
			Strategy: []func() PartyStrategy{func() PartyStrategy { return sincere{} }}})
	}
	for _, id := range []string{"m", "n"} {
		m := Mediator{ID: id, Exit: 100, Interest: Exact(0.8), InterestCoded: true, Bias: Exact(0), Resolve: Exact(0.8),
			Capacity: Exact(1), Leverage: coded(0.5), Consent: coded(0.8), Strategy: func() MediatorStrategy { return passive{} }}
		for r := range m.Capability {
			m.Capability[r] = Exact(1)
		}
		c.Mediators = append(c.Mediators, m)
	}
	c.Parameters.Mode = ParametersPoint
	for p := FirstSwitch; p < NumParameters; p++ {
		c.Parameters.Fix(p, 0)
	}
	if change != nil {
		change(c)
	}
	w, err := NewWorld(c)
	if err != nil {
		t.Fatal(err)
	}
	w.begin(&Arm{Lead: -1}, NewSeed(1), 0)
	w.arrive()
	w.valueFighting()
	w.computeReadiness()
	return w
}

// effect plays acts of n mediators in a role and returns what the measure
// gained by it.
func effect(t *testing.T, r Role, n int, outlines [2]float64, prepare func(*World), measure func(*World) float64, off bool) float64 {
	w := stage(t, func(c *Config) { c.RolesOff[r] = off })
	if prepare != nil {
		prepare(w)
	}
	w.process.clearMonth()
	before := measure(w)
	var acts []Act
	for i := range n {
		a := Act{Mediator: i, Role: r, Party: Everyone, Issue: NoIssue, Effort: 1, Text: i, Source: i, Outline: outlines[i]}
		if Roles[r].Targeted {
			a.Party = 0
		}
		if r == Envisioner {
			a.Issue = 0
		}
		acts = append(acts, a)
	}
	w.act(acts)
	return measure(w) - before
}

// TestRolesAndTheSignOfDuplication states, role by role, what an actor changes,
// that it changes nothing with the role switched off, and what a second actor
// does to it (section 5 of the model).
func TestRolesAndTheSignOfDuplication(t *testing.T) {
	same, differ := [2]float64{0, 0}, [2]float64{0.4, -0.4}
	trust := func(w *World) float64 { return w.parties[0].good }
	cases := []struct {
		name     string
		role     Role
		outlines [2]float64
		prepare  func(*World)
		measure  func(*World) float64
		sign     int     // of a second actor
		least    float64 // effect of one actor is beyond this
	}{
		{"independent explorers corroborate", Explorer, same, nil, trust, +1, 0},
		{"rival conveners split the venue", Convener, same, nil, func(w *World) float64 { return w.process.venue }, -1, 0},
		{"every patron cut off counts", Decoupler, same, nil, func(w *World) float64 { return -w.parties[0].support }, +1, 0},
		{"unifiers of one coalition help each other", Unifier, same, nil, func(w *World) float64 { return w.parties[0].cohesion }, +1, 0},
		{"unifiers of different coalitions pull apart", Unifier, differ, nil, func(w *World) float64 { return w.parties[0].cohesion }, -1, 0},
		{"a second teacher changes nothing", Enskiller, same, nil, func(w *World) float64 { return w.parties[0].skill }, 0, 0},
		{"two chairs hurt", Facilitator, same, nil, func(w *World) float64 { return w.process.facilitation }, -1, 0},
		{"an observer beside the chair does not hurt", Facilitator, same,
			func(w *World) { w.mediators[1].capability[Facilitator] = 0.5 }, func(w *World) float64 { return w.process.facilitation }, +1, 0},
		{"ideas add up", Envisioner, same, nil, func(w *World) float64 { return w.issues[0].options }, +1, 0},
		{"rival texts hurt", Envisioner, differ, nil, func(w *World) float64 { return w.issues[0].options }, -1, 0},
		{"a second donor adds less than the first", Enhancer, same, nil, func(w *World) float64 { return w.process.enhancement }, +1, 0},
		{"blessings add up", Legitimiser, same, nil, func(w *World) float64 { return w.process.legitimacy }, +1, 0},
		{"monitors who agree help each other", Monitor, same, nil, func(w *World) float64 { return w.process.monitoring }, +1, 0},
		{"findings that differ hurt", Monitor, differ, nil, func(w *World) float64 { return w.process.monitoring }, -1, 0},
		{"joint guarantors stand together", Guarantor, same, nil, func(w *World) float64 { return w.process.guarantee }, +1, 0},
		{"diffused responsibility hurts", Guarantor, differ, nil, func(w *World) float64 { return w.process.guarantee }, -1, 0},
		{"two commands hurt", Enforcer, same, nil, func(w *World) float64 { return w.process.enforcement }, -1, 0},
		{"reconcilers add up", Reconciler, same, nil, func(w *World) float64 { return -w.process.hostility }, +1, 0},
		{"a second inducer on one client adds less than the first", Inducer, same, nil, func(w *World) float64 { return w.parties[0].pressure }, +1, 0},
		{"a back-up messenger helps", Messenger, same, nil, func(w *World) float64 { return w.process.messenger }, +1, 0},
		{"two lines that contradict hurt", Messenger, differ, nil, func(w *World) float64 { return w.process.messenger }, -1, 0},
		{"several dialogues fragment", Unofficial, same, nil, func(w *World) float64 { return w.process.ideas }, -1, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			one := effect(t, c.role, 1, c.outlines, c.prepare, c.measure, false)
			two := effect(t, c.role, 2, c.outlines, c.prepare, c.measure, false)
			if one <= 0 {
				t.Fatalf("one %s moves it by %g: want more than 0", c.role, one)
			}
			if off := effect(t, c.role, 2, c.outlines, c.prepare, c.measure, true); off != 0 {
				t.Errorf("with the role switched off it still moves by %g", off)
			}
			switch {
			case c.sign > 0 && two <= one, c.sign < 0 && two >= one, c.sign == 0 && two != one:
				t.Errorf("one moves it by %g, two by %g: want sign %+d", one, two, c.sign)
			}
			if Roles[c.role].Duplicate == DuplicationReplaces && two >= 2*one {
				t.Errorf("one moves it by %g, two by %g: want less than twice", one, two)
			}
		})
	}
}

func TestInducersOfOpposedClientsComplementEachOtherWhenTheyPushTogether(t *testing.T) {
	ready := func(first, second bool) float64 {
		w := stage(t, nil)
		push := func(m, p int) Act {
			return Act{Mediator: m, Role: Inducer, Party: p, Issue: NoIssue, Effort: 1, Text: m, Source: m}
		}
		var acts []Act
		if first {
			acts = append(acts, push(0, 0))
		}
		if second {
			acts = append(acts, push(1, 1))
		}
		w.act(acts)
		w.updateParties()
		product := w.readiness()
		return product
	}
	none, one, other, both := ready(false, false), ready(true, false), ready(false, true), ready(true, true)
	if both-none <= (one-none)+(other-none) {
		t.Errorf("together %g, apart %g and %g over %g: want more than the sum", both, one, other, none)
	}
}

func TestAPushSpendsLeverageThatComesBackByAQuarterAMonth(t *testing.T) {
	w := stage(t, nil)
	w.act([]Act{{Role: Inducer, Party: 0, Issue: NoIssue, Effort: 1}})
	for _, want := range []float64{0.25, 0.5, 0.75, 1, 1} {
		w.close()
		if got := w.mediators[0].stock; math.Abs(got-want) > 1e-12 {
			t.Fatalf("stock %g: want %g", got, want)
		}
	}
}

func TestANegativeInterestPressesTheOtherWay(t *testing.T) {
	w := stage(t, func(c *Config) { c.Mediators[0].Interest = Exact(-0.8) })
	w.act([]Act{{Role: Inducer, Party: 0, Issue: NoIssue, Effort: 1}})
	if w.parties[0].pressure >= 0 {
		t.Errorf("pressure %g: want below 0", w.parties[0].pressure)
	}
}

// Closed form of section 6: venue = sum over conveners of P1 P2.
func TestVenueIsTheChanceThatBothSidesPickOneConvener(t *testing.T) {
	w := stage(t, func(c *Config) { c.Parameters.Fix(ParamK, 100) })
	convene := func(m int) Act {
		return Act{Mediator: m, Role: Convener, Party: Everyone, Issue: NoIssue, Effort: 1, Text: m, Source: m}
	}
	a := math.Exp(4*0.8 - 1)
	w.act([]Act{convene(0)})
	if want := math.Pow(a/(1+a), 2); math.Abs(w.process.venue-want) > 1e-12 {
		t.Errorf("one convener: venue %g, want %g", w.process.venue, want)
	}
	w.act([]Act{convene(0), convene(1)})
	if want := 2 * math.Pow(a/(1+2*a), 2); math.Abs(w.process.venue-want) > 1e-12 {
		t.Errorf("two conveners: venue %g, want %g", w.process.venue, want)
	}
}

func TestSignalsThatOverlapAreWorthLess(t *testing.T) {
	w, acts := stage(t, nil), []int{}
	w.force.acts = nil
	for n, want := range []float64{0, 1, 2 / 1.3, 3 / 1.6, 4 / 1.9} {
		if got := w.effective(acts); math.Abs(got-want) > 1e-12 {
			t.Errorf("%d signals: %g, want %g", n, got, want)
		}
		w.force.acts, acts = append(w.force.acts, Act{Source: n}), append(acts, n)
	}
}

func TestASingleTextCostsTheConsentOfTheSideItDisfavours(t *testing.T) {
	w := stage(t, nil)
	neutral, biased := Act{Mediator: 0, Text: 1, Outline: 0.05}, Act{Mediator: 0, Text: 1, Outline: 0.25}
	if got := w.admission(&neutral, 1); got != 1 {
		t.Errorf("a neutral lead with a slip of .05: the side keeps %g of its consent, want all", got)
	}
	w.mediators[1].outline = 0.3
	push := Act{Mediator: 0, Text: 1, Role: Inducer}
	if got := w.admission(&push, 1); got != 1 {
		t.Errorf("a push rests on leverage: keeps %g, want all", got)
	}
	if got, want := w.admission(&biased, 1), 0.5/0.8; math.Abs(got-want) > 1e-12 {
		t.Errorf("outline .3 against consent .8: keeps %g, want %g", got, want)
	}
	if got := w.admission(&biased, 0); got != 1 {
		t.Errorf("the side it favours keeps %g, want all", got)
	}
}

func TestUnlimitedAttentionTakesInEveryContactInFull(t *testing.T) {
	w := stage(t, func(c *Config) { c.Parameters.Fix(ParamK, 1) })
	w.par[SwitchAttention] = AttentionUnlimited
	w.force.gather(w, []Act{
		{Mediator: 0, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1},
		{Mediator: 1, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1},
	})
	before := [2]float64{w.effortOn(0, 0), w.effortOn(1, 0)}
	w.divideAttention()
	if after := [2]float64{w.effortOn(0, 0), w.effortOn(1, 0)}; after != before || before[0] == 0 || before[1] == 0 {
		t.Errorf("two contacts at K = 1 bring %v of %v, want all", after, before)
	}
}

func TestNobodyIsExemptFromAttention(t *testing.T) {
	for _, rule := range []int{AttentionDilute, AttentionQueue} {
		w := stage(t, func(c *Config) { c.Parameters.Fix(ParamK, 1) })
		w.par[SwitchAttention] = float64(rule)
		acts := []Act{
			{Mediator: 0, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1, Planned: true},
			{Mediator: 1, Role: Explorer, Party: Everyone, Issue: NoIssue, Effort: 1},
		}
		w.force.gather(w, acts)
		full := w.effortOn(0, 0)
		w.divideAttention()
		if sum := w.effortOn(0, 0) + w.effortOn(1, 0); math.Abs(sum-full) > 1e-12 {
			t.Errorf("%s: two contacts at K = 1 bring %g, want what one would, %g", ParameterTable[SwitchAttention].Levels[rule].ID, sum, full)
		}
	}
}
