package sim

import (
	"errors"
	"fmt"
	"math/bits"
	"regexp"
	"slices"
	"strconv"
)

// Limits of a scenario, so that an absurd size is refused before it allocates.
const (
	MaxParties        = 8
	MaxFronts         = 16
	MaxIssues         = 64
	MaxMediators      = 128
	MaxMonths         = 600
	MaxImplementation = 240
	MaxShocks         = 512
	MaxCapacity       = 3
	MaxSuccessors     = 7
)

// Coded is a judged number: a range from which each replication draws once,
// uniformly. Low == High is a number taken as exact.
type Coded struct{ Low, High float64 }

// Exact returns a number that is not drawn.
func Exact(v float64) Coded { return Coded{v, v} }

// IsExact says whether every replication sees the same number.
func (c Coded) IsExact() bool { return c.Low == c.High }

// Middle of the range.
func (c Coded) Middle() float64 { return float64((c.Low + c.High) / 2) }

// Config is one war with everybody in it: what all arms of an experiment share.
// It is read only once built; NewWorld checks it.
type Config struct {
	Name  string
	Title string
	// Notes are sentences on what whoever reads its results must know; the model reads none.
	Notes []string
	// Start is the calendar month of round 0, the time zero of the estimand.
	Start Month
	// Months is the horizon in rounds, 1 to MaxMonths.
	Months int
	// Implementation is how many months a signed settlement is followed, 0 to MaxImplementation.
	Implementation int

	// Beginning is how the war stands at time zero.
	Beginning Beginning
	// Deadline is the last round in which talks can meet; 0 is none. In the months before,
	// a meeting takes up all issues.
	Deadline int

	Parties   []Party
	Fronts    []Front
	Issues    []Issue
	Mediators []Mediator
	Links     []Link
	Shocks    []Shock

	// Parameters are the global numbers, the same for every case; see Parameters.
	Parameters ParameterSet
	// Fallback is what a war that ends otherwise pays.
	Fallback Fallback
	// RolesOff switches single roles off: their acts are not proposed.
	RolesOff [NumRoles]bool

	// Consensus in [0,1] sets the agreement of third parties when ConsensusSet:
	// coded differences of interest and preferred settlement are rescaled to it.
	Consensus    float64
	ConsensusSet bool
	// ConsensusCoded in [0,1] is the coders' figure at time zero; preferred settlements that
	// are not coded follow (1-consensus) x bias from it.
	ConsensusCoded Coded
	// AcceptanceDefault in [0,1] stands in the formula for mediators whose
	// acceptance as lead is not coded.
	AcceptanceDefault float64

	// Crossing of draws; zero where each replication draws for itself.
	Crossing Crossing
}

// Crossing lets replications share draws: of the global parameters there are
// Parameters draws, of the coded numbers Codings, of the structure Structures, each at
// least 1. Chance stays each replication's own.
type Crossing struct{ Parameters, Codings, Structures int }

// Cell is which draw of each a replication meets; Parameters x Codings x Structures
// of them meet each combination once.
func (x Crossing) Cell(replication int) (parameters, coding, structure int) {
	return replication % x.Parameters, replication / x.Parameters % x.Codings, replication / (x.Parameters * x.Codings) % x.Structures
}

// Fallback is what a war that ends otherwise than by victory pays each side.
type Fallback uint8

const (
	// FallbackHeld pays what is held: with agreed beliefs the bargaining
	// range is then the joint cost of war (Fearon 1995).
	FallbackHeld Fallback = iota
	// FallbackNothing pays nothing, a structural alternative.
	FallbackNothing
)

// FallbackNames in the order of the constants.
var FallbackNames = []string{"held", "nothing"}

// Article that a name has in a sentence.
type Article uint8

const (
	ArticleUnset Article = iota // as the name reads
	ArticleThe
	ArticleNone
)

// ArticleNames in the order of the constants, from ArticleThe on.
var ArticleNames = []string{"the", "none"}

// Grammar of a name. The model does not read it.
type Grammar struct {
	Article Article
	Plural  bool // it takes a plural verb
}

