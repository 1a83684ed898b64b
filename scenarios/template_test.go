package scenarios

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"parley/sim"
)

// sameScenario compares what decides histories. Strategies are functions; what
// they make is compared.
func sameScenario(t *testing.T, what string, got, want *Scenario) {
	t.Helper()
	a, b := *got.Config, *want.Config
	a.Notes, b.Notes = nil, nil // Build leaves them out
	a.Parties, b.Parties = append([]sim.Party(nil), a.Parties...), append([]sim.Party(nil), b.Parties...)
	a.Mediators, b.Mediators = append([]sim.Mediator(nil), a.Mediators...), append([]sim.Mediator(nil), b.Mediators...)
	for i := range min(len(a.Parties), len(b.Parties)) {
		if !reflect.DeepEqual(made(a.Parties[i].Strategy), made(b.Parties[i].Strategy)) {
			t.Errorf("%s: strategy of party %d", what, i)
		}
		a.Parties[i].Strategy, b.Parties[i].Strategy = nil, nil
	}
	for i := range min(len(a.Mediators), len(b.Mediators)) {
		if !reflect.DeepEqual(a.Mediators[i].Strategy(), b.Mediators[i].Strategy()) {
			t.Errorf("%s: strategy of mediator %d", what, i)
		}
		a.Mediators[i].Strategy, b.Mediators[i].Strategy = nil, nil
	}
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(got.Arm, want.Arm) || got.Name != want.Name {
		t.Errorf("%s: Build and Load differ", what)
	}
	if !reflect.DeepEqual(got.Experiment, want.Experiment) {
		t.Errorf("%s: experiment %+v, want %+v", what, got.Experiment, want.Experiment)
	}
}

// made are the behaviours that some constructors make.
func made(list []func() sim.PartyStrategy) (all []sim.PartyStrategy) {
	for _, make := range list {
		all = append(all, make())
	}
	return all
}

// checkBuild wants the same scenario, or the same faults, of Build as of Load, each time: it finds the template as it was.
func checkBuild(t *testing.T, tmpl *Template, name string, o Options, times int, sets ...[]string) (refused int) {
	t.Helper()
	type loaded struct {
		s   *Scenario
		err error
	}
	var list []loaded
	for _, set := range sets {
		s, err := Load(name, Options{Set: slices.Concat(o.Set, set), Without: o.Without})
		list = append(list, loaded{s, err})
	}
	for range times {
		for i, set := range sets {
			want, what := list[i], fmt.Sprintf("%s %+v %q", name, o, set)
			got, err := tmpl.Build(set)
			if fmt.Sprint(err) != fmt.Sprint(want.err) {
				t.Errorf("%s: Build says\n%v\nLoad says\n%v", what, err, want.err)
			} else if err == nil {
				sameScenario(t, what, got, want.s)
			}
			if err != nil {
				refused++
			}
		}
	}
	return refused
}

