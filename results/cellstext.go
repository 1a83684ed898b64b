package results

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// Text is the crossing for a terminal.
func (s *Cells) Text(e *Experiment) string {
	p := newPage()
	opening(p, e, &s.Head)
	p.heading(fmt.Sprintf("When does a lead help? %s: %s", words.Capital(words.Count(len(s.Cells)+s.Unplayed, "cell", "cells")), s.crossed()))
	p.say("%s", s.shares())
	moreHistories(p, s.Verdicts.Unclear)
	p.some(s.unfinished())
	s.maps(p)
	p.heading(fmt.Sprintf("Each cell: settled within %s under a lead, and under `networked`", words.Count(s.Months, "month", "months")))
	s.table(p)
	p.say("Points: the first less the second, on the same luck; ± is half of the %s, each by itself and not all at once. %s Acts: how"+
		" many a history the plan changed.", intervalWords(&s.Head), words.VerdictKey)
	s.idleWords(p)
	p.heading("What was held fixed")
	p.say("%s", s.fixed(e))
	p.say("%s, seed %d; all cells meet the same luck, and those with the same consensus the same wars. %s",
		words.Capital(words.Count(s.Replications, "history", "histories")), s.Seed, varies(&s.Head))
	precisionText(p, &s.Head)
	closing(p, &s.Head)
	return p.d.Text(e.Screen)
}

// crossed names the factors: 5 consensus x 4 third parties.
func (s *Cells) crossed() string {
	var said []string
	for _, f := range s.Factors {
		said = append(said, fmt.Sprintf("%s (%d)", f.Name, len(f.Levels)))
	}
	return strings.Join(said, " x ")
}

func (s *Cells) shares() string {
	v := &s.Verdicts
	of := func(n int) string {
		return fmt.Sprintf("%d (%.0f %%)", n, 100*float64(n)/float64(max(1, v.total())))
	}
	return fmt.Sprintf("A lead helps in %s of them, does nothing within a point in %s, hurts in %s; %s undecided.",
		of(v.Helps), of(v.Nothing), of(v.Hurts), of(v.Unclear))
}

// marks of verdicts on a map.
var marks = map[stats.Verdict]string{stats.Helps: "+", stats.Nothing: ".", stats.Hurts: "-", stats.Unclear: "?"}

// maps draws the two factors with the most levels, once for each level of the
// others. Earlier factors win ties.
func (s *Cells) maps(p *page) {
	rows, columns := s.mapped()
	if columns < 0 {
		return
	}
	p.heading(fmt.Sprintf("Map: %s down, %s across (+ helps, . nothing, - hurts, ? undecided)", s.Factors[rows].Name, s.Factors[columns].Name))
	var panels []string
	grids := map[string][][]string{}
	for i, at := range s.at {
		panel := s.panel(at, rows, columns)
		if grids[panel] == nil {
			panels = append(panels, panel)
			grids[panel] = s.blank(rows, columns)
		}
		grids[panel][at.Levels[rows]][1+at.Levels[columns]] = marks[s.Cells[i].Verdict]
	}
	for _, panel := range panels {
		p.some(panel)
		p.table(1, append([]string{""}, s.Factors[columns].Levels...), grids[panel])
	}
}

// mapped picks the factors of a map; columns is -1 where fewer than two have
// more than one level.
func (s *Cells) mapped() (rows, columns int) {
	var order []int
	for f := range s.Factors {
		if len(s.Factors[f].Levels) > 1 {
			order = append(order, f)
		}
	}
	if len(order) < 2 {
		return 0, -1
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(s.Factors[b].Levels) - len(s.Factors[a].Levels) })
	return order[0], order[1]
}

// panel names the levels of all other factors.
func (s *Cells) panel(at CrossCell, rows, columns int) string {
	var said []string
	for f := range s.Factors {
		if f != rows && f != columns {
			said = append(said, s.Factors[f].Name+" "+s.Factors[f].Levels[at.Levels[f]])
		}
	}
	return strings.Join(said, ", ")
}

func (s *Cells) blank(rows, columns int) [][]string {
	var grid [][]string
	for _, level := range s.Factors[rows].Levels {
		grid = append(grid, append([]string{level}, make([]string, len(s.Factors[columns].Levels))...))
	}
	return grid
}

func (s *Cells) table(p *page) {
	var header []string
	for _, f := range s.Factors {
		header = append(header, f.Name)
	}
	left := len(header)
	header = append(header, "lead", "networked", "points", "verdict", "kept points", "acts")
	var rows [][]string
	for i := range s.Cells {
		c := &s.Cells[i]
		var row []string
		for _, f := range s.Factors {
			row = append(row, c.Levels[f.Name])
		}
		rows = append(rows, append(row, words.Percent(c.Settled.Mean), words.Percent(c.Without.Mean), words.PlusMinus(c.Difference, 100), painted(c.Verdict, words.Verdict(c.Verdict)),
			words.PlusMinus(c.KeptDifference, 100), words.ShortMean(c.Coordinated)))
	}
	p.table(left, header, rows)
}

// idleWords count cells in which a lead never changed anything.
func (s *Cells) idleWords(p *page) {
	var why []string
	counts := map[string]int{}
	for i := range s.Cells {
		if w := s.Cells[i].Idle; w != "" {
			if counts[w] == 0 {
				why = append(why, w)
			}
			counts[w]++
		}
	}
	for _, w := range why {
		p.say("In %s the lead changes no act in any history: %s.", words.Count(counts[w], "cell", "cells"), w)
	}
}

// unfinished says which cells an interruption has left behind.
func (s *Cells) unfinished() string {
	behind := 0
	for i := range s.Cells {
		behind += bit(s.Cells[i].Replications < s.Replications)
	}
	var said []string
	if behind > 0 {
		said = append(said, words.Count(behind, "cell has", "cells have")+" fewer histories")
	}
	if s.Unplayed > 0 {
		said = append(said, words.Count(s.Unplayed, "cell was", "cells were")+" not played")
	}
	if len(said) == 0 {
		return ""
	}
	return fmt.Sprintf("Interrupted: %s.", words.List(said))
}

// crosses says whether a factor is among those crossed.
func (s *Cells) crosses(name string) bool {
	return slices.ContainsFunc(s.Factors, func(f CrossFactor) bool { return f.Name == name })
}

func (s *Cells) fixed(e *Experiment) string {
	said := "All that is not crossed is as the scenario has it, and a lead leads no sooner than it is there"
	if i := armOf(e, sim.RegimeLead); i >= 0 && !s.crosses("lead") {
		m := &e.Config.Mediators[e.Arms[i].Lead]
		said += fmt.Sprintf("; the lead is %s", words.Called(m.Name, m.ID))
	}
	who := ""
	if s.crosses("third-parties") {
		who = " Where only some third parties take part, every history draws who, the lead among them under every regime, and more" +
			" keep those of fewer."
	} else if part := circumstances(e.Config, e.Arms); part != "" {
		who = " " + part
	}
	return fmt.Sprintf("%s.%s What is compared is the process as a whole: no effect is ascribed to a"+
		" single mediator.", said, who)
}
