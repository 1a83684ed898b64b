package figures

import (
	"cmp"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Forest is intervals below each other, each with its name to the left.
type Forest struct {
	// Label of the axis; NoteHead is above the notes.
	Label, NoteHead string
	// Nothing is how far from 0 a value counts as none, and is shaded; Left and Right
	// are words for what lies on either side.
	Nothing     float64
	Left, Right string
	// High is the end of an axis from 0; where it is 0, the axis holds all values, 0 and
	// what counts as none.
	High float64
	Rows []Interval
}

// Interval is a row of a Forest: an estimate between its ends, in the unit of the
// axis.
type Interval struct {
	Label          string
	Low, Mid, High float64
	// WideLow and WideHigh are the ends of a wider interval drawn thin behind it; none
	// where they are the same.
	WideLow, WideHigh float64
	// Series gives it its colour and glyph, counted from 0.
	Series int
	// Note stands at the right edge.
	Note string
}

const (
	rowHeight = 26
	axisSpace = 44
)

func (f *Forest) height() float64 {
	height := float64(len(f.Rows)*rowHeight + axisSpace)
	if f.Left != "" {
		height += headHeight
	}
	return height
}

func (f *Forest) paint(c draw.Canvas) {
	if f.Label != "" {
		write(c, middled, (c.Min.X+c.Max.X)/2, c.Min.Y+6, f.Label, c.Size().X)
		c = draw.Crop(c, 0, 0, headHeight, 0)
	}
	notes, labels := widest(atEnd, f.NoteHead), vg.Length(0)
	for i := range f.Rows {
		labels, notes = max(labels, widest(named, f.Rows[i].Label)), max(notes, widest(atEnd, f.Rows[i].Note))
	}
	labels, notes = min(labels, 0.42*c.Size().X), min(notes, 0.25*c.Size().X)
	inner := draw.Crop(c, labels+10, -notes-10, 0, 0)
	if f.Left != "" {
		write(c, atEnd, c.Max.X, c.Max.Y-headHeight/2, f.NoteHead, notes)
		inner = above(inner, "← "+f.Left, f.Right+" →")
	}
	p := f.plot()
	for i := range f.Rows {
		r, y := &f.Rows[i], float64(len(f.Rows)-1-i)
		m := markOf(r.Series)
		p.Add(level(r.WideLow, r.WideHigh, y, stroke(m.colour, thin)), level(r.Low, r.High, y, stroke(m.colour, thick)), painter(func(data draw.Canvas, p *plot.Plot) {
			low, mid, high := at(data, p, r.Low, y), at(data, p, r.Mid, y), at(data, p, r.High, y)
			for _, x := range []vg.Length{low.X, high.X} {
				data.StrokeLine2(stroke(m.colour, thick), x, mid.Y-3, x, mid.Y+3)
			}
			glyph(data, m.colour, m.glyph, 4.5, mid.X, mid.Y)
			name(c, c.Min.X, mid.Y, r.Label, labels)
			write(c, atEnd, c.Max.X, mid.Y, r.Note, notes)
		}))
	}
	p.Draw(inner)
}

// plot is without its rows.
func (f *Forest) plot() *plot.Plot {
	p := axes()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(f.Rows))-0.5
	p.X.Max = f.High
	p.Add(grid(true))
	if f.High == 0 {
		values := []float64{-1.3 * f.Nothing, 1.3 * f.Nothing}
		for _, r := range f.Rows {
			values = append(values, r.Low, r.High, r.WideLow, r.WideHigh)
		}
		p.X.Min, p.X.Max = slices.Min(values), slices.Max(values)
		air := max(0.04*(p.X.Max-p.X.Min), 0.01)
		p.X.Min, p.X.Max = p.X.Min-air, p.X.Max+air
		p.Add(painter(func(c draw.Canvas, p *plot.Plot) { // what counts as none is shaded
			low, high, zero := at(c, p, -f.Nothing, p.Y.Min), at(c, p, f.Nothing, p.Y.Max), at(c, p, 0, p.Y.Min)
			c.FillPolygon(sheer{Faint, 0.6}, rectangle(low.X, low.Y, high.X, high.Y))
			c.StrokeLine2(stroke(Muted, 1.2), zero.X, c.Min.Y, zero.X, c.Max.Y)
		}))
	}
	p.X.Tick.Marker = ticks{signed: f.High == 0}
	return p
}

