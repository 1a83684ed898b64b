// Package figures draws what results say: data in, pictures out, without IO. A Figure is
// one drawing of intervals (Forest) in four forms: SVG for a page, in colours that the page's
// theme sets; SVG and PNG to stand alone; and the rows of its data. gonum.org/v1/plot/vg
// draws, the one kept-up library in Go that writes both forms.
package figures

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"parley/results/document"
	"parley/scenarios/sheet"
)

// Figure is a picture and the data in it.
type Figure struct {
	// Name of its files without ending, of a-z, 0-9 and "-"; each of a page its own.
	Name string
	// Title says in a line what is shown.
	Title string
	// Alt says in words what a reader sees, with the numbers that matter; "" for all intervals in turn.
	Alt string
	// Header and Rows are the data, ready to read.
	Header []string
	Rows   [][]string
	// Chart is how they are drawn.
	Chart *Forest
}

// Width of every figure in units: few enough that words can be read on a phone.
const Width = 400

const (
	titleHeight = 26
	titleLine   = 15
	margin      = 4
	// pngDots to the inch, with 72 units to the inch.
	pngDots = 192
)

// Of a document are its figures, in order.
func Of(d *document.Document) (list []*Figure) {
	for i := range d.Sections {
		for _, b := range d.Sections[i].Blocks {
			if f, ok := b.Figure.(*Figure); ok {
				list = append(list, f)
			}
		}
	}
	return list
}

// Words of the figure: its name, title and what a reader sees.
func (f *Figure) Words() (name, title, alt string) {
	if f.Alt != "" {
		return f.Name, f.Title, f.Alt
	}
	var said []string
	for _, r := range f.Chart.Rows {
		said = append(said, fmt.Sprintf("%s %.1f (%.1f to %.1f)", r.Label, r.Mid, r.Low, r.High))
	}
	return f.Name, f.Title, f.Title + "; " + f.Chart.Label + ": " + strings.Join(said, "; ") + "."
}

// Data of the figure.
func (f *Figure) Data() (header []string, rows [][]string) { return f.Header, f.Rows }

// Inline is the figure as an element of a page, in colours that are custom properties of CSS
// (document.Palette). What comes from a scenario is escaped.
func (f *Figure) Inline() string {
	const named = `class="figure" preserveAspectRatio="xMinYMin" aria-labelledby="%[1]s-t %[1]s-d"`
	return f.root(fmt.Sprintf(named, f.Name), ` id="`+f.Name+`-t"`, ` id="`+f.Name+`-d"`) + themed(f.svg())
}

// SVG is the figure as a file that stands alone, on white.
func (f *Figure) SVG() []byte {
	size := fmt.Sprintf(`xmlns="http://www.w3.org/2000/svg" width="%d" height="%g"`, Width, f.height())
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + f.root(size, "", "") + `<rect width="100%" height="100%" fill="#FFFFFF"/>` + f.svg())
}

// root element with its words, which have attributes too.
func (f *Figure) root(attributes, title, desc string) string {
	_, words, alt := f.Words()
	return fmt.Sprintf(`<svg %s viewBox="0 0 %d %g" role="img"><title%s>%s</title><desc%s>%s</desc>`, attributes, Width, f.height(),
		title, html.EscapeString(plain(words)), desc, html.EscapeString(plain(alt)))
}

// svg is what is inside of the root element, and its end.
func (f *Figure) svg() string {
	c := vgsvg.New(Width, vg.Length(f.height()))
	f.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		panic("figures: " + err.Error()) // a buffer takes everything
	}
	_, text, _ := strings.Cut(b.String(), "<svg")
	_, text, _ = strings.Cut(text, ">")
	return measured(strings.ReplaceAll(text, "font-family:Liberation Sans;", "font-family:Liberation Sans,Arial,Helvetica,sans-serif;"))
}

var wordsOf = regexp.MustCompile(`<text ([^>]*font-size:([0-9.]+)px[^>]*)>([^<]*)</text>`)

// measured gives words the width that they were laid out with: a reader without the font
// sees another, which is often wider and would be cut off at the edge.
func measured(svg string) string {
	return wordsOf.ReplaceAllStringFunc(svg, func(s string) string {
		part := wordsOf.FindStringSubmatch(s)
		size, _ := strconv.ParseFloat(part[2], 64) // the pattern allows no other
		width := words(Ink, vg.Length(size), draw.XLeft).Width(html.UnescapeString(part[3]))
		return fmt.Sprintf(`<text textLength="%.1f" lengthAdjust="spacingAndGlyphs" %s>%s</text>`, float64(width), part[1], part[3])
	})
}

// PNG is the figure as pixels, on white.
func (f *Figure) PNG() ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(Width, vg.Length(f.height())), vgimg.UseDPI(pngDots), vgimg.UseBackgroundColor(Paper))
	f.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

// CSV is the data of the figure.
func (f *Figure) CSV() []byte {
	var b bytes.Buffer
	_ = sheet.NewWriter(&b).WriteAll(append([][]string{f.Header}, f.Rows...)) // a buffer takes everything
	return b.Bytes()
}

func (f *Figure) draw(c draw.Canvas) {
	y := c.Max.Y - margin - titleLine/2
	for _, line := range f.titleLines() {
		write(c, named, c.Min.X+margin, y, line, Width-2*margin)
		y -= titleLine
	}
	f.Chart.paint(draw.Crop(c, margin, -margin, margin, vg.Length(f.Chart.height()-f.height())-margin))
}

func (f *Figure) titleLines() []string { return wrapped(named, f.Title, Width-2*margin) }

func (f *Figure) height() float64 {
	return f.Chart.height() + float64(titleHeight+titleLine*(len(f.titleLines())-1))
}

// plain text on one line, as everywhere else with escapes for what steers, and without what XML does not allow.
func plain(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ", "\ufffe", " ", "\uffff", " ").Replace(document.Screen{}.Visible(s))
}
