package scenarios

import (
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"reflect"
)

// Template is a scenario that is read once and built many times, each time with
// other overrides. Any number of goroutines may use it at once.
type Template struct {
	name    string
	root    fault.Origin
	without []string
	layers  int             // files that extend each other
	tree    *node           // with the overrides of Options
	base    *document       // of that tree; read only
	faults  fault.Collector // of that document; none once prepared
	built   *Scenario
	hash    string
	ids     map[string][]string // of keyed tables, by the path of the table

	posterior     *posterior.Posterior
	posteriorFile string
	prior         bool                        // no posterior by default
	shipped       func() *posterior.Posterior // of the scenario's name; nil if there is none
	plainHash     func() string               // as priorHash, without overrides
	ownHash       func() string               // as priorHash, under the overrides of Options
}

// Prepare reads a shipped scenario by name, or a file, with what it extends. It
// refuses what Load refuses, with the same *Faults.
func Prepare(nameOrPath string, o Options) (*Template, error) {
	s, err := open(nameOrPath)
	if err != nil {
		return nil, err
	}
	return prepare(s, o)
}

func prepare(s source, o Options) (*Template, error) {
	t, err := bound(s, o)
	if err != nil {
		return nil, err
	}
	if t.faults.Any() {
		_, _, err := t.finish(t.base, &t.faults)
		return nil, err
	}
	d, built, err := t.finish(t.renewed(t.tree, &t.faults), &t.faults)
	if err != nil {
		return nil, err
	}
	t.built, t.hash, t.ids = built, hashOf(d, built.posterior), idsOf(d)
	return t, nil
}

// Build makes the scenario with further overrides, each as "path=value": the
// same as Load with all of them, but for Entries, which stay empty. The error
// is a *Faults.
func (t *Template) Build(set []string) (*Scenario, error) { return t.build(set, &fault.Collector{}) }

// BuildPoint is the same, but that its faults name no file or line. What they
// say then depends on Hash and the overrides alone, as the scenario itself does.
func (t *Template) BuildPoint(set []string) (*Scenario, error) {
	return t.build(set, &fault.Collector{Placeless: true})
}

func (t *Template) build(set []string, faults *fault.Collector) (*Scenario, error) {
	tree := override(t.tree, set, t.layers, faults)
	if !checkSizes(tree, faults) {
		return nil, faults.Err()
	}
	_, out, err := t.finish(t.renewed(tree, faults), faults)
	return out, err
}

// Scenario is the template as it stands, without further overrides or Entries.
// It is shared: do not change it.
func (t *Template) Scenario() *Scenario { return t.built }

// renewed is the document of a tree that differs from the template's. What both
// share is copied from the template's document, the rest is bound anew.
func (t *Template) renewed(tree *node, faults *fault.Collector) *document {
	d := &document{}
	*d = *t.base
	b := &binder{faults: faults, root: t.root}
	val := reflect.ValueOf(d).Elem()
	for _, f := range format().fields {
		c, was, field := tree.child(f.name), t.tree.child(f.name), val.Field(f.index)
		switch {
		case c == was:
			copyLists(f, field)
		case f.keyed && c.isTable():
			b.renewEntries(f, c, was, f.name, field)
		default:
			field.SetZero()
			b.key(f, c, tree, f.name, field)
		}
	}
	for _, name := range tree.names {
		if format().byName[name] == nil {
			b.unknown(format(), tree, name, "")
		}
	}
	d.partiesLost = lostEntries(tree.child("party"), len(d.Party))
	d.issuesLost = lostEntries(tree.child("issue"), len(d.Issue))
	return d
}

// renewEntries binds the entries of a keyed table that have changed or are new.
// The template's have no faults, so they stand in the order of its keys.
func (b *binder) renewEntries(f *field, c, was *node, path string, dst reflect.Value) {
	list := reflect.New(dst.Type()).Elem()
	list.Grow(len(c.names))
	for i, name := range c.names {
		if c.child(name) != was.child(name) {
			b.entry(f, c, name, path, list, nil)
			continue
		}
		list.Set(reflect.Append(list, dst.Index(i)))
		copyTableLists(f.table, list.Index(list.Len()-1))
	}
	dst.Set(list)
}

// copyLists gives a field lists of its own, however deep: later stages change
// entries and take some out.
func copyLists(f *field, v reflect.Value) {
	switch {
	case f.keyed && v.Len() == 0:
	case f.keyed:
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		v.Set(list)
		for i := 0; f.table != nil && f.table.lists && i < v.Len(); i++ {
			copyTableLists(f.table, v.Index(i))
		}
	case f.table != nil && f.table.lists:
		copyTableLists(f.table, v)
	}
}

func copyTableLists(s *schema, v reflect.Value) {
	for _, f := range s.fields {
		copyLists(f, v.Field(f.index))
	}
	if s.rest != nil {
		copyLists(s.rest, v.Field(s.rest.index))
	}
}
