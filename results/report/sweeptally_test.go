package report

import "testing"

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
