package scenarios

import (
	"bytes"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"parley/sim"
)

// version of the model that posteriors of now are of.
var version = strconv.Itoa(sim.ModelVersion)

func toyPosterior() *Posterior {
	var rows []sim.Parameters
	for i := range 3 {
		var row sim.Parameters
		for q, info := range sim.ParameterTable {
			row[q] = info.Low + float64(i)/4*(info.High-info.Low)
			if n := len(info.Levels); n > 0 {
				row[q] = float64(i % n)
			}
		}
		rows = append(rows, row)
	}
	p := NewPosterior(rows, []float64{0.5, 0.25, 0.25})
	p.Scenario, p.Hash, p.Model, p.Window = "toy", "ab", version, "2000-01 to 2001-12"
	p.Record, p.Summaries, p.Seed = "ef", []string{"talks.first", "talks.gap"}, 7
	return p
}

func TestAPosteriorIsReadAsItWasWritten(t *testing.T) {
	var b bytes.Buffer
	want := toyPosterior()
	if err := want.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	got, err := ReadPosterior("p.csv", &b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Heads(), want.Heads()) || !reflect.DeepEqual(got.Summaries, want.Summaries) || got.Seed != want.Seed ||
		!reflect.DeepEqual(got.Weights(), want.Weights()) {
		t.Errorf("%+v, want %+v", got, want)
	}
	var again bytes.Buffer
	if err := got.WriteCSV(&again); err != nil {
		t.Fatal(err)
	}
	var first bytes.Buffer
	if err := want.WriteCSV(&first); err != nil || first.String() != again.String() {
		t.Error("written again it has other bytes")
	}
}

// pointed is a number with a point.
var pointed = regexp.MustCompile(`(\d)\.(\d)`)

func TestATableSaysWhatTheNumbersOfASwitchStandFor(t *testing.T) {
	p := toyPosterior()
	at := slices.Index(p.Header(), "structure.needs")
	if got := p.Table()[2][at]; got != sim.NeedsBlind {
		t.Errorf("needs of the third particle are %g", got)
	}
	if !slices.Contains(p.TableHeads(), [2]string{"structure.needs", "0 marginal, 1 coarse, 2 blind"}) {
		t.Error(p.TableHeads())
	}
}

