package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// effects is a picture of differences in settled wars of 100.
type effects struct {
	*figures.Figure
	forest *figures.Forest
}

// effectHeader are the cells of every effect, after those of its own.
var effectHeader = []string{"difference of 100", "from", "to", "verdict"}

// newEffects is without rows; header are the cells of its own.
func newEffects(name, title, noteHead string, header ...string) *effects {
	forest := &figures.Forest{Label: "more or fewer settled wars of 100, 95 % interval; grey: next to nothing", NoteHead: noteHead,
		Nothing: 100 * stats.Point, Left: "hurts", Right: "helps"}
	return &effects{&figures.Figure{Name: name, Title: title, Alt: title, Header: append(header, effectHeader...), Chart: forest}, forest}
}

// add a difference with what is noted at the right, "" for itself, and cells of its own.
func (e *effects) add(d stats.Difference, series int, label, note string, cells ...string) *figures.Interval {
	if note == "" {
		note = fine(d.Difference)
	}
	e.forest.Rows = append(e.forest.Rows, figures.Interval{Label: label, Low: 100 * d.Low, Mid: 100 * d.Difference, High: 100 * d.High, Series: series, Note: note})
	e.Rows = append(e.Rows, append(cells, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
	also(e.Figure, ": ", fmt.Sprintf("%s %s (%s to %s), %s", label, fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)))
	return &e.forest.Rows[len(e.forest.Rows)-1]
}

// also adds an item to what a figure says in words, the first after a separator.
func also(f *figures.Figure, first, item string) {
	if rest, ok := strings.CutSuffix(f.Alt, "."); ok {
		f.Alt, first = rest, "; "
	}
	f.Alt += first + item + "."
}

// Ladder has the whole of coordination, then its steps.
func (in page) Ladder() *figures.Figure {
	f := newEffects("answer-picture", "What coordination adds, and each step of it, in settled wars of 100", "with / without", "what is added", "with", "without", "from, by all doubt", "to, by all doubt")
	for i := range experiment.Ladder {
		c := in.rung(experiment.Ladder[i].ID)
		if c == nil {
			continue
		}
		adds, with, without := experiment.Ladder[i].Adds, of100(in.Arm(c.A).Settled.Mean), of100(in.Arm(c.B).Settled.Mean)
		all, ok := wide(c)
		low, high := "", ""
		if ok {
			low, high = fine(all.Low), fine(all.High)
		}
		row := f.add(c.Settled, min(i, 1), adds, with+" / "+without, adds, with, without, low, high)
		if ok {
			row.WideLow, row.WideHigh = 100*all.Low, 100*all.High
		}
	}
	return f.Figure
}

// Incidence is how many wars are settled by each month, by regime.
func (in page) Incidence() *figures.Figure {
	curves := &figures.Curves{YLabel: "settled wars of 100", Ticks: calendar(in.Config())}
	f := &figures.Figure{Name: "incidence-picture", Title: "Settled wars of 100, by month and regime", Chart: curves,
		Header: []string{"regime", "month", "settled of 100", "from", "to", "still at war of 100"}}
	f.Alt = fmt.Sprintf("Settled wars of 100 after %d months", in.Summary.Months)
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		k := figures.Curve{Label: a.Name, Y: []float64{0}, Low: []float64{0}, High: []float64{0}}
		for _, m := range a.Incidence {
			settled, low, high := float64(m.Settled), float64(m.SettledLow), float64(m.SettledHigh)
			k.Y, k.Low, k.High = append(k.Y, 100*settled), append(k.Low, 100*low), append(k.High, 100*high)
			f.Rows = append(f.Rows, []string{a.Name, (in.At(m.Month - 1)).String(), of100(settled), of100(low), of100(high), of100(float64(m.AtWar))})
		}
		also(f, ": ", fmt.Sprintf("%s %s (%s to %s)", a.Name, of100(a.Settled.Mean), of100(a.Settled.Low), of100(a.Settled.High)))
		curves.Curves = append(curves.Curves, k)
	}
	return f
}

// calendar ticks in months since the start: years, some years of a long war, or quarters
// of a short one.
func calendar(c *sim.Config) (ticks []figures.Tick) {
	every := sim.Month(12)
	if c.Months <= 24 {
		every = 3
	}
	for sim.Month(c.Months)/every > 9 {
		every += 12
	}
	for m := range sim.Month(c.Months + 1) {
		at := c.Start + m
		switch {
		case at%every != 0:
		case every < 12:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: at.String()})
		default:
			ticks = append(ticks, figures.Tick{Value: float64(m), Label: fmt.Sprint(int(at) / 12)})
		}
	}
	return ticks
}

// worth of a mechanism, or of a cost of the lead.
type worth struct {
	*question.Worth
	label, does string
	series      int
}

func (in page) worths() (list []worth) {
	for i := range in.Mechanisms.Mechanisms {
		w := &in.Mechanisms.Mechanisms[i]
		m, _ := sim.MechanismByID(w.ID)
		list = append(list, worth{w, w.ID, sim.Mechanisms[m].Does, 0})
	}
	for i := range in.Mechanisms.Costs {
		w := &in.Mechanisms.Costs[i]
		c, _ := sim.CostByID(w.ID)
		list = append(list, worth{w, "cost: " + w.ID, sim.Costs[c].Does, 1})
	}
	return list
}

// MechanismPicture has the worth of each.
func (in page) MechanismPicture() *figures.Figure {
	f := newEffects("mechanisms-picture", "What each mechanism and cost of a lead is worth, in settled wars of 100", "", "mechanism or cost")
	for _, w := range in.worths() {
		f.add(w.Settled, w.series, w.label, "", w.label)
	}
	return f.Figure
}

