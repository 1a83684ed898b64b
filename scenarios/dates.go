package scenarios

import (
	"fmt"
	"slices"

	"parley/scenarios/fault"
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

// newWindow returns false where start or months are not usable.
func newWindow(d *document, faults *fault.Collector) (*window, bool) {
	w := &window{d.Start.V, d.Months.V, d.Implementation.V, max(d.Start.layer(), d.Months.layer()), faults}
	return w, d.Start.given() && !d.Months.bad
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
func (w *window) round(m *month) int { return w.within(m, w.last()) }

func (w *window) within(m *month, last int) int {
	r := int(m.V - w.start)
	if (r < 0 || r > last) && m.layer() >= w.layer {
		m.bad = true
		w.outside(m, last)
	}
	return r
}

func (w *window) outside(m *month, last int) {
	w.faults.Add(m.from.at, m.path, m.from.render(), "outside the months that are simulated: want "+w.upTo(last))
}

// interval returns the rounds of a start and an end, either of which may be
// absent, cut to the window; ok is false if nothing is left or something is wrong.
func (w *window) interval(start, end *month, startRound, endRound int) (from, to int, ok bool) {
	from, to = startRound, endRound
	if start.bad || end.bad {
		return 0, 0, false
	}
	if start.set {
		from = w.within(start, w.end())
	}
	if end.set {
		to = w.within(end, w.end())
	}
	if start.bad || end.bad {
		return 0, 0, false
	}
	from, to = max(from, 0), min(to, w.end())
	return from, to, from <= to
}

// checkOrder wants no end before its start.
func checkOrder(d *document, faults *fault.Collector) {
	one := func(start, end *month) {
		if start.given() && end.given() && end.V < start.V {
			faults.Add(end.from.at, end.path, end.from.render(), "before "+start.path+", which is "+start.V.String())
			end.bad = true
		}
	}
	for i := range d.Mediator {
		one(&d.Mediator[i].Enter, &d.Mediator[i].Exit)
	}
	for i := range d.Shock {
		one(&d.Shock[i].Start, &d.Shock[i].End)
	}
	for i := range d.Act {
		one(&d.Act[i].Start, &d.Act[i].End)
	}
}

// checkDates turns dates into rounds, reports those outside the window, and
// drops what an inherited date puts outside it.
func checkDates(d *document, w *window) {
	checkPresence(d, w)
	d.Issue = slices.DeleteFunc(d.Issue, func(k issue) bool {
		return k.From.given() && w.round(&k.From) > w.last() && !k.From.bad
	})
	d.Shock = slices.DeleteFunc(d.Shock, func(s shock) bool { return !w.keeps(&s.Start, &s.End) })
	checkFrom(d, w)
	checkActDates(d, w)
	if u := &d.Calibration.Until; u.given() {
		r := w.round(u)
		u.set = r >= 0 && r <= w.last()
	}
}

// keeps says whether a dated thing has months in the window, or a fault that
// wants it kept.
func (w *window) keeps(start, end *month) bool {
	_, _, ok := w.span(start, end)
	return ok || start.bad || end.bad
}

// span is interval for things whose end is their start unless given.
func (w *window) span(start, end *month) (from, to int, ok bool) {
	if start.bad || end.bad {
		return 0, 0, false
	}
	if !end.set {
		from, _, ok = w.interval(start, start, 0, 0)
		return from, from, ok
	}
	return w.interval(start, end, 0, w.end())
}

// checkPresence drops mediators who are gone before the window or come after it.
func checkPresence(d *document, w *window) {
	var gone []string
	for i := range d.Mediator {
		m := &d.Mediator[i]
		from, to, ok := w.interval(&m.Enter, &m.Exit, 0, w.end())
		if !ok && !m.Enter.bad && !m.Exit.bad {
			gone = append(gone, m.ID)
		}
		m.from0, m.to0 = from, to
	}
	for _, id := range gone {
		d.removeMediator(id, "the lead is not there in the months that are simulated ("+w.String()+")")
	}
}

// checkFrom wants a lead that is there before the horizon, and to start within the window, while it is there. A
// lead that started before an override's window has started.
func checkFrom(d *document, w *window) {
	c := &d.Coordination
	if i := d.mediator(c.Lead.V); c.Lead.given() && i >= 0 && !d.Mediator[i].Enter.bad && d.Mediator[i].from0 > w.last() {
		c.Lead.bad = true
		w.faults.Add(c.Lead.from.at, c.Lead.path, c.Lead.from.render(), fmt.Sprintf("%s enters in %s, and the war is followed to %s: want somebody who is there",
			c.Lead.V, w.month(d.Mediator[i].from0), w.month(w.last())))
		return
	}
	if !c.From.given() {
		return
	}
	r := int(c.From.V - w.start)
	if r < 0 && c.From.layer() < w.layer {
		r = 0
	}
	if r < 0 || r > w.last() {
		c.From.bad = true
		w.outside(&c.From, w.last())
		return
	}
	i := d.mediator(c.Lead.V)
	if !c.Lead.set || i < 0 || d.Mediator[i].Enter.bad || d.Mediator[i].Exit.bad {
		return
	}
	if m := &d.Mediator[i]; r > m.to0 {
		if c.Lead.layer() > c.From.layer() {
			w.faults.Add(c.Lead.from.at, c.Lead.path, c.Lead.from.render(), fmt.Sprintf(
				"%s is there only until %s, and coordination.from is %s: want an earlier one", m.ID, w.month(m.to0), c.From.V))
			return
		}
		w.faults.Add(c.From.from.at, c.From.path, c.From.from.render(),
			fmt.Sprintf("the lead %s is there only until %s", m.ID, w.month(m.to0)))
	}
}

// checkActDates wants acts to lie in the presence of their mediator; inherited
// ones are cut to it.
func checkActDates(d *document, w *window) {
	d.Act = slices.DeleteFunc(d.Act, func(a act) bool {
		from, to, ok := w.span(&a.Start, &a.End)
		if !ok {
			return !a.Start.bad && !a.End.bad
		}
		i := d.mediator(a.Mediator.V)
		if i < 0 || d.Mediator[i].Enter.bad || d.Mediator[i].Exit.bad {
			return false
		}
		m := &d.Mediator[i]
		if from >= m.from0 && to <= m.to0 {
			return false
		}
		if max(m.Enter.layer(), m.Exit.layer(), w.layer) > a.from.at.Layer {
			return to < m.from0 || from > m.to0
		}
		a.Start.report(w, m)
		return false
	})
}

func (s *month) report(w *window, m *mediator) {
	w.faults.Add(s.from.at, s.path, s.from.render(), fmt.Sprintf("%s is there from %s to %s: want its acts within",
		m.ID, w.month(m.from0), w.month(m.to0)))
}