// Party is a side of the war, or a party on no front whose consent is essential.
type Party struct {
	ID, Name string
	Grammar  Grammar
	// Side is the end of the bias axis this party stands on: +1, -1, or 0.
	Side float64
	// Essential parties must sign; at least one is.
	Essential bool
	// AwayFromTable: no ceasefire binds its fronts; it is not essential.
	AwayFromTable bool
	// Enter and Exit bound its part in the war: rounds Enter <= r < Exit; Exit 0 is to the
	// end. In each round some front has both its sides there.
	Enter, Exit int
	// StrengthShare, share of military strength over the sides, in (0,1);
	// sets the true odds of a front whose odds are not given.
	StrengthShare Coded
	// Optimism, what it believes the war is worth to it before its cost, in (0,1).
	Optimism Coded
	// Cohesion: valid spokesperson, control of fighters, [0,1].
	Cohesion Coded
	// Skill in negotiation, [0,1].
	Skill Coded
	// Trust that the other would keep an agreement, [0,1].
	Trust Coded
	// WarSupport, share of capacity that comes from abroad, [0,1].
	WarSupport Coded
	// StatusQuo is the value without a settlement of a party on no front, [0,1].
	StatusQuo Coded
	// Factions name who stands behind a breach; shares need not sum to 1.
	Factions []Faction

	StrategyName string
	// Strategy makes the behaviour; each World makes its own. It has one entry, or one
	// for each level of SwitchParties: then the behaviour is the structure's.
	Strategy []func() PartyStrategy
}

// Faction is a part of a party with its own fighters.
type Faction struct {
	ID, Name string
	// Share of the party's strength, [0,1].
	Share float64
}

// Front is a pair of parties at war.
type Front struct {
	ID string
	// First and Second index Config.Parties.
	First, Second int
	// Forts is n of the war of attrition, 2 to 200.
	Forts int
	// Held is the share of the forts that First holds at the start, in (0,1).
	Held Coded
	// Odds is First's true chance to win a battle, in (0,1), if OddsCoded;
	// else it follows from the parties' StrengthShare.
	Odds      Coded
	OddsCoded bool
	// Intensity on the record's ordinal 0 to 4.
	Intensity Coded
}

// Issue is something the parties must agree on.
type Issue struct {
	ID, Name, Cluster string
	// Essential issues must be agreed before a settlement can be signed.
	Essential bool
	// Hard issues cannot be signed by delegations of low level.
	Hard bool
	// Ceasefire issues are settled by the first ceasefire signed at a meeting.
	Ceasefire bool
	// Ideal and Position of each party on [0,1]; Position is the opening one.
	Ideal, Position []Coded
	// Salience of each party, >= 0; scaled to sum to 1 over issues.
	Salience []Coded
	// From is the round in which the issue comes up.
	From int
	// Agreed, if AgreedBefore, is the position on which the parties have agreed by time zero.
	Agreed       Coded
	AgreedBefore bool
}

// Track of a third party.
type Track uint8

const (
	TrackOfficial Track = iota
	TrackUnofficial
	NumTracks
)

// TrackNames in the order of the constants.
var TrackNames = []string{"official", "unofficial"}

// Mediator is a third party.
type Mediator struct {
	ID, Name string
	Grammar  Grammar
	Track    Track
	// Enter and Exit bound its presence: rounds Enter <= r < Exit.
	Enter, Exit int
	// Interest in a negotiated settlement, [-1,1]. If not coded it follows the
	// consensus knob: i0 - 2 i0 (1-consensus)|bias|.
	Interest      Coded
	InterestCoded bool
	// Bias, + towards the party with Side +1, [-1,1].
	Bias Coded
	// Outline is the settlement it favours, [-1,1]; if not coded, (1-consensus) x bias.
	Outline      Coded
	OutlineCoded bool
	// Resolve: would it use its leverage for a settlement; inner unity, [0,1].
	Resolve Coded
	// Leverage over and Consent of each party, [0,1].
	Leverage, Consent []Coded
	// AcceptanceAsLead by the other third parties, [0,1], if AcceptanceCoded.
	AcceptanceAsLead Coded
	AcceptanceCoded  bool
	// Autonomy: how little it lets others plan for it, [0,1].
	Autonomy Coded
	// Capacity is the number of acts it can sustain a month, 1 to MaxCapacity; rounded.
	Capacity Coded
	// Capability for each role, [0,1].
	Capability [NumRoles]Coded
	// PatronOf indexes the parties whose war it supports.
	PatronOf []int

	StrategyName string
	Strategy     func() MediatorStrategy
}

// Link is a standing pair of third parties who can agree when to push.
type Link struct {
	A, B     int
	Strength Coded // [0,1]
}

// Shock is a dated event from outside what is simulated.
type Shock struct {
	ID, Name string
	// Start and End are rounds, inclusive.
	Start, End int
	// Pressure on each party towards (+) or away from (-) a settlement, -2 to 2.
	Pressure []float64
	// Violence adds to the heat of every front, -2 to 2 points.
	Violence float64
	// Changes of coded numbers, in the first month and for good.
	Changes []Change
}

