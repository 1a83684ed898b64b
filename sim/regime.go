package sim

import (
	"slices"
	"strings"
)

// Regime is how third parties relate to each other. The regimes are nested, so
// that a contrast isolates one thing.
type Regime uint8

const (
	RegimeSingle Regime = iota
	RegimeIndependent
	RegimeInformed
	RegimeNetworked
	RegimeLead
	RegimeLeadOnly
	RegimePlacebo
	NumRegimes
)

// RegimeInfo names a regime and says what it adds.
type RegimeInfo struct {
	ID, Adds string
	// NeedsLead regimes want a mediator as lead.
	NeedsLead bool
}

// Regimes in the order of the constants.
var Regimes = [NumRegimes]RegimeInfo{
	RegimeSingle:      {"single", "only the most capable third party acts", false},
	RegimeIndependent: {"independent", "nobody sees what the others do", false},
	RegimeInformed:    {"informed", "everybody sees what the others did last round", false},
	RegimeNetworked:   {"networked", "informed, and linked pairs agree when to push", false},
	RegimeLead:        {"lead", "networked for whoever does not comply, and a lead plans for those who do", true},
	RegimeLeadOnly:    {"lead-only", "independent for whoever does not comply, and a lead plans for those who do", true},
	RegimePlacebo:     {"placebo", "a lead announces a plan and changes nothing, at the cost of one", true},
}

// String returns the regime's ID.
func (r Regime) String() string { return Regimes[r].ID }

// RegimeByID finds a regime by its ID.
func RegimeByID(id string) (Regime, bool) {
	r := slices.IndexFunc(Regimes[:], func(i RegimeInfo) bool { return i.ID == id })
	return Regime(max(r, 0)), r >= 0
}

func (r Regime) sees() bool { // what the others did last round
	return r == RegimeInformed || r == RegimeNetworked || r == RegimeLead || r == RegimePlacebo
}

func (r Regime) pairs() bool { // linked pairs agree when to push
	return r == RegimeNetworked || r == RegimeLead || r == RegimePlacebo
}

// Mechanism is one thing that a lead does for those who comply.
type Mechanism uint8

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
type MechanismInfo struct{ ID, Does string }

// Mechanisms in the order of the constants.
var Mechanisms = [NumMechanisms]MechanismInfo{
	Pool:        {"pool", "pools diagnoses: the plan rests on the average of what lead and followers see"},
	Allocate:    {"allocate", "allocates roles: followers fill what is needed and not yet done"},
	Sequence:    {"sequence", "orders steps: easy issues first but hard essential ones together once half are agreed, a guarantee promised before signing"},
	Synchronise: {"synchronise", "lets patrons of opposed sides push in the same month"},
	SingleText:  {"single-text", "lets messages carry one text, the lead's"},
	Forum:       {"forum", "recognises one convener a month, in rotation among near equals"},
	Inclusion:   {"inclusion", "brings followers with capacity to spare in as observers"},
	Restrain:    {"restrain", "keeps the plan within what the sides can take in: best acts first, none that would be a contact too many"},
}

// String returns the mechanism's ID.
func (m Mechanism) String() string { return Mechanisms[m].ID }

// MechanismByID finds a mechanism by its ID.
func MechanismByID(id string) (Mechanism, bool) {
	m := slices.IndexFunc(Mechanisms[:], func(i MechanismInfo) bool { return i.ID == id })
	return Mechanism(max(m, 0)), m >= 0
}

// MechanismSet is a set of mechanisms, one bit each.
type MechanismSet uint8

// AllMechanisms has every mechanism switched on.
const AllMechanisms MechanismSet = 1<<NumMechanisms - 1

// Has says whether m is in the set.
func (s MechanismSet) Has(m Mechanism) bool { return s>>m&1 == 1 }

// With returns the set with m in it.
func (s MechanismSet) With(m Mechanism) MechanismSet { return s | 1<<m }

// Without returns the set with m taken out.
func (s MechanismSet) Without(m Mechanism) MechanismSet { return s &^ (1 << m) }

// String lists the IDs, separated by commas.
func (s MechanismSet) String() string {
	var ids []string
	for m := range NumMechanisms {
		if s.Has(m) {
			ids = append(ids, m.String())
		}
	}
	return strings.Join(ids, ",")
}

// Cost is something that coordination takes away.
type Cost uint8

const (
	CostEffort Cost = iota
	CostDelay
	CostCorroboration
	NumCosts
)

// CostNames in the order of the constants.
var CostNames = [NumCosts]string{"effort", "delay", "corroboration"}

// CostMeanings say what each cost is.
var CostMeanings = [NumCosts]string{
	CostEffort:        "the lead's own effort is 1/(1 + kappa x number who consent to its plan, each by what it can bring)",
	CostDelay:         "acts of those who wait for a plan rest on the needs of the month before",
	CostCorroboration: "messages under a single text count as one voice",
}

// CostSet is a set of costs, one bit each.
type CostSet uint8

// AllCosts charges every cost.
const AllCosts CostSet = 1<<NumCosts - 1

// Has says whether c is charged.
func (s CostSet) Has(c Cost) bool { return s>>c&1 == 1 }
