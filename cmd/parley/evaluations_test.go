package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/results/validate"
)

func evaluated(posterior string) *validate.Report {
	return &validate.Report{Model: "m", Plan: "p", Posterior: posterior, Seed: 1,
		Scores: []validate.HindcastScore{{Score: validate.Score{Score: 1.23456}}}}
}

func enter(t *testing.T, l *logFlags, r *validate.Report) {
	t.Helper()
	rows, err := l.read()
	if err == nil {
		err = l.enter(rows, r)
	}
	if err != nil {
		t.Fatal(err)
	}
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
	again := evaluated("y") // without the flag it is in-sample all the same
	enter(t, first, again)
	if again.Evaluations != 2 || !*again.InSample {
		t.Errorf("%d evaluations, in sample %v: want 2 and yes", again.Evaluations, *again.InSample)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[1], "1,") || !strings.HasSuffix(lines[1], ",m,p,x,1,1.2346,no,\"the first, as planned\"") {
		t.Errorf("%q", lines)
	}
}

func TestWithoutALogTheShippedOneIsCounted(t *testing.T) {
	l := &logFlags{}
	rows, err := l.read()
	if err != nil {
		t.Fatal(err)
	}
	r := evaluated("unheard of")
	if enter(t, l, r); r.Evaluations != len(rows) || r.InSample != nil {
		t.Errorf("%d evaluations of %d, in sample %v", r.Evaluations, len(rows), r.InSample)
	}
}

func TestADamagedLogIsRefusedAndKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.csv")
	for _, text := range []string{"", "evaluation,date\n", "evaluation,date,model,plan,posterior,seed,score,in_sample,why\n1,2\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := (&logFlags{file: file}).read(); !errors.As(err, new(badInput)) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
