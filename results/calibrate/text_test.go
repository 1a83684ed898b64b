package calibrate

import (
	"strings"
	"testing"
)

func TestWhatIsYesOrNoIsShownAsAShare(t *testing.T) {
	share := ShareOf([]float64{1, 0, 1, 1})
	r := &Report{Summaries: []FitOf{
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
