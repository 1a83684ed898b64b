package sim

import (
	"fmt"
	"reflect"
	"strings"
)

// Record plays a history and returns it with the acts of every round.
func (w *World) Record(arm *Arm, seed Seed, replication int) (Outcome, []Event, [][]Act) {
	w.recorder = &recorder{}
	defer func() { w.recorder = nil }()
	w.begin(arm, seed, replication)
	w.coord.begin(w, arm)
	r := &actRecorder{director: &w.coord}
	out := w.play(r)
	return out, w.recorder.events, r.rounds
}

// Replay plays the war of a replication with recorded acts and no regime.
func (w *World) Replay(seed Seed, replication int, rounds [][]Act) (Outcome, []Event) {
	w.recorder = &recorder{}
	defer func() { w.recorder = nil }()
	w.begin(&Arm{Lead: -1}, seed, replication)
	out := w.play(&script{rounds: rounds})
	return out, w.recorder.events
}

// Crowding is the share of an act's worth that is left when n others do the same.
func Crowding(r Role, n int) float64 { return crowding[r].with[min(max(n, 0), crowded)] }

// TakingPart is who takes part in a history.
func (w *World) TakingPart(arm *Arm, seed Seed, replication int) (in MediatorSet) {
	w.begin(arm, seed, replication)
	for i := range w.mediators {
		if !w.mediators[i].absent {
			in = in.With(i)
		}
	}
	return in
}

// Drawn are the parameters in force in a replication.
func (w *World) Drawn(seed Seed, replication int) Parameters {
	w.begin(&Arm{Lead: -1}, seed, replication)
	return w.par
}

// Coded are the coded numbers in force in a replication.
func (w *World) Coded(seed Seed, replication int) (numbers []float64) {
	w.begin(&Arm{Lead: -1}, seed, replication)
	for i := range w.parties {
		p := &w.parties[i]
		numbers = append(numbers, p.strength, p.optimism, p.cohesion, p.skill, p.good, p.support, p.statusQuo)
	}
	for i := range w.fronts {
		numbers = append(numbers, w.fronts[i].start, w.fronts[i].side[0].odds)
	}
	for i := range w.mediators {
		m := &w.mediators[i]
		numbers = append(append(numbers, m.interest, m.bias, m.outline, m.resolve, m.autonomy, float64(m.capacity)), m.capability[:]...)
	}
	for _, i := range w.opposed { // the others' strengths are not drawn
		numbers = append(numbers, float64(i), w.pairs[i].strength)
	}
	for _, list := range [][]byParty{w.ideal, w.position, w.salience, w.leverage, w.consent} {
		for i := range list {
			numbers = append(numbers, list[i][:]...)
		}
	}
	return numbers
}

// structures are what the state variables of an entity are fields of; helpers are
// the fields of these that are no state: indices, buffers, and what strategies keep.
func (w *World) structures() map[string][]reflect.Value {
	all := map[string][]reflect.Value{}
	add := func(name string, of any) { all[name] = append(all[name], reflect.ValueOf(of).Elem()) }
	for i := range w.parties {
		add("party", &w.parties[i])
	}
	for i := range w.fronts {
		add("front", &w.fronts[i])
		add("side", &w.fronts[i].side[0])
		add("side", &w.fronts[i].side[1])
	}
	for i := range w.issues {
		add("issue", &w.issues[i])
	}
	for i := range w.mediators {
		add("mediator", &w.mediators[i])
	}
	for i := range w.pairs {
		add("link", &w.pairs[i])
	}
	add("process", &w.process)
	add("coordination", &w.coord)
	return all
}

var helpers = map[string]string{
	"party":    "strategy strategies stance moved",
	"front":    "side stale",
	"side":     "party",
	"mediator": "strategy place roles candidates reach best at inducers client",
	"link":     "a b link key",
	"process":  "rangeRaw dread collapseBase suspendBase",
	"coordination": "arm own all acting acted pushing now before tally served last crowds sight planSight sees third newspaper choice late pools allocates load insight meetings agreed followers " +
		"pooled weights assigned paired room ranked",
}

// Undescribed lists fields that are neither a state variable of Entities nor a helper,
// and names of either that are no fields.
func (w *World) Undescribed() (faults []string) {
	for name, list := range w.structures() {
		known := map[string]bool{}
		for _, field := range strings.Fields(helpers[name]) {
			known[field] = true
		}
		for _, v := range entity(name).State {
			if !strings.HasSuffix(v.Name, "[party]") {
				known[v.Name] = true
			}
		}
		for i := range list[0].NumField() {
			field := list[0].Type().Field(i).Name
			if !known[field] {
				faults = append(faults, name+"."+field+" is not described")
			}
			delete(known, field)
		}
		for field := range known {
			faults = append(faults, name+"."+field+" is described and is no field")
		}
	}
	return faults
}

// OutOfRange lists state variables that lie outside of their bounds.
func (w *World) OutOfRange() (faults []string) {
	structures := w.structures()
	for _, e := range Entities {
		for _, v := range e.State {
			if table, ok := strings.CutSuffix(v.Name, "[party]"); ok {
				faults = v.outside(faults, e.Name, reflect.ValueOf(w).Elem().FieldByName(table))
				continue
			}
			for _, of := range structures[e.Name] {
				faults = v.outside(faults, e.Name, of.FieldByName(v.Name))
			}
		}
	}
	return faults
}

func (v *StateVariable) outside(faults []string, entity string, of reflect.Value) []string {
	x := 0.0
	switch of.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range of.Len() {
			faults = v.outside(faults, entity, of.Index(i))
		}
		return faults
	case reflect.Bool:
		x = float64(asInt(of.Bool()))
	case reflect.Int:
		x = float64(of.Int())
	case reflect.Uint8:
		x = float64(of.Uint())
	default:
		x = of.Float()
	}
	const last = 1e-12 // sums of shares miss 1 by some last bits
	if x >= v.Low-last && x <= v.High+last {
		return faults
	}
	return append(faults, fmt.Sprintf("%s.%s = %v: want %v to %v", entity, v.Name, x, v.Low, v.High))
}

func entity(name string) *Entity {
	for i := range Entities {
		if Entities[i].Name == name {
			return &Entities[i]
		}
	}
	panic("sim: no entity " + name)
}
