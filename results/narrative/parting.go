package narrative

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// Parting is where two histories part. Months count from 1; 0 is never.
type Parting struct {
	Month     int          `json:"month,omitempty" unit:"month" doc:"first month in which acts of third parties differ; left out if they never do"`
	Act       string       `json:"act" doc:"the acts in which they part, in a sentence"`
	TurnMonth int          `json:"turn_month,omitempty" unit:"month" doc:"first month in which anything else that happens differs: meetings, battles, agreements, ceasefires, the end; left out if nothing does"`
	Turn      string       `json:"turn" doc:"that difference, in a sentence"`
	Before    string       `json:"before" doc:"milestones that both had passed by then, in a sentence"`
	After     []SideBySide `json:"after" doc:"months from then on in which milestones differ"`
}

// SideBySide is what two histories came to in a month; "" is none of it.
type SideBySide struct {
	Month  int    `json:"month" unit:"month" doc:"the month"`
	Date   string `json:"date" doc:"the calendar month, YYYY-MM"`
	First  string `json:"first" doc:"what the first history came to; empty for nothing"`
	Second string `json:"second" doc:"what the second came to"`
	// Ends says that one of them ended.
	Ends bool `json:"-"`
}

// Part compares two histories of a war: two arms of one replication, which have their luck
// in common, or two replications of one arm.
func Part(a, b *History) *Parting {
	p := &Parting{}
	var tellers [2]*teller
	var months [2][][]sim.Event
	for i, h := range [...]*History{a, b} {
		tellers[i], months[i] = &teller{view: view{h}}, byRound(h.Events)
	}
	labels := [...]string{a.label(b), b.label(a)}
	var common []string
	for round := range max(len(months[0]), len(months[1])) {
		var month [2][]sim.Event
		for i := range months {
			if round < len(months[i]) {
				month[i] = months[i][round]
			}
		}
		date := words.Month(a.Config.Start + sim.Month(round))
		if p.Month == 0 {
			if how := parted(tellers, labels, month); how != "" {
				p.Month, p.Act = round+1, fmt.Sprintf("In %s (month %d) the two histories part: %s.", date, round+1, how)
			}
		}
		turn := compare(tellers[0], month, isTurn)
		if p.TurnMonth == 0 && turn != [2]string{} {
			p.TurnMonth = round + 1
			p.Turn = fmt.Sprintf("The first visible difference in what happens is in %s (month %d): %s, %s; %s, %s.", date, round+1, labels[0],
				cmp.Or(turn[0], nothing), labels[1], cmp.Or(turn[1], nothing))
		}
		stones := compare(tellers[0], month, isMilestone)
		switch {
		case stones != [2]string{}:
			ends := slices.ContainsFunc(month[:], func(events []sim.Event) bool { return has(events, endings...) })
			p.After = append(p.After, SideBySide{round + 1, (a.Config.Start + sim.Month(round)).String(), stones[0], stones[1], ends})
		case p.TurnMonth == 0:
			if same := tellers[0].turns(month[0], isMilestone); len(same) > 0 {
				common = append(common, fmt.Sprintf("%s (%s)", inWords(same), date))
			}
		}
	}
	p.Before = "Until then nothing begins, is signed or ends, in either."
	if len(common) > 0 {
		p.Before = "Until then, in both: " + strings.Join(common, "; ") + "."
	}
	return p
}

// nothing of the kind that is told.
const nothing = "nothing of the kind"

// label tells a history from another.
func (h *History) label(other *History) string {
	if h.Replication != other.Replication {
		return fmt.Sprintf("in history %d", h.Replication)
	}
	return "under " + h.Arm.Regime.String()
}

// Label of a history beside another, as the head of a column.
func (h *History) Label(other *History) string {
	_, label, _ := strings.Cut(h.label(other), " ")
	return label
}

// isTurn picks what happens in talks and in the war.
func isTurn(k sim.EventKind) bool {
	return isMilestone(k) || k == sim.EventMeeting || k == sim.EventBattle || k == sim.EventViolation || k == sim.EventExtended
}

func isMilestone(k sim.EventKind) bool {
	return slices.Contains(endings, k) || slices.Contains([]sim.EventKind{sim.EventOpened, sim.EventReopened, sim.EventSuspended, sim.EventFramework,
		sim.EventProtocol, sim.EventIssueBroken, sim.EventTruce, sim.EventLapsed, sim.EventBreakdown}, k)
}

var endings = []sim.EventKind{sim.EventSigned, sim.EventVictory, sim.EventDivided, sim.EventUnsettled, sim.EventFrozen}

// turn is a clause, or an issue that was agreed.
type turn struct{ clause, agreed string }

// compare says, of each of two months, the turns of some kinds that the other has not.
func compare(t *teller, month [2][]sim.Event, of func(sim.EventKind) bool) (only [2]string) {
	first, second := t.turns(month[0], of), t.turns(month[1], of)
	return [2]string{inWords(without(first, second)), inWords(without(second, first))}
}

