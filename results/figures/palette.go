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
	{Purple, []vg.Length{9, 3, 2, 3}, draw.RingGlyph{}},
	{Gold, []vg.Length{4, 2}, draw.SquareGlyph{}},
	{Grey, []vg.Length{12, 4}, draw.TriangleGlyph{}},
	{Ink, []vg.Length{1, 2}, draw.CrossGlyph{}},
}

// markOf a series, counted from 0; after the last come the first again.
func markOf(i int) mark { return marks[i%len(marks)] }
