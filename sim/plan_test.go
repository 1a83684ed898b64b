package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// What coordination makes of a month, by numbers: a lead a and three who follow it, b, c
// and d, with what each has in mind, and what is asked of them.

// proposals is a strategy with the same acts in every month; saw is the last view.
type proposals struct {
	acts []Act
	saw  *MediatorView
}

func (s *proposals) Propose(v *MediatorView, _ *Stream, acts []Act) []Act {
	month, pull := *v.MonthView, *v.Pull
	month.Need = slices.Clone(v.Need)
	*s.saw = *v
	s.saw.MonthView, s.saw.Pull = &month, &pull
	return append(acts, s.acts...)
}

// does is an act that a mediator has in mind.
func does(r Role, party int) Act { return Act{Role: r, Party: party, Issue: NoIssue, Effort: 1} }

// conference is a war in which all have an interest of 1, no autonomy, an outline of .2,
// consent .8 and no leverage. Every role is needed by .5. The lead is accepted by all.
type conference struct {
	Config
	arm     Arm
	mind    [4][]Act
	views   [4]MediatorView
	prepare func(w *World)
}

func newConference() *conference {
	c := &conference{arm: Arm{Regime: RegimeLead, Lead: 0, Acceptance: 1, AcceptanceSet: true}}
	c.Months, c.Implementation, c.ConsensusCoded = 12, 12, Exact(0.5)
	c.Fronts = []Front{{ID: "f", Second: 1, Forts: 20, Held: Exact(0.5), Odds: Exact(0.5), OddsCoded: true, Intensity: Exact(2)}}
	for i, id := range []string{"first", "second"} {
		c.Parties = append(c.Parties, Party{ID: id, Side: 1 - 2*float64(i), Essential: true, StrengthShare: Exact(0.5), Optimism: Exact(0.6),
			Strategy: []func() PartyStrategy{func() PartyStrategy { return sincere{} }}})
	}
	for i, id := range []string{"a", "b", "c", "d"} {
		m := Mediator{ID: id, Exit: 100, Interest: Exact(1), InterestCoded: true, AcceptanceCoded: true, Outline: Exact(0.2), OutlineCoded: true,
			Resolve: Exact(1), Capacity: Exact(1), Leverage: []Coded{Exact(0), Exact(0)}, Consent: []Coded{Exact(0.8), Exact(0.8)}}
		for r := range m.Capability {
			m.Capability[r] = Exact(1)
		}
		m.Strategy = func() MediatorStrategy { return &proposals{c.mind[i], &c.views[i]} }
		c.Mediators = append(c.Mediators, m)
	}
	c.issue("k", 0.5, false, true)
	c.Parameters.Mode = ParametersPoint
	set(map[Parameter]float64{SwitchNeeds: NeedsBlind, SwitchAttention: float64(AttentionDilute), SwitchHurt: 0, SwitchTable: 0, SwitchParties: 0,
		ParamActCost: 0.1, ParamK: 8})(&c.Config)
	return c
}

func (c *conference) issue(id string, gap float64, hard, essential bool) {
	c.Issues = append(c.Issues, Issue{ID: id, Hard: hard, Essential: essential, Ideal: []Coded{Exact(0), Exact(gap)},
		Position: []Coded{Exact(0), Exact(gap)}, Salience: []Coded{Exact(1), Exact(1)}})
}

// patron gives mediator i leverage over one party.
func (c *conference) patron(i, party int) { c.Mediators[i].Leverage[party] = Exact(0.5) }

// world is the war in the first month of a replication.
func (c *conference) world(t *testing.T, replication int) *World {
	t.Helper()
	w, err := NewWorld(&c.Config)
	if err != nil {
		t.Fatal(err)
	}
	w.begin(&c.arm, NewSeed(1), replication)
	w.coord.begin(w, &c.arm)
	return w
}

// month plays phases 1 to 5 of a round and returns the acts by mediator.
func (c *conference) month(w *World, round int) (own [4][]Act) {
	w.round = round
	w.arrive()
	if c.prepare != nil {
		c.prepare(w)
	}
	w.valueFighting()
	w.assessNeeds()
	for _, a := range w.coord.acts(w) {
		own[a.Mediator] = append(own[a.Mediator], a)
	}
	return own
}

