package studies

import (
	"strings"
	"testing"

	"parley/sim/infer/calibrate"
	"parley/sim/infer/validate"
)

// Quantiles of what is yes or no tell nothing: a share stands in their place.
func TestAValidationShowsYesOrNoAsAShare(t *testing.T) {
	share := func(x float64) *float64 { return &x }
	r := &validate.Report{
		Hindcast: []validate.Quantity{
			{Name: "settlement.signed", Observed: 1, Share: share(0.6), Inside50: true, Score: 1.6},
			{Name: "settlement.month", Observed: 53, Q05: 50, Q25: 50, Median: 50, Q75: 54, Q95: 54, Inside50: true},
		},
		Scores: []validate.HindcastScore{{}},
		State: []calibrate.Check{
			{Summary: "roles.later.un.monitor", Share: share(2. / 3), Missing: 0.4, P: 1. / 3},
			{Summary: "talks.first", Observed: 3, Quantiles: [5]float64{0, 1, 1, 4, 4}},
		},
	}
	got := Validation(r)
	for _, want := range []string{
		"  yes or no          observed  yes in  missing    in  score\n  settlement.signed       yes    60 %      0 %  50 %   1.60\n",
		"  settlement.month        53   50    50    50    54    54      0 %  50 %",
		"  yes or no               observed  yes in  missing     p\n  roles.later.un.monitor        no    67 %     40 %  0.33\n",
		"  talks.first         3    0     1     4      0 %",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
