package report

import (
	"math"
	"testing"
)

func TestPointsWithTheSameLuckDoNotNarrowAnInterval(t *testing.T) {
	one := sums{points: 1, n: 250, settled: 100, compared: 1, differences: 0.02, halves: 0.05}
	many := sums{points: 100, n: 25000, settled: 10000, compared: 100, differences: 2, halves: 5}
	if a, b := one.share(), many.share(); a != b {
		t.Errorf("a hundred points alike say %+v, one says %+v", b, a)
	}
	a, b := one.effect(), many.effect()
	if math.Abs(a.Low-b.Low) > 1e-12 || math.Abs(a.High-b.High) > 1e-12 {
		t.Errorf("a hundred points alike say %+v, one says %+v", b, a)
	}
}
