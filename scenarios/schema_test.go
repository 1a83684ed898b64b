package scenarios

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Every default must itself be allowed, and limits must be those of the engine.
func TestTagsAgreeWithThemselvesAndTheEngine(t *testing.T) {
	var check func(s *form.Schema, path string)
	leaf := func(f *form.Field, path string) {
		if f.Def != "" && f.Unset != "" {
			t.Errorf("%s has both a default and words for its absence", path)
		}
		if f.Scale != "" && !strings.Contains(" "+strings.Join(form.Scales, " ")+" ", " "+f.Scale+" ") {
			t.Errorf("%s: unknown scale %s", path, f.Scale)
		}
		if f.Enum != "" && form.Enums[f.Enum] == nil {
			t.Errorf("%s: unknown set %s", path, f.Enum)
		}
		if f.Kind == "coded number" && f.Scale == "" {
			t.Errorf("%s has no scale", path)
		}
		if f.Def == "" {
			return
		}
		for _, v := range []form.Value{&form.Text{}, &form.Boolean{}, &form.Whole{}, &form.Number{}, &form.Coded{}} {
			if v.Kind() == f.Kind {
				v.Base().Field = f
				if want := v.Take(&syntax.Node{Value: form.DefaultValue(f)}); want != "" {
					t.Errorf("%s: default %s: %s", path, f.Def, want)
				}
			}
		}
	}
	check = func(s *form.Schema, path string) {
		fields := s.Fields
		if s.Rest != nil {
			fields = append(fields[:len(fields):len(fields)], s.Rest)
		}
		for _, f := range fields {
			if path := syntax.JoinPath(path, f.Name); f.Table != nil {
				check(f.Table, path)
			} else {
				leaf(f, path)
			}
		}
	}
	check(form.Format(), "")
	top := form.Format().ByName
	for name, most := range map[string]int{
		"party": sim.MaxParties, "front": sim.MaxFronts, "issue": sim.MaxIssues, "mediator": sim.MaxMediators, "shock": sim.MaxShocks,
	} {
		if top[name].Most != most {
			t.Errorf("[%s] may have %d entries, and the engine takes %d", name, top[name].Most, most)
		}
	}
	if top["months"].Span.High != sim.MaxMonths || top["implementation"].Span.High != sim.MaxImplementation ||
		top["mediator"].Table.ByName["capacity"].Span.High != sim.MaxCapacity {
		t.Error("a limit differs from the engine's")
	}
}

func TestKeysAreUniqueAndComplete(t *testing.T) {
	seen := map[string]form.Key{}
	for _, k := range form.Keys() {
		if _, twice := seen[k.Path]; twice || k.Doc == "" || k.Type == "" {
			t.Errorf("key %+v", k)
		}
		seen[k.Path] = k
	}
	for _, path := range []string{
		"coordination.regime", "coordination.lead", "coordination.from", "coordination.acceptance", "coordination.consensus",
		"coordination.mechanisms", "mediator.MEDIATOR.interest", "mediator.MEDIATOR.leverage.PARTY", "mediator.MEDIATOR.consent.PARTY",
		"mediator.MEDIATOR.strategy", "party.PARTY.strategy", "mediator.MEDIATOR.roles.ROLE", "party.PARTY.faction.FACTION.share",
		"link.MEDIATOR.MEDIATOR", "roles.ROLE", "parameters.war_cost", "coding.margins.SCALE", "act.ACT.role",
	} {
		if _, ok := seen[path]; !ok {
			t.Errorf("no key %s", path)
		}
	}
	if k := seen["front.FRONT.forts"]; k.Range != "2 to 200" || k.Default != "20" || k.Type != "whole number" || k.Unit != "forts" {
		t.Errorf("%+v", k)
	}
	if k := seen["coordination.regime"]; !strings.HasPrefix(k.Range, "single, independent") {
		t.Errorf("%+v", k)
	}
}

// Every path that show prints is a key of the format.
func TestEntriesAreKeys(t *testing.T) {
	var patterns []string
	for _, k := range form.Keys() {
		p := regexp.MustCompile(`[A-Z]+`).ReplaceAllString(regexp.QuoteMeta(k.Path), `[a-z0-9_-]+`)
		patterns = append(patterns, p)
	}
	known := regexp.MustCompile("^(" + strings.Join(patterns, "|") + ")$")
	for _, info := range List() {
		s, err := Load(info.Name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range s.Entries {
			if !known.MatchString(e.Path) || seen[e.Path] || e.Value == "" || e.Origin == "" {
				t.Errorf("%s: entry %+v", info.Name, e)
			}
			seen[e.Path] = true
		}
	}
}

// Without a map's order, the same text gives the same entries.
func TestEntriesAreStable(t *testing.T) {
	first := fmt.Sprint(mustParse(t, small, Options{}).Entries)
	for range 20 {
		if again := fmt.Sprint(mustParse(t, small, Options{}).Entries); again != first {
			t.Fatal("entries differ between two loads")
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		tag, words string
		in, out    []float64
	}{
		{"0..1", "0 to 1", []float64{0, 1, 0.5}, []float64{-0.1, 1.1}},
		{"(0..1)", "more than 0 and less than 1", []float64{0.5}, []float64{0, 1}},
		{"(0..4", "more than 0, up to 4", []float64{4}, []float64{0, 4.1}},
		{"0..", "0 or more", []float64{0, 1e9}, []float64{-1}},
		{"-1..1", "-1 to 1", []float64{-1}, []float64{-1.1}},
		{"1..1", "1", []float64{1}, []float64{2}},
	} {
		r := form.ParseSpan(c.tag)
		if r.String() != c.words {
			t.Errorf("%s is %q", c.tag, r)
		}
		for _, x := range c.in {
			if !r.Has(x) || r.Clip(x) != x {
				t.Errorf("%s: %g is in", c.tag, x)
			}
		}
		for _, x := range c.out {
			if r.Has(x) || !r.Has(r.Clip(x)) {
				t.Errorf("%s: %g is out, cut to %g", c.tag, x, r.Clip(x))
			}
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"government", "rebels", "un", "osce", "cohesion"}
	for _, c := range []struct{ name, want string }{
		{"goverment", "government"}, {"Rebels", "rebels"}, {"ub", "un"}, {"nu", "un"}, {"ocse", "osce"}, {"cohesoin", "cohesion"},
		{"govt_army", ""}, {"rebel_army", "rebels"}, {"moscow", ""}, {"x", ""}, {strings.Repeat("government", 20), ""},
	} {
		if got := fault.Nearest(c.name, names); got != c.want {
			t.Errorf("nearest %s is %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3}} {
		if got := fault.Distance(c.a, c.b); got != c.want {
			t.Errorf("distance %s %s is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
