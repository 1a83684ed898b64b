package stats

import (
	"encoding/json"
	"math"
)

// Number is a float in JSON with six decimals, on every machine the same.
type Number float64

// MarshalJSON writes the number.
func (n Number) MarshalJSON() ([]byte, error) { return json.Marshal(Rounded(float64(n))) }

// Rounded to six decimals; -0 becomes 0.
func Rounded(x float64) float64 { return math.Round(x*1e6)/1e6 + 0 }

// MarshalJSON writes {"mean","low","high"}.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Mean Number `json:"mean"`
		Low  Number `json:"low"`
		High Number `json:"high"`
	}{Number(e.Mean), Number(e.Low), Number(e.High)})
}

// MarshalJSON writes {"difference","low","high"}.
func (d Difference) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Difference Number `json:"difference"`
		Low        Number `json:"low"`
		High       Number `json:"high"`
	}{Number(d.Difference), Number(d.Low), Number(d.High)})
}

// Maybe is a value that may be undefined: null in JSON, left out with omitzero. The
// zero Maybe is undefined.
type Maybe[T any] struct {
	Value T
	Known bool
}

// Some value that is known.
func Some[T any](value T) Maybe[T] { return Maybe[T]{value, true} }

// Get returns the value, and whether it is known.
func (m Maybe[T]) Get() (value T, known bool) { return m.Value, m.Known }

// MarshalJSON writes the value or null.
func (m Maybe[T]) MarshalJSON() ([]byte, error) {
	if !m.Known {
		return []byte("null"), nil
	}
	return json.Marshal(m.Value)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Maybe[T]) UnmarshalJSON(b []byte) error {
	var value *T
	if err := json.Unmarshal(b, &value); err != nil || value == nil {
		*m = Maybe[T]{}
		return err
	}
	*m = Some(*value)
	return nil
}

// Matrix is a table of values in one slice, row by row.
type Matrix[T any] struct {
	Columns int
	Values  []T
}

// NewMatrix has zero values.
func NewMatrix[T any](rows, columns int) Matrix[T] {
	return Matrix[T]{columns, make([]T, rows*columns)}
}

// At is the cell in a row and column, both from 0.
func (m Matrix[T]) At(row, column int) *T { return &m.Values[row*m.Columns+column] }

// Row is the cells of a row, which share memory with the matrix.
func (m Matrix[T]) Row(row int) []T { return m.Values[row*m.Columns : (row+1)*m.Columns] }
