package form

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/syntax"
	"parley/sim"
)

// binder walks a tree and the schema side by side, fills the document, and
// reports every key that is unknown, missing, or holds what it must not.
type binder struct {
	faults *fault.Collector
	root   fault.Origin
}

// Bind makes a document of a tree.
func Bind(tree *syntax.Node, root fault.Origin, faults *fault.Collector) *Document {
	d := &Document{}
	b := &binder{faults: faults, root: root}
	b.fill(Format(), tree, "", reflect.ValueOf(d).Elem())
	d.PartiesLost = lostEntries(tree.Child("party"), len(d.Party))
	d.IssuesLost = lostEntries(tree.Child("issue"), len(d.Issue))
	return d
}

func lostEntries(n *syntax.Node, kept int) bool {
	return n != nil && (!n.IsTable() || len(n.Names) > kept)
}

// fill sets the fields of a struct, or the list of a keyed table, from a table; n is nil for one that is
// not there.
func (b *binder) fill(s *Schema, n *syntax.Node, path string, dst reflect.Value) {
	for _, f := range s.Fields {
		c, path, dst := n.Child(f.Name), syntax.JoinPath(path, f.Name), dst.Field(f.index)
		if f.Table == nil {
			b.leaf(f, c, n, path, dst.Addr())
			continue
		}
		if c != nil && !c.IsTable() {
			b.noTable(f.Table, c, path)
			c = nil
		}
		b.fill(f.Table, b.most(f, c, path), path, dst)
	}
	if n == nil {
		return
	}
	for _, name := range n.Names {
		switch c := n.Child(name); {
		case s.ByName[name] != nil:
		case s.Rest == nil:
			b.faults.Add(c.At.Named(), syntax.JoinPath(path, name), c.Render(), "unknown key"+unknownHint(s, name, path))
		default:
			b.entry(s, n, name, syntax.JoinPath(path, name), s.list(dst))
		}
	}
}

// noTable reports a value where there should be a table.
func (b *binder) noTable(s *Schema, c *syntax.Node, path string) {
	want := "want a table: write [" + path + "] on a line of its own and its keys below"
	if e := s.Rest; s.keyed && e.Table != nil {
		want = "want a table for each " + e.Define + e.Key + ", as in [" + path + ".NAME], in single brackets"
	} else if s.keyed {
		want = "want one value for each " + e.Define + e.Key + ", as in " + path + "." + e.placeholder() + " = ..."
	}
	b.faults.Add(c.At, path, c.Render(), want)
}

// most entries of a table that there may be.
func (b *binder) most(f *Field, c *syntax.Node, path string) *syntax.Node {
	if c == nil || f.Most == 0 || len(c.Names) <= f.Most {
		return c
	}
	b.faults.Add(c.At, path, "", fmt.Sprintf("%d of them: want at most %d", len(c.Names), f.Most))
	few := *c
	few.Names = c.Names[:f.Most]
	return &few
}

// unknownHint says what a user may have meant: the same key in small letters, a
// key that belongs elsewhere, or one spelt much the same.
func unknownHint(s *Schema, name, path string) string {
	lower, top := strings.ToLower(name), Format()
	if s.ByName[lower] != nil {
		return "; keys are in small letters: did you mean " + lower + "?"
	}
	// A role is meant as a setting of a strategy more often than as a weight.
	kind, _, inside := strings.Cut(path, ".")
	if _, role := sim.RoleByID(name); inside && !role && strings.Count(path, ".") == 1 && slices.Contains(SettingNames(kind+" strategy"), name) {
		return "; it is a setting of a strategy: want " + path + ".settings." + name
	}
	if hint := otherWord(s, lower, path); hint != "" {
		return hint
	}
	switch f := top.ByName[name]; {
	case f == nil || path == "":
	case f.Table != nil:
		return "; " + name + " is a table of its own: want [" + f.header() + "] on a line of its own"
	default:
		return "; it belongs at the top of the file, above the first table in brackets"
	}
	if hint := fault.DidYouMean(name, s.names()); hint != "" {
		return hint
	}
	for _, f := range top.Fields {
		if f.Table != nil && entriesOf(f.Name).has(name) {
			return "; it belongs in [" + f.header() + "]"
		}
	}
	return "; here can stand " + strings.Join(s.names(), ", ")
}

// has says whether a key of this name has a meaning of its own in the table.
func (s *Schema) has(name string) (yes bool) {
	if yes = s.ByName[name] != nil; !yes && s.Rest != nil {
		_, yes = s.Rest.Parameter(name)
	}
	return yes
}

// otherWords for keys, as people type them: the first key that the table has is meant, or that of the top of the file.
var otherWords = []struct{ words, keys []string }{
	{strings.Fields("start from since begin enter date start_date"), []string{"enter", "from", "start"}},
	{strings.Fields("end until to exit end_date duration horizon length rounds steps max_steps years"), []string{"exit", "end", "until", "deadline", "months"}},
	{strings.Fields("name"), []string{"title"}},
}

