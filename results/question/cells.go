package question

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// CrossFactor is what a crossing varies, and its levels as a user writes them.
type CrossFactor struct {
	Name   string   `json:"name" doc:"key of the scenario, or what the crossing calls it"`
	Levels []string `json:"levels" doc:"as they are written"`
}

// Crossing is a lead against nobody leading, at every point of a grid.
type Crossing struct {
	Factors []CrossFactor
	// Wars differ in what is not a matter of arms; their arms may be many.
	Wars []sweep.Cell
	// Cells of the grid, the last factor fastest; those that play the same are one.
	Cells []CrossCell
	// Presence of a lead decides on some: one that is not there yet begins when it enters, one that has left has none.
	Presence bool
}

// CrossCell has a level of each factor, its war, and its arms there: with a lead and without.
type CrossCell struct {
	Levels          []string
	War, Lead, Base int
}

// Widest half-width of a difference among all cells, which a sequential design looks at.
func (x *Crossing) Widest(level float64) float64 {
	return widest(x.Wars, level)
}

// widest half-width of all contrasts, in settled or in kept wars.
func widest(wars []sweep.Cell, level float64) float64 {
	return stats.Widest(wars, func(w *sweep.Cell) float64 {
		return stats.Widest(w.Tally.Contrasts, func(c **sweep.Contrast) float64 { return wider(*c, level) })
	})
}

// wider half-width of a contrast, in settled or in kept wars.
func wider(c *sweep.Contrast, level float64) float64 {
	return max(c.Difference(sweep.Settled, level).HalfWidth(), c.Difference(sweep.Kept, level).HalfWidth())
}

// Cells is a crossing as plain data. Replications of its head are the most that
// any cell has; where it was interrupted, some have fewer or are left out.
type Cells struct {
	experiment.Head
	Question     string        `json:"question" doc:"what is asked"`
	Factors      []CrossFactor `json:"factors" doc:"what is crossed"`
	Cells        []Cell        `json:"cells" doc:"the last factor fastest"`
	Verdicts     Verdicts      `json:"verdicts" doc:"over cells, on settled"`
	KeptVerdicts Verdicts      `json:"kept_verdicts" doc:"the same on kept"`
	Unplayed     int           `json:"unplayed" unit:"cells" doc:"not played, if interrupted"`
	// Presence of a lead decides on some cells.
	Presence bool `json:"-"`
}

// Cell is the effect of a lead in one cell.
type Cell struct {
	Levels       map[string]string `json:"levels" doc:"by factor"`
	Replications int               `json:"replications" unit:"histories" doc:"histories played in each arm"`
	Idle         string            `json:"idle,omitempty" doc:"why no plan changed an act, if none did"`
	Effect
}

// CellsOf makes the table of a crossing that was played.
func CellsOf(e *experiment.Experiment, x *Crossing) *Cells {
	most := 0
	for i := range x.Wars {
		most = max(most, x.Wars[i].Tally.Replications)
	}
	s := &Cells{Head: experiment.NewHead(e, most), Question: "cells", Factors: x.Factors, Cells: []Cell{}, Presence: x.Presence}
	for _, at := range x.Cells {
		w := &x.Wars[at.War]
		if w.Tally.Replications == 0 {
			s.Unplayed++
			continue
		}
		c := Cell{Levels: map[string]string{}, Replications: w.Tally.Replications}
		c.Effect, c.Idle = newEffect(w, at.Lead, at.Base, e.Level())
		for f, level := range at.Levels {
			c.Levels[s.Factors[f].Name] = level
		}
		s.Verdicts.Count(c.Verdict)
		s.KeptVerdicts.Count(c.KeptVerdict)
		s.Cells = append(s.Cells, c)
	}
	return s
}

// cellsView is what the template sees.
type cellsView struct {
	*Cells
	experiment.About
	// Total of the cells, played or not, and how many have fewer histories than others.
	Total, Behind int
	// Maps of the two factors with the most levels, which go Down and Across.
	Maps         []cellMap
	Down, Across string
	// Idle are cells by why their lead changes no act in any history.
	Idle []words.Group
	// Lead where it is the same in all cells; WhoVaries says that third parties are crossed.
	Lead      string
	WhoVaries bool
}

// cellMap has a mark for each verdict, at one level of the factors that it does not show.
type cellMap struct {
	Panel string
	Table *document.Table
}

// Document of the crossing.
func (s *Cells) Document(e *experiment.Experiment) *document.Document {
	v := cellsView{Cells: s, About: e.About(), Total: len(s.Cells) + s.Unplayed, WhoVaries: s.crosses("third-parties")}
	for i := range s.Cells {
		v.Idle = words.Grouped(v.Idle, s.Cells[i].Idle, "")
		v.Behind += stats.Bit(s.Cells[i].Replications < s.Replications)
	}
	if rows, columns := s.mapped(); columns >= 0 {
		v.Maps, v.Down, v.Across = s.maps(s.Factors[rows], s.Factors[columns]), s.Factors[rows].Name, s.Factors[columns].Name
	}
	if i := experiment.ArmOf(e, sim.RegimeLead); i >= 0 && !s.crosses("lead") {
		v.Lead = experiment.LeadCalled(e.Config, &e.Arms[i])
	}
	return experiment.Execute(sources, "cells", v)
}

// Share of the cells that were played.
func (v cellsView) Share(n int) string {
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(max(1, len(v.Cells.Cells))))
}

// marks of verdicts on a map, where the arms are not identical.
var marks = map[stats.Verdict]string{stats.Helps: "+", stats.Nothing: ".", stats.Hurts: "-", stats.Unclear: "?"}

// maps draws two factors, once for each level of the others.
func (s *Cells) maps(down, across CrossFactor) (list []cellMap) {
	panels := map[string]*document.Table{}
	for i := range s.Cells {
		c := &s.Cells[i]
		var others []string
		for _, f := range s.Factors {
			if f.Name != down.Name && f.Name != across.Name {
				others = append(others, f.Name+" "+c.Levels[f.Name])
			}
		}
		panel, mark := strings.Join(others, ", "), marks[c.Verdict]
		if c.Compared.Identical {
			mark = "="
		}
		t := panels[panel]
		if t == nil {
			t = &document.Table{Header: append([]string{""}, across.Levels...)}
			for _, level := range down.Levels {
				t.Rows = append(t.Rows, append([]string{level}, make([]string, len(across.Levels))...))
			}
			panels[panel], list = t, append(list, cellMap{panel, t})
		}
		t.Rows[slices.Index(down.Levels, c.Levels[down.Name])][1+slices.Index(across.Levels, c.Levels[across.Name])] = mark
	}
	return list
}

// mapped picks the factors of a map, earlier ones at ties; columns is -1 where fewer than two have
// more than one level.
func (s *Cells) mapped() (rows, columns int) {
	order := stats.Order(stats.Values(s.Factors, func(f *CrossFactor) float64 { return -float64(len(f.Levels)) }))
	if len(order) < 2 || len(s.Factors[order[1]].Levels) < 2 {
		return 0, -1
	}
	return order[0], order[1]
}

// crosses says whether a factor is among those crossed.
func (s *Cells) crosses(name string) bool {
	return slices.ContainsFunc(s.Factors, func(f CrossFactor) bool { return f.Name == name })
}
