package figures

import (
	"strings"

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
	// Framed tiles have an edge of their own.
	Framed bool
	// Absent tiles are left out.
	Absent bool
}

// Matrix is rows by columns of tiles, each row with its name to the left.
type Matrix struct {
	Name, Title, Alt string
	// Across and Down say what columns and rows are.
	Across, Down string
	// Columns may have two lines.
	Columns, Rows []string
	// Tiles by row; a row without any is a heading of those below it.
	Tiles [][]Tile
	// Scale, if any, are words for shades from none to full, shown below the tiles.
	Scale       []string
	ScaleColour Colour
	// Key explains the tiles below them, a line each.
	Key    []string
	Header []string
	Data   [][]string
}

const (
	tileHeight   = 24
	keyHeight    = 16
	headerHeight = 20
	scaleTile    = 34
	// mostShade leaves words in a tile readable.
	mostShade = 0.55
	// leastColumn leaves the words above a column room.
	leastColumn = 37
)

// Figure of it.
func (f *Matrix) Figure() *Figure {
	height := tileHeight*len(f.Rows) + headerHeight*(bit(f.Across != "")+f.headLines()) + keyHeight*len(f.keyLines()) + 10 + (tileHeight+4)*bit(f.Scale != nil)
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: float64(height), paint: f.paint}
}

// keyLines are the lines of the key.
func (f *Matrix) keyLines() (lines []string) {
	for _, s := range f.Key {
		lines = append(lines, wrapped(words(Muted, smallSize, left), s, Width-2*margin)...)
	}
	return lines
}

// headLines above the columns, 1 or 2.
func (f *Matrix) headLines() int {
	for _, s := range f.Columns {
		if strings.Contains(s, "\n") {
			return 2
		}
	}
	return 1
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f *Matrix) paint(c draw.Canvas) {
	x0 := c.Min.X + f.labels(c) + 8
	each := (c.Max.X - x0) / vg.Length(max(1, len(f.Columns)))
	y := f.heads(c, x0, each)
	for r := range f.Rows {
		y -= tileHeight
		if len(f.Tiles[r]) == 0 {
			over := words(Muted, smallSize, left)
			c.FillText(over, vg.Point{X: c.Min.X, Y: y + tileHeight/2 - 3}, fit(over, f.Rows[r], c.Size().X))
			continue
		}
		name(c, vg.Point{X: c.Min.X, Y: y + tileHeight/2}, f.Rows[r], x0-8-c.Min.X)
		for k := range f.Tiles[r] {
			f.Tiles[r][k].paint(c, x0+vg.Length(k)*each, y, each)
		}
	}
	if f.Scale != nil {
		y -= tileHeight + 4
		f.scale(c, y)
	}
	key := words(Muted, smallSize, left)
	for _, s := range f.keyLines() {
		y -= keyHeight
		c.FillText(key, vg.Point{X: c.Min.X, Y: y + keyHeight/2 - 4}, fit(key, s, c.Size().X))
	}
}

// labels is how wide the names of rows may be: as they are, while columns keep room.
func (f *Matrix) labels(c draw.Canvas) vg.Length {
	name := words(Ink, textSize, left)
	width := words(Muted, smallSize, left).Width(plain(f.Down))
	for r, s := range f.Rows {
		if len(f.Tiles[r]) > 0 {
			width = max(width, name.Width(plain(s)))
		}
	}
	return min(width, max(0.3*c.Size().X, c.Size().X-vg.Length(leastColumn*len(f.Columns))-8))
}

// heads writes what stands above the tiles, and returns where they begin.
func (f *Matrix) heads(c draw.Canvas, x0, each vg.Length) vg.Length {
	head, down, y := words(Muted, smallSize, middle), words(Muted, smallSize, left), c.Max.Y
	if f.Across != "" {
		y -= headerHeight
		c.FillText(head, vg.Point{X: (x0 + c.Max.X) / 2, Y: y + headerHeight/2}, fit(head, f.Across, c.Max.X-x0))
	}
	c.FillText(down, vg.Point{X: c.Min.X, Y: y - headerHeight/2}, fit(down, f.Down, x0-8-c.Min.X))
	for k, s := range f.Columns {
		for n, part := range strings.Split(s, "\n") {
			c.FillText(head, vg.Point{X: x0 + (vg.Length(k)+0.5)*each, Y: y - vg.Length(n)*keyHeight - headerHeight/2}, fit(head, part, each-2))
		}
	}
	return y - vg.Length(headerHeight*f.headLines())
}

// scale shows what shades stand for.
func (f *Matrix) scale(c draw.Canvas, y vg.Length) {
	style, x := words(Ink, smallSize, left), c.Min.X
	for k, s := range f.Scale {
		tile := Tile{Colour: f.ScaleColour, Shade: float64(k) / float64(max(1, len(f.Scale)-1))}
		tile.paint(c, x, y, scaleTile)
		x += scaleTile + 4
		c.FillText(style, vg.Point{X: x, Y: y + tileHeight/2}, fit(style, s, c.Max.X-x))
		x += style.Width(plain(s)) + 12
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
		most := 1.0
		if t.Text != "" {
			most = mostShade
		}
		c.FillPolygon(t.Colour.sheer(min(1, t.Shade)*most), corners(1))
	}
	at := vg.Point{X: x + width/2, Y: y + tileHeight/2}
	if t.Framed {
		edge := corners(1)
		c.StrokeLines(stroke(Ink, thick), append(edge, edge[0]))
	}
	if t.Ring {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: Paper.solid(), Radius: 6, Shape: draw.CircleGlyph{}}, at)
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: Ink.solid(), Radius: 4.5, Shape: draw.CircleGlyph{}}, at)
	}
	style := words(Ink, smallSize, middle)
	c.FillText(style, at, fit(style, t.Text, width-2))
}
