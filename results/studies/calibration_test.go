package studies

import (
	"strings"
	"testing"

	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
)

func TestACalibrationShowsYesOrNoAsAShare(t *testing.T) {
	share := calibrate.ShareOf([]float64{1, 0, 1, 1})
	checks := []calibrate.Check{
		{Summary: "talks.first", Observed: 15, Quantiles: [5]float64{1, 2, 3, 4, 5}, P: 0.5},
		{Summary: "roles.later.un.monitor", Observed: 1, Quantiles: [5]float64{0, 0, 1, 1, 1}, P: 0.75, Share: share},
	}
	_, got, _ := strings.Cut(Calibration(&calibrate.Report{Generations: make([]abc.Generation, 1), Summaries: checks}), "Not fitted;")
	for _, want := range []string{
		"  summary      observed  5 %  50 %  95 %  missing     p\n  talks.first        15    1     3     5      0 %  0.50\n",
		"  yes or no               observed  yes in  missing     p\n  roles.later.un.monitor       yes    75 %      0 %  0.75\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	checks[0].Fitted = true
	fitted, _, _ := strings.Cut(Calibration(&calibrate.Report{Generations: make([]abc.Generation, 1), Summaries: checks}), "Not fitted;")
	if strings.Contains(fitted, "yes or no") {
		t.Errorf("an indicator that was not fitted among those that were:\n%s", fitted)
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
