package narrative

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// list joins names; those with "and" in them are set off by a comma.
func list(names []string) string {
	last := len(names) - 1
	if last > 0 && slices.ContainsFunc(names, func(s string) bool { return strings.Contains(s, " and ") && !strings.Contains(s, `"`) }) {
		return strings.Join(names[:last], ", ") + ", and " + names[last]
	}
	return words.List(names)
}

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
	planned := ""
	if at := slices.IndexFunc(events, func(e sim.Event) bool { return e.Kind == sim.EventPlan && e.Value > 0 }); at >= 0 {
		planned = sentence("plan", event{&events[at], t, events}) // who coordinated
	}
	return []string{planned, words.Capital(strings.Join(clauses, "; ")) + "."}
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
		return list(names) + " called the sides to rival venues"
	}
	doing := list(names) + " " + sim.Roles[role].Doing
	if role == sim.Envisioner {
		issues := those(events, role, len(t.Config.Issues), t.issue, func(a *sim.Act, k int) bool { return a.Issue == k })
		if len(issues) > 0 {
			doing += " on " + words.List(issues)
		}
	}
	return doing
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
		pairs = words.Grouped(pairs, t.targets(events, role, func(by int) bool { return by == m }), t.mediator(m))
	}
	var parts []string
	for i, p := range pairs {
		did := doing
		if i > 0 {
			did = cmp.Or(sim.Roles[role].Again, doing)
		}
		parts = append(parts, strings.Join(strings.Fields(list(p.Items)+" "+did+" "+p.Key), " "))
	}
	return list(parts)
}

// targets of some third parties in a role.
func (t *teller) targets(events []sim.Event, role sim.Role, of func(mediator int) bool) string {
	on := those(events, role, len(t.Config.Parties), t.Party, func(a *sim.Act, p int) bool {
		return of(a.Mediator) && (a.Party == p || a.Party == sim.Everyone)
	})
	if len(on) == len(t.Config.Parties) {
		return words.One(len(on)-1, "both sides", "all sides")
	}
	return words.List(on)
}

// busy tells what third parties did most, in three roles, and names up to three of those
// who did it.
func (t *teller) busy(events []sim.Event) string {
	var counts [sim.NumRoles]int
	for i := range events {
		if events[i].Kind == sim.EventAct {
			counts[events[i].Act.Role]++
		}
	}
	var did []string
	for len(did) < 3 && slices.Max(counts[:]) > 0 {
		r := sim.Role(slices.Index(counts[:], slices.Max(counts[:])))
		counts[r] = 0
		names, doing := t.actors(events, r), sim.Roles[r].Doing
		if sim.Roles[r].Targeted {
			doing += " " + t.targets(events, r, func(int) bool { return true })
		}
		if more := len(names) - 3; more > 0 {
			names = append(names[:3], fmt.Sprintf("%d more", more))
		}
		did = append(did, doing+" ("+list(names)+")")
	}
	return sentence("busy", map[string]any{"Did": words.List(did), "More": slices.Max(counts[:]) > 0})
}

// event is what a sentence sees of one: names in place of indices, and the month's other
// events where they belong to it.
type event struct {
	*sim.Event
	t     *teller
	month []sim.Event
}

// Whole is the value as a whole number.
func (e event) Whole() int { return int(e.Value) }

func (e event) Party() string    { return e.t.Party(e.Event.Party) }
func (e event) Mediator() string { return e.t.mediator(e.Event.Mediator) }
func (e event) Issue() string    { return e.t.issue(e.Event.Issue) }
func (e event) Other() string    { return e.t.issue(e.Event.Other) }

// Faction is "" if it was not one.
func (e event) Faction() string {
	if e.Event.Faction < 0 {
		return ""
	}
	f := &e.t.Config.Parties[e.Event.Party].Factions[e.Event.Faction]
	return strings.TrimPrefix(words.Called(f.Name, f.ID, sim.Grammar{}), "the ")
}

