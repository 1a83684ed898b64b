package figures

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Interval is a row of a Forest: an estimate between its ends, in the unit of the
// axis.
type Interval struct {
	Label          string
	Low, Mid, High float64
	// Series gives it its colour and glyph, counted from 0.
	Series int
	// Note stands at the right edge.
	Note string
}

// Forest is intervals below each other, each with its name to the left.
type Forest struct {
	Name, Title, Alt string
	// Axis labels the values; Nothing is how far from 0 a value counts as none, in
	// their unit, and is shaded.
	Axis    string
	Nothing float64
	// Left and Right say what lies on either side of 0.
	Left, Right string
	Rows        []Interval
	Header      []string
	Data        [][]string
}

const (
	rowHeight = 26
	axisSpace = 44
)

// Figure of it.
func (f *Forest) Figure() *Figure {
	height := float64(len(f.Rows)*rowHeight + axisSpace)
	if f.Left != "" || f.Right != "" {
		height += 18
	}
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: height, paint: f.paint}
}

func (f *Forest) paint(c draw.Canvas) {
	low, high := f.span()
	p := axes(f.Axis)
	p.X.Min, p.X.Max = low, high
	p.X.Tick.Marker = ticks(low, high, 5, signedNumber)
	p.Y.Min, p.Y.Max = -0.5, float64(len(f.Rows))-0.5
	name, note := words(Ink, textSize, left), words(Muted, smallSize, right)
	labels, notes := vg.Length(0), vg.Length(0)
	for _, r := range f.Rows {
		labels, notes = max(labels, name.Width(plain(r.Label))), max(notes, note.Width(plain(r.Note)))
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	inner := draw.Crop(c, labels+10, -notes-10, 0, 0)
	if f.Left != "" || f.Right != "" {
		f.sides(c)
		inner = draw.Crop(inner, 0, 0, 0, -18)
	}
	p.HideY()
	p.Add(box(-f.Nothing, p.Y.Min, f.Nothing, p.Y.Max, Faint, 0.6), grid(p, true, false), zero(0))
	for i, r := range f.Rows {
		y := float64(len(f.Rows) - 1 - i)
		p.Add(bracket(r.Low, r.Mid, r.High, y, markOf(r.Series)), painter(func(data draw.Canvas, p *plot.Plot) {
			at := at(data, p, low, y)
			c.FillText(name, vg.Point{X: c.Min.X, Y: at.Y}, fit(name, r.Label, labels))
			c.FillText(note, vg.Point{X: c.Max.X, Y: at.Y}, fit(note, r.Note, notes))
		}))
	}
	p.Draw(inner)
}

// sides writes what lies left and right of 0 above the rows.
func (f *Forest) sides(c draw.Canvas) {
	y, half := c.Max.Y-7, c.Size().X/2
	before, after := words(Muted, smallSize, left), words(Muted, smallSize, right)
	c.FillText(before, vg.Point{X: c.Min.X, Y: y}, fit(before, "← "+f.Left, half))
	c.FillText(after, vg.Point{X: c.Max.X, Y: y}, fit(after, f.Right+" →", half))
}

// span of the axis: all rows, 0, and the zone of nothing, with some air.
func (f *Forest) span() (low, high float64) {
	low, high = -1.3*f.Nothing, 1.3*f.Nothing
	for _, r := range f.Rows {
		low, high = math.Min(low, r.Low), math.Max(high, r.High)
	}
	if high == low {
		high = low + 1
	}
	air := 0.04 * (high - low)
	return low - air, high + air
}

// zero is an upright line at a value.
func zero(x float64) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		a := at(c, p, x, p.Y.Min)
		c.StrokeLine2(stroke(Muted, 1.2), a.X, c.Min.Y, a.X, c.Max.Y)
	}
}

// signedNumber writes +1, 0 and -1.
func signedNumber(x float64) string {
	s := strconv.FormatFloat(x, 'g', 4, 64)
	if x > 0 {
		return "+" + s
	}
	return s
}
