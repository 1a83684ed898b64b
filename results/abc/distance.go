package abc

import "math"

// Farthest is the most that one summary counts, in its scale: a summary that did
// not come about counts as much. Modelling choice.
const Farthest = 3

// distance of summaries from the target: weighted root mean square of what their
// differences exceed the slack by, in their scales and each at most Farthest, so
// in [0, Farthest].
func distance(target []Summary, values []float64) float64 {
	sum, weights := 0.0, 0.0
	for k := range target {
		t := &target[k]
		d := max(0, math.Abs(values[k]-t.Value)-t.Slack) / t.Scale
		if !(d < Farthest) { // NaN too
			d = Farthest
		}
		w := t.Weight * t.Weight
		sum += w * d * d
		weights += w
	}
	return math.Sqrt(sum / weights)
}
