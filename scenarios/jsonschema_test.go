package scenarios

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6" // checks scenarios as editors do

	"parley/agents"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
)

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(form.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(form.SchemaID, document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(form.SchemaID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// against checks a text of TOML; the error is what the schema says of it.
func against(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	var m map[string]any
	if err := toml.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(m)
	if err != nil {
		return err // no JSON has a number that is not finite
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

func TestSchemaAcceptsWhatIsShipped(t *testing.T) {
	s := compiledSchema(t)
	for _, info := range List() {
		text, _ := Source(info.Name)
		if err := against(t, s, text); err != nil {
			t.Errorf("%s: %v", info.Name, err)
		}
		if first, _, _ := strings.Cut(string(text), "\n"); first != "#:schema ./"+form.SchemaFile {
			t.Errorf("%s does not name its schema", info.Name)
		}
	}
}

// A scenario in which every form of every kind of value stands once.
const everyForm = `format = 1
extends = "minimal"
months = 600
model.third_parties = 128
[coordination]
mechanisms = []
costs = ["effort"]
consensus_coded = {low = 0.1, high = 0.2}
[parameters]
redundancy = 1
mode = "point"
[roles]
monitor = false
source = "nobody was let in"
[party.government]
optimism = [0.5]
strategy = "dual_track"
settings.breach = 2
[mediator.un]
leverage.rebels = [0.1, 0.2, 0.3]
roles.monitor = 1
patron_of = ["rebels"]
[link.un]
source = "a letter"
north = 0.5
[shock.one]
name = "One"
start = "2001-02"
violence = -2
[experiment]
vary = ["coordination.acceptance=0:1:11"]
`

// A part of a shock, whose start the parent gives.
const partOfAShock = `format = 1
extends = "tajikistan"
[shock.x03]
violence = 1
`

func TestSchemaAcceptsWhatTheLoaderReads(t *testing.T) {
	s := compiledSchema(t)
	for _, text := range []string{small, everyForm, partOfAShock} {
		if err := against(t, s, []byte(text)); err != nil {
			t.Error(err)
		}
		mustParse(t, text, Options{})
	}
}

// betweenKeys are the bad files that no schema refuses: what is wrong with them
// lies between keys, or in another file.
var betweenKeys = []string{
	"cares-about-nothing", "codings-shares", "dates-outside", "dates-reversed", "extends-circle", "extends-dates",
	"extends-directory", "extends-itself", "extends-misspelt", "extends-unknown", "front-half", "lead-gone",
	"lead-missing", "lead-unknown", "links", "no-issues", "no-parties", "none-essential", "one-party",
	"same-party-twice", "shares", "three-parties-no-front", "too-many-parties", "twins",
}

func TestSchemaRefusesBadStructure(t *testing.T) {
	s := compiledSchema(t)
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d bad files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if want := syntax.Refuse(text); want != "" || toml.Unmarshal(text, &m) != nil {
			continue
		}
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		refused, allowed := against(t, s, text) != nil, slices.Contains(betweenKeys, name)
		if refused == allowed {
			t.Errorf("%s: refused by the schema: %v", name, refused)
		}
	}
}

// One fault each, of every kind that an editor can see.
func TestSchemaSeesWhatIsWrongInOneKey(t *testing.T) {
	s := compiledSchema(t)
	for _, c := range []struct{ old, bad string }{
		{"format = 1", "format = 2"},
		{"format = 1", ""},
		{"months = 24", "months = 2.5"},
		{"months = 24", "months = 601"},
		{"months = 24", "months = 24\nstart_month = 3"},
		{`start = "2001-01"`, `start = "2001-13"`},
		{`start = "2001-01"`, "start = 2001-01-01"},
		{`lead = "un"`, `lead = "The UN"`},
		{`lead = "un"`, `regime = "netwrked"`},
		{`lead = "un"`, `mechanisms = ["pool", "pool"]`},
		{`lead = "un"`, `acceptance = "high"`},
		{"[party.rebels]", "[party.rebels]\noptimism = 1"},
		{"[party.rebels]", "[party.rebels]\noptimism = [0.5, 1]"},
		{"[party.rebels]", "[party.rebels]\noptimism = []"},
		{"[party.rebels]", "[party.rebels]\noptimism = {low = 0.1}"},
		{"[party.rebels]", "[party.rebels]\nessential = \"yes\""},
		{"[party.rebels]", "[party.rebels]\nsettings.brech = 1"},
		{"[party.rebels]", "[party.rebels]\nsettings.breach = 11"},
		{"[party.rebels]", "[party.Rebels]"},
		{"[mediator.north]", "[mediator.north]\nroles.moniter = 1"},
		{"[mediator.north]", "[mediator.north]\nroles.monitor = 2"},
		{"north = 0.5", "north = 2"},
		{"interest.north = -0.5", "interest.North = -0.5"},
		{"[link.un]", "[parameters]\nwar_cost = -1\n[link.un]"},
	} {
		if !strings.Contains(small, c.old) {
			t.Fatalf("no %s in the scenario", c.old)
		}
		text := []byte(strings.Replace(small, c.old, c.bad, 1))
		if _, err := Parse("bad.toml", text, Options{}); err == nil {
			t.Errorf("%s: the loader accepts it", c.bad)
		}
		if against(t, s, text) == nil {
			t.Errorf("%s: the schema accepts it", c.bad)
		}
	}
}

// What the loader knows and what the schema has, as paths with an asterisk for
// ids of the scenario's own.
func TestSchemaHasTheKeysOfTheLoader(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(form.JSONSchema(), &root); err != nil {
		t.Fatal(err)
	}
	inSchema := map[string]bool{}
	collectSchema(t, root, "", inSchema)
	known := map[string]bool{}
	for _, k := range form.Keys() {
		for _, path := range expand(k.Path) {
			known[path] = true
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(inSchema))); diff != "" {
		t.Errorf("- is known to the loader, + to the schema:\n%s", diff)
	}
}

func collectSchema(t *testing.T, s map[string]any, path string, found map[string]bool) {
	if s["description"] == nil && path != "" {
		t.Errorf("%s is not explained", path)
	}
	if s["type"] != "object" {
		found[path] = true
		return
	}
	properties, _ := s["properties"].(map[string]any)
	for name, p := range properties {
		collectSchema(t, p.(map[string]any), syntax.JoinPath(path, name), found)
	}
	switch more := s["additionalProperties"].(type) {
	case map[string]any:
		collectSchema(t, more, path+".*", found)
	case nil:
		t.Errorf("%s may hold anything", path)
	}
}

var idPlaceholder = regexp.MustCompile(`\b(PARTY|FRONT|ISSUE|MEDIATOR|SHOCK|ACT|FACTION|SUCCESSOR)\b`)

// expand writes out the names of closed sets.
func expand(path string) []string {
	path = idPlaceholder.ReplaceAllString(path, "*")
	sets := map[string][]string{"ROLE": form.Enums["role"], "SCALE": form.Scales}
	if kind, _, _ := strings.Cut(path, "."); form.Strategies[kind+" strategy"] != nil {
		sets["SETTING"] = form.SettingNames(kind + " strategy")
	}
	for placeholder, names := range sets {
		head, ok := strings.CutSuffix(path, placeholder)
		if !ok {
			continue
		}
		return form.Collect(names, func(name string) string { return head + name })
	}
	return []string{path}
}

// A setting may be set to its default in any strategy that has it.
func TestSchemaAcceptsEverySettingInItsRange(t *testing.T) {
	s := compiledSchema(t)
	try := func(table, strategy string, of agents.Setting) {
		for _, x := range []float64{of.Low, of.Default, of.High} {
			document := map[string]any{table: map[string]any{"un": map[string]any{"strategy": strategy, "settings": map[string]any{of.Name: x}}}}
			var b bytes.Buffer
			if err := toml.NewEncoder(&b).Encode(document); err != nil {
				t.Fatal(err)
			}
			if err := against(t, s, append([]byte("format = 1\nextends = \"minimal\"\n"), b.Bytes()...)); err != nil {
				t.Errorf("%s.settings.%s = %g: %v", table, of.Name, x, err)
			}
		}
	}
	for _, p := range agents.Parties() {
		for _, of := range p.Settings {
			try("party", p.Name, of)
		}
	}
	for _, m := range agents.Mediators() {
		for _, of := range m.Settings {
			try("mediator", m.Name, of)
		}
	}
}
