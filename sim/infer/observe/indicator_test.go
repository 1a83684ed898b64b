package observe_test

import (
	"strings"
	"testing"
)

// In an era of one period a third party is seen in a role or it is not.
func TestARoleInOnePeriodIsYesOrNo(t *testing.T) {
	s, r := load(t, "tajikistan")
	for months, want := range map[int]bool{18: true, 24: false} {
		indicators := 0
		for _, x := range observer(t, s.Config, r, months).Record() {
			single := strings.HasPrefix(x.Name, "roles.later.") && strings.Count(x.Name, ".") == 3
			if x.Name == "settlement.kept" {
				continue
			}
			if x.Indicator != (single && want) {
				t.Errorf("%d months: %+v", months, x)
			}
			if x.Indicator {
				indicators++
			}
		}
		if (indicators > 0) != want {
			t.Errorf("%d months: %d indicators", months, indicators)
		}
	}
}
