package observe

import (
	"slices"

	"parley/scenarios/record"
	"parley/sim"
)

// recorded fills a chronicle from the record. What happened in a month is dated
// by the day on which it ended or was signed.
func recorded(c *Chronicle, o *Observer, r *record.Record) {
	c.clear()
	in := func(d record.Date) (month int, ok bool) {
		month = int(d.Month - o.config.Start)
		return month, month >= 0 && month < c.Months
	}
	for i := range r.Rounds {
		x := &r.Rounds[i]
		if month, ok := in(x.End); ok && x.Kind.Meets() {
			c.meet(Meeting{month, x.Level, x.Result})
		}
	}
	recordDocuments(c, r, in)
	recordCeasefires(c, r, in)
	recordViolence(c, o, r)
	for i := range r.Roles {
		e := &r.Roles[i]
		for p := range o.periods {
			if o.entryIn(e, p) {
				c.Seen[p][e.Role].Add(o.mediator(e.Mediator))
			}
		}
	}
}

func recordDocuments(c *Chronicle, r *record.Record, in func(record.Date) (int, bool)) {
	for i := range r.Documents {
		d := &r.Documents[i]
		month, ok := in(d.Date)
		switch {
		case !ok:
		case d.Kind == record.DocSettlement:
			c.Settled, c.Ended, c.Kept = month, month, d.Kept
		case d.Kind == record.DocFramework && c.Framework == Never:
			c.Framework = month
		case d.Kind == record.DocProtocol && d.Issue != sim.NoIssue:
			c.Protocols[d.Issue] = month
		}
	}
	for i := range r.Positions {
		p := &r.Positions[i]
		if p.Issue != sim.NoIssue && c.Protocols[p.Issue] != Never {
			c.Positions[p.Issue] = p.Position
		}
	}
}

// recordCeasefires goes through signatures and breakdowns by day, since a month
// may have both.
func recordCeasefires(c *Chronicle, r *record.Record, in func(record.Date) (int, bool)) {
	rows := slices.Clone(r.Ceasefires)
	slices.SortStableFunc(rows, func(a, b record.Ceasefire) int { return dayOf(&a).Compare(dayOf(&b)) })
	for _, x := range rows {
		month, ok := in(dayOf(&x))
		switch {
		case !ok:
		case x.Kind == record.CeasefireBreakdown:
			c.breakdown(month)
		case x.Kind.Signed():
			t := Term{Signed: month, Last: c.Months, Broken: Never}
			if !x.End.IsZero() {
				t.Last, _ = in(x.End)
				t.Length = float64(x.End.Month-x.Start.Month) + float64(x.End.Day-x.Start.Day)/daysAMonth
			}
			c.sign(t)
		}
	}
}

// dayOf a row: its signature, or its beginning.
func dayOf(x *record.Ceasefire) record.Date {
	if x.Kind.Signed() {
		return x.Agreed
	}
	return x.Start
}

const daysAMonth = 30.4375

func recordViolence(c *Chronicle, o *Observer, r *record.Record) {
	for m := range c.Ordinals {
		c.Ordinals[m] = -1
	}
	for i := range c.Years {
		c.Years[i] = -1
	}
	for i := range r.Violence {
		if m := int(r.Violence[i].Month - o.config.Start); m >= 0 && m < c.Months {
			c.Ordinals[m] = int8(r.Violence[i].Ordinal)
		}
	}
	for i := range r.Deaths {
		for y, p := range o.years {
			if int(o.config.Start+sim.Month(p.First))/12 == r.Deaths[i].Year {
				c.Years[y] = float64(r.Deaths[i].Best)
			}
		}
	}
}

// entryIn says whether an entry counts in a period: entries of Table 2 in their
// own column, all others wherever they overlap a later period; none about who is absent.
func (o *Observer) entryIn(e *record.RoleEntry, period int) bool {
	if o.mediator(e.Mediator) < 0 {
		return false
	}
	p := o.periods[period]
	first, last := int(e.Start-o.config.Start), int(e.End-o.config.Start)
	if p.Table2 {
		return e.Basis == record.BasisTable2 && first == p.First && last == p.Last
	}
	return first <= p.Last && last >= p.First
}
