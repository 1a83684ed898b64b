package scenarios

import (
	"strings"
	"testing"

	"parley/sim"
)

func TestPresence(t *testing.T) {
	text := strings.NewReplacer(
		"[mediator.un]", "[mediator.un]\nenter = \"2001-03\"\nexit = \"2002-02\"",
		"[mediator.north]", "[mediator.north]\nexit = \"2002-12\"").Replace(small)
	s := mustParse(t, text, Options{})
	for _, c := range []struct {
		id          string
		enter, exit int
	}{{"un", 2, 14}, {"north", 0, 24}, {"ngo", 0, 36}} {
		if m := mediatorBy(t, s, c.id); m.Enter != c.enter || m.Exit != c.exit {
			t.Errorf("%s: rounds %d to %d, want %d to %d", c.id, m.Enter, m.Exit, c.enter, c.exit)
		}
	}
	if s := s.Config.Shocks[0]; s.Start != 5 || s.End != 7 {
		t.Errorf("shock %d to %d", s.Start, s.End)
	}
}

// Whoever changes the window by an override cannot mend the dates of the file:
// they are cut to it.
func TestOverriddenWindowCutsDates(t *testing.T) {
	text := strings.NewReplacer(
		"[mediator.north]", "[mediator.north]\nenter = \"2001-07\"",
		"[issue.land]", "[issue.land]\nfrom = \"2002-01\"").Replace(small)
	c := mustParse(t, text, Options{Set: []string{"months=7", "implementation=0"}}).Config
	if len(c.Shocks) != 1 || c.Shocks[0].Start != 5 || c.Shocks[0].End != 6 || len(c.Issues) != 1 || len(c.Mediators) != 3 {
		t.Errorf("shocks %+v, %d issues, %d mediators", c.Shocks, len(c.Issues), len(c.Mediators))
	}
	c = mustParse(t, text, Options{Set: []string{"months=3", "implementation=2"}}).Config
	if len(c.Shocks) != 0 || len(c.Mediators) != 2 || len(c.Links) != 0 {
		t.Errorf("%d shocks, %d mediators, %d links", len(c.Shocks), len(c.Mediators), len(c.Links))
	}
	s := mustParse(t, text, Options{Set: []string{"start=2001-07", "months=12"}})
	if c := s.Config; c.Shocks[0].Start != 0 || c.Shocks[0].End != 1 || c.Mediators[1].Enter != 0 || c.Issues[1].From != 6 {
		t.Errorf("shock %+v, issue from %d", c.Shocks[0], c.Issues[1].From)
	}
	if c := mustParse(t, text, Options{Set: []string{"start=2003-01"}}).Config; len(c.Shocks) != 0 || c.Issues[1].From != 0 {
		t.Errorf("shocks %+v, issue from %d", c.Shocks, c.Issues[1].From)
	}
}

func TestInheritedDatesAreCutToTheChildsWindow(t *testing.T) {
	for _, name := range []string{"tajikistan", "tajikistan-bound", "tajikistan-scripted"} {
		for _, set := range []string{"months=1", "months=24", "start=1994-06", "start=1990-01"} {
			if _, err := Load(name, Options{Set: []string{set}}); err != nil {
				t.Errorf("%s with %s: %v", name, set, err)
			}
		}
	}
	path := write(t, t.TempDir(), "short.toml", "format = 1\nextends = \"tajikistan\"\nmonths = 12\n[shock.own]\nname = \"Own\"\nstart = \"1999-01\"\n")
	_, err := Load(path, Options{})
	wantFault(t, err, `short.toml:6: shock.own.start = "1999-01": outside the months that are simulated: want 1993-01 to 1998-12`)
	if strings.Contains(err.Error(), "tajikistan.toml") {
		t.Errorf("faults the user cannot mend: %v", err)
	}
}

func TestLeadOutsideTheWindow(t *testing.T) {
	text := strings.Replace(small, "[mediator.un]", "[mediator.un]\nenter = \"2001-07\"", 1)
	o := Options{Set: []string{"months=3", "implementation=3"}}
	if s := mustParse(t, text, o); s.Arm.Lead != -1 {
		t.Errorf("lead %d", s.Arm.Lead)
	}
	o.Set = append(o.Set, "coordination.regime=lead")
	_, err := Parse("test.toml", []byte(text), o)
	wantFault(t, err, `coordination.lead = "un": the lead is not there in the months that are simulated (2001-01 to 2001-03)`)
}

