package sim

import "slices"

// Grip is what an act in a role takes of a mediator's numbers for a party besides
// capability, [0,1]; all are in the units of Mediator.
func (r Role) Grip(bias, resolve, leverage, consent float64) float64 {
	if grip := Roles[r].grip; grip != nil {
		return grip(&mediatorState{bias: bias, resolve: resolve}, consent, leverage)
	}
	return consent
}

// Uses says whether what an act in a role brings rests on a number of the mediator.
func (r Role) Uses(n Number) bool {
	grip := func(x [NumNumbers]float64) float64 {
		return r.Grip(x[NumberBias], x[NumberResolve], x[NumberLeverage], x[NumberConsent])
	}
	var x [NumNumbers]float64
	for i := range x {
		x[i] = 0.5
	}
	y := x
	y[n] = 0.25
	return grip(x) != grip(y)
}

// Most that a number of a mediator, for a party where it has one for each, is in any
// history, with all that shocks add to it.
func (c *Config) Most(n Number, mediator, party int) float64 {
	m, most := &c.Mediators[mediator], 1.0
	switch n {
	case NumberInterest:
		if most = m.Interest.High; !m.InterestCoded {
			most = defaultInterest
		}
	case NumberResolve:
		most = m.Resolve.High
	case NumberLeverage:
		most = m.Leverage[party].High
	case NumberConsent:
		most = m.Consent[party].High
	case NumberAcceptance:
		if m.AcceptanceCoded {
			most = m.AcceptanceAsLead.High
		}
	}
	up, _ := c.moved(n, mediator, party)
	return min(1, most+up)
}

// moved sums what shocks add to a number of a mediator, a party (-1 is any), or one for the
// other, and says whether one changes it at all.
func (c *Config) moved(n Number, mediator, party int) (up float64, ever bool) {
	for i := range c.Shocks {
		for _, x := range c.Shocks[i].Changes {
			if x.Number == n && x.Mediator == mediator && (party < 0 || x.Party < 0 || x.Party == party) {
				up, ever = up+max(0, x.By), true
			}
		}
	}
	return up, ever
}

// Reach is the most that an act of a mediator in a role can bring to a party in any history, [0,1].
func (c *Config) Reach(mediator int, r Role, party int) float64 {
	return c.reach(mediator, r, party, NumNumbers)
}

// reach is the same if one of the mediator's numbers took nothing off.
func (c *Config) reach(mediator int, r Role, party int, free Number) float64 {
	if c.RolesOff[r] {
		return 0
	}
	most := func(n Number) float64 {
		if n == free {
			return 1
		}
		return c.Most(n, mediator, party)
	}
	bias := 0.0 // its smallest size
	if _, moved := c.moved(NumberBias, mediator, -1); !moved && free != NumberBias {
		bias = max(0, c.Mediators[mediator].Bias.Low, -c.Mediators[mediator].Bias.High)
	}
	return c.Mediators[mediator].Capability[r].High * r.Grip(bias, most(NumberResolve), most(NumberLeverage), most(NumberConsent))
}

// Rests says whether what a mediator can bring in some role rests on a number of its own.
func (c *Config) Rests(mediator int, n Number) bool {
	for r := range NumRoles {
		if r.Uses(n) && c.plays(mediator, r, n) {
			return true
		}
	}
	return false
}

// Plays says whether an act of a mediator in a role can bring anything to anybody.
func (c *Config) Plays(mediator int, r Role) bool { return c.plays(mediator, r, NumNumbers) }

func (c *Config) plays(mediator int, r Role, free Number) bool {
	for p := range c.Parties {
		if c.reach(mediator, r, p, free) > 0 {
			return true
		}
	}
	return false
}

// fights says whether a party is on a front, and bound by a ceasefire on one.
func (c *Config) fights(party int) (fights, bound bool) {
	for _, f := range c.Fronts {
		if f.First == party || f.Second == party {
			fights, bound = true, bound || !c.Parties[f.First].AwayFromTable && !c.Parties[f.Second].AwayFromTable
		}
	}
	return fights, bound
}

