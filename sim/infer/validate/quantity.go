package validate

import (
	"slices"
	"strings"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// Groups of quantities, each of which weighs the same.
var Groups = []string{groupDates, groupOrder, groupCeasefire, groupMeetings, groupPositions}

const (
	groupDates     = "dates"
	groupOrder     = "order and count"
	groupCeasefire = "ceasefire"
	groupMeetings  = "meetings"
	groupPositions = "positions"
)

// groupOf the families of summaries that are predicted.
var groupOf = map[string]string{
	"settlement.month": groupDates, "cluster.CLUSTER.first": groupDates, "cluster.CLUSTER.complete": groupDates,
	"protocols.order": groupOrder, "protocols.count": groupOrder,
	"ceasefire.breakdowns": groupCeasefire, "ceasefire.held": groupCeasefire, "ceasefire.months": groupCeasefire,
	"talks.meetings": groupMeetings, "meetings.RESULT": groupMeetings, "position.ISSUE": groupPositions,
}

// signed is a quantity of its own beside the month of the settlement.
const signed = "settlement.signed"

// Words say what a quantity is, by its name.
func Words(c *sim.Config, name string) string {
	if name == signed {
		return "settlement signed or not"
	}
	return observe.Words(c, name)
}

// quantity is a number of the months held out.
type quantity struct {
	name, family, unit, group string
	// at is its place among the summaries of an observer; whether says that it is not
	// the month there but whether it came.
	at      int
	whether bool
	// repeats says that another quantity tells the same.
	repeats bool
	// observed is NaN if the record knows that it did not come about.
	observed float64
	// tolerance of the record, and scale of scores, both in the unit.
	tolerance, scale float64
}

// of a history or of the record, NaN if missing.
func (q *quantity) of(list observe.Summaries) float64 {
	if q.whether {
		return float64(stats.Bit(!list[q.at].Censored))
	}
	return calibrate.Value(&list[q.at])
}

// quantities of the months held out, by what late sees of the record. Those are left
// out of which the record says nothing, and dates that it has before.
func (v *Validation) quantities(late *observe.Observer) (list []quantity) {
	record := late.Record()
	for i := range record {
		s := &record[i]
		group, wanted := groupOf[s.Family]
		if !wanted || s.Missing && !v.Record.Has(observe.FamilyOf(v.Config, s.Name).File) || v.cameBefore(s) {
			continue
		}
		q := quantity{name: s.Name, family: s.Family, unit: s.Unit, group: group, at: i, tolerance: s.Tolerance}
		q.observed, q.repeats = q.of(record), v.alone(s)
		list = append(list, q)
		if s.Family == "settlement.month" {
			q.name, q.unit, q.whether, q.repeats = signed, observe.UnitShare.Name, true, true
			q.tolerance = observe.UnitShare.Scale
			q.observed = q.of(record)
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b quantity) int { return slices.Index(Groups, a.group) - slices.Index(Groups, b.group) })
	return list
}

// alone says whether a month is that of the last protocol of a cluster with one issue,
// which is its first as well.
func (v *Validation) alone(s *observe.Summary) bool {
	cluster, complete := strings.CutSuffix(strings.TrimPrefix(s.Name, "cluster."), ".complete")
	issues := 0
	for i := range v.Config.Issues {
		issues += stats.Bit(v.Config.Issues[i].Cluster == cluster)
	}
	return complete && issues == 1
}

// cameBefore says whether the record dates a protocol before the months held out.
func (v *Validation) cameBefore(s *observe.Summary) bool {
	if !strings.HasPrefix(s.Family, "cluster.") {
		return false
	}
	before := v.before.Record()
	at := slices.IndexFunc(before, func(b observe.Summary) bool { return b.Name == s.Name })
	return at >= 0 && !before[at].Censored && !before[at].Missing
}
