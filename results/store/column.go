package store

import (
	"fmt"
	"math"
	"slices"

	"parley/results"
	"parley/sim"
	"parley/sim/sweep"
)

// Column of a table of results.
type Column struct {
	Name string
	Kind Kind
	// Optional columns hold null where a figure does not exist.
	Optional bool
	Unit     string
	Meaning  string
}

// figure is one column or more of an arm at a point, and how they come from the
// counts of the arm and of its reference.
type figure struct {
	columns []Column
	fill    func(row Row, a, reference *sweep.ArmRecord)
}

const (
	columnPoint = "point"
	columnArm   = "arm"
	columnFault = "fault"
)

func single(c Column, of func(*sweep.ArmRecord) Value) figure {
	return figure{[]Column{c}, func(row Row, a, _ *sweep.ArmRecord) { row[0] = of(a) }}
}

func words(name, meaning string, of func(*sweep.ArmRecord) string) figure {
	return single(Column{name, Text, true, "", meaning}, func(a *sweep.ArmRecord) Value {
		if s := of(a); s != "" {
			return textValue(s)
		}
		return Value{}
	})
}

func count(name, unit, meaning string, of func(*sweep.ArmRecord) int64) figure {
	return single(Column{name, Int, true, unit, meaning}, func(a *sweep.ArmRecord) Value { return intValue(of(a)) })
}

// interval is three columns: a figure and the ends of its interval.
func interval(name, unit, meaning string, of func(a, reference *sweep.ArmRecord) (mean, low, high float64, ok bool)) figure {
	return figure{[]Column{
		{name, Double, true, unit, meaning},
		{name + "_low", Double, true, unit, "lower end of the 95 % interval of " + name + " (Monte Carlo error only)"},
		{name + "_high", Double, true, unit, "upper end of the 95 % interval of " + name},
	}, func(row Row, a, reference *sweep.ArmRecord) {
		mean, low, high, ok := of(a, reference)
		for i, x := range [3]float64{mean, low, high} {
			if row[i] = (Value{}); ok {
				row[i] = doubleValue(rounded(x))
			}
		}
	}}
}

func share(name, meaning string, of func(*sweep.ArmRecord) int64) figure {
	return interval(name, "share", meaning, func(a, _ *sweep.ArmRecord) (float64, float64, float64, bool) {
		e := results.Share(of(a), a.Reps, results.Level)
		return e.Mean, e.Low, e.High, true
	})
}

// difference of a share from the reference's, on the same luck.
func difference(name, meaning string, of, both func(*sweep.ArmRecord) int64) figure {
	return interval(name, "difference", meaning, func(a, reference *sweep.ArmRecord) (float64, float64, float64, bool) {
		b := both(a)
		onlyOther, onlyThis := of(reference)-b, of(a)-b
		d := results.ShareDifference(results.Table{{a.Reps - b - onlyOther - onlyThis, onlyThis}, {onlyOther, b}}, results.Level)
		return d.Difference, d.Low, d.High, a != reference
	})
}

// average of a sum over those it was summed over, plus an offset; null if none.
func average(name, unit, meaning string, offset float64, sum, over func(*sweep.ArmRecord) int64) figure {
	return single(Column{name, Double, true, unit, meaning}, func(a *sweep.ArmRecord) Value {
		if over(a) == 0 {
			return Value{}
		}
		return doubleValue(rounded(float64(sum(a))/float64(over(a)) + offset))
	})
}

func monthsAtWar(a, _ *sweep.ArmRecord) (mean, low, high float64, ok bool) {
	e := results.Mean(results.Sums{N: a.Reps, Sum: a.WarMonths, Squares: a.WarMonthsSquared}, 0, math.MaxFloat64, results.Level)
	return e.Mean, e.Low, e.High, a.Reps > 1
}

// rounded leaves nine digits after the point: the last bits of a quotient or a
// root are no result, and differ between machines.
func rounded(x float64) float64 { return math.Round(x*1e9)/1e9 + 0 }

func reps(a *sweep.ArmRecord) int64    { return a.Reps }
func settled(a *sweep.ArmRecord) int64 { return a.Settled }
func kept(a *sweep.ArmRecord) int64    { return a.Kept }

