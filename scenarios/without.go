package scenarios

import (
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
)

// leaveOut applies --without: each id, or path such as link.russia.iran, is
// taken out with everything that refers to it.
func leaveOut(d *form.Document, without []string, faults *fault.Collector) {
	at := fault.Origin{File: form.WithoutOrigin}
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
			d.Remove(hits[0], "the lead is left out")
		case len(hits) > 1:
			faults.Add(at, "", "", id+": stands for several things: want one of "+strings.Join(hits, ", "))
		case form.At(d.Party, strings.TrimPrefix(id, "party.")) >= 0:
			faults.Add(at, "", "", id+": a party cannot be left out; set party."+strings.TrimPrefix(id, "party.")+".essential=false if it need not sign")
		default:
			faults.Add(at, "", "", fault.Shorten(id)+": nothing of this name can be left out"+nearestID(id, all))
		}
	}
}

// nearestID hints at what an id or path may have meant, of the same kind where it names
// one.
func nearestID(id string, paths []string) string {
	kind, _, full := strings.Cut(id, ".")
	var same, last []string
	for _, p := range paths {
		if strings.HasPrefix(p, kind+".") {
			same = append(same, p[len(kind)+1:])
		}
		last = append(last, p[strings.LastIndexByte(p, '.')+1:])
	}
	switch {
	case !full:
		same = last
	case len(same) == 0:
		same = paths
	default:
		for _, name := range []string{id, turned(id)} {
			if near := fault.Nearest(name[len(kind)+1:], same); near != "" {
				return "; did you mean " + kind + "." + near + "?"
			}
		}
		return ": want one of " + kind + "." + strings.Join(same, ", "+kind+".")
	}
	if hint := fault.DidYouMean(id, same); hint != "" {
		return hint
	}
	return ": want the id of a mediator, issue, shock, act or faction, or a link as link.A.B"
}

// turned is a link read from its other end; other paths stay as they are.
func turned(path string) string {
	if part := strings.Split(path, "."); len(part) == 3 && part[0] == "link" {
		return "link." + part[2] + "." + part[1]
	}
	return path
}

// removable lists the paths of all that can be left out.
func removable(d *form.Document) (paths []string) {
	form.Visitor{Only: func(*form.Field) bool { return false }, Entry: func(f *form.Field, e *form.Item) {
		switch kind, _, _ := strings.Cut(e.Path, "."); {
		case f.Define == "faction", f.Define != "" && kind != "party" && kind != "front", kind == "link" && f.Table == nil:
			paths = append(paths, e.Path)
		}
	}}.Document(d)
	return paths
}
