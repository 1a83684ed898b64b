package scenarios

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/scenarios/fault"
)

// Any text gives either a configuration that the engine accepts or faults, each
// with a place and what is allowed, and never stops the program.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small), "months=3", "un")
	f.Add([]byte(script), "coordination.regime=lead", "link.un.north")
	f.Add([]byte(small+settled), "mediator.scout.strategy=spoiler", "")
	f.Add([]byte(small+settled), "party.elders.settings.talk=2", "north")
	for _, name := range []string{"minimal", "tajikistan-bound"} {
		text, _ := Source(name)
		f.Add(text, "mediator.un.interest=[0.1, 0.9]", "un")
	}
	bad, _ := filepath.Glob("testdata/bad/*.toml")
	for _, file := range bad {
		if text, err := os.ReadFile(file); err == nil {
			f.Add(text, "", "")
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, set, without string) {
		var o Options
		if set != "" {
			o.Set = []string{set}
		}
		if without != "" {
			o.Without = []string{without}
		}
		s, err := Parse("no such folder/fuzz.toml", text, o)
		if err == nil {
			if err := s.Config.Validate(); err != nil {
				t.Error(err)
			}
			if s.Arm.Lead >= len(s.Config.Mediators) {
				t.Errorf("lead %d", s.Arm.Lead)
			}
			return
		}
		var faults *fault.List
		if !errors.As(err, &faults) || len(faults.List) == 0 {
			t.Fatalf("%T: %v", err, err)
		}
		for _, fault := range faults.List {
			if fault.File == "" || fault.Want == "" || strings.Contains(fault.String(), "sim:") {
				t.Errorf("fault %+v", fault)
			}
		}
	})
}