const referenceArm = "the point's first arm minus that of this one, common random numbers; null in that first arm"

// figures are the codebook of an arm at a point, in order.
var figures = []figure{
	words(columnArm, "name of the arm, unique at its point", func(a *sweep.ArmRecord) string { return a.Name }),
	words("regime", "regime of the arm", func(a *sweep.ArmRecord) string { return a.Regime }),
	words("lead", "mediator that leads; null where the regime has none", func(a *sweep.ArmRecord) string { return a.Lead }),
	count("n", "histories", "histories played; the same numbers have the same luck in every arm and at every point", reps),
	count("settled", "histories", "a settlement was signed within the horizon", settled),
	count("kept", "histories", "a settlement was signed and held through the months of implementation", kept),
	count("victory", "histories", "a side won", func(a *sweep.ArmRecord) int64 { return a.Victory }),
	count("divided", "histories", "every front was decided, and neither side won more than the other", func(a *sweep.ArmRecord) int64 { return a.Divided }),
	count("unsettled", "histories", "the horizon came first", func(a *sweep.ArmRecord) int64 { return a.Unsettled }),
	share("settled_share", "share of histories settled", settled),
	share("kept_share", "share of histories settled and kept", kept),
	share("victory_share", "share of histories that a side won", func(a *sweep.ArmRecord) int64 { return a.Victory }),
	difference("settled_difference", "share settled in "+referenceArm,
		settled, func(a *sweep.ArmRecord) int64 { return a.SettledBoth }),
	difference("kept_difference", "share kept in "+referenceArm,
		kept, func(a *sweep.ArmRecord) int64 { return a.KeptBoth }),
	interval("months_at_war", "months", "mean time at war within the horizon", monthsAtWar),
	average("settled_month", "month", "mean month of the settlements, 1 being the month of time zero", 1,
		func(a *sweep.ArmRecord) int64 { return a.SettledMonths }, settled),
	average("held_months", "months", "mean months that the settlements held which collapsed", 0,
		func(a *sweep.ArmRecord) int64 { return a.HeldMonths }, func(a *sweep.ArmRecord) int64 { return a.Settled - a.Kept }),
	count("talks", "histories", "talks opened", func(a *sweep.ArmRecord) int64 { return a.Opened }),
	average("talks_month", "month", "mean month in which talks first opened", 1,
		func(a *sweep.ArmRecord) int64 { return a.OpenedMonths }, func(a *sweep.ArmRecord) int64 { return a.Opened }),
	count("any_ceasefire", "histories", "a ceasefire was signed", func(a *sweep.ArmRecord) int64 { return a.AnyTruce }),
	average("ceasefire_month", "month", "mean month of the first ceasefire", 1,
		func(a *sweep.ArmRecord) int64 { return a.FirstTruceMonths }, func(a *sweep.ArmRecord) int64 { return a.AnyTruce }),
	perHistory("meetings", "months with a meeting", func(a *sweep.ArmRecord) int64 { return a.Meetings }),
	perHistory("suspensions", "times that talks were suspended", func(a *sweep.ArmRecord) int64 { return a.Suspensions }),
	perHistory("frameworks", "frameworks signed", func(a *sweep.ArmRecord) int64 { return a.Frameworks }),
	perHistory("agreed_issues", "issues that stood agreed at the end", func(a *sweep.ArmRecord) int64 { return a.Protocols }),
	perHistory("broken_issues", "agreements on an issue that fell apart", func(a *sweep.ArmRecord) int64 { return a.BrokenIssues }),
	perHistory("ceasefires", "ceasefires signed", func(a *sweep.ArmRecord) int64 { return a.Truces }),
	perHistory("extensions", "ceasefires prolonged", func(a *sweep.ArmRecord) int64 { return a.Extensions }),
	perHistory("lapses", "ceasefires that ran out", func(a *sweep.ArmRecord) int64 { return a.Lapses }),
	perHistory("breakdowns", "ceasefires that a violation ended", func(a *sweep.ArmRecord) int64 { return a.Breakdowns }),
	perHistory("ceasefire_months", "months under a ceasefire", func(a *sweep.ArmRecord) int64 { return a.TruceMonths }),
	perHistory("violations", "violations of ceasefires", func(a *sweep.ArmRecord) int64 { return a.Violations }),
	perHistory("battles", "battles fought", func(a *sweep.ArmRecord) int64 { return a.Battles }),
	perHistory("acts", "acts of third parties until the war ended", func(a *sweep.ArmRecord) int64 { return a.Acts }),
	perHistory("coordinated", "acts of third parties that a plan changed", func(a *sweep.ArmRecord) int64 { return a.Coordinated }),
}

