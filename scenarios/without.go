package scenarios

import (
	"slices"
	"strings"
)

// leaveOut applies --without: each id, or path such as link.russia.iran, is
// taken out with everything that refers to it.
func leaveOut(d *document, without []string, faults *collector) {
	at := origin{file: withoutOrigin}
	for i, id := range without {
		if slices.Contains(without[:i], id) {
			continue
		}
		id = strings.TrimSpace(id)
		all := removable(d)
		var hits []string
		for _, path := range all {
			if path == id || path[strings.LastIndexByte(path, '.')+1:] == id && !strings.HasPrefix(path, "link.") {
				hits = append(hits, path)
			}
		}
		switch {
		case len(hits) == 1:
			d.remove(hits[0], leftOut)
		case len(hits) > 1:
			faults.add(at, "", "", id+": stands for several things: want one of "+strings.Join(hits, ", "))
		case d.party(strings.TrimPrefix(id, "party.")) >= 0:
			faults.add(at, "", "", id+": a party cannot be left out; set party."+strings.TrimPrefix(id, "party.")+".essential=false if it need not sign")
		default:
			faults.add(at, "", "", shorten(id)+": nothing of this name can be left out"+nearestID(id, all))
		}
	}
}

func nearestID(id string, paths []string) string {
	if hint := DidYouMean(id, paths); strings.Contains(id, ".") {
		return hint
	}
	last := make([]string, len(paths))
	for i, p := range paths {
		last[i] = p[strings.LastIndexByte(p, '.')+1:]
	}
	if hint := DidYouMean(id, last); hint != "" {
		return hint
	}
	return ": want the id of a mediator, issue, shock, act or faction, or a link as link.A.B"
}

// removable lists the paths of all that can be left out.
func removable(d *document) []string {
	var paths []string
	add := func(i *item) { paths = append(paths, i.path) }
	for i := range d.Party {
		for j := range d.Party[i].Faction {
			add(&d.Party[i].Faction[j].item)
		}
	}
	for i := range d.Issue {
		add(&d.Issue[i].item)
	}
	for i := range d.Mediator {
		add(&d.Mediator[i].item)
	}
	for i := range d.Link {
		for j := range d.Link[i].To {
			add(&d.Link[i].To[j].item)
		}
	}
	for i := range d.Shock {
		add(&d.Shock[i].item)
	}
	for i := range d.Act {
		add(&d.Act[i].item)
	}
	return paths
}

const leftOut = "the lead is left out"

// remove takes out the entry with a path, and what refers to it.
func (d *document) remove(path, why string) {
	kind, id, _ := strings.Cut(path, ".")
	switch kind {
	case "party":
		for i := range d.Party {
			d.Party[i].Faction = slices.DeleteFunc(d.Party[i].Faction, func(f faction) bool { return f.path == path })
		}
	case "issue":
		d.removeIssue(id)
	case "mediator":
		d.removeMediator(id, why)
	case "link":
		for i := range d.Link {
			d.Link[i].To = slices.DeleteFunc(d.Link[i].To, func(c codedOf) bool { return c.path == path })
		}
	case "shock":
		d.Shock = slices.DeleteFunc(d.Shock, func(s shock) bool { return s.ID == id })
	case "act":
		d.Act = slices.DeleteFunc(d.Act, func(a act) bool { return a.ID == id })
	}
}

// removeIssue leaves acts about the issue in place: they are then about none.
func (d *document) removeIssue(id string) {
	d.Issue = slices.DeleteFunc(d.Issue, func(k issue) bool { return k.ID == id })
	for i := range d.Act {
		if a := &d.Act[i]; a.Issue.set && a.Issue.V == id {
			a.Issue.leaf = leaf{field: a.Issue.field, path: a.Issue.path}
			a.Issue.V = ""
		}
	}
}

// removeMediator takes its links, acts and entries in shocks with it. If it was
// the lead, why it is gone is remembered for the check of the regime.
func (d *document) removeMediator(id, why string) {
	d.Mediator = slices.DeleteFunc(d.Mediator, func(m mediator) bool { return m.ID == id })
	d.Link = slices.DeleteFunc(d.Link, func(l linkFrom) bool { return l.ID == id })
	for i := range d.Link {
		d.Link[i].To = slices.DeleteFunc(d.Link[i].To, func(c codedOf) bool { return c.ID == id })
	}
	for i := range d.Shock {
		d.Shock[i].Interest = slices.DeleteFunc(d.Shock[i].Interest, func(n numberOf) bool { return n.ID == id })
	}
	d.Act = slices.DeleteFunc(d.Act, func(a act) bool { return a.Mediator.V == id })
	if lead := &d.Coordination.Lead; lead.set && lead.V == id {
		lead.set, lead.gone = false, why
	}
}
