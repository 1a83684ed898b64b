package posterior

import (
	"bytes"
	"errors"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"parley/scenarios/fault"
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
	p := New(rows, []float64{0.5, 0.25, 0.25})
	p.Scenario, p.Hash, p.Model, p.Window = "toy", "ab", version, "2000-01 to 2001-12"
	p.Record, p.Summaries, p.Seed = "ef", []string{"talks.first", "talks.gap"}, 7
	return p
}

func TestAPosteriorIsReadAsItWasWritten(t *testing.T) {
	want := toyPosterior()
	got, err := Read("p.csv", []byte(want.CSV()))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Heads(), want.Heads()) || !reflect.DeepEqual(got.Summaries, want.Summaries) || got.Seed != want.Seed ||
		!reflect.DeepEqual(got.Weights(), want.Weights()) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if want.CSV() != got.CSV() {
		t.Error("written again it has other bytes")
	}
}

// pointed is a number with a point.
var pointed = regexp.MustCompile(`(\d)\.(\d)`)

func TestABrokenPosteriorIsRefusedWithThePlace(t *testing.T) {
	whole := toyPosterior().CSV()
	change := func(old, new string) string {
		t.Helper()
		if !strings.Contains(whole, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for want, text := range map[string]string{
		"p.csv: no line # model":                                change("# model", "# modell"),
		"p.csv:9: fear: this column stands twice":               change("war_cost", "fear"),
		"p.csv:9: weight: missing column":                       change("weight,", "waight,"),
		"p.csv:10: weight = -1: want a number":                  change("\n0.5,", "\n-1,"),
		"p.csv:10: weight = x: want a number":                   change("\n0.5,", "\nx,"),
		"p.csv:11: weight = 1.5: want a number from 0 to 1":     change("\n0.25,", "\n1.5,"),
		"1, written with a point: 0.5":                          change("\n0.5,", "\n\"0,5\","),
		"p.csv:10: 31 fields: want 30":                          change("\n0.5,", "\n0,5,"),
		"p.csv: column weight sums to 0.75: want 1":             change("\n0.5,", "\n0.25,"),
		"p.csv: 2 particles: want 3, as its line # particles":   whole[:strings.LastIndex(strings.TrimSpace(whole[:strings.Index(whole, seal)]), "\n")],
		"p.csv:13: a number or a line of this file was changed": change("# seed = 7", "# seed = 8"),
		"p.csv: no line # record":                               change("# record", "# recrod"),
		"p.csv: no line # summaries":                            change("# summaries = talks.first, talks.gap\n", ""),
		"p.csv:4: # window = nonsense: want two months":         change("2000-01 to 2001-12", "nonsense"),
		"p.csv:4: # window = 2002-01 to 2001-12: want":          change("2000-01 to", "2002-01 to"),
		"p.csv:7: # seed = x: want a whole number":              change("# seed = 7", "# seed = x"),
		"p.csv:8: # particles = 1: want a whole number from 2":  change("# particles = 3", "# particles = 1"),
		"p.csv:14: 2 fields: want 30, one for each column":      whole + "1,2\n",
		"p.csv: no line # scenario":                             "weight,a\n1,2\n",
		"p.csv:9: columns separated by ';'":                     pointed.ReplaceAllString(strings.ReplaceAll(whole, ",", ";"), "$1,$2"),
		"p.csv:11: structure.attention = queu: want one of dilute, queue, unlimited; did you mean queue?":              change(",queue,", ",queu,"),
		"p.csv:10: structure.attention = 0: want one of":                                                               change(",dilute,", ",0,"),
		"p.csv: no line # summaries = ...: want the file as parley calibrate wrote it, never saved by another program": change("# summaries = talks.first, talks.gap", `"# summaries = talks.first, talks.gap"`),
		"p.csv:10: not CSV, column 5: bare \" in non-quoted":                                                           change("\n0.5,", "\n0.5 \","),
	} {
		_, err := Read("p.csv", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v\nwant a fault with %q", err, want)
		}
	}
}

// Whichever digit is changed, the sample is the same or refused.
func TestNoDigitOfAPosteriorIsChangedUnnoticed(t *testing.T) {
	whole := []byte(toyPosterior().CSV())
	for _, at := range regexp.MustCompile(`\d`).FindAllIndex(whole, -1) {
		text := bytes.Clone(whole)
		text[at[0]] = '0' + (text[at[0]]-'0'+1)%10
		got, err := Read("p.csv", text)
		if err == nil && (!reflect.DeepEqual(got.Heads(), toyPosterior().Heads()) || got.Checksum() != toyPosterior().Checksum()) {
			t.Errorf("byte %d is changed, and nobody says so", at[0])
		}
	}
}

func FuzzPosterior(f *testing.F) {
	whole := toyPosterior().CSV()
	f.Add(whole)
	f.Add(strings.ReplaceAll(whole, ",", ";"))
	f.Add(strings.Replace(whole, "0.25,", "\"0,25\",\"\n", 1))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read("p.csv", []byte(text))
		var faults *fault.List
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
	want := toyPosterior()
	got, err := Read("p.csv", []byte("\ufeff"+strings.ReplaceAll(want.CSV(), "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Heads(), want.Heads()) || !reflect.DeepEqual(got.Weights(), want.Weights()) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A fit to other wars is said to be one, but for the shipped one to several, which is for wars
// without one of their own, from a file too.
func TestAFitToOtherWarsIsSaid(t *testing.T) {
	joint, other := Shipped(Joint), *Shipped(Joint)
	again, err := Read("joint/posterior.csv", []byte(joint.CSV()))
	if err != nil {
		t.Fatal(err)
	}
	other.Seed++
	for want, p := range map[string]*Posterior{
		"": joint,
		"the posterior was fitted to other wars (" + strings.ReplaceAll(joint.Scenario, Between, ", ") + "), and this is mywar": &other,
		"the posterior was fitted to toy, and this is mywar":                                                                    toyPosterior(),
	} {
		if got := strings.Join(p.Doubts("mywar"), "; "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if notes := again.Doubts("mywar"); notes != nil {
		t.Errorf("the shipped one from a file: %q", notes)
	}
}

// What warns of a calibration warns of its posterior too: ten effective particles for each parameter fitted.
func TestAPosteriorWorthFewParticlesIsSaid(t *testing.T) {
	p, set := toyPosterior(), sim.ParameterSet{}
	want := "the effective sample size of the posterior is only 3, of 3 particles: with 1 parameters, want 10 or more; fit it with more (--particles, --budget)"
	for q := range sim.NumParameters - 1 {
		set.Fix(1+q, 0)
	}
	if got := p.For(set).Notes; !reflect.DeepEqual(got, []string{want}) {
		t.Errorf("got  %q\nwant %s", got, want)
	}
	rows := make([]sim.Parameters, Enough)
	weights := make([]float64, Enough)
	for i := range weights {
		weights[i] = 1.0 / Enough
	}
	if notes := New(rows, weights).For(set).Notes; notes != nil {
		t.Errorf("of ten particles: %q", notes)
	}
}

// checkMarks wants each mark within its line.
func checkMarks(t *testing.T, faults *fault.List) {
	for _, f := range faults.List {
		if f.From < 0 || f.From > f.To || f.To > len(f.Text) {
			t.Errorf("%s marks [%d, %d) of %q", f, f.From, f.To, f.Text)
		}
	}
}

// The first war of the head of a joint posterior gives its record, the others what became of them.
func TestFittedToOneRecordAndTheOutcomesOfOthers(t *testing.T) {
	joint := &Posterior{Scenario: "sudan_1993; kenya_2008; tajikistan", Window: "1993-09 to 1998-08; 2008-01 to 2012-12; 1993-01 to 1997-06"}
	two := &Posterior{Scenario: "kenya_2008; tajikistan", Window: "2008-01 to 2012-12; 1993-01 to 1997-06"}
	one := &Posterior{Scenario: "tajikistan", Window: "1993-01 to 1997-06"}
	for _, c := range []struct {
		p                     *Posterior
		scenario, want, until string
	}{
		{one, "tajikistan", "1993-01 to 1997-06", "1997-06"},
		{one, "mywar", "Tajikistan", ""},
		{joint, "mywar", "Sudan 1993 and the outcomes of two other wars", ""},
		{joint, "sudan_1993", "1993-09 to 1998-08 and the outcomes of two other wars", "1998-08"},
		{joint, "kenya_2008", "Sudan 1993 and the outcomes of two other wars, including this war from 2008-01 to 2012-12", "2012-12"},
		{two, "mywar", "Kenya 2008 and the outcome of one other war", ""},
	} {
		until, _ := sim.ParseMonth(c.until)
		if got := c.p.Until(c.scenario); got != until {
			t.Errorf("%s in %s: until %v, want %v", c.scenario, c.p.Scenario, got, until)
		}
		if got := c.p.Fitted(c.scenario); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.scenario, c.p.Scenario, got, c.want)
		}
	}
	if got := Shipped(Joint).Fitted("minimal"); got != "Tajikistan and the outcomes of six other wars" {
		t.Error(got)
	}
}