func perHistory(name, meaning string, sum func(*sweep.ArmRecord) int64) figure {
	return average(name, "per history", meaning+", mean", 0, sum, reps)
}

// figureColumns of an arm at a point.
var figureColumns = func() (all []Column) {
	for i := range figures {
		all = append(all, figures[i].columns...)
	}
	return all
}()

// fillFigures sets the columns of an arm.
func fillFigures(row Row, a, reference *sweep.ArmRecord) {
	for i := range figures {
		figures[i].fill(row, a, reference)
		row = row[len(figures[i].columns):]
	}
}

// pointColumns stand first in every table: the point and its factors.
func pointColumns(p *sweep.Plan) []Column {
	columns := []Column{{columnPoint, Int, false, "", "number of the point, from 0"}}
	for i := range p.Factors {
		columns = append(columns, Column{p.Factors[i].Path, factorKind(p, i), true, "", "factor: value of this key of the scenario; null leaves the scenario's own"})
	}
	return columns
}

// factorKind is the type of a factor's column: that of all of its values.
func factorKind(p *sweep.Plan, i int) Kind {
	k := p.Factors[i].Kind()
	if p.Design == sweep.Table {
		values := make([]string, len(p.Rows))
		for r := range p.Rows {
			values[r] = p.Rows[r][i]
		}
		k = sweep.KindOf(values)
	}
	switch k {
	case sweep.KindNumber:
		return Double
	case sweep.KindBool:
		return Bool
	}
	return Text
}

// Columns of results.parquet: the point and its factors, then the figures of an
// arm, then the fault of a point whose scenario was refused.
func Columns(p *sweep.Plan) []Column {
	columns := append(pointColumns(p), figureColumns...)
	return append(columns, Column{columnFault, Text, true, "", "why the scenario was refused at this point; then there is nothing else"})
}

// historyFigure is a column of a history.
type historyFigure struct {
	Column
	of func(h *sweep.History) Value
}

func number(name, unit, meaning string, of func(*sweep.History) int32) historyFigure {
	return historyFigure{Column{name, Int, false, unit, meaning}, func(h *sweep.History) Value { return intValue(int64(of(h))) }}
}

// month counts from 1; what did not happen is null.
func month(name, meaning string, of func(*sweep.History) int32) historyFigure {
	return historyFigure{Column{name, Int, true, "month", meaning}, func(h *sweep.History) Value {
		if m := of(h); m != sim.Never {
			return intValue(int64(m) + 1)
		}
		return Value{}
	}}
}