const script = small + `[mediator.iran]
strategy = "scripted"
enter = "2001-02"
[act.second]
mediator = "iran"
role = "inducer"
party = "rebels"
issue = "land"
start = "2001-05"
end = "2001-09"
effort = 0.5
[act.first]
mediator = "iran"
role = "convener"
start = "2001-04"
`

func TestScript(t *testing.T) {
	s := mustParse(t, script, Options{})
	m := mediatorBy(t, s, "iran")
	var acts []sim.Act
	strategy := m.Strategy()
	for r := range 12 {
		acts = strategy.Propose(&sim.MediatorView{MonthView: &sim.MonthView{Round: r}}, nil, acts)
	}
	if len(acts) != 6 || acts[0].Role != sim.Convener || acts[0].Party != sim.Everyone || acts[0].Issue != sim.NoIssue || acts[0].Effort != 1 {
		t.Fatalf("acts %+v", acts)
	}
	if a := acts[1]; a.Role != sim.Inducer || a.Party != 1 || a.Issue != 1 || a.Effort != 0.5 {
		t.Errorf("act %+v", a)
	}
}

// Acts are dropped or cut where a later layer changes strategy or presence, and
// are faults where the same file contradicts itself.
func TestScriptAgainstStrategyAndPresence(t *testing.T) {
	s := mustParse(t, script, Options{Set: []string{"mediator.iran.strategy=interest"}})
	if m := mediatorBy(t, s, "iran"); m.StrategyName != "interest" {
		t.Error(m.StrategyName)
	}
	s = mustParse(t, script, Options{Set: []string{"mediator.iran.exit=2001-06"}})
	var acts []sim.Act
	for r := range 24 {
		acts = mediatorBy(t, s, "iran").Strategy().Propose(&sim.MediatorView{MonthView: &sim.MonthView{Round: r}}, nil, acts)
	}
	if len(acts) != 3 {
		t.Errorf("%d acts, want April to June", len(acts))
	}
	_, err := Parse("test.toml", []byte(strings.Replace(script, "scripted", "interest", 1)), Options{})
	wantFault(t, err, `its strategy is interest: want mediator.iran.strategy = "scripted"`)
	_, err = Parse("test.toml", []byte(strings.Replace(script, "2001-02", "2001-06", 1)), Options{})
	wantFault(t, err, "iran is there from 2001-06 to 2003-12: want its acts within")
}

func TestLeadBeginsWhenItIsThere(t *testing.T) {
	text := strings.Replace(small, "[mediator.un]", "[mediator.un]\nenter = \"2001-07\"\nexit = \"2001-12\"", 1)
	for _, c := range []struct {
		text          string
		set           []string
		from          int
		value, origin string
	}{
		{small, nil, 0, "2001-01", "default"},
		{text, nil, 6, "2001-07", "default: when un enters"},
		{text, []string{"start=2001-09"}, 0, "2001-09", "default"},
		{text, []string{"coordination.lead=north"}, 0, "2001-01", "default"},
		{small, []string{"mediator.north.enter=2001-04", "coordination.lead=north"}, 3, "2001-04", "default: when north enters"},
		{text, []string{"coordination.from=2001-03"}, 6, "2001-03", "--set"},
		{text, []string{"coordination.from=2001-10"}, 9, "2001-10", "--set"},
	} {
		s := mustParse(t, c.text, Options{Set: c.set})
		e := entryOf(t, s, "coordination.from")
		if s.Arm.From != c.from || e.Value != c.value || e.Origin != c.origin {
			t.Errorf("%s: round %d, %+v", c.set, s.Arm.From, e)
		}
	}
	_, err := Parse("test.toml", []byte(text), Options{Set: []string{"coordination.from=2002-01"}})
	wantFault(t, err, `--set: coordination.from = 2002-01: the lead un is there only until 2001-12`)
	late := strings.Replace(small, "lead = \"un\"", "lead = \"un\"\nfrom = \"2001-06\"", 1)
	_, err = Parse("test.toml", []byte(late), Options{Set: []string{"coordination.lead=north", "mediator.north.exit=2001-03"}})
	wantFault(t, err, `--set: coordination.lead = north: north is there only until 2001-03, and coordination.from is 2001-06: want an earlier one`)
}
