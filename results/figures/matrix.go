package figures

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tile is a cell of a Matrix.
type Tile struct {
	// Shade in [0,1] of Colour; Text stands in it; Ring marks it.
	Colour Colour
	Shade  float64
	Text   string
	Ring   bool
	// Absent tiles are left out.
	Absent bool
}

// Matrix is rows by columns of tiles, each row with its name to the left.
type Matrix struct {
	Name, Title, Alt string
	// Across and Down say what columns and rows are.
	Across, Down  string
	Columns, Rows []string
	Tiles         [][]Tile // by row
	// Key explains the tiles below them, a line each.
	Key    []string
	Header []string
	Data   [][]string
}

const (
	tileHeight   = 24
	keyHeight    = 16
	headerHeight = 20
	// mostShade leaves words in a tile readable.
	mostShade = 0.55
)

// Figure of it.
func (f *Matrix) Figure() *Figure {
	height := tileHeight*len(f.Rows) + headerHeight*(1+bit(f.Across != "")) + keyHeight*len(f.Key) + 10
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: float64(height), paint: f.paint}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f *Matrix) paint(c draw.Canvas) {
	name, head := words(Ink, textSize, left), words(Muted, smallSize, middle)
	labels := name.Width(plain(f.Down))
	for _, r := range f.Rows {
		labels = max(labels, name.Width(plain(r)))
	}
	labels = min(labels, 0.42*c.Size().X)
	x0 := c.Min.X + labels + 8
	each := (c.Max.X - x0) / vg.Length(max(1, len(f.Columns)))
	y := c.Max.Y
	if f.Across != "" {
		y -= headerHeight
		c.FillText(head, vg.Point{X: (x0 + c.Max.X) / 2, Y: y + headerHeight/2}, fit(head, f.Across, c.Max.X-x0))
	}
	y -= headerHeight
	c.FillText(words(Muted, smallSize, left), vg.Point{X: c.Min.X, Y: y + headerHeight/2}, fit(head, f.Down, labels))
	for k, s := range f.Columns {
		c.FillText(head, vg.Point{X: x0 + (vg.Length(k)+0.5)*each, Y: y + headerHeight/2}, fit(head, s, each-2))
	}
	for r := range f.Rows {
		y -= tileHeight
		c.FillText(name, vg.Point{X: c.Min.X, Y: y + tileHeight/2}, fit(name, f.Rows[r], labels))
		for k := range f.Tiles[r] {
			f.Tiles[r][k].paint(c, x0+vg.Length(k)*each, y, each)
		}
	}
	key := words(Muted, smallSize, left)
	for _, s := range f.Key {
		y -= keyHeight
		c.FillText(key, vg.Point{X: c.Min.X, Y: y + keyHeight/2 - 4}, fit(key, s, c.Size().X))
	}
}

func (t *Tile) paint(c draw.Canvas, x, y, width vg.Length) {
	if t.Absent {
		return
	}
	corners := func(gap vg.Length) []vg.Point {
		return []vg.Point{{X: x + gap, Y: y + gap}, {X: x + width - gap, Y: y + gap}, {X: x + width - gap, Y: y + tileHeight - gap}, {X: x + gap, Y: y + tileHeight - gap}}
	}
	c.FillPolygon(Faint.sheer(0.45), corners(1))
	if t.Shade > 0 {
		c.FillPolygon(t.Colour.sheer(min(1, t.Shade)*mostShade), corners(1))
	}
	at := vg.Point{X: x + width/2, Y: y + tileHeight/2}
	if t.Ring {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: Ink.solid(), Radius: 4.5, Shape: draw.CircleGlyph{}}, at)
	}
	style := words(Ink, smallSize, middle)
	c.FillText(style, at, fit(style, t.Text, width-2))
}
