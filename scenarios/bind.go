package scenarios

import (
	"parley/scenarios/fault"
	"reflect"
	"regexp"
	"strings"
)

const maxID = 40

const wantID = "an id wants small letters, digits, _ and -, a letter first, at most 40 of them; the readable name goes in name = ..."

var validID = regexp.MustCompile(idPattern)

// binder walks a tree and the schema side by side, fills the document, and
// reports every key that is unknown, missing, or holds what it must not.
type binder struct {
	faults *fault.Collector
	root   fault.Origin
	// partial: a line that is not TOML was taken out, so that missing keys
	// are not the user's mistake.
	partial bool
}

// bind makes a document of a tree.
func bind(tree *node, root fault.Origin, partial bool, faults *fault.Collector) *document {
	d := &document{}
	b := &binder{faults: faults, root: root, partial: partial}
	b.fill(format(), tree, "", reflect.ValueOf(d).Elem())
	d.partiesLost = lostEntries(tree.child("party"), len(d.Party))
	d.issuesLost = lostEntries(tree.child("issue"), len(d.Issue))
	return d
}

func lostEntries(n *node, kept int) bool { return n != nil && (!n.isTable() || len(n.names) > kept) }

// fill sets the fields of a struct from a table; n is nil for a table that is
// not there.
func (b *binder) fill(s *schema, n *node, path string, dst reflect.Value) {
	for _, f := range s.fields {
		b.key(f, n.child(f.name), n, joinPath(path, f.name), dst.Field(f.index))
	}
	if n == nil {
		return
	}
	for _, name := range n.names {
		if s.byName[name] != nil {
			continue
		}
		if s.rest == nil {
			b.unknown(s, n, name, path)
			continue
		}
		b.entry(s.rest, n, name, path, dst.Field(s.rest.index), s.names())
	}
}

func (b *binder) unknown(s *schema, n *node, name, path string) {
	if b.faults.Skip() {
		return
	}
	c := n.child(name)
	b.faults.Add(c.at.Named(), joinPath(path, name), c.render(), "unknown key"+unknownHint(s, name, path))
}

// unknownHint says what a user may have meant: the same key in small letters, a
// key that belongs elsewhere, or one spelt much the same.
func unknownHint(s *schema, name, path string) string {
	lower := strings.ToLower(name)
	if s.byName[lower] != nil {
		return "; keys are in small letters: did you mean " + lower + "?"
	}
	if hint := settingHint(name, path); hint != "" {
		return hint
	}
	top := format()
	if f := top.byName[name]; f != nil && path != "" {
		if f.table != nil {
			return "; " + name + " is a table of its own: want [" + f.header() + "] on a line of its own"
		}
		return "; it belongs at the top of the file, above the first table in brackets"
	}
	hint := fault.DidYouMean(name, s.names())
	if hint != "" {
		return hint
	}
	for _, f := range top.fields {
		if f.table != nil && f.table.byName[name] != nil {
			return "; it belongs in [" + f.header() + "]"
		}
	}
	return "; here can stand " + strings.Join(s.names(), ", ")
}

// header of a table, as a user writes it between brackets.
func (f *field) header() string {
	if f.keyed {
		return f.name + ".NAME"
	}
	return f.name
}

// key sets one fixed key from its node; c is nil where the key is absent, and
// then parent says where it is missing.
func (b *binder) key(f *field, c, parent *node, path string, dst reflect.Value) {
	switch {
	case f.keyed:
		b.keyed(f, c, path, dst)
	case f.table != nil:
		if c != nil && !c.isTable() {
			b.faults.Add(c.at, path, c.render(), "want a table: write ["+path+"] on a line of its own and its keys below")
			c = nil
		}
		b.fill(f.table, c, path, dst)
	default:
		b.leaf(f, c, parent, path, dst)
	}
}

// keyed fills a slice with the entries of a table whose keys name something.
func (b *binder) keyed(f *field, c *node, path string, dst reflect.Value) {
	if c == nil {
		return
	}
	if !c.isTable() {
		b.faults.Add(c.at, path, c.render(), wantKeyed(f, path))
		return
	}
	for _, name := range c.names {
		b.entry(f, c, name, path, dst, nil)
	}
}

func wantKeyed(f *field, path string) string {
	if f.kind != "" {
		return "want one value for each " + f.define + f.key + ", as in " + path + "." + f.placeholder() + " = ..."
	}
	return "want a table for each " + f.define + f.key + ", as in [" + path + ".NAME], in single brackets"
}

