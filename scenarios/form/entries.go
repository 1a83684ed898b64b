package form

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/syntax"
)

// Entry is implemented by pointers to all entries of keyed tables, and to values.
type Entry interface{ Head() *Item }

// Head implements Entry.
func (i *Item) Head() *Item { return i }

// Table is the first key of its path.
func (i *Item) Table() string {
	table, _, _ := strings.Cut(i.Path, ".")
	return table
}

// At is the position of an entry by its id; -1 if there is none.
func At[E Entry](list []E, id string) int {
	return slices.IndexFunc(list, func(e E) bool { return e.Head().ID == id })
}

// Find an entry by its id, or nil.
func Find[E Entry](list []E, id string) (e E) {
	if i := At(list, id); i >= 0 {
		e = list[i]
	}
	return e
}

// IDs lists the ids of entries in the order of the document.
func IDs[E Entry](list []E) []string {
	return Collect(list, func(e E) string { return e.Head().ID })
}

// Where lists the ids of entries of which something holds.
func Where[E Entry](list []E, holds func(E) bool) []string {
	return IDs(slices.DeleteFunc(slices.Clone(list), func(e E) bool { return !holds(e) }))
}

// Remove takes out the entry with a path, and what refers to it: entries of its name, and
// those that must name it. Another key that names it is unset, and remembers why; what is dropped of
// who leads is noted, and a successor takes the place of a lead.
func (d *Document) Remove(path, why string) {
	kind, id, _ := strings.Cut(path, ".")
	var can func(s *Schema, table reflect.Value) bool // be without what is removed
	can = func(s *Schema, table reflect.Value) bool {
		for _, f := range s.Fields {
			switch v := table.Field(f.index).Addr().Interface().(type) {
			case *Words:
				if f.Ref == kind && slices.Contains(v.V, id) {
					d.SetAside(v.Path, id+" "+why)
					v.V = slices.DeleteFunc(v.V, func(name string) bool { return name == id })
				}
			case *Text:
				if named := f.Ref == kind && v.Set && v.V == id; named && f.required {
					return false
				} else if named {
					v.Set, v.Gone = false, "the lead "+why
				}
			default:
				if f.Table != nil {
					can(f.Table, table.Field(f.index))
				}
			}
		}
		if s.Rest == nil {
			return true
		}
		list := s.list(table)
		kept := list.Slice(0, 0)
		for i := range list.Len() {
			e := list.Index(i)
			h := e.Interface().(Entry).Head()
			if h.Path != path && (s.Rest.Key != kind || h.ID != id) && (s.Rest.Table == nil || can(s.Rest.Table, e.Elem())) {
				kept = reflect.Append(kept, e)
			} else if h.Table() == "coordination" {
				d.SetAside(h.Path, id+" "+why)
			}
		}
		list.Set(kept)
		return true
	}
	can(Format(), reflect.ValueOf(d).Elem())
	d.passOn()
}

// passOn gives the place of a lead that is gone to its first successor.
func (d *Document) passOn() {
	c, next := &d.Coordination, d.Successors()
	if c.Lead.Gone == "" || len(next) == 0 {
		return
	}
	s := next[0]
	d.SetAside(c.Lead.Path, c.Lead.Gone+", and "+s.Lead.V+" is the first to lead")
	if c.CoChairs.Set {
		c.CoChairs.Set = false
		d.SetAside(c.CoChairs.Path, "they share the first lead alone")
	}
	replace(&c.Lead, &s.Lead)
	replace(&c.From, &s.From)
	replace(&c.Until, &s.Until)
	c.Successor = slices.DeleteFunc(c.Successor, func(x *Successor) bool { return x == s })
}

// replace a value by that of another key.
func replace[V any](v, by *one[V]) {
	v.Set, v.V, v.From, v.Gone, v.Bad = by.Set, by.V, by.From, "", by.Bad
}

// Aside are paths of one table of what holds no more, and why.
type Aside struct {
	table, Why string
	Paths      []string
}

// SetAside notes what is dropped.
func (d *Document) SetAside(path, why string) {
	table, _, _ := strings.Cut(path, ".")
	i := slices.IndexFunc(d.Aside, func(a Aside) bool { return a.table == table && a.Why == why })
	if i < 0 {
		i, d.Aside = len(d.Aside), append(d.Aside, Aside{table: table, Why: why})
	}
	d.Aside[i].Paths = append(d.Aside[i].Paths, path)
}

// Complete the entries of the table at a path with one for each of some ids, in their order: the given one,
// or else one by default, which fill changes.
func Complete[T any, E interface {
	*T
	Entry
}](list *[]E, path string, ids []string, fill func(i int, e E)) {
	s, b := Format(), binder{faults: &fault.Collector{}}
	for key := range strings.SplitSeq(path, ".") {
		s = s.at(key).Table
	}
	all := make([]E, len(ids))
	for i, id := range ids {
		if all[i] = Find(*list, id); all[i] == nil {
			all[i] = new(T)
			b.fillEntry(s.Rest, nil, nil, id, syntax.JoinPath(path, id), reflect.ValueOf(all[i]))
			fill(i, all[i])
		}
	}
	*list = all
}

// ThirdsByID sorts the mediators, so that the order in which they were added
// cannot matter.
func (d *Document) ThirdsByID() []*Mediator {
	return slices.SortedFunc(slices.Values(d.Mediator), func(a, b *Mediator) int { return strings.Compare(a.ID, b.ID) })
}

// Lead is the mediator who coordinates, or nil.
func (d *Document) Lead() *Mediator { return Find(d.Mediator, d.Coordination.Lead.V) }

// Successors of the lead, by their months.
func (d *Document) Successors() []*Successor {
	return slices.SortedStableFunc(slices.Values(d.Coordination.Successor), func(a, b *Successor) int { return cmp.Compare(a.From.V, b.From.V) })
}

// OnFronts lists the parties at war; with two parties that is both.
func (d *Document) OnFronts() (list []*Party) {
	for _, p := range d.Party {
		if len(d.Party) == 2 || slices.ContainsFunc(d.Front, func(f *Front) bool { return f.First.V == p.ID || f.Second.V == p.ID }) {
			list = append(list, p)
		}
	}
	return list
}