// otherWord says which key is meant by a word that is none.
func otherWord(s *Schema, word, path string) string {
	for _, o := range otherWords {
		if !slices.Contains(o.words, word) {
			continue
		}
		for _, key := range o.keys {
			if f := s.ByName[key]; f != nil {
				meaning, _, _ := strings.Cut(f.Doc, ";")
				return "; did you mean " + key + " (" + meaning + ")?"
			}
		}
		if key := o.keys[len(o.keys)-1]; path != "" && key != word && key != "title" {
			return "; did you mean " + key + ", at the top of the file?"
		}
	}
	return ""
}

// header of a table, as a user writes it between brackets.
func (f *Field) header() string {
	if f.Table.keyed {
		return f.Name + ".NAME"
	}
	return f.Name
}

// entry appends one entry to the list of a table.
func (b *binder) entry(s *Schema, parent *syntax.Node, name, path string, list reflect.Value) {
	c, f := parent.Child(name), s.Rest
	if want := f.wantName(name, s.names()); want != "" {
		b.faults.Add(c.At.Named(), path, c.Render(), want)
		return
	}
	known := b.named(f, parent, name, path)
	if f.Table != nil && !c.IsTable() {
		b.noTable(f.Table, c, path)
		return
	}
	e := reflect.New(list.Type().Elem().Elem())
	b.fillEntry(f, c, parent, name, path, e)
	if known {
		list.Set(reflect.Append(list, e))
	}
}

// fillEntry from its node, nil where it is not there.
func (b *binder) fillEntry(f *Field, c, parent *syntax.Node, name, path string, e reflect.Value) {
	if f.Table == nil {
		b.leaf(f, c, parent, path, e)
		return
	}
	*e.Interface().(Entry).Head() = Item{ID: name, Path: path, From: c, Field: f}
	b.fill(f.Table, c, path, e.Elem())
}

// wantName is what is wanted of the key of an entry, a new id, or one of a closed set; "" if it
// is that. References to ids of the scenario are checked later, when all are known.
func (f *Field) wantName(name string, fixed []string) string {
	names := append(slices.Clip(fixed), Enums[f.Key]...)
	switch closed := Enums[f.Key] != nil; {
	case closed && !slices.Contains(names, name):
		return "unknown " + f.Key + fault.Instead(name, names)
	case closed || syntax.ValidID(name):
		return ""
	case syntax.ValidID(strings.ToLower(name)):
		return "want an id in small letters: " + strings.ToLower(name)
	}
	return syntax.WantID
}

// named wants a name of whatever is added to a scenario that is extended or overridden,
// so that a misspelt id is not taken for a new one.
func (b *binder) named(f *Field, parent *syntax.Node, name, path string) bool {
	c := parent.Child(name)
	if f.names == "" || c.At.Layer == 0 || !c.IsTable() || c.Child(f.names) != nil {
		return true
	}
	old := slices.DeleteFunc(slices.Clone(parent.Names), func(name string) bool { return parent.Child(name).At.Layer > 0 })
	b.faults.Add(c.At.Named(), path, c.Render(), fmt.Sprintf("unknown %s%s (to add one, give it a %s)", f.Define, fault.DidYouMean(name, old), f.names))
	return false
}

// leaf sets a value; c is nil where it is absent, and then it is its default, or parent says
// where it is missing.
func (b *binder) leaf(f *Field, c, parent *syntax.Node, path string, dst reflect.Value) {
	v := dst.Interface().(Value)
	l := v.Base()
	id := path[strings.LastIndexByte(path, '.')+1:]
	*l = Leaf{Item: Item{ID: id, Path: path, From: c, Field: f.Of(id)}, Set: c != nil}
	if c == nil {
		b.absent(v, parent)
		return
	}
	want := c.Fault
	switch {
	case want != "":
	case c.IsTable() && l.Field.Kind != KindCoded:
		want = "want " + Article(l.Field.Kind) + ", not a table"
	default:
		want = v.Take(c)
	}
	if want != "" {
		l.Bad = true
		b.faults.Add(c.At, path, c.Render(), want)
	}
}

// Article before a kind of value, as in "a number".
func Article(kind string) string {
	if kind == KindText || kind == KindBoolean {
		return kind
	}
	return "a " + kind
}

func (b *binder) absent(v Value, parent *syntax.Node) {
	l := v.Base()
	if l.Field.Def != "" {
		l.Set = true
		v.Take(&syntax.Node{Value: l.Field.Default})
		return
	}
	if t, ok := v.(*Text); ok && l.Field.Unset == itsID {
		keys := strings.Split(l.Path, ".")
		t.Fill(keys[len(keys)-2])
	}
	if !l.Field.required {
		return
	}
	l.Bad = true
	if l.Path == "format" { // format is wanted of each file
		return
	}
	at := b.root
	if parent != nil && parent.At.Line > 0 {
		at = parent.At
	}
	b.faults.Add(at, l.Path, "", "missing: want "+l.Field.wanted())
}

// wanted says in a few words what a key holds.
func (f *Field) wanted() string {
	switch {
	case f.Ref != "":
		return "the id of a " + f.Ref + " (" + f.Doc + ")"
	case f.Kind == KindMonth:
		return `a month in quotes, as in "1993-01" (` + f.Doc + ")"
	case f.Span.String() != "":
		return Article(f.Kind) + ", " + f.Span.String() + " (" + f.Doc + ")"
	}
	return Article(f.Kind) + " (" + f.Doc + ")"
}
