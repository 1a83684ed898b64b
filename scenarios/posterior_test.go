package scenarios

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"parley/sim"
)

func toyPosterior() *Posterior {
	var rows []sim.Parameters
	for i := range 3 {
		var row sim.Parameters
		for q, info := range sim.ParameterTable {
			row[q] = info.Low + float64(i)/4*(info.High-info.Low)
		}
		rows = append(rows, row)
	}
	p := NewPosterior(rows, []float64{0.5, 0.25, 0.25})
	p.Scenario, p.Hash, p.Model, p.Window = "toy", "ab", "cd", "2000-01 to 2001-12"
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
	if got.Scenario != want.Scenario || got.Hash != want.Hash || got.Model != want.Model || got.Window != want.Window ||
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

func TestABrokenPosteriorIsRefusedWithThePlace(t *testing.T) {
	var b bytes.Buffer
	if err := toyPosterior().WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.String()
	for want, text := range map[string]string{
		"no line # model":         strings.Replace(whole, "# model", "# modell", 1),
		"did you mean war_cost":   strings.Replace(whole, "war_cost", "war_cots", 1),
		"particle 1, weight = -1": strings.Replace(whole, "\n0.5,", "\n-1,", 1),
		"particle 1, weight = x":  strings.Replace(whole, "\n0.5,", "\nx,", 1),
		"2 to":                    whole[:strings.LastIndex(strings.TrimSpace(whole[:strings.LastIndex(strings.TrimSpace(whole), "\n")]), "\n")],
		"not a posterior":         whole + "1,2\n",
		"no line # scenario":      "weight,a\n1,2\n",
	} {
		if _, err := ReadPosterior("p.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "p.csv: ") {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
