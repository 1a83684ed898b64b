package record

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// small is a war of 24 months that a record can be of.
const small = `format = 1
start = "2001-01"
months = 24
[party.government]
[party.rebels]
[issue.power]
[issue.land]
[mediator.un]
[mediator.north]
[mediator.ngo]
`

func mustParse(t *testing.T, text string, o scenarios.Options) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Parse("test.toml", []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustLoad(t *testing.T, name string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{})
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

func mediatorBy(t *testing.T, s *scenarios.Scenario, id string) *sim.Mediator {
	t.Helper()
	for i := range s.Config.Mediators {
		if s.Config.Mediators[i].ID == id {
			return &s.Config.Mediators[i]
		}
	}
	t.Fatalf("no mediator %s", id)
	return nil
}

// write makes a file in a folder.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
