package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/sensitivity"
	"parley/results/studies"
	"parley/results/whatif"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// small is the input of a small report: regimes of the shipped small war.
func small(t *testing.T, without ...string) page {
	t.Helper()
	s, err := scenarios.Load("minimal", scenarios.Options{Set: []string{"months=12", "implementation=3"}, Without: without})
	if err != nil {
		t.Fatal(err)
	}
	e := &experiment.Experiment{Head: experiment.Head{Command: "compare", Version: "test", Scenario: s.Name, Rerun: "parley compare minimal", Seed: 1, Requested: 30}, Config: s.Config}
	for _, r := range []sim.Regime{sim.RegimeLead, sim.RegimeNetworked, sim.RegimeInformed, sim.RegimeIndependent} {
		if sim.Regimes[r].NeedsLead && s.Arm.Lead < 0 {
			continue
		}
		arm := s.Arm
		arm.Regime, arm.Name = r, r.String()
		e.Arms = append(e.Arms, arm)
	}
	tally := experiment.NewTally(e)
	cell := sweep.Cell{Config: e.Config, Arms: e.Arms, Tally: tally, Seed: sim.NewSeed(1), Replications: e.Requested}
	if err := sweep.Run(context.Background(), cell); err != nil {
		t.Fatal(err)
	}
	return page{&Input{Scenario: s, Summary: experiment.Summarise(e, tally), Argument: "minimal"}}
}

// written is the page of an input.
func written(t *testing.T, in page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Page(in.Input).WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// said is all that a section says, by the beginning of its heading.
func said(t *testing.T, in page, heading string) string {
	t.Helper()
	for _, s := range Page(in.Input).Sections {
		if strings.HasPrefix(s.Heading, heading) {
			var b strings.Builder
			for _, x := range s.Blocks {
				fmt.Fprintln(&b, x.Answer, x.Text, x.Note, x.Absent, x.Sub, x.List, x.Label, x.Command)
				if x.Table != nil {
					fmt.Fprintln(&b, x.Table.Caption, x.Table.Header, x.Table.Rows)
				}
			}
			return b.String()
		}
	}
	t.Fatalf("no section %s", heading)
	return ""
}

// partly are the sections that say what they were not given.
var partly = []string{"What if", "One history", "Is the model"}

func TestEveryPartIsThereOrSaysWhatItWasNotGiven(t *testing.T) {
	in := small(t)
	d := Page(in.Input)
	for _, s := range d.Sections {
		if len(s.Blocks) == 0 || s.ID == "" {
			t.Errorf("%q is empty", s.Heading)
		}
	}
	if len(d.Sections) != 11 {
		t.Errorf("%d sections", len(d.Sections))
	}
	for _, heading := range partly {
		if absences(d, heading) == 0 {
			t.Errorf("%s was not given, and does not say so", heading)
		}
	}
}

func absences(d *document.Document, heading string) (n int) {
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if strings.HasPrefix(s.Heading, heading) && b.Absent != "" {
				n++
			}
		}
	}
	return n
}

func TestWithoutALeadThePageSaysThatItCouldNotAsk(t *testing.T) {
	d := Page(small(t, "un").Input)
	for heading, want := range map[string]string{"How many": "names nobody to lead", "Through what": "nobody is named to lead", "How sure": "without a lead"} {
		i := slices.IndexFunc(d.Sections, func(s document.Section) bool { return strings.HasPrefix(s.Heading, heading) })
		if i < 0 || !strings.Contains(d.Sections[i].Finding(), want) {
			t.Errorf("%s: does not say that the scenario has no lead", heading)
		}
	}
	if len(figures.Of(d)) == 0 {
		t.Error("not even the regimes without a lead are shown")
	}
}

// A posterior of the war before the overrides is not one of this war.
func TestThePageSaysWhatWarThePosteriorIsOf(t *testing.T) {
	in := small(t)
	in.Summary.Parameters.Mode, in.Summary.Parameters.Window = "posterior", "2001-01 to 2001-12"
	in.Overrides = "--set months=12"
	in.Record = &observe.Chronicle{Months: 12, Ended: 12, Settled: observe.Never}
	const borrowed = "January 2001 to December 2001, of the war before --set months=12 changed it"
	for _, is := range []bool{false, true} {
		in.Changed, in.Borrowed = is, is
		text := written(t, in)
		if n := strings.Count(text, borrowed); (n > 0) != is || is && n != 2 {
			t.Errorf("borrowed %t: said %d times", is, n)
		}
	}
}

