package narrative

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// quietMonths tells months together, from round first, in which nothing began,
// ended or was signed.
func (t *teller) quietMonths(first int, months [][]sim.Event) {
	last := first + len(months) - 1
	if first == last {
		t.page.heading(fmt.Sprintf("%s (month %d)", t.date(first), first+1))
	} else {
		t.page.heading(fmt.Sprintf("%s to %s (months %d to %d)", t.sameYear(first, last), t.date(last), first+1, last+1))
	}
	all := slices.Concat(months...)
	s := t.quietTalks(all, len(months))
	s = append(s, t.quietFighting(all)...)
	s = append(s, t.busy(all)...)
	t.say(s)
}

// sameYear leaves out a year that the last month names.
func (t *teller) sameYear(first, last int) string {
	a, b := int(t.c.Start)+first, int(t.c.Start)+last
	if a/12 == b/12 {
		return words.MonthNames[a%12]
	}
	return t.date(first)
}

// quietTalks says why there were none, or that they brought nothing.
func (t *teller) quietTalks(events []sim.Event, months int) []string {
	meetings := tally(events, sim.EventMeeting)
	if t.open {
		return t.quietTable(events, meetings, months)
	}
	state := ""
	if t.begun {
		state = "Talks stayed suspended. "
	}
	vain := tally(events, sim.EventConveningFailed)
	if vain == 0 {
		return []string{state + "Nobody called the sides to talks."}
	}
	often := fmt.Sprintf("in %d of %d months", vain, months)
	if vain == months {
		often = words.One(months, "this month", "every month")
	}
	return []string{fmt.Sprintf("%sThe sides were called to talks %s and did not come %s.", state, often,
		t.mostlyWeakest(events, sim.EventConveningFailed))}
}

func (t *teller) quietTable(events []sim.Event, meetings, months int) []string {
	if meetings == 0 {
		return []string{fmt.Sprintf("Talks stood open, but nobody met %s.", t.mostlyWeakest(events, sim.EventNoMeeting))}
	}
	met := fmt.Sprintf("The delegations met in %d of %d months", meetings, months)
	if meetings == months {
		met = "The delegations met " + words.One(months, "this month", "every month")
	}
	var moved []string
	for k := range t.c.Issues {
		if slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.EventConcession && e.Issue == k }) {
			moved = append(moved, t.issue(k))
		}
	}
	if len(moved) == 0 {
		return []string{met + ". Nobody gave way; nothing was signed."}
	}
	return []string{met + ", and came closer on " + words.List(moved) + ". Nothing was signed."}
}

// mostlyWeakest gives the best chance, and says who was least willing to come in most of the months.
func (t *teller) mostlyWeakest(events []sim.Event, kind sim.EventKind) string {
	counts := make([]int, len(t.c.Parties))
	var only *sim.Event
	best, venue := 0.0, 0.0
	for i := range events {
		e := &events[i]
		if e.Kind == kind {
			counts[e.Party]++
			best, venue, only = max(best, e.Chance), max(venue, e.Second), e
		}
	}
	if tally(events, kind) == 1 {
		return fmt.Sprintf("(a chance of %s): %s", words.Chance(best), t.weakest(only))
	}
	return fmt.Sprintf("(the best chance was %s): attendance was mostly lowest with %s, and the venue was %s at best",
		words.Chance(best), t.party(slices.Index(counts, slices.Max(counts))), venueWord(venue))
}

func (t *teller) quietFighting(events []sim.Event) []string {
	var s []string
	if t.truce {
		held := "The ceasefire held"
		if n := tally(events, sim.EventViolation); n > 0 {
			held = "The ceasefire was violated " + times(n)
		}
		if n := tally(events, sim.EventExtended); n > 0 {
			held += " and was prolonged " + times(n)
		}
		s = append(s, held+".")
	}
	if battles := t.battles(events); battles != nil {
		return append(s, battles...)
	}
	if t.truce {
		return s
	}
	return append(s, "The fighting brought nobody forward.")
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// busy names the three roles that third parties were most busy with, and up to
// three of those who were.
func (t *teller) busy(events []sim.Event) []string {
	var counts [sim.NumRoles]int
	for i := range events {
		if events[i].Kind == sim.EventAct {
			counts[events[i].Act.Role]++
		}
	}
	var what []string
	for range 3 {
		r := sim.Role(slices.Index(counts[:], slices.Max(counts[:])))
		if counts[r] == 0 {
			break
		}
		counts[r] = 0
		names := t.actors(events, r)
		if more := len(names) - 3; more > 0 {
			names = append(names[:3], fmt.Sprintf("%d more", more))
		}
		what = append(what, sim.Roles[r].Name+": "+words.List(names))
	}
	if len(what) == 0 {
		return []string{"No third party was active."}
	}
	return []string{"Third parties were busy as " + strings.Join(what, "; ") + "."}
}

// ending sums a history up.
func ending(p *page, h *History) {
	t := &teller{c: h.Config}
	o := h.Outcome
	switch o.End {
	case sim.EndSettlement:
		p.say("A settlement was signed in %s (month %d). %s", t.date(o.Month), o.Month+1, heldWords(h))
	case sim.EndVictory:
		p.say("%s won in %s (month %d), without a settlement.", words.Capital(t.party(o.Winner)), t.date(o.Month), o.Month+1)
	case sim.EndDivided:
		p.say("%s The war ended in %s (month %d), without a settlement.", dividedWords, t.date(o.Month), o.Month+1)
	default:
		p.say("The window closed in %s with the war unsettled after %s.", t.date(h.Config.Months-1),
			words.Count(h.Config.Months, "month", "months"))
	}
	if o.Opened == sim.Never {
		p.say("Talks never opened.")
	} else {
		p.say("Talks first opened in %s (month %d): %s, %s, %s.", t.date(o.Opened), o.Opened+1,
			words.Count(o.Meetings, "month with a meeting", "months with meetings"), words.Count(o.Suspensions, "suspension", "suspensions"),
			words.Count(o.Frameworks, "framework", "frameworks"))
	}
	if o.Truces == 0 {
		p.say("No ceasefire was signed; %s.", words.Count(o.Battles, "battle was fought", "battles were fought"))
	} else {
		p.say("%s, %s under one, %s; %s.", words.Capital(words.Count(o.Truces, "ceasefire was signed", "ceasefires were signed")),
			words.Count(o.TruceMonths, "month", "months"), words.Count(o.Violations, "violation", "violations"),
			words.Count(o.Battles, "battle was fought", "battles were fought"))
	}
	standing := 0
	for _, month := range o.Protocols {
		standing += stats.Bit(month != sim.Never)
	}
	p.say("Agreed in the end: %d of %s.", standing, words.Count(len(o.Protocols), "issue", "issues"))
}

func heldWords(h *History) string {
	o := h.Outcome
	switch {
	case h.Config.Implementation == 0:
		return "It was not followed after that."
	case o.Collapsed == sim.Never:
		return fmt.Sprintf("It held for the %s that were followed.", words.Count(h.Config.Implementation, "month", "months"))
	}
	return fmt.Sprintf("It collapsed after %s, in %s.", words.Count(o.Collapsed, "month", "months"),
		words.Month(h.Config.Start+sim.Month(o.Month+o.Collapsed)))
}
