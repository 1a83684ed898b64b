package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/sim"
)

func mustLoad(t *testing.T, name string) *Scenario {
	t.Helper()
	s, err := Load(name, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// resolved maps the path of every resolved key to its value.
func resolved(s *Scenario) map[string]string {
	m := make(map[string]string, len(s.Entries))
	for _, e := range s.Entries {
		m[e.Path] = e.Value
	}
	return m
}

func mediatorOf(t *testing.T, c *sim.Config, id string) *sim.Mediator {
	t.Helper()
	for i := range c.Mediators {
		if c.Mediators[i].ID == id {
			return &c.Mediators[i]
		}
	}
	t.Fatalf("no mediator %q", id)
	return nil
}

func TestTajikistanHasEverybody(t *testing.T) {
	c := mustLoad(t, "tajikistan").Config
	got := fmt.Sprint(len(c.Parties), len(c.Fronts), len(c.Issues), len(c.Mediators), len(c.Links), len(c.Shocks))
	if want := "2 1 8 20 114 19"; got != want {
		t.Errorf("parties, fronts, issues, mediators, links, shocks: %s, want %s", got, want)
	}
	if last := c.Start + sim.Month(c.Months-1); c.Start.String() != "1993-01" || last.String() != "1997-06" {
		t.Errorf("window %v to %v", c.Start, last)
	}
}

func TestJudgedNumbersAreDrawn(t *testing.T) {
	c := mustLoad(t, "tajikistan").Config
	for i := range c.Mediators {
		m := &c.Mediators[i]
		drawn := []sim.Coded{m.Interest, m.Bias, m.Resolve, m.AcceptanceAsLead, m.Capacity}
		drawn = append(append(drawn, m.Leverage...), m.Consent...)
		if slices.ContainsFunc(drawn, sim.Coded.IsExact) || !m.InterestCoded || !m.AcceptanceCoded {
			t.Errorf("%s has a judged number without a range: %v", m.ID, drawn)
		}
		for r, v := range m.Capability {
			if v.IsExact() && v.Low != 0 {
				t.Errorf("%s as %s is %g for sure", m.ID, sim.Role(r), v.Low)
			}
		}
	}
	if v := mediatorOf(t, c, "russia").Capability[sim.Enskiller]; v != sim.Exact(0) {
		t.Errorf("both coders saw no enskiller in Russia, the scenario draws it from %v", v)
	}
}

func TestSalienceMakesIssuesEssentialAndHard(t *testing.T) {
	for _, k := range mustLoad(t, "tajikistan").Config.Issues {
		a, b := k.Salience[0].Low, k.Salience[1].Low
		if k.Essential != (max(a, b) >= 4) || k.Hard != (min(a, b) >= 4) {
			t.Errorf("%s with salience %g and %g: essential %v, hard %v", k.ID, a, b, k.Essential, k.Hard)
		}
	}
}

func TestEveryTableOfTheRecordNamesItsSource(t *testing.T) {
	recorded := []string{"party", "front", "issue", "mediator", "link", "shock", "act"}
	for _, name := range []string{"tajikistan", "tajikistan-bound", "tajikistan-scripted"} {
		keys := resolved(mustLoad(t, name))
		for path := range keys {
			part := strings.SplitN(path, ".", 3)
			if len(part) < 3 || !slices.Contains(recorded, part[0]) {
				continue
			}
			source := part[0] + "." + part[1] + ".source"
			if v := keys[source]; v == "" || v == "not given" {
				t.Errorf("%s: no %s", name, source)
			}
		}
	}
}

func TestBoundAddsTheRussianShiftAlone(t *testing.T) {
	prior := Options{Set: []string{"parameters.mode=prior"}}
	scenario, err := Load("tajikistan", prior)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Load("tajikistan-bound", prior)
	if err != nil {
		t.Fatal(err)
	}
	plain, bound := resolved(scenario), resolved(other)
	for path, v := range bound {
		added := strings.HasPrefix(path, "shock.x15.") || strings.HasPrefix(path, "shock.x16.")
		own := path == "title" || path == "source" || path == "extends"
		if was, ok := plain[path]; !own && ok == added || ok && !own && was != v {
			t.Errorf("%s = %s, in tajikistan %q", path, v, was)
		}
	}
	if bound["shock.x16.pressure.gov"] != "2" {
		t.Errorf("shock.x16.pressure.gov = %q", bound["shock.x16.pressure.gov"])
	}
}

// scriptedActs reads the acts of a scenario from its resolved keys, by id.
func scriptedActs(s *Scenario) map[string]map[string]string {
	acts := map[string]map[string]string{}
	for _, e := range s.Entries {
		rest, ok := strings.CutPrefix(e.Path, "act.")
		id, key, _ := strings.Cut(rest, ".")
		if !ok || key == "" {
			continue
		}
		if acts[id] == nil {
			acts[id] = map[string]string{}
		}
		acts[id][key] = e.Value
	}
	return acts
}

func TestScriptPlaysEveryRowOfTheRecord(t *testing.T) {
	s := mustLoad(t, "tajikistan-scripted")
	rows := map[string]bool{}
	for id, a := range scriptedActs(s) {
		rows[id[:4]] = true
		m := mediatorOf(t, s.Config, a["mediator"])
		if r, ok := sim.RoleByID(a["role"]); !ok || m.Capability[r].High <= 0 {
			t.Errorf("act %s: %s cannot do it", id, m.ID)
		}
	}
	for row := 1; row <= 165; row++ {
		if !rows[fmt.Sprintf("r%03d", row)] {
			t.Errorf("row %d has no act", row)
		}
	}
	for i := range s.Config.Mediators {
		if m := &s.Config.Mediators[i]; m.StrategyName != "scripted" {
			t.Errorf("%s chooses by %s", m.ID, m.StrategyName)
		}
	}
}

func TestScriptGivesARoleOnceAMonth(t *testing.T) {
	effort := map[string]float64{}
	for id, a := range scriptedActs(mustLoad(t, "tajikistan-scripted")) {
		first, err1 := sim.ParseMonth(a["start"])
		last, err2 := sim.ParseMonth(a["end"])
		if a["end"] == "its start" {
			last, err2 = first, nil
		}
		e, err3 := strconv.ParseFloat(a["effort"], 64)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatalf("act %s: %v", id, a)
		}
		for m := first; m <= last; m++ {
			effort[fmt.Sprint(a["mediator"], " as ", a["role"], " to ", a["party"], " in ", m)] += e
		}
	}
	for what, e := range effort {
		if e > 1 {
			t.Errorf("%s: effort %g", what, e)
		}
	}
}

func TestMinimalIsShort(t *testing.T) {
	text, _ := Source("minimal")
	lines := 0
	for line := range strings.Lines(string(text)) {
		if strings.TrimSpace(line) != "" {
			lines++
		}
	}
	if lines > 30 {
		t.Errorf("%d lines", lines)
	}
}
