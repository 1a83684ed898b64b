package scenarios

import (
	"cmp"
	"slices"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// checkTalks wants clusters that there are, issues agreed that are there at time zero, and a
// deadline after it.
func checkTalks(d *form.Document, w *window, faults *fault.Collector) {
	t := &d.Talks
	var clusters []string
	for _, k := range d.Issue {
		if k.Cluster.Set && !slices.Contains(clusters, k.Cluster.V) {
			clusters = append(clusters, k.Cluster.V)
		}
		if k.Agreed.Given() && k.From.Set && w.round(&k.From) > 0 {
			k.Agreed.Wrong(faults, "the issue comes up only in "+k.From.V.String()+": what is agreed at time zero is there then")
		}
	}
	for _, name := range t.Frameworks.V {
		if !slices.Contains(clusters, name) {
			hint := ": there are none, since no issue has a cluster"
			if len(clusters) > 0 {
				hint = cmp.Or(fault.DidYouMean(name, clusters), ": "+fault.OneOf(clusters))
			}
			t.Frameworks.Wrong(faults, "unknown cluster "+name+hint)
		}
	}
	if t.Deadline.Given() {
		switch r := w.round(&t.Deadline); {
		case t.Deadline.Bad:
		case r == 0:
			t.Deadline.Wrong(faults, "the month of time zero: want a later one")
		case r < 0, r-sim.LastMonths >= w.last():
			t.Deadline.Set = false
			d.SetAside(t.Deadline.Path, w.outsideIt())
		}
	}
}

// checkTable wants nobody's signature from outside the talks.
func checkTable(d *form.Document, faults *fault.Collector) {
	for _, p := range d.Party {
		switch {
		case p.AtTable.V || p.AtTable.Bad:
		case !p.Essential.Given():
			p.Essential.V, p.Essential.Why = false, "default: it is not at the table"
		case p.Essential.V:
			p.Essential.Wrong(faults, "it is not at the table: want its signature to be needed only of parties that are")
		}
	}
}

// checkWarGoesOn wants a front with both its sides in each month of war.
func checkWarGoesOn(d *form.Document, w *window, faults *fault.Collector) {
	there := map[string]func(month int) bool{}
	months := []int{0}
	for _, p := range d.Party {
		from, to, ok := w.interval(&p.Enter, &p.Exit)
		if p.Enter.Bad || p.Exit.Bad {
			return
		}
		there[p.ID] = func(month int) bool { return ok && from <= month && month <= to }
		months = append(months, from, to+1)
	}
	slices.Sort(months)
	for _, month := range months {
		absent := func(id string) bool { return there[id] == nil || !there[id](month) }
		atWar := slices.ContainsFunc(d.Front, func(f *form.Front) bool { return !absent(f.First.V) && !absent(f.Second.V) })
		if len(d.Front) == 0 || len(d.Party) == 2 {
			atWar = !slices.ContainsFunc(d.Party, func(p *form.Party) bool { return absent(p.ID) })
		}
		if atWar || month > w.last() {
			continue
		}
		for _, p := range d.Party {
			for _, date := range []*form.Month{&p.Exit, &p.Enter} {
				if absent(p.ID) && date.Given() {
					date.Wrong(faults, "no front has both its sides in "+w.month(month).String()+": want two parties at war in every month")
					return
				}
			}
		}
		return
	}
}

// checkLeads wants leads one after the other, and chairs beside a lead.
func checkLeads(d *form.Document, w *window, faults *fault.Collector) {
	c := &d.Coordination
	if c.Lead.Set { // who names another lead drops what follows from the one before
		before := func(layer int, path string) bool {
			earlier := layer < c.Lead.Layer() && layer != fault.NoLayer
			if earlier {
				d.SetAside(path, c.Lead.Said()+" leads alone")
			}
			return earlier
		}
		if before(c.Until.Layer(), c.Until.Path) {
			c.Until.Set = false
		}
		if before(c.CoChairs.Layer(), c.CoChairs.Path) {
			c.CoChairs.Set, c.CoChairs.V = false, nil
		}
		c.Successor = slices.DeleteFunc(c.Successor, func(s *form.Successor) bool { return before(s.From.Layer(), s.Path) })
	}
	for _, x := range []struct {
		given bool
		leaf  *form.Leaf
	}{{c.Until.Set && c.Until.Given(), &c.Until.Leaf}, {c.CoChairs.Given(), &c.CoChairs.Leaf}} {
		if x.given && !c.Lead.Set && c.Lead.Gone == "" {
			x.leaf.Wrong(faults, "there is no coordination.lead")
		}
	}
	if c.CoChairs.Given() && slices.Contains(c.CoChairs.V, c.Lead.V) {
		c.CoChairs.Wrong(faults, c.Lead.V+" is the lead: want others beside it")
	}
	last, until, lead := 0, &c.Until, c.Lead.V
	if c.From.Given() {
		last = w.round(&c.From)
	}
	for _, s := range d.Successors() {
		if s.From.Bad || until.Bad {
			return
		}
		from := w.round(&s.From)
		switch {
		case s.From.Bad:
			return
		case !c.Lead.Set:
			s.Wrong(faults, "want a coordination.lead for it to follow")
		case from <= last:
			s.From.Wrong(faults, "want a month after that in which "+lead+" begins to lead, "+w.month(last).String())
		case until.Set && until.Given() && w.round(until) >= from:
			until.Wrong(faults, s.Lead.V+" leads from "+s.From.V.String()+": want an earlier month")
		}
		last, until, lead = from, &s.Until, s.Lead.V
	}
	if until.Set && until.Given() && w.round(until) < last {
		until.Wrong(faults, "before "+lead+" begins to lead, "+w.month(last).String())
	}
}
