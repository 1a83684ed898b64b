package observe

import (
	"math"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
)

// Never marks a month that did not come within the window.
const Never = sim.Never

// Chronicle is what a record knows of a war. Months count from 0, the month of
// time zero, and what lies beyond the window is not in it.
type Chronicle struct {
	// Months of the window.
	Months int
	// Ended is the month in which the war ended, Months if it went on; Settled
	// is the month of a settlement, or Never.
	Ended, Settled int
	// Kept says whether the settlement held for five years; unknown where there is none.
	Kept record.Answer
	// Meetings are months in which the sides met, in order of time.
	Meetings []Meeting
	// Framework is the month in which one was first signed, or Never.
	Framework int
	// Protocols is the month in which each issue was last agreed, or Never, and
	// Positions where; NaN where that is not known.
	Protocols []int
	Positions []float64
	// Terms are the months in which a ceasefire was signed or prolonged.
	Terms []Term
	// Carried are the signatures of Terms that came about without a meeting; a record
	// does not say who carried messages.
	Carried []Carried
	// Ordinals of violence by month, 0 to 4; unknown is -1.
	Ordinals []int8
	// Years is how violent each calendar year that lies in the window was, in any
	// unit; unknown is -1.
	Years []float64
	// Seen are the third parties seen in each role, by period.
	Seen [][sim.NumRoles]sim.MediatorSet
}

// Meeting is a month in which the sides met: the highest level and the best
// result of its meetings.
type Meeting struct {
	Month  int
	Level  sim.Level
	Result record.Result
}

// Term is a ceasefire that was agreed.
type Term struct {
	// Signed is the month of signature, Last the last month of the term; Months
	// or later where it had no end.
	Signed, Last int
	// Length agreed, in months; 0 where it had no end.
	Length float64
	// Broken is the month in which fighting broke it, or Never; before Signed if
	// it was broken before one looked.
	Broken int
}

// Carried is a month in which a ceasefire was signed or prolonged without a meeting,
// and the third parties that carried messages in it.
type Carried struct {
	Month int
	By    sim.MediatorSet
}

// meet adds a meeting; months with several are one.
func (c *Chronicle) meet(m Meeting) {
	if n := len(c.Meetings); n > 0 && c.Meetings[n-1].Month == m.Month {
		last := &c.Meetings[n-1]
		last.Level, last.Result = max(last.Level, m.Level), max(last.Result, m.Result)
		return
	}
	c.Meetings = append(c.Meetings, m)
}

// sign adds a term; the last one signed in a month stands for it.
func (c *Chronicle) sign(t Term) {
	if n := len(c.Terms); n > 0 && c.Terms[n-1].Signed == t.Signed {
		c.Terms[n-1] = t
		return
	}
	c.Terms = append(c.Terms, t)
}

// breakdown in a month breaks the term that was signed last, if it still ran.
func (c *Chronicle) breakdown(month int) {
	if n := len(c.Terms); n > 0 && c.Terms[n-1].Broken == Never && month <= c.Terms[n-1].Last {
		c.Terms[n-1].Broken = month
	}
}

// cut leaves what a look from a month on sees.
func (c *Chronicle) cut(first int) {
	if first == 0 {
		return
	}
	c.Meetings = slices.DeleteFunc(c.Meetings, func(m Meeting) bool { return m.Month < first })
	c.Carried = slices.DeleteFunc(c.Carried, func(m Carried) bool { return m.Month < first })
	earlier := 0
	for earlier < len(c.Terms) && c.Terms[earlier].Signed < first {
		earlier++
	}
	if earlier > 0 && c.Terms[earlier-1].Last >= first { // of several, the last signed runs
		earlier--
		c.Terms[earlier].Signed = first
	}
	c.Terms = slices.Delete(c.Terms, 0, earlier)
	for k, month := range c.Protocols {
		if month != Never {
			c.Protocols[k] = max(month, first)
		}
	}
	if c.Framework != Never {
		c.Framework = max(c.Framework, first)
	}
}

// clear forgets a history and keeps the buffers.
func (c *Chronicle) clear() {
	c.Ended, c.Settled, c.Framework = c.Months, Never, Never
	c.Kept = record.AnswerUnknown
	c.Meetings, c.Terms, c.Carried = c.Meetings[:0], c.Terms[:0], c.Carried[:0]
	for k := range c.Protocols {
		c.Protocols[k], c.Positions[k] = Never, math.NaN()
	}
	clear(c.Ordinals)
	clear(c.Years)
	clear(c.Seen)
}

func newChronicle(months, issues, years, periods int) Chronicle {
	c := Chronicle{
		Months: months, Protocols: make([]int, issues), Positions: make([]float64, issues),
		Ordinals: make([]int8, months), Years: make([]float64, years), Seen: make([][sim.NumRoles]sim.MediatorSet, periods),
	}
	c.clear()
	return c
}

// readRecord fills the chronicle of the record. What happened in a month is dated
// by the day on which it ended or was signed.
func (o *Observer) readRecord() {
	c, r := &o.recorded, o.coded
	for i := range r.Rounds {
		x := &r.Rounds[i]
		if month, ok := o.monthOf(x.End.Month); ok && x.Kind.Meets() {
			c.meet(Meeting{month, x.Level, x.Result})
		}
	}
	o.readDocuments(c, r)
	o.readCeasefires(c, r)
	o.readViolence(c, r)
	for i := range r.Roles {
		e := &r.Roles[i]
		for p := range o.periods {
			if o.entryIn(e, p) {
				c.Seen[p][e.Role].Add(o.mediator(e.Mediator))
			}
		}
	}
}

