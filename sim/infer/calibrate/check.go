package calibrate

import (
	"math"
	"slices"

	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// Check is a summary of the record against histories.
type Check struct {
	War      string  `json:"war,omitempty"` // of several
	Summary  string  `json:"summary"`
	Fitted   bool    `json:"fitted"`
	Unit     string  `json:"unit"`
	Observed float64 `json:"observed"`
	// Quantiles at abc.Levels of the histories in which it came about; Missing is the share
	// of the others.
	Quantiles [5]float64 `json:"quantiles"`
	Missing   float64    `json:"missing"`
	// P is the two-sided tail share of the observed value, ties by half, 0 to 1; of a value
	// that any record has, ByConstruction, it says nothing.
	P              float64 `json:"p"`
	ByConstruction bool    `json:"by_construction,omitempty"`
	// Share of the histories in which an indicator is 1, of those in which it came about;
	// nil for another summary.
	Share *float64 `json:"share,omitempty"`
}

// NewCheck holds a summary of the record against its values in histories, NaN if missing.
func NewCheck(s *observe.Summary, fitted bool, values []float64) Check {
	x := Check{Summary: s.Name, Fitted: fitted, Unit: s.Unit, Observed: s.Value, ByConstruction: s.ByConstruction}
	q, known := abc.Quantiles(values, nil)
	x.Quantiles, x.Missing = q, 1-float64(known)/float64(len(values))
	if s.Indicator {
		x.Share = ShareOf(values)
	}
	if known == 0 {
		return x
	}
	below := 0.0
	for _, v := range values {
		switch {
		case v < s.Value:
			below++
		case v == s.Value:
			below += 0.5
		}
	}
	share := below / float64(known)
	x.P = 2 * min(share, 1-share)
	return x
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
