package report

import (
	"slices"
	"strconv"
	"testing"
)

func TestPointsWithTheSameLuckDoNotNarrowAnInterval(t *testing.T) {
	var one, many cell
	row := map[string]any{"n": int64(250), "settled": int64(100), "settled_share": 0.4, "settled_share_low": 0.25, "settled_share_high": 0.5,
		"settled_difference": 0.125, "settled_difference_low": -0.25, "settled_difference_high": 0.5}
	get := func(column string) any { return row[column] }
	one.add(get)
	for range 100 {
		many.add(get)
	}
	if a, b := one.share(), many.share(); a != b {
		t.Errorf("a hundred points alike say %+v, one says %+v", b, a)
	}
	if a, b := one.effect(), many.effect(); a != b {
		t.Errorf("a hundred points alike say %+v, one says %+v", b, a)
	}
}

// However many levels a factor has, a page shows some, numbers in their order.
func TestManyLevelsAreStretches(t *testing.T) {
	for n, want := range map[int][]string{3: {"0", "1", "2"}, 95: {"0 to 9", "10 to 19", "20 to 29", "30 to 39", "40 to 49", "50 to 59", "60 to 69", "70 to 79", "80 to 89", "90 to 94"}} {
		f := &factor{Name: "x", of: &sweepTally{Arms: []string{"lead"}}, group: map[string]int{}}
		f.of.Factors = []*factor{f}
		for i := range n {
			f.of.survey(func(column string) any {
				if column == "x" {
					return int64(n - 1 - i)
				}
				return "lead"
			})
		}
		f.layOut()
		if !slices.Equal(f.groups, want) || f.group[strconv.Itoa(n-1)] != len(want)-1 || len(f.cells) != len(want) {
			t.Errorf("%d levels: %q", n, f.groups)
		}
	}
}
