package why

import (
	"cmp"
	"math"
	"slices"

	"parley/sim/stats"
)

// Before is what went before settling, in an arm.
type Before struct {
	Arm string `json:"arm" doc:"name of the arm"`
	// Settled histories that are compared, and Others that are at war in some month of theirs.
	Settled   int        `json:"settled" unit:"histories" doc:"settlements that are compared"`
	Others    int        `json:"others" unit:"histories" doc:"histories that never settled, at war in some of the same months"`
	LeftOut   int        `json:"left_out" unit:"histories" doc:"settlements with no such month before them, or with nothing to compare them with"`
	Contrasts []Contrast `json:"contrasts" doc:"the largest in its spread first; empty where there are too few histories"`
}

// Contrast of a measure: its mean in the months before a settlement less that in the same
// months of histories that never settled.
type Contrast struct {
	Measure string `json:"measure" doc:"what is compared"`
	Words   string `json:"words" doc:"the same in words"`
	// Before and Others are means over months and histories, in the unit of the measure.
	Before stats.Number `json:"before" unit:"per month" doc:"mean a month before a settlement"`
	Others stats.Number `json:"others" unit:"per month" doc:"mean of the same months of histories that never settled"`
	// Spread has the difference in standard deviations of those others.
	Spread stats.Difference `json:"standardised" unit:"standard deviations" doc:"difference in standard deviations of the others within months; intervals of all measures hold together"`
}

// fewest histories on either side of a contrast.
const fewest = 10

// Window of months before a settlement, First nearest to it: 1 <= First <= Last.
type Window struct{ First, Last int }

// group is the settlements of a month and who is compared with them.
type group struct {
	month        int
	cases, other []int
}

// groups by month of settlement: whoever never settled and is still at war in that month.
func groups(courses []Course, w Window) (list []group) {
	for month := w.First; ; month++ {
		g := group{month: month}
		going := false
		for i := range courses {
			c := &courses[i]
			going = going || c.Month >= month
			switch {
			case c.settled() && c.Month == month:
				g.cases = append(g.cases, i)
			case !c.settled() && c.Month >= month:
				g.other = append(g.other, i)
			}
		}
		if !going {
			return list
		}
		if len(g.cases) > 0 && len(g.other) > 0 {
			list = append(list, g)
		}
	}
}

// Contrasts ranks what went before settling in the courses of an arm.
func Contrasts(arm string, courses []Course, w Window) Before {
	b := Before{Arm: arm, Contrasts: []Contrast{}}
	others := make([]bool, len(courses))
	list := groups(courses, w)
	for _, g := range list {
		b.Settled += len(g.cases)
		for _, i := range g.other {
			others[i] = true
		}
	}
	for i := range courses {
		b.Others += stats.Bit(others[i])
		b.LeftOut += stats.Bit(courses[i].settled())
	}
	b.LeftOut -= b.Settled
	if b.Settled < fewest || b.Others < fewest {
		return b
	}
	level := 1 - (1-stats.Level)/float64(len(measures)) // Bonferroni
	for m := range measures {
		if c, ok := contrast(courses, list, w, m, level); ok {
			b.Contrasts = append(b.Contrasts, c)
		}
	}
	slices.SortStableFunc(b.Contrasts, func(x, y Contrast) int {
		return cmp.Compare(math.Abs(y.Spread.Difference), math.Abs(x.Spread.Difference))
	})
	return b
}

// contrast of a measure, false where the others do not vary. Settlements weigh alike: the
// others of a month weigh as the settlements of the month do. Of the estimator that is a
// mean of such differences the variance is that of its influence by history, settled or
// not (the delta method), so that a history which is compared in many months counts once.
// It is standardised by the spread of the others within months (Glass 1976, Educational
// Researcher 5(10), 3-8), which is taken as known.
func contrast(courses []Course, list []group, w Window, m int, level float64) (Contrast, bool) {
	n, before, other, variance := 0.0, 0.0, 0.0, 0.0
	for _, g := range list {
		n += float64(len(g.cases))
	}
	influence := make([]float64, len(courses))
	for _, g := range list {
		share := float64(len(g.cases)) / n
		mean := g.mean(courses, g.other, w, m)
		own := g.mean(courses, g.cases, w, m)
		before, other = before+float64(share*own), other+float64(share*mean)
		spread := 0.0
		for _, i := range g.other {
			d := g.value(&courses[i], w, m) - mean
			spread += float64(d * d)
			influence[i] -= float64(share * d / float64(len(g.other)))
		}
		for _, i := range g.cases {
			influence[i] = (g.value(&courses[i], w, m) - mean) / n
		}
		variance += float64(share * spread / float64(len(g.other)))
	}
	difference, squares := before-other, 0.0
	for _, g := range list {
		for _, i := range g.cases {
			influence[i] -= difference / n
		}
	}
	for _, x := range influence {
		squares += float64(x * x)
	}
	sd := math.Sqrt(variance)
	if sd < 1e-9 {
		return Contrast{}, false
	}
	half := stats.NormalQuantile(level) * math.Sqrt(squares) / sd
	d := difference / sd
	return Contrast{measures[m].ID, measures[m].Words, stats.Number(before), stats.Number(other), stats.Difference{Difference: d, Low: d - half, High: d + half}}, true
}

// mean of a measure over some courses.
func (g *group) mean(courses []Course, which []int, w Window, m int) float64 {
	sum := 0.0
	for _, i := range which {
		sum += g.value(&courses[i], w, m)
	}
	return sum / float64(len(which))
}

// value of a measure in the window before the month of the group.
func (g *group) value(c *Course, w Window, m int) float64 {
	first, last := max(0, g.month-w.Last), g.month-w.First
	sum := 0.0
	for r := first; r <= last; r++ {
		sum += float64(c.Months[r][m])
	}
	return sum / float64(last-first+1)
}
