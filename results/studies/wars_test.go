package studies

import (
	"math"
	"strings"
	"testing"

	"parley/sim/infer/calibrate"
	"parley/sim/infer/lowo"
	"parley/sim/stats"
)

// What fails comes first, and what is better by too little is said to be undecided.
func TestWarsLeftOutSayFirstWhatFails(t *testing.T) {
	sure := func(x float64) lowo.Figure { return lowo.Figure{Value: x, Low: x, High: x} }
	kept := false
	r := &lowo.Report{
		Wars: []string{"a", "b", "c"}, Points: 1000, Histories: 10, Horizons: lowo.Horizons,
		Observed: []calibrate.Outcome{{Month: 5, Kept: &kept}, {Month: 50}, {Month: lowo.Horizon}}, Forecasts: []lowo.Forecast{{War: "a"}, {War: "b"}, {War: "c"}},
		Scores: []lowo.Score{
			{Name: lowo.Engine, Brier: [2]lowo.Figure{sure(0.2), sure(0.3)}, AUC: [2]lowo.Figure{sure(0.9), {Value: 0.6, Low: 0.2, High: 1}}, Level: [2]lowo.Figure{{Value: 0.1, Low: 0.05, High: 0.2}, sure(0)}},
			{Name: lowo.Base, Brier: [2]lowo.Figure{sure(0.25), sure(0.25)}, Ahead: [2]lowo.Figure{{Value: -0.05, Low: -0.1, High: 0.1}, sure(0.05)}, LogLikelihood: sure(math.NaN())},
		},
		Placebos: []lowo.Placebo{{Score: "AUC", Months: 36, AsGood: 0.5, Shuffled: make([]stats.Number, 4)}, {Score: "Brier", Months: 36, AsGood: 0.05}},
	}
	want := []string{
		"Within 36 months the level is off: forecast less observed is 0.10 (0.05 to 0.20).",
		"Within 60 months its Brier score, 0.30, is no better than the 0.25 of: base rate.",
		"Within 60 months chance would order the wars as well: AUC 0.60 (0.20 to 1.00).",
		"Of the shuffles of third parties between wars 50 % have as good a score or a better one: AUC within 36 months.",
		"Its Brier score is smaller, but 3 wars are too few to tell it apart from: base rate within 36 months.",
	}
	if got := failures(r); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	text := Wars(r)
	for _, line := range []string{"\nWhat fails:\n- Within 36 months", "Placebo: 4 shuffles", "An AUC of 1 is one of 3 ways"} {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in\n%s", line, text)
		}
	}
	r.Placebos = nil
	if text := Wars(r); strings.Contains(text, "Placebo") || strings.Contains(text, "shuffle") {
		t.Errorf("a placebo that was not played in\n%s", text)
	}
	if f := WarsFigure(r); len(f.Rows) != 3 || f.Rows[2][6] != "none" || f.Rows[0][6] != "5" {
		t.Errorf("%v", f.Rows)
	}
}
