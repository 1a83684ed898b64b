package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// notes say in sentences what follows from a complete document without standing
// in it: who is on which side, and what a settlement needs.
func notes(d *document, w *window) []string {
	list := []string{sidesNote(d)}
	if n := &d.Model.ThirdParties; n.set && n.V > len(d.Mediator) {
		list = append(list, fmt.Sprintf("model.third_parties = %d: there are %d, so all take part", n.V, len(d.Mediator)))
	}
	for i := range d.Mediator {
		if m := &d.Mediator[i]; m.Strategy.V == scripted && !d.acts(m.ID) {
			list = append(list, fmt.Sprintf("%s is scripted and has no [act]: it does nothing", m.ID))
		}
	}
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

// acts says whether somebody has a dated act.
func (d *document) acts(mediator string) bool {
	return slices.ContainsFunc(d.Act, func(a act) bool { return a.Mediator.V == mediator })
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
