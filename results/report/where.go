package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"parley/results"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// where is the lead's effect by agreement among third parties and acceptance.
func (in *Input) where() document.Section {
	s := document.Section{ID: "where", Heading: "Where a lead helps and where not"}
	x := in.Where
	switch {
	case in.lead() == nil:
		s.Add(document.Block{Absent: noLead})
		return s
	case x == nil || len(x.Cells) == 0:
		s.Add(document.Block{Absent: "Not played."})
		return s
	}
	s.Say(fmt.Sprintf("The same wars, played %s in each cell, if third parties agreed more or less on where to go, and if they accepted the lead more or less. All else is as in the scenario.",
		words.Count(x.Replications, "time", "times")))
	s.Add(document.Block{Figure: in.wherePicture(x)})
	s.Say(in.placeWords(), words.Capital(openWords(x))+" "+leverWords(x))
	s.Add(document.Block{Note: fmt.Sprintf("To have the interval of every cell within 1 in 100 of its estimate takes about %s wars in each.", enough(x.Replications, widestCell(x)))})
	return s
}

// openWords count verdicts over the cells in which a plan changes acts: in the others
// there is nothing to find out.
func openWords(x *results.Cells) string {
	open, counts := 0, map[stats.Verdict]int{}
	var said []string
	for i := range x.Cells {
		if c := &x.Cells[i]; c.Idle == "" {
			open++
			counts[c.Verdict]++
			said = append(said, judged(c.Verdict, c.Difference).words)
		}
	}
	text := fmt.Sprintf("of %d combinations of agreement among third parties and acceptance of the lead, a lead helps in %d, hurts in %d and changes next to nothing in %d; %d are undecided",
		open, counts[stats.Helps], counts[stats.Hurts], counts[stats.Nothing], counts[stats.Unclear])
	if shut := len(x.Cells) - open; shut > 0 {
		text += fmt.Sprintf(" (%d more, in which no plan changes an act, as where nobody accepts the lead, are not counted)", shut)
	}
	return strings.TrimSpace(text + ". " + knownOf(said))
}

// leverWords say what agreement does by itself, where nobody leads.
func leverWords(x *results.Cells) string {
	low, high := &x.Cells[0], &x.Cells[0]
	most := 0.0
	for i := range x.Cells {
		c := &x.Cells[i]
		if c.Without.Mean < low.Without.Mean {
			low = c
		}
		if c.Without.Mean > high.Without.Mean {
			high = c
		}
		most = max(most, math.Abs(c.Difference.Difference))
	}
	by := x.Factors[0].Name
	if low.Without.Mean == high.Without.Mean {
		return "Agreement alone, with nobody leading, moves nothing."
	}
	text := fmt.Sprintf("Agreement alone, with nobody leading, moves settled wars of 100 from %s (agreement %s) to %s (agreement %s)",
		in100(low.Without.Mean), low.Levels[by], in100(high.Without.Mean), high.Levels[by])
	if high.Without.Mean-low.Without.Mean > most {
		text += ": more than a lead moves them in any of these combinations"
	}
	return text + "."
}

func widestCell(x *results.Cells) (half float64) {
	for i := range x.Cells {
		half = max(half, x.Cells[i].Difference.HalfWidth())
	}
	return half
}

// placeWords say where the scenario itself lies.
func (in *Input) placeWords() string {
	agreement, acceptance, coded := in.place()
	text := fmt.Sprintf("In the scenario itself, agreement is about %.2f", agreement)
	if coded {
		return text + fmt.Sprintf(" and acceptance of %s about %.2f: the framed cell is the nearest.", in.leadName(), acceptance)
	}
	return text + "; acceptance of the lead is not coded and follows from the case."
}

// place of the scenario among the cells; acceptance if it is coded.
func (in *Input) place() (agreement, acceptance float64, coded bool) {
	c, arm := in.Experiment.Config, in.lead()
	m := &c.Mediators[arm.Lead]
	if arm.AcceptanceSet {
		return agreementOf(c), arm.Acceptance, true
	}
	return agreementOf(c), middle(m.AcceptanceAsLead), m.AcceptanceCoded
}

func middle(x sim.Coded) float64 { return (x.Low + x.High) / 2 }

