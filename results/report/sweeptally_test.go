package report

import (
	"slices"
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
		f := &factor{Name: "x", of: &sweepTally{}, levels: map[string][]cell{}}
		f.of.Factors = []*factor{f}
		for i := range n {
			f.of.add(func(column string) any {
				if column == "arm" {
					return "lead"
				}
				return int64(n - 1 - i)
			})
		}
		f.layOut()
		got, sum := []string{}, 0.0
		for _, g := range f.groups {
			got, sum = append(got, g.name), sum+g.cells[0][settled]
		}
		if !slices.Equal(got, want) || sum != float64(n*(n-1)/2) || sum != f.of.all[0][settled] {
			t.Errorf("%d levels: %q, %g settled", n, got, sum)
		}
	}
}
