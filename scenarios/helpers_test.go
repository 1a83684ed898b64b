package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/sim"
)

// small is a complete scenario of 24 months to vary.
const small = `format = 1
start = "2001-01"
months = 24
implementation = 12
[coordination]
lead = "un"
[party.government]
[party.rebels]
[issue.power]
[issue.land]
[mediator.un]
[mediator.north]
[mediator.ngo]
track = "unofficial"
[link.un]
north = 0.5
[shock.coup]
start = "2001-06"
end = "2001-08"
interest.north = -0.5
`

func mustParse(t *testing.T, text string, o Options) *Scenario {
	t.Helper()
	s, err := Parse("test.toml", []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// wantFault checks that a part of some line of the error is as expected.
func wantFault(t *testing.T, err error, part string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("got %v\nwant a fault with %q", err, part)
	}
}

func entryOf(t *testing.T, s *Scenario, path string) Entry {
	t.Helper()
	for _, e := range s.Entries {
		if e.Path == path {
			return e
		}
	}
	t.Fatalf("no entry %s", path)
	return Entry{}
}

func mediatorBy(t *testing.T, s *Scenario, id string) *sim.Mediator {
	t.Helper()
	for i := range s.Config.Mediators {
		if s.Config.Mediators[i].ID == id {
			return &s.Config.Mediators[i]
		}
	}
	t.Fatalf("no mediator %s", id)
	return nil
}

// Write makes a file in a temporary folder and returns its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func near(a, b sim.Coded) bool {
	const tiny = 1e-12
	return abs(a.Low-b.Low) < tiny && abs(a.High-b.High) < tiny
}

func abs(x float64) float64 { return max(x, -x) }
