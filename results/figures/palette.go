package figures

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Colour is one of the palette. A picture uses no other, so that a page can give
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
	numColours
)

// tones of each colour on light and on dark paper. The hues are those of Okabe and
// Ito (2008), which readers with any colour vision tell apart, made darker or
// lighter until they stand out from the paper.
var tones = [numColours]struct {
	name        string
	light, dark uint32
}{
	Paper:  {"paper", 0xFFFFFF, 0x15191D},
	Ink:    {"ink", 0x1B1F23, 0xECEFF2},
	Muted:  {"muted", 0x545B62, 0xAAB2BA},
	Faint:  {"faint", 0xDDE1E5, 0x343B42},
	Blue:   {"blue", 0x0066A8, 0x62B8F0},
	Orange: {"orange", 0xC04E00, 0xFF9B5C},
	Green:  {"green", 0x00805C, 0x3CCBA0},
	Purple: {"purple", 0x9A3A78, 0xE9A0CB},
	Gold:   {"gold", 0x8F6A00, 0xE8C04A},
	Grey:   {"grey", 0x6A7178, 0x98A1A9},
}

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
	channel := func(shift uint) uint32 { return min(a, tones[c.Colour].light>>shift&0xFF*a/0xFF+1) }
	return channel(16), channel(8), channel(0), a
}

// Variables are the palette as custom properties of CSS, for light or dark paper.
func Variables(dark bool) string {
	var b strings.Builder
	for _, t := range tones {
		value := t.light
		if dark {
			value = t.dark
		}
		fmt.Fprintf(&b, "--%s:#%06X;", t.name, value)
	}
	return b.String()
}

// themed puts custom properties of CSS in place of the palette's colours.
func themed(svg string) string {
	var pairs []string
	for _, t := range tones {
		pairs = append(pairs, fmt.Sprintf("#%06X", t.light), "var(--"+t.name+")")
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
