package sweep

import (
	"testing"

	"parley/sim"
	"parley/sim/stats"
)

// Four histories of two arms, each as settled, kept and the month in which the war ended.
var fourHistories = [][]Came{
	{{1, 1, 30}, {0, 0, 40}}, // settled +1, kept +1, months -10
	{{1, 0, 20}, {1, 0, 20}}, // the same
	{{0, 0, 50}, {1, 1, 10}}, // -1, -1, +40
	{{1, 0, 5}, {0, 0, 5}},   // +1, 0, 0
}

func addedUp(c *Contrast, histories [][]Came) *Contrast {
	for _, h := range histories {
		c.Add(h, sim.Structure{})
	}
	return c
}

func TestAContrastAddsUpItsHistories(t *testing.T) {
	c := addedUp(Less(0, 1), fourHistories)
	for what, x := range map[string][2]stats.Sums{
		"settled": {c.Sums[Settled], {N: 4, Sum: 1, Squares: 3}}, "kept": {c.Sums[Kept], {N: 4, Sum: 0, Squares: 2}}, "months": {c.Sums[Months], {N: 4, Sum: 30, Squares: 1700}},
	} {
		if x[0] != x[1] {
			t.Errorf("%s: %+v, want %+v", what, x[0], x[1])
		}
	}
	if s, k := c.Difference(Settled, stats.Level), c.Difference(Kept, stats.Level); s.Difference != 0.25 || k.Difference != 0 {
		t.Errorf("%+v and %+v, want 0.25 settled and 0 kept", s, k)
	}
}

// Weights in parts of one, as Shapley values have them, and a difference of differences, which is
// at most two.
func TestAContrastIsInOnes(t *testing.T) {
	one := addedUp(Less(0, 1), fourHistories).Difference(Settled, stats.Level)
	if halves := addedUp(&Contrast{Weights: []Weight{{0, 2}, {1, -2}}, Part: 2, Most: 1}, fourHistories).Difference(Settled, stats.Level); halves != one {
		t.Errorf("in halves %+v, in ones %+v", halves, one)
	}
	twice := addedUp(&Contrast{Weights: []Weight{{0, 2}, {1, -2}}, Part: 1, Most: 2}, fourHistories).Difference(Settled, stats.Level)
	if twice.Difference != 0.5 || twice.Low >= twice.Difference || twice.High <= twice.Difference || twice.Low < -2 || twice.High > 2 {
		t.Errorf("twice the difference is %+v, want 0.5 within -2 to 2", twice)
	}
}

func TestContrastsAreTheSameOnlyWhereNoMonthDiffersEither(t *testing.T) {
	if c := addedUp(Less(0, 1), fourHistories[1:2]); !c.Same(Settled, Kept, Months) {
		t.Error("equal histories differ")
	}
	if c := addedUp(Less(0, 1), [][]Came{{{0, 0, 20}, {0, 0, 21}}}); c.Same(Settled, Kept, Months) {
		t.Error("histories that end in different months are the same")
	}
}
