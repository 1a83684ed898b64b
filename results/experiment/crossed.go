package experiment

import (
	"math"
	"slices"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Sides of a crossed set of histories, a modelling choice: large enough to tell
// some points of likelihood apart, small beside the histories of an experiment.
const (
	LeastSide   = 4
	DefaultSide = 20
	MostSide    = 64
)

// SideFor is how many draws of each are crossed beside a number of histories:
// no more histories in all, and DefaultSide at most. Below LeastSide it is 0.
func SideFor(replications int) int {
	side := LeastSide - 1
	for side < DefaultSide && (side+1)*(side+1)*(side+1) <= replications {
		side++
	}
	if side < LeastSide {
		return 0
	}
	return side
}

// Crossed are histories in which each draw of the parameters meets each draw of
// the coded numbers and each of the structure once, each with random numbers of its own.
// They say how much of what varies comes of which.
type Crossed struct {
	// Side is the number of draws of each.
	Side int
	// Interrupted before all were played: then they say nothing.
	Interrupted bool

	arms    []int // of the experiment
	settled [][]float64
}

// crossedPart of the seed is kept for the crossed set: its streams are no other's.
const crossedPart = 1

// PlanCrossed crosses side draws of each, LeastSide to MostSide, for the arms of the
// ladder, or for all if there is none.
func PlanCrossed(e *Experiment, side int) *Crossed {
	x := &Crossed{Side: side}
	for i := range Ladder {
		if a, b, ok := Ladder[i].arms(e); ok {
			x.arms = append(x.arms, a, b)
		}
	}
	slices.Sort(x.arms)
	x.arms = slices.Compact(x.arms)
	if len(x.arms) == 0 {
		for i := range e.Arms {
			x.arms = append(x.arms, i)
		}
	}
	x.settled = make([][]float64, len(x.arms))
	for a := range x.settled {
		x.settled[a] = make([]float64, side*side*side)
	}
	return x
}

// Cell plays the set. Its Workers and Progress are the caller's.
func (x *Crossed) Cell(e *Experiment) (sweep.Cell, *sweep.Tally) {
	c := *e.Config
	c.Crossing = sim.Crossing{Parameters: x.Side, Codings: x.Side, Structures: x.Side}
	var arms []sim.Arm
	for _, i := range x.arms {
		arms = append(arms, e.Arms[i])
	}
	cell := sweep.Cell{Config: &c, Arms: arms, Seed: sim.NewSeed(e.Seed).Child(crossedPart), Replications: x.Histories(), History: x.add}
	return cell, sweep.NewTallyOf(&c, len(arms), nil)
}

// Histories of each arm.
func (x *Crossed) Histories() int { return x.Side * x.Side * x.Side }

func (x *Crossed) add(replication int, outcomes []sim.Outcome) error {
	for a := range outcomes {
		if outcomes[a].Settled() {
			x.settled[a][replication] = 1
		}
	}
	return nil
}

// of an arm of the experiment, nil if it was not played.
func (x *Crossed) of(arm int) []float64 {
	if at := slices.Index(x.arms, arm); at >= 0 {
		return x.settled[at]
	}
	return nil
}

// Decomposition is a figure's uncertainty by where it comes from. MonteCarlo is the
// error of the figure itself; the others are how far its true value lies
// apart from one draw of the structure to the next, of the parameters under one
// structure, and of the coded numbers. They are nil where too few histories settled
// to tell; where nothing is drawn they are exactly 0.
type Decomposition struct {
	MonteCarlo stats.Number `json:"monte_carlo" unit:"share" doc:"standard error of the figure itself, which more histories narrow"`
	Parameters *Part        `json:"parameters" doc:"of the true value over draws of the parameters, structure given; null if too few settled to tell"`
	Coding     *Part        `json:"coding" doc:"over draws of the expert codings"`
	Structure  *Part        `json:"structure" doc:"over draws of the structure"`
	Draws      int          `json:"draws" doc:"draws of the parameters, each of which met as many of the coding and of the structure"`
}

// Part of an uncertainty.
type Part struct {
	SD   stats.Number `json:"sd" unit:"share" doc:"standard deviation"`
	Low  stats.Number `json:"low" unit:"share" doc:"lower end of its 95 % interval, 0 if it cannot be told from 0"`
	High stats.Number `json:"high" unit:"share" doc:"upper end"`
}

func (d *Decomposition) parts() []*Part { return []*Part{d.Parameters, d.Coding, d.Structure} }

// Wide says whether some part of it exceeds a point.
func (d *Decomposition) Wide() bool {
	return slices.ContainsFunc(d.parts(), func(p *Part) bool { return p != nil && p.High > stats.Point })
}

// decompose arm a, or arm a less arm b if b is not below 0; halfWidth is that of its
// interval. It is nil where no crossed histories were played.
func decompose(e *Experiment, a, b int, halfWidth float64) *Decomposition {
	x := e.Crossed
	if x == nil || x.Interrupted || x.of(a) == nil {
		return nil
	}
	outcomes := x.of(a)
	if b >= 0 {
		outcomes = slices.Clone(outcomes)
		for k, y := range x.of(b) {
			outcomes[k] -= y
		}
	}
	t := &stats.Cube{Values: outcomes, Sides: [stats.Factors]int{x.Side, x.Side, x.Side}}
	drawn := drawn(e.Config)
	return &Decomposition{MonteCarlo: stats.Number(halfWidth / stats.NormalQuantile(e.Level())), Draws: x.Side,
		Parameters: partOf(t, stats.ByParameters, drawn.Parameters > 0), Coding: partOf(t, stats.ByCoding, drawn.Coded > 0),
		Structure: partOf(t, stats.ByStructure, drawn.Switches > 0)}
}

// part of a factor as a standard deviation with its interval.
func partOf(t *stats.Cube, factor int, drawn bool) *Part {
	switch {
	case !drawn:
		return new(Part)
	case t.Rare():
		return nil
	}
	c := t.Component(factor)
	return &Part{stats.Number(root(c.Mean)), stats.Number(root(c.Low)), stats.Number(root(c.High))}
}

func root(variance float64) float64 { return math.Sqrt(max(0, variance)) }
