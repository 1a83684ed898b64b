package calibrate

import (
	"math"
	"slices"

	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// Yardstick is what a calibration measures histories with, for whoever compares
// others with the record in the same way.
type Yardstick struct {
	// Names of the free parameters, in order.
	Names []string
	// Target are the summaries fitted, and Chosen where they stand among those of an observer.
	Target []abc.Summary
	Chosen []int
	// NewModel plays histories at points of the prior's cube.
	NewModel func() (abc.Model, error)
}

// Yardstick of a fitting. Its particles, budget and workers do not matter.
func (f *Fitting) Yardstick() (*Yardstick, error) {
	p, c, err := f.problem()
	if err != nil {
		return nil, err
	}
	return &Yardstick{Names: p.Names, Target: p.Target, Chosen: c.chosen, NewModel: p.NewModel}, nil
}

// Values of the summaries fitted among all that an observer saw; NaN is missing.
func (y *Yardstick) Values(all observe.Summaries) []float64 {
	values := make([]float64, len(y.Chosen))
	for k, i := range y.Chosen {
		values[k] = Value(&all[i])
	}
	return values
}

// Spread of values as scales are made of it, NaN left out: the scaled median absolute
// deviation, or half the standard deviation where most are alike; 0 of none.
func Spread(values []float64) float64 {
	values = slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	if len(values) == 0 {
		return 0
	}
	m := stats.Median(values)
	var away []float64
	squares := 0.0
	for _, x := range values {
		away = append(away, math.Abs(x-m))
		squares += (x - m) * (x - m)
	}
	return max(1.4826*stats.Median(away), math.Sqrt(squares/float64(len(values)))/2)
}

// Against says where an observed value lies among those of histories: their quantiles at
// abc.Levels, the share that is missing, NaN, and the two-sided tail share, ties by half,
// 0 to 1.
func Against(values []float64, observed float64) (q [5]float64, missing, p float64) {
	q, known := abc.Quantiles(values, nil)
	missing = 1 - float64(known)/float64(len(values))
	if known == 0 {
		return q, missing, 0
	}
	below := 0.0
	for _, x := range values {
		switch {
		case x < observed:
			below++
		case x == observed:
			below += 0.5
		}
	}
	share := below / float64(known)
	return q, missing, 2 * min(share, 1-share)
}

// ShareOf the values of an indicator that are 1; those that are missing, NaN, do not count.
func ShareOf(values []float64) *float64 {
	yes, known := 0.0, 0.0
	for _, x := range values {
		if !math.IsNaN(x) {
			yes += x
			known++
		}
	}
	share := yes / max(1, known)
	return &share
}
