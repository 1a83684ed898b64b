package sweep

import "parley/sim"

// Endings count histories by how their wars ended.
type Endings struct {
	Settled   int64
	Victory   int64
	Divided   int64
	Unsettled int64
	// Kept counts settlements that held to the end of implementation.
	Kept int64
	// Victories by party.
	Victories []int64
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

// WarTime sums the months at war, at most the horizon, and their squares.
type WarTime struct {
	WarMonths        int64
	WarMonthsSquared int64
}

func (w *WarTime) add(o *sim.Outcome) {
	w.WarMonths += int64(o.Month)
	w.WarMonthsSquared += int64(o.Month) * int64(o.Month)
}

// Course counts what happened on the way to the end, summed
// over histories; fields as in sim.Outcome.
type Course struct {
	Truces       int64
	Extensions   int64
	Lapses       int64
	Breakdowns   int64
	TruceMonths  int64
	Violations   int64
	Battles      int64
	Meetings     int64
	Suspensions  int64
	Frameworks   int64
	BrokenIssues int64
	Acts         int64
	Coordinated  int64
}

func (c *Course) add(o *sim.Outcome) {
	c.Truces += int64(o.Truces)
	c.Extensions += int64(o.Extensions)
	c.Lapses += int64(o.Lapses)
	c.Breakdowns += int64(o.Breakdowns)
	c.TruceMonths += int64(o.TruceMonths)
	c.Violations += int64(o.Violations)
	c.Battles += int64(o.Battles)
	c.Meetings += int64(o.Meetings)
	c.Suspensions += int64(o.Suspensions)
	c.Frameworks += int64(o.Frameworks)
	c.BrokenIssues += int64(o.BrokenIssues)
	c.Acts += int64(o.Acts)
	c.Coordinated += int64(o.Coordinated)
}