// Supported says whether it can matter what support a party has from abroad: to what it signs, to a
// patron, or to a third party that may cut it off.
func (c *Config) Supported(party int) bool {
	fights, bound := c.fights(party)
	cutOff := false
	for i := range c.Mediators {
		cutOff = cutOff || c.Reach(i, Decoupler, party) > 0 || fights && slices.Contains(c.Mediators[i].PatronOf, party)
	}
	return cutOff || bound || fights && c.Parties[party].Essential
}

// Tires says whether a patron's interest rises with the war that it supports.
func (c *Config) Tires(mediator int) bool {
	for _, p := range c.Mediators[mediator].PatronOf {
		up, _ := c.moved(NumberWarSupport, -1, p)
		fights, _ := c.fights(p)
		if fights && c.Parties[p].WarSupport.High+up > 0 && !(c.Parameters.Set[ParamFatigue] && c.Parameters.Value[ParamFatigue] == 0) {
			return true
		}
	}
	return false
}

// Wants says whether a mediator wants a settlement in some month of some history.
func (c *Config) Wants(mediator int) bool {
	return c.Most(NumberInterest, mediator, -1) > 0 || c.Tires(mediator)
}

// Presses are the parties that a mediator may be able to press most, as pairs of patrons
// are found (World.client).
func (c *Config) Presses(mediator int) (parties []int) {
	best := 0.0
	for p := range c.Parties {
		best = max(best, c.Mediators[mediator].Leverage[p].Low)
	}
	if _, moved := c.moved(NumberLeverage, mediator, -1); moved {
		best = 0
	}
	for p := range c.Parties {
		if c.Reach(mediator, Inducer, p) >= patronReach && c.Most(NumberLeverage, mediator, p) >= best {
			parties = append(parties, p)
		}
	}
	return parties
}

// CanAgree says whether a link can ever matter: both want a settlement and may press
// different parties.
func (c *Config) CanAgree(l *Link) bool {
	a, b := c.Presses(l.A), c.Presses(l.B)
	return c.Wants(l.A) && c.Wants(l.B) && len(a) > 0 && len(b) > 0 && (len(a) > 1 || len(b) > 1 || a[0] != b[0])
}

// Term is a time in which a mediator of an arm leads: rounds From <= r < Until, none if it never does.
type Term struct{ Lead, From, Until int }

// Terms of the lead of an arm and of its successors within the horizon, as far as each is there.
func (c *Config) Terms(arm *Arm) (terms []Term) {
	lead, from := arm.Lead, arm.From
	pass := func(to, round int) {
		if round = min(round, c.Months); lead >= 0 {
			m := &c.Mediators[lead]
			t := Term{lead, max(from, m.Enter), min(round, m.Exit)}
			if t.From >= t.Until || !c.Wants(lead) {
				t.From, t.Until = 0, 0
			}
			terms = append(terms, t)
		}
		lead, from = to, max(round, arm.From)
	}
	for _, s := range arm.Successors {
		if s.From > 0 {
			pass(s.Lead, s.From)
		}
	}
	pass(-1, c.Months)
	return terms
}

// Idle says why a lead can change no act in any history; "" if it may.
func (c *Config) Idle(arm *Arm) string {
	m := &c.Mediators[arm.Lead]
	switch {
	case len(c.Mediators) == 1 || arm.ThirdParties == 1:
		return "nobody else is there"
	case max(arm.From, m.Enter) >= min(c.Months, m.Exit):
		return "not there in time"
	case !c.Wants(arm.Lead):
		return "no interest in a settlement"
	case arm.Mechanisms == 0:
		return "no mandate"
	case arm.AcceptanceSet && arm.Acceptance == 0 || !arm.AcceptanceSet && c.Most(NumberAcceptance, arm.Lead, -1) == 0:
		return "nobody accepts it"
	}
	for i := range c.Mediators {
		if i != arm.Lead && c.Wants(i) && c.Mediators[i].Autonomy.Low < 1 {
			return ""
		}
	}
	return "nobody else wants a settlement and lets others plan"
}
