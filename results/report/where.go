package report

import (
	"fmt"

	"parley/results"
	"parley/results/figures"
)

// where is the lead's effect by agreement among third parties and acceptance.
func (in *Input) where() Section {
	s := Section{ID: "where", Heading: "Where a lead helps and where not"}
	x := in.Where
	switch {
	case in.lead() == nil:
		s.absent(noLead)
		return s
	case x == nil || len(x.Cells) == 0:
		s.absent("Not played.")
		return s
	}
	s.text(fmt.Sprintf("The same wars, played %s in each cell, if third parties agreed more or less on where to go, and if they accepted the lead more or less. All else is as in the scenario.",
		count(x.Replications, "time", "times")))
	s.picture(wherePicture(x))
	v := x.Verdicts
	s.text(fmt.Sprintf("Of %d cells a lead helps in %d, does nothing in %d and hurts in %d; %d are undecided.", len(x.Cells), v.Helps, v.Nothing, v.Hurts, v.Unclear))
	s.note(verdictKey)
	return s
}

// signs of verdicts in a tile.
var signs = map[results.Verdict]string{results.Helps: " ▲", results.Hurts: " ▼", results.Unclear: " ?"}

// deep is the difference at which a tile is darkest; faint is how much of that is left
// where a difference is undecided.
const (
	deep  = 0.05
	faint = 0.3
)

func wherePicture(x *results.Cells) *figures.Figure {
	rows, columns := x.Factors[0], x.Factors[1]
	f := figures.Matrix{Name: "where-picture", Title: "What a lead adds, in settled wars of 100, by agreement and acceptance", Across: "acceptance of the lead, 0 to 1",
		Down: "agreement, 0 to 1", Columns: columns.Levels, Rows: rows.Levels, Key: []string{"▲ helps, ▼ hurts, ? undecided, no sign: next to nothing."},
		Header: []string{rows.Name, columns.Name, "with a lead of 100", "nobody leads of 100", "difference of 100", "from", "to", "verdict", "remark"}}
	f.Tiles = make([][]figures.Tile, len(rows.Levels))
	for r := range f.Tiles {
		f.Tiles[r] = make([]figures.Tile, len(columns.Levels))
		for k := range f.Tiles[r] {
			f.Tiles[r][k].Absent = true
		}
	}
	f.Alt = fmt.Sprintf("%d cells. A lead helps in %d, hurts in %d, does nothing in %d; %d undecided.", len(x.Cells), x.Verdicts.Helps, x.Verdicts.Hurts, x.Verdicts.Nothing, x.Verdicts.Unclear)
	for i := range x.Cells {
		c := &x.Cells[i]
		row, column := c.Levels[rows.Name], c.Levels[columns.Name]
		f.Tiles[index(rows.Levels, row)][index(columns.Levels, column)] = effectTile(c)
		d := c.Difference
		f.Data = append(f.Data, []string{row, column, in100(c.Settled.Mean), in100(c.Without.Mean), more(d.Difference, 2), more(d.Low, 2), more(d.High, 2), verdictWord[c.Verdict], c.Idle})
	}
	return f.Figure()
}

func effectTile(c *results.Cell) figures.Tile {
	t := figures.Tile{Colour: figures.Blue, Text: more(c.Difference.Difference, 1) + signs[c.Verdict], Shade: min(1, max(c.Difference.Difference, -c.Difference.Difference)/deep)}
	if c.Difference.Difference < 0 {
		t.Colour = figures.Orange
	}
	switch c.Verdict {
	case results.Nothing:
		t.Shade = 0
	case results.Unclear:
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
