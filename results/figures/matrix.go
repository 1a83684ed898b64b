package figures

import (
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tile is a cell of a Matrix.
type Tile struct {
	// Shade in [0,1] of Colour; Text is in it.
	Colour Colour
	Shade  float64
	Text   string
}

// Matrix is rows by columns of tiles, each row with its name to the left.
type Matrix struct {
	// Across and Down say what columns and rows are.
	Across, Down string
	// Columns may have two lines.
	Columns, Rows []string
	// Tiles by row.
	Tiles [][]Tile
	// Key explains the tiles below them, a line each.
	Key []string
}

const (
	tileHeight = 24
	// mostShade leaves words in a tile readable.
	mostShade = 0.55
	// leastColumn leaves the words above a column room.
	leastColumn = 42
)

func (f *Matrix) height() float64 {
	height := tileHeight*len(f.Rows) + headHeight*f.headLines() + keyHeight*len(key(f.Key...)) + 10
	if f.Across != "" {
		height += headHeight
	}
	return float64(height)
}

// headLines above the columns, 1 or 2.
func (f *Matrix) headLines() int {
	if strings.Contains(strings.Join(f.Columns, ""), "\n") {
		return 2
	}
	return 1
}

func (f *Matrix) paint(c draw.Canvas) {
	labels := widest(noted, f.Down)
	labels = max(labels, widest(named, f.Rows...))
	labels = min(labels, max(0.3*c.Size().X, c.Size().X-vg.Length(leastColumn*len(f.Columns))-8)) // columns keep room
	x0 := c.Min.X + labels + 8
	each := (c.Max.X - x0) / vg.Length(max(1, len(f.Columns)))
	y := f.heads(c, x0, each)
	for r, s := range f.Rows {
		y -= tileHeight
		name(c, c.Min.X, y+tileHeight/2, s, labels)
		for k := range f.Tiles[r] {
			f.Tiles[r][k].paint(c, x0+vg.Length(k)*each, y, each)
		}
	}
	writeKey(c, key(f.Key...))
}

// heads writes what is above the tiles, and returns where they begin.
func (f *Matrix) heads(c draw.Canvas, x0, each vg.Length) vg.Length {
	y := c.Max.Y - headHeight/2
	if f.Across != "" {
		write(c, middled, (x0+c.Max.X)/2, y, f.Across, c.Max.X-x0)
		y -= headHeight
	}
	write(c, noted, c.Min.X, y, f.Down, x0-8-c.Min.X)
	for k, s := range f.Columns {
		for n, part := range strings.Split(s, "\n") {
			write(c, middled, x0+(vg.Length(k)+0.5)*each, y-vg.Length(n)*keyHeight, part, each-2)
		}
	}
	return y + headHeight/2 - vg.Length(headHeight*f.headLines())
}

func (t *Tile) paint(c draw.Canvas, x, y, width vg.Length) {
	corners := rectangle(x+1, y+1, x+width-1, y+tileHeight-1)
	c.FillPolygon(sheer{Faint, 0.45}, corners)
	if t.Shade > 0 {
		most := 1.0
		if t.Text != "" {
			most = mostShade
		}
		c.FillPolygon(sheer{t.Colour, min(1, t.Shade) * most}, corners)
	}
	x, y = x+width/2, y+tileHeight/2
	write(c, words(Ink, smallSize, middle), x, y, t.Text, width-2)
}
