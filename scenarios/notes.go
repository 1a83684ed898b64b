package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/form"
)

// notes say in sentences what follows from a complete document without standing
// in it: who is on which side, and what a settlement needs.
func notes(d *form.Document, w *window) []string {
	list := []string{sidesNote(d)}
	if n := &d.Model.ThirdParties; n.Set && n.V > len(d.Mediator) {
		list = append(list, fmt.Sprintf("model.third_parties = %d: there are %d, so all take part", n.V, len(d.Mediator)))
	}
	for _, m := range d.Mediator {
		if m.Strategy.V == scripted && !slices.ContainsFunc(d.Act, func(a *form.Act) bool { return a.Mediator.V == m.ID }) {
			list = append(list, fmt.Sprintf("%s is scripted and has no [act]: it does nothing", m.ID))
		}
	}
	if !slices.ContainsFunc(d.Issue, func(k *form.Issue) bool { return k.Essential.V }) {
		return append(list, "no issue is essential: the sides can sign as soon as one is agreed")
	}
	for _, k := range d.Issue {
		if !k.Essential.V || !k.From.Set {
			continue
		}
		if r := w.round(&k.From); r > 0 {
			list = append(list, fmt.Sprintf("%s (essential) comes up only from %s: a settlement signed before does not need it", k.ID, w.month(r)))
		}
	}
	return list
}

func sidesNote(d *form.Document) string {
	var parts []string
	for _, side := range []struct {
		v    int
		name string
	}{{1, "side +1: "}, {-1, "side -1: "}, {0, "side 0: "}} {
		var on []string
		for _, p := range d.Party {
			if p.Side.V == side.v {
				on = append(on, p.ID)
			}
		}
		if len(on) == 0 && side.v != 0 {
			on = []string{"nobody"}
		}
		if len(on) > 0 {
			parts = append(parts, side.name+strings.Join(on, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// Entry is one resolved value: what holds, in which unit, and who says so: a
// file with line, "--set", or "default".
type Entry struct{ Path, Value, Unit, Origin string }

// quiet keys, and those of such tables, are left out where nobody gave them.
var quiet = map[string]bool{"source": true, "confidence": true, "extends": true, "experiment": true, "calibration": true}

// entries lists a complete document in its own order.
func entries(d *form.Document) []Entry {
	var list []Entry
	form.Visitor{Leaf: func(v form.Value) {
		l := v.Base()
		if table, _, _ := strings.Cut(l.Path, "."); l.From == nil && (quiet[l.Field.Name] || quiet[table]) {
			return
		}
		e := Entry{Path: l.Path, Unit: l.Field.Unit, Origin: "default"}
		if l.Why != "" {
			e.Origin = l.Why
		}
		switch {
		case l.Note != "":
			e.Value = l.Note
		case l.Set:
			e.Value = v.Show()
		default:
			e.Value = l.Field.Unset
		}
		if l.From != nil {
			e.Origin = l.From.At.String()
		}
		e.Origin = strings.Join(append([]string{e.Origin}, l.Read...), ", ")
		list = append(list, e)
	}}.Document(d)
	return list
}

// Absent is what a scenario names and its war lacks: what --without leaves out, and
// what is there in none of its months. A record may still tell of it.
type Absent struct {
	Mediators []string
	Issues    []AbsentIssue
}

// AbsentIssue is an issue, and its cluster or "".
type AbsentIssue struct{ ID, Cluster string }

// without what a document still has of all that it names.
func (a Absent) without(d *form.Document) Absent {
	a.Mediators = slices.DeleteFunc(a.Mediators, func(id string) bool { return form.At(d.Mediator, id) >= 0 })
	a.Issues = slices.DeleteFunc(a.Issues, func(k AbsentIssue) bool { return form.At(d.Issue, k.ID) >= 0 })
	return a
}