// entry appends one entry of a keyed table. fixed are keys that have a meaning
// of their own in the same table.
func (b *binder) entry(f *field, parent *node, name, path string, dst reflect.Value, fixed []string) {
	c := parent.child(name)
	path = joinPath(path, name)
	if !b.goodName(f, parent, name, path, fixed) {
		return
	}
	e := reflect.New(dst.Type().Elem()).Elem()
	head := e.Addr().Interface().(entry).head()
	*head = item{ID: name, path: path, from: c}
	switch {
	case f.table == nil:
		b.leaf(f, c, parent, path, e.Field(valueIndex))
	case !c.isTable():
		b.faults.Add(c.at, path, c.render(), "want a table: write ["+path+"] on a line of its own and its keys below")
		return
	default:
		b.fill(f.table, c, path, e)
	}
	dst.Set(reflect.Append(dst, e))
}

// entry is implemented by pointers to all entries of keyed tables.
type entry interface{ head() *item }

func (i *item) head() *item { return i }

// goodName checks the key of an entry: a new id, or one of a closed set.
// References to ids of the scenario are checked later, when all are known.
func (b *binder) goodName(f *field, parent *node, name, path string, fixed []string) bool {
	c := parent.child(name)
	if names := enums[f.key]; names != nil {
		allowed := append(fixed, names()...)
		for _, a := range allowed {
			if a == name {
				return true
			}
		}
		if !b.faults.Skip() {
			want := "unknown " + f.key + fault.DidYouMean(name, allowed)
			if !strings.Contains(want, "?") {
				want = "unknown " + f.key + ": " + fault.OneOf(allowed)
			}
			b.faults.Add(c.at.Named(), path, c.render(), want)
		}
		return false
	}
	if validID.MatchString(name) && len(name) <= maxID {
		return true
	}
	lower := strings.ToLower(name)
	want := wantID
	if twin := parent.child(lower); twin != nil && lower != name {
		want = "differs only in capitals from " + lower + " (" + twin.at.String() + "): want each id once, in small letters"
	} else if validID.MatchString(lower) && len(lower) <= maxID {
		want = "want an id in small letters: " + lower
	}
	b.faults.Add(c.at.Named(), path, fault.Shorten(c.render()), want)
	return false
}

// leaf sets a value, or its default.
func (b *binder) leaf(f *field, c, parent *node, path string, dst reflect.Value) {
	v := dst.Addr().Interface().(leafValue)
	l := v.base()
	*l = leaf{field: f, path: path}
	if f.key == "parameter" {
		l.field = parameterField(f, path)
	}
	if c == nil {
		b.absent(v, parent)
		return
	}
	l.from, l.set = c, true
	want := c.fault
	switch {
	case want != "":
	case c.isTable() && l.field.kind != "coded number":
		want = "want " + article(l.field.kind) + ", not a table"
	default:
		want = v.take(c)
	}
	if want != "" {
		l.bad = true
		b.faults.Add(c.at, path, c.render(), want)
	}
}

func article(kind string) string {
	if kind == "text" || kind == "true or false" {
		return kind
	}
	return "a " + kind
}

func (b *binder) absent(v leafValue, parent *node) {
	l := v.base()
	if l.field.def != "" {
		l.set = true
		v.take(&node{value: defaultValue(l.field)})
		return
	}
	if !l.field.required {
		return
	}
	l.bad = true
	if b.partial || l.path == "format" { // format is wanted of each file
		return
	}
	at := b.root
	if parent != nil && parent.at.Line > 0 {
		at = parent.at
	}
	b.faults.Add(at, l.path, "", "missing: want "+l.field.wanted())
}

// wanted says in a few words what a key holds.
func (f *field) wanted() string {
	switch {
	case f.ref != "":
		return "the id of a " + f.ref + " (" + f.doc + ")"
	case f.kind == "month":
		return `a month in quotes, as in "1993-01" (` + f.doc + ")"
	case !f.span.any:
		return article(f.kind) + ", " + f.span.String() + " (" + f.doc + ")"
	}
	return article(f.kind) + " (" + f.doc + ")"
}

// defaults sets every key of a table that no file mentions.
func defaults(s *schema, dst any, path string) {
	var none fault.Collector
	b := &binder{faults: &none, partial: true}
	b.fill(s, nil, path, reflect.ValueOf(dst).Elem())
}
