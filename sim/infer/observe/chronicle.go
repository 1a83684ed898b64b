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
