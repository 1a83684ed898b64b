package sweep

import "parley/sim"

// Record is what came of one point. It is a function of the plan and the
// index alone: it has no times, and does not tell who made it.
type Record struct {
	Point int `json:"point"`
	// Values as in Point.
	Values []string `json:"values,omitempty"`
	// Fault is why the scenario was refused here; then there is nothing else.
	Fault string      `json:"fault,omitempty"`
	Arms  []ArmRecord `json:"arms,omitempty"`
	// Histories, if the plan keeps them: by replication, then arm.
	Histories []History `json:"histories,omitempty"`
}

// ArmRecord is an arm at a point, counted over its replications. Sums are of
// integers, so they do not depend on their order.
type ArmRecord struct {
	Name      string `json:"name"`
	Regime    string `json:"regime"`
	Lead      string `json:"lead,omitempty"`
	Attention string `json:"attention"`

	// Reps counted, and of them ends by reason.
	Reps      int64 `json:"reps"`
	Settled   int64 `json:"settled"`
	Victory   int64 `json:"victory"`
	Unsettled int64 `json:"unsettled"`
	// Kept counts settlements that held to the end of implementation.
	Kept int64 `json:"kept"`
	// Victories by party.
	Victories []int64 `json:"victories,omitempty"`

	// Both with the first arm, replication by replication: settlements, kept
	// settlements, and the sum of products of the months at war.
	SettledBoth      int64 `json:"settled_both"`
	KeptBoth         int64 `json:"kept_both"`
	WarMonthsProduct int64 `json:"war_months_product"`

	// WarMonths sums the months at war, at most the horizon; WarMonthsSquared their squares.
	WarMonths        int64 `json:"war_months"`
	WarMonthsSquared int64 `json:"war_months_squared"`
	// SettledMonths sums the month of settlement over those settled, HeldMonths
	// the months that settlements held which collapsed.
	SettledMonths int64 `json:"settled_months"`
	HeldMonths    int64 `json:"held_months"`
	// Opened counts histories with talks, OpenedMonths sums the month of the
	// first; likewise AnyTruce and FirstTruceMonths.
	Opened           int64 `json:"opened"`
	OpenedMonths     int64 `json:"opened_months"`
	AnyTruce         int64 `json:"any_truce"`
	FirstTruceMonths int64 `json:"first_truce_months"`

	Truces       int64 `json:"truces"`
	Extensions   int64 `json:"extensions"`
	Lapses       int64 `json:"lapses"`
	Breakdowns   int64 `json:"breakdowns"`
	TruceMonths  int64 `json:"truce_months"`
	Violations   int64 `json:"violations"`
	Battles      int64 `json:"battles"`
	Meetings     int64 `json:"meetings"`
	Suspensions  int64 `json:"suspensions"`
	Frameworks   int64 `json:"frameworks"`
	BrokenIssues int64 `json:"broken_issues"`
	Acts         int64 `json:"acts"`
	Coordinated  int64 `json:"coordinated"`
	// Protocols sums, over histories, the issues agreed when the war ended.
	Protocols int64 `json:"protocols"`
}

// begin makes an empty record of the arms of a point.
func (r *Record) begin(c *sim.Config, arms []sim.Arm) {
	r.Arms = make([]ArmRecord, len(arms))
	for i := range arms {
		arm, a := &arms[i], &r.Arms[i]
		a.Name, a.Regime, a.Attention = arm.Name, arm.Regime.String(), sim.AttentionNames[arm.Attention]
		if arm.Lead >= 0 && arm.Lead < len(c.Mediators) {
			a.Lead = c.Mediators[arm.Lead].ID
		}
		a.Victories = make([]int64, len(c.Parties))
	}
}

// join adds the replications that follow. The first fault stands for all.
func (r *Record) join(next *Record) {
	switch {
	case r.Fault != "":
	case next.Fault != "":
		*r = *next
	default:
		for i := range r.Arms {
			r.Arms[i].join(&next.Arms[i])
		}
		r.Histories = append(r.Histories, next.Histories...)
	}
}

// sums are what an arm counts, all of which add up.
func (a *ArmRecord) sums() []*int64 {
	s := []*int64{&a.Reps, &a.Settled, &a.Victory, &a.Unsettled, &a.Kept,
		&a.SettledBoth, &a.KeptBoth, &a.WarMonthsProduct,
		&a.WarMonths, &a.WarMonthsSquared, &a.SettledMonths, &a.HeldMonths,
		&a.Opened, &a.OpenedMonths, &a.AnyTruce, &a.FirstTruceMonths,
		&a.Truces, &a.Extensions, &a.Lapses, &a.Breakdowns, &a.TruceMonths, &a.Violations, &a.Battles,
		&a.Meetings, &a.Suspensions, &a.Frameworks, &a.BrokenIssues, &a.Acts, &a.Coordinated, &a.Protocols}
	for i := range a.Victories {
		s = append(s, &a.Victories[i])
	}
	return s
}

