package figures

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

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
	Name, Title, Alt string
	Months           int
	// Ticks of the axis, in months.
	Ticks   []Tick
	Stories []Story
	Header  []string
	Data    [][]string
}

const (
	laneNames   = 76
	eventLane   = 22
	violentLane = 46
	storyHead   = 24
)

const storyHeight = storyHead + 3*eventLane + violentLane + 12

// Figure of it.
func (f *Timeline) Figure() *Figure {
	height := float64(storyHeight*len(f.Stories) + 30)
	return &Figure{Name: f.Name, Title: f.Title, Alt: f.Alt, Header: f.Header, Rows: f.Data, Height: height, paint: f.paint}
}

func (f *Timeline) paint(c draw.Canvas) {
	s := scale{c.Min.X + laneNames, c.Max.X - 6, f.Months}
	bottom := c.Min.Y + 20
	for _, t := range f.Ticks {
		x := s.at(t.Value)
		c.StrokeLine2(stroke(Faint, thin), x, bottom, x, c.Max.Y-storyHead)
		style := words(Muted, smallSize, middle)
		half := style.Width(plain(t.Label)) / 2
		c.FillText(style, vg.Point{X: max(c.Min.X+half, min(x, c.Max.X-half)), Y: bottom - 10}, plain(t.Label))
	}
	for i := range f.Stories {
		f.story(c, s, &f.Stories[i], c.Max.Y-vg.Length(i*storyHeight))
	}
	c.StrokeLine2(stroke(Muted, thin), s.low, bottom, s.high, bottom)
}

// scale of months on the canvas; a month is as wide as its place.
type scale struct {
	low, high vg.Length
	months    int
}

func (s scale) at(month float64) vg.Length {
	return s.low + (s.high-s.low)*vg.Length(month/float64(max(1, s.months)))
}

func (s scale) mid(month int) vg.Length { return s.at(float64(month) + 0.5) }

func (f *Timeline) story(c draw.Canvas, s scale, story *Story, top vg.Length) {
	head, end := words(Ink, textSize, left), words(Muted, smallSize, right)
	c.FillText(head, vg.Point{X: c.Min.X, Y: top - 12}, fit(head, story.Label, 0.5*c.Size().X))
	c.FillText(end, vg.Point{X: s.high, Y: top - 12}, fit(end, story.Ended, 0.48*c.Size().X))
	y := top - storyHead
	lane := func(name string, height vg.Length) vg.Length {
		style := words(Muted, smallSize, left)
		middle := y - height/2
		c.FillText(style, vg.Point{X: c.Min.X, Y: middle}, fit(style, name, laneNames-6))
		y -= height
		return middle
	}
	at := lane("Talks", eventLane)
	glyphs(c, s, story.Meetings, at, Blue, draw.CircleGlyph{}, 3.2)
	at = lane("Protocols", eventLane)
	glyphs(c, s, story.Protocols, at, Purple, draw.BoxGlyph{}, 4)
	glyphs(c, s, story.Frameworks, at, Ink, draw.PyramidGlyph{}, 5)
	at = lane("Ceasefires", eventLane)
	for _, span := range story.Ceasefires {
		bar(c, s.at(float64(span[0])), at-4, s.at(float64(min(span[1], f.Months-1)+1)), at+4, Green)
	}
	glyphs(c, s, story.Carried, at, Paper, draw.CircleGlyph{}, 2.4)
	for _, m := range story.Breaks {
		x := s.mid(m)
		c.StrokeLine2(stroke(Ink, thick), x-4, at-6, x+4, at+6)
		c.StrokeLine2(stroke(Ink, thick), x-4, at+6, x+4, at-6)
	}
	lane("Violence", violentLane)
	for m, v := range story.Violence {
		if v > 0 {
			bar(c, s.at(float64(m))+0.4, y, s.at(float64(m+1))-0.4, y+vg.Length(v)*(violentLane-4)/4, Orange)
		}
	}
	c.StrokeLine2(stroke(Muted, thin), s.low, y, s.high, y)
	if story.End >= 0 {
		x := s.at(float64(story.End + 1))
		c.StrokeLine2(stroke(Ink, 1.5), x, top-storyHead, x, y)
	}
}

func glyphs(c draw.Canvas, s scale, months []int, y vg.Length, colour Colour, shape draw.GlyphDrawer, radius vg.Length) {
	for _, m := range months {
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: colour.solid(), Radius: radius, Shape: shape}, vg.Point{X: s.mid(m), Y: y})
	}
}

func bar(c draw.Canvas, x0, y0, x1, y1 vg.Length, colour Colour) {
	c.FillPolygon(colour.solid(), []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
}
