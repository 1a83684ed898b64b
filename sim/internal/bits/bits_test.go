// Package bits holds one test: whole histories have the same bits on every machine.
package bits

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/sim"
)

var update = flag.Bool("update", false, "rewrite the golden file")

const golden = "testdata/histories.golden"

// Every number that is told of a history goes into the hash, to the last bit, so
// a fused product or a foreign exponential anywhere in the model shows here.
func TestHistoriesAreTheSameOnEveryMachine(t *testing.T) {
	var b strings.Builder
	for _, info := range scenarios.List() {
		s, err := scenarios.Load(info.Name, scenarios.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := sim.NewWorld(s.Config)
		if err != nil {
			t.Fatal(err)
		}
		for regime := range sim.NumRegimes {
			arm := s.Arm
			arm.Regime, arm.Lead = regime, max(arm.Lead, 0)
			arm.Attention = sim.Attention(regime) % 2
			fmt.Fprintf(&b, "%s %s %016x\n", info.Name, sim.Regimes[regime].ID, hashHistories(w, &arm, 12))
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(string(text), "\r\n", "\n")
	if b.String() != want {
		t.Errorf("histories are not those of %s; if the model was changed on purpose, rewrite it with -update. Got\n%swant\n%s", golden, &b, want)
	}
}

func hashHistories(w *sim.World, arm *sim.Arm, replications int) uint64 {
	h := fnv.New64a()
	for k := range replications {
		events, out := w.Trace(arm, sim.NewSeed(1), k)
		for i := range events {
			fmt.Fprintf(h, "%+v\n", events[i])
		}
		fmt.Fprintf(h, "%+v\n", out)
	}
	return h.Sum64()
}
