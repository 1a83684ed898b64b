package abc

import (
	"math"

	"parley/sim/stats"
)

// Farthest is the most that one summary counts, in its scale: a summary that did
// not come about counts as much. Modelling choice.
const Farthest = 3

// Distance of summaries from the target: weighted root mean square of what
// their differences exceed the slack by, in their scales and each at most Farthest, so
// in [0, Farthest].
func Distance(target []Summary, values []float64) float64 {
	sum, weights := 0.0, 0.0
	for k := range target {
		t := &target[k]
		d := max(0, math.Abs(values[k]-t.Value)-t.Slack) / t.Scale
		if !(d < Farthest) { // NaN too
			d = Farthest
		}
		w := float64(t.Weight * t.Weight)
		sum += float64(w * d * d)
		weights += w
	}
	return math.Sqrt(sum / weights)
}

// Nearest are the n rows that are nearest to what was observed, the nearest first
// and of equals the first. Both are histories, so nothing is uncertain and there is no
// slack; a summary that came about in neither is alike.
func Nearest(target []Summary, observed []float64, rows [][]float64, n int) []int {
	away := make([]float64, len(rows))
	for i, row := range rows {
		for k := range target {
			d := math.Abs(row[k]-observed[k]) / target[k].Scale
			switch {
			case math.IsNaN(row[k]) && math.IsNaN(observed[k]):
				d = 0
			case !(d < Farthest):
				d = Farthest
			}
			d *= target[k].Weight
			away[i] += float64(d * d)
		}
	}
	return stats.Order(away)[:n]
}
