package validate

import (
	"math"
	"strings"
	"testing"

	"parley/results/observe"
)

// Quantiles of what is yes or no tell nothing: a share stands in their place.
func TestWhatIsYesOrNoIsShownAsAShare(t *testing.T) {
	whether := &quantity{name: signed, whether: true, observed: 1, scale: 0.1}
	month := &quantity{name: "settlement.month", observed: 53, scale: 1}
	r := &Report{
		Hindcast: []Quantity{whether.reported([]float64{1, 0, 0, 1, 1, 0, 0, 1, 1, 1}), month.reported([]float64{50, 54})},
		Scores:   []HindcastScore{{}},
		State: []Check{
			newCheck(&observe.Summary{Name: "roles.later.un.monitor", Indicator: true}, true, []float64{1, 1, 0, math.NaN(), math.NaN()}),
			newCheck(&observe.Summary{Name: "talks.first", Value: 3}, true, []float64{1, 1, 0, 4}),
		},
	}
	got := Text(r)
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
