package scenarios

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"parley/sim"
)

// fingerprintWith is what the shipped scenarios would give with overrides.
func fingerprintWith(t *testing.T, set ...string) string {
	t.Helper()
	h := sha256.New()
	for _, f := range fingerprinted {
		s, err := Load(f.scenario, Options{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		fingerprint(h, s, f.replications)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// A parameter at the lower and at the upper third of its prior, or a little moved
// if it is fixed, stands for a constant that was changed in the program.
func TestEveryParameterShowsInTheFingerprint(t *testing.T) {
	if got := fingerprintWith(t); got != Fingerprint() || len(got) != 16 {
		t.Fatalf("%s, and then %s", Fingerprint(), got)
	}
	for i := range sim.ParameterTable {
		p := &sim.ParameterTable[i]
		low, high := p.Low+(p.High-p.Low)/3, p.High-(p.High-p.Low)/3
		if p.Fixed() {
			low, high = p.Low, 1.01*p.Low
		}
		set := func(x float64) string { return fmt.Sprintf("parameters.%s=%v", p.ID, x) }
		if fingerprintWith(t, set(low)) == fingerprintWith(t, set(high)) {
			t.Errorf("%s of %v and of %v: the same fingerprint", p.ID, low, high)
		}
	}
}
