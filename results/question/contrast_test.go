package question

import (
	"testing"

	"parley/sim/stats"
)

// Four histories of two arms, each as settled, kept and the month in which the war ended.
var fourHistories = [][]came{
	{{1, 1, 30}, {0, 0, 40}}, // settled +1, kept +1, months -10
	{{1, 0, 20}, {1, 0, 20}}, // the same
	{{0, 0, 50}, {1, 1, 10}}, // -1, -1, +40
	{{1, 0, 5}, {0, 0, 5}},   // +1, 0, 0
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
		"settled": {c.sums[settled], {N: 4, Sum: 1, Squares: 3}}, "kept": {c.sums[kept], {N: 4, Sum: 0, Squares: 2}}, "months": {c.sums[months], {N: 4, Sum: 30, Squares: 1700}},
	} {
		if x[0] != x[1] {
			t.Errorf("%s: %+v, want %+v", what, x[0], x[1])
		}
	}
	if total := totalOf(c, stats.Level); total.Settled.Difference != 0.25 || total.Kept.Difference != 0 {
		t.Errorf("%+v, want 0.25 settled and 0 kept", total)
	}
}

// Weights in parts of one, as Shapley values have them, and a difference of differences, which is
// at most two.
func TestAContrastIsInOnes(t *testing.T) {
	one := addedUp(less(2, 0, 1), fourHistories).difference(settled, stats.Level)
	if halves := addedUp(&contrast{weights: []int64{2, -2}, part: 2, most: 1}, fourHistories).difference(settled, stats.Level); halves != one {
		t.Errorf("in halves %+v, in ones %+v", halves, one)
	}
	twice := addedUp(&contrast{weights: []int64{2, -2}, part: 1, most: 2}, fourHistories).difference(settled, stats.Level)
	if twice.Difference != 0.5 || twice.Low >= twice.Difference || twice.High <= twice.Difference || twice.Low < -2 || twice.High > 2 {
		t.Errorf("twice the difference is %+v, want 0.5 within -2 to 2", twice)
	}
}

func TestContrastsAreTheSameOnlyWhereNoMonthDiffersEither(t *testing.T) {
	if c := addedUp(less(2, 0, 1), fourHistories[1:2]); !c.same(settled, kept, months) {
		t.Error("equal histories differ")
	}
	if c := addedUp(less(2, 0, 1), [][]came{{{0, 0, 20}, {0, 0, 21}}}); c.same(settled, kept, months) {
		t.Error("histories that end in different months are the same")
	}
}