func TestBuildIsLoad(t *testing.T) {
	file := write(t, t.TempDir(), "small.toml", small)
	for _, c := range []struct {
		name string
		o    Options
		sets [][]string
	}{
		{file, Options{}, [][]string{
			nil, {"months=12"}, {"mnths=3"}, {"months=0", "mediator.un.interest=7"}, {"mediator.norway.name=Norway", "link.norway.un=0.3"},
			{"mediator.norway.bias=0.2"}, {"mediator.un=3"}, {"mediator=3"}, {"months.x=3"}, {"nonsense"}, {"party.elders.name=Elders"},
			{"coordination.regime=lead"}, {"coordination.lead=nobody"}, {"mediator.un.exit=2001-03", "coordination.from=2001-05"},
			{"start=2001-06", "months=6"}, {"start=2010-01"}, {"issue.land.salience.rebels=0", "issue.power.salience.rebels=0"},
			{"party.rebels.faction.young.share=0.2"}, {"party.rebels.faction.young.name=Y"}, {"coding.margin=0.3", "mediator.un.bias=[0.1, 0.2]"},
			{"roles.convener=false"}, {"parameters.fear=0.25"}, {"parameters.mode=point"}, {"front.main.held=0.3"},
			{"front.f.first=rebels"}, {"shock.coup.interest.ngo=0.3"}, {"link.un.north=0.9"}, {"link.north.un=0.9"}, {"link.un.un=0.9"},
			{"experiment.points=3", `experiment.vary=["a=1,2"]`}, {"mediator.un.interest={low=0.1, high=0.2}", "mediator.un.interest=0.3"},
			{"format=2"}, {"extends=tajikistan"}, {"mediator.un.strategy=scripted", "act.a.mediator=un"},
		}},
		{file, Options{Set: []string{"months=36"}, Without: []string{"north", "land"}}, [][]string{
			nil, {"months=12"}, {"mediator.north.interest=0.3"}, {"issue.land.hard=true"}, {"coordination.lead=north"},
		}},
		{"tajikistan", Options{}, [][]string{
			{"coordination.acceptance=0.3"}, {"coordination.lead=russia", "coordination.from=1994-04"}, {"mediator.rusia.bias=0.1"},
			{"mediator.russia.interest=-0.5", "coordination.regime=lead"}, {"party.gov.strategy=dual_track"}, {"months=3"}, {"start=1994-01"},
		}},
		{"tajikistan-bound", Options{Set: []string{"coordination.regime=lead"}}, [][]string{nil, {"mediator.russia.interest=0.2"}}},
		{"tajikistan-scripted", Options{}, [][]string{nil, {"mediator.un.strategy=interest"}, {"months=20"}, {"mediator.un.exit=1994-01"}}},
		{"minimal", Options{Set: []string{"months=40"}}, [][]string{nil, {"mediator.un.interest=[0.2, 0.4]"}}},
	} {
		tmpl, err := Prepare(c.name, c.o)
		if err != nil {
			t.Fatal(err)
		}
		checkBuild(t, tmpl, c.name, c.o, 2, c.sets...)
	}
}