// turns of some kinds, in order; what happened twice stands twice.
func (t *teller) turns(events []sim.Event, of func(sim.EventKind) bool) (list []turn) {
	for i := range events {
		switch e := &events[i]; {
		case e.Kind == sim.EventProtocol && of(e.Kind):
			list = append(list, turn{agreed: t.issue(e.Issue)})
		case of(e.Kind):
			list = append(list, turn{clause: clause(sentences, "turn "+sim.EventKindNames[e.Kind], event{e, t, events})})
		}
	}
	return list
}

// inWords joins turns, the issues agreed in one clause.
func inWords(turns []turn) string {
	var clauses, agreed []string
	for _, x := range turns {
		if x.agreed != "" {
			agreed = append(agreed, x.agreed)
		}
	}
	for _, x := range turns {
		switch {
		case x.agreed == "":
			clauses = append(clauses, x.clause)
		case x.agreed == agreed[0]:
			clauses = append(clauses, words.List(agreed)+words.One(len(agreed), " was agreed", " were agreed"))
		}
	}
	return words.List(clauses)
}

// without is what is in one list and not in the other, counted.
func without[T comparable](list, other []T) (left []T) {
	other = slices.Clone(other)
	for _, x := range list {
		if i := slices.Index(other, x); i >= 0 {
			other = slices.Delete(other, i, i+1)
			continue
		}
		left = append(left, x)
	}
	return left
}

// mostActs that a sentence names on a side.
const mostActs = 3

// parted says how the acts of a month differ, "" if they do not. What is done comes
// before how.
func parted(t [2]*teller, labels [2]string, month [2][]sim.Event) string {
	var done, how [2][]sim.Act
	for i := range month {
		done[i], how[i] = acts(month[i])
	}
	var did [2]string
	for i := range month {
		did[i] = t[i].did(month[i], without(done[i], done[1-i]))
	}
	if did != [2]string{} {
		return fmt.Sprintf("%s, %s; %s, %s", labels[0], cmp.Or(did[0], nothing), labels[1], cmp.Or(did[1], nothing))
	}
	first, second := without(how[0], how[1]), without(how[1], how[0])
	if len(first) == 0 || len(second) == 0 {
		return ""
	}
	a := first[0]
	at := slices.IndexFunc(second, func(b sim.Act) bool { return whatOf(a) == whatOf(b) })
	b, does := second[max(0, at)], ""
	switch {
	case a.Source != b.Source:
		does = fmt.Sprintf("judges by what %s sees %s, and by what %s sees", t[0].mediator(a.Source), labels[0], t[0].mediator(b.Source))
	case a.Text != b.Text:
		does = fmt.Sprintf("speaks from a text of %s %s, and of %s", t[0].mediator(a.Text), labels[0], t[0].mediator(b.Text))
	case a.Effort != b.Effort:
		does = fmt.Sprintf("has %.1f %% of its effort for an act %s, and %.1f %%", 100*a.Effort, labels[0], 100*b.Effort)
	default:
		does = fmt.Sprintf("favours another settlement %s than", labels[0])
	}
	return fmt.Sprintf("third parties do the same, but %s %s %s", t[0].mediator(a.Mediator), does, labels[1])
}

// whatOf an act is what it does: who, in which role, at whom and on what.
func whatOf(a sim.Act) sim.Act {
	return sim.Act{Mediator: a.Mediator, Role: a.Role, Party: a.Party, Issue: a.Issue}
}

// acts of a month: what they do, and how too, but for the marks of the record.
func acts(events []sim.Event) (what, how []sim.Act) {
	for i := range events {
		if a := events[i].Act; events[i].Kind == sim.EventAct {
			a.Planned, a.Delayed = false, false
			what, how = append(what, whatOf(a)), append(how, a)
		}
	}
	return what, how
}

// did tells some of a month's acts, and whether a plan made all of them.
func (t *teller) did(events []sim.Event, which []sim.Act) string {
	var told []sim.Event
	planned := true
	for _, e := range events {
		if e.Kind == sim.EventAct && slices.Contains(which, whatOf(e.Act)) && len(told) < mostActs {
			told, planned = append(told, e), planned && e.Act.Planned
		}
	}
	var clauses []string
	for r := range sim.NumRoles {
		if clause := t.clause(told, r); clause != "" {
			clauses = append(clauses, clause)
		}
	}
	said := words.List(clauses)
	if more := len(which) - len(told); more > 0 && said != "" {
		said += fmt.Sprintf(" (and %s)", words.Count(more, "act more", "acts more"))
	} else if planned && said != "" {
		said += ", by the lead's plan"
	}
	return said
}

// Ending says in sentences how a history ended, and what led there.
func Ending(h *History) string {
	return clause(chronicleTemplate, "ending", view{h})
}
