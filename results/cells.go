package results

import (
	"parley/sim"
	"parley/sim/sweep"
)

// CrossFactor is what a crossing varies, and its levels as a user writes them.
type CrossFactor struct {
	Name   string   `json:"name" doc:"key of the scenario, or what the crossing calls it"`
	Levels []string `json:"levels" doc:"as they are written"`
}

// Crossing is a lead against nobody leading, in every cell of some factors.
type Crossing struct {
	Factors []CrossFactor
	// Wars differ in what is not a matter of arms; their arms may be many.
	Wars []CrossWar
	// Cells in the order of the factors' levels, the last factor fastest.
	Cells []CrossCell
}

// LevelsOf cell i, a level for each factor.
func (x *Crossing) LevelsOf(i int) []int {
	levels := make([]int, len(x.Factors))
	for f := len(x.Factors) - 1; f >= 0; f-- {
		n := len(x.Factors[f].Levels)
		levels[f], i = i%n, i/n
	}
	return levels
}

// CrossWar is one war of a crossing and its arms.
type CrossWar struct {
	Config *sim.Config
	Arms   []sim.Arm
	Trials []Trial
	Tally  *sweep.Tally
	// Watch, if set, sees the outcomes of each replication in their order.
	Watch func(outcomes []sim.Outcome)
}

// CrossCell is one cell: the level of each factor, its war, and its trial there.
type CrossCell struct {
	Levels []int
	War    int
	Trial  Trial
}

// Widest half-width of a difference among all cells.
func (x *Crossing) Widest(level float64) float64 {
	widest := 0.0
	for i := range x.Wars {
		widest = max(widest, WidestTrial(x.Wars[i].Tally, x.Wars[i].Trials, level))
	}
	return widest
}

// Cells is a crossing as plain data. Replications of its head are the most that
// any cell has; where it was interrupted, some have fewer or are left out.
type Cells struct {
	Head
	Question string        `json:"question" doc:"what is asked"`
	Factors  []CrossFactor `json:"factors" doc:"what is crossed"`
	Cells    []Cell        `json:"cells" doc:"the last factor fastest"`
	Verdicts Verdicts      `json:"verdicts" doc:"over cells"`
	Unplayed int           `json:"unplayed" unit:"cells" doc:"not played, if interrupted"`

	at []CrossCell // those played, as Cells
}

// Cell is the effect of a lead in one cell.
type Cell struct {
	Levels       map[string]string `json:"levels" doc:"by factor"`
	Replications int               `json:"replications" unit:"histories" doc:"histories played in each arm"`
	Idle         string            `json:"idle,omitempty" doc:"why no plan changed an act, if none did"`
	Effect
}

// CellsOf makes the table of a crossing that was played.
func CellsOf(e *Experiment, x *Crossing) *Cells {
	most := 0
	for i := range x.Wars {
		most = max(most, x.Wars[i].Tally.Replications)
	}
	s := &Cells{Head: newHead(e, most), Question: "cells", Factors: x.Factors, Cells: []Cell{}}
	for _, at := range x.Cells {
		w := &x.Wars[at.War]
		if w.Tally.Replications == 0 {
			s.Unplayed++
			continue
		}
		c := Cell{Levels: map[string]string{}, Replications: w.Tally.Replications, Effect: newEffect(w.Tally, at.Trial, e.Level())}
		for f, level := range at.Levels {
			c.Levels[x.Factors[f].Name] = x.Factors[f].Levels[level]
		}
		if c.Coordinated == 0 {
			c.Idle = idle(w.Config, &w.Arms[at.Trial.Lead])
		}
		s.Verdicts.Count(c.Verdict)
		s.Cells, s.at = append(s.Cells, c), append(s.at, at)
	}
	return s
}
