package stats

import (
	"encoding/json"
	"math"
)

// Number is a float in JSON with six decimals, on every machine the same.
type Number float64

// MarshalJSON writes the number; NaN, one that cannot be computed, is null.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(Rounded(float64(n)))
}

// Rounded to six decimals; -0 becomes 0.
func Rounded(x float64) float64 { return math.Round(x*1e6)/1e6 + 0 }

// interval in JSON, with one of the first two.
type interval struct {
	Mean       *Number `json:"mean,omitempty"`
	Difference *Number `json:"difference,omitempty"`
	Low        Number  `json:"low"`
	High       Number  `json:"high"`
}

// MarshalJSON writes {"mean","low","high"}.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(interval{Mean: (*Number)(&e.Mean), Low: Number(e.Low), High: Number(e.High)})
}

// MarshalJSON writes {"difference","low","high"}.
func (d Difference) MarshalJSON() ([]byte, error) {
	return json.Marshal(interval{Difference: (*Number)(&d.Difference), Low: Number(d.Low), High: Number(d.High)})
}
