package sim_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/sim"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestHistoriesHaveTheSameBitsEverywhere compares every event of every shipped
// scenario, and of a war of each strategy, with hashes made on amd64; 386, arm64 and wasm must find the same.
func TestHistoriesHaveTheSameBitsEverywhere(t *testing.T) {
	const golden = "testdata/histories.golden"
	var text strings.Builder
	for _, info := range scenarios.List() {
		s, err := scenarios.Load(info.Name, scenarios.Options{Prior: true})
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, s.Config)
		for r := range sim.NumRegimes {
			arm := s.Arm
			arm.Regime = r
			fmt.Fprintf(&text, "%s %s %016x\n", info.Name, r, hashOf(w, &arm))
		}
	}
	for _, war := range strategyWars() {
		w := newWorld(t, war.Config)
		for _, r := range []sim.Regime{sim.RegimeIndependent, sim.RegimeNetworked, sim.RegimeLead, sim.RegimePlacebo} {
			arm := testArm(r, war.lead)
			fmt.Fprintf(&text, "%s %s %016x\n", war.name, r, hashOf(w, &arm))
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(text.String(), "\n")); d != "" {
		t.Errorf("histories differ from %s (-update rewrites it, once the difference is understood):\n%s", golden, d)
	}
}

// hashOf ten histories, every number of every event by its bits.
func hashOf(w *sim.World, arm *sim.Arm) uint64 {
	h := fnv.New64a()
	for k := range 10 {
		events, out := w.Trace(arm, sim.NewSeed(1), k)
		for _, e := range events {
			if e.Kind == sim.EventLeaves { // the scenario says who leaves when
				continue
			}
			fmt.Fprint(h, e.Round, e.Kind, e.Shock, e.Mediator, e.Party, e.Faction, e.Front, e.Issue, e.Other, e.Level, e.Attributed,
				e.Act.Role, e.Act.Planned, bits(e.Chance), bits(e.Value), bits(e.Second), bits(e.Third), bits(e.Act.Effort), bits(e.Act.Outline))
		}
		fmt.Fprint(h, out.Structure, out.End, out.Month, out.Collapsed, out.Meetings, out.Truces, out.Battles, out.Acts, out.Coordinated)
	}
	return h.Sum64()
}

func bits(x float64) uint64 { return math.Float64bits(x) }
