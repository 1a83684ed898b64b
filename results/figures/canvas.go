package figures

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes in units.
const (
	textSize  = 13
	smallSize = 12
	thin      = 0.8
	thick     = 2
)

// Alignments of words.
const (
	left   = draw.XLeft
	middle = draw.XCenter
	right  = draw.XRight
)

// words in house style, their middle at the height given.
func words(c Colour, size vg.Length, align text.XAlignment) draw.TextStyle {
	return draw.TextStyle{Color: c.solid(), Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign: align, YAlign: draw.YCenter, Handler: plot.DefaultTextHandler}
}

// fit shortens words to a width.
func fit(style draw.TextStyle, s string, width vg.Length) string {
	s = plain(s)
	if style.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && style.Width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + "…"
}

// wrapped breaks words into lines of a width.
func wrapped(style draw.TextStyle, s string, width vg.Length) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(plain(s)) {
		switch longer := strings.TrimSpace(line + " " + word); {
		case line == "" || style.Width(longer) <= width:
			line = longer
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// nameLine is from one line of a name to the next.
const nameLine = 11.5

// name writes a name with its middle at a height: in one line, or where it is too wide
// in two lines of small words.
func name(c draw.Canvas, at vg.Point, s string, width vg.Length) {
	style := words(Ink, textSize, left)
	if style.Width(plain(s)) <= width {
		c.FillText(style, at, plain(s))
		return
	}
	style.Font.Size = smallSize
	lines := wrapped(style, s, width)
	if len(lines) > 2 {
		lines = []string{lines[0], strings.Join(lines[1:], " ")}
	}
	at.Y += nameLine * vg.Length(len(lines)-1) / 2
	for _, line := range lines {
		c.FillText(style, at, fit(style, line, width))
		at.Y -= nameLine
	}
}

// stroke of a line.
func stroke(c Colour, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c.solid(), Width: width, Dashes: dashes}
}

// axes is an empty plot in house style. Its labels are drawn apart: that of y above
// it, level, as words on their side are hard to read; that of x below, where a long
// one takes no room from the data.
func axes() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.LineStyle = stroke(Muted, thin)
		a.Tick.LineStyle = stroke(Muted, thin)
		a.Tick.Label = words(Muted, smallSize, middle)
		a.Tick.Length = 4
		a.Padding = 2
	}
	p.X.Tick.Label.YAlign = draw.YTop
	p.Y.Tick.Label.XAlign = right
	p.Title.TextStyle = words(Muted, smallSize, middle)
	p.Legend.TextStyle = words(Ink, textSize, left)
	return p
}

// yLabel writes the label of y at the top left, and returns what is left below it.
func yLabel(c draw.Canvas, s string) draw.Canvas {
	style := words(Muted, smallSize, left)
	style.YAlign = draw.YTop
	c.FillText(style, vg.Point{X: c.Min.X, Y: c.Max.Y}, fit(style, s, c.Size().X))
	return draw.Crop(c, 0, 0, 0, -18)
}

// xLabel writes the label of x at the bottom, and returns what is left above it.
func xLabel(c draw.Canvas, s string) draw.Canvas {
	if s == "" {
		return c
	}
	style := words(Muted, smallSize, middle)
	c.FillText(style, vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: c.Min.Y + 6}, fit(style, s, c.Size().X))
	return draw.Crop(c, 0, 0, 18, 0)
}

// painter is a part of a plot that is a function.
type painter func(c draw.Canvas, p *plot.Plot)

// Plot paints it.
func (f painter) Plot(c draw.Canvas, p *plot.Plot) { f(c, p) }

// at places a value of the plot on the canvas.
func at(c draw.Canvas, p *plot.Plot, x, y float64) vg.Point {
	fx, fy := p.Transforms(&c)
	return vg.Point{X: fx(x), Y: fy(y)}
}

// line through points.
func line(xs, ys []float64, style draw.LineStyle) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		points := make([]vg.Point, len(xs))
		for i := range xs {
			points[i] = at(c, p, xs[i], ys[i])
		}
		c.StrokeLines(style, c.ClipLinesXY(points)...)
	}
}

// band between two lines.
func band(xs, low, high []float64, colour Colour) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		var points []vg.Point
		for i := range xs {
			points = append(points, at(c, p, xs[i], high[i]))
		}
		for i := range slices.Backward(xs) {
			points = append(points, at(c, p, xs[i], low[i]))
		}
		c.FillPolygon(colour.sheer(0.15), c.ClipPolygonXY(points))
	}
}

// box from corner to corner, in values of the plot.
func box(x0, y0, x1, y1 float64, colour Colour, opacity float64) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		a, b := at(c, p, x0, y0), at(c, p, x1, y1)
		c.FillPolygon(colour.sheer(opacity), []vg.Point{a, {X: b.X, Y: a.Y}, b, {X: a.X, Y: b.Y}})
	}
}

// bracket is a level interval with its middle as a dot, clipped at the edges.
func bracket(low, mid, high, y float64, m mark) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		a, b := at(c, p, low, y), at(c, p, high, y)
		a.X, b.X = max(a.X, c.Min.X), min(b.X, c.Max.X)
		c.StrokeLine2(stroke(m.colour, thick), a.X, a.Y, b.X, b.Y)
		for _, end := range []vg.Point{a, b} {
			c.StrokeLine2(stroke(m.colour, thick), end.X, end.Y-3, end.X, end.Y+3)
		}
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: m.colour.solid(), Radius: 4.5, Shape: m.glyph}, at(c, p, mid, y))
	}
}

// whisker is a thin level line between two values, clipped at the edges.
func whisker(low, high, y float64, m mark) painter {
	return func(c draw.Canvas, p *plot.Plot) {
		a, b := at(c, p, low, y), at(c, p, high, y)
		c.StrokeLine2(stroke(m.colour, thin), max(a.X, c.Min.X), a.Y, min(b.X, c.Max.X), b.Y)
	}
}

// grid lines at the ticks of one or both axes.
func grid(p *plot.Plot, vertical, horizontal bool) painter {
	return func(c draw.Canvas, _ *plot.Plot) {
		fx, fy := p.Transforms(&c)
		if vertical {
			for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
				c.StrokeLine2(stroke(Faint, thin), fx(t.Value), c.Min.Y, fx(t.Value), c.Max.Y)
			}
		}
		if horizontal {
			for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
				c.StrokeLine2(stroke(Faint, thin), c.Min.X, fy(t.Value), c.Max.X, fy(t.Value))
			}
		}
	}
}

// ticks at round numbers, some wanted, each with a label of its own.
func ticks(low, high float64, wanted int, text func(float64) string) plot.ConstantTicks {
	step := niceStep(high-low, wanted)
	var list plot.ConstantTicks
	for k := math.Ceil(low/step - 1e-9); k*step <= high+1e-9*step; k++ {
		x := k * step
		list = append(list, plot.Tick{Value: x + 0, Label: text(x + 0)})
	}
	return list
}

// niceStep is 1, 2 or 5 times a power of ten.
func niceStep(span float64, wanted int) float64 {
	if span <= 0 || wanted < 1 {
		return 1
	}
	raw := span / float64(wanted)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, k := range []float64{1, 2, 5} {
		if k*power >= raw*(1-1e-9) {
			return k * power
		}
	}
	return 10 * power
}