// monthOf the war, and whether it lies in the window.
func (o *Observer) monthOf(m sim.Month) (month int, in bool) {
	month = int(m - o.config.Start)
	return month, month >= 0 && month < o.recorded.Months
}

func (o *Observer) readDocuments(c *Chronicle, r *record.Record) {
	for i := range r.Documents {
		d := &r.Documents[i]
		month, ok := o.monthOf(d.Date.Month)
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

// readCeasefires goes through signatures and breakdowns by day, since a month
// may have both.
func (o *Observer) readCeasefires(c *Chronicle, r *record.Record) {
	rows := slices.Clone(r.Ceasefires)
	slices.SortStableFunc(rows, func(a, b record.Ceasefire) int { return dayOf(&a).Compare(dayOf(&b)) })
	for _, x := range rows {
		month, ok := o.monthOf(dayOf(&x).Month)
		switch {
		case !ok:
		case x.Kind == record.CeasefireBreakdown:
			if n := len(c.Terms); n == 0 || month > c.Terms[n-1].Last {
				o.stray = append(o.stray, x.Line)
			}
			c.breakdown(month)
		case x.Kind.Signed():
			t := Term{Signed: month, Last: c.Months, Broken: Never}
			if !x.End.IsZero() {
				t.Last, _ = o.monthOf(x.End.Month)
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

func (o *Observer) readViolence(c *Chronicle, r *record.Record) {
	for m := range c.Ordinals {
		c.Ordinals[m] = -1
	}
	for i := range c.Years {
		c.Years[i] = -1
	}
	for i := range r.Violence {
		if m, in := o.monthOf(r.Violence[i].Month); in {
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

// announced is how far the sides must move, summed over parties and issues, for
// a record to say that something was conceded; modelling choice.
const announced = 0.1

// weights of the ordinals in a year's violence, as the coder of the record set
// them: incidents 1, peak 15.
var weights = [5]float64{0, 1, 2.5, 6, 15}

// see adds a month of a history to the chronicle.
func (o *Observer) see(s *sim.Seen) {
	c := &o.played
	if s.Implementing || s.Round >= c.Months {
		return
	}
	if p := o.periodOf[s.Round]; p >= 0 {
		for i := range s.Acts {
			if a := &s.Acts[i]; a.Effort > 0 {
				c.Seen[p][a.Role].Add(a.Mediator)
			}
		}
	}
	signed, essential := o.seeProtocols(s)
	if s.Met {
		c.meet(Meeting{s.Round, s.Level, resultOf(s, signed, essential)})
	}
	if s.Framework && c.Framework == Never {
		c.Framework = s.Round
	}
	switch {
	case s.TruceSigned:
		c.sign(Term{s.Round, s.Round + s.Term - 1, float64(s.Term), Never})
	case s.TruceProlonged:
		c.sign(Term{s.Round, s.Round + s.Term, float64(s.Term), Never})
	}
	if (s.TruceSigned || s.TruceProlonged) && !s.Met {
		carried := Carried{Month: s.Round}
		for i := range s.Acts {
			if a := &s.Acts[i]; a.Role == sim.Messenger && a.Effort > 0 {
				carried.By.Add(a.Mediator)
			}
		}
		c.Carried = append(c.Carried, carried)
	}
	if s.TruceBroken {
		c.breakdown(s.Round)
	}
	c.Ordinals[s.Round] = min(int8(s.Intensity+0.5), 4)
	if y := o.yearOf[s.Round]; y >= 0 {
		c.Years[y] += weights[c.Ordinals[s.Round]]
	}
	if s.End != sim.EndUnsettled {
		c.Ended = s.Round
	}
	if s.End == sim.EndSettlement {
		c.Settled = s.Round
	}
}

const keptName = "settlement.kept"

// peace is how many months a settlement must hold to be kept.
const peace = 60

// seePeace notes whether a settlement of the window was kept, if it was followed for
// as long.
func (o *Observer) seePeace(out *sim.Outcome) {
	switch c := &o.played; {
	case c.Settled == Never:
	case out.Collapsed != sim.Never && out.Collapsed <= peace:
		c.Kept = record.AnswerNo
	case o.config.Implementation >= peace:
		c.Kept = record.AnswerYes
	}
}

// seeProtocols notes which issues stand agreed; signed says whether one was agreed this
// month, essential whether it was one without which there is no peace.
func (o *Observer) seeProtocols(s *sim.Seen) (signed, essential bool) {
	c := &o.played
	for k, month := range s.Protocols {
		if c.Protocols[k], c.Positions[k] = month, s.Agreed[k]; month == Never {
			c.Positions[k] = math.NaN()
		}
		signed = signed || month == s.Round
		essential = essential || month == s.Round && o.config.Issues[k].Essential
	}
	return signed, essential
}

// resultOf a meeting. Its main purpose is met when an issue is settled without
// which there is no peace, a new ceasefire comes about, or the war ends.
func resultOf(s *sim.Seen, signed, essential bool) record.Result {
	switch {
	case essential, s.TruceSigned, s.End == sim.EndSettlement:
		return record.ResultAgreement
	case signed, s.TruceProlonged, s.Framework, s.Yielded >= announced:
		return record.ResultPartial
	}
	return record.ResultNone
}
