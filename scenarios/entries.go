package scenarios

import "strings"

// Entry is one resolved value: what holds, in which unit, and who says so: a
// file with line, "--set", or "default".
type Entry struct{ Path, Value, Unit, Origin string }

// quiet keys are left out where nobody gave them.
var quiet = map[string]bool{"source": true, "confidence": true, "extends": true}

// entries lists a complete document in its own order.
func entries(d *document) []Entry {
	var list []Entry
	visitor{leaf: func(v leafValue) {
		l := v.base()
		if l.from == nil && (quiet[l.field.name] || isAside(l.path)) {
			return
		}
		e := Entry{Path: l.path, Unit: l.field.unit, Origin: "default"}
		if l.why != "" {
			e.Origin = l.why
		}
		switch {
		case l.note != "":
			e.Value = l.note
		case l.set:
			e.Value = v.show()
		default:
			e.Value = l.field.unset
		}
		if l.from != nil {
			e.Origin = l.from.at.String()
		}
		e.Origin = strings.Join(append([]string{e.Origin}, l.read...), ", ")
		list = append(list, e)
	}}.document(d)
	return list
}
