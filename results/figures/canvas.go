package figures

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
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
	// nameHeight is from one line to the next in a name of two.
	nameHeight = 11.5
	// headHeight is that of a line of words above a picture.
	headHeight = 18
)

// words in house style, their middle at the height given.
func words(c Colour, size vg.Length, align text.XAlignment) draw.TextStyle {
	return draw.TextStyle{Color: c, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign: align, YAlign: draw.YCenter, Handler: plot.DefaultTextHandler}
}

// Styles of words: names, what is said of less weight, and what is above or below a middle.
var (
	named   = words(Ink, textSize, draw.XLeft)
	noted   = words(Muted, smallSize, draw.XLeft)
	atEnd   = words(Muted, smallSize, draw.XRight)
	middled = words(Muted, smallSize, draw.XCenter)
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
func stroke(c Colour, width vg.Length) draw.LineStyle { return draw.LineStyle{Color: c, Width: width} }

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
)

// RGBA is the colour on light paper.
func (c Colour) RGBA() (r, g, b, a uint32) {
	channel := func(shift uint) uint32 { return document.Palette[c].Light >> shift & 0xFF * 0x101 }
	return channel(16), channel(8), channel(0), 0xFFFF
}

// themed puts custom properties of CSS in place of the palette's colours.
func themed(svg string) string {
	var pairs []string
	for _, t := range document.Palette {
		pairs = append(pairs, fmt.Sprintf("#%06X", t.Light), "var(--"+t.Name+")")
	}
	return strings.NewReplacer(pairs...).Replace(svg)
}
