package sim

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
	// sees: what the others did last month; pairs: linked pairs agree when to push.
	sees, pairs bool
}

// Regimes in the order of the constants.
var Regimes = [NumRegimes]RegimeInfo{
	RegimeSingle:      {"single", "only the most capable third party acts", false, false, false},
	RegimeIndependent: {"independent", "nobody sees what the others do", false, false, false},
	RegimeInformed:    {"informed", "everybody sees what the others did last round", false, true, false},
	RegimeNetworked:   {"networked", "informed, and linked pairs agree when to push", false, true, true},
	RegimeLead:        {"lead", "networked for whoever does not comply, and a lead plans for those who do", true, true, true},
	RegimeLeadOnly:    {"lead-only", "independent for whoever does not comply, and a lead plans for those who do", true, false, false},
	RegimePlacebo:     {"placebo", "a lead announces a plan and changes nothing, at the cost of one", true, true, true},
}

// String returns the regime's ID.
func (r Regime) String() string { return Regimes[r].ID }

// RegimeByID finds a regime by its ID.
func RegimeByID(id string) (Regime, bool) { return byID(NumRegimes, id) }
