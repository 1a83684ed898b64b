package scenarios

import "testing"

func TestTheRecordOfRolesNamesThirdPartiesThatAreThereThen(t *testing.T) {
	s, err := Load("tajikistan", Options{})
	if err != nil {
		t.Fatal(err)
	}
	entries := RoleTable("tajikistan")
	if len(entries) != 26 { // 28 entries of the table, less two who did the same for one actor
		t.Errorf("%d entries, want 26", len(entries))
	}
	periods := map[string]bool{}
	for _, e := range entries {
		periods[e.Start.String()] = true
		m := mediatorBy(t, s, e.Mediator)
		if first := s.Config.Start; e.Start > e.End || int(e.End-first) < m.Enter {
			t.Errorf("%s %s: %s comes only in round %d", e.Start, e.Mediator, e.Mediator, m.Enter)
		}
	}
	if len(periods) != 7 {
		t.Errorf("%d periods, want the seven columns of the table", len(periods))
	}
	if RoleTable("minimal") != nil {
		t.Error("an invented war has a record")
	}
}
