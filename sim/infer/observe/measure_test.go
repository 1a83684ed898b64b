package observe

import (
	"math"
	"testing"
)

// Kendall's tau-b by hand: pairs in order less pairs out of it, over the square root of
// the pairs that either side orders.
func TestRankCorrelationOfMonthsWithDifficulty(t *testing.T) {
	difficulty := []float64{1, 2, 3, 3}
	for _, x := range []struct {
		months []int
		want   float64
	}{
		{[]int{1, 2, 3, 4}, 5 / math.Sqrt(6*5)},
		{[]int{4, 3, 2, 1}, -5 / math.Sqrt(6*5)},
		{[]int{1, 1, 5, Never}, 4 / math.Sqrt(5*5)},
		{[]int{Never, 2, Never, 2}, (-1 + 0 + 1 - 1) / math.Sqrt(4*5)},
	} {
		c := newChronicle(12, 4, 0, 0)
		copy(c.Protocols, x.months)
		if got := c.tau(difficulty); got.missing || math.Abs(got.value-x.want) > 1e-12 {
			t.Errorf("%v: %+v, want %g", x.months, got, x.want)
		}
	}
	c := newChronicle(12, 4, 0, 0)
	if got := c.tau(difficulty); !got.missing {
		t.Errorf("nothing agreed: %+v", got)
	}
	copy(c.Protocols, []int{1, 2, 3, 4})
	if got := c.tau([]float64{2, 2, 2, 2}); !got.missing {
		t.Errorf("all as difficult: %+v", got)
	}
}

func TestTheSpanOfProtocolsIsCensoredWhileOneIsOpen(t *testing.T) {
	for _, x := range []struct {
		months []int
		want   number
	}{
		{[]int{7, 3, 9}, number{value: 6}}, {[]int{7, 3, Never}, number{value: 4, censored: true}}, {[]int{7, Never, Never}, missing},
	} {
		c := newChronicle(12, 3, 0, 0)
		copy(c.Protocols, x.months)
		if got := c.span([]int{0, 1, 2}); got != x.want {
			t.Errorf("%v: %+v, want %+v", x.months, got, x.want)
		}
	}
}
