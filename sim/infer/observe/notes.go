package observe

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
)

// Notes are sentences on what of the record is left out of the comparison in the
// window, on papers that are to be coded, on a settlement of no issue, and on months that it does not know.
func (o *Observer) Notes() []string {
	return slices.DeleteFunc([]string{o.leftOut, o.papers(), o.unsettledIssues(), o.unknownMonths()}, func(note string) bool { return note == "" })
}

// rowsLeftOut counts the rows of the window about what the war lacks.
func (o *Observer) rowsLeftOut(r *record.Record) string {
	rows, first, last := 0, o.config.Start, o.config.Start+sim.Month(o.recorded.Months-1)
	var about []string
	for _, x := range r.Absent {
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

// uncoded counts the papers of the window of which nobody has said what they settle.
func uncoded(start sim.Month, months int, r *record.Record) (n int) {
	for i := range r.Documents {
		if d := &r.Documents[i]; d.Kind == record.DocPaper && d.Date.Month >= start && d.Date.Month < start+sim.Month(months) {
			n++
		}
	}
	return n
}

// papers to be coded: until then an issue without a protocol may be settled.
func (o *Observer) papers() string {
	if o.uncoded == 0 {
		return ""
	}
	return fmt.Sprintf("Papers in protocols.csv that nobody has coded yet: %d; until then what is known by issue is missing.", o.uncoded)
}

// unsettledIssues of a war that is settled: the model has no such settlement.
func (o *Observer) unsettledIssues() string {
	c := &o.recorded
	if c.Settled == Never || o.uncoded > 0 || slices.ContainsFunc(c.Protocols, func(month int) bool { return month != Never }) {
		return ""
	}
	return "protocols.csv has a settlement and no issue that it or a paper before it settles, so none counts as agreed: want a row of kind protocol for each."
}

// unknownMonths are those without a row of violence in half-years that have other rows
// or lie between such.
func (o *Observer) unknownMonths() string {
	var missing, pending []string
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
	if len(missing) == 0 {
		return ""
	}
	return "violence.csv has no row for " + strings.Join(missing, ", ") + ": a half-year with such a month is missing; 0 stands for no organised fighting."
}
