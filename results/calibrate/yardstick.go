package calibrate

import (
	"parley/results/abc"
	"parley/results/observe"
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
	p, _, chosen, err := f.problem()
	if err != nil {
		return nil, err
	}
	return &Yardstick{Names: p.Names, Target: p.Target, Chosen: chosen, NewModel: p.NewModel}, nil
}

// Values of the summaries fitted among all that an observer saw; NaN is missing.
func (y *Yardstick) Values(all observe.Summaries) []float64 {
	values := make([]float64, len(y.Chosen))
	for k, i := range y.Chosen {
		values[k] = Value(&all[i])
	}
	return values
}

// Spread of values as scales are made of it: the scaled median absolute deviation, or
// half the standard deviation where most are alike; 0 of none.
func Spread(values []float64) float64 { return spread(values) }

// Against says where a column of histories lies: its quantiles at abc.Levels and the
// share that is missing, NaN, and the two-sided tail share of an observed value, 0 to 1.
func Against(rows [][]float64, k int, observed float64) (q [5]float64, missing, p float64) {
	return column(rows, k, observed)
}
