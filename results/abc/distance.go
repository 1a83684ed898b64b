package abc

import "math"

// farthest is the most that one summary counts, in its tolerances: a summary
// that did not come about counts as much. Modelling choice.
const farthest = 5

// distance of summaries from the target: root mean square of the differences in
// their tolerances, each at most farthest, so in [0, farthest].
func distance(target []Summary, values []float64) float64 {
	sum := 0.0
	for k := range target {
		d := math.Abs(values[k]-target[k].Value) / target[k].Tolerance
		if !(d < farthest) { // NaN too
			d = farthest
		}
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(target)))
}
