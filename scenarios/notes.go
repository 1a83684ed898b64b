package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
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

// unsaid are silent choices that matter, a line for each kind, with how to write them
// otherwise; and what was dropped.
func unsaid(d *form.Document, w *window) (list []string) {
	tell := func(names []string, say string) { // of the names, and of the first
		if len(names) > 0 {
			list = append(list, strings.NewReplacer("NAMES", few(names), "NAME", names[0]).Replace(say))
		}
	}
	tell(form.Where(d.Mediator, func(m *form.Mediator) bool {
		return len(m.Roles) > 0 && !slices.ContainsFunc(m.Roles, func(c *form.CodedOf) bool { return c.From != nil || c.Value.Why != "" })
	}), "no role is coded, so the profile of its track holds, "+profiles()+": NAMES; one that is coded, as mediator.NAME.roles.convener = [0.5], replaces it")
	if len(d.Issue) > 1 {
		tell(form.Where(d.OnFronts(), func(p *form.Party) bool {
			return !slices.ContainsFunc(d.Issue, func(k *form.Issue) bool { return form.Find(k.Salience, p.ID).From != nil })
		}), "no salience is coded, so all issues weigh alike: NAMES; otherwise as issue."+d.Issue[0].ID+".salience.NAME = [4]")
	}
	if keys := defaulted(d); len(keys) > 0 {
		list = append(list, "coded for nobody, so the default holds: "+strings.Join(keys, ", ")+
			"; how to code one: parley list keys "+strings.Fields(keys[0])[1])
	}
	if n, keys, first := exact(d); n > 0 {
		list = append(list, fmt.Sprintf("exact, while others have a margin: %d coded numbers (%s); otherwise as %s = [%s]", n, few(keys), first.Path, first.From.Render()))
	}
	c := &d.Coordination
	leads := append(form.Collect(d.Successors(), func(s *form.Successor) string { return s.Lead.V }), c.CoChairs.V...)
	if c.Lead.Set && !c.Acceptance.Set {
		tell(form.Where(d.Mediator, func(m *form.Mediator) bool {
			return !m.AcceptanceAsLead.Set && (m.ID == c.Lead.V || slices.Contains(leads, m.ID))
		}), "no acceptance as lead is coded, so it follows from preferred settlements and consent: NAMES; otherwise as mediator.NAME.acceptance_as_lead = [0.5]")
	}
	if a, b := patrons(d, 1), patrons(d, -1); len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(d.Link, func(l *form.LinkFrom) bool { return len(l.To) > 0 }) {
		list = append(list, "no links, so patrons of opposed sides never agree in pairs on when to push; otherwise as link."+a[0]+"."+b[0]+" = [0.4]")
	}
	free := func(m *form.Mediator) bool { return !m.Interest.Set }
	if c.ConsensusCoded.From != nil && len(d.Mediator) > 0 && !slices.ContainsFunc(d.Mediator, free) {
		acts := "acts on preferred settlements only, as every interest is coded"
		if !slices.ContainsFunc(d.Mediator, func(m *form.Mediator) bool { return !m.Outline.Set }) {
			acts = "does nothing, as every interest and outline is coded"
		}
		list = append(list, "consensus_coded "+acts+"; an interest that is not follows from consensus and bias")
	}
	tell(form.Where(d.Shock, func(s *form.Shock) bool { from, _, _ := w.span(&s.Start, &s.End); return from > w.last() }),
		"after the horizon, so only a settlement that is being carried out meets the shock: NAMES; months says how long the war is followed")
	if c.Lead.Gone != "" {
		list = append(list, "dropped: "+c.Lead.Path+": "+c.Lead.Gone)
	}
	for _, a := range d.Aside {
		list = append(list, "dropped: "+few(a.Paths)+": "+a.Why)
	}
	return list
}

// few names of a list that may be long.
func few(names []string) string {
	if n := len(names) - 4; n > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:4], ", "), n)
	}
	return strings.Join(names, ", ")
}

// profiles says how many roles the profile of each track has.
func profiles() string {
	var parts []string
	for track, name := range sim.TrackNames {
		unused := func(r sim.RoleInfo) bool { return r.Profile[track] == 0 }
		parts = append(parts, fmt.Sprintf("%d roles if %s", len(slices.DeleteFunc(slices.Clone(sim.Roles[:]), unused)), name))
	}
	return strings.Join(parts, ", ")
}

// patrons of the parties of a side.
func patrons(d *form.Document, side int) []string {
	return form.Where(d.Mediator, func(m *form.Mediator) bool {
		return slices.ContainsFunc(m.PatronOf.V, func(id string) bool { return form.Find(d.Party, id).Side.V == side })
	})
}

// defaulted are keys that nobody coded, where the default is a judgement like any other.
func defaulted(d *form.Document) []string {
	var keys []string
	given := map[string]bool{}
	form.Visitor{Leaf: func(v form.Value) {
		l := v.Base()
		table, _, _ := strings.Cut(l.Path, ".")
		if l.Field.Kind != form.KindCoded || l.Field.Def == "" || table == "talks" || l.Field.Scale == "status_quo" || l.Field.Scale == "capacity" {
			return
		}
		key := table + " " + l.Field.Name + " " + l.Field.Def
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		given[key] = given[key] || l.From != nil
	}}.Document(d)
	return slices.DeleteFunc(keys, func(key string) bool { return given[key] })
}

// exact numbers of files, if others have a margin: how many, in which keys, and the first.
// The ends of an issue's scale and a capability of 0 want none.
func exact(d *form.Document) (n int, keys []string, first *form.Coded) {
	margins := false
	form.Visitor{Leaf: func(v form.Value) {
		c, ok := v.(*form.Coded)
		if !ok || c.From == nil || c.From.At.File == fault.SetOrigin || len(c.Coder) > 0 || c.From.IsTable() {
			margins = margins || ok && !c.V.IsExact()
			return
		}
		if x, scale := c.V.Low, c.Field.Scale; x == 0 && scale == "capability" || (x == 0 || x == 1) && scale == "position" {
			return
		}
		if n++; first == nil {
			first = c
		}
		if !slices.Contains(keys, c.Field.Name) {
			keys = append(keys, c.Field.Name)
		}
	}}.Document(d)
	if !margins {
		n = 0
	}
	return n, keys, first
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