// A record of the first months does not tell how the war ended.
func TestThePageSaysThatThePosteriorKnowsTheEndOnlyWhereItDoes(t *testing.T) {
	for _, c := range []struct {
		until   int // months from the start, 0 for none
		settled int
		known   bool
	}{{11, 9, true}, {9, 9, true}, {8, 9, false}, {11, observe.Never, false}, {35, observe.Never, true}, {0, 9, false}} {
		in := small(t)
		in.Summary.Parameters.Mode = "posterior"
		if c.until > 0 {
			in.Scenario.Until = in.At(c.until)
		}
		in.Record = &observe.Chronicle{Months: 12, Ended: 9, Settled: c.settled}
		if got := strings.Contains(said(t, in, "How sure"), "includes how the war ended"); got != c.known {
			t.Errorf("until %d, settled in month %d: %t", c.until, c.settled, got)
		}
	}
}

func TestThePageFetchesAndRunsNothing(t *testing.T) {
	text := written(t, small(t))
	for _, bad := range []string{"<script", "<img", "<link", "<iframe", "src=", "url(", "@import", "http:", "https:"} {
		if strings.Contains(text, bad) {
			t.Errorf("%s is in the page", bad)
		}
	}
	if strings.Count(text, "href=") != strings.Count(text, `href="#`) {
		t.Error("a link leads out of the page")
	}
	if !strings.Contains(text, `content="default-src &#39;none&#39;`) && !strings.Contains(text, `content="default-src 'none'`) {
		t.Error("no policy against fetching")
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	first, second := written(t, small(t)), written(t, small(t))
	if first != second {
		t.Error("two pages of the same input differ")
	}
}

func TestEveryPictureHasWordsAndATable(t *testing.T) {
	names := map[string]bool{}
	for _, f := range figures.Of(Page(small(t).Input)) {
		_, _, alt := f.Words()
		if f.Title == "" || len(alt) < 40 || len(f.Rows) == 0 || names[f.Name] {
			t.Errorf("%s: title %q, %d rows, in words %q, twice: %v", f.Name, f.Title, len(f.Rows), alt, names[f.Name])
		}
		for _, row := range f.Rows {
			if len(row) != len(f.Header) {
				t.Fatalf("%s: %d cells below %d heads", f.Name, len(row), len(f.Header))
			}
		}
		names[f.Name] = true
	}
}

// judged makes a contrast of shares of 40 and 35 settled, and 20 and 15 kept.
func judged(c *experiment.Contrast, settled, kept stats.Difference) {
	c.Settled, c.Kept = settled, kept
	c.Judged = experiment.Judge(words.Compared{Settled: settled, Kept: kept, SettledIn: [2]float64{0.4, 0.35}, KeptIn: [2]float64{0.2, 0.15}, Followed: true})
}

// The answer is on what is signed and on what is kept, in the words of parley compare.
func TestTheAnswerIsTheVerdictOnBoth(t *testing.T) {
	more, less := stats.Difference{Difference: 0.05, Low: 0.03, High: 0.07}, stats.Difference{Difference: -0.05, Low: -0.07, High: -0.03}
	same, open := stats.Difference{Low: -0.005, High: 0.005}, stats.Difference{Low: -0.03, High: 0.03}
	for want, of := range map[string][2]stats.Difference{"On average it helps peace that holds: ": {more, more}, "On average it costs peace that holds: ": {less, less},
		"On average it changes nothing, within a point: ": {same, same}, "These histories leave it undecided: ": {open, open},
		"On average more is kept; whether more is signed is undecided: ": {open, more}} {
		in := small(t)
		judged(in.Whole(), of[0], of[1])
		if got := Page(in.Input).Sections[0].Blocks[0].Answer; !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestARegimeThatSettlesMoreThanTheLeadIsNamed(t *testing.T) {
	in := small(t)
	in.Summary.Arms = append(in.Summary.Arms, experiment.Arm{Name: "single", Regime: "single", Settled: stats.Estimate{Mean: 0.4}})
	in.Summary.Contrasts = append(in.Summary.Contrasts, experiment.Contrast{A: "lead", B: "single", Settled: stats.Difference{Difference: -0.2, Low: -0.3, High: -0.1}})
	text := said(t, in, "How sure")
	if strings.Count(text, "Another way to mediate") != 1 || !strings.Contains(text, "Only the most capable acts, 40.0 of 100 wars.") || !strings.Contains(text, "The lead less that: -20.0 (-30.0 to -10.0)") {
		t.Error(text)
	}
}

func TestWhatAValidationWritesIsWhatThePageReads(t *testing.T) {
	share := 0.61
	text, err := json.Marshal(&validate.Report{
		Hindcast: []validate.Quantity{{Name: "talks.meetings", Shocks: validate.ShocksMain, Observed: 12, Expected90: 0.9}, {Name: "talks.meetings", Shocks: validate.ShocksBound, Observed: 12, Expected90: 0.9},
			{Name: "settlement.month", Shocks: validate.ShocksMain, Observed: 3, Inside90: true, Expected90: 0.9}, {Name: "settlement.signed", Shocks: validate.ShocksMain, Observed: 1, Q95: 1, Share: &share, Expected90: 0.9, Repeats: true}},
		Scores: []validate.HindcastScore{{Score: validate.Score{Name: "engine", Score: 0.5}, Shocks: validate.ShocksMain}},
		Rivals: []validate.RivalScore{{Score: validate.Score{Name: "no war", Score: 0.75}}}, Baselines: []validate.Baseline{{Name: "as before", Group: "talks", Score: 0.25, Engine: 0.125, Verdict: validate.VerdictBetter}},
		Evaluations: 3, Notes: []string{"2 rows of the record are left out, about usa."},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := small(t)
	in.Validation = builtIn[validate.Report](string(text))
	page := written(t, in)
	for _, want := range []string{"1 of 2 quantities came out", "2 rows of the record are left out, about usa.", "looked at 3 times"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page", want)
		}
	}
}

func TestTheShippedCalibrationIsTheOneThatIsPrinted(t *testing.T) {
	in := small(t)
	in.Scenario.Name = "tajikistan"
	in.Shipped()
	fit := in.Calibration
	printed, err := os.ReadFile("../../docs/studies/calibration/tajikistan.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(printed), strings.TrimSpace(studies.Calibration(fit))) {
		t.Error("docs/studies/calibration/tajikistan.json is of another fit than tajikistan.txt beside it")
	}
	fit.Notes = []string{"2 rows of the record are left out, about usa."}
	if page := written(t, in); !strings.Contains(page, fit.Notes[0]) {
		t.Error("the page does not say what of the record the fit left out")
	}
}

// decomposed is a doubt that is by uncertain numbers and by codings twice that by chance,
// and by structure four times.
func decomposed() *experiment.Decomposition {
	return &experiment.Decomposition{MonteCarlo: 0.01, Parameters: &experiment.Part{SD: 0.02, Low: 0.01, High: 0.03},
		Coding: &experiment.Part{SD: 0.02, High: 0.03}, Structure: &experiment.Part{SD: 0.04, High: 0.05}, Together: 0.049, Draws: 16}
}

func doubted() *experiment.Contrast {
	c := &experiment.Contrast{Rung: experiment.RungCoordination, A: "lead", B: "independent", Settled: stats.Difference{Difference: 0.02, Low: 0.0004, High: 0.0396}, Uncertainty: decomposed()}
	c.Overall = c.Uncertainty.Overall(c.Settled)
	return c
}

func TestTheAnswerNamesBothDoubts(t *testing.T) {
	in := small(t)
	*in.Whole() = *doubted()
	text := said(t, in, "How sure")
	for _, want := range []string{"by luck", "-8.6 to +13 with all doubt counted", "How far +2.0 could be off", "[luck in the wars played 1.0] [numbers in the model 2.0] [codings by experts 2.0, at most 3.0] [ways in which such wars work 4.0, at most 5.0] [all together, about the root of the sum of squares 5.0, itself known to about a half]"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

func TestTheFirstBreakEvenIsWhatWouldChangeTheAnswer(t *testing.T) {
	in := small(t)
	root := stats.Estimate{Mean: 0.1, Low: 0.05, High: 0.2}
	in.Sensitivity = &sensitivity.Result{Method: sensitivity.Morris, Ranked: "coordination", Outputs: []sensitivity.Of{{Output: sensitivity.Output{ID: "coordination"}, Told: true, Factors: []sensitivity.Factor{
		{Name: "parameters.fear", Inputs: 1, Root: &root, Means: "fear of being betrayed"},
		{Name: "parameters.war_cost", Inputs: 1, Root: &root, Means: "cost of a month of war", Verdict: "helps up to 0.03; elsewhere that is undecided", Ranges: []sensitivity.Range{{Low: "0.01", High: "0.03", Verdict: stats.Helps}}}}}}}
	for i := range in.Sensitivity.Outputs[0].Factors {
		f := &in.Sensitivity.Outputs[0].Factors[i]
		f.Size, f.Spread = new(stats.Number), new(stats.Number)
	}
	const fact = "It hangs on the cost of a month of war: coordination helps up to 0.03; elsewhere that is undecided."
	if list := Page(in.Input).Sections[0].Blocks[2].List; list[len(list)-1] != fact {
		t.Errorf("%q", list)
	}
	if text := said(t, in, "What does the answer hang on"); !strings.Contains(text, fact) || !strings.Contains(text, "hangs most on fear of being betrayed; cost of a month of war") {
		t.Error(text)
	}
	// What it costs to act has words of its own.
	f := &in.Sensitivity.Outputs[0].Factors[1]
	f.Name, f.Means = "parameters.act_cost", "need that an act must meet"
	for heading, want := range map[string]string{
		"Does it help": "It hangs on how great a need must be before third parties act: coordination", "What does the answer hang on": "fear of being betrayed; how great a need must be before third parties act."} {
		if text := said(t, in, heading); !strings.Contains(text, want) {
			t.Error(text)
		}
	}
	f.Name, f.Means = "parameters.war_cost", "cost of a month of war"
	// A switch that moves it more, by what coordination does under its levels.
	needs := sensitivity.Factor{Name: "structure.needs", Inputs: 1, Root: &root, Size: new(stats.Number), Spread: new(stats.Number),
		Levels: []sensitivity.LevelOf{{Level: "marginal", Effect: stats.Estimate{Mean: 0.061}}, {Level: "blind", Effect: stats.Estimate{Mean: 0.017}}}}
	of := &in.Sensitivity.Outputs[0]
	of.Factors = append([]sensitivity.Factor{needs}, of.Factors...)
	if list := Page(in.Input).Sections[0].Blocks[2].List; list[len(list)-1] != "It hangs most on how third parties see what is needed: from +1.7 to +6.1 wars." {
		t.Errorf("%q", list)
	}
}

// Every structure of the model, and each of its levels, has words of a sentence.
func TestEveryStructureIsInFewWords(t *testing.T) {
	for _, info := range sim.ParameterTable[sim.FirstSwitch:] {
		for _, l := range info.Levels {
			if plainly[info.ID] == "" || plainly[info.ID+"="+l.ID] == "" {
				t.Errorf("%s=%s has none", info.ID, l.ID)
			}
		}
	}
}

// Every section but those that stand open says in a sentence what it found.
func TestEveryFoldedSectionOpensWithItsFinding(t *testing.T) {
	d := Page(small(t).Input)
	for _, s := range d.Sections[open:] {
		if s.Finding() == "" {
			t.Errorf("%q opens with no finding", s.Heading)
		}
	}
}

// A page that plays has the engine, if the program has; names of a war stay data in it.
func TestAPageThatPlaysRunsItsOwnScriptAlone(t *testing.T) {
	if _, err := live.ReadFile("live/engine.wasm.gz"); err != nil {
		t.Skip("built without make engine")
	}
	in := small(t)
	in.Scenario.Config.Mediators[0].Name = "</script><script>alert(1)</script>"
	in.Live = &Live{War: &whatif.War{Name: "minimal"}, Base: whatif.Codes{}}
	text := written(t, in)
	if n := strings.Count(text, "<script"); n != 2 {
		t.Errorf("%d scripts", n)
	}
	_, code, _ := strings.Cut(text, "<script>")
	code, _, _ = strings.Cut(code, "</script>")
	sum := sha256.Sum256([]byte(code))
	if !strings.Contains(html.UnescapeString(text), "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") || len(code) < 1000 {
		t.Error("the policy is not that of the script")
	}
}

func TestDoubtThatSoFewDrawsCannotCountIsSaidNotToBe(t *testing.T) {
	in := small(t)
	c := in.Whole()
	*c = *doubted()
	*c.Uncertainty = experiment.Decomposition{MonteCarlo: 0.01, Parameters: &experiment.Part{High: 0.01}, Coding: &experiment.Part{}, Structure: &experiment.Part{}, Draws: 4}
	c.Overall = c.Uncertainty.Overall(c.Settled)
	if text := said(t, in, "How sure"); !strings.Contains(text, "by luck; what else is uncertain is not counted)") {
		t.Error(text)
	}
}
