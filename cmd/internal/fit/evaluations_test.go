package fit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/cmd/internal/cli"
	"parley/docs"
	"parley/results/studies"
	"parley/sim/infer/validate"
)

func evaluated(posterior string) *validate.Report {
	return &validate.Report{Scenario: "mywar", Model: "m", Plan: "p", Posterior: posterior, Run: "r", Seed: 1,
		Scores: []validate.HindcastScore{{Score: validate.Score{Score: 1.23456}}}}
}

func enter(t *testing.T, l *logFlags, r *validate.Report) {
	t.Helper()
	log, err := l.read()
	if err == nil {
		err = l.stand(log, r)()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func logged(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
}

func TestAnEvaluationIsLoggedOnceAndKeepsItsStanding(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	first := &logFlags{file: file, why: "the first, as planned"}
	a, b := evaluated("x"), evaluated("y")
	enter(t, first, a)
	enter(t, &logFlags{file: file, why: "scales changed, after the first", inSample: true}, b)
	if a.Evaluations != 1 || *a.InSample || b.Evaluations != 2 || !*b.InSample {
		t.Errorf("%d %v, %d %v", a.Evaluations, *a.InSample, b.Evaluations, *b.InSample)
	}
	early := evaluated("x")
	if enter(t, first, early); early.Evaluations != 2 || *early.InSample {
		t.Errorf("%d evaluations, of which the first was in sample: %v", early.Evaluations, *early.InSample)
	}
	again := evaluated("y") // without the flag it is in-sample all the same
	enter(t, first, again)
	if again.Evaluations != 2 || !*again.InSample {
		t.Errorf("%d evaluations, in sample %v: want 2 and yes", again.Evaluations, *again.InSample)
	}
	lines := logged(t, file)
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "1,") || !strings.HasSuffix(lines[0], ",m,p,x,r,mywar,1,1.2346,no,\"the first, as planned\"") {
		t.Errorf("%q", lines)
	}
}

func TestADeviatingRunIsLoggedAsWhatItIsAndNeverTakenForThePlannedOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	l := &logFlags{file: file, why: "as planned"}
	enter(t, l, evaluated("x"))
	for change, spoil := range map[string]func(*validate.Report){
		"run":        func(r *validate.Report) { r.Run = "other" },
		"deviations": func(r *validate.Report) { r.Deviations = []string{"--reps", "100"} },
		"seed":       func(r *validate.Report) { r.Seed = 2 },
	} {
		r := evaluated("x")
		spoil(r)
		rows, err := l.read()
		if err != nil {
			t.Fatal(err)
		}
		if (&logFlags{}).stand(rows, r); r.InSample != nil {
			t.Errorf("another %s: taken for the logged evaluation", change)
		}
	}
	short := evaluated("x")
	short.Deviations = []string{"--reps", "100"}
	enter(t, l, short)
	if lines := logged(t, file); len(lines) != 2 || !strings.Contains(lines[1], ",r,mywar --reps 100,1,") {
		t.Errorf("%q", lines)
	}
}

func TestTheSameRunWithAnotherScoreIsSaidAndIsAnEvaluationOfItsOwn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	l := &logFlags{file: file, why: "as planned"}
	enter(t, l, evaluated("x"))
	rows, err := l.read()
	if err != nil {
		t.Fatal(err)
	}
	other := evaluated("x")
	other.Scores[0].Score.Score = 1.5
	(&logFlags{}).stand(rows, other)
	if other.InSample != nil || other.LoggedScore == nil || *other.LoggedScore != 1.2346 {
		t.Errorf("in sample %v, the log's score %v: want none and 1.2346", other.InSample, other.LoggedScore)
	}
	if text := studies.Validation(other); !strings.Contains(text, "score of 1.2346 for the same run, this one has 1.5000") {
		t.Error(text)
	}
	if enter(t, l, other); len(logged(t, file)) != 2 {
		t.Errorf("%q", logged(t, file))
	}
}

func TestWithoutALogTheShippedOneIsCounted(t *testing.T) {
	l := &logFlags{}
	rows, err := l.read()
	if err != nil {
		t.Fatal(err)
	}
	r, wars := evaluated("unheard of"), evaluated("")
	r.Scenario, wars.Plan = plannedWar, planOfWars
	l.stand(rows, r)
	if l.stand(rows, wars); r.Evaluations < 15 || r.Evaluations+wars.Evaluations != len(rows) || r.InSample != nil {
		t.Errorf("%d and %d evaluations of %d, in sample %v", r.Evaluations, wars.Evaluations, len(rows), r.InSample)
	}
}

// What follows a change made in the light of an evaluation is in-sample, whatever its flags say,
// and a fresh log does not make the shipped wars unseen.
func TestAnEvaluationIsInSampleWhereAnEarlierOneOfItsKindIs(t *testing.T) {
	shipped, err := (&logFlags{}).read()
	if err != nil {
		t.Fatal(err)
	}
	own := []entry{{"plan": "p", "deviations": "mywar --reps 100", "in_sample": "yes"}}
	for _, x := range []struct {
		scenario, plan string
		log            []entry
		want           bool
		counted        int
	}{
		{"tajikistan", "p", shipped, true, 25},
		{"tajikistan", "p", nil, true, 1},
		{"tajikistan-bound", "p", nil, true, 1},
		{"sri_lanka sudan_1993 kenya_2008", planOfWars, nil, true, 1},
		{"mywar", "p", own, true, 2},
		{"mywar", "p", shipped, false, 1},
		{"other", "p", own, false, 1},
		{"mywar other third", planOfWars, own, false, 1},
	} {
		r := evaluated("x")
		r.Scenario, r.Plan = x.scenario, x.plan
		(&logFlags{file: "log.csv"}).stand(x.log, r)
		if *r.InSample != x.want || r.Evaluations != x.counted {
			t.Errorf("%s, by a log of %d: in sample %v, %d counted: want %v, %d", x.scenario, len(x.log), *r.InSample, r.Evaluations, x.want, x.counted)
		}
	}
}

func TestADamagedLogIsRefusedAndKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	header := strings.Join(evaluationColumns, ",") + "\n"
	for _, text := range []string{"", "evaluation,date\n", header + "1,2\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := (&logFlags{file: file}).read(); cli.ExitCode(err) != cli.ExitBadInput {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What a run is known by must not change with the program, or the log no longer knows
// the validation that is shown.
func TestThePlannedRunIsKnownByWhatTheShownOneIs(t *testing.T) {
	var shown struct{ Run, Posterior string }
	if err := json.Unmarshal([]byte(docs.Validation), &shown); err != nil {
		t.Fatal(err)
	}
	f := validateFlags{sizes: validate.Planned}
	f.Seed = cli.DefaultSeed
	v, err := f.validation("tajikistan")
	if err != nil {
		t.Fatal(err)
	}
	if posteriors, run := f.checksums(v); run != shown.Run || posteriors != shown.Posterior {
		t.Errorf("run %s of posteriors %s, shown is %s of %s", run, posteriors, shown.Run, shown.Posterior)
	}
}
