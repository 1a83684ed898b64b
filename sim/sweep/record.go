package sweep

import (
	"parley/sim"
)

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