// MechanismTable says what each is, and what it adds.
func (in page) MechanismTable() *document.Table {
	ends := func(d stats.Difference) string { return fine(d.Difference) + " (" + words.Ends(d) + ")" }
	header := []string{"name", "what it is", "worth (95 % interval)", "verdict", "if left out", "alone"}
	return &document.Table{Caption: "What they are, in settled wars of 100", Header: header, Rows: document.Rows(in.worths(), func(w *worth) []string {
		return []string{w.ID, w.does, ends(w.Settled), verdict(w.Settled), ends(w.LeftOut), ends(w.Alone)}
	})}
}

// Worths are the IDs of those with a verdict.
func (in page) Worths(verdict stats.Verdict) (ids []string) {
	for _, w := range in.worths() {
		if stats.Judge(w.Settled) == verdict {
			ids = append(ids, w.ID)
		}
	}
	return ids
}

// ranking of third parties as leads; Known counts what is known of those undecided, and
// Best are as many as make it Likely that the best is among them.
type ranking struct {
	*question.Leads
	Known  string
	Best   []string
	Likely float64
}

// Ranking of leads, nil if none was tried.
func (in page) Ranking() *ranking {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return nil
	}
	x := &ranking{Leads: in.Leads}
	var effects []stats.Difference
	for _, l := range in.Leads.Leads {
		effects = append(effects, l.Difference)
	}
	for _, l := range in.Leads.Likeliest() {
		x.Best, x.Likely = append(x.Best, l.Called), x.Likely+float64(l.Best)
	}
	x.Known = knownOf(effects)
	return x
}

// Picture of them.
func (x *ranking) Picture() *figures.Figure {
	f := newEffects("leads-picture", "What each third party adds as lead, in settled wars of 100", "best",
		"lead", "leads from", "settled of 100", "chance of being best", "remark")
	for _, l := range x.Leads.Leads {
		best := words.Chance(float64(l.Best))
		f.add(l.Difference, 0, words.ShortName(l.Name, l.ID), best, l.Called, l.From, of100(l.Settled.Mean), best, l.Idle)
	}
	return f.Figure
}

// whereWords count verdicts over the cells in which a plan changes acts: in the others
// there is nothing to find out.
type whereWords struct {
	*question.Cells
	question.Verdicts
	Open, Shut int
	Known      string
	// Low and High are the least and the most settled in a cell with nobody leading.
	Low, High float64
}

// WhereWords on a lead by agreement and acceptance, nil if that was not played.
func (in page) WhereWords() *whereWords {
	if in.Where == nil || len(in.Where.Cells) == 0 {
		return nil
	}
	x := &whereWords{Cells: in.Where, Low: 1}
	var open []stats.Difference
	for i := range x.Cells.Cells {
		c := &x.Cells.Cells[i]
		if c.Idle == "" {
			open = append(open, c.Difference)
			x.Verdicts.Count(c.Verdict)
		}
		x.Low, x.High = min(x.Low, c.Without.Mean), max(x.High, c.Without.Mean)
	}
	x.Open, x.Shut, x.Known = len(open), len(x.Cells.Cells)-len(open), knownOf(open)
	return x
}

// deep is the difference at which a tile is darkest; faint is how much of that is left
// where a difference is undecided. noPlan is the sign where no plan changes an act.
const (
	deep   = 0.05
	faint  = 0.3
	noPlan = "–"
)

// WherePicture is a map of the lead's effect.
func (in page) WherePicture() *figures.Figure {
	rows, columns := in.Where.Factors[0], in.Where.Factors[1]
	m := &figures.Matrix{Across: "acceptance of the lead, 0 to 1", Down: "agreement, 0 to 1", Columns: columns.Levels, Rows: rows.Levels,
		Tiles: make([][]figures.Tile, len(rows.Levels)), Key: []string{
			"▲ helps. ▼ hurts. ▲? more than nothing, ▼? harm, but perhaps less than 1 in 100. ? undecided. No sign: next to nothing. " + noPlan + " no plan changes an act.",
			"Blue: more settled wars. Orange: fewer. The stronger, the more; faint where undecided."}}
	for r := range m.Tiles {
		m.Tiles[r] = make([]figures.Tile, len(columns.Levels))
	}
	f := &figures.Figure{Name: "where-picture", Title: "What a lead adds, in settled wars of 100, by agreement and acceptance", Chart: m,
		Header: []string{rows.Name, columns.Name, "with a lead of 100", "nobody leads of 100", "difference of 100", "from", "to", "verdict", "remark"}}
	for i := range in.Where.Cells {
		c := &in.Where.Cells[i]
		row, column, d := c.Levels[rows.Name], c.Levels[columns.Name], c.Difference
		tile := &m.Tiles[slices.Index(rows.Levels, row)][slices.Index(columns.Levels, column)]
		if *tile = effectTile(d); c.Idle != "" {
			*tile = figures.Tile{Text: noPlan}
		}
		f.Rows = append(f.Rows, []string{row, column, of100(c.Settled.Mean), of100(c.Without.Mean), fine(d.Difference), fine(d.Low), fine(d.High), verdict(d), c.Idle})
		also(f, "", fmt.Sprintf("%s %s, %s %s: %s, %s", rows.Name, row, columns.Name, column, fine(d.Difference), verdict(d)))
	}
	return f
}

func effectTile(d stats.Difference) figures.Tile {
	t := figures.Tile{Colour: figures.Blue, Text: strings.TrimSpace(words.Signed(100*d.Difference, 1) + " " + judged(d).sign), Shade: min(1, math.Abs(d.Difference)/deep)}
	if d.Difference < 0 {
		t.Colour = figures.Orange
	}
	switch stats.Judge(d) {
	case stats.Nothing:
		t.Shade = 0
	case stats.Unclear:
		t.Shade *= faint
	}
	return t
}
