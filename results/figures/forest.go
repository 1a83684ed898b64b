package figures

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Forest is intervals below each other, each with its name to the left.
type Forest struct {
	// Label of the axis; NoteHead is above the notes.
	Label, NoteHead string
	// Nothing is how far from 0 a value counts as none, and is shaded; Left and Right
	// are words for what lies on either side.
	Nothing     float64
	Left, Right string
	// High is the end of an axis from 0; where it is 0, the axis holds all values, 0 and
	// what counts as none.
	High float64
	Rows []Interval
}

// Interval is a row of a Forest: an estimate between its ends, in the unit of the
// axis.
type Interval struct {
	Label          string
	Low, Mid, High float64
	// WideLow and WideHigh are the ends of a wider interval drawn thin behind it; none
	// where they are the same.
	WideLow, WideHigh float64
	// Series, 0 or 1, gives it its colour and glyph.
	Series int
	// Note stands at the right edge.
	Note string
}

const (
	rowHeight = 26
	axisSpace = 44
)

func (f *Forest) height() float64 {
	height := float64(len(f.Rows)*rowHeight + axisSpace)
	if f.Left != "" {
		height += headHeight
	}
	return height
}

// marks of the two series, which black and white tells apart too.
var marks = [2]struct {
	colour Colour
	glyph  draw.GlyphDrawer
}{{Blue, draw.CircleGlyph{}}, {Orange, draw.BoxGlyph{}}}

func (f *Forest) paint(c draw.Canvas) {
	if f.Label != "" {
		write(c, middled, (c.Min.X+c.Max.X)/2, c.Min.Y+6, f.Label, c.Size().X)
		c = draw.Crop(c, 0, 0, headHeight, 0)
	}
	notes, labels := widest(atEnd, f.NoteHead), vg.Length(0)
	for _, r := range f.Rows {
		labels, notes = max(labels, widest(named, r.Label)), max(notes, widest(atEnd, r.Note))
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	data := draw.Crop(c, labels+14, -notes-20, 18, 0)
	if f.Left != "" {
		y := c.Max.Y - headHeight/2
		write(c, atEnd, c.Max.X, y, f.NoteHead, notes)
		write(c, noted, data.Min.X, y, "← "+f.Left, data.Size().X/2)
		write(c, atEnd, data.Max.X, y, f.Right+" →", data.Size().X/2)
		data.Max.Y -= headHeight
	}
	x := f.axis(data)
	for i, r := range f.Rows {
		m, y := marks[r.Series], data.Max.Y-rowHeight*(vg.Length(i)+0.5)
		c.StrokeLine2(stroke(m.colour, thin), x(r.WideLow), y, x(r.WideHigh), y)
		c.StrokeLine2(stroke(m.colour, thick), x(r.Low), y, x(r.High), y)
		for _, end := range []float64{r.Low, r.High} {
			c.StrokeLine2(stroke(m.colour, thick), x(end), y-3, x(end), y+3)
		}
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: m.colour, Radius: 4.5, Shape: m.glyph}, vg.Point{X: x(r.Mid), Y: y})
		name(c, c.Min.X, y, r.Label, labels)
		write(c, atEnd, c.Max.X, y, r.Note, notes)
	}
}

// axis draws what is behind the rows, and returns where a value lies.
func (f *Forest) axis(c draw.Canvas) (x func(value float64) vg.Length) {
	low, high := 0.0, f.High
	if high == 0 {
		values := []float64{-1.3 * f.Nothing, 1.3 * f.Nothing}
		for _, r := range f.Rows {
			values = append(values, r.Low, r.High, r.WideLow, r.WideHigh)
		}
		low, high = slices.Min(values), slices.Max(values)
		air := max(0.04*(high-low), 0.01)
		low, high = low-air, high+air
	}
	x = func(value float64) vg.Length { return c.Min.X + c.Size().X*vg.Length((value-low)/(high-low)) }
	if f.High == 0 { // what counts as none is shaded
		c.FillPolygon(Faint, []vg.Point{{X: x(-f.Nothing), Y: c.Min.Y}, {X: x(f.Nothing), Y: c.Min.Y}, {X: x(f.Nothing), Y: c.Max.Y}, {X: x(-f.Nothing), Y: c.Max.Y}})
	}
	step := 1.0 // at most six ticks, 1, 2 or 5 times a power of ten apart
	for _, k := range []float64{10, 5, 2, 1} {
		if wide := k * math.Pow(10, math.Floor(math.Log10((high-low)/5))); 5*wide >= high-low {
			step = wide
		}
	}
	for k := math.Ceil(low / step); k*step <= high; k++ {
		label := strconv.FormatFloat(k*step+0, 'g', 4, 64) // no -0
		if f.High == 0 && k > 0 {
			label = "+" + label
		}
		colour := Faint
		if f.High == 0 && k == 0 {
			colour = Muted
		}
		c.StrokeLine2(stroke(colour, 1), x(k*step), c.Min.Y-4, x(k*step), c.Max.Y)
		write(c, middled, x(k*step), c.Min.Y-11, label, 60)
	}
	c.StrokeLine2(stroke(Muted, thin), c.Min.X, c.Min.Y, c.Max.X, c.Min.Y)
	return x
}
