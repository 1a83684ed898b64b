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
	faults *fault.Collector
}

// last month of war, and of what is followed at all.
func (w *window) last() int { return w.months - 1 }
func (w *window) end() int  { return w.months + w.after - 1 }

// month in which a round is played.
func (w *window) month(round int) sim.Month { return w.start + sim.Month(round) }

func (w *window) String() string { return w.upTo(w.last()) }

func (w *window) upTo(last int) string { return w.month(0).String() + " to " + w.month(last).String() }

// round of a date in the months of war, which may lie outside them if it is
// inherited. Other dates outside are reported.
func (w *window) round(m *form.Month) int { return w.within(m, w.last()) }

func (w *window) within(m *form.Month, last int) int {
	r := int(m.V - w.start)
	if (r < 0 || r > last) && m.Layer() >= w.layer {
		m.Bad = true
		w.outside(m, last)
	}
	return r
}

func (w *window) outside(m *form.Month, last int) {
	m.Wrong(w.faults, "outside the months that are simulated: want "+w.upTo(last))
}

// interval returns the rounds of a start and an end, either of which may be
// absent, cut to the window; ok is false if nothing is left or something is wrong.
func (w *window) interval(start, end *form.Month) (from, to int, ok bool) {
	from, to = 0, w.end()
	if start.Bad || end.Bad {
		return 0, 0, false
	}
	if start.Set {
		from = w.within(start, w.end())
	}
	if end.Set {
		to = w.within(end, w.end())
	}
	if start.Bad || end.Bad {
		return 0, 0, false
	}
	from, to = max(from, 0), min(to, w.end())
	return from, to, from <= to
}

// checkOrder wants no end before its start, which is the key before it.
func checkOrder(d *form.Document, faults *fault.Collector) {
	var start *form.Month
	form.Visitor{Leaf: func(v form.Value) {
		end, ok := v.(*form.Month)
		if !ok {
			return
		}
		isEnd := end.Field.Name == "end" || end.Field.Name == "exit"
		if isEnd && start.Given() && end.Given() && end.V < start.V {
			end.Wrong(faults, "before "+start.Path+", which is "+start.V.String())
			end.Bad = true
		}
		start = end
	}}.Document(d)
}

// checkDates turns dates into rounds, reports those outside the window, and
// drops what an inherited date puts outside it.
func checkDates(d *form.Document, w *window) {
	for _, m := range slices.Clone(d.Mediator) { // gone before the window, or not yet come
		var ok bool
		if m.From0, m.To0, ok = w.interval(&m.Enter, &m.Exit); !ok && !m.Enter.Bad && !m.Exit.Bad {
			w.drops(d, &m.Item)
			d.Remove(m.Path, "the lead is not there in the months that are simulated ("+w.String()+")")
		}
	}
	d.Issue = slices.DeleteFunc(d.Issue, func(k *form.Issue) bool {
		return k.From.Given() && w.round(&k.From) > w.last() && !k.From.Bad && w.drops(d, &k.Item)
	})
	d.Shock = slices.DeleteFunc(d.Shock, func(s *form.Shock) bool {
		_, _, ok := w.span(&s.Start, &s.End)
		return !ok && !s.Start.Bad && !s.End.Bad && w.drops(d, &s.Item)
	})
	checkFrom(d, w)
	checkActDates(d, w)
	if u := &d.Calibration.Until; u.Given() {
		if r := w.round(u); !u.Bad && (r < 0 || r > w.last()) {
			u.Set = false
			d.SetAside(u.Path, w.outsideIt())
		}
	}
}

// drops notes that something lies outside the window.
func (w *window) drops(d *form.Document, i *form.Item) bool {
	d.SetAside(i.Path, w.outsideIt())
	return true
}

func (w *window) outsideIt() string { return "outside the months that are simulated, " + w.String() }

// span is interval for things whose end is their start unless given.
func (w *window) span(start, end *form.Month) (from, to int, ok bool) {
	if !end.Set {
		end = start
	}
	return w.interval(start, end)
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
	if r > w.last() && !c.From.Bad {
		c.From.Bad = true
		w.outside(&c.From, w.last())
	}
	if c.From.Bad {
		return
	}
	switch {
	case !c.Lead.Set || lead == nil || lead.Enter.Bad || lead.Exit.Bad || r <= lead.To0:
	case c.Lead.Layer() > c.From.Layer():
		c.Lead.Wrong(w.faults, fmt.Sprintf(
			"%s is there only until %s, and coordination.from is %s: want an earlier one", lead.ID, w.month(lead.To0), c.From.V))
	default:
		c.From.Wrong(w.faults, fmt.Sprintf("the lead %s is there only until %s", lead.ID, w.month(lead.To0)))
	}
}

// checkActDates wants acts to lie in the presence of their mediator; inherited
// ones are cut to it.
func checkActDates(d *form.Document, w *window) {
	d.Act = slices.DeleteFunc(d.Act, func(a *form.Act) bool {
		from, to, ok := w.span(&a.Start, &a.End)
		if !ok {
			return !a.Start.Bad && !a.End.Bad && w.drops(d, &a.Item)
		}
		m := form.Find(d.Mediator, a.Mediator.V)
		if m == nil || m.Enter.Bad || m.Exit.Bad || from >= m.From0 && to <= m.To0 {
			return false
		}
		if max(m.Enter.Layer(), m.Exit.Layer(), w.layer) > a.From.At.Layer {
			return (to < m.From0 || from > m.To0) && w.drops(d, &a.Item)
		}
		a.Start.Wrong(w.faults, fmt.Sprintf("%s is there from %s to %s: want its acts within", m.ID, w.month(m.From0), w.month(m.To0)))
		return false
	})
}
