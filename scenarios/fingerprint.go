package scenarios

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"reflect"
	"sync"

	"parley/sim"
)

// fingerprinted are the shipped scenarios whose histories name the model, and how
// many of each regime are played. In those with strategies every
// strategy is tried too.
var fingerprinted = []struct {
	scenario     string
	replications int
	strategies   bool
}{{"minimal", 6, true}, {"tajikistan", 3, false}}

// Fingerprint names the model of this program: 16 hexadecimal digits over every
// event of some histories of two shipped scenarios, under every regime and
// with every strategy. Programs that tell other histories have other
// fingerprints, whatever they call themselves; the same program has the same on every
// machine. What none of those histories meets does not show.
func Fingerprint() string {
	fingerprintOnce.Do(func() { fingerprintText = fingerprintOf() })
	return fingerprintText
}

var (
	fingerprintOnce sync.Once
	fingerprintText string
)

// fingerprintOf the shipped scenarios with overrides. It draws parameters from the
// prior: a posterior names the model that it was fitted with.
func fingerprintOf(set ...string) string {
	h := sha256.New()
	for _, f := range fingerprinted {
		t, err := Prepare(f.scenario, Options{Set: append([]string{"parameters.mode=prior"}, set...)})
		if err != nil {
			panic("scenarios: the shipped " + f.scenario + ": " + err.Error())
		}
		fingerprint(h, t.Scenario(), allRegimes(), f.replications)
		if f.strategies {
			fingerprintStrategies(h, t)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// fingerprintStrategies adds histories in which all parties, or all mediators, have
// the same strategy.
func fingerprintStrategies(h hash.Hash, t *Template) {
	for i, strategies := range []string{partyStrategy, mediatorStrategy} {
		table := [...]string{"party", "mediator"}[i]
		for _, name := range enums[strategies]() {
			var set []string
			for _, id := range t.ids[table] {
				set = append(set, table+"."+id+".strategy="+name)
			}
			s, err := t.Build(set)
			if err != nil {
				panic("scenarios: " + t.name + " with " + name + ": " + err.Error())
			}
			fingerprint(h, s, []sim.Regime{sim.RegimeLead}, 2)
		}
	}
}

func allRegimes() (all []sim.Regime) {
	for r := range sim.NumRegimes {
		all = append(all, r)
	}
	return all
}

func fingerprint(h hash.Hash, s *Scenario, regimes []sim.Regime, replications int) {
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		panic("scenarios: " + s.Name + ": " + err.Error())
	}
	var bits []byte
	for _, regime := range regimes {
		for k := range replications {
			arm := s.Arm
			arm.Regime = regime
			events, out := w.Trace(&arm, sim.NewSeed(1), k)
			bits = appendBits(bits[:0], reflect.ValueOf(out))
			for i := range events {
				bits = appendBits(bits, reflect.ValueOf(&events[i]).Elem())
			}
			h.Write(bits)
		}
	}
}

// appendBits appends every number of a value of the model, the same on every machine.
func appendBits(b []byte, v reflect.Value) []byte {
	switch {
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			b = appendBits(b, v.Field(i))
		}
		return b
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		b = binary.AppendVarint(b, int64(v.Len()))
		for i := range v.Len() {
			b = appendBits(b, v.Index(i))
		}
		return b
	case v.Kind() == reflect.Bool && v.Bool():
		return append(b, 1)
	case v.Kind() == reflect.Bool:
		return append(b, 0)
	case v.CanFloat():
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case v.CanInt():
		return binary.AppendVarint(b, v.Int())
	case v.CanUint():
		return binary.AppendUvarint(b, v.Uint())
	}
	panic("scenarios: a history with a " + v.Type().String())
}
