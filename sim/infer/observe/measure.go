package observe

import (
	"cmp"
	"math"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
)

// number is the value of a summary in one chronicle.
type number struct {
	value             float64
	missing, censored bool
}

var missing = number{missing: true}

func plain(x float64) number { return number{value: x} }

func count(n int) number { return plain(float64(n)) }

// ratio is missing where b is 0.
func ratio(a, b float64) number {
	if b == 0 {
		return missing
	}
	return plain(a / b)
}

// dated is a month, or the end of the window for one that did not come in it.
func (c *Chronicle) dated(month int) number {
	if month == Never {
		return number{value: float64(c.Months), censored: true}
	}
	return count(month)
}

// first month of what came in order of time.
func first[T any](list []T, month func(*T) int) int {
	if len(list) == 0 {
		return Never
	}
	return month(&list[0])
}

// last is the last month of the war within the window.
func (c *Chronicle) last() int { return min(c.Ended, c.Months-1) }

func (c *Chronicle) gap() number {
	if len(c.Meetings) == 0 {
		return missing
	}
	n := len(c.Meetings)
	longest := number{value: float64(c.last() - c.Meetings[n-1].Month), censored: c.Ended >= c.Months}
	for i := 1; i < n; i++ {
		if gap := float64(c.Meetings[i].Month - c.Meetings[i-1].Month); gap >= longest.value {
			longest = plain(gap)
		}
	}
	return longest
}

// share of the months with a meeting that are such.
func (c *Chronicle) share(such func(*Meeting) bool) number {
	n := 0
	for i := range c.Meetings {
		n += stats.Bit(such(&c.Meetings[i]))
	}
	return ratio(float64(n), float64(len(c.Meetings)))
}

// renewals are terms signed while another ran.
func (c *Chronicle) renewals() (n int) {
	for i := 1; i < len(c.Terms); i++ {
		n += stats.Bit(c.Terms[i].Signed <= c.Terms[i-1].Last)
	}
	return n
}

// lapses are terms that ran out: before a new one, or for good before the war
// or the window ended.
func (c *Chronicle) lapses() int {
	n := len(c.Terms)
	if n == 0 {
		return 0
	}
	return n - 1 - c.renewals() + stats.Bit(c.Terms[n-1].Last < c.Ended)
}

func (c *Chronicle) breakdowns() (n int) {
	for i := range c.Terms {
		n += stats.Bit(c.Terms[i].Broken >= c.Terms[i].Signed)
	}
	return n
}

func (c *Chronicle) meanTerm() number {
	sum, n := 0.0, 0.0
	for i := range c.Terms {
		if c.Terms[i].Length > 0 {
			sum += c.Terms[i].Length
			n++
		}
	}
	return ratio(sum, n)
}

// covered counts months under a term, those of them with no breakdown in them or
// since the last signature, and the longest run of these.
func (c *Chronicle) covered() (months, held, longest int) {
	run, next := 0, Never
	for i := range c.Terms {
		t := &c.Terms[i]
		first, end := t.Signed, min(t.Last, c.last())
		if i+1 < len(c.Terms) {
			end = min(end, c.Terms[i+1].Signed-1)
		}
		months += end - t.Signed + 1
		if t.Broken != Never {
			end = min(end, t.Broken-1)
		}
		if i > 0 && c.Terms[i-1].Broken == first {
			first++
		}
		if first != next {
			run = 0
		}
		n := max(0, end-first+1)
		run += n
		held += n
		longest = max(longest, run)
		next = end + 1
	}
	return months, held, longest
}

// settled counts the issues agreed of some, with the months in which the first and the last
// of them were; Never if none was.
func (c *Chronicle) settled(issues []int) (n, first, last int) {
	first, last = Never, Never
	for _, k := range issues {
		month := c.Protocols[k]
		if month == Never {
			continue
		}
		if n++; n == 1 {
			first = month
		}
		first, last = min(first, month), max(last, month)
	}
	return n, first, last
}

