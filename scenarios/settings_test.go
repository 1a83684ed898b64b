package scenarios

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/agents"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
	"parley/sim"
)

const settled = `
[party.elders]
strategy = "dual_track"
settings.yield = 0.5
essential = false
[front.main]
first = "government"
second = "rebels"
[mediator.scout]
strategy = "adaptive"
[mediator.scout.settings]
memory = 0.25
`

// settingsIn maps the paths of all resolved settings to their values.
func settingsIn(s *Scenario) map[string]string {
	m := map[string]string{}
	for _, e := range s.Entries {
		if strings.Contains(e.Path, ".settings.") {
			m[e.Path] = e.Value
		}
	}
	return m
}

func TestSettingsOfAStrategyAreAllResolved(t *testing.T) {
	s := mustParse(t, small+settled, Options{})
	for path, want := range map[string]Entry{
		"party.elders.settings.yield":      {Value: "0.5", Unit: "multiple", Origin: "test.toml:24"},
		"party.elders.settings.breach":     {Value: "1.5", Unit: "multiple", Origin: "default"},
		"mediator.scout.settings.memory":   {Value: "0.25", Unit: "share", Origin: "test.toml:32"},
		"mediator.scout.settings.protocol": {Value: "1", Unit: "value", Origin: "default"},
	} {
		want.Path = path
		if got := entryOf(t, s, path); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if n := len(settingsIn(s)); n != 3+7 {
		t.Errorf("%d settings: %v", n, settingsIn(s))
	}
}

func TestASettingReachesTheStrategy(t *testing.T) {
	s := mustParse(t, small+settled, Options{Set: []string{"party.elders.settings.breach=4"}})
	got := s.Config.Parties[2].Strategy[0]().Stance(&sim.PartyView{Attendance: 0.2, Readiness: 0.1, TruceChance: 0.3})
	if want := (sim.Stance{Attend: 0.5, Ready: 0.1, Yield: 0.5, Truce: 0.3, Sign: 1, Breach: 4}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A setting holds for the strategy it was written for.
func TestSettingsOfAStrategyThatWasReplacedArePutAside(t *testing.T) {
	for _, c := range []struct {
		set  []string
		want map[string]string // of scout
	}{
		{nil, map[string]string{"memory": "0.25"}},
		{[]string{"mediator.scout.strategy=adaptive"}, map[string]string{"memory": "0.25"}},
		{[]string{"mediator.scout.strategy=spoiler"}, map[string]string{"drive": "0.7", "rivalry": "0.6"}},
		{[]string{"mediator.scout.strategy=spoiler", "mediator.scout.settings.drive=0.2"}, map[string]string{"drive": "0.2", "rivalry": "0.6"}},
		{[]string{"mediator.scout.settings.drive=0.2", "mediator.scout.strategy=spoiler"}, map[string]string{"drive": "0.2", "rivalry": "0.6"}},
		{[]string{"mediator.scout.strategy=interest"}, map[string]string{}},
		{[]string{"mediator.scout.strategy=spoiler", "mediator.scout.strategy=adaptive"}, map[string]string{"memory": "0.25"}},
	} {
		all := settingsIn(mustParse(t, small+settled, Options{Set: c.set}))
		got := map[string]string{}
		for path, v := range all {
			if name, ok := strings.CutPrefix(path, "mediator.scout.settings."); ok && (c.want[name] != "" || len(c.want) != 1) {
				got[name] = v
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%v:\n%s", c.set, d)
		}
	}
	// A setting of the same name, written for another strategy, does not carry over.
	s := mustParse(t, small+settled, Options{Set: []string{"party.elders.strategy=hardliner"}})
	if e := entryOf(t, s, "party.elders.settings.yield"); e.Value != "0.3" || e.Origin != "default" {
		t.Errorf("%+v, want hardliner's own default", e)
	}
}

func TestSettingsThatDoNotFitAreRefused(t *testing.T) {
	for set, want := range map[string]string{
		"mediator.scout.settings.memroy=0.5": "--set: mediator.scout.settings.memroy = 0.5: unknown setting of adaptive; did you mean memory?",
		"mediator.scout.settings.memory=1.5": "--set: mediator.scout.settings.memory = 1.5: want 0 to 1",
		"mediator.scout.settings.memory=":    "want path=value",
		"mediator.scout.settings.memory=x":   "want a number",
		"mediator.scout.settings.drive=0.5":  `a setting of spoiler, and the strategy here is adaptive: want mediator.scout.strategy = "spoiler"; adaptive has memory, gain`,
		"mediator.un.settings.drive=0.5":     `a setting of spoiler, and the strategy here is interest: want mediator.un.strategy = "spoiler"; interest has no settings`,
		"party.rebels.settings.yield=0.5":    "want party.rebels.strategy too: settings are those of a strategy",
		"party.rebels.yield=0.5":             "it is a setting of a strategy: want party.rebels.settings.yield",
		"mediator.un.monitor=0.5":            "here can stand",
		"mediator.un.settings=0.5":           "want one value for each setting",
	} {
		_, err := Parse("test.toml", []byte(small+settled), Options{Set: []string{set}})
		wantFault(t, err, want)
	}
	_, err := Parse("test.toml", []byte(small+settled), Options{Set: []string{"mediator.scout.strategy=spoiler", "mediator.scout.settings.memory=0.5"}})
	wantFault(t, err, "--set: mediator.scout.settings.memory = 0.5: a setting of adaptive, and the strategy here is spoiler")
}

func TestSettingsCanBeVaried(t *testing.T) {
	dir := t.TempDir()
	tmpl, err := Prepare(write(t, dir, "war.toml", small+settled), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"mediator.scout.settings.memory": "", "party.elders.settings.yield": "", "mediator.scout.strategy": "",
		"mediator.un.settings.monitor":   "", // its strategy may be varied too
		"mediator.scout.settings.memroy": "unknown setting; did you mean memory?",
		"mediator.scout.settings":        "want one value for each setting",
		"party.elders.settings.drive":    "unknown setting",
	} {
		err := tmpl.CheckPath(path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	s, err := tmpl.Build([]string{"party.elders.strategy=spoiler"})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Config.Parties[2].Strategy[0]().Stance(&sim.PartyView{}); got.Yield != 0.05 {
		t.Errorf("a varied strategy takes over another's setting: %+v", got)
	}
	if s, err = tmpl.Build([]string{"party.elders.settings.yield=2"}); err != nil || s.Config.Parties[2].Strategy[0]().Stance(&sim.PartyView{}).Yield != 2 {
		t.Errorf("a varied setting: %v", err)
	}
	again, err := tmpl.Build(nil)
	if err != nil || again.Config.Parties[2].Strategy[0]().Stance(&sim.PartyView{}).Yield != 0.5 {
		t.Errorf("after other points: %v", err)
	}
	if _, err = tmpl.Build([]string{"mediator.scout.strategy=passive", "mediator.scout.settings.memory=0.5"}); err == nil {
		t.Error("a setting of another strategy was taken")
	}
}

func TestASettingChangesTheHash(t *testing.T) {
	plain := hashOfText(t, "a.toml", small+settled, Options{})
	if hashOfText(t, "a.toml", small+settled, Options{Set: []string{"mediator.scout.settings.memory=0.26"}}) == plain {
		t.Error("a setting does not count")
	}
	if hashOfText(t, "a.toml", small+settled, Options{Set: []string{"mediator.scout.settings.gain=2"}}) != plain {
		t.Error("naming a default counts")
	}
}

// Names in TOML are small letters, digits, _ and -, and no setting may be taken
// for a role where it is not one.
func TestSettingsHaveNamesThatAScenarioCanWrite(t *testing.T) {
	for _, name := range append(form.SettingNames(form.PartyStrategy), form.SettingNames(form.MediatorStrategy)...) {
		if !syntax.ValidID(name) {
			t.Errorf("setting %q", name)
		}
	}
}

// aroundTheGuide is a war that tables of the guide can be added to.
const aroundTheGuide = `format = 1
start = "1993-01"
[party.government]
[party.rebels]
[front.main]
first = "government"
second = "rebels"
[issue.power]
cluster = "power"
[mediator.un]
[mediator.osce]
[mediator.neighbour]
`

// The scenarios in the guide load, and their numbers reach the strategies.
func TestTheExamplesOfTheGuideLoad(t *testing.T) {
	text, err := os.ReadFile("../docs/scenarios.md")
	if err != nil {
		t.Fatal(err)
	}
	settings := 0
	for _, example := range strings.Split(string(text), "```toml\n")[1:] {
		example, _, _ = strings.Cut(example, "```")
		if !strings.HasPrefix(example, "format") {
			example = aroundTheGuide + example
		}
		s, err := Parse("army.toml", []byte(example), Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, example)
		}
		settings += len(settingsIn(s))
	}
	if settings == 0 {
		t.Error("no settings in the examples")
	}
}

// Whatever strategy is chosen, all of its settings can be said at their defaults,
// and change nothing.
func TestEveryStrategyLoadsWithItsDefaultsWrittenOut(t *testing.T) {
	check := func(path, strategy string, settings []agents.Setting) {
		set := []string{path + ".strategy=" + strategy}
		plain := hashOfText(t, "a.toml", small, Options{Set: set})
		for _, s := range settings {
			set = append(set, fmt.Sprintf("%s.settings.%s=%v", path, s.Name, s.Default))
		}
		if got := hashOfText(t, "a.toml", small, Options{Set: set}); got != plain {
			t.Errorf("%s: defaults written out differ from defaults", strategy)
		}
	}
	for _, p := range agents.Parties() {
		check("party.rebels", p.Name, p.Settings)
	}
	for _, m := range agents.Mediators() {
		check("mediator.un", m.Name, m.Settings)
	}
}
