package scenarios

import "maps"

// merge lays a later layer over an earlier one, key by key: tables merge, the
// later value wins. A key keeps its place in the order, and a table the line
// of its first definition. Neither layer is changed, and what only one of them
// says is shared with it: a node that is still the same says the same.
func merge(s *schema, below, above *node) *node {
	out := &node{at: below.at, table: maps.Clone(below.table), names: below.names[:len(below.names):len(below.names)]}
	for _, name := range above.names {
		f := s.at(name)
		old, add := below.child(name), above.child(name)
		if old == nil || !old.isTable() || !add.isTable() || f != nil && f.kind == "coded number" && !f.keyed {
			out.put(name, f.over(add, old))
			continue
		}
		out.put(name, merge(f.inside(), old, add))
	}
	return out
}

// over is a node that replaces another. A strategy remembers which one it
// replaced, since settings hold for the one they were written for.
func (f *field) over(add, old *node) *node {
	if f == nil || old == nil || f.enum != partyStrategy && f.enum != mediatorStrategy {
		return add
	}
	n := *add
	n.was = old
	return &n
}

// inside is the schema of a field's table. The keys of a keyed table are all
// alike.
func (f *field) inside() *schema {
	if f == nil {
		return nil
	}
	if !f.keyed {
		return f.table
	}
	one := &field{name: "*", table: f.table}
	if f.table == nil {
		one.kind = f.kind
	}
	return &schema{rest: one}
}
