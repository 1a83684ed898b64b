package figures

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
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
func (c Colour) RGBA() (r, g, b, a uint32) { return c.solid().RGBA() }

func (c Colour) solid() color.NRGBA { return nrgba(tones[c].light) }

// sheer is the colour with some opacity, 0 to 1.
func (c Colour) sheer(opacity float64) color.NRGBA {
	x := c.solid()
	x.A = uint8(math.Round(255 * opacity))
	return x
}

func nrgba(rgb uint32) color.NRGBA {
	return color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}
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

var hex = regexp.MustCompile(`#[0-9A-F]{6}`)

// themed puts custom properties of CSS in place of the palette's colours.
func themed(svg string) string {
	return hex.ReplaceAllStringFunc(svg, func(s string) string { return "var(--" + tones[nearest(s)].name + ")" })
}

// nearest colour of the palette. The writer of SVG cuts off what lies behind the
// point of a sheer colour, so it may be one away in each channel.
func nearest(s string) Colour {
	rgb, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		panic("figures: " + err.Error()) // the pattern allows no other
	}
	for c := range numColours {
		if near(tones[c].light, uint32(rgb)) {
			return c
		}
	}
	panic("figures: a picture uses " + s + ", which is not of the palette")
}

func near(a, b uint32) bool {
	for shift := 0; shift < 24; shift += 8 {
		if d := int(a>>shift&0xFF) - int(b>>shift&0xFF); d < -1 || d > 1 {
			return false
		}
	}
	return true
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
