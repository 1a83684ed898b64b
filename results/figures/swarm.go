package figures

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Lane is a heap of values.
type Lane struct {
	Label  string
	Values []float64
	Series int
	// Note stands below the label.
	Note string
}

// Swarm is lanes below each other in which every value is a dot above its place on
// the axis; dots that would lie on each other are heaped.
type Swarm struct {
	Name, Title, Alt string
	Axis             string
	// Nothing is how far from 0 a value counts as none, and is shaded.
	Nothing     float64
	Left, Right string
	Lanes       []Lane
	Header      []string
	Data        [][]string
}

const (
	dotSize = 3.0
	dotStep = 2*dotSize + 0.6
	// dotApart is how near two dots of the same height may be.
	dotApart   = 2*dotSize + 0.2
	laneHeight = 104
	// mostHeaped dots fit above each other.
	mostHeaped = 9
)

// Figure of it.
func (f *Swarm) Figure() *Figure {
	height := float64(laneHeight*len(f.Lanes) + axisSpace + 18)
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: height, paint: f.paint}
}

func (f *Swarm) paint(c draw.Canvas) {
	forest := Forest{Nothing: f.Nothing}
	for _, l := range f.Lanes {
		for _, v := range l.Values {
			forest.Rows = append(forest.Rows, Interval{Low: v, Mid: v, High: v})
		}
	}
	c = xLabel(c, f.Axis)
	c = sides(c, f.Left, f.Right)
	low, high := forest.span()
	p := axes()
	p.HideY()
	p.X.Min, p.X.Max = low, high
	p.X.Tick.Marker = ticks(low, high, 6, signedNumber)
	p.Y.Min, p.Y.Max = 0, float64(len(f.Lanes))
	p.Add(box(-f.Nothing, p.Y.Min, f.Nothing, p.Y.Max, Faint, 0.6), grid(p, true, false), zero(0))
	for i := range f.Lanes {
		p.Add(painter(func(c draw.Canvas, p *plot.Plot) { f.lane(c, p, i) }))
	}
	p.Draw(c)
}

func (f *Swarm) lane(c draw.Canvas, p *plot.Plot, i int) {
	l := &f.Lanes[i]
	base := at(c, p, 0, float64(len(f.Lanes)-1-i)).Y
	label, note := words(Ink, textSize, left), words(Muted, smallSize, left)
	top := base + laneHeight*0.94
	underlaid(c, label, vg.Point{X: c.Min.X + 2, Y: top - 8}, l.Label)
	underlaid(c, note, vg.Point{X: c.Min.X + 2, Y: top - 23}, l.Note)
	m := markOf(l.Series)
	c.StrokeLine2(stroke(Muted, thin), c.Min.X, base, c.Max.X, base)
	values := slices.Clone(l.Values)
	slices.Sort(values)
	var xs []vg.Length
	for _, v := range values {
		xs = append(xs, at(c, p, v, 0).X)
	}
	heights := heaped(xs)
	step := vg.Length(dotStep)
	if most := 1 + slices.Max(append(heights, 0)); most > mostHeaped { // heaps too high for the lane are pressed together
		step *= mostHeaped / vg.Length(most)
	}
	for k, x := range xs {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: m.colour.solid(), Radius: dotSize, Shape: m.glyph},
			vg.Point{X: x, Y: base + dotSize + 1 + vg.Length(heights[k])*step})
	}
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

// underlaid words hide the lines behind them.
func underlaid(c draw.Canvas, style draw.TextStyle, at vg.Point, s string) {
	s = fit(style, s, c.Max.X-at.X)
	x, y := at.X+style.Width(s)+2, vg.Length(textSize)/2+1
	c.FillPolygon(Paper.solid(), []vg.Point{{X: at.X - 2, Y: at.Y - y}, {X: x, Y: at.Y - y}, {X: x, Y: at.Y + y}, {X: at.X - 2, Y: at.Y + y}})
	c.FillText(style, at, s)
}
