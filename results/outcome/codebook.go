package outcome

import (
	"slices"

	"parley/sim"
	"parley/sim/stats"
)

const firstArm = "the point's first arm minus that of this one, common random numbers; null in that first arm"

// Outputs are the codebook, in order. Fields of sim.Outcome are documented there.
var Outputs = slices.Concat(structure(), []Output{
	{ID: "end", Kind: Word, Words: sim.EndReasonNames[:], Meaning: "settlement, victory, divided, frozen or unsettled",
		Value: func(o *sim.Outcome) int { return int(o.End) }},
	{ID: "settled", Kind: Flag, OfArms: true, Value: flag((*sim.Outcome).Settled), Figures: []Figure{
		{Total, "settled", "a settlement was signed within the horizon"},
		{Share, "settled_share", "share of histories settled"},
		{Difference, "settled_difference", "share settled in " + firstArm}}},
	{ID: "settled_month", Kind: Month, OfArms: true, Value: func(o *sim.Outcome) int { return only(o.Settled(), o.Month) }, Figures: []Figure{
		{MeanOfExisting, "settled_month", "mean month of the settlements, 1 being the month of time zero"}}},
	{ID: "end_month", Kind: Month, Optional: true, Meaning: "month in which the war ended, 1 being the month of time zero; null if frozen or unsettled",
		Value: func(o *sim.Outcome) int { return only(!o.Open(), o.Month) }},
	{ID: "months_at_war", Kind: Months, Meaning: "full months before the end, at most the horizon",
		Value: func(o *sim.Outcome) int { return o.Month }, Figures: []Figure{
			{Mean, "months_at_war", "mean time at war within the horizon"}}},
	{ID: "winner", Kind: Party, Optional: true, Meaning: "id of the party that won; null without a victory",
		Value: func(o *sim.Outcome) int { return only(o.End == sim.EndVictory, o.Winner) }},
	{ID: "kept", Kind: Flag, Meaning: "a settlement was signed and held through the months of implementation", Value: flag((*sim.Outcome).Kept), Figures: []Figure{
		{Total, "kept", "a settlement was signed and held through the months of implementation"},
		{Share, "kept_share", "share of histories settled and kept"},
		{Difference, "kept_difference", "share kept in " + firstArm}}},
	{ID: "victory", Kind: Flag, OfArms: true, Value: ended(sim.EndVictory), Figures: []Figure{
		{Total, "victory", "a side won"},
		{Share, "victory_share", "share of histories that a side won"}}},
	{ID: "divided", Kind: Flag, OfArms: true, Value: ended(sim.EndDivided), Figures: []Figure{
		{Total, "divided", "every front was decided, and neither side won more than the other"}}},
	{ID: "frozen", Kind: Flag, OfArms: true, Value: ended(sim.EndFrozen), Figures: []Figure{
		{Total, "frozen", "the horizon came first, and a ceasefire had held the last 24 months"}}},
	{ID: "unsettled", Kind: Flag, OfArms: true, Value: ended(sim.EndUnsettled), Figures: []Figure{
		{Total, "unsettled", "the horizon came first, without such a ceasefire"}}},
	{ID: "collapsed_after", Kind: Months, Optional: true, Meaning: "months that the settlement held; null if it was kept, or there was none",
		Value: func(o *sim.Outcome) int { return o.Collapsed }, Figures: []Figure{
			{MeanOfExisting, "held_months", "mean months that the settlements held which collapsed"}}},
	month("talks_month", "month in which talks first opened", "talks", "talks opened", func(o *sim.Outcome) int { return o.Opened }),
	count("meetings", "months with a meeting", func(o *sim.Outcome) int { return o.Meetings }),
	count("suspensions", "times that talks were suspended", func(o *sim.Outcome) int { return o.Suspensions }),
	count("frameworks", "frameworks signed", func(o *sim.Outcome) int { return o.Frameworks }),
	count("agreed_issues", "issues that stood agreed at the end", func(o *sim.Outcome) int { return Agreed(o.Protocols) }),
	count("broken_issues", "agreements on an issue that fell apart", func(o *sim.Outcome) int { return o.BrokenIssues }),
	month("ceasefire_month", "month of the first ceasefire", "any_ceasefire", "a ceasefire was signed", func(o *sim.Outcome) int { return o.FirstTruce }),
	count("ceasefires", "ceasefires signed", func(o *sim.Outcome) int { return o.Truces }),
	count("extensions", "ceasefires prolonged", func(o *sim.Outcome) int { return o.Extensions }),
	count("lapses", "ceasefires that ran out", func(o *sim.Outcome) int { return o.Lapses }),
	count("breakdowns", "ceasefires that a violation ended", func(o *sim.Outcome) int { return o.Breakdowns }),
	{ID: "ceasefire_months", Kind: Months, Meaning: "months under a ceasefire", Value: func(o *sim.Outcome) int { return o.TruceMonths }, Figures: []Figure{
		{PerHistory, "ceasefire_months", "months under a ceasefire, mean"}}},
	count("violations", "violations of ceasefires", func(o *sim.Outcome) int { return o.Violations }),
	count("battles", "battles fought", func(o *sim.Outcome) int { return o.Battles }),
	count("acts", "acts of third parties until the war ended", func(o *sim.Outcome) int { return o.Acts }),
	count("coordinated", "acts of third parties that a plan changed", func(o *sim.Outcome) int { return o.Coordinated }),
})

// structure has the levels of the switches.
func structure() (list []Output) {
	for i := range sim.NumSwitches {
		p := &sim.ParameterTable[sim.FirstSwitch+i]
		x := Output{ID: p.ID, Kind: Word, Meaning: "level that the history met: " + p.Meaning,
			Value: func(o *sim.Outcome) int { return int(o.Structure[i]) }}
		for _, l := range p.Levels {
			x.Words = append(x.Words, l.ID)
		}
		list = append(list, x)
	}
	return list
}

// count is an output that every history has, as a mean of an arm.
func count(id, meaning string, value func(*sim.Outcome) int) Output {
	return Output{ID: id, Kind: Count, Meaning: meaning, Value: value, Figures: []Figure{{PerHistory, id, meaning + ", mean"}}}
}

// month is one that may not come: of an arm, in how many histories it did and when.
func month(id, meaning, counted, event string, value func(*sim.Outcome) int) Output {
	return Output{ID: id, Kind: Month, Optional: true, Meaning: meaning + "; null if never", Value: value,
		Figures: []Figure{{Existing, counted, event}, {MeanOfExisting, id, "mean " + meaning}}}
}

func flag(is func(*sim.Outcome) bool) func(*sim.Outcome) int {
	return func(o *sim.Outcome) int { return stats.Bit(is(o)) }
}

func ended(end sim.EndReason) func(*sim.Outcome) int {
	return flag(func(o *sim.Outcome) bool { return o.End == end })
}

// only is a value that exists on a condition.
func only(exists bool, value int) int {
	if exists {
		return value
	}
	return sim.Never
}

// Agreed counts the issues with a protocol.
func Agreed(protocols []int) (n int) {
	for _, month := range protocols {
		n += stats.Bit(month != sim.Never)
	}
	return n
}
