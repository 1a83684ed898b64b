package form

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/syntax"
)

// WithoutOrigin is the file of what --without says.
const WithoutOrigin = "--without"

// Override lays --set options over a tree, the later over the earlier.
func Override(tree *syntax.Node, set []string, layer int, faults *fault.Collector) *syntax.Node {
	at := fault.Origin{File: fault.SetOrigin, Layer: layer}
	for _, s := range set {
		path, raw, ok := strings.Cut(s, "=")
		path, raw = strings.TrimSpace(path), strings.TrimSpace(raw)
		keys := strings.Split(path, ".")
		if want := wantSet(s, ok, path, raw, keys); want != "" {
			faults.Add(at, "", "", want)
			continue
		}
		tree = Merge(Format(), tree, oneKey(s, at))
	}
	return tree
}

// oneKey is the tree of an override; each of its keys knows where it stands in it.
func oneKey(s string, at fault.Origin) *syntax.Node {
	path, raw, _ := strings.Cut(s, "=")
	keys := strings.Split(path, ".")
	at.Text = s
	at.From, at.To = strings.LastIndexByte(path, '.')+1, len(path)
	at.Value = [2]int{len(s) - len(strings.TrimLeft(raw, " ")), len(s)}
	value := parseValue(strings.TrimSpace(raw), at)
	for _, key := range slices.Backward(keys) {
		at.To = max(0, at.From-1)
		at.From = strings.LastIndexByte(path[:at.To], '.') + 1
		outer := syntax.NewTable(at)
		outer.Put(strings.TrimSpace(key), value)
		value = outer
	}
	return value
}

func wantSet(s string, ok bool, path, raw string, keys []string) string {
	if !ok || path == "" || raw == "" {
		return fault.Shorten(s) + ": want path=value, as in coordination.regime=lead"
	}
	if len(s) > 1<<16 || len(keys) > syntax.MaxDepth {
		return fault.Shorten(s) + ": too long"
	}
	for _, k := range keys {
		if !syntax.IsBareKey(strings.TrimSpace(k)) {
			return fault.Shorten(path) + ": want keys joined by points, as in mediator.un.interest"
		}
	}
	if path == "extends" {
		return "extends: belongs in a file; name that file or the scenario itself"
	}
	return ""
}

// pointFirst is a number such as .5, which the command line may have and TOML may not.
var pointFirst = regexp.MustCompile(`([\[,=\s][+-]?)\.(\d)`)

// parseValue reads a value as TOML; what looks like no value of TOML is text.
// What is neither becomes a node with a fault, to be reported once its key is
// known to be one.
func parseValue(raw string, at fault.Origin) *syntax.Node {
	n := &syntax.Node{At: at, Value: raw, Raw: raw, Bare: true}
	text := "v = " + raw
	if strings.ContainsRune("[{.+-", rune(raw[0])) && !strings.ContainsAny(raw, `"'`) {
		text = pointFirst.ReplaceAllString(text, "${1}0.$2")
	}
	if n.Fault = syntax.Refuse([]byte(text)); n.Fault != "" {
		return n
	}
	if tree := syntax.Parse(syntax.Source{Text: []byte(text)}, &fault.Collector{}); tree != nil && len(tree.Names) == 1 {
		v := tree.Child("v")
		v.Visit(func(n *syntax.Node) { n.At = at })
		return v
	}
	switch {
	case strings.ContainsAny(raw, "\r\n"):
		n.Fault = "want a value on one line"
	case strings.ContainsAny(raw[:1], "[{\"'"):
		n.Fault = cmp.Or(syntax.NumberAdvice(raw), `not a value of TOML; as in 0.5, [0.3, 0.4], true, "text" or a bare word`)
	}
	return n
}

// wantNumber says what a number wants in place of text, which is in quotes
// in a file and need not be on the command line.
func wantNumber(n *syntax.Node, r span) string {
	if s, _ := n.Text(); n.Bare {
		return cmp.Or(syntax.NumberAdvice(s), r.after("want a number"))
	}
	return r.after("want a number without quotes")
}

// Merge lays a later layer over an earlier one, key by key: tables merge, the
// later value wins. A key keeps its place in the order, and a table the line
// of its first definition. Neither layer is changed, and what only one of them
// says is shared with it: a node that is still the same says the same.
func Merge(s *Schema, below, above *syntax.Node) *syntax.Node {
	out := &syntax.Node{At: below.At, Table: maps.Clone(below.Table), Names: below.Names[:len(below.Names):len(below.Names)]}
	for _, name := range above.Names {
		f := s.At(name)
		old, add := below.Child(name), above.Child(name)
		if old == nil || !old.IsTable() || !add.IsTable() || f != nil && f.Kind == KindCoded && !f.Keyed {
			out.Put(name, f.over(add, old))
			continue
		}
		out.Put(name, Merge(f.inside(), old, add))
	}
	return out
}

// over is a node that replaces another. A strategy remembers which one it
// replaced, since settings hold for the one they were written for.
func (f *Field) over(add, old *syntax.Node) *syntax.Node {
	if f == nil || old == nil || f.Enum != PartyStrategy && f.Enum != MediatorStrategy {
		return add
	}
	n := *add
	n.Was = old
	return &n
}

// inside is the schema of a field's table. The keys of a keyed table are all
// alike.
func (f *Field) inside() *Schema {
	if f == nil {
		return nil
	}
	if !f.Keyed {
		return f.Table
	}
	one := &Field{Name: "*", Table: f.Table}
	if f.Table == nil {
		one.Kind = f.Kind
	}
	return &Schema{Rest: one}
}