// historyFigures are the codebook of a history; the arm stands in front of them.
var historyFigures = slices.Insert([]historyFigure{
	{Column{"replication", Int, false, "", "number of the history, from 0; the same number is the same luck in every arm and at every point"},
		func(h *sweep.History) Value { return intValue(int64(h.Replication)) }},
	{Column{"end", Text, false, "", "settlement, victory, divided or unsettled"}, func(h *sweep.History) Value { return textValue(sim.EndReasonNames[h.End]) }},
	{Column{"end_month", Int, true, "month", "month in which the war ended, 1 being the month of time zero; null if unsettled"}, endMonth},
	number("months_at_war", "months", "full months before the end, at most the horizon", func(h *sweep.History) int32 { return h.Month }),
	{Column{"winner", Int, true, "", "party that won, counted from 0 in the order of the scenario; null without a victory"}, func(h *sweep.History) Value {
		if h.End == sim.EndVictory {
			return intValue(int64(h.Winner))
		}
		return Value{}
	}},
	{Column{"kept", Bool, false, "", "a settlement was signed and held through the months of implementation"}, func(h *sweep.History) Value {
		return boolValue(h.End == sim.EndSettlement && h.Collapsed == sim.Never)
	}},
	{Column{"collapsed_after", Int, true, "months", "months that the settlement held; null if it was kept, or there was none"}, func(h *sweep.History) Value {
		if h.Collapsed == sim.Never {
			return Value{}
		}
		return intValue(int64(h.Collapsed))
	}},
	month("talks_month", "month in which talks first opened; null if never", func(h *sweep.History) int32 { return h.Opened }),
	number("meetings", "", "months with a meeting", func(h *sweep.History) int32 { return h.Meetings }),
	number("suspensions", "", "times that talks were suspended", func(h *sweep.History) int32 { return h.Suspensions }),
	number("frameworks", "", "frameworks signed", func(h *sweep.History) int32 { return h.Frameworks }),
	number("agreed_issues", "", "issues that stood agreed at the end", func(h *sweep.History) int32 { return h.Protocols }),
	number("broken_issues", "", "agreements on an issue that fell apart", func(h *sweep.History) int32 { return h.BrokenIssues }),
	month("ceasefire_month", "month of the first ceasefire; null if none", func(h *sweep.History) int32 { return h.FirstTruce }),
	number("ceasefires", "", "ceasefires signed", func(h *sweep.History) int32 { return h.Truces }),
	number("extensions", "", "ceasefires prolonged", func(h *sweep.History) int32 { return h.Extensions }),
	number("lapses", "", "ceasefires that ran out", func(h *sweep.History) int32 { return h.Lapses }),
	number("breakdowns", "", "ceasefires that a violation ended", func(h *sweep.History) int32 { return h.Breakdowns }),
	number("ceasefire_months", "months", "months under a ceasefire", func(h *sweep.History) int32 { return h.TruceMonths }),
	number("violations", "", "violations of ceasefires", func(h *sweep.History) int32 { return h.Violations }),
	number("battles", "", "battles fought", func(h *sweep.History) int32 { return h.Battles }),
	number("acts", "", "acts of third parties until the war ended", func(h *sweep.History) int32 { return h.Acts }),
	number("coordinated", "", "acts of third parties that a plan changed", func(h *sweep.History) int32 { return h.Coordinated }),
}, 1, switchFigures()...)

// switchFigures are the levels of the switches of structure.
func switchFigures() (list []historyFigure) {
	for i := range sim.NumSwitches {
		p := &sim.ParameterTable[sim.FirstSwitch+i]
		list = append(list, historyFigure{Column{p.ID, Text, false, "", "level that the history met: " + p.Meaning},
			func(h *sweep.History) Value { return textValue(p.Levels[h.Structure[i]].ID) }})
	}
	return list
}

func endMonth(h *sweep.History) Value {
	if h.End == sim.EndUnsettled {
		return Value{}
	}
	return intValue(int64(h.Month) + 1)
}

// drawnSuffix tells the level that a history met from the factor of the same name.
const drawnSuffix = ".drawn"

// HistoryColumns of histories.parquet.
func HistoryColumns(p *sweep.Plan) []Column {
	columns := append(pointColumns(p), Column{columnArm, Text, false, "", "name of the arm"})
	for i := range historyFigures {
		c := historyFigures[i].Column
		if slices.ContainsFunc(p.Factors, func(f sweep.Factor) bool { return f.Path == c.Name }) {
			c.Name += drawnSuffix
		}
		columns = append(columns, c)
	}
	return columns
}

// lead fills the columns of pointColumns.
func lead(row Row, p *sweep.Plan, columns []Column, at sweep.Point) error {
	row[0] = intValue(int64(at.Index))
	for i, text := range at.Values {
		v, err := parseValue(columns[1+i].Kind, text)
		if err != nil {
			return fmt.Errorf("point %d: %s: %w", at.Index, p.Factors[i].Path, err)
		}
		row[1+i] = v
	}
	return nil
}
