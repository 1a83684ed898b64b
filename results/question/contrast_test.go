package question

import (
	"testing"

	"parley/sim/stats"
)

// Four histories of two arms, each as settled, kept and the month in which the war ended.
var fourHistories = [][]came{
	{30<<monthBits | wasSettled | wasKept, 40 << monthBits},  // settled +1, kept +1, months -10
	{20<<monthBits | wasSettled, 20<<monthBits | wasSettled}, // the same
	{50 << monthBits, 10<<monthBits | wasSettled | wasKept},  // -1, -1, +40
	{5<<monthBits | wasSettled, 5 << monthBits},              // +1, 0, 0
}

func addedUp(c *contrast, histories [][]came) *contrast {
	for _, h := range histories {
		c.add(h)
	}
	return c
}

func TestAContrastAddsUpItsHistories(t *testing.T) {
	c := addedUp(less(2, 0, 1), fourHistories)
	for what, x := range map[string][2]stats.Sums{
		"settled": {c.settled, {N: 4, Sum: 1, Squares: 3}}, "kept": {c.kept, {N: 4, Sum: 0, Squares: 2}}, "months": {c.months, {N: 4, Sum: 30, Squares: 1700}},
	} {
		if x[0] != x[1] {
			t.Errorf("%s: %+v, want %+v", what, x[0], x[1])
		}
	}
	settled, kept := c.differences(stats.Level)
	if settled.Difference != 0.25 || kept.Difference != 0 {
		t.Errorf("settled %g and kept %g, want 0.25 and 0", settled.Difference, kept.Difference)
	}
}

// Weights in parts of one, as Shapley values have them, and a difference of differences, which is
// at most two.
func TestAContrastIsInOnes(t *testing.T) {
	one, _ := addedUp(less(2, 0, 1), fourHistories).differences(stats.Level)
	if halves, _ := addedUp(&contrast{weights: []int64{2, -2}, part: 2, most: 1}, fourHistories).differences(stats.Level); halves != one {
		t.Errorf("in halves %+v, in ones %+v", halves, one)
	}
	twice, _ := addedUp(&contrast{weights: []int64{2, -2}, part: 1, most: 2}, fourHistories).differences(stats.Level)
	if twice.Difference != 0.5 || twice.Low >= twice.Difference || twice.High <= twice.Difference || twice.Low < -2 || twice.High > 2 {
		t.Errorf("twice the difference is %+v, want 0.5 within -2 to 2", twice)
	}
}

func TestContrastsAreTheSameOnlyWhereNoMonthDiffersEither(t *testing.T) {
	if c := addedUp(less(2, 0, 1), fourHistories[1:2]); !c.same() {
		t.Error("equal histories differ")
	}
	if c := addedUp(less(2, 0, 1), [][]came{{20 << monthBits, 21 << monthBits}}); c.same() {
		t.Error("histories that end in different months are the same")
	}
}
