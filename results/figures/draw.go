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

// Inline is the figure as an element of a page, without title, in colours that are
// custom properties of CSS (document.Palette). What comes from a scenario is escaped.
func (f *Figure) Inline() string {
	return fmt.Sprintf(`<svg class="figure" viewBox="0 0 %d %g" preserveAspectRatio="xMinYMin" role="img" aria-labelledby="%[3]s-t %[3]s-d">%[4]s%[5]s`,
		Width, f.Chart.height(), f.Name, f.head(` id="`+f.Name+`-t"`, ` id="`+f.Name+`-d"`), themed(f.svg(false)))
}

// head of the picture: its words, in elements with these attributes.
func (f *Figure) head(title, desc string) string {
	_, words, alt := f.Words()
	return fmt.Sprintf("<title%s>%s</title><desc%s>%s</desc>", title, html.EscapeString(plain(words)), desc, html.EscapeString(plain(alt)))
}

// SVG is the figure as a file that stands alone, on white.
func (f *Figure) SVG() []byte {
	return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+
		`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%g" viewBox="0 0 %[1]d %[2]g" role="img">%s`+
		`<rect width="100%%" height="100%%" fill="#FFFFFF"/>%s`, Width, float64(f.height(true)), f.head("", ""), f.svg(true))
}

// svg is what is inside of the root element, and its end.
func (f *Figure) svg(titled bool) string {
	c := vgsvg.New(Width, f.height(titled))
	f.draw(draw.New(c), titled)
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
		size, err := strconv.ParseFloat(part[2], 64)
		if err != nil {
			panic("figures: " + err.Error()) // the pattern allows no other
		}
		width := words(Ink, vg.Length(size), left).Width(html.UnescapeString(part[3]))
		return fmt.Sprintf(`<text textLength="%.1f" lengthAdjust="spacingAndGlyphs" %s>%s</text>`, float64(width), part[1], part[3])
	})
}

// PNG is the figure as pixels, on white.
func (f *Figure) PNG() ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(Width, f.height(true)), vgimg.UseDPI(pngDots), vgimg.UseBackgroundColor(Paper))
	f.draw(draw.New(c), true)
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

// CSV is the data of the figure.
func (f *Figure) CSV() []byte {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	_ = w.Write(f.Header) // a buffer takes everything
	_ = w.WriteAll(f.Rows)
	return b.Bytes()
}

func (f *Figure) draw(c draw.Canvas, titled bool) {
	if titled {
		y := c.Max.Y - margin - titleLine/2
		for _, line := range f.titleLines() {
			write(c, named, c.Min.X+margin, y, line, Width-2*margin)
			y -= titleLine
		}
		c = draw.Crop(c, 0, 0, 0, f.height(false)-f.height(true))
	}
	f.Chart.paint(draw.Crop(c, margin, -margin, margin, -margin))
}

func (f *Figure) titleLines() []string { return wrapped(named, f.Title, Width-2*margin) }

func (f *Figure) height(titled bool) vg.Length {
	height := f.Chart.height()
	if titled {
		height += float64(titleHeight + titleLine*(len(f.titleLines())-1))
	}
	return vg.Length(height)
}

// plain text on one line, as everywhere else with escapes for what steers, and without what XML does not allow.
func plain(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ", "\ufffe", " ", "\uffff", " ").Replace(document.Screen{}.Visible(s))
}
