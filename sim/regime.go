package sim

import "slices"

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
