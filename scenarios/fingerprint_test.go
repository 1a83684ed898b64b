package scenarios

import (
	"fmt"
	"testing"

	"parley/sim"
)

// A parameter at the lower and at the upper third of its prior, or a little moved
// if it is fixed, stands for a constant that was changed in the program; the levels of
// a switch stand for each other.
func TestEveryParameterShowsInTheFingerprint(t *testing.T) {
	if got := fingerprintOf(); got != Fingerprint() || len(got) != 16 {
		t.Fatalf("%s, and then %s", Fingerprint(), got)
	}
	for i := range sim.ParameterTable {
		p := &sim.ParameterTable[i]
		if p.Levels != nil {
			first, second := fingerprintOf(p.ID+"="+p.Levels[0].ID), fingerprintOf(p.ID+"="+p.Levels[1].ID)
			if first == second || first == Fingerprint() {
				t.Errorf("%s at two levels and drawn: %s, %s and %s", p.ID, first, second, Fingerprint())
			}
			continue
		}
		low, high := p.Low+(p.High-p.Low)/3, p.High-(p.High-p.Low)/3
		if p.Fixed() {
			low, high = p.Low, 1.01*p.Low
		}
		set := func(x float64) string { return fmt.Sprintf("parameters.%s=%v", p.ID, x) }
		if fingerprintOf(set(low)) == fingerprintOf(set(high)) {
			t.Errorf("%s of %v and of %v: the same fingerprint", p.ID, low, high)
		}
	}
}
