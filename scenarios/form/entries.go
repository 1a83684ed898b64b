package form

import (
	"slices"
	"strings"

	"parley/scenarios/syntax"
	"parley/sim"
)

// Positions of entries by id, in the order of the document; -1 if unknown.

func (d *Document) PartyAt(id string) int    { return Find(d.Party, id) }
func (d *Document) IssueAt(id string) int    { return Find(d.Issue, id) }
func (d *Document) MediatorAt(id string) int { return Find(d.Mediator, id) }

// Find looks for an entry; E is one of the structs with an item.
func Find[E any, P interface {
	*E
	entry
}](list []E, id string) int {
	for i := range list {
		if P(&list[i]).head().ID == id {
			return i
		}
	}
	return -1
}

// IDs lists the ids of entries in the order of the document.
func IDs[E any, P interface {
	*E
	entry
}](list []E) []string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = P(&list[i]).head().ID
	}
	return names
}

// Remove takes out the entry with a path, and what refers to it.
func (d *Document) Remove(path, why string) {
	kind, id, _ := strings.Cut(path, ".")
	switch kind {
	case "party":
		for i := range d.Party {
			d.Party[i].Faction = slices.DeleteFunc(d.Party[i].Faction, func(f faction) bool { return f.Path == path })
		}
	case "issue":
		d.removeIssue(id)
	case "mediator":
		d.RemoveMediator(id, why)
	case "link":
		for i := range d.Link {
			d.Link[i].To = slices.DeleteFunc(d.Link[i].To, func(c CodedOf) bool { return c.Path == path })
		}
	case "shock":
		d.Shock = slices.DeleteFunc(d.Shock, func(s Shock) bool { return s.ID == id })
	case "act":
		d.Act = slices.DeleteFunc(d.Act, func(a Act) bool { return a.ID == id })
	}
}

// removeIssue leaves acts about the issue in place: they are then about none.
func (d *Document) removeIssue(id string) {
	d.Issue = slices.DeleteFunc(d.Issue, func(k Issue) bool { return k.ID == id })
	for i := range d.Act {
		if a := &d.Act[i]; a.Issue.Set && a.Issue.V == id {
			a.Issue.Leaf = Leaf{Field: a.Issue.Field, Path: a.Issue.Path}
			a.Issue.V = ""
		}
	}
}

// RemoveMediator takes its links, acts and entries in shocks with it. If it was
// the lead, why it is gone is remembered for the check of the regime.
func (d *Document) RemoveMediator(id, why string) {
	d.Mediator = slices.DeleteFunc(d.Mediator, func(m Mediator) bool { return m.ID == id })
	d.Link = slices.DeleteFunc(d.Link, func(l linkFrom) bool { return l.ID == id })
	for i := range d.Link {
		d.Link[i].To = slices.DeleteFunc(d.Link[i].To, func(c CodedOf) bool { return c.ID == id })
	}
	for i := range d.Shock {
		d.Shock[i].Interest = slices.DeleteFunc(d.Shock[i].Interest, func(n NumberOf) bool { return n.ID == id })
	}
	d.Act = slices.DeleteFunc(d.Act, func(a Act) bool { return a.Mediator.V == id })
	if lead := &d.Coordination.Lead; lead.Set && lead.V == id {
		lead.Set, lead.Gone = false, why
	}
}

// PerParty returns a value for every party in order, the absent ones by default.
func (d *Document) PerParty(given []CodedOf, f *Field, path string, def func(i int) sim.Coded) []CodedOf {
	inOrder := len(given) == len(d.Party)
	for i := range given {
		inOrder = inOrder && given[i].ID == d.Party[i].ID
	}
	if inOrder {
		return given
	}
	all := make([]CodedOf, len(d.Party))
	for i := range d.Party {
		id := d.Party[i].ID
		if j := Find(given, id); j >= 0 {
			all[i] = given[j]
		} else {
			all[i] = NewCoded(f, path, id, def(i))
		}
	}
	return all
}

// NewCoded is an entry of a keyed table that was filled in.
func NewCoded(f *Field, path, id string, v sim.Coded) CodedOf {
	path = syntax.JoinPath(syntax.JoinPath(path, f.Name), id)
	return CodedOf{Item{ID: id, Path: path}, Coded{Leaf: Leaf{Field: f, Path: path, Set: true}, V: v}}
}

// ThirdsByID sorts the mediators, so that the order in which they were added
// cannot matter.
func (d *Document) ThirdsByID() []*Mediator {
	thirds := make([]*Mediator, len(d.Mediator))
	for i := range d.Mediator {
		thirds[i] = &d.Mediator[i]
	}
	slices.SortFunc(thirds, func(a, b *Mediator) int { return strings.Compare(a.ID, b.ID) })
	return thirds
}

// OnFronts lists the parties at war; with two parties that is both.
func (d *Document) OnFronts() []*Party {
	var list []*Party
	for i := range d.Party {
		if len(d.Party) == 2 || d.onFront(d.Party[i].ID) {
			list = append(list, &d.Party[i])
		}
	}
	return list
}

func (d *Document) onFront(party string) bool {
	return slices.ContainsFunc(d.Front, func(f Front) bool { return f.First.V == party || f.Second.V == party })
}

// Acts says whether somebody has a dated act.
func (d *Document) Acts(mediator string) bool {
	return slices.ContainsFunc(d.Act, func(a Act) bool { return a.Mediator.V == mediator })
}
