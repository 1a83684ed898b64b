package why

import (
	"embed"
	"slices"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/narrative"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// Why is the answer to both questions.
type Why struct {
	experiment.Head
	Pair     Pair     `json:"pair" doc:"two histories side by side"`
	Ends     *Ends    `json:"ends" doc:"how often the two arms settle the same histories; null for two histories of one arm"`
	Nearest  int      `json:"nearest" unit:"months" doc:"how many months before a settlement the last month lies that counts"`
	Farthest int      `json:"farthest" unit:"months" doc:"the same of the first"`
	Before   []Before `json:"before" doc:"what went before settling, by arm"`
}

// Pair of histories.
type Pair struct {
	Sides []Side `json:"histories" doc:"the two"`
	// Chosen: nobody asked for this one.
	Chosen  bool               `json:"chosen" doc:"the first history that ends otherwise in the two arms, as none was asked for"`
	Parting *narrative.Parting `json:"parting" doc:"where they part"`
}

// Side is one of two histories.
type Side struct {
	Replication int    `json:"replication" doc:"number of the history, from 0"`
	Arm         string `json:"arm" doc:"name of the arm"`
	End         string `json:"end" doc:"how it ended"`
	Ending      string `json:"ending" doc:"the same in sentences, and what led there"`
	// Label is the head of its column.
	Label string `json:"-"`
}

// Ends counts histories by the arms in which they settle.
type Ends struct {
	First   int64 `json:"first_only" unit:"histories" doc:"settled in the first arm only"`
	Second  int64 `json:"second_only" unit:"histories" doc:"settled in the second arm only"`
	Both    int64 `json:"both" unit:"histories" doc:"settled in both"`
	Neither int64 `json:"neither" unit:"histories" doc:"settled in neither"`
	// Difference of the shares settled is what the arm does: all else is the same.
	Difference stats.Difference `json:"difference" unit:"difference" doc:"share settled in the first arm less that in the second, common random numbers"`
}

// Choose is the first history that ends otherwise in two arms: settled in one only; where
// none is, with another end or in another month. Without any it is 0, and false.
func Choose(first, second []Course) (int, bool) {
	for _, differ := range []func(a, b *Course) bool{
		func(a, b *Course) bool { return a.settled() != b.settled() },
		func(a, b *Course) bool { return a.End != b.End },
		func(a, b *Course) bool { return a.Month != b.Month },
	} {
		for k := range first {
			if differ(&first[k], &second[k]) {
				return k, true
			}
		}
	}
	return 0, false
}

// NewPair tells two histories side by side.
func NewPair(a, b *narrative.History) Pair {
	p := Pair{Parting: narrative.Part(a, b)}
	for _, h := range [...][2]*narrative.History{{a, b}, {b, a}} {
		p.Sides = append(p.Sides, Side{h[0].Replication, h[0].Arm.Name, sim.EndReasonNames[h[0].Outcome.End], narrative.Ending(h[0]), h[0].Label(h[1])})
	}
	return p
}

// EndsOf counts two arms on common luck.
func EndsOf(first, second []Course) *Ends {
	var t stats.Table
	for k := range first {
		t[stats.Bit(first[k].settled())][stats.Bit(second[k].settled())]++
	}
	return &Ends{t[1][0], t[0][1], t[1][1], t[0][0], stats.ShareDifference(t, stats.Level)}
}

//go:embed why.tmpl
var sources embed.FS

type view struct {
	*Why
	experiment.About
}

// Document of the answer.
func (w *Why) Document(e *experiment.Experiment) *document.Document {
	return experiment.Execute(sources, "why", view{w, e.About()})
}

// mostMonths of a pair beside those of the ends, and mostMeasures, that the text has; cell is
// the width of a month.
const mostMonths, mostMeasures, cell = 12, 12, 33

// Beside has the months in which the pair differs.
func (v view) Beside() *document.Table {
	t := &document.Table{Words: 3, Header: []string{"month", v.Pair.Sides[0].Label, v.Pair.Sides[1].Label}, Most: []int{0, cell, cell}}
	for i, m := range v.Pair.Parting.After {
		if i < mostMonths || m.Ends {
			t.Rows = append(t.Rows, []string{m.Date, m.First, m.Second})
		}
	}
	return t
}

// More months differ than the table has.
func (v view) More() int { return len(v.Pair.Parting.After) - len(v.Beside().Rows) }

// Signs are the measures that differ in the first arm beyond chance, in its order.
func (v view) Signs() []Contrast {
	differ := slices.DeleteFunc(slices.Clone(v.Before[0].Contrasts), func(c Contrast) bool { return !c.Spread.ExcludesNone() })
	return differ[:min(mostMeasures, len(differ))]
}

// SpreadOf a measure, with half its interval.
func (b *Before) SpreadOf(measure string) string {
	for i := range b.Contrasts {
		if c := &b.Contrasts[i]; c.Measure == measure {
			return words.PlusMinus(c.Spread, 1)
		}
	}
	return "-"
}