// first is the first month of the first replication in which all three follow.
func (c *conference) first(t *testing.T) (own [4][]Act) {
	t.Helper()
	for k := range 100 {
		w := c.world(t, k)
		if own = c.month(w, 0); w.coord.coordinated == 3 {
			return own
		}
	}
	t.Fatal("never do all three follow")
	return own
}

// shares of n first months in which something is so.
func (c *conference) shares(t *testing.T, what string, want float64, is func(own [4][]Act) bool) {
	t.Helper()
	const n = 2000
	count := 0
	for k := range n {
		count += asInt(is(c.month(c.world(t, k), 0)))
	}
	if share := float64(count) / n; math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/n)+1e-12 {
		t.Errorf("%s: in %.3f of months, want %.3f", what, share, want)
	}
}

// told lists acts: role, /target, #issue, and * for what a plan asked for.
func told(own [4][]Act) string {
	var list []string
	for i, acts := range own {
		for _, a := range acts {
			text := string(rune('a'+i)) + " " + a.Role.String()
			if a.Party != Everyone {
				text += fmt.Sprint("/", a.Party)
			}
			if a.Issue != NoIssue {
				text += fmt.Sprint("#", a.Issue)
			}
			if a.Planned {
				text += "*"
			}
			list = append(list, text)
		}
	}
	return strings.Join(list, ", ")
}

func (c *conference) expect(t *testing.T, claim, want string) {
	t.Helper()
	if got := told(c.first(t)); got != want {
		t.Errorf("%s:\n got %s\nwant %s", claim, got, want)
	}
}

// only switches one mechanism on.
func only(m Mechanism) *conference {
	c := newConference()
	c.arm.Mechanisms = MechanismSet(0).With(m)
	return c
}

// Three see with a noise of sd .25 each; the lead pools its own with theirs: its scale falls
// by the root of 4. Needs of .5 then pull by exp(.5/.0974621), and doing nothing by
// exp(.1/.0974621); without pooling by exp(.5/.1949242) and exp(.1/.1949242).
func TestPoolingSharpensWhatLeadAndFollowersSee(t *testing.T) {
	for _, pooled := range []bool{true, false} {
		c := only(Pool)
		scale, pull, idle := 0.0974621, 169.05, 2.78999
		if !pooled {
			c = only(Inclusion)
			scale, pull, idle = 0.1949242, 13.0019, 1.67038
		}
		c.first(t)
		v := &c.views[1]
		near(t, "noise of a follower", v.Noise, scale, 1e-6)
		near(t, "pull", v.Pull[NeedIndex(Monitor, Everyone, 2)], pull, 0.01)
		near(t, "idle", v.Idle, idle, 1e-4)
		near(t, "noise of the lead's own view", c.views[0].Noise, 0.1949242, 1e-7)
	}
}

// Reach is .8 as an enskiller and .4 as a convener. The lead convenes, which leaves a
// second convener a quarter of its worth: weights of 13.0019 x .8 against 13.0019 x .4/4, and
// 1.67038 for nothing.
func TestAllocationWeighsNeedReachAndWhatIsDone(t *testing.T) {
	c := only(Allocate)
	for i := range c.Mediators {
		c.Mediators[i].Capability = [NumRoles]Coded{}
		if i == 1 {
			c.Mediators[i].Capability[Monitor], c.Mediators[i].Capability[Convener] = Exact(1), Exact(0.5)
		}
	}
	c.mind[0], c.mind[1] = []Act{does(Convener, Everyone)}, []Act{does(Reconciler, Everyone)}
	const monitor, convener, nothing = 13.0019 * 0.8, 13.0019 * 0.4 / 4, 1.67038
	is := func(want string) func([4][]Act) bool {
		return func(own [4][]Act) bool { return told(own) == "a convener"+want }
	}
	c.shares(t, "monitors", monitor/(monitor+convener+nothing), is(", b monitor*"))
	c.shares(t, "convenes", convener/(monitor+convener+nothing), is(", b convener*"))
	c.shares(t, "does nothing", nothing/(monitor+convener+nothing), is(""))
	c.mind[0] = nil
	c.shares(t, "convenes where the lead does not", 4*convener/(monitor+4*convener+nothing),
		func(own [4][]Act) bool { return told(own) == "b convener*" })
	// An act must be worth its cost to a lead that cares half as much, exp(.51306/.5), or else to the follower.
	const nothingToLead = 2.79017
	c.Mediators[0].Interest = Exact(0.5)
	idle := func(own [4][]Act) bool { return told(own) == "" }
	c.shares(t, "does nothing, by the lead's interest", nothingToLead/(monitor+4*convener+nothingToLead), idle)
	c.arm.OwnInterest = true
	c.shares(t, "does nothing, by its own interest", nothing/(monitor+4*convener+nothing), idle)
}

