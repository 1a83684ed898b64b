package scenarios

import (
	"fmt"
	"slices"

	"parley/scenarios/fault"
	"parley/sim"
)

// checkSizes refuses a tree with more entries than the engine takes, before
// anything is made of them.
func checkSizes(tree *node, faults *fault.Collector) bool {
	ok := true
	for _, limit := range []struct {
		key string
		max int
	}{
		{"party", sim.MaxParties}, {"front", sim.MaxFronts}, {"issue", sim.MaxIssues},
		{"mediator", sim.MaxMediators}, {"shock", sim.MaxShocks}, {"act", maxActs},
	} {
		if n := tree.child(limit.key); n != nil && len(n.names) > limit.max {
			faults.Add(n.at, limit.key, "", fmt.Sprintf("%d of them: want at most %d", len(n.names), limit.max))
			ok = false
		}
	}
	parties := tree.child("party")
	if parties == nil {
		return ok
	}
	for _, id := range parties.names {
		if n := parties.table[id].child("faction"); n != nil && len(n.names) > maxFactions {
			faults.Add(n.at, "party."+id+".faction", "", fmt.Sprintf("%d of them: want at most %d", len(n.names), maxFactions))
			ok = false
		}
	}
	return ok
}

const (
	maxActs     = 8192
	maxFactions = 32
)

// checkNewcomers wants a name of whatever is added to a scenario that is
// extended or overridden, so that a misspelt id is not taken for a new one.
// What lacks it is taken out, so as not to cause further faults.
func checkNewcomers(d *document, faults *fault.Collector) {
	c := newcomers{faults}
	d.Party = dropNew(c, d.Party, "party", func(p *party) *text { return &p.Name })
	for i := range d.Party {
		d.Party[i].Faction = dropNew(c, d.Party[i].Faction, "faction", func(f *faction) *text { return &f.Name })
	}
	d.Issue = dropNew(c, d.Issue, "issue", func(k *issue) *text { return &k.Name })
	d.Mediator = dropNew(c, d.Mediator, "mediator", func(m *mediator) *text { return &m.Name })
	d.Shock = dropNew(c, d.Shock, "shock", func(s *shock) *text { return &s.Name })
	d.Front = dropNew(c, d.Front, "front", func(f *front) *text { return &f.First })
	d.Act = dropNew(c, d.Act, "act", func(a *act) *text { return &a.Mediator })
}

type newcomers struct{ faults *fault.Collector }

func dropNew[E any, P interface {
	*E
	entry
}](c newcomers, list []E, kind string, name func(P) *text) []E {
	kept := list[:0]
	for i := range list {
		e := P(&list[i])
		h, n := e.head(), name(e)
		if h.from.at.Layer > 0 && n.from == nil {
			c.report(h, n, kind, old[E, P](kept))
			continue
		}
		if len(kept) < i {
			list[len(kept)] = list[i]
		}
		kept = list[:len(kept)+1]
	}
	return kept
}

func (c newcomers) report(h *item, name *text, kind string, old func() []string) {
	if !c.faults.Skip() {
		key := name.path[len(h.path)+1:]
		c.faults.AddUnknown(h.from.at.Named(), h.path, h.from.render(), fmt.Sprintf("unknown %s%s (to add one, give it a %s)", kind, fault.DidYouMean(h.ID, old()), key))
	}
}

// old lists, when asked, the entries that nobody added.
func old[E any, P interface {
	*E
	entry
}](list []E) func() []string {
	return func() (names []string) {
		for i := range list {
			if h := P(&list[i]).head(); h.from.at.Layer == 0 {
				names = append(names, h.ID)
			}
		}
		return names
	}
}

// checkReferences reports every name of a party, mediator or issue that is not
// defined.
func checkReferences(d *document, faults *fault.Collector) {
	defined := map[string][]string{"party": ids(d.Party), "mediator": ids(d.Mediator), "issue": ids(d.Issue)}
	one := func(kind, id, path string, n *node, at fault.Origin) bool {
		names := defined[kind]
		if slices.Contains(names, id) {
			return true
		}
		if !faults.Skip() {
			hint := fault.DidYouMean(id, names)
			if hint == "" {
				hint = ": " + fault.OneOf(names)
			}
			faults.AddUnknown(at, path, n.render(), "unknown "+kind+hint)
		}
		return false
	}
	visitor{
		only: func(f *field) bool { return f.ref != "" },
		leaf: func(v leafValue) {
			l := v.base()
			if !l.given() || l.gone != "" {
				return
			}
			switch v := v.(type) {
			case *text:
				l.bad = !one(l.field.ref, v.V, l.path, l.from, l.from.at)
			case *words:
				for _, id := range v.V {
					l.bad = !one(l.field.ref, id, l.path, l.from, l.from.at) || l.bad
				}
			}
		},
		entry: func(f *field, e *item) {
			if f.key != "" && f.key != settingKey && enums[f.key] == nil {
				e.bad = !one(f.key, e.ID, e.path, e.from, e.from.at.Named())
			}
		},
	}.document(d)
}

