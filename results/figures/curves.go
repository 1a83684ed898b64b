package figures

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Curve is a line with a band around it, of numbers from 0 on.
type Curve struct {
	Label        string
	Y, Low, High []float64
}

// Curves are lines over 0, 1, ..., each with its name at its end.
type Curves struct {
	YLabel string
	// Ticks of x.
	Ticks  []Tick
	Curves []Curve
}

// Tick is a place on an axis and what is written there.
type Tick = plot.Tick

// widestTick is the widest label of a tick that leaves its neighbours room.
const widestTick = 60

func (f *Curves) height() float64 { return 300 }

func (f *Curves) paint(c draw.Canvas) {
	c = above(c, f.YLabel, "")
	p := axes()
	p.Y.Max = 0.01
	var marks plot.ConstantTicks
	for _, t := range f.Ticks {
		t.Label = fit(middled, t.Label, widestTick)
		marks = append(marks, t)
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = marks, ticks{}
	p.Add(grid(false))
	labels := vg.Length(0)
	for i := range f.Curves {
		k, m := &f.Curves[i], markOf(i)
		xs := make([]float64, len(k.Y))
		for x := range xs {
			xs[x] = float64(x)
		}
		p.X.Max, p.Y.Max = float64(max(1, len(k.Y)-1)), max(p.Y.Max, slices.Max(k.High))
		p.Add(band(xs, k.Low, k.High, m.colour), line(xs, k.Y, stroke(m.colour, thick, m.dashes...)))
		labels = max(labels, widest(named, k.Label))
	}
	labels = min(labels, 0.3*c.Size().X)
	p.Add(painter(func(data draw.Canvas, p *plot.Plot) { f.names(data, p, labels) }))
	p.Draw(draw.Crop(c, widestTick/4, -labels-12, 0, 0)) // half a label may stand left of the axis
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
		colour := markOf(i).colour
		c.StrokeLine2(stroke(colour, 1), ends[i].X+1, ends[i].Y, ends[i].X+9, heights[n])
		write(c, words(colour, textSize, left), ends[i].X+11, heights[n], f.Curves[i].Label, width)
	}
}
