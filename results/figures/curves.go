package figures

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Curve is a line with a band around it.
type Curve struct {
	Label        string
	Y, Low, High []float64
}

// Curves are lines of numbers from 0 on over the same X, each with its name at its end.
type Curves struct {
	XLabel, YLabel string
	X              []float64
	// XTicks, if any, are there in place of numbers.
	XTicks []Tick
	Curves []Curve
}

// Tick is a place on an axis and what is written there.
type Tick = plot.Tick

// widestTick is the widest label of a tick that leaves its neighbours room.
const widestTick = 60

func (f *Curves) height() float64 { return 320 }

func (f *Curves) paint(c draw.Canvas) {
	c = below(above(c, f.YLabel, ""), f.XLabel)
	p := axes()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = slices.Min(f.X), slices.Max(f.X), 0, 0
	if p.X.Max == p.X.Min {
		p.X.Max++
	}
	for i := range f.Curves {
		p.Y.Max = max(p.Y.Max, slices.Max(f.Curves[i].High))
	}
	step := niceStep(p.Y.Max, 5)
	p.Y.Max = step * max(1, math.Ceil(p.Y.Max/step))
	p.Y.Tick.Marker = ticks(0, p.Y.Max, 5, false)
	p.X.Tick.Marker = ticks(p.X.Min, p.X.Max, 6, false)
	// A label below the left end of the axis may need more room than the numbers there.
	const numbers = 14
	first := vg.Length(0)
	if len(f.XTicks) > 0 {
		var marks plot.ConstantTicks
		for _, t := range f.XTicks {
			t.Label = fit(middled, t.Label, widestTick)
			marks = append(marks, t)
		}
		p.X.Tick.Marker, first = marks, max(0, middled.Width(marks[0].Label)/2-numbers)
	}
	p.Add(grid(p, false))
	for i := range f.Curves {
		p.Add(band(f.X, f.Curves[i].Low, f.Curves[i].High, markOf(i).colour))
	}
	labels := vg.Length(0)
	for i := range f.Curves {
		m := markOf(i)
		p.Add(line(f.X, f.Curves[i].Y, stroke(m.colour, thick, m.dashes...)))
		labels = max(labels, widest(named, f.Curves[i].Label))
	}
	labels = min(labels, 0.3*c.Size().X)
	p.Add(painter(func(data draw.Canvas, p *plot.Plot) { f.names(data, p, labels) }))
	p.Draw(draw.Crop(c, first, -labels-12, 0, 0))
}

// names are at the ends of their lines, moved apart where lines end close together.
func (f *Curves) names(c draw.Canvas, p *plot.Plot, width vg.Length) {
	const apart = 15
	order := make([]int, len(f.Curves))
	ends, heights := make([]vg.Point, len(order)), make([]vg.Length, len(order))
	for i := range order {
		order[i], ends[i] = i, at(c, p, p.X.Max, f.Curves[i].Y[len(f.Curves[i].Y)-1])
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(ends[a].Y, ends[b].Y), b-a) })
	for n, i := range order {
		if heights[n] = ends[i].Y; n > 0 {
			heights[n] = max(heights[n], heights[n-1]+apart)
		}
	}
	top := c.Max.Y
	for n, i := range slices.Backward(order) { // push down what was pushed out at the top
		heights[n] = min(heights[n], top)
		top = heights[n] - apart
		style := words(markOf(i).colour, textSize, left)
		c.StrokeLine2(stroke(markOf(i).colour, 1), ends[i].X+1, ends[i].Y, ends[i].X+9, heights[n])
		write(c, style, ends[i].X+11, heights[n], f.Curves[i].Label, width)
	}
}
