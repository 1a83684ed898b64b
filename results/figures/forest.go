package figures

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Axis is where effects lie around 0, or estimates between two ends.
type Axis struct {
	Label string
	// Nothing is how far from 0 a value counts as none, and is shaded; Left and Right
	// are words for what lies on either side.
	Nothing     float64
	Left, Right string
	// Low and High are the ends of the axis; where they are the same, it holds all
	// values, 0 and what counts as none.
	Low, High float64
}

// fixed says whether the axis has ends of its own, and 0 no meaning.
func (a *Axis) fixed() bool { return a.High > a.Low }

// plot is an empty plot that holds some values, with y from one number to another.
func (a *Axis) plot(y0, y1 float64, values []float64) *plot.Plot {
	p := axes()
	p.HideY()
	p.Y.Min, p.Y.Max = y0, y1
	p.X.Min, p.X.Max = a.Low, a.High
	p.Add(grid(p, true))
	if !a.fixed() {
		values = append(values, -1.3*a.Nothing, 1.3*a.Nothing)
		p.X.Min, p.X.Max = slices.Min(values), slices.Max(values)
		if p.X.Min == p.X.Max {
			p.X.Max++
		}
		air := 0.04 * (p.X.Max - p.X.Min)
		p.X.Min, p.X.Max = p.X.Min-air, p.X.Max+air
		p.Add(painter(a.around0))
	}
	p.X.Tick.Marker = ticks(p.X.Min, p.X.Max, 5, !a.fixed())
	return p
}

// around0 shades what counts as none, and marks 0.
func (a *Axis) around0(c draw.Canvas, p *plot.Plot) {
	low, high, zero := at(c, p, -a.Nothing, p.Y.Min), at(c, p, a.Nothing, p.Y.Max), at(c, p, 0, p.Y.Min)
	c.FillPolygon(sheer{Faint, 0.6}, rectangle(low.X, low.Y, high.X, high.Y))
	c.StrokeLine2(stroke(Muted, 1.2), zero.X, c.Min.Y, zero.X, c.Max.Y)
}

// sides writes what lies left and right of 0, and returns what is left below.
func (a *Axis) sides(c draw.Canvas) draw.Canvas { return above(c, "← "+a.Left, a.Right+" →") }

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
	Axis
	NoteHead string
	Rows     []Interval
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
	var values []float64
	for i := range f.Rows {
		r := &f.Rows[i]
		labels, notes = max(labels, widest(named, r.Label)), max(notes, widest(atEnd, r.Note))
		values = append(values, r.Low, r.High)
		if r.wide() {
			values = append(values, r.WideLow, r.WideHigh)
		}
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	inner := draw.Crop(c, labels+10, -notes-10, 0, 0)
	if f.Left != "" {
		write(c, atEnd, c.Max.X, c.Max.Y-headHeight/2, f.NoteHead, notes)
		inner = f.sides(inner)
	}
	p := f.plot(-0.5, float64(len(f.Rows))-0.5, values)
	for i := range f.Rows {
		r, y := &f.Rows[i], float64(len(f.Rows)-1-i)
		m := markOf(r.Series)
		if r.wide() {
			p.Add(level(r.WideLow, r.WideHigh, y, stroke(m.colour, thin)))
		}
		p.Add(level(r.Low, r.High, y, stroke(m.colour, thick)), painter(func(data draw.Canvas, p *plot.Plot) {
			low, mid, high := at(data, p, r.Low, y), at(data, p, r.Mid, y), at(data, p, r.High, y)
			for _, x := range []vg.Length{max(low.X, data.Min.X), min(high.X, data.Max.X)} {
				data.StrokeLine2(stroke(m.colour, thick), x, mid.Y-3, x, mid.Y+3)
			}
			glyph(data, m.colour, m.glyph, 4.5, mid.X, mid.Y)
			name(c, c.Min.X, mid.Y, r.Label, labels)
			write(c, atEnd, c.Max.X, mid.Y, r.Note, notes)
		}))
	}
	p.Draw(inner)
}

func (r *Interval) wide() bool { return r.WideHigh > r.WideLow }

// Swarm has a dot for every value, above its place on the axis; dots that would lie on
// each other are heaped.
type Swarm struct {
	Axis
	Values []float64
	// Head and Note are above the dots.
	Head, Note string
}

const (
	dotSize = 3.0
	// dotApart is how near two dots of the same height may be.
	dotApart    = 2*dotSize + 0.2
	swarmHeight = 64
	// mostHeaped dots fit above each other.
	mostHeaped = 9
)

func (f *Swarm) height() float64 { return swarmHeight + axisSpace + 3*headHeight }

func (f *Swarm) paint(c draw.Canvas) {
	c = above(above(f.sides(below(c, f.Label)), f.Head, ""), f.Note, "")
	p := f.plot(0, 1, slices.Clone(f.Values))
	p.Add(painter(func(c draw.Canvas, p *plot.Plot) {
		var xs []vg.Length
		for _, v := range slices.Sorted(slices.Values(f.Values)) {
			xs = append(xs, at(c, p, v, 0).X)
		}
		heights := heaped(xs)
		step := c.Size().Y / vg.Length(max(mostHeaped, 1+slices.Max(append(heights, 0))))
		for k, x := range xs {
			glyph(c, Blue, draw.CircleGlyph{}, dotSize, x, c.Min.Y+dotSize+1+vg.Length(heights[k])*step)
		}
	}))
	p.Draw(c)
}

// heaped says how many dots high each of some rising places is, so that none lies on
// another: the lowest height at which the last dot is far enough to the left.
func heaped(xs []vg.Length) (heights []int) {
	var last []vg.Length // by height
	for _, x := range xs {
		h := slices.IndexFunc(last, func(before vg.Length) bool { return x-before >= dotApart })
		if h < 0 {
			h = len(last)
			last = append(last, x)
		}
		last[h] = x
		heights = append(heights, h)
	}
	return heights
}
