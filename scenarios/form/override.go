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
	for _, s := range set {
		at := fault.Origin{File: fault.SetOrigin, Layer: layer}
		path, raw, ok := strings.Cut(s, "=")
		keys := strings.Split(path, ".")
		want := ""
		switch path := strings.TrimSpace(path); {
		case !ok || path == "" || strings.TrimSpace(raw) == "":
			want = fault.Shorten(s) + ": want path=value, as in coordination.regime=lead"
		case len(s) > 1<<16 || len(keys) > syntax.MaxDepth:
			want = fault.Shorten(s) + ": too long"
		case slices.ContainsFunc(keys, func(k string) bool { return !syntax.IsBareKey(strings.TrimSpace(k)) }):
			want = fault.Shorten(path) + ": want keys joined by points, as in mediator.un.interest"
		case path == "extends":
			want = "extends: belongs in a file; name that file or the scenario itself"
		}
		if want != "" {
			faults.Add(at, "", "", want)
			continue
		}
		at.Text = s // in which each key knows its place
		at.From, at.To = strings.LastIndexByte(path, '.')+1, len(path)
		at.Value = [2]int{len(s) - len(strings.TrimLeft(raw, " ")), len(s)}
		node := parseValue(strings.TrimSpace(raw), at)
		for _, key := range slices.Backward(keys) {
			at.To = max(0, at.From-1)
			at.From = strings.LastIndexByte(path[:at.To], '.') + 1
			outer := syntax.NewTable(at)
			outer.Put(strings.TrimSpace(key), node)
			node = outer
		}
		tree = Merge(Format(), tree, node)
	}
	return tree
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

// Merge lays a later layer over an earlier one, key by key: tables merge, the
// later value wins. A key keeps its place in the order, and a table the line
// of its first definition. Neither layer is changed, and what only one of them
// says is shared with it: a node that is still the same says the same. A strategy remembers
// which one it replaced, since settings hold for the one they were written for.
func Merge(s *Schema, below, above *syntax.Node) *syntax.Node {
	out := &syntax.Node{At: below.At, Table: maps.Clone(below.Table), Names: below.Names[:len(below.Names):len(below.Names)]}
	for _, name := range above.Names {
		f := s.at(name)
		old, add := below.Child(name), above.Child(name)
		switch {
		case old == nil:
		case f.Enum == PartyStrategy || f.Enum == MediatorStrategy:
			replaced := *add
			replaced.Was = old
			add = &replaced
		case old.IsTable() && add.IsTable() && f.Kind != KindCoded:
			add = Merge(f.Table, old, add)
		}
		out.Put(name, add)
	}
	return out
}
