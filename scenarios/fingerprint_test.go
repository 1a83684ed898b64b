package scenarios

import (
	"fmt"
	"testing"

	"parley/sim"
)

// A parameter at the lower and at the upper third of its prior, or a little moved
// if it is fixed, stands for a constant that was changed in the program.
func TestEveryParameterShowsInTheFingerprint(t *testing.T) {
	if got := fingerprintOf(); got != Fingerprint() || len(got) != 16 {
		t.Fatalf("%s, and then %s", Fingerprint(), got)
	}
	for i := range sim.ParameterTable {
		p := &sim.ParameterTable[i]
		if p.Levels != nil {
			switchShows(t, p)
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

// switchShows checks that every level of a switch has histories of its own.
func switchShows(t *testing.T, p *sim.ParameterInfo) {
	t.Helper()
	seen := map[string]string{}
	for _, level := range p.Levels {
		print := fingerprintOf(p.ID + "=" + level.ID)
		if other, ok := seen[print]; ok {
			t.Errorf("%s of %s and of %s: the same fingerprint", p.ID, other, level.ID)
		}
		seen[print] = level.ID
	}
}
