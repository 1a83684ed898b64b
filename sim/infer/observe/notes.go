package observe

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
)

// Notes are sentences on what of the record is left out of the comparison in the
// window, on papers that are to be coded, on a settlement of no issue or before the window, and on
// months that it does not know.
func (o *Observer) Notes() (list []string) {
	say := func(applies bool, format string, args ...any) {
		if applies {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	c, unknown, leftOut := &o.recorded, o.unknownMonths(), o.rowsLeftOut()
	say(leftOut != "", "%s", leftOut)
	say(o.uncoded > 0, "Papers in protocols.csv that nobody has coded yet: %d; until then what is known by issue is missing.", o.uncoded)
	open := o.openIssues()
	say(c.Settled != Never && o.uncoded == 0 && open != nil,
		"protocols.csv has a settlement in %s and no row of kind protocol on %s from %s until then, so that what it settled of this counts as open: want a row for each issue that it settles.",
		o.config.Start+sim.Month(max(c.Settled, 0)), strings.Join(open, ", "), o.config.Start)
	for i := range o.coded.Documents {
		d := &o.coded.Documents[i]
		say(d.Kind == record.DocSettlement && d.Date.Month < o.config.Start,
			"protocols.csv has a settlement in %s, before the window begins in %s: the war counts as not settled.", d.Date.Month, o.config.Start)
	}
	say(len(unknown) > 0, "violence.csv has no row for %s: a half-year with such a month is missing; 0 stands for no organised fighting.", strings.Join(unknown, ", "))
	return list
}

// RowNotes are sentences on rows of the record, by file and line, that are in no summary,
// and on rounds that it lacks.
func (o *Observer) RowNotes() (list []string) {
	note := func(file, what string, lines []int) {
		if slices.Sort(lines); lines != nil {
			list = append(list, record.RowNote(file, lines, what))
		}
	}
	r, first, last := o.coded, o.config.Start, o.config.Start+sim.Month(o.recorded.Months-1)
	outside := fmt.Sprintf("outside the window, %s to %s, and in no summary", first, last)
	beyond := func(line int, from, to sim.Month) (int, bool) { return line, to < first || from > last }
	note("rounds.csv", outside, ofThose(r.Rounds, func(x *record.Round) (int, bool) { return beyond(x.Line, x.End.Month, x.End.Month) }))
	note("protocols.csv", outside, ofThose(r.Documents, func(x *record.Document) (int, bool) { return beyond(x.Line, x.Date.Month, x.Date.Month) }))
	note("ceasefires.csv", outside, ofThose(r.Ceasefires, func(x *record.Ceasefire) (int, bool) { return beyond(x.Line, dayOf(x).Month, dayOf(x).Month) }))
	note("violence.csv", outside, ofThose(r.Violence, func(x *record.MonthlyViolence) (int, bool) { return beyond(x.Line, x.Month, x.Month) }))
	note("violence_yearly.csv", outside, ofThose(r.Deaths, func(x *record.YearlyDeaths) (int, bool) {
		return beyond(x.Line, sim.NewMonth(x.Year, 1), sim.NewMonth(x.Year, 12))
	}))
	note("roles.csv", outside, ofThose(r.Roles, func(x *record.RoleEntry) (int, bool) { return beyond(x.Line, x.Start, x.End) }))
	_, next := ColumnsOf(r.Roles, first, o.recorded.Months)
	note("roles.csv", "another basis than table2, in the months of a table that is complete, and in no summary", ofThose(r.Roles, func(x *record.RoleEntry) (int, bool) {
		return x.Line, x.Basis != record.BasisTable2 && x.End >= first && int(x.End-first) < next
	}))
	note("ceasefires.csv", "a breakdown in no term of a ceasefire signed by then, and in no summary", o.stray)
	var rest []string
	for i := range Families {
		if f := &Families[i]; f.File == "rounds.csv" && f.Name != "talks.first" {
			rest = append(rest, f.Name)
		}
	}
	note("rounds.csv", "rounds are not coded, while "+strings.Join(rest, ", ")+" rest on every round: leave these out of the summaries to fit ([calibration] summaries, or --summaries)",
		ofThose(r.Rounds, func(x *record.Round) (int, bool) { return x.Line, x.Uncoded() }))
	return list
}

// openIssues at the settlement of the record, without which the model has none.
func (o *Observer) openIssues() (open []string) {
	c := &o.recorded
	for k, issue := range o.config.Issues {
		if month := c.Protocols[k]; issue.Essential && issue.From <= c.Settled && (month == Never || month > c.Settled) {
			open = append(open, issue.ID)
		}
	}
	return open
}

// rowsLeftOut counts the rows of the window about what the war lacks.
func (o *Observer) rowsLeftOut() string {
	rows, first, last := 0, o.config.Start, o.config.Start+sim.Month(o.recorded.Months-1)
	var about []string
	for _, x := range o.coded.Absent {
		if x.First > last || x.Last < first {
			continue
		}
		if rows++; !slices.Contains(about, x.About) {
			about = append(about, x.About)
		}
	}
	if rows == 0 {
		return ""
	}
	slices.Sort(about)
	words := "1 row of the record is"
	if rows > 1 {
		words = fmt.Sprintf("%d rows of the record are", rows)
	}
	return words + " left out, about " + strings.Join(about, ", ") + ": not in this war as it is set."
}

// unknownMonths are those without a row of violence in half-years that have other rows
// or lie between such.
func (o *Observer) unknownMonths() (missing []string) {
	var pending []string
	begun := false
	for _, p := range halfYears(o.config.Start, o.recorded.Months) {
		known := slices.ContainsFunc(o.recorded.Ordinals[p.First:p.Last+1], func(x int8) bool { return x >= 0 })
		begun = begun || known
		for m := p.First; m <= p.Last && begun; m++ {
			if o.recorded.Ordinals[m] < 0 {
				pending = append(pending, (o.config.Start + sim.Month(m)).String())
			}
		}
		if known {
			missing, pending = append(missing, pending...), nil
		}
	}
	return missing
}
