package report

import (
	"fmt"
	"strings"

	"parley/results/figures"
	"parley/sim/stats"
)

// effects is a picture of differences in settled wars of 100, with what it says in words.
type effects struct {
	*figures.Figure
	forest *figures.Forest
	said   []string
}

// newEffects is without rows; alt begins what it says in words.
func newEffects(name, title string, header ...string) *effects {
	forest := &figures.Forest{Axis: effectAxis}
	return &effects{Figure: &figures.Figure{Name: name, Title: title, Header: header, Chart: forest}, forest: forest}
}

// effectAxis has effects in settled wars of 100.
var effectAxis = figures.Axis{Label: "more or fewer settled wars of 100, 95 % interval; grey: next to nothing",
	Nothing: 100 * stats.Point, Left: "hurts", Right: "helps"}

// add a row: a difference with what is noted at the right, and its cells.
func (e *effects) add(label string, d stats.Difference, series int, note string, cells ...string) *figures.Interval {
	e.forest.Rows = append(e.forest.Rows, figures.Interval{Label: label, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Series: series, Note: note})
	e.Rows = append(e.Rows, cells)
	e.said = append(e.said, fmt.Sprintf(" %s %s (%s to %s)", label, more(d.Difference, 2), more(d.Low, 2), more(d.High, 2)))
	return &e.forest.Rows[len(e.forest.Rows)-1]
}

// figure is finished.
func (e *effects) figure() *figures.Figure {
	if e.Alt == "" {
		e.Alt = e.Title + ":" + strings.Join(e.said, ";") + "."
	}
	return e.Figure
}
