package form

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley/scenarios/syntax"
)

// Offer is one way in which something typed may go on: the whole of it, ending in
// a point or an equals sign where more must follow.
type Offer struct{ Text, Doc string }

var allKeys = sync.OnceValue(func() *jsonSchema { return Format().json() })

// Offers completes path=value as it is typed for an override: keys that change
// histories, ids of a scenario by the path of their table, and the values of closed sets. Where a value is
// wanted that is from no such set, hint says what the key holds. With list, values
// may be several between commas, as of a factor.
func Offers(ids func(path string) []string, typed string, list bool) (offers []Offer, hint string) {
	path, value, valued := strings.Cut(typed, "=")
	keys := strings.Split(path, ".")
	if !valued {
		keys = keys[:len(keys)-1]
	}
	at := allKeys()
	for _, key := range keys {
		if at = at.Child(key); at == nil {
			return nil, ""
		}
	}
	switch {
	case !valued:
		offers = keysOf(ids, at, strings.Join(keys, "."))
	case at.isTable():
		return nil, ""
	default:
		var given []string
		if list {
			given = strings.Split(value, ",")
			given = given[:len(given)-1]
		}
		offers = valuesOf(ids, at, path, given)
		if len(offers) == 0 {
			hint = at.Description
		}
	}
	return slices.DeleteFunc(offers, func(o Offer) bool { return !strings.HasPrefix(o.Text, typed) }), hint
}

// keysOf offers what may stand in a table.
func keysOf(ids func(string) []string, s *jsonSchema, path string) (offers []Offer) {
	add := func(name string, of *jsonSchema) {
		o := Offer{syntax.JoinPath(path, name) + "=", of.Description}
		if of.isTable() {
			o.Text = syntax.JoinPath(path, name) + "."
		}
		offers = append(offers, o)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if !Decorative[name] {
			add(name, s.Properties[name])
		}
	}
	if entry, ok := s.Additional.(*jsonSchema); ok {
		for _, id := range ids(cmp.Or(s.ids, path)) {
			add(id, entry)
		}
	}
	return offers
}

// valuesOf offers the values of a closed set, behind those that are given already.
func valuesOf(ids func(string) []string, s *jsonSchema, path string, given []string) (offers []Offer) {
	names, docs := s.Enum, []string(nil)
	switch {
	case s.Type == "boolean":
		names = []string{"true", "false"}
	case s.ids != "":
		names = ids(s.ids)
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

// Child is the schema of a key of a table, or nil.
func (s *jsonSchema) Child(key string) *jsonSchema {
	if !s.isTable() {
		return nil
	}
	if of := s.Properties[key]; of != nil {
		return of
	}
	entry, _ := s.Additional.(*jsonSchema)
	return entry
}
