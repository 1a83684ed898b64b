package figures

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"parley/results/document"
)

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
	{Purple, []vg.Length{9, 3, 2, 3}, polygon{{0, 1.25}, {-1.25, 0}, {0, -1.25}, {1.25, 0}}},
	{Gold, []vg.Length{4, 2}, polygon{{-1.1, 1}, {1.1, 1}, {0, -1.2}}},
	{Grey, []vg.Length{12, 4}, polygon{{-1.3, 0.55}, {1.3, 0.55}, {1.3, -0.55}, {-1.3, -0.55}}},
	{Ink, []vg.Length{1, 2}, polygon{{-0.55, 1.3}, {0.55, 1.3}, {0.55, -1.3}, {-0.55, -1.3}}},
}

// polygon is a filled glyph, its corners in radii from the middle.
type polygon [][2]vg.Length

// cross is two strokes.
var cross = polygon{{-1, 0.75}, {-0.75, 1}, {0, 0.25}, {0.75, 1}, {1, 0.75}, {0.25, 0}, {1, -0.75}, {0.75, -1}, {0, -0.25}, {-0.75, -1}, {-1, -0.75}, {-0.25, 0}}

// DrawGlyph draws it.
func (p polygon) DrawGlyph(c *draw.Canvas, style draw.GlyphStyle, at vg.Point) {
	var corners []vg.Point
	for _, corner := range p {
		corners = append(corners, vg.Point{X: at.X + style.Radius*corner[0], Y: at.Y + style.Radius*corner[1]})
	}
	c.FillPolygon(style.Color, corners)
}

// markOf a series, counted from 0; after the last come the first again.
func markOf(i int) mark { return marks[i%len(marks)] }
