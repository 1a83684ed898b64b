package stats

import (
	"slices"
	"testing"
)

// By hand: 1 - 6 x 2 / (5 x 24) = .9; Fisher's z 1.4722 +- 1.96 sqrt(1.405/2).
func TestRankCorrelationByHand(t *testing.T) {
	r := RankCorrelation([]float64{1, 2, 3, 4, 5}, []float64{10, 20, 30, 50, 40})
	near(t, "correlation", r.Mean, 0.9, 1e-12)
	near(t, "low", r.Low, -0.168894, 1e-5)
	near(t, "high", r.High, 0.996068, 1e-5)
	if got := Ranks([]float64{3, 1, 3, 2}); !slices.Equal(got, []float64{3.5, 1, 3.5, 2}) {
		t.Errorf("ranks %v", got)
	}
	if same := RankCorrelation([]float64{1, 2, 3, 4}, []float64{2, 2, 2, 2}); same != nil {
		t.Errorf("correlation with what does not vary: %v", same)
	}
	if reversed := RankCorrelation([]float64{1, 2, 3, 4}, []float64{9, 8, 7, 6}); reversed.Mean != -1 || reversed.High != -1 {
		t.Errorf("reversed: %v", reversed)
	}
}