// Clone shares no table with c, and no list of coded numbers in one; factions, patrons, strategies
// and the sample of a posterior are shared.
func (c *Config) Clone() *Config {
	d := *c
	d.Parties, d.Fronts, d.Issues = slices.Clone(c.Parties), slices.Clone(c.Fronts), slices.Clone(c.Issues)
	d.Mediators, d.Links, d.Shocks = slices.Clone(c.Mediators), slices.Clone(c.Links), slices.Clone(c.Shocks)
	for i := range d.Issues {
		k := &d.Issues[i]
		k.Ideal, k.Position, k.Salience = slices.Clone(k.Ideal), slices.Clone(k.Position), slices.Clone(k.Salience)
	}
	for i := range d.Mediators {
		m := &d.Mediators[i]
		m.Leverage, m.Consent = slices.Clone(m.Leverage), slices.Clone(m.Consent)
	}
	for i := range d.Shocks {
		s := &d.Shocks[i]
		s.Pressure, s.Changes = slices.Clone(s.Pressure), slices.Clone(s.Changes)
	}
	return &d
}

// Arm is one way the same war is mediated.
type Arm struct {
	// Name is unique among the arms of a run.
	Name   string
	Regime Regime
	// Lead indexes Config.Mediators; -1 is nobody.
	Lead int
	// From is the round from which the lead coordinates.
	From int
	// CoChairs share the lead while it is the first: there is one plan, and each follower
	// carries the preferred settlement of the chair that is nearest to its own.
	CoChairs MediatorSet
	// Successors take the lead over, in the order of their months; those from round 0 are
	// none.
	Successors [MaxSuccessors]Succession
	// Acceptance of the lead, [0,1], replaces the coded one when AcceptanceSet.
	Acceptance    float64
	AcceptanceSet bool
	// Mechanisms of the lead that are switched on.
	Mechanisms MechanismSet
	// OwnInterest weighs the cost of an allocated act by the interest of the follower that does it, not by
	// that of the lead.
	OwnInterest bool
	// Costs of coordination that are charged; AllCosts unless an experiment
	// sets them apart.
	Costs CostSet
	// ThirdParties is how many take part, those who lead among them whatever the regime; 0
	// is all. Each replication draws who; more third parties keep those of fewer.
	ThirdParties int
	// Absent take no part.
	Absent MediatorSet
}

// LeadOf is the ID of the mediator that leads an arm, "" under a regime without one.
func (c *Config) LeadOf(a *Arm) string {
	if !Regimes[a.Regime].NeedsLead || a.Lead < 0 {
		return ""
	}
	return c.Mediators[a.Lead].ID
}

// LedBy says whether a mediator leads at some time.
func (a *Arm) LedBy(i int) bool {
	return i == a.Lead || a.CoChairs.Has(i) || slices.ContainsFunc(a.Successors[:], func(s Succession) bool { return s.From > 0 && s.Lead == i })
}

// Succession passes the lead on.
type Succession struct {
	// Lead indexes Config.Mediators; -1 is nobody.
	Lead int
	// From is the round from which it leads, above 0.
	From int
}

// MediatorSet is a set of indices of Config.Mediators.
type MediatorSet [MaxMediators / 64]uint64

// With returns the set with mediator i in it.
func (s MediatorSet) With(i int) MediatorSet {
	s.Add(i)
	return s
}

// Add puts mediator i into the set.
func (s *MediatorSet) Add(i int) { s[i/64] |= 1 << (i % 64) }

// Len is how many are in the set.
func (s MediatorSet) Len() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// each calls f with who is in the set, in order, until it returns false.
func (s *MediatorSet) each(f func(i int) bool) {
	for word, set := range s {
		for ; set != 0; set &= set - 1 {
			if !f(64*word + bits.TrailingZeros64(set)) {
				return
			}
		}
	}
}

// And returns who is in both sets.
func (s MediatorSet) And(t MediatorSet) MediatorSet {
	for i := range s {
		s[i] &= t[i]
	}
	return s
}

// Has says whether mediator i is in the set.
func (s MediatorSet) Has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

// CanChair says whether some mediator may be capable enough to chair the talks
// rather than only observe them.
func (c *Config) CanChair() bool {
	return slices.ContainsFunc(c.Mediators, func(m Mediator) bool { return m.Capability[Facilitator].High > chairCapability })
}

