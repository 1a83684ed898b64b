package scenarios

import (
	"testing"

	"parley/sim"
)

func TestEveryShippedScenarioLoads(t *testing.T) {
	list := List()
	if len(list) < 4 {
		t.Fatalf("%d shipped scenarios, want at least 4", len(list))
	}
	for _, info := range list {
		s, err := Load(info.Name, Options{})
		if err != nil {
			t.Errorf("%s:\n%v", info.Name, err)
			continue
		}
		if info.Title == "" || info.Summary == "" {
			t.Errorf("%s has no title or no comment at its head", info.Name)
		}
		if s.Name != info.Name || len(s.Entries) == 0 {
			t.Errorf("%s: name %q, %d entries", info.Name, s.Name, len(s.Entries))
		}
	}
}

// A newcomer's scenario must allow the headline contrast as it stands.
func TestMinimalNamesALead(t *testing.T) {
	s, err := Load("minimal", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Arm.Lead < 0 || s.Config.Mediators[s.Arm.Lead].ID != "un" || s.Arm.Regime != sim.RegimeNetworked {
		t.Errorf("arm %+v", s.Arm)
	}
}

// The file that newcomers copy shows that ids and names differ.
func TestMinimalShowsAName(t *testing.T) {
	s, err := Load("minimal", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if un := mediatorBy(t, s, "un"); un.Name == un.ID || un.Capability[sim.Monitor] != sim.Exact(0.5) {
		t.Errorf("un is %q, monitor %v", un.Name, un.Capability[sim.Monitor])
	}
}