func (a *ArmRecord) join(next *ArmRecord) {
	more := next.sums()
	for i, sum := range a.sums() {
		*sum += *more[i]
	}
}

func (a *ArmRecord) add(o, first *sim.Outcome) {
	a.Reps++
	a.addEnd(o)
	if o.Settled() && first.Settled() {
		a.SettledBoth++
	}
	if o.Kept() && first.Kept() {
		a.KeptBoth++
	}
	a.WarMonthsProduct += int64(o.Month) * int64(first.Month)
	a.WarMonths += int64(o.Month)
	a.WarMonthsSquared += int64(o.Month) * int64(o.Month)
	if o.Opened != sim.Never {
		a.Opened++
		a.OpenedMonths += int64(o.Opened)
	}
	if o.FirstTruce != sim.Never {
		a.AnyTruce++
		a.FirstTruceMonths += int64(o.FirstTruce)
	}
	a.Truces += int64(o.Truces)
	a.Extensions += int64(o.Extensions)
	a.Lapses += int64(o.Lapses)
	a.Breakdowns += int64(o.Breakdowns)
	a.TruceMonths += int64(o.TruceMonths)
	a.Violations += int64(o.Violations)
	a.Battles += int64(o.Battles)
	a.Meetings += int64(o.Meetings)
	a.Suspensions += int64(o.Suspensions)
	a.Frameworks += int64(o.Frameworks)
	a.BrokenIssues += int64(o.BrokenIssues)
	a.Acts += int64(o.Acts)
	a.Coordinated += int64(o.Coordinated)
	a.Protocols += int64(agreed(o))
}

func (a *ArmRecord) addEnd(o *sim.Outcome) {
	switch o.End {
	case sim.EndSettlement:
		a.Settled++
		a.SettledMonths += int64(o.Month)
		if o.Collapsed == sim.Never {
			a.Kept++
		} else {
			a.HeldMonths += int64(o.Collapsed)
		}
	case sim.EndVictory:
		a.Victory++
		a.Victories[o.Winner]++
	default:
		a.Unsettled++
	}
}

// agreed counts the issues with a protocol.
func agreed(o *sim.Outcome) (n int) {
	for _, month := range o.Protocols {
		if month != sim.Never {
			n++
		}
	}
	return n
}

// History is one history of an arm at a point; fields as in sim.Outcome.
type History struct {
	Replication int           `json:"replication"`
	Arm         int           `json:"arm"`
	End         sim.EndReason `json:"end"`
	Month       int32         `json:"month"`
	Winner      int32         `json:"winner"`
	Collapsed   int32         `json:"collapsed"`

	Opened       int32 `json:"opened"`
	FirstTruce   int32 `json:"first_truce"`
	Truces       int32 `json:"truces"`
	Extensions   int32 `json:"extensions"`
	Lapses       int32 `json:"lapses"`
	Breakdowns   int32 `json:"breakdowns"`
	TruceMonths  int32 `json:"truce_months"`
	Violations   int32 `json:"violations"`
	Battles      int32 `json:"battles"`
	Meetings     int32 `json:"meetings"`
	Suspensions  int32 `json:"suspensions"`
	Frameworks   int32 `json:"frameworks"`
	BrokenIssues int32 `json:"broken_issues"`
	Acts         int32 `json:"acts"`
	Coordinated  int32 `json:"coordinated"`
	Protocols    int32 `json:"protocols"`
}

func newHistory(replication, arm int, o *sim.Outcome) History {
	return History{Replication: replication, Arm: arm, End: o.End,
		Month: int32(o.Month), Winner: int32(o.Winner), Collapsed: int32(o.Collapsed),
		Opened: int32(o.Opened), FirstTruce: int32(o.FirstTruce),
		Truces: int32(o.Truces), Extensions: int32(o.Extensions), Lapses: int32(o.Lapses), Breakdowns: int32(o.Breakdowns),
		TruceMonths: int32(o.TruceMonths), Violations: int32(o.Violations), Battles: int32(o.Battles),
		Meetings: int32(o.Meetings), Suspensions: int32(o.Suspensions), Frameworks: int32(o.Frameworks),
		BrokenIssues: int32(o.BrokenIssues), Acts: int32(o.Acts), Coordinated: int32(o.Coordinated),
		Protocols: int32(agreed(o))}
}