// level is a level line between two values.
func level(low, high, y float64, style draw.LineStyle) painter {
	return line([]float64{low, high}, []float64{y, y}, style)
}

// Curve is a line with a band around it, of numbers from 0 on.
type Curve struct {
	Label        string
	Y, Low, High []float64
}

// Curves are lines over 0, 1, ..., each with its name at its end.
type Curves struct {
	YLabel string
	// Ticks of x.
	Ticks  []Tick
	Curves []Curve
}

// Tick is a place on an axis and what is written there.
type Tick = plot.Tick

// widestTick is the widest label of a tick that leaves its neighbours room.
const widestTick = 60

func (f *Curves) height() float64 { return 300 }

func (f *Curves) paint(c draw.Canvas) {
	c = above(c, f.YLabel, "")
	p := axes()
	p.Y.Max = 0.01
	var marks plot.ConstantTicks
	for _, t := range f.Ticks {
		t.Label = fit(middled, t.Label, widestTick)
		marks = append(marks, t)
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = marks, ticks{}
	p.Add(grid(false))
	labels := vg.Length(0)
	for i := range f.Curves {
		k, m := &f.Curves[i], markOf(i)
		xs := make([]float64, len(k.Y))
		for x := range xs {
			xs[x] = float64(x)
		}
		p.X.Max, p.Y.Max = float64(max(1, len(k.Y)-1)), max(p.Y.Max, slices.Max(k.High))
		p.Add(band(xs, k.Low, k.High, m.colour), line(xs, k.Y, stroke(m.colour, thick, m.dashes...)))
		labels = max(labels, widest(named, k.Label))
	}
	labels = min(labels, 0.3*c.Size().X)
	p.Add(painter(func(data draw.Canvas, p *plot.Plot) { f.names(data, p, labels) }))
	p.Draw(draw.Crop(c, widestTick/4, -labels-12, 0, 0)) // half a label may stand left of the axis
}

// names are at the ends of their lines, moved apart where lines end close together.
func (f *Curves) names(c draw.Canvas, p *plot.Plot, width vg.Length) {
	const apart = 15
	order := make([]int, len(f.Curves))
	ends, heights := make([]vg.Point, len(order)), make([]vg.Length, len(order))
	for i := range order {
		order[i], ends[i] = i, at(c, p, p.X.Max, f.Curves[i].Y[len(f.Curves[i].Y)-1])
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(ends[a].Y, ends[b].Y), b-a) })
	for n, i := range order {
		if heights[n] = ends[i].Y; n > 0 {
			heights[n] = max(heights[n], heights[n-1]+apart)
		}
	}
	top := c.Max.Y
	for n, i := range slices.Backward(order) { // push down what was pushed out at the top
		heights[n] = min(heights[n], top)
		top = heights[n] - apart
		colour := markOf(i).colour
		c.StrokeLine2(stroke(colour, 1), ends[i].X+1, ends[i].Y, ends[i].X+9, heights[n])
		write(c, words(colour, textSize, left), ends[i].X+11, heights[n], f.Curves[i].Label, width)
	}
}

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
			t, x := &f.Tiles[r][k], x0+vg.Length(k)*each
			corners := rectangle(x+1, y+1, x+each-1, y+tileHeight-1)
			c.FillPolygon(sheer{Faint, 0.45}, corners)
			if t.Shade > 0 {
				most := 1.0
				if t.Text != "" {
					most = mostShade
				}
				c.FillPolygon(sheer{t.Colour, min(1, t.Shade) * most}, corners)
			}
			write(c, words(Ink, smallSize, middle), x+each/2, y+tileHeight/2, t.Text, each-2)
		}
	}
	lines := key(f.Key...)
	for n, line := range lines {
		write(c, noted, c.Min.X, c.Min.Y+keyHeight*(vg.Length(len(lines)-n)-0.5), line, c.Size().X)
	}
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