// Of the open issues l, with a gap of .5, is easier than m of .9 and k, which is hard. From
// half of the essential ones agreed on (n of k and n) the hard ones are tabled in turn.
func TestSequenceTakesEasyIssuesFirstAndHardOnesTogether(t *testing.T) {
	c := only(Sequence)
	c.Issues = nil
	c.issue("k", 0.3, true, true)
	c.issue("l", 0.5, false, false)
	c.issue("m", 0.9, true, true)
	c.issue("n", 0.2, false, true)
	c.issue("o", 0.2, false, true)
	for i := 1; i < 4; i++ {
		c.mind[i] = []Act{does([]Role{Facilitator, Envisioner, Monitor}[i-1], Everyone)}
		c.Mediators[i].Capability[Guarantor] = Exact(0) // or they promise one
	}
	agree := func(issues ...int) func(*World) {
		return func(w *World) {
			for _, k := range issues {
				w.issues[k].agreed = true
			}
		}
	}
	c.expect(t, "at first", "b facilitator#3*, c envisioner_fact_finder#3*, d monitor")
	c.prepare = agree(3)
	c.expect(t, "a quarter agreed", "b facilitator#4*, c envisioner_fact_finder#4*, d monitor")
	c.mind[3] = []Act{does(Facilitator, Everyone)}
	c.prepare = agree(3, 4)
	c.expect(t, "half agreed, and two hard ones left for three acts", "b facilitator#0*, c envisioner_fact_finder#2*, d facilitator#0*")
	c.prepare = agree(0, 2)
	c.expect(t, "half agreed, and no hard one left", "b facilitator#3*, c envisioner_fact_finder#3*, d facilitator#3*")
}

// b and c, with outlines .2 and .25, can promise a guarantee together; d, of .5, alone.
func TestAGuaranteeIsPromisedTogetherBeforeSigning(t *testing.T) {
	c := only(Sequence)
	c.issue("l", 0.5, false, true)
	c.Mediators[2].Outline, c.Mediators[3].Outline = Exact(0.25), Exact(0.5)
	for i := 1; i < 4; i++ {
		c.mind[i] = []Act{does(Guarantor, Everyone)}
	}
	c.mind[1] = []Act{does(Monitor, Everyone)}
	c.expect(t, "nothing is agreed", "b monitor, c guarantor, d guarantor")
	c.prepare = func(w *World) { w.issues[0].agreed = true }
	c.expect(t, "half is agreed", "b guarantor*, c guarantor")
	for i := 1; i < 3; i++ {
		c.Mediators[i].Capability[Guarantor] = Exact(0.4) // .8 together
	}
	c.expect(t, "d alone can do more", "b monitor, d guarantor")
	c.Mediators[1].Capability[Guarantor], c.Mediators[3].Capability[Guarantor] = Exact(0.06), Exact(0.3)
	c.expect(t, "nobody asks b, with a reach of .048", "b monitor, c guarantor")
	for i := 1; i < 4; i++ {
		c.Mediators[i].Capability[Guarantor] = Exact(0.06) // x consent .8 is less than .05
	}
	c.expect(t, "nobody can", "b monitor, c guarantor, d guarantor")
}

