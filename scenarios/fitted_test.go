package scenarios

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/scenarios/posterior"
	"parley/sim"
)

// modelVersion of the model that posteriors of now are of.
var modelVersion = strconv.Itoa(sim.ModelVersion)

// fittedToy has particles enough for any number of parameters.
func fittedToy() *posterior.Posterior {
	var rows []sim.Parameters
	weights := slices.Repeat([]float64{1.0 / 400}, 400)
	for i := range weights {
		var row sim.Parameters
		for q, info := range sim.ParameterTable {
			row[q] = info.Low + float64(i%3)/4*(info.High-info.Low)
			if n := len(info.Levels); n > 0 {
				row[q] = float64(i % n)
			}
		}
		rows = append(rows, row)
	}
	p := posterior.New(rows, weights)
	p.Scenario, p.Hash, p.Model, p.Window = "toy", "ab", modelVersion, "2000-01 to 2001-12"
	p.Record, p.Summaries, p.Seed = "ef", []string{"talks.first", "talks.gap"}, 7
	return p
}

// noted loads a war with a posterior and returns what outputs say of it.
func noted(t *testing.T, file string, o Options) []string {
	t.Helper()
	o.Set = append(slices.Clone(o.Set), "parameters.mode=posterior")
	s, err := Load(file, o)
	if err != nil {
		t.Fatal(err)
	}
	return s.Config.Parameters.Sample.Notes
}

func TestAPosteriorOfAnotherWarOrModelIsUsedWithANote(t *testing.T) {
	for want, change := range map[string]func(*posterior.Posterior){
		"fitted by model version 1, and this is version 2: A PARAMETER HAS": func(p *posterior.Posterior) { p.Model = "1" },
		"fitted by model version 0123456789abcdef, and":                     func(p *posterior.Posterior) { p.Model = "0123456789abcdef" },
		"fitted to another text of tajikistan":                              func(p *posterior.Posterior) { p.Hash = "0123456789abcdef" },
		"fitted to sudan, and this is tajikistan":                           func(p *posterior.Posterior) { p.Scenario = "sudan" },
	} {
		tmpl, err := Prepare("tajikistan", Options{Prior: true})
		if err != nil {
			t.Fatal(err)
		}
		p := fittedToy()
		p.Scenario, p.Hash = "tajikistan", tmpl.Hash()
		if notes := noted(t, "tajikistan", Options{Posterior: p}); len(notes) > 0 {
			t.Errorf("of this war and model: %q", notes)
		}
		change(p)
		if notes := noted(t, "tajikistan", Options{Posterior: p}); len(notes) != 1 || !strings.Contains(notes[0], want) {
			t.Errorf("want a note that says %q, got %q", want, notes)
		}
	}
}