// Validate reports the first structural fault of a configuration. Ranges of
// numbers are the business of whoever reads them from a user.
func (c *Config) Validate() (err error) {
	want := func(is bool, format string, args ...any) {
		if !is && err == nil {
			err = fmt.Errorf("sim: "+format, args...)
		}
	}
	for _, x := range [...]struct {
		n           int
		what        string
		least, most int
	}{
		{len(c.Parties), "%d parties", 2, MaxParties},
		{len(c.Fronts), "%d fronts", 1, MaxFronts},
		{len(c.Issues), "%d issues", 1, MaxIssues},
		{len(c.Mediators), "%d mediators", 0, MaxMediators},
		{c.Months, "horizon of %d months", 1, MaxMonths},
		{c.Implementation, "%d implementation months", 0, MaxImplementation},
		{len(c.Shocks), "%d shocks", 0, MaxShocks},
	} {
		want(x.n >= x.least && x.n <= x.most, x.what+": want %d to %d", x.n, x.least, x.most)
	}
	if sample := c.Parameters.Sample; c.Parameters.Mode == ParametersPosterior {
		want(sample != nil && len(sample.Rows) > 0 && len(sample.Rows) == len(sample.UpTo), "parameters from a posterior, and there is none")
	}
	x := c.Crossing
	want(x == Crossing{} || min(x.Parameters, x.Codings, x.Structures) >= 1,
		"a crossing of %d draws of the parameters, %d of coded numbers and %d of structures: want 1 or more of each, or no crossing",
		x.Parameters, x.Codings, x.Structures)
	n, essential := len(c.Parties), false
	for i := range c.Parties {
		p := &c.Parties[i]
		essential = essential || p.Essential
		want(len(p.Strategy) == 1 || len(p.Strategy) == NumPartiesLevels,
			"party %s has %d strategies: want 1, or one for each of %d levels", p.ID, len(p.Strategy), NumPartiesLevels)
	}
	want(essential, "no party is essential")
	two := func(a, b, of int) bool { return a != b && min(a, b) >= 0 && max(a, b) < of }
	for _, f := range c.Fronts {
		want(f.Intensity.Low >= 0, "front %s has an intensity below 0", f.ID)
		want(two(f.First, f.Second, n) && f.Forts >= 2, "front %s is not a pair of parties over two forts or more", f.ID)
	}
	for _, k := range c.Issues {
		want(len(k.Ideal) == n && len(k.Position) == n && len(k.Salience) == n,
			"issue %s: want one ideal, position and salience for each of %d parties", k.ID, n)
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		want(len(m.Leverage) == n && len(m.Consent) == n, "mediator %s: want leverage and consent for each of %d parties", m.ID, n)
		want(i == 0 || m.ID > c.Mediators[i-1].ID, "mediator %s: want mediators in the order of their IDs, each once", m.ID)
		want(m.Strategy != nil, "mediator %s has no strategy", m.ID)
	}
	for _, l := range c.Links {
		want(two(l.A, l.B, len(c.Mediators)), "a link wants two different mediators")
	}
	for _, s := range c.Shocks {
		want(len(s.Pressure) == n, "shock %s: want a pressure for each of %d parties", s.ID, n)
		for _, x := range s.Changes {
			if x.Number >= NumNumbers {
				want(false, "shock %s: no number %d", s.ID, x.Number)
				continue
			}
			number := &Numbers[x.Number]
			want((!number.OfMediator || uint(x.Mediator) < uint(len(c.Mediators))) && (!number.OfParty || uint(x.Party) < uint(n)),
				"shock %s: %s of nobody", s.ID, number.ID)
		}
	}
	return err
}

// Month counts calendar months: 12 x year + month - 1.
type Month int

// NewMonth makes a Month; month runs from 1 to 12.
func NewMonth(year, month int) Month { return Month(12*year + month - 1) }

// ParseMonth reads YYYY-MM with a year from 1800 to 2200.
func ParseMonth(s string) (Month, error) {
	parts := monthForm.FindStringSubmatch(s)
	if parts == nil {
		return 0, errors.New("want a month as YYYY-MM")
	}
	year, _ := strconv.Atoi(parts[1]) // which are digits
	month, _ := strconv.Atoi(parts[2])
	if year < 1800 || year > 2200 || month < 1 || month > 12 {
		return 0, errors.New("want a month as YYYY-MM, from 1800-01 to 2200-12")
	}
	return NewMonth(year, month), nil
}

var monthForm = regexp.MustCompile(`^(\d{4})-(\d\d)$`)

// String returns YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }
