package studies

import (
	"strings"
	"testing"

	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
)

func TestACalibrationShowsYesOrNoAsAShare(t *testing.T) {
	share := calibrate.ShareOf([]float64{1, 0, 1, 1})
	r := &calibrate.Report{Summaries: []calibrate.FitOf{
		{Name: "talks.first", Observed: 15, Posterior: [5]float64{1, 2, 3, 4, 5}, P: 0.5},
		{Name: "roles.later.un.monitor", Observed: 1, Posterior: [5]float64{0, 0, 1, 1, 1}, P: 0.75, Share: share},
	}}
	got := summaryGrids(r, false)
	for _, want := range []string{
		"  summary      fitted  observed  5 %  50 %  95 %  missing     p\n  talks.first                15    1     3     5      0 %  0.50\n",
		"  yes or no               fitted  observed  yes in  missing     p\n  roles.later.un.monitor               yes    75 %      0 %  0.75\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := summaryGrids(r, true); strings.Contains(got, "yes or no") {
		t.Errorf("an indicator that was not fitted among those that were:\n%s", got)
	}
}

func TestSharesOfStructuresComeWithAWarning(t *testing.T) {
	text := Calibration(&calibrate.Report{Generations: make([]abc.Generation, 1), Structure: []calibrate.Switch{
		{ID: "table", Levels: []calibrate.LevelShare{{ID: "free", Prior: 0.5, Posterior: 0.25}, {ID: "fearful", Prior: 0.5, Posterior: 0.75}}}}})
	for _, want := range []string{"fearful   0.50       0.75\n", "Robert et al. 2011"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestTheTextSaysWhereRegressionAdjustmentDoesNotAgree(t *testing.T) {
	r := &calibrate.Report{Parameters: []calibrate.Parameter{{ID: "fear", Adjusted: &calibrate.Adjusted{Shift: 0.04}}, {ID: "attention", Adjusted: &calibrate.Adjusted{Shift: -0.05}}}}
	if got := agreementWords(r); got != "Regression adjustment agrees: it shifts no median by more than 0.05 of its prior." {
		t.Error(got)
	}
	r.Parameters[1].Adjusted.Shift = -0.25
	if got := agreementWords(r); !strings.Contains(got, "attention (-0.25)") || strings.Contains(got, "fear") {
		t.Error(got)
	}
	r.Parameters[0].Adjusted = nil
	if got := agreementWords(r); !strings.HasPrefix(got, "No regression adjustment") {
		t.Error(got)
	}
}
