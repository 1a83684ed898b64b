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
	// WideLow and WideHigh are the ends of a wider interval drawn thin behind it; none
	// where they are the same.
	WideLow, WideHigh float64
	// Series gives it its colour and glyph, counted from 0.
	Series int
	// Note stands at the right edge, below the NoteHead of the Forest.
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
	Left, Right, NoteHead string
	// Low and High are the ends of the axis; where they are the same, it holds all rows,
	// 0 and the zone of nothing.
	Low, High float64
	Rows      []Interval
	Header    []string
	Data      [][]string
}

const (
	rowHeight = 26
	axisSpace = 44
)

// Figure of it.
func (f *Forest) Figure() *Figure {
	height := float64(len(f.Rows)*rowHeight + axisSpace)
	if f.headed() {
		height += 18
	}
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: height, paint: f.paint}
}

func (f *Forest) paint(c draw.Canvas) {
	c = xLabel(c, f.Axis)
	low, high := f.span()
	p := axes()
	p.X.Min, p.X.Max = low, high
	p.X.Tick.Marker = ticks(low, high, 5, signedNumber)
	if f.fixed() {
		p.X.Tick.Marker = ticks(low, high, 5, number)
	}
	p.Y.Min, p.Y.Max = -0.5, float64(len(f.Rows))-0.5
	ink, note := words(Ink, textSize, left), words(Muted, smallSize, right)
	labels, notes := vg.Length(0), note.Width(plain(f.NoteHead))
	for _, r := range f.Rows {
		labels, notes = max(labels, ink.Width(plain(r.Label))), max(notes, note.Width(plain(r.Note)))
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	inner := draw.Crop(c, labels+10, -notes-10, 0, 0)
	if f.headed() {
		c.FillText(note, vg.Point{X: c.Max.X, Y: c.Max.Y - 7}, fit(note, f.NoteHead, notes))
		inner = sides(inner, f.Left, f.Right)
	}
	p.HideY()
	p.Add(grid(p, true, false))
	if !f.fixed() {
		p.Add(box(-f.Nothing, p.Y.Min, f.Nothing, p.Y.Max, Faint, 0.6), zero(0))
	}
	for i, r := range f.Rows {
		y := float64(len(f.Rows) - 1 - i)
		if r.wide() {
			p.Add(whisker(r.WideLow, r.WideHigh, y, markOf(r.Series)))
		}
		p.Add(bracket(r.Low, r.Mid, r.High, y, markOf(r.Series)), painter(func(data draw.Canvas, p *plot.Plot) {
			at := at(data, p, low, y)
			name(c, vg.Point{X: c.Min.X, Y: at.Y}, r.Label, labels)
			c.FillText(note, vg.Point{X: c.Max.X, Y: at.Y}, fit(note, r.Note, notes))
		}))
	}
	p.Draw(inner)
}

func (r *Interval) wide() bool { return r.WideHigh > r.WideLow }

// headed says whether words stand above the rows.
func (f *Forest) headed() bool { return f.Left != "" || f.Right != "" || f.NoteHead != "" }

// sides writes what lies left and right of 0, and returns what is left below.
func sides(c draw.Canvas, before, after string) draw.Canvas {
	y, half := c.Max.Y-7, c.Size().X/2
	if before != "" {
		style := words(Muted, smallSize, left)
		c.FillText(style, vg.Point{X: c.Min.X, Y: y}, fit(style, "← "+before, half))
	}
	if after != "" {
		style := words(Muted, smallSize, right)
		c.FillText(style, vg.Point{X: c.Max.X, Y: y}, fit(style, after+" →", half))
	}
	return draw.Crop(c, 0, 0, 0, -18)
}

// fixed says whether the axis has ends of its own, and 0 no meaning.
func (f *Forest) fixed() bool { return f.High > f.Low }

// span of the axis, with some air.
func (f *Forest) span() (low, high float64) {
	if f.fixed() {
		return f.Low, f.High
	}
	low, high = -1.3*f.Nothing, 1.3*f.Nothing
	for _, r := range f.Rows {
		low, high = math.Min(low, r.Low), math.Max(high, r.High)
		if r.wide() {
			low, high = math.Min(low, r.WideLow), math.Max(high, r.WideHigh)
		}
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
