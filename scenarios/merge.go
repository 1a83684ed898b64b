package scenarios

// merge lays a later layer over an earlier one, key by key: tables merge, the
// later value wins. A key keeps its place in the order, and a table the line
// of its first definition.
func merge(s *schema, below, above *node) {
	for _, name := range above.names {
		f := s.at(name)
		old, add := below.child(name), above.child(name)
		if old == nil || !old.isTable() || !add.isTable() || f != nil && f.kind == "coded number" && !f.keyed {
			below.put(name, add)
			continue
		}
		merge(f.inside(), old, add)
	}
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
