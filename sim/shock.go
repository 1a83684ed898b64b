package sim

// What a coded point of a shock is worth; modelling choices.
const (
	PressurePoint = 0.05  // of pressure, value
	ViolencePoint = 0.125 // of heat, [0,1]: half a step of the ordinal
	heatKept      = 0.8   // share of what a shock added to it that is left after a month
	leastHeat     = 0.05
	mostPressure  = 0.5
)

// applyShocks lets dated events from outside take effect. An event that lasts
// is held: each later month adds what decays.
func (w *World) applyShocks() {
	for _, i := range w.shocks[w.round] {
		s := &w.c.Shocks[i]
		if w.round == s.Start {
			w.strike(i, s)
			continue
		}
		w.press(s, 1-w.par[ParamDelta])
		w.inflame(s.Violence * (1 - heatKept))
	}
	w.warm()
}

func (w *World) strike(i int, s *Shock) {
	w.press(s, 1)
	w.inflame(s.Violence)
	reach := false
	for k := range s.Changes {
		x := &s.Changes[k]
		Numbers[x.Number].change(w, x)
		reach = reach || Numbers[x.Number].reach
	}
	if reach {
		w.renewReach()
	}
	w.tell(EventShock, func(e *Event) { e.Shock = i })
}

// seekOpposition notes whether some mediator is against a settlement.
func (w *World) seekOpposition() {
	w.opposition = false
	for i := range w.mediators {
		w.opposition = w.opposition || w.mediators[i].interest < 0
	}
}

func (w *World) press(s *Shock, share float64) {
	for p := range w.parties {
		push := float64(PressurePoint * s.Pressure[p] * share)
		w.parties[p].pressure = clamp(w.parties[p].pressure+push, -mostPressure, mostPressure)
	}
}

func (w *World) inflame(points float64) {
	for f := range w.fronts {
		w.fronts[f].excess += float64(ViolencePoint * points)
	}
}

// warm brings the intensity of each front up to date with what was added to it.
func (w *World) warm() {
	for i := range w.fronts {
		f := &w.fronts[i]
		if f.over || f.idle {
			continue
		}
		if heat := clamp(f.start+f.excess, leastHeat, 1); heat != f.heat {
			f.heat, f.stale = heat, true
		}
		f.intensity = float64(f.heat * f.calm)
	}
}