// agreementOf third parties at time zero, from the middles of the coders' numbers, as
// the model derives it: 1 less half the mean difference of two in interest and outline.
func agreementOf(c *sim.Config) float64 {
	if c.ConsensusSet {
		return c.Consensus
	}
	knob := middle(c.ConsensusCoded)
	var coded [][2]float64
	for i := range c.Mediators {
		m := &c.Mediators[i]
		if !m.InterestCoded {
			continue
		}
		outline := middle(m.Outline)
		if !m.OutlineCoded {
			outline = (1 - knob) * middle(m.Bias)
		}
		coded = append(coded, [2]float64{middle(m.Interest), outline})
	}
	if len(coded) < 2 {
		return knob
	}
	sum, pairs := 0.0, 0.0
	for i, a := range coded {
		for _, b := range coded[:i] {
			sum += (math.Abs(a[0]-b[0]) + math.Abs(a[1]-b[1])) / 4
			pairs++
		}
	}
	return 1 - sum/pairs
}

// nearest level to a value, by its place.
func nearest(levels []string, to float64) int {
	best, off := 0, math.Inf(1)
	for i, l := range levels {
		if x, err := strconv.ParseFloat(l, 64); err == nil && math.Abs(x-to) < off {
			best, off = i, math.Abs(x-to)
		}
	}
	return best
}

// deep is the difference at which a tile is darkest; faint is how much of that is left
// where a difference is undecided.
const (
	deep  = 0.05
	faint = 0.3
)

func (in *Input) wherePicture(x *results.Cells) *figures.Figure {
	rows, columns := x.Factors[0], x.Factors[1]
	m := &figures.Matrix{Across: "acceptance of the lead, 0 to 1", Down: "agreement, 0 to 1", Columns: columns.Levels, Rows: rows.Levels,
		Key: []string{signKey(x), "Blue: more settled wars. Orange: fewer. The stronger, the more; faint where undecided."}}
	f := &figures.Figure{Name: "where-picture", Title: "What a lead adds, in settled wars of 100, by agreement and acceptance", Chart: m,
		Header: []string{rows.Name, columns.Name, "with a lead of 100", "nobody leads of 100", "difference of 100", "from", "to", "verdict", "remark"}}
	m.Tiles = make([][]figures.Tile, len(rows.Levels))
	for r := range m.Tiles {
		m.Tiles[r] = make([]figures.Tile, len(columns.Levels))
	}
	f.Alt = fmt.Sprintf("%d cells: %s", len(x.Cells), openWords(x))
	for i := range x.Cells {
		c := &x.Cells[i]
		row, column := c.Levels[rows.Name], c.Levels[columns.Name]
		m.Tiles[index(rows.Levels, row)][index(columns.Levels, column)] = effectTile(c)
		d := c.Difference
		f.Rows = append(f.Rows, []string{row, column, in100(c.Settled.Mean), in100(c.Without.Mean), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), judged(c.Verdict, c.Difference).words, c.Idle})
	}
	if agreement, acceptance, coded := in.place(); coded {
		m.Tiles[nearest(rows.Levels, agreement)][nearest(columns.Levels, acceptance)].Framed = true
		m.Key = append(m.Key, "Framed: nearest to the scenario itself.")
	}
	return f
}

// noPlan is the sign of a cell in which no plan changes an act.
const noPlan = "–"

// signKey explains the signs that stand in the tiles.
func signKey(x *results.Cells) string {
	seen := map[judgement]bool{}
	idle := false
	for i := range x.Cells {
		c := &x.Cells[i]
		idle = idle || c.Idle != ""
		if c.Idle == "" {
			seen[judged(c.Verdict, c.Difference)] = true
		}
	}
	var key []string
	last := "none"
	for _, j := range judgements {
		if !seen[j] || j.sign == last {
			continue
		}
		last = j.sign
		switch j.sign {
		case verdictNothing.sign:
			key = append(key, "No sign: "+j.words+".")
		case verdictOpen.sign:
			key = append(key, j.sign+" "+strings.TrimSuffix(undecided, ": ")+".")
		default:
			key = append(key, j.sign+" "+j.words+".")
		}
	}
	if idle {
		key = append(key, noPlan+" no plan changes an act.")
	}
	return strings.Join(key, " ")
}

func effectTile(c *results.Cell) figures.Tile {
	t := figures.Tile{Colour: figures.Blue, Text: strings.TrimSpace(more(c.Difference.Difference, 1) + " " + judged(c.Verdict, c.Difference).sign), Shade: min(1, max(c.Difference.Difference, -c.Difference.Difference)/deep)}
	if c.Difference.Difference < 0 {
		t.Colour = figures.Orange
	}
	switch {
	case c.Idle != "":
		t.Shade, t.Text = 0, noPlan
	case c.Verdict == stats.Nothing:
		t.Shade = 0
	case c.Verdict == stats.Unclear:
		t.Shade *= faint
	}
	return t
}

func index(levels []string, level string) int {
	for i, l := range levels {
		if l == level {
			return i
		}
	}
	panic("report: no level " + level)
}