// An older posterior lacks what is newer, and a newer one has what this model lacks.
func TestColumnsThatAPosteriorLacksComeFromThePriorAndAreNamed(t *testing.T) {
	file := write(t, t.TempDir(), "war.toml", small)
	whole := fittedToy()
	whole.Scenario, whole.Hash = "war", hashOfText(t, "war.toml", small, Options{Prior: true})
	lack := func(ids ...string) *posterior.Posterior {
		p := *whole
		p.Columns = slices.DeleteFunc(slices.Clone(whole.Columns), func(q sim.Parameter) bool { return slices.Contains(ids, sim.ParameterTable[q].ID) })
		text, _, _ := strings.Cut(strings.Replace(p.CSV(), "war_cost", "war_kost", 1), "# sha256")
		out, err := posterior.Read("p.csv", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	p := lack("fear", "redundancy", "structure.hurt")
	s, err := Load(file, Options{Posterior: p, Set: []string{"parameters.mode=posterior", "parameters.war_cost=0.01"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"the posterior does not have fear, structure.hurt: drawn from the prior",
		"the posterior does not have redundancy = 0.3: a fixed value",
		"the posterior has war_kost, which this model does not have: left out",
	}
	sample := s.Config.Parameters.Sample
	if !reflect.DeepEqual(sample.Notes, want) {
		t.Errorf("notes %q, want %q", sample.Notes, want)
	}
	alone, err := Load(file, Options{Posterior: lack("fear"), Set: []string{"parameters.mode=posterior", "parameters.war_cost=0.01"}})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range sample.Rows {
		fear := row[sim.ParamF0]
		if fear < 0.1 || fear > 0.5 || i > 0 && fear == sample.Rows[0][sim.ParamF0] {
			t.Errorf("row %d: fear = %g is no draw of its prior", i, fear)
		}
		if fear != alone.Config.Parameters.Sample.Rows[i][sim.ParamF0] {
			t.Errorf("row %d: what else is missing changes the draw of fear", i)
		}
		if row[sim.ParamRho] != 0.3 || row[sim.ParamMuI] != p.Sample.Rows[i][sim.ParamMuI] || row[sim.ParamMuI] == 0 {
			t.Errorf("row %d: %v", i, row)
		}
	}
}

func TestAPosteriorFittedUnderOverridesIsTakenUnderTheSameWithoutANote(t *testing.T) {
	file := write(t, t.TempDir(), "war.toml", small)
	under := Options{Set: []string{"months=12", "parameters.fear=[0.2,0.3]"}, Without: []string{"north"}}
	fitted := under
	fitted.Set = append(slices.Clone(under.Set), "parameters.mode=prior")
	tmpl, err := Prepare(file, fitted)
	if err != nil {
		t.Fatal(err)
	}
	p := fittedToy()
	p.Scenario, p.Hash = "war", tmpl.Hash()
	if notes := noted(t, file, Options{Set: under.Set, Without: under.Without, Posterior: p}); notes != nil {
		t.Errorf("under the same: %q", notes)
	}
	other := Options{Set: []string{"months=12"}, Without: under.Without, Posterior: p}
	if notes := noted(t, file, other); len(notes) != 1 || !strings.Contains(notes[0], "--set or --without") {
		t.Errorf("under others: %q", notes)
	}
	other.Set = []string{"months=12", "parameters.fear=[0.2,0.4]", "parameters.mode=posterior"}
	if _, err := Load(file, other); err == nil || !strings.Contains(err.Error(), "bounds of a prior, and") {
		t.Errorf("other bounds of a prior: %v", err)
	}
}

// ship a toy posterior for a scenario of a text, in place of those there
// are, fitted to it by this model or, with change, to something else.
func ship(t *testing.T, name, text string, change func(*posterior.Posterior)) {
	t.Helper()
	p := fittedToy()
	p.Scenario, p.Hash, p.Model = name, hashOfText(t, name+".toml", text, Options{Prior: true}), modelVersion
	if change != nil {
		change(p)
	}
	was := shippedPosteriorOf
	shippedPosteriorOf = func(of string) *posterior.Posterior {
		if of == name {
			return p
		}
		return nil
	}
	t.Cleanup(func() { shippedPosteriorOf = was })
}

func loaded(t *testing.T, name, text string, o Options) *Scenario {
	t.Helper()
	s, err := Load(write(t, t.TempDir(), name, text), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAShippedPosteriorIsTheDefaultAndOnlyThat(t *testing.T) {
	ship(t, "war", small, nil)
	point := small + "[parameters]\nmode = \"point\"\n"
	for what, c := range map[string]struct {
		file, text string
		o          Options
		want       sim.ParameterMode
	}{
		"the scenario":                  {"war.toml", small, Options{}, sim.ParametersPosterior},
		"comments added":                {"war.toml", "# mine\n" + small, Options{}, sim.ParametersPosterior},
		"overrides":                     {"war.toml", small, Options{Set: []string{"months=12"}, Without: []string{"north"}}, sim.ParametersPosterior},
		"--set parameters.mode":         {"war.toml", small, Options{Set: []string{"parameters.mode=prior"}}, sim.ParametersPrior},
		"a mode in the file":            {"war.toml", point, Options{}, sim.ParametersPoint},
		"commands that begin at priors": {"war.toml", small, Options{Prior: true}, sim.ParametersPrior},
		"another name":                  {"peace.toml", small, Options{}, sim.ParametersPrior},
	} {
		s := loaded(t, c.file, c.text, c.o)
		if got := s.Config.Parameters.Mode; got != c.want {
			t.Errorf("%s: %s; want %s", what, sim.ParameterModeNames[got], sim.ParameterModeNames[c.want])
		}
		if fitted := c.want == sim.ParametersPosterior; (s.Window != "") != fitted || (s.Config.Parameters.Sample != nil) != fitted {
			t.Errorf("%s: window %q, sample %v", what, s.Window, s.Config.Parameters.Sample)
		}
	}
}

func TestTheHashOfAPosteriorNamesItsSample(t *testing.T) {
	hash := func(varied []string, set ...string) string {
		t.Helper()
		tmpl, err := Prepare(write(t, t.TempDir(), "war.toml", small), Options{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		return tmpl.Hash(varied...)
	}
	vary := []string{"months", "parameters.mode"}
	var hashes []string
	for _, last := range []float64{0.5, 0.5, 0.6} {
		ship(t, "war", small, func(p *posterior.Posterior) { p.Sample.Rows[2][sim.ParamOmega] = last })
		hashes = append(hashes, hash(nil), hash(nil, "parameters.mode=prior"), hash(vary, "parameters.mode=prior"))
	}
	for i, what := range []string{"posterior", "prior", "the source varied"} {
		if hashes[i] != hashes[3+i] {
			t.Errorf("%s: the hash changes though the posterior is the same", what)
		}
		if same := hashes[3+i] == hashes[6+i]; same != (what == "prior") {
			t.Errorf("%s: another sample has the same hash: %t", what, same)
		}
	}
	if hashes[0] == hashes[1] {
		t.Error("prior and posterior have the same hash")
	}
}