// Cluster of the issue.
func (e event) Cluster() string {
	if name := e.t.Config.Issues[e.Event.Issue].Cluster; name != "" {
		return `the "` + name + `" issues`
	}
	return e.Issue()
}

// Conveners and Messengers of the month.
func (e event) Conveners() []string  { return e.t.actors(e.month, sim.Convener) }
func (e event) Messengers() []string { return e.t.actors(e.month, sim.Messenger) }

// Met says whether the sides did in the month, Opening whether talks began or resumed.
func (e event) Met() bool     { return has(e.month, sim.EventMeeting) }
func (e event) Opening() bool { return has(e.month, sim.EventOpened, sim.EventReopened) }

// Truce says whether a ceasefire is in force.
func (e event) Truce() bool { return e.t.truce }

// Delegations of the month: low, high or top.
func (e event) Delegations() string {
	if i := slices.IndexFunc(e.month, func(x sim.Event) bool { return x.Kind == sim.EventMeeting }); i >= 0 {
		return sim.LevelNames[e.month[i].Level]
	}
	return sim.LevelNames[sim.LevelLow]
}

// Likely says that it was, and Again that a signature has failed before.
func (e event) Likely() bool { return e.Chance > 0.5 }
func (e event) Again() bool  { return e.t.refused }

// reason why something did not happen, and the number that shows it in brackets.
type reason struct{ Words, Number string }

// Why the sides did not meet: the least of the factors that make up the chance, unless that was
// better than even. As a factor attendance is the mean over the sides, of which the lowest is told.
func (e event) Why() reason {
	cohesion := 1.0 // is asked for once, to open talks
	if e.Kind == sim.EventConveningFailed {
		cohesion = e.Third
	}
	venue, why, shown := e.Second, "attendance, lowest with "+e.Party(), e.Value
	switch attendance := e.Chance / (venue * cohesion); {
	case e.Likely():
		return reason{Words: "it was bad luck"}
	case e.Value == 0: // only where fighting on is worth too much, in readiness theory
		return reason{e.Party() + " had no motive to end the war", " (attendance 0)"}
	case cohesion < min(attendance, venue):
		why, shown = "cohesion within the sides", cohesion
	case venue < attendance:
		why, shown = "the venue", venue
	}
	return reason{"the weakest factor was " + why, fmt.Sprintf(" (%.2f)", shown)}
}

// Tabled are the essential issues that had come up when the sides could sign, Later those
// that had not.
func (e event) Tabled() []string { return e.essential(func(from int) bool { return from <= e.Round }) }
func (e event) Later() []string  { return e.essential(func(from int) bool { return from > e.Round }) }

func (e event) essential(from func(round int) bool) (names []string) {
	for k := range e.t.Config.Issues {
		if issue := &e.t.Config.Issues[k]; issue.Essential && from(issue.From) {
			names = append(names, e.t.issue(k))
		}
	}
	return names
}

// place says where between the sides' opening positions an agreement lies.
func (t *teller) place(issue int, x float64) string {
	k := &t.Config.Issues[issue]
	first := slices.IndexFunc(t.Config.Parties, func(p sim.Party) bool { return p.Side > 0 })
	second := slices.IndexFunc(t.Config.Parties, func(p sim.Party) bool { return p.Side < 0 })
	if first >= 0 && second >= 0 {
		a, b := k.Position[first].Middle(), k.Position[second].Middle()
		if span := b - a; span > 0.05 || span < -0.05 {
			share := max(0, min(1, (x-a)/span))
			switch {
			case share < 0.005:
				return "on the terms of " + t.Party(first)
			case share > 0.995:
				return "on the terms of " + t.Party(second)
			}
			return fmt.Sprintf("%.0f %% of the way from %s to %s", 100*share, t.Party(first), t.Party(second))
		}
	}
	return fmt.Sprintf("at %.2f between 0 and 1", x)
}