// The same war in another file, with a line more, under another name.
func TestFaultsOfAPointDependOnWhatTheScenarioSays(t *testing.T) {
	late := strings.Replace(small, "[party.government]\n", "from = \"2001-06\"\n[party.government]\nstrength_share = 0.7\n", 1)
	one, err := Prepare(write(t, t.TempDir(), "one.toml", late), Options{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := Prepare(write(t, t.TempDir(), "two.toml", "# Copied.\n"+late), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if one.Hash() != two.Hash() {
		t.Fatal("not the same war")
	}
	for _, set := range [][]string{{"party.rebels.strength_share=0.5"}, {"coordination.regime=lead", "mediator.un.exit=2001-02"},
		{"mediator.rebels.name=x"}, {"months=0"}} {
		_, here := one.BuildPoint(set)
		_, there := two.BuildPoint(set)
		if here == nil || there == nil || here.Error() != there.Error() {
			t.Errorf("%v: %v\nand elsewhere: %v", set, here, there)
			continue
		}
		if strings.Contains(here.Error(), ".toml") {
			t.Errorf("%v: %v", set, here)
		}
	}
}

// Any key that stands in a scenario, with values that may or may not do.
func TestBuildIsLoadAnywhere(t *testing.T) {
	values := []string{"0", "1", "0.5", "-0.5", "3", "true", "false", "1994-06", "un", "russia", "lead", "[0.2, 0.3]", "[]", `["un"]`, "nan", "scripted", "{low=0, high=1}"}
	rng := rand.New(rand.NewPCG(3, 9))
	rounds := 150
	if testing.Short() {
		rounds = 40
	}
	for _, name := range []string{"minimal", "tajikistan-bound"} {
		whole, err := Load(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		tmpl, err := Prepare(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		refused := 0
		for range rounds {
			var set []string
			for range 1 + rng.IntN(2) {
				set = append(set, whole.Entries[rng.IntN(len(whole.Entries))].Path+"="+values[rng.IntN(len(values))])
			}
			refused += checkBuild(t, tmpl, name, Options{}, 1, set)
		}
		if refused == 0 || refused == rounds {
			t.Errorf("%s: %d of %d refused: the test says little", name, refused, rounds)
		}
	}
}

func TestBuildAtOnce(t *testing.T) {
	tmpl, err := Prepare("minimal", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			x := float64(i) / 10
			s, err := tmpl.Build([]string{fmt.Sprintf("mediator.un.interest=%g", x), "months=" + fmt.Sprint(10+i)})
			if err != nil || mediatorBy(t, s, "un").Interest != sim.Exact(x) || s.Config.Months != 10+i {
				t.Errorf("build %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

func TestPrepareRefusesWhatLoadRefuses(t *testing.T) {
	files, _ := filepath.Glob("testdata/bad/*.toml")
	for _, name := range append(files, "no-such-scenario", "testdata") {
		_, want := Load(name, Options{})
		if tmpl, err := Prepare(name, Options{}); tmpl != nil || err == nil || err.Error() != want.Error() {
			t.Errorf("%s: Prepare says\n%v\nLoad says\n%v", name, err, want)
		}
	}
}

func hashOfText(t *testing.T, file, text string, o Options) string {
	t.Helper()
	tmpl, err := Prepare(write(t, t.TempDir(), file, text), o)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl.Hash()
}

func TestHashNamesWhatDecidesHistories(t *testing.T) {
	base := hashOfText(t, "a.toml", small, Options{})
	if len(base) != 64 {
		t.Fatalf("hash %q", base)
	}
	for what, text := range map[string]string{
		"comments and blank lines": "# about\n\n" + small,
		"a default written out":    small + "[model]\nfallback = \"held\"\n",
		"titles, names, sources":   "title = \"A war\"\nsource = \"me\"\n" + strings.Replace(small, "[mediator.un]", "[mediator.un]\nname = \"UN\"", 1),
		"an experiment":            small + "[experiment]\nvary = [\"months=12,24\"]\npoints = 4\n",
	} {
		if got := hashOfText(t, "b.toml", text, Options{}); got != base {
			t.Errorf("%s: the hash changes", what)
		}
	}
	seen := map[string]string{base: "nothing"}
	for _, o := range []Options{
		{Set: []string{"months=25"}}, {Set: []string{"mediator.un.interest={low=0.1, high=0.12345678}"}},
		{Set: []string{"mediator.un.interest={low=0.1, high=0.12345679}"}}, {Set: []string{"parameters.fear=0.2"}},
		{Without: []string{"north"}}, {Set: []string{"coordination.acceptance=0.5"}}, {Set: []string{"coding.margin=0.2"}},
	} {
		got, what := hashOfText(t, "a.toml", small, o), fmt.Sprintf("%+v", o)
		if seen[got] != "" {
			t.Errorf("%s has the hash of %s", what, seen[got])
		}
		seen[got] = what
	}
}

func TestCheckPath(t *testing.T) {
	tmpl, err := Prepare("tajikistan", Options{Without: []string{"usa"}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"coordination.acceptance": "", "mediator.russia.interest": "", "mediator.russia.leverage.gov": "", "parameters.war_cost": "",
		"party.gov.strategy": "", "roles.convener": "", "mediator.un.roles.convener": "", "link.russia.un": "", "months": "", "coding.margins.bias": "",
		"coordination.aceptance":        "coordination.aceptance: unknown key; did you mean acceptance?",
		"coordinaton.acceptance":        "coordinaton: unknown key; did you mean coordination?",
		"mediator.rusia.interest":       "mediator.rusia: unknown mediator; did you mean russia?",
		"mediator.usa.interest":         "mediator.usa.interest: left out by --without",
		"mediator.russia.leverage.gove": "unknown party; did you mean gov?",
		"mediator.russia":               "mediator.russia: a table, not a value: want the path of one of its values",
		"mediator":                      "mediator: a table, not a value",
		"mediator.russia.interest.low":  "mediator.russia.interest: want a number, a list",
		"months.x":                      "months: want a whole number, not a table",
		"parameters.war_cots":           "unknown parameter; did you mean war_cost?",
		"parameters":                    "a table, not a value",
		"mediator.russia.name":          "changes no history",
		"experiment.points":             "changes no history",
		"extends":                       "changes no history",
		"":                              "want path=value",
	} {
		err := tmpl.CheckPath(path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func TestCheckValue(t *testing.T) {
	tmpl, err := Prepare("tajikistan", Options{Without: []string{"usa"}})
	if err != nil {
		t.Fatal(err)
	}
	for set, want := range map[string]string{
		"coordination.acceptance=0.3":          "",
		"coordination.acceptance=1.3":          "want 0 to 1",
		"coordination.acceptance=high":         "want a number",
		"structure.attention=quue":             "did you mean queue?",
		"coordination.lead=rusia":              "unknown mediator; did you mean russia?",
		"months=24.5":                          "want a whole number, 1 to 600, without a point",
		"mediator.russia.patron_of=[\"gove\"]": "did you mean gov?",
		"mediator.russia.exit=January":         "want a month",
		"mediator.russia.exit=1990-01":         "", // before the war, which another factor may move
	} {
		path, value, _ := strings.Cut(set, "=")
		err := tmpl.CheckValue(path, value)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", set, err, want)
		}
		if _, built := tmpl.Build([]string{set}); err != nil && (built == nil || !strings.Contains(built.Error(), want)) {
			t.Errorf("%s: Build says %v, want %q", set, built, want)
		}
	}
}

func TestExperimentTable(t *testing.T) {
	text := small + "[experiment]\nvary = [\"months=12:24:3\", \"coordination.regime=lead,networked\"]\ndesign = \"lhs\"\npoints = 8\nreps = 100\nseed = 0\ncompare = true\nregimes = [\"lead\"]\nhistories = true\n"
	got := mustParse(t, text, Options{}).Experiment
	line := 2 + strings.Count(small, "\n")
	if at := fmt.Sprintf("test.toml:%d: experiment.vary", line); got.Vary.Place() != at || got.Table.Place() != "" {
		t.Errorf("vary at %q, want %q; table at %q", got.Vary.Place(), at, got.Table.Place())
	}
	if !slices.Equal(got.Vary.V, []string{"months=12:24:3", "coordination.regime=lead,networked"}) || got.Design.V != "lhs" || got.Points.V != 8 ||
		got.Reps.V != 100 || !got.Seed.Set || got.Seed.V != 0 || !got.Compare.V || !slices.Equal(got.Regimes.V, []string{"lead"}) || !got.Histories.V || got.Table.Set {
		t.Errorf("%+v", got)
	}
	if got := mustParse(t, small, Options{}).Experiment; got.Given() {
		t.Errorf("%+v of none", got)
	}
	for extra, want := range map[string]string{
		"vary = \"months=12:24:3\"": `want a list of text, as in ["coordination.acceptance=0:1:11"]`,
		"design = \"latin\"":        "want one of grid, random",
		"points = 0":                "want 1 to 1000000000",
		"regimes = [\"leed\"]":      "did you mean lead?",
		"point = 3":                 "did you mean points?",
	} {
		_, err := Parse("test.toml", []byte(small+"[experiment]\n"+extra+"\n"), Options{})
		wantFault(t, err, want)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load("tajikistan", Options{Set: []string{"coordination.acceptance=0.3"}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, name := range []string{"tajikistan", "tajikistan-scripted"} {
		tmpl, err := Prepare(name, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tmpl.Build([]string{"coordination.acceptance=0.3", "mediator.russia.interest=-0.5"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
