package form

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"parley/docs"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Every default must itself be allowed, and limits must be those of the engine.
func TestTagsAgreeWithThemselvesAndTheEngine(t *testing.T) {
	var check func(s *Schema, path string)
	leaf := func(f *Field, path string) {
		if f.Def != "" && f.Unset != "" {
			t.Errorf("%s has both a default and words for its absence", path)
		}
		if f.Scale != "" && !strings.Contains(" "+strings.Join(Scales, " ")+" ", " "+f.Scale+" ") {
			t.Errorf("%s: unknown scale %s", path, f.Scale)
		}
		if f.Enum != "" && Enums[f.Enum] == nil {
			t.Errorf("%s: unknown set %s", path, f.Enum)
		}
		if f.Kind == "coded number" && f.Scale == "" {
			t.Errorf("%s has no scale", path)
		}
		if f.Def == "" {
			return
		}
		for _, v := range []Value{&Text{}, &Boolean{}, &Whole{}, &Number{}, &Coded{}} {
			if kinds[reflect.TypeOf(v).Elem()] == f.Kind {
				v.Base().Field = f
				if want := v.Take(&syntax.Node{Value: f.Default}); want != "" {
					t.Errorf("%s: default %s: %s", path, f.Def, want)
				}
			}
		}
	}
	check = func(s *Schema, path string) {
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
	check(Format(), "")
	top := Format().ByName
	for name, most := range map[string]int{
		"party": sim.MaxParties, "front": sim.MaxFronts, "issue": sim.MaxIssues, "mediator": sim.MaxMediators, "shock": sim.MaxShocks,
	} {
		if top[name].Most != most {
			t.Errorf("[%s] may have %d entries, and the engine takes %d", name, top[name].Most, most)
		}
	}
	if top["months"].Span.High != sim.MaxMonths || top["implementation"].Span.High != sim.MaxImplementation ||
		entriesOf("mediator").ByName["capacity"].Span.High != sim.MaxCapacity {
		t.Error("a limit differs from the engine's")
	}
}

func TestKeysAreUniqueAndComplete(t *testing.T) {
	seen := map[string]Key{}
	for _, k := range Keys() {
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

// What the page on coding anchors are keys, within their range, from one end to the other.
func TestScalesOfThePageOnCodingAreKeys(t *testing.T) {
	keys, found := map[string]Key{}, 0
	for _, k := range Keys() {
		keys[k.Path] = k
		found += strings.Count(k.Points, "\n")
	}
	points := 0
	for path, list := range docs.Points() {
		points += len(list)
		k, ok := keys[path]
		if !ok || k.Type != KindCoded {
			t.Errorf("the page anchors %s, which is no key of a coded number", path)
		}
		if len(list) != 5 {
			t.Errorf("%s has %d points", path, len(list))
		}
		for _, p := range list {
			if x, err := strconv.ParseFloat(p.Value, 64); err != nil || p.Meaning == "" || !strings.Contains(k.Points, "\n- "+p.Value+": "+p.Meaning) {
				t.Errorf("%s: point %+v, %g", path, p, x)
			}
		}
	}
	if tables := strings.Count(docs.Coding, "\n| value |"); points != 5*tables || found != points {
		t.Errorf("%d tables of anchors, %d points of scales, %d of them of keys", tables, points, found)
	}
	var schema struct {
		Properties struct {
			Party struct {
				AdditionalProperties struct {
					Properties map[string]struct{ Description string }
				}
			}
		}
	}
	if err := json.Unmarshal(JSONSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	if said := schema.Properties.Party.AdditionalProperties.Properties["trust"].Description; !strings.HasSuffix(said, keys["party.PARTY.trust"].Points) || said == "" {
		t.Errorf("the schema says of trust: %s", said)
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		tag, words string
		in, out    []float64
	}{
		{"0..1", "0 to 1", []float64{0, 1, 0.5}, []float64{-0.1, 1.1}},
		{"(0..1)", "more than 0 and less than 1", []float64{0.5}, []float64{0, 1}},
		{"0..", "0 or more", []float64{0, 1e9}, []float64{-1}},
		{"-1..1", "-1 to 1", []float64{-1}, []float64{-1.1}},
		{"1..1", "1", []float64{1}, []float64{2}},
	} {
		r := parseSpan(c.tag)
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

// The page of keys has each table once, also one with tables of its own in its midst.
func TestReferenceHasEachTableOnce(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(Reference()) {
		if strings.HasPrefix(line, "## ") && seen[line] {
			t.Errorf("twice: %s", line)
		}
		seen[line] = true
	}
	if !seen["## [shock.SHOCK]\n"] || !seen["## [coordination]\n"] {
		t.Error("tables are missing")
	}
}
