package scenarios

import (
	"cmp"
	"encoding/json"
	"strings"

	"parley/scenarios/form"
	"parley/scenarios/notes"
	"parley/scenarios/syntax"
)

// notes on a complete document: what was dropped or moved, and what follows from the rest.
func (t *Template) notes(d *form.Document) []notes.Note {
	list := notes.Of(d, t.built.Config, &t.built.Arm)
	add := func(kind notes.Kind, text string) { list = append(list, notes.Note{Text: text, Kind: kind}) }
	war, _, _ := strings.Cut(t.name, "-")
	parent, _, _ := strings.Cut(stem(d.Extends.V), "-")
	if _, isShipped := Source(war); isShipped && war != smallest && !t.own && parent != war {
		kind := notes.Doubt
		if t.built.posterior != nil {
			kind = notes.Answer
		}
		add(kind, war+" is a shipped war, and this file is called like it without extending it: record and posterior of that war are taken for this one's; give the file another name")
	}
	if lead := &d.Coordination.Lead; lead.Gone != "" {
		add(notes.Answer, "dropped: "+lead.Path+": "+lead.Gone)
	}
	if s := &d.Start; s.Given() && s.Layer() > d.Party[0].From.At.Layer {
		add(notes.Answer, s.Said()+" moves time zero: what was coded as of another month now holds as of this one")
	}
	if t.built.Coding != "" {
		add(notes.Says, "under another coding: "+t.built.Coding)
	}
	return list
}

// smallest shipped scenario is there to be copied, and no war.
const smallest = "minimal"

// Entry is one resolved value: what holds, in which unit, and who says so: a
// file with line, "--set", or "default".
type Entry struct{ Path, Value, Unit, Origin string }

// quiet keys, and those of such tables, are left out where nobody gave them.
var quiet = map[string]bool{"source": true, "confidence": true, "extends": true, "experiment": true, "calibration": true}

// entries lists a complete document in its own order.
func entries(d *form.Document) []Entry {
	var list []Entry
	for v := range form.Each[form.Value](d) {
		l := v.Base()
		if l.From == nil && (quiet[l.Field.Name] || quiet[l.Table()]) {
			continue
		}
		e := Entry{Path: l.Path, Unit: l.Field.Unit, Origin: cmp.Or(l.Why, "default")}
		if e.Value = cmp.Or(l.Note, l.Field.Unset); l.Note == "" && l.Set {
			e.Value = v.Show()
		}
		if l.From != nil {
			e.Origin = l.From.At.String()
		}
		e.Origin = strings.Join(append([]string{e.Origin}, l.Read...), ", ")
		list = append(list, e)
	}
	return list
}

// Text is the scenario as one file that extends none: with the overrides of Options, but for
// what they leave out, and without sources and experiments. Its Hash is that of the template.
func (t *Template) Text() string {
	var b strings.Builder
	var write func(path string, n *syntax.Node)
	write = func(path string, n *syntax.Node) {
		raw := n.Raw
		if n.Bare {
			quoted, _ := json.Marshal(raw) // a string cannot fail
			raw = string(quoted)
		} else if n.IsTable() {
			raw = "{}"
		}
		if len(n.Names) == 0 {
			b.WriteString(path + " = " + raw + "\n")
		}
		for _, name := range n.Names {
			child := n.Table[name]
			if top := path == ""; name == "source" && !child.IsTable() || top && (name == "extends" || name == "experiment" || name == "calibration") {
				continue
			}
			write(syntax.JoinPath(path, name), child)
		}
	}
	write("", t.tree)
	return b.String()
}
