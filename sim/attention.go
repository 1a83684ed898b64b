package sim

// divideAttention lets each party take in K contacts and no more. Nobody is
// exempt, coordinated or not.
func (w *World) divideAttention() {
	f := &w.force
	for p := range f.contact {
		if w.attention == AttentionUnlimited || f.contact[p] <= w.par[ParamK] {
			continue
		}
		if w.attention == AttentionQueue {
			w.queue(p)
		} else {
			w.dilute(p, w.par[ParamK]/f.contact[p])
		}
	}
}

// dilute lets every contact of a party count for the same share.
func (w *World) dilute(p int, share float64) {
	for i := range w.force.effort {
		w.force.effort[i][p] *= share
	}
}

// queue lets the first K contacts count, the last of them by the fraction of K
// that is left. The order is drawn with weight consent: each contact's key is
// an exponential waiting time, from the stream of party and mediator, so that
// a further mediator moves nobody else's place but by standing before it.
func (w *World) queue(p int) {
	f := &w.force
	f.keys, f.order = f.keys[:0], f.order[:0]
	for i := range f.acts {
		if f.effort[i][p] <= 0 {
			continue
		}
		f.order = append(f.order, i)
		f.keys = append(f.keys, w.waitingTime(p, i))
	}
	f.sortByKey()
	left := w.par[ParamK]
	for _, i := range f.order {
		f.effort[i][p] *= clamp(left, 0, 1)
		left--
	}
}

// waitingTime of an act in the queue of a party, rate consent. The acts of one
// mediator in a month, which follow one another, have a slot each.
func (w *World) waitingTime(p, act int) float64 {
	acts := w.force.acts
	m, slot := acts[act].Mediator, 0
	for act > slot && acts[act-slot-1].Mediator == m {
		slot++
	}
	w.stream.reset(w.key, w.contactKeys[m][p], w.round)
	consent := w.consent[m][p]
	return -ln(w.stream.open(slot)) / max(consent, 1e-3)
}

// sortByKey orders the queue by insertion: it is short and needs no memory.
func (f *inForce) sortByKey() {
	for i := 1; i < len(f.keys); i++ {
		for j := i; j > 0 && f.keys[j] < f.keys[j-1]; j-- {
			f.keys[j], f.keys[j-1] = f.keys[j-1], f.keys[j]
			f.order[j], f.order[j-1] = f.order[j-1], f.order[j]
		}
	}
}