// earlier compares months, Never being later than any: 1, 0, or a half if equal.
func earlier(a, b int) float64 {
	switch {
	case a == b:
		return 0.5
	case b == Never, a != Never && a < b:
		return 1
	}
	return 0
}

// span is from the first of some issues agreed to the last.
func (c *Chronicle) span(issues []int) number {
	n, first, last := c.settled(issues)
	if n < 2 {
		return missing
	}
	return number{value: float64(last - first), censored: n < len(issues)}
}

// complete is the month in which the last of some issues was agreed.
func (c *Chronicle) complete(issues []int) number {
	n, _, last := c.settled(issues)
	if n < len(issues) {
		last = Never
	}
	return c.dated(last)
}

// tau is Kendall's tau-b of the months in which issues were agreed with x.
func (c *Chronicle) tau(x []float64) number {
	sum, byMonth, byX := 0.0, 0.0, 0.0
	for a := range x {
		for b := range a {
			month, difference := float64(2*earlier(c.Protocols[b], c.Protocols[a]))-1, float64(cmp.Compare(x[a], x[b]))
			sum += float64(month * difference)
			byMonth += math.Abs(month)
			byX += math.Abs(difference)
		}
	}
	return ratio(sum, math.Sqrt(byMonth*byX))
}

// kept is whether the settlement was.
func (c *Chronicle) kept() number {
	if c.Kept == record.AnswerUnknown {
		return missing
	}
	return count(stats.Bit(c.Kept == record.AnswerYes))
}

// order is the share of the pairs that stand in this order.
func (c *Chronicle) order(pairs [][2]int) number {
	sum := 0.0
	for _, p := range pairs {
		sum += earlier(c.Protocols[p[0]], c.Protocols[p[1]])
	}
	return ratio(sum, float64(len(pairs)))
}

func (c *Chronicle) position(issue int) number {
	if math.IsNaN(c.Positions[issue]) {
		return missing
	}
	return plain(c.Positions[issue])
}

// violence is the mean ordinal of a period of which every month is known.
func (c *Chronicle) violence(p Period) number {
	sum := 0
	for _, ordinal := range c.Ordinals[p.First : p.Last+1] {
		if ordinal < 0 {
			return missing
		}
		sum += int(ordinal)
	}
	return plain(float64(sum) / float64(p.Last-p.First+1))
}

// change of a year's violence against the first year.
func (c *Chronicle) change(year int) number {
	x, x0 := c.Years[year], c.Years[0]
	if x < 0 || x0 < 0 {
		return missing
	}
	return ratio(x-x0, x+x0)
}

// era is where the periods of Table 2 are among those of an observer, or the half-years
// after it.
type era struct {
	periods []Period
	at      []int
}

// mean number of something over the periods that began at war; in a war that goes on, all.
func (e *era) mean(c *Chronicle, number func(seen *[sim.NumRoles]sim.MediatorSet) int) number {
	n, inWar := 0, 0
	for _, p := range e.at {
		n += number(&c.Seen[p])
		inWar += stats.Bit(e.periods[p].First <= c.Ended)
	}
	return ratio(float64(n), float64(inWar))
}

// seen is the mean number of third parties by role.
func (e *era) seen(c *Chronicle) number {
	return e.mean(c, func(seen *[sim.NumRoles]sim.MediatorSet) (n int) {
		for r := range seen {
			n += seen[r].Len()
		}
		return n
	})
}

// with is the share of periods in which a third party was seen in a role.
func (e *era) with(c *Chronicle, mediator int, role sim.Role) number {
	return e.mean(c, func(seen *[sim.NumRoles]sim.MediatorSet) int { return stats.Bit(seen[role].Has(mediator)) })
}

// share of what is seen in whole, up to a month, that is in part too.
func (e *era) share(part, whole *Chronicle, until int) number {
	both, all := 0, 0
	for _, p := range e.at {
		if e.periods[p].First > until {
			continue
		}
		for r := range whole.Seen[p] {
			all += whole.Seen[p][r].Len()
			both += whole.Seen[p][r].And(part.Seen[p][r]).Len()
		}
	}
	return ratio(float64(both), float64(all))
}
