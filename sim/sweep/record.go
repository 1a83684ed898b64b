package sweep

import (
	"slices"

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
	// Part says that these are but histories of a point; more of them follow, and
	// at last its record, which has the rest.
	Part bool `json:"part,omitempty"`
	// Histories, if the plan keeps them: by replication, then arm.
	Histories []History `json:"histories,omitempty"`
}

// ArmRecord is an arm at a point, counted over its replications. Sums are of
// integers, so they do not depend on their order.
type ArmRecord struct {
	Name   string `json:"name"`
	Regime string `json:"regime"`
	// Lead is the mediator that leads, empty under a regime without one.
	Lead string `json:"lead,omitempty"`
	// Reference is the arm that this one is compared with: the first.
	Reference int `json:"reference"`

	// Reps counted.
	Reps int64 `json:"reps"`
	Endings

	// Both with the reference, replication by replication: settlements, kept
	// settlements, and the sum of products of the months at war.
	SettledBoth      int64 `json:"settled_both"`
	KeptBoth         int64 `json:"kept_both"`
	WarMonthsProduct int64 `json:"war_months_product"`

	WarTime
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

	Course[int64]
	// Protocols sums, over histories, the issues agreed when the war ended.
	Protocols int64 `json:"protocols"`
}

// begin makes an empty record of the arms of a point.
func (r *Record) begin(c *sim.Config, arms []sim.Arm) {
	r.Arms = make([]ArmRecord, len(arms))
	for i := range arms {
		arm, a := &arms[i], &r.Arms[i]
		a.Name, a.Regime = arm.Name, arm.Regime.String()
		if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 && arm.Lead < len(c.Mediators) {
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
	s := []*int64{&a.Reps, &a.SettledBoth, &a.KeptBoth, &a.WarMonthsProduct, &a.SettledMonths, &a.HeldMonths,
		&a.Opened, &a.OpenedMonths, &a.AnyTruce, &a.FirstTruceMonths, &a.Protocols}
	return slices.Concat(s, a.Endings.sums(), a.WarTime.sums(), a.Course.sums())
}

func (a *ArmRecord) join(next *ArmRecord) {
	more := next.sums()
	for i, sum := range a.sums() {
		*sum += *more[i]
	}
}

func (a *ArmRecord) add(o, reference *sim.Outcome) {
	a.Reps++
	a.Endings.add(o)
	a.WarTime.add(o)
	a.Course.add(o)
	if o.Settled() {
		a.SettledMonths += int64(o.Month)
		if !o.Kept() {
			a.HeldMonths += int64(o.Collapsed)
		}
	}
	if o.Settled() && reference.Settled() {
		a.SettledBoth++
	}
	if o.Kept() && reference.Kept() {
		a.KeptBoth++
	}
	a.WarMonthsProduct += int64(o.Month) * int64(reference.Month)
	if o.Opened != sim.Never {
		a.Opened++
		a.OpenedMonths += int64(o.Opened)
	}
	if o.FirstTruce != sim.Never {
		a.AnyTruce++
		a.FirstTruceMonths += int64(o.FirstTruce)
	}
	a.Protocols += int64(agreed(o))
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
	Structure   sim.Structure `json:"structure"`
	End         sim.EndReason `json:"end"`
	Month       int32         `json:"month"`
	Winner      int32         `json:"winner"`
	Collapsed   int32         `json:"collapsed"`

	Opened     int32 `json:"opened"`
	FirstTruce int32 `json:"first_truce"`
	Course[int32]
	Protocols int32 `json:"protocols"`
}

func newHistory(replication, arm int, o *sim.Outcome) History {
	h := History{Replication: replication, Arm: arm, Structure: o.Structure, End: o.End,
		Month: int32(o.Month), Winner: int32(o.Winner), Collapsed: int32(o.Collapsed),
		Opened: int32(o.Opened), FirstTruce: int32(o.FirstTruce), Protocols: int32(agreed(o))}
	h.Course.add(o)
	return h
}
