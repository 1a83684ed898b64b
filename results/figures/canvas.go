package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"parley/results/document"
)

// Sizes in units.
const (
	textSize  = 13
	smallSize = 12
	thin      = 0.8
	thick     = 2
	// keyHeight is from one line of small words to the next, nameHeight in a name of two lines.
	keyHeight  = 16
	nameHeight = 11.5
	// headHeight is that of a line of words above a picture.
	headHeight = 18
)

// Alignments of words.
const (
	left   = draw.XLeft
	middle = draw.XCenter
	right  = draw.XRight
)

// words in house style, their middle at the height given.
func words(c Colour, size vg.Length, align text.XAlignment) draw.TextStyle {
	return draw.TextStyle{Color: c, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign: align, YAlign: draw.YCenter, Handler: plot.DefaultTextHandler}
}

// Styles of words: names, what is said of less weight, and what is above or below a middle.
var (
	named   = words(Ink, textSize, left)
	noted   = words(Muted, smallSize, left)
	atEnd   = words(Muted, smallSize, right)
	middled = words(Muted, smallSize, middle)
)

// write words at a point, shortened to a width.
func write(c draw.Canvas, style draw.TextStyle, x, y vg.Length, s string, width vg.Length) {
	c.FillText(style, vg.Point{X: x, Y: y}, fit(style, s, width))
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

// widest of some words.
func widest(style draw.TextStyle, all ...string) (width vg.Length) {
	for _, s := range all {
		width = max(width, style.Width(plain(s)))
	}
	return width
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

// key is lines that explain a picture below it.
func key(sentences ...string) (lines []string) {
	for _, s := range sentences {
		lines = append(lines, wrapped(noted, s, Width-2*margin)...)
	}
	return lines
}

// name writes a name with its middle at a height: in one line, or where it is too wide
// in two lines of small words.
func name(c draw.Canvas, x, y vg.Length, s string, width vg.Length) {
	style, lines := named, []string{s}
	if widest(style, s) > width {
		style.Font.Size = smallSize
		if lines = wrapped(style, s, width); len(lines) > 2 {
			lines = []string{lines[0], strings.Join(lines[1:], " ")}
		}
	}
	y += nameHeight * vg.Length(len(lines)-1) / 2
	for n, line := range lines {
		write(c, style, x, y-nameHeight*vg.Length(n), line, width)
	}
}

// stroke of a line.
func stroke(c Colour, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// rectangle from corner to corner.
func rectangle(x0, y0, x1, y1 vg.Length) []vg.Point {
	return []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}

// glyph with its middle at a point.
func glyph(c draw.Canvas, colour Colour, shape draw.GlyphDrawer, radius, x, y vg.Length) {
	c.DrawGlyphNoClip(draw.GlyphStyle{Color: colour, Radius: radius, Shape: shape}, vg.Point{X: x, Y: y})
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
		a.Tick.Label = middled
		a.Tick.Length = 4
		a.Padding = 2
	}
	p.X.Tick.Label.YAlign = draw.YTop
	p.Y.Tick.Label.XAlign = right
	return p
}

// above writes what is at the left and right above a picture, and returns what is left below.
func above(c draw.Canvas, before, after string) draw.Canvas {
	y, width := c.Max.Y-headHeight/2, c.Size().X
	if after != "" {
		width /= 2
	}
	write(c, noted, c.Min.X, y, before, width)
	write(c, atEnd, c.Max.X, y, after, width)
	return draw.Crop(c, 0, 0, 0, -headHeight)
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
		c.FillPolygon(sheer{colour, 0.15}, c.ClipPolygonXY(points))
	}
}

// grid lines at the ticks of x or of y.
func grid(upright bool) *plotter.Grid {
	if upright {
		return &plotter.Grid{Vertical: stroke(Faint, thin)}
	}
	return &plotter.Grid{Horizontal: stroke(Faint, thin)}
}

// ticks at round numbers, those above 0 with a sign where that matters.
type ticks struct{ signed bool }

// Ticks are at most six, 1, 2 or 5 times a power of ten apart.
func (t ticks) Ticks(low, high float64) (list []plot.Tick) {
	span, step := (high-low)/5, 1.0
	for _, k := range []float64{10, 5, 2, 1} {
		if wide := k * math.Pow(10, math.Floor(math.Log10(span))); wide >= span {
			step = wide
		}
	}
	for k := math.Ceil(low / step); k*step <= high; k++ {
		label := strconv.FormatFloat(k*step+0, 'g', 4, 64) // no -0
		if t.signed && k > 0 {
			label = "+" + label
		}
		list = append(list, plot.Tick{Value: k * step, Label: label})
	}
	return list
}

// Colour is one of document.Palette, in its order. A picture uses no other, so that a page can give
// each of them a light and a dark value.
type Colour uint8

const (
	Paper Colour = iota // behind everything
	Ink                 // words, and marks that matter
	Muted               // axes and words of less weight
	Faint               // grid lines and empty cells
	Blue
	Orange
	Green
	Purple
	Gold
	Grey
)

// RGBA is the colour on light paper.
func (c Colour) RGBA() (r, g, b, a uint32) { return sheer{c, 1}.RGBA() }

// sheer is a colour with some opacity, from leastOpacity to 1.
type sheer struct {
	Colour
	opacity float64
}

const leastOpacity = 0.01

// RGBA is the colour on light paper. The writer of SVG divides by the opacity and cuts
// off what lies behind the point, so each channel is rounded up.
func (c sheer) RGBA() (r, g, b, a uint32) {
	a = uint32(0xFFFF*max(leastOpacity, min(1, c.opacity)) + 0.5)
	channel := func(shift uint) uint32 { return min(a, document.Palette[c.Colour].Light>>shift&0xFF*a/0xFF+1) }
	return channel(16), channel(8), channel(0), a
}

// themed puts custom properties of CSS in place of the palette's colours.
func themed(svg string) string {
	var pairs []string
	for _, t := range document.Palette {
		pairs = append(pairs, fmt.Sprintf("#%06X", t.Light), "var(--"+t.Name+")")
	}
	return strings.NewReplacer(pairs...).Replace(svg)
}

// mark tells a series apart: by colour, and in black and white by dash and glyph.
type mark struct {
	colour Colour
	dashes []vg.Length
	glyph  draw.GlyphDrawer
}

// marks in the order in which series take them.
var marks = []mark{
	{Blue, nil, draw.CircleGlyph{}},
	{Orange, []vg.Length{7, 3}, draw.BoxGlyph{}},
	{Green, []vg.Length{2, 3}, draw.PyramidGlyph{}},
	{Purple, []vg.Length{9, 3, 2, 3}, draw.RingGlyph{}},
	{Gold, []vg.Length{4, 2}, draw.SquareGlyph{}},
	{Grey, []vg.Length{12, 4}, draw.TriangleGlyph{}},
	{Ink, []vg.Length{1, 2}, draw.CrossGlyph{}},
}

// markOf a series, counted from 0; after the last come the first again.
func markOf(i int) mark { return marks[i%len(marks)] }
