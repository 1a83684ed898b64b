package scenarios

import (
	"parley/scenarios/fault"
	"slices"
	"strings"
)

// leaveOut applies --without: each id, or path such as link.russia.iran, is
// taken out with everything that refers to it.
func leaveOut(d *document, without []string, faults *fault.Collector) {
	at := fault.Origin{File: withoutOrigin}
	for i, id := range without {
		if slices.Contains(without[:i], id) {
			continue
		}
		id = strings.TrimSpace(id)
		all := removable(d)
		var hits []string
		for _, path := range all {
			if path == id || path == turned(id) || path[strings.LastIndexByte(path, '.')+1:] == id && !strings.HasPrefix(path, "link.") {
				hits = append(hits, path)
			}
		}
		switch {
		case len(hits) == 1:
			d.remove(hits[0], leftOut)
		case len(hits) > 1:
			faults.Add(at, "", "", id+": stands for several things: want one of "+strings.Join(hits, ", "))
		case d.party(strings.TrimPrefix(id, "party.")) >= 0:
			faults.Add(at, "", "", id+": a party cannot be left out; set party."+strings.TrimPrefix(id, "party.")+".essential=false if it need not sign")
		default:
			faults.Add(at, "", "", fault.Shorten(id)+": nothing of this name can be left out"+nearestID(d, id, all))
		}
	}
}

// nearestID hints at what an id or path may have meant: of the same kind, where
// it names one.
func nearestID(d *document, id string, paths []string) string {
	kind, rest, full := strings.Cut(id, ".")
	var same, last []string
	for _, p := range paths {
		if s, ok := strings.CutPrefix(p, kind+"."); ok {
			same = append(same, s)
		}
		last = append(last, p[strings.LastIndexByte(p, '.')+1:])
	}
	switch {
	case full && kind == "link":
		return nearestLink(d, rest, same)
	case full && len(same) > 0:
		if name := fault.Nearest(rest, same); name != "" {
			return "; did you mean " + kind + "." + name + "?"
		}
		return ": " + fault.OneOf(withPrefix(kind, same))
	case full:
		last = paths
	}
	if hint := fault.DidYouMean(id, last); hint != "" {
		return hint
	}
	return ": want the id of a mediator, issue, shock, act or faction, or a link as link.A.B"
}

func withPrefix(kind string, ids []string) []string {
	return collect(ids, func(id string) string { return kind + "." + id })
}

// nearestLink hints at the links of the two that are named, or, where one of
// them is misspelt, at the link that was meant.
func nearestLink(d *document, pair string, links []string) string {
	if len(links) == 0 {
		return ": there are no links"
	}
	a, b, _ := strings.Cut(pair, ".")
	if d.mediator(a) < 0 || d.mediator(b) < 0 {
		for _, turned := range []bool{false, true} {
			typed := pair
			if turned {
				typed = b + "." + a
			}
			if name := fault.Nearest(typed, links); name != "" {
				return "; did you mean link." + name + "?"
			}
		}
		return ": " + fault.OneOf(withPrefix("link", links))
	}
	theirs := slices.DeleteFunc(slices.Clone(links), func(l string) bool {
		x, y, _ := strings.Cut(l, ".")
		return x != a && x != b && y != a && y != b
	})
	if len(theirs) > 0 {
		links = theirs
	}
	return ": these two have no link; " + fault.OneOf(withPrefix("link", links))
}

// turned is a link read from its other end; other paths stay as they are.
func turned(path string) string {
	if part := strings.Split(path, "."); len(part) == 3 && part[0] == "link" {
		return "link." + part[2] + "." + part[1]
	}
	return path
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