// checkParties wants two or more, one of them essential.
func checkParties(d *document, root fault.Origin, faults *fault.Collector) {
	if d.partiesLost {
		return
	}
	switch len(d.Party) {
	case 0:
		faults.Add(root, "party", "", "no parties: want at least two, each as [party.NAME]")
		return
	case 1:
		faults.Add(d.Party[0].from.at, d.Party[0].path, "", "only one party: want at least two, each as [party.NAME]")
		return
	}
	for i := range d.Party {
		if d.Party[i].Essential.V || d.Party[i].Essential.bad {
			return
		}
	}
	first := &d.Party[0].Essential
	faults.Add(first.from.at, first.path, first.from.render(), "no party is essential: want at least one whose signature is needed")
}

// checkTwins wants different ids of parties and mediators, who stand side by
// side in every report.
func checkTwins(d *document, faults *fault.Collector) {
	for i := range d.Mediator {
		m := &d.Mediator[i].item
		j := d.party(m.ID)
		if j < 0 {
			continue
		}
		p := &d.Party[j].item
		if p.from.at.Layer > m.from.at.Layer {
			m, p = p, m
		}
		faults.Add(m.from.at, m.path, "", fmt.Sprintf("%s stands already at %s (%s): want a party and a mediator to differ in their ids", m.ID, p.path, faults.Place(p.from.at)))
	}
}

// checkFronts wants two different parties on each, and a front for more than
// two parties.
func checkFronts(d *document, root fault.Origin, faults *fault.Collector) {
	if len(d.Front) == 0 && len(d.Party) > 2 {
		faults.Add(root, "front", "", "missing: with more than two parties want [front.NAME] with first and second, the parties at war")
	}
	for i := range d.Front {
		f := &d.Front[i]
		if len(d.Party) != 2 {
			for _, side := range []*text{&f.First, &f.Second} {
				if side.from == nil {
					faults.Add(f.from.at, side.path, "", "missing: with more than two parties want the id of "+side.field.doc)
				}
			}
		}
		if f.First.given() && f.Second.given() && f.First.V == f.Second.V {
			faults.Add(f.Second.from.at, f.Second.path, f.Second.from.render(), "the same party on both sides: want two different ones")
		}
	}
}

// checkIssues wants at least one, and something that each party cares about.
func checkIssues(d *document, root fault.Origin, faults *fault.Collector) {
	if d.issuesLost {
		return
	}
	if len(d.Issue) == 0 {
		faults.Add(root, "issue", "", "no issues: want at least one, as [issue.NAME]")
		return
	}
	for i := range d.Party {
		if at := caresNothing(d, d.Party[i].ID); at != nil {
			faults.Add(at.from.at, at.path, at.from.render(), "the party cares about no issue: want a salience above 0 for at least one")
		}
	}
}

// caresNothing returns the first salience of a party whose saliences are all 0.
func caresNothing(d *document, party string) *leaf {
	var first *leaf
	for i := range d.Issue {
		j := find(d.Issue[i].Salience, party)
		if j < 0 {
			return nil
		}
		s := &d.Issue[i].Salience[j].Value
		if s.bad || s.V.High > 0 {
			return nil
		}
		if first == nil {
			first = &s.leaf
		}
	}
	return first
}

// checkLinks wants two different mediators, each pair once.
func checkLinks(d *document, faults *fault.Collector) {
	links := 0
	for i := range d.Link {
		links += len(d.Link[i].To)
	}
	seen := make(map[[2]string]string, links)
	for i := range d.Link {
		from := &d.Link[i]
		for j := range from.To {
			to := &from.To[j]
			if to.ID == from.ID {
				faults.Add(to.from.at.Named(), to.path, to.from.render(), "want a link between two different mediators")
				continue
			}
			pair := [2]string{min(from.ID, to.ID), max(from.ID, to.ID)}
			if twin := seen[pair]; twin != "" {
				faults.Add(to.from.at.Named(), to.path, to.from.render(), "links hold both ways: this pair stands already at "+twin)
				continue
			}
			seen[pair] = to.path
		}
	}
}

// checkLead wants a lead where the regime needs one.
func checkLead(d *document, faults *fault.Collector) {
	c := &d.Coordination
	regime, ok := sim.RegimeByID(c.Regime.V)
	if !ok || c.Regime.bad || !sim.Regimes[regime].NeedsLead || c.Lead.set {
		return
	}
	if c.Lead.gone != "" {
		faults.Add(c.Lead.from.at, c.Lead.path, c.Lead.from.render(), c.Lead.gone+": want another lead, or a regime without one")
		return
	}
	at := c.Regime.from.at // the default regime needs none
	want := fmt.Sprintf("missing: regime %s needs the id of a mediator as lead", c.Regime.V)
	if len(d.Mediator) > 0 {
		want += ": " + fault.OneOf(ids(d.Mediator))
	}
	faults.Add(at, c.Lead.path, "", want)
}

// checkActs wants acts of scripted mediators only. Where the strategy was
// changed after the acts were written, the acts are dropped.
func checkActs(d *document, faults *fault.Collector) {
	d.Act = slices.DeleteFunc(d.Act, func(a act) bool {
		i := d.mediator(a.Mediator.V)
		if i < 0 || d.Mediator[i].Strategy.bad || d.Mediator[i].Strategy.V == scripted {
			return false
		}
		s := &d.Mediator[i].Strategy
		if s.layer() > a.from.at.Layer {
			return true
		}
		if a.Mediator.given() {
			faults.Add(a.Mediator.from.at, a.Mediator.path, a.Mediator.from.render(),
				fmt.Sprintf("its strategy is %s: want %s.strategy = %q for acts to be played", s.V, d.Mediator[i].path, scripted))
		}
		return false
	})
}

const scripted = "scripted"
