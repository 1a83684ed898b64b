package figures

import (
	"slices"

	"gonum.org/v1/plot"
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
	// Series gives it its colour and glyph, counted from 0.
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

func (f *Forest) paint(c draw.Canvas) {
	c = below(c, f.Label)
	notes, labels := widest(atEnd, f.NoteHead), vg.Length(0)
	for i := range f.Rows {
		labels, notes = max(labels, widest(named, f.Rows[i].Label)), max(notes, widest(atEnd, f.Rows[i].Note))
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	inner := draw.Crop(c, labels+10, -notes-10, 0, 0)
	if f.Left != "" {
		write(c, atEnd, c.Max.X, c.Max.Y-headHeight/2, f.NoteHead, notes)
		inner = above(inner, "← "+f.Left, f.Right+" →")
	}
	p := f.plot()
	for i := range f.Rows {
		r, y := &f.Rows[i], float64(len(f.Rows)-1-i)
		m := markOf(r.Series)
		p.Add(level(r.WideLow, r.WideHigh, y, stroke(m.colour, thin)), level(r.Low, r.High, y, stroke(m.colour, thick)), painter(func(data draw.Canvas, p *plot.Plot) {
			low, mid, high := at(data, p, r.Low, y), at(data, p, r.Mid, y), at(data, p, r.High, y)
			for _, x := range []vg.Length{low.X, high.X} {
				data.StrokeLine2(stroke(m.colour, thick), x, mid.Y-3, x, mid.Y+3)
			}
			glyph(data, m.colour, m.glyph, 4.5, mid.X, mid.Y)
			name(c, c.Min.X, mid.Y, r.Label, labels)
			write(c, atEnd, c.Max.X, mid.Y, r.Note, notes)
		}))
	}
	p.Draw(inner)
}

// plot is without its rows.
func (f *Forest) plot() *plot.Plot {
	p := axes()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(f.Rows))-0.5
	p.X.Max = f.High
	p.Add(grid(true))
	if f.High == 0 {
		values := []float64{-1.3 * f.Nothing, 1.3 * f.Nothing}
		for _, r := range f.Rows {
			values = append(values, r.Low, r.High, r.WideLow, r.WideHigh)
		}
		p.X.Min, p.X.Max = slices.Min(values), slices.Max(values)
		air := max(0.04*(p.X.Max-p.X.Min), 0.01)
		p.X.Min, p.X.Max = p.X.Min-air, p.X.Max+air
		p.Add(painter(f.around0))
	}
	p.X.Tick.Marker = ticks{signed: f.High == 0}
	return p
}

// around0 shades what counts as none, and marks 0.
func (f *Forest) around0(c draw.Canvas, p *plot.Plot) {
	low, high, zero := at(c, p, -f.Nothing, p.Y.Min), at(c, p, f.Nothing, p.Y.Max), at(c, p, 0, p.Y.Min)
	c.FillPolygon(sheer{Faint, 0.6}, rectangle(low.X, low.Y, high.X, high.Y))
	c.StrokeLine2(stroke(Muted, 1.2), zero.X, c.Min.Y, zero.X, c.Max.Y)
}

// level is a level line between two values.
func level(low, high, y float64, style draw.LineStyle) painter {
	return line([]float64{low, high}, []float64{y, y}, style)
}
