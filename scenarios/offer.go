package scenarios

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Offer is one way in which something typed may go on: the whole of it, ending in
// a point or an equals sign where more must follow.
type Offer struct{ Text, Doc string }

var allKeys = sync.OnceValue(func() *jsonSchema { return format().json() })

// Offers completes path=value as it is typed for an override: keys that change
// histories, ids of the scenario, and the values of closed sets. Where a value is
// wanted that is from no such set, hint says what the key holds. With list, values
// may be several between commas, as of a factor. A nil template knows no ids.
func (t *Template) Offers(typed string, list bool) (offers []Offer, hint string) {
	path, value, valued := strings.Cut(typed, "=")
	keys := strings.Split(path, ".")
	if !valued {
		keys = keys[:len(keys)-1]
	}
	at := allKeys()
	for _, key := range keys {
		if at = at.child(key); at == nil {
			return nil, ""
		}
	}
	switch {
	case !valued:
		offers = t.keysOf(at, strings.Join(keys, "."))
	case at.isTable():
		return nil, ""
	default:
		var given []string
		if list {
			given = strings.Split(value, ",")
			given = given[:len(given)-1]
		}
		offers = t.valuesOf(at, path, given)
		if len(offers) == 0 {
			hint = at.Description
		}
	}
	return slices.DeleteFunc(offers, func(o Offer) bool { return !strings.HasPrefix(o.Text, typed) }), hint
}

// keysOf offers what may stand in a table.
func (t *Template) keysOf(s *jsonSchema, path string) (offers []Offer) {
	add := func(name string, of *jsonSchema) {
		o := Offer{joinPath(path, name) + "=", of.Description}
		if of.isTable() {
			o.Text = joinPath(path, name) + "."
		}
		offers = append(offers, o)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if !decorative[name] {
			add(name, s.Properties[name])
		}
	}
	if entry, ok := s.Additional.(*jsonSchema); ok {
		for _, id := range t.IDs(cmp.Or(s.ids, path)) {
			add(id, entry)
		}
	}
	return offers
}

// valuesOf offers the values of a closed set, behind those that are given already.
func (t *Template) valuesOf(s *jsonSchema, path string, given []string) (offers []Offer) {
	names, docs := s.Enum, []string(nil)
	switch {
	case s.Type == "boolean":
		names = []string{"true", "false"}
	case s.ids != "":
		names = t.IDs(s.ids)
	case s.Editor != nil:
		docs = s.Editor.Docs.EnumValues
	}
	for i, name := range names {
		if slices.Contains(given, name) {
			continue
		}
		o := Offer{Text: path + "=" + strings.Join(append(given[:len(given):len(given)], name), ",")}
		if docs != nil {
			o.Doc = docs[i]
		}
		offers = append(offers, o)
	}
	return offers
}

func (s *jsonSchema) isTable() bool { return s.Type == "object" }

// child is the schema of a key of a table, or nil.
func (s *jsonSchema) child(key string) *jsonSchema {
	if !s.isTable() {
		return nil
	}
	if of := s.Properties[key]; of != nil {
		return of
	}
	entry, _ := s.Additional.(*jsonSchema)
	return entry
}

// IDs lists the ids that the tables of a path define, such as mediator or
// party.gov.faction, in the order of the file; all there are, sorted, for "".
func (t *Template) IDs(path string) []string {
	if t == nil {
		return nil
	}
	if path != "" {
		return slices.Clone(t.ids[path])
	}
	var all []string
	for _, ids := range t.ids {
		all = append(all, ids...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
