package narrative

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// those of n, by name, of which something is true in some act of a role.
func those(events []sim.Event, role sim.Role, n int, name func(i int) string, is func(a *sim.Act, i int) bool) (names []string) {
	for i := range n {
		if slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.EventAct && e.Act.Role == role && is(&e.Act, i) }) {
			names = append(names, name(i))
		}
	}
	return names
}

// actors lists who acted in a role, in the order of the scenario.
func (t *teller) actors(events []sim.Event, role sim.Role) []string {
	return those(events, role, len(t.Config.Mediators), t.mediator, func(a *sim.Act, m int) bool { return a.Mediator == m })
}

// acting tells a month's acts, role by role in one sentence.
func (t *teller) acting(events []sim.Event) []string {
	var clauses []string
	for r := range sim.NumRoles {
		if clause := t.clause(events, r); clause != "" {
			clauses = append(clauses, clause)
		}
	}
	if len(clauses) == 0 {
		return nil
	}
	return []string{t.planned(events), words.Capital(strings.Join(clauses, "; ")) + "."}
}

// planned says who coordinated.
func (t *teller) planned(events []sim.Event) string {
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventPlan && e.Value > 0 {
			return sentence("plan", event{e, t, events})
		}
	}
	return ""
}

func (t *teller) clause(events []sim.Event, role sim.Role) string {
	if role == sim.Inducer {
		return t.pressing(events)
	}
	if sim.Roles[role].Targeted {
		return t.targeted(events, role, sim.Roles[role].Doing)
	}
	names := t.actors(events, role)
	if len(names) == 0 {
		return ""
	}
	if role == sim.Convener && len(names) > 1 {
		return words.List(names) + " called the sides to rival venues"
	}
	return words.List(names) + " " + sim.Roles[role].Doing + t.about(events, role)
}

// about names the issue that all acts of a role were about.
func (t *teller) about(events []sim.Event, role sim.Role) string {
	if role != sim.Envisioner {
		return ""
	}
	issues := those(events, role, len(t.Config.Issues), t.issue, func(a *sim.Act, k int) bool { return a.Issue == k })
	if len(issues) == 0 {
		return ""
	}
	return " on " + words.List(issues)
}

// pressing keeps apart those who press for a settlement and those against one.
func (t *teller) pressing(events []sim.Event) string {
	var forward, against []sim.Event
	for _, e := range events {
		if e.Kind == sim.EventAct && e.Value < 0 {
			against = append(against, e)
		} else {
			forward = append(forward, e)
		}
	}
	clause := t.targeted(forward, sim.Inducer, sim.Roles[sim.Inducer].Doing)
	if back := t.targeted(against, sim.Inducer, "held back from a settlement"); back != "" {
		clause = strings.TrimPrefix(clause+"; "+back, "; ")
	}
	return clause
}

// targeted joins those who worked on the same parties: "Russia pressed the
// government and Iran the opposition".
func (t *teller) targeted(events []sim.Event, role sim.Role, doing string) string {
	var pairs []words.Group
	for m := range t.Config.Mediators {
		on := those(events, role, len(t.Config.Parties), t.Party, func(a *sim.Act, p int) bool {
			return a.Mediator == m && (a.Party == p || a.Party == sim.Everyone)
		})
		target := words.List(on)
		if len(on) == len(t.Config.Parties) {
			target = words.One(len(on)-1, "both sides", "all sides")
		}
		pairs = words.Grouped(pairs, target, t.mediator(m))
	}
	var parts []string
	for i, p := range pairs {
		did := doing
		if i > 0 {
			did = sim.Roles[role].Again
		}
		parts = append(parts, strings.Join(strings.Fields(words.List(p.Items)+" "+did+" "+p.Key), " "))
	}
	s := strings.Join(parts, ", ")
	if role == sim.Inducer && len(pairs) > 1 {
		s += ", in the same month"
	}
	return s
}

// busy names the three roles that third parties were most busy with, and up to
// three of those who were.
func (t *teller) busy(events []sim.Event) string {
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
	return sentence("busy", what)
}