// Story is one war by month, counted from 0.
type Story struct {
	Label string
	// Meetings, Protocols, Frameworks and Breaks are months.
	Meetings, Protocols, Frameworks, Breaks []int
	// Ceasefires are first and last month, Carried the first months of those that were
	// signed without a meeting.
	Ceasefires [][2]int
	Carried    []int
	// Violence by month, 0 to 4; negative where it is not known.
	Violence []int
	// End is the month in which the war ended, -1 if it did not; Ended says how.
	End   int
	Ended string
}

// Timeline is stories below each other on one axis of time.
type Timeline struct {
	Months int
	// Ticks of the axis, in months.
	Ticks   []Tick
	Stories []Story
}

const (
	laneNames   = 76
	eventLane   = 22
	violentLane = 46
	storyHead   = 24
	storyHeight = storyHead + 3*eventLane + violentLane + 12
)

func (f *Timeline) height() float64 { return float64(storyHeight*len(f.Stories) + 30) }

func (f *Timeline) paint(c draw.Canvas) {
	s := months{c, c.Min.X + laneNames, (c.Size().X - laneNames - 6) / vg.Length(max(1, f.Months))}
	bottom := c.Min.Y + 20
	for _, t := range f.Ticks {
		x := s.at(t.Value)
		c.StrokeLine2(stroke(Faint, thin), x, bottom, x, c.Max.Y-storyHead)
		half := widest(middled, t.Label) / 2
		write(c, middled, max(c.Min.X+half, min(x, c.Max.X-half)), bottom-10, t.Label, 2*half)
	}
	for i := range f.Stories {
		s.story(&f.Stories[i], c.Max.Y-vg.Length(i*storyHeight))
	}
	c.StrokeLine2(stroke(Muted, thin), s.at(0), bottom, s.at(float64(f.Months)), bottom)
}

// months on the canvas, from the left and each as wide.
type months struct {
	draw.Canvas
	low, each vg.Length
}

func (s months) at(month float64) vg.Length { return s.low + s.each*vg.Length(month) }

func (s months) story(story *Story, top vg.Length) {
	write(s.Canvas, named, s.Min.X, top-12, story.Label, 0.5*s.Size().X)
	write(s.Canvas, atEnd, s.Max.X-6, top-12, story.Ended, 0.48*s.Size().X)
	y := top - storyHead
	lane := func(name string, height vg.Length) vg.Length {
		write(s.Canvas, noted, s.Min.X, y-height/2, name, laneNames-6)
		y -= height
		return y + height/2
	}
	s.glyphs(story.Meetings, lane("Talks", eventLane), Blue, draw.CircleGlyph{}, 3.2)
	at := lane("Protocols", eventLane)
	s.glyphs(story.Protocols, at, Purple, draw.BoxGlyph{}, 4)
	s.glyphs(story.Frameworks, at, Ink, draw.PyramidGlyph{}, 5)
	at = lane("Ceasefires", eventLane)
	for _, span := range story.Ceasefires {
		s.FillPolygon(Green, rectangle(s.at(float64(span[0])), at-4, min(s.at(float64(span[1]+1)), s.Max.X-6), at+4))
	}
	s.glyphs(story.Carried, at, Paper, draw.CircleGlyph{}, 2.4)
	s.glyphs(story.Breaks, at, Ink, draw.CrossGlyph{}, 6)
	lane("Violence", violentLane)
	for m, v := range story.Violence {
		if v > 0 {
			s.FillPolygon(Orange, rectangle(s.at(float64(m))+0.4, y, s.at(float64(m+1))-0.4, y+vg.Length(v)*(violentLane-4)/4))
		}
	}
	s.StrokeLine2(stroke(Muted, thin), s.low, y, s.Max.X-6, y)
	if story.End >= 0 {
		x := s.at(float64(story.End + 1))
		s.StrokeLine2(stroke(Ink, 1.5), x, top-storyHead, x, y)
	}
}

func (s months) glyphs(list []int, y vg.Length, colour Colour, shape draw.GlyphDrawer, radius vg.Length) {
	for _, m := range list {
		glyph(s.Canvas, colour, shape, radius, s.at(float64(m)+0.5), y)
	}
}
