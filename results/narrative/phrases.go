package narrative

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// venueWord for a number in [0,1].
func venueWord(x float64) string {
	switch {
	case x < 0.3:
		return "weak"
	case x < 0.6:
		return "fair"
	}
	return "good"
}

func (t *teller) party(i int) string {
	return words.Called(t.c.Parties[i].Name, t.c.Parties[i].ID)
}

func (t *teller) mediator(i int) string {
	return words.Called(t.c.Mediators[i].Name, t.c.Mediators[i].ID)
}

func (t *teller) issue(i int) string {
	return `"` + words.Name(t.c.Issues[i].Name, t.c.Issues[i].ID) + `"`
}

func (t *teller) cluster(issue int) string {
	if name := t.c.Issues[issue].Cluster; name != "" {
		return `the "` + name + `" issues`
	}
	return t.issue(issue)
}

// place says where between the sides' opening positions an agreement lies.
func (t *teller) place(issue int, x float64) string {
	k := &t.c.Issues[issue]
	first, second := -1, -1
	for p := range t.c.Parties {
		switch {
		case t.c.Parties[p].Side > 0 && first < 0:
			first = p
		case t.c.Parties[p].Side < 0 && second < 0:
			second = p
		}
	}
	if first >= 0 && second >= 0 {
		a, b := middle(k.Position[first]), middle(k.Position[second])
		if span := b - a; span > 0.05 || span < -0.05 {
			share := max(0, min(1, (x-a)/span))
			return fmt.Sprintf("%.0f %% of the way from %s to %s", 100*share, t.party(first), t.party(second))
		}
	}
	return fmt.Sprintf("at %.2f between 0 and 1", x)
}

func middle(c sim.Coded) float64 { return (c.Low + c.High) / 2 }

// level of a month's delegations.
func level(events []sim.Event) string {
	for i := range events {
		if events[i].Kind == sim.EventMeeting {
			switch events[i].Level {
			case sim.LevelTop:
				return "with the leaders themselves"
			case sim.LevelHigh:
				return "with high delegations"
			}
		}
	}
	return "with low delegations"
}

// actors lists who acted in a role, in the order of the scenario.
func (t *teller) actors(events []sim.Event, role sim.Role) []string {
	acted := make([]bool, len(t.c.Mediators))
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventAct && e.Act.Role == role {
			acted[e.Act.Mediator] = true
		}
	}
	var names []string
	for m := range acted {
		if acted[m] {
			names = append(names, t.mediator(m))
		}
	}
	return names
}

// doing says what acting in a role is, after the names of those who do it.
var doing = [sim.NumRoles]string{
	sim.Explorer:    "sounded out the sides",
	sim.Convener:    "called the sides to talks",
	sim.Decoupler:   "worked to cut off support from abroad for",
	sim.Unifier:     "worked for one voice within",
	sim.Enskiller:   "trained the negotiators of",
	sim.Facilitator: "helped the talks along",
	sim.Envisioner:  "brought facts and ideas",
	sim.Enhancer:    "offered means to make a settlement worth more",
	sim.Legitimiser: "lent the talks their standing as observers",
	sim.Monitor:     "watched who kept to what",
	sim.Guarantor:   "offered to guarantee a settlement",
	sim.Enforcer:    "stood ready to enforce",
	sim.Reconciler:  "worked on reconciliation",
	sim.Inducer:     "pressed",
	sim.Messenger:   "carried messages",
	sim.Unofficial:  "brought people together unofficially",
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
	return []string{t.planned(events) + words.Capital(strings.Join(clauses, "; ")) + "."}
}

// planned says who coordinated.
func (t *teller) planned(events []sim.Event) string {
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventPlan && e.Value > 0 {
			return fmt.Sprintf("%s coordinated %s. ", words.Capital(t.mediator(e.Mediator)), words.Count(int(e.Value), "other third party", "other third parties"))
		}
	}
	return ""
}

func (t *teller) clause(events []sim.Event, role sim.Role) string {
	if role == sim.Inducer {
		return t.pressing(events)
	}
	if sim.Roles[role].Targeted {
		return t.targeted(events, role, doing[role])
	}
	names := t.actors(events, role)
	if len(names) == 0 {
		return ""
	}
	if role == sim.Convener && len(names) > 1 {
		return words.List(names) + " called the sides to rival venues"
	}
	return words.List(names) + " " + doing[role] + t.about(events, role)
}

// about names the issue that all acts of a role were about.
func (t *teller) about(events []sim.Event, role sim.Role) string {
	if role != sim.Envisioner {
		return ""
	}
	var issues []string
	for k := range t.c.Issues {
		for i := range events {
			if e := &events[i]; e.Kind == sim.EventAct && e.Act.Role == role && e.Act.Issue == k {
				issues = append(issues, t.issue(k))
				break
			}
		}
	}
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
	clause := t.targeted(forward, sim.Inducer, doing[sim.Inducer])
	if back := t.targeted(against, sim.Inducer, "held back from a settlement"); back != "" {
		clause = strings.TrimPrefix(clause+"; "+back, "; ")
	}
	return clause
}

// targeted joins those who worked on the same parties: "Russia pressed the
// government and Iran the opposition".
func (t *teller) targeted(events []sim.Event, role sim.Role, doing string) string {
	np := len(t.c.Parties)
	on := make([][]bool, len(t.c.Mediators))
	for i := range events {
		e := &events[i]
		if e.Kind != sim.EventAct || e.Act.Role != role {
			continue
		}
		m := e.Act.Mediator
		if on[m] == nil {
			on[m] = make([]bool, np)
		}
		for p := range np {
			on[m][p] = on[m][p] || e.Act.Party == p || e.Act.Party == sim.Everyone
		}
	}
	var targets []string
	actors := map[string][]string{}
	for m := range on {
		if on[m] == nil {
			continue
		}
		target := t.targets(on[m])
		if actors[target] == nil {
			targets = append(targets, target)
		}
		actors[target] = append(actors[target], t.mediator(m))
	}
	var parts []string
	for i, target := range targets {
		did := doing
		if i > 0 {
			did = again[role]
		}
		parts = append(parts, strings.Join(strings.Fields(words.List(actors[target])+" "+did+" "+target), " "))
	}
	s := strings.Join(parts, ", ")
	if role == sim.Inducer && len(targets) > 1 {
		s += ", in the same month"
	}
	return s
}

// again stands before a second target, where it needs a word.
var again = [sim.NumRoles]string{sim.Decoupler: "for", sim.Unifier: "within", sim.Enskiller: "those of"}

func (t *teller) targets(on []bool) string {
	var names []string
	for p := range on {
		if on[p] {
			names = append(names, t.party(p))
		}
	}
	if len(names) == len(on) {
		return words.One(len(names)-1, "both sides", "all sides")
	}
	return words.List(names)
}
