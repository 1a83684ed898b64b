package sweep

import (
	"fmt"
	"strings"
)

// Span is the points from First up to, not including, End.
type Span struct{ First, End int }

// Indices are points in rising order, as spans that neither touch nor overlap.
type Indices []Span

// Count of the points.
func (x Indices) Count() int {
	n := 0
	for _, s := range x {
		n += s.End - s.First
	}
	return n
}

// at is point i of Count().
func (x Indices) at(i int) int {
	for _, s := range x {
		if i < s.End-s.First {
			return s.First + i
		}
		i -= s.End - s.First
	}
	panic("sweep: a point that is not there")
}

// Add appends a point that comes after all others.
func (x Indices) Add(i int) Indices { return x.AddSpan(Span{i, i + 1}) }

// AddSpan appends points, one at least, that come after all others.
func (x Indices) AddSpan(s Span) Indices {
	if last := len(x) - 1; last >= 0 && x[last].End == s.First {
		x[last].End = s.End
		return x
	}
	return append(x, s)
}

// String writes the points as 5-9, or 5.
func (s Span) String() string {
	if s.End == s.First+1 {
		return fmt.Sprint(s.First)
	}
	return fmt.Sprintf("%d-%d", s.First, s.End-1)
}

// String writes the points as 2,5-9,12.
func (x Indices) String() string {
	var spans []string
	for _, s := range x {
		spans = append(spans, s.String())
	}
	return strings.Join(spans, ",")
}