// b is a patron of the first side and c of the second.
func TestPatronsOfOpposedSidesPushInTheSameMonth(t *testing.T) {
	build := func() *conference {
		c := only(Synchronise)
		c.patron(1, 0)
		c.patron(2, 1)
		c.mind[1], c.mind[2] = []Act{does(Inducer, 0)}, []Act{does(Monitor, Everyone)}
		return c
	}
	c := build()
	c.expect(t, "both are ready", "b inducer/0*, c inducer/1*")
	c.prepare = func(w *World) { w.mediators[2].stock = 0.75 }
	c.expect(t, "just", "b inducer/0*, c inducer/1*")
	c.prepare = func(w *World) { w.mediators[2].stock = 0.7 }
	c.expect(t, "one has spent its leverage", "c monitor")
	c = build()
	c.Mediators[0].Bias = Exact(-0.3) // of a need of .5 it leaves .35 for its own side
	c.expect(t, "the lead wants its own client pressed", "b inducer/0*, c inducer/1*")
	c.Mediators[0].Bias = Exact(-0.5) // .25, less than .3
	c.expect(t, "the lead spares its own client", "c monitor")
	c = build()
	c.patron(2, 0)
	c.Mediators[2].Leverage[1] = Exact(0)
	c.expect(t, "nobody presses the second side", "b inducer/0, c monitor")
	c = build()
	c.Mediators[2].Leverage[1], c.mind[0] = Exact(0), []Act{does(Inducer, 1)}
	c.patron(0, 1)
	c.expect(t, "the lead presses its own client itself", "a inducer/1, b inducer/0*, c monitor")
}

func TestASingleTextIsTheLeadsInTheSpeakersTone(t *testing.T) {
	build := func(m MechanismSet, costs CostSet) (*conference, [4][]Act) {
		c := newConference()
		c.arm.Mechanisms, c.arm.Costs = m, costs
		c.Mediators[0].Outline = Exact(0.6)
		c.mind[1], c.mind[2] = []Act{does(Explorer, Everyone)}, []Act{does(Convener, Everyone)}
		return c, c.first(t)
	}
	text := MechanismSet(0).With(SingleText)
	_, own := build(MechanismSet(0).With(Inclusion), 0)
	_, led := build(text, 0)
	near(t, "outline", led[1][0].Outline-own[1][0].Outline, 0.4, 1e-12)
	if a := led[1][0]; a.Text != 0 || a.Source != 1 || !a.Planned || a.Delayed {
		t.Errorf("who speaks: %+v", a)
	}
	if a := led[2][0]; a.Text != 2 || a.Planned || a.Outline != 0.2 {
		t.Errorf("who does not speak: %+v", a)
	}
	if _, led = build(text, CostSet(1<<CostCorroboration)); led[1][0].Source != 0 {
		t.Error("two who speak one text count as two voices where corroboration is charged")
	}
	if _, led = build(text, CostSet(1<<CostDelay)); !led[1][0].Delayed || !led[2][0].Delayed {
		t.Error("who waits for a plan is not late where delay is charged")
	}
}

func TestTheForumLeavesOneConvener(t *testing.T) {
	c := only(Forum)
	c.mind[1], c.mind[2], c.mind[3] = []Act{does(Convener, Everyone)}, []Act{does(Convener, Everyone)}, []Act{does(Monitor, Everyone)}
	c.expect(t, "of equals the first", "b convener, d monitor")
	w := c.world(t, 0)
	c.month(w, 0)
	if got, want := told(c.month(w, 1)), "c convener, d monitor"; got != want {
		t.Errorf("next month %s, want %s", got, want)
	}
	if got, want := told(c.month(w, 2)), "d convener*"; got != want {
		t.Errorf("the month after that %s, want %s", got, want)
	}
	c.mind[0] = []Act{does(Convener, Everyone)}
	c.expect(t, "the lead hosts itself", "a convener, d monitor")
	c.mind[0], c.mind[1], c.mind[2] = nil, nil, nil
	c.expect(t, "nobody wants to convene", "d monitor")
	c.mind[1] = []Act{does(Convener, Everyone)}
	c.Mediators[1].Capability[Convener], c.Mediators[3].Capability[Convener] = Exact(0.1), Exact(0.1)
	c.expect(t, "whom the sides would rather accept", "c convener*, d monitor")
}

func TestInclusionBringsInWhoHasCapacityToSpare(t *testing.T) {
	c := only(Inclusion)
	for i := 1; i < 4; i++ {
		c.Mediators[i].Capacity, c.mind[i] = Exact(2), []Act{does(Monitor, Everyone)}
	}
	c.Mediators[2].Capability[Legitimiser] = Exact(0.0626) // x .8 is .05008
	c.Mediators[3].Capability[Legitimiser] = Exact(0.0624) // .04992
	c.expect(t, "from a reach of .05", "b monitor, b legitimiser*, c monitor, c legitimiser*, d monitor")
	c.Mediators[1].Capacity, c.mind[2] = Exact(1), []Act{does(Legitimiser, Everyone)}
	c.expect(t, "who has no capacity left, and who blesses already", "b monitor, c legitimiser, d monitor")
}

