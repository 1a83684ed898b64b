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
