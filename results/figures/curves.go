package figures

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Curve is a line with a band around it; Low and High may be nil.
type Curve struct {
	Label     string
	Y         []float64
	Low, High []float64
	Series    int
}

// Curves are lines over the same X, each with its name at its end.
type Curves struct {
	Name, Title, Alt string
	XAxis, YAxis     string
	X                []float64
	Curves           []Curve
	// XTicks, if any, stand in place of numbers.
	XTicks []Tick
	// YFrom0 makes the axis begin at 0.
	YFrom0 bool
	Header []string
	Data   [][]string
}

// Tick is a place on an axis and what is written there.
type Tick struct {
	Value float64
	Label string
}

// Figure of it.
func (f *Curves) Figure() *Figure {
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: 320, paint: f.paint}
}

func (f *Curves) paint(c draw.Canvas) {
	c = xLabel(yLabel(c, f.YAxis), f.XAxis)
	p := axes()
	p.X.Min, p.X.Max = slices.Min(f.X), slices.Max(f.X)
	if p.X.Max == p.X.Min {
		p.X.Max++
	}
	p.Y.Min, p.Y.Max = f.span()
	p.Y.Tick.Marker = ticks(p.Y.Min, p.Y.Max, 5, number)
	p.X.Tick.Marker = ticks(p.X.Min, p.X.Max, 6, number)
	if f.XTicks != nil {
		p.X.Tick.Marker = tickMarks(f.XTicks)
	}
	p.Add(grid(p, false, true))
	for i := range f.Curves {
		if k := &f.Curves[i]; k.Low != nil {
			p.Add(band(f.X, k.Low, k.High, markOf(k.Series).colour))
		}
	}
	labels := vg.Length(0)
	for i := range f.Curves {
		k := &f.Curves[i]
		m := markOf(k.Series)
		p.Add(line(f.X, k.Y, stroke(m.colour, thick, m.dashes...)))
		labels = max(labels, words(m.colour, textSize, left).Width(plain(k.Label)))
	}
	labels = min(labels, 0.3*c.Size().X)
	p.Add(painter(func(data draw.Canvas, p *plot.Plot) { f.names(data, p, labels) }))
	p.Draw(draw.Crop(c, f.firstTick(), -labels-12, 0, 0))
}

// firstTick is the room at the left that the label of the first tick needs beyond that
// of the numbers there.
func (f *Curves) firstTick() vg.Length {
	const numbers = 14
	if len(f.XTicks) == 0 {
		return 0
	}
	style := words(Muted, smallSize, middle)
	return max(0, style.Width(fit(style, f.XTicks[0].Label, widestTick))/2-numbers)
}

// names stand at the ends of their lines, moved apart where lines end close together.
func (f *Curves) names(c draw.Canvas, p *plot.Plot, width vg.Length) {
	const apart = 15
	order := make([]int, len(f.Curves))
	for i := range order {
		order[i] = i
	}
	last := func(i int) float64 { return f.Curves[i].Y[len(f.Curves[i].Y)-1] }
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case last(a) < last(b):
			return -1
		case last(a) > last(b):
			return 1
		}
		return b - a
	})
	heights := make([]vg.Length, len(order))
	for n, i := range order {
		heights[n] = at(c, p, p.X.Max, last(i)).Y
		if n > 0 {
			heights[n] = max(heights[n], heights[n-1]+apart)
		}
	}
	if n := len(heights); n > 0 { // push down what was pushed out at the top
		heights[n-1] = min(heights[n-1], c.Max.Y)
		for k := n - 2; k >= 0; k-- {
			heights[k] = min(heights[k], heights[k+1]-apart)
		}
	}
	for n, i := range order {
		end := at(c, p, p.X.Max, last(i))
		m := markOf(f.Curves[i].Series)
		style := words(m.colour, textSize, left)
		c.StrokeLine2(stroke(m.colour, 1), end.X+1, end.Y, end.X+9, heights[n])
		c.FillText(style, vg.Point{X: end.X + 11, Y: heights[n]}, fit(style, f.Curves[i].Label, width))
	}
}

func (f *Curves) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i := range f.Curves {
		k := &f.Curves[i]
		for _, ys := range [][]float64{k.Y, k.Low, k.High} {
			for _, y := range ys {
				low, high = math.Min(low, y), math.Max(high, y)
			}
		}
	}
	if f.YFrom0 {
		low = 0
	}
	if !(high > low) {
		high = low + 1
	}
	step := niceStep(high-low, 5)
	return step * math.Floor(low/step), step * math.Ceil(high/step)
}

// widestTick is the widest label of a tick that leaves its neighbours room.
const widestTick = 60

func tickMarks(list []Tick) (marks plot.ConstantTicks) {
	for _, t := range list {
		marks = append(marks, plot.Tick{Value: t.Value, Label: fit(words(Muted, smallSize, middle), t.Label, widestTick)})
	}
	return marks
}

// number without more digits than it needs.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