// The sides take in so many contacts. b reaches both with .8, c with .2; of two acts of
// weight .8 and .2 that of b is the first in a race with chance .8.
func TestRestraintKeepsThePlanWithinWhatTheSidesTakeIn(t *testing.T) {
	build := func(contacts float64) *conference {
		c := only(Restrain)
		c.Mediators[2].Capability[Monitor] = Exact(0.25)
		c.mind[1], c.mind[2] = []Act{does(Monitor, Everyone)}, []Act{does(Monitor, Everyone)}
		c.Parameters.Fix(ParamK, contacts)
		return c
	}
	c := build(1)
	c.shares(t, "the better act of two", 0.8, func(own [4][]Act) bool { return told(own) == "b monitor" })
	c.shares(t, "the other one", 0.2, func(own [4][]Act) bool { return told(own) == "c monitor" })
	build(2).expect(t, "room for two", "b monitor, c monitor")
	build(1.5).shares(t, "half a contact is none", 0.8, func(own [4][]Act) bool { return told(own) == "b monitor" })
	c = build(2)
	c.mind[0] = []Act{does(Enhancer, Everyone)}
	c.shares(t, "the lead's own act comes first", 0.8, func(own [4][]Act) bool { return told(own) == "a enhancer, b monitor" })
	c.Parameters.Fix(ParamK, 1)
	c.expect(t, "and leaves no room", "a enhancer")
	c = build(1)
	c.mind[2] = []Act{does(Unifier, 1)}
	c.Mediators[1].Capability[Monitor], c.mind[1] = Exact(1), []Act{does(Unifier, 0)}
	c.expect(t, "of each side", "b unifier/0, c unifier/1")
	c = build(1)
	c.Parameters.Fix(SwitchAttention, float64(AttentionUnlimited))
	c.expect(t, "sides that take in everything", "b monitor, c monitor")
	// Who does not follow was seen to act last month: its contact is taken.
	c = build(2)
	c.Mediators[3].Autonomy, c.mind[3] = Exact(1), []Act{does(Enhancer, Everyone)}
	w := c.world(t, 0)
	c.month(w, 0)
	if got := told(c.month(w, 1)); got != "b monitor, d enhancer" && got != "c monitor, d enhancer" {
		t.Errorf("beside one who does not follow: %s", got)
	}
	c.arm.Regime = RegimeLeadOnly
	w = c.world(t, 0)
	c.month(w, 0)
	if got := told(c.month(w, 1)); got != "b monitor, c monitor, d enhancer" {
		t.Errorf("unseen: %s", got)
	}
}

// A push, a guarantee or a place to meet that a plan asked for is not replaced by the next
// mechanism; what a mediator had in mind itself is.
func TestThePlanDoesNotReplaceItsOwnPushes(t *testing.T) {
	c := newConference()
	c.arm.Mechanisms = MechanismSet(0).With(Synchronise).With(Forum)
	c.patron(1, 0)
	c.patron(2, 1)
	c.mind[1], c.mind[2], c.mind[3] = []Act{does(Inducer, 0)}, []Act{does(Monitor, Everyone)}, []Act{does(Convener, Everyone)}
	c.Mediators[3].Capability[Convener] = Exact(0.1)
	c.expect(t, "the host of the month has a push to make", "b inducer/0*, c inducer/1*")
	c.arm.Mechanisms = MechanismSet(0).With(Forum)
	c.expect(t, "which nobody planned", "b convener*, c monitor")
	c.Links, c.mind[2] = []Link{{A: 1, B: 2, Strength: Exact(1)}}, []Act{does(Inducer, 1)}
	c.expect(t, "nor does a host leave its forum for a push", "b convener*, c inducer/1")
	c.arm.Mechanisms, c.mind[3] = MechanismSet(0).With(SingleText), nil
	c.mind[1] = []Act{does(Monitor, Everyone)}
	c.expect(t, "as it may leave other acts", "b inducer/0, c inducer/1*")
}

