package sweep

import "parley/sim"

// Endings count histories by how their wars ended.
type Endings struct {
	Settled   int64 `json:"settled"`
	Victory   int64 `json:"victory"`
	Divided   int64 `json:"divided"`
	Unsettled int64 `json:"unsettled"`
	// Kept counts settlements that held to the end of implementation.
	Kept int64 `json:"kept"`
	// Victories by party.
	Victories []int64 `json:"victories,omitempty"`
}

func (e *Endings) add(o *sim.Outcome) {
	switch o.End {
	case sim.EndSettlement:
		e.Settled++
		if o.Kept() {
			e.Kept++
		}
	case sim.EndVictory:
		e.Victory++
		e.Victories[o.Winner]++
	case sim.EndDivided:
		e.Divided++
	default:
		e.Unsettled++
	}
}

func (e *Endings) sums() []*int64 {
	s := []*int64{&e.Settled, &e.Victory, &e.Divided, &e.Unsettled, &e.Kept}
	for i := range e.Victories {
		s = append(s, &e.Victories[i])
	}
	return s
}

// WarTime sums the months at war, at most the horizon, and their squares.
type WarTime struct {
	WarMonths        int64 `json:"war_months"`
	WarMonthsSquared int64 `json:"war_months_squared"`
}

func (w *WarTime) add(o *sim.Outcome) {
	w.WarMonths += int64(o.Month)
	w.WarMonthsSquared += int64(o.Month) * int64(o.Month)
}

func (w *WarTime) sums() []*int64 { return []*int64{&w.WarMonths, &w.WarMonthsSquared} }

// Course counts what happened on the way to the end, in one history or summed
// over many; fields as in sim.Outcome.
type Course[N int32 | int64] struct {
	Truces       N `json:"truces"`
	Extensions   N `json:"extensions"`
	Lapses       N `json:"lapses"`
	Breakdowns   N `json:"breakdowns"`
	TruceMonths  N `json:"truce_months"`
	Violations   N `json:"violations"`
	Battles      N `json:"battles"`
	Meetings     N `json:"meetings"`
	Suspensions  N `json:"suspensions"`
	Frameworks   N `json:"frameworks"`
	BrokenIssues N `json:"broken_issues"`
	Acts         N `json:"acts"`
	Coordinated  N `json:"coordinated"`
}

func (c *Course[N]) add(o *sim.Outcome) {
	c.Truces += N(o.Truces)
	c.Extensions += N(o.Extensions)
	c.Lapses += N(o.Lapses)
	c.Breakdowns += N(o.Breakdowns)
	c.TruceMonths += N(o.TruceMonths)
	c.Violations += N(o.Violations)
	c.Battles += N(o.Battles)
	c.Meetings += N(o.Meetings)
	c.Suspensions += N(o.Suspensions)
	c.Frameworks += N(o.Frameworks)
	c.BrokenIssues += N(o.BrokenIssues)
	c.Acts += N(o.Acts)
	c.Coordinated += N(o.Coordinated)
}

func (c *Course[N]) sums() []*N {
	return []*N{&c.Truces, &c.Extensions, &c.Lapses, &c.Breakdowns, &c.TruceMonths, &c.Violations, &c.Battles,
		&c.Meetings, &c.Suspensions, &c.Frameworks, &c.BrokenIssues, &c.Acts, &c.Coordinated}
}
