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
		return words.List(names) + " called the sides to rival venues"
	}
	doing := words.List(names) + " " + sim.Roles[role].Doing
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

// Venue in a word, of a chance in [0,1] that the sides choose the same place.
func (e event) Venue() string { return venueWord(e.Second) }

func venueWord(x float64) string {
	switch {
	case x < 0.3:
		return "weak"
	case x < 0.6:
		return "fair"
	}
	return "good"
}

// LittleCohesion is named as an obstacle where the product over the sides is below a
// quarter.
func (e event) LittleCohesion() bool { return e.Kind == sim.EventConveningFailed && e.Third < 0.25 }

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
			return fmt.Sprintf("%.0f %% of the way from %s to %s", 100*share, t.Party(first), t.Party(second))
		}
	}
	return fmt.Sprintf("at %.2f between 0 and 1", x)
}
