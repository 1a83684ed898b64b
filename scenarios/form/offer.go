package form

import (
	"cmp"
	"slices"
	"strings"

	"parley/scenarios/syntax"
)

// Offer is one way in which something typed may go on: the whole of it, ending in
// a point or an equals sign where more must follow.
type Offer struct{ Text, Doc string }

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
	at := &Field{Table: Format()}
	for _, key := range keys {
		if at = at.child(key); at == nil {
			return nil, ""
		}
	}
	switch {
	case !valued && at.isTable():
		offers = at.keysOffered(ids, strings.Join(keys, "."))
	case valued && !at.isTable():
		var given []string
		if i := strings.LastIndexByte(value, ','); list && i >= 0 {
			given = strings.Split(value[:i], ",")
		}
		if offers = at.valuesOffered(ids, path, given); len(offers) == 0 {
			hint = at.explained()
		}
	}
	return slices.DeleteFunc(offers, func(o Offer) bool { return !strings.HasPrefix(o.Text, typed) }), hint
}

func (f *Field) isTable() bool { return f.Keyed || f.Table != nil }

// child is the field of a key of a table, or nil.
func (f *Field) child(key string) *Field {
	if !f.Keyed && f.Table != nil {
		of := f.Table.ByName[key]
		if of != nil || f.Table.Rest == nil {
			return of
		}
		f = f.Table.Rest
	}
	if !f.Keyed {
		return nil
	}
	one := *f.of(key)
	if one.Keyed = false; f.Key == SettingKey {
		all := object{}
		f.settingsInto(all)
		s, _ := all[key].(object)
		one.said, _ = s["description"].(string)
	}
	return &one
}

// keysOffered are what may stand in a table.
func (f *Field) keysOffered(ids func(string) []string, path string) (offers []Offer) {
	var names []string
	rest := f
	if !f.Keyed {
		names, rest = slices.Sorted(slices.Values(f.Table.names())), f.Table.Rest
		names = slices.DeleteFunc(names, func(name string) bool { return Decorative[name] })
	}
	switch {
	case rest == nil:
	case rest.Key == SettingKey:
		names = append(names, slices.Sorted(slices.Values(SettingNames(rest.Strategies)))...)
	case Enums[rest.Key] != nil:
		names = append(names, slices.Sorted(slices.Values(Enums[rest.Key]()))...)
	default:
		names = append(names, ids(cmp.Or(rest.Key, path))...)
	}
	for _, name := range names {
		of := f.child(name)
		o := Offer{syntax.JoinPath(path, name), sentence(of.Doc)}
		if of.isTable() {
			o.Text += "."
		} else {
			o.Text, o.Doc = o.Text+"=", of.explained()
		}
		offers = append(offers, o)
	}
	return offers
}

// valuesOffered are the values of a closed set, behind those that are given already.
func (f *Field) valuesOffered(ids func(string) []string, path string, given []string) (offers []Offer) {
	var names, docs []string
	switch {
	case f.Kind == KindBoolean:
		names = []string{"true", "false"}
	case f.Kind == KindWords:
	case f.Ref != "":
		names = ids(f.Ref)
	case f.Enum != "":
		names = Enums[f.Enum]()
		if enumDocs[f.Enum] != nil {
			docs = enumDocs[f.Enum]()
		}
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
