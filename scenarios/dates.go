package scenarios

import (
	"fmt"
	"slices"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// window is the months that are simulated: rounds 0 to months-1 of war, and the months
// after in which a settlement is carried out, in which somebody may still come or go. Layer is the
// one that said so last: dates said before it are cut to fit, because whoever
// shortens a horizon cannot mend the dates of the file below; dates said in
// the same layer or after it must fit.
type window struct {
	start  sim.Month
	months int
	after  int
	layer  int
	root   fault.Origin // of the scenario, for what stands nowhere
	faults *fault.Collector
}

// last month of war, and of what is followed at all.
func (w *window) last() int { return w.months - 1 }
func (w *window) end() int  { return w.months + w.after - 1 }

// month in which a round is played.
func (w *window) month(round int) sim.Month { return w.start + sim.Month(round) }

func (w *window) String() string { return w.upTo(w.last()) }

func (w *window) upTo(last int) string { return w.month(0).String() + " to " + w.month(last).String() }

// round of a date, which may lie outside the months that are simulated if it is inherited.
func (w *window) round(m *form.Month) int { return int(m.V - w.start) }

func (w *window) outside(m *form.Month, last int) {
	m.Bad = true
	m.Wrong(w.faults, "outside the months that are simulated: want "+w.upTo(last))
}

// interval returns the rounds of a start and an end, either of which may be
// absent, cut to the window; gone is true if nothing is left, and nothing is wrong.
func (w *window) interval(start, end *form.Month) (from, to int, gone bool) {
	from, to = 0, w.end()
	if start.Given() {
		from = max(from, w.round(start))
	}
	if end.Given() {
		to = min(to, w.round(end))
	}
	return from, to, from > to && !start.Bad && !end.Bad
}

// span is interval for things whose end is their start unless given.
func (w *window) span(start, end *form.Month) (from, to int, gone bool) {
	if !end.Set {
		end = start
	}
	return w.interval(start, end)
}

// checkOrder wants no end before its start, which is the key before it.
func checkOrder(d *form.Document, faults *fault.Collector) {
	var start *form.Month
	for end := range form.Each[*form.Month](d) {
		isEnd := end.Field.Name == "end" || end.Field.Name == "exit"
		if isEnd && start.Given() && end.Given() && end.V < start.V {
			end.Wrong(faults, "before "+start.Path+", which is "+start.V.String())
			end.Bad = true
		}
		start = end
	}
}

// ofWar are tables whose dates lie in the months of war.
var ofWar = []string{"issue", "coordination", "talks", "calibration"}

// checkDates reports dates outside the window, and drops what an inherited date puts outside it.
func checkDates(d *form.Document, w *window) {
	for m := range form.Each[*form.Month](d) {
		last := w.end()
		if slices.Contains(ofWar, m.Table()) {
			last = w.last()
		}
		if m.Table() == "coordination" && m != &d.Coordination.From && ofAnotherLead(d, m.Layer()) {
			continue // it is dropped
		}
		if r := w.round(m); m.Given() && (r < 0 || r > last) && m.Layer() >= w.layer {
			w.outside(m, last)
		}
	}
	for _, m := range slices.Clone(d.Mediator) { // gone before the window, or not yet come
		var gone bool
		if m.From0, m.To0, gone = w.interval(&m.Enter, &m.Exit); gone {
			w.drops(d, m.Path)
			d.Remove(m.Path, "is not there in the months that are simulated ("+w.String()+")")
		}
	}
	d.Issue = slices.DeleteFunc(d.Issue, func(k *form.Issue) bool {
		return k.From.Given() && w.round(&k.From) > w.last() && w.drops(d, k.Path)
	})
	d.Shock = slices.DeleteFunc(d.Shock, func(s *form.Shock) bool {
		_, _, gone := w.span(&s.Start, &s.End)
		return gone && w.drops(d, s.Path)
	})
	checkFrom(d, w)
	checkActDates(d, w)
	if u := &d.Calibration.Until; u.Given() && (u.V < w.start || w.round(u) > w.last()) {
		u.Set = !w.drops(d, u.Path)
	}
}

// drops notes that something lies outside the window.
func (w *window) drops(d *form.Document, path string) bool {
	d.SetAside(path, "outside the months that are simulated, "+w.String())
	return true
}

// checkFrom wants a lead that is there before the horizon, and to start within the window, while it is there. A
// lead that started before an override's window has started.
func checkFrom(d *form.Document, w *window) {
	c, lead := &d.Coordination, d.Lead()
	if c.Lead.Given() && lead != nil && !lead.Enter.Bad && lead.From0 > w.last() {
		c.Lead.Bad = true
		c.Lead.Wrong(w.faults, fmt.Sprintf("%s enters in %s, and the war is followed to %s: want somebody who is there",
			c.Lead.V, w.month(lead.From0), w.month(w.last())))
		return
	}
	if !c.From.Given() {
		return
	}
	r := w.round(&c.From)
	if r > w.last() {
		w.outside(&c.From, w.last())
	}
	if c.From.Bad || !c.Lead.Set || lead == nil || lead.Enter.Bad || lead.Exit.Bad || r <= lead.To0 {
		return
	}
	gone := lead.ID + " is there only until " + w.month(lead.To0).String()
	if c.Lead.Layer() > c.From.Layer() {
		c.Lead.Wrong(w.faults, gone+", and coordination.from is "+c.From.V.String()+": want an earlier one")
	} else {
		c.From.Wrong(w.faults, "the lead "+gone)
	}
}

// checkActDates wants acts to lie in the presence of their mediator; inherited
// ones are cut to it.
func checkActDates(d *form.Document, w *window) {
	d.Act = slices.DeleteFunc(d.Act, func(a *form.Act) bool {
		from, to, gone := w.span(&a.Start, &a.End)
		if gone {
			return w.drops(d, a.Path)
		}
		m := form.Find(d.Mediator, a.Mediator.V)
		if m == nil || m.Enter.Bad || m.Exit.Bad || a.Start.Bad || a.End.Bad || from >= m.From0 && to <= m.To0 {
			return false
		}
		if max(m.Enter.Layer(), m.Exit.Layer(), w.layer) > a.From.At.Layer {
			return (to < m.From0 || from > m.To0) && w.drops(d, a.Path)
		}
		a.Start.Wrong(w.faults, fmt.Sprintf("%s is there from %s to %s: want its acts within", m.ID, w.month(m.From0), w.month(m.To0)))
		return false
	})
}

// checkTalks wants clusters that there are, issues agreed that are there at time zero, and a
// deadline after it.
func checkTalks(d *form.Document, w *window) {
	t := &d.Talks
	var clusters []string
	for _, k := range d.Issue {
		if k.Cluster.Set && !slices.Contains(clusters, k.Cluster.V) {
			clusters = append(clusters, k.Cluster.V)
		}
		if k.Agreed.Given() && k.From.Set && w.round(&k.From) > 0 {
			k.Agreed.Wrong(w.faults, "the issue comes up only in "+k.From.V.String()+": what is agreed at time zero is there then")
		}
	}
	for _, name := range t.Frameworks.V {
		if !slices.Contains(clusters, name) {
			hint := ": there are none, since no issue has a cluster"
			if len(clusters) > 0 {
				hint = fault.Instead(name, clusters)
			}
			t.Frameworks.Wrong(w.faults, "unknown cluster "+name+hint)
		}
	}
	if t.Deadline.Given() {
		switch r := w.round(&t.Deadline); {
		case r == 0:
			t.Deadline.Wrong(w.faults, "the month of time zero: want a later one")
		case r < 0, r-sim.LastMonths >= w.last():
			t.Deadline.Set = !w.drops(d, t.Deadline.Path)
		}
	}
}

// checkTable wants nobody's signature from outside the talks.
func checkTable(d *form.Document, w *window) {
	for _, p := range d.Party {
		switch {
		case p.AtTable.V || p.AtTable.Bad:
		case !p.Essential.Given():
			p.Essential.V, p.Essential.Why = false, "default: it is not at the table"
		case p.Essential.V:
			p.Essential.Wrong(w.faults, "it is not at the table: want its signature to be needed only of parties that are")
		}
	}
}

// checkWarGoesOn wants a front with both its sides in each month of war.
func checkWarGoesOn(d *form.Document, w *window) {
	there := map[string][2]int{} // from a round up to another
	months := []int{0}           // in which somebody comes, or is gone
	for _, p := range d.Party {
		from, to, gone := w.interval(&p.Enter, &p.Exit)
		if p.Enter.Bad || p.Exit.Bad {
			return
		}
		if !gone {
			there[p.ID] = [2]int{from, to + 1}
		}
		months = append(months, from, to+1)
	}
	fronts := [][]string{form.IDs(d.Party)}
	if len(d.Front) > 0 && len(d.Party) != 2 {
		fronts = form.Collect(d.Front, func(f *form.Front) []string { return []string{f.First.V, f.Second.V} })
	}
	slices.Sort(months)
	for _, month := range months {
		absent := func(id string) bool { return month < there[id][0] || month >= there[id][1] }
		if month > w.last() || slices.ContainsFunc(fronts, func(sides []string) bool { return !slices.ContainsFunc(sides, absent) }) {
			continue
		}
		var dates []*form.Month
		for _, p := range d.Party {
			if absent(p.ID) {
				dates = append(dates, &p.Exit, &p.Enter)
			}
		}
		if i := slices.IndexFunc(dates, func(m *form.Month) bool { return m.Given() }); i >= 0 {
			dates[i].Wrong(w.faults, "no front has both its sides in "+w.month(month).String()+": want two parties at war in every month")
		}
		return
	}
}

// ofAnotherLead says that a later layer names the lead: it drops what follows from the one before.
func ofAnotherLead(d *form.Document, layer int) bool {
	lead := &d.Coordination.Lead
	return lead.Set && layer < lead.Layer() && layer != fault.NoLayer
}

// checkLeads wants leads one after the other, and chairs beside a lead.
func checkLeads(d *form.Document, w *window) {
	c := &d.Coordination
	before := func(layer int, path string) bool {
		earlier := ofAnotherLead(d, layer)
		if earlier {
			d.SetAside(path, c.Lead.Said()+" leads alone")
		}
		return earlier
	}
	for _, l := range []*form.Leaf{&c.Until.Leaf, &c.CoChairs.Leaf} {
		if l.Set = l.Set && !before(l.Layer(), l.Path); l.Set && l.Given() && !c.Lead.Set && c.Lead.Gone == "" {
			l.Wrong(w.faults, "there is no coordination.lead")
		}
	}
	c.Successor = slices.DeleteFunc(c.Successor, func(s *form.Successor) bool { return before(s.From.Layer(), s.Path) })
	if !c.CoChairs.Set {
		c.CoChairs.V = nil
	} else if c.CoChairs.Given() && slices.Contains(c.CoChairs.V, c.Lead.V) {
		c.CoChairs.Wrong(w.faults, c.Lead.V+" is the lead: want others beside it")
	}
	last, until, lead := 0, &c.Until, c.Lead.V
	if c.From.Given() {
		last = w.round(&c.From)
	}
	ends := func() bool { return until.Set && until.Given() }
	for _, s := range d.Successors() {
		if s.From.Bad || until.Bad {
			return
		}
		from := w.round(&s.From)
		switch {
		case !c.Lead.Set:
			s.Wrong(w.faults, "want a coordination.lead for it to follow")
		case from <= last:
			s.From.Wrong(w.faults, "want a month after that in which "+lead+" begins to lead, "+w.month(last).String())
		case ends() && w.round(until) >= from:
			until.Wrong(w.faults, s.Lead.V+" leads from "+s.From.V.String()+": want an earlier month")
		}
		last, until, lead = from, &s.Until, s.Lead.V
	}
	if ends() && w.round(until) < last {
		until.Wrong(w.faults, "before "+lead+" begins to lead, "+w.month(last).String())
	}
}