func TestABrokenPosteriorIsRefusedWithThePlace(t *testing.T) {
	var b bytes.Buffer
	if err := toyPosterior().WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.String()
	change := func(old, new string) string {
		t.Helper()
		if !strings.Contains(whole, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for want, text := range map[string]string{
		"p.csv: no line # model":                               change("# model", "# modell"),
		"p.csv:9: fear: this column stands twice":              change("war_cost", "fear"),
		"p.csv:9: weight: missing column":                      change("weight,", "waight,"),
		"p.csv:10: weight = -1: want a number":                 change("\n0.5,", "\n-1,"),
		"p.csv:10: weight = x: want a number":                  change("\n0.5,", "\nx,"),
		"p.csv:11: weight = 1.5: want a number from 0 to 1":    change("\n0.25,", "\n1.5,"),
		"1, written with a point: 0.5":                         change("\n0.5,", "\n\"0,5\","),
		"p.csv:10: 31 fields: want 30":                         change("\n0.5,", "\n0,5,"),
		"p.csv: column weight sums to 0.75: want 1":            change("\n0.5,", "\n0.25,"),
		"p.csv: 2 particles: want 3, as its line # particles":  whole[:strings.LastIndex(strings.TrimSpace(whole), "\n")],
		"p.csv: no line # record":                              change("# record", "# recrod"),
		"p.csv: no line # summaries":                           change("# summaries = talks.first, talks.gap\n", ""),
		"p.csv:4: # window = nonsense: want two months":        change("2000-01 to 2001-12", "nonsense"),
		"p.csv:4: # window = 2002-01 to 2001-12: want":         change("2000-01 to", "2002-01 to"),
		"p.csv:7: # seed = x: want a whole number":             change("# seed = 7", "# seed = x"),
		"p.csv:8: # particles = 1: want a whole number from 2": change("# particles = 3", "# particles = 1"),
		"p.csv:13: 2 fields: want 30, one for each column":     whole + "1,2\n",
		"p.csv: no line # scenario":                            "weight,a\n1,2\n",
		"p.csv:9: semicolons between the columns":              pointed.ReplaceAllString(strings.ReplaceAll(whole, ",", ";"), "$1,$2"),
		"p.csv:11: structure.attention = queu: want one of dilute, queue, unlimited; did you mean queue?": change(",queue,", ",queu,"),
		"p.csv:10: structure.attention = 0: want one of":                                                  change(",dilute,", ",0,"),
		"p.csv:6: a spreadsheet has put this line in quotes":                                              change("# summaries = talks.first, talks.gap", `"# summaries = talks.first, talks.gap"`),
		"p.csv:10: not CSV, column 5: bare \" in non-quoted":                                              change("\n0.5,", "\n0.5 \","),
	} {
		_, err := ReadPosterior("p.csv", strings.NewReader(text))
		wantFault(t, err, want)
	}
}

func FuzzPosterior(f *testing.F) {
	var b bytes.Buffer
	if err := toyPosterior().WriteCSV(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(strings.ReplaceAll(b.String(), ",", ";"))
	f.Add(strings.Replace(b.String(), "0.25,", "\"0,25\",\"\n", 1))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadPosterior("p.csv", strings.NewReader(text))
		var faults *Faults
		if (err == nil) == errors.As(err, &faults) || (err == nil) != (p != nil) {
			t.Errorf("%v and %v", p, err)
		}
		if err != nil {
			checkMarks(t, faults)
		}
	})
}

// A spreadsheet or an editor may put a byte order mark first and end lines with CR LF.
func TestAPosteriorMayComeFromAnotherSystem(t *testing.T) {
	var b bytes.Buffer
	want := toyPosterior()
	if err := want.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	got, err := ReadPosterior("p.csv", strings.NewReader("\ufeff"+strings.ReplaceAll(b.String(), "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Heads(), want.Heads()) || !reflect.DeepEqual(got.Weights(), want.Weights()) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// shippedPosteriors of this program, each with the window it must have.
func shippedPosteriors(t *testing.T) map[string]*Posterior {
	t.Helper()
	until, err := sim.ParseMonth("1995-12")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*Posterior{
		"1993-01 to 1997-06": ShippedPosterior("tajikistan"),
		"1993-01 to 1995-12": ShippedPosteriorUntil("tajikistan", until),
	}
}

func TestShippedPosteriorsAreOfThisScenarioAndThisModel(t *testing.T) {
	tmpl, err := Prepare("tajikistan", Options{Set: []string{"parameters.mode=prior"}})
	if err != nil {
		t.Fatal(err)
	}
	prior := tmpl.Scenario().Config.Parameters
	record, err := ShippedRecord("tajikistan", tmpl.Scenario())
	if err != nil {
		t.Fatal(err)
	}
	for window, p := range shippedPosteriors(t) {
		if p == nil {
			t.Errorf("%s: none is shipped", window)
			continue
		}
		if why := p.Doubts("tajikistan", tmpl.Hash()); why != nil || p.Window != window {
			t.Errorf("%s: %s, window %s: want it made again", window, why, p.Window)
		}
		if p.Record != record.Checksum {
			t.Errorf("%s: fitted to the record of checksum %s, and that shipped is %s: want it made again", window, p.Record, record.Checksum)
		}
		squares := 0.0
		for _, w := range p.Weights() {
			squares += w * w
		}
		if ess := 1 / squares; ess < 300 {
			t.Errorf("%s: effective sample size %.0f, want 300 or more", window, ess)
		}
		for q := range sim.NumParameters {
			for i, row := range p.Sample.Rows {
				if q.IsSwitch() {
					continue
				}
				if r := prior.Prior(q); row[q] < r.Low-1e-6*(r.High-r.Low) || row[q] > r.High+1e-6*(r.High-r.Low) {
					t.Fatalf("%s: particle %d, %s = %g is outside its prior", window, i+1, sim.ParameterTable[q].ID, row[q])
				}
			}
		}
	}
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
	for want, change := range map[string]func(*Posterior){
		"fitted by model version 1, and this is version 2: A PARAMETER HAS": func(p *Posterior) { p.Model = "1" },
		"fitted by model version 0123456789abcdef, and":                     func(p *Posterior) { p.Model = "0123456789abcdef" },
		"fitted to another text of tajikistan":                              func(p *Posterior) { p.Hash = "0123456789abcdef" },
		"fitted to sudan, and this is tajikistan":                           func(p *Posterior) { p.Scenario = "sudan" },
	} {
		tmpl, err := Prepare("tajikistan", Options{Prior: true})
		if err != nil {
			t.Fatal(err)
		}
		p := toyPosterior()
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
	whole := toyPosterior()
	whole.Scenario, whole.Hash = "war", hashOfText(t, "war.toml", small, Options{Prior: true})
	lack := func(ids ...string) *Posterior {
		p := *whole
		p.Columns = slices.DeleteFunc(slices.Clone(whole.Columns), func(q sim.Parameter) bool { return slices.Contains(ids, sim.ParameterTable[q].ID) })
		var b bytes.Buffer
		if err := p.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		out, err := ReadPosterior("p.csv", strings.NewReader(strings.Replace(b.String(), "war_cost", "war_kost", 1)))
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
	p := toyPosterior()
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

// ship a posterior of three rows for a scenario of a text, in place of those there
// are, fitted to it by this model or, with change, to something else.
func ship(t *testing.T, name, text string, change func(*Posterior)) {
	t.Helper()
	p := toyPosterior()
	p.Scenario, p.Hash, p.Model = name, hashOfText(t, name+".toml", text, Options{Prior: true}), version
	if change != nil {
		change(p)
	}
	var b bytes.Buffer
	if err := p.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	were := posteriors
	posteriors = fstest.MapFS{"posterior/" + name + ".csv": {Data: b.Bytes()}}
	t.Cleanup(func() { posteriors = were })
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
		ship(t, "war", small, func(p *Posterior) { p.Sample.Rows[2][sim.ParamOmega] = last })
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