// Whoever waits for a plan sees last month's news where delay is charged; others do not.
func TestDelayShowsLastMonthsPicture(t *testing.T) {
	for _, x := range []struct {
		regime Regime
		costs  CostSet
		late   bool
	}{{RegimeLead, AllCosts, true}, {RegimePlacebo, AllCosts, true}, {RegimeLead, 0, false}, {RegimeNetworked, AllCosts, false}} {
		c := only(Inclusion)
		c.arm.Regime, c.arm.Costs = x.regime, x.costs
		w := c.world(t, 0)
		c.month(w, 0)
		w.process.state = StageOpen
		c.month(w, 1)
		if lead, follower := c.views[0].Public.Open, c.views[1].Public.Open; !lead || follower == x.late {
			t.Errorf("%s, costs %v: talks are open; the lead sees %t, who follows %t", x.regime, x.costs, lead, follower)
		}
	}
}

// Links of strength .4 between b and c, patrons of different sides, of whom b pushes.
func TestLinkedPatronsJoinOrWait(t *testing.T) {
	build := func(strength float64) *conference {
		c := newConference()
		c.arm = Arm{Regime: RegimeNetworked, Lead: -1}
		c.Links = []Link{{A: 2, B: 1, Strength: Exact(strength)}}
		c.patron(1, 0)
		c.patron(2, 1)
		c.mind[1] = []Act{does(Inducer, 0)}
		return c
	}
	told := func(want string) func([4][]Act) bool { return func(own [4][]Act) bool { return told(own) == want } }
	build(0.4).shares(t, "the other joins in", 0.4, told("b inducer/0, c inducer/1"))
	c := build(0.4)
	c.prepare = func(w *World) { w.mediators[2].stock = 0.7 }
	c.shares(t, "the first waits", 0.4, told(""))
	c = build(1)
	c.mind[1], c.mind[2] = nil, []Act{does(Inducer, 1)}
	c.shares(t, "either way", 1, told("b inducer/0, c inducer/1"))
	c.mind[2] = nil
	c.shares(t, "nobody pushes", 1, told(""))
	c = build(1)
	c.Mediators[2].Interest = Exact(-0.1)
	c.shares(t, "whoever is against a settlement does not agree", 1, told("b inducer/0"))
	c = build(1)
	c.patron(1, 1)
	c.patron(2, 0)
	c.Mediators[1].Leverage[1], c.Mediators[2].Leverage[1] = Exact(0), Exact(0)
	c.shares(t, "patrons of one side", 1, told("b inducer/0"))
	c = build(1)
	c.arm.Regime = RegimeInformed
	c.shares(t, "who only sees does not agree", 1, told("b inducer/0"))
}

// What others do leaves a second chair a quarter of its pull; one's own last act does not
// crowd oneself.
func TestWhoSeesOthersTurnsFromWhatIsCrowded(t *testing.T) {
	at := NeedIndex(Facilitator, Everyone, 2)
	for regime, crowd := range map[Regime][2]float64{RegimeInformed: {1, 0.25}, RegimeIndependent: {1, 1}} {
		c := newConference()
		c.arm = Arm{Regime: regime, Lead: -1}
		c.mind[0] = []Act{does(Facilitator, Everyone)}
		w := c.world(t, 0)
		c.month(w, 0)
		c.month(w, 1)
		for i, want := range crowd {
			near(t, fmt.Sprint(regime, " ", i), c.views[i].Pull[at], 13.0019*want, 1e-3)
		}
	}
}

// Under single whoever can do most acts: reach over all roles, times interest. That of c is
// .8 x 16 roles x 1, of b half of the interest, of a a third fewer roles.
func TestSingleIsWhoCanDoMost(t *testing.T) {
	c := newConference()
	c.arm = Arm{Regime: RegimeSingle, Lead: -1}
	for i := range c.mind {
		c.mind[i] = []Act{does(Monitor, Everyone)}
	}
	c.Mediators[1].Interest = Exact(0.5)
	for r := range 5 {
		c.Mediators[0].Capability[r] = Exact(0)
	}
	c.Mediators[3].Interest = Exact(-1)
	c.shares(t, "c acts", 1, func(own [4][]Act) bool { return told(own) == "c monitor" })
	c.Mediators[2].Enter = 1
	c.shares(t, "while it is not there, a", 1, func(own [4][]Act) bool { return told(own) == "a monitor" })
}
