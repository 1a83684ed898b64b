package scenarios

import (
	"fmt"
	"strings"
)

// notes say in sentences what follows from a complete document without standing
// in it: who is on which side, and what a settlement needs.
func notes(d *document, w *window) []string {
	list := []string{sidesNote(d)}
	essential := false
	for i := range d.Issue {
		essential = essential || d.Issue[i].Essential.V
	}
	if !essential {
		return append(list, "no issue is essential: the sides can sign as soon as one is agreed")
	}
	for i := range d.Issue {
		k := &d.Issue[i]
		if !k.Essential.V || !k.From.set {
			continue
		}
		if r := w.round(&k.From); r > 0 {
			list = append(list, fmt.Sprintf("%s (essential) comes up only from %s: a settlement signed before does not need it", k.ID, w.month(r)))
		}
	}
	return list
}

func sidesNote(d *document) string {
	var parts []string
	for _, side := range []struct {
		v    int
		name string
	}{{1, "side +1: "}, {-1, "side -1: "}, {0, "side 0: "}} {
		var on []string
		for i := range d.Party {
			if d.Party[i].Side.V == side.v {
				on = append(on, d.Party[i].ID)
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
