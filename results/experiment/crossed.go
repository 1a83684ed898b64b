package experiment

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"parley/results/words"
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

	arms   []int                       // of the experiment
	values [sweep.Kept + 1][][]float64 // by measure, settled or kept, and arm: 1 where it came of a history
}

// crossedPart of the seed is kept for the crossed set: its streams are no other's.
const crossedPart = 1

// PlanCrossed crosses side draws of each, LeastSide to MostSide, for the arms of the
// ladder, or for all if there is none or if the experiment wants them.
func PlanCrossed(e *Experiment, side int) *Crossed {
	x := &Crossed{Side: side}
	for i := range Ladder {
		if a, b, ok := Ladder[i].arms(e); ok && !e.CrossAll {
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
	for what := range x.values {
		for range x.arms {
			x.values[what] = append(x.values[what], make([]float64, x.Histories()))
		}
	}
	return x
}

// Cell plays the set. Its Workers and Progress are the caller's.
func (x *Crossed) Cell(e *Experiment) sweep.Cell {
	c := *e.Config
	c.Crossing = sim.Crossing{Parameters: x.Side, Codings: x.Side, Structures: x.Side}
	var arms []sim.Arm
	for _, i := range x.arms {
		arms = append(arms, e.Arms[i])
	}
	return sweep.Cell{Config: &c, Arms: arms, Tally: sweep.NewTally(&c, len(arms), nil), Seed: sim.NewSeed(e.Seed).Child(crossedPart),
		Replications: x.Histories(), History: x.add}
}

// Histories of each arm.
func (x *Crossed) Histories() int { return x.Side * x.Side * x.Side }

func (x *Crossed) add(replication int, outcomes []sim.Outcome) error {
	for a, came := range sweep.CameOf(outcomes) {
		for m := range x.values {
			x.values[m][a][replication] = float64(came[m])
		}
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
	Together   stats.Number `json:"together" unit:"share" doc:"standard deviation over draws of all three at once, which the interval over all parts takes"`
	Draws      int          `json:"draws" doc:"draws of the parameters, each of which met as many of the coding and of the structure"`
}

// Part of an uncertainty.
type Part struct {
	SD   stats.Number `json:"sd" unit:"share" doc:"standard deviation"`
	Low  stats.Number `json:"low" unit:"share" doc:"lower end of its 95 % interval, 0 if it cannot be told from 0"`
	High stats.Number `json:"high" unit:"share" doc:"upper end"`
}

func (d *Decomposition) parts() []*Part { return []*Part{d.Parameters, d.Coding, d.Structure} }

// fewestDraws for an interval over all parts: of fewer it is so wide that it says nothing.
const fewestDraws = 8

// Overall is the interval of a difference over all four parts, nil where too few histories
// settled to tell: of the effect in a war whose parameters, codings and structure are one draw
// of all that are plausible, as a prediction interval is in a meta-analysis (Higgins, Thompson
// & Spiegelhalter 2009, Journal of the Royal Statistical Society A 172, 137-159). Half of it
// is Together times the quantile of Student's t for so few draws, with the half of chance.
func (d *Decomposition) Overall(of stats.Difference) *stats.Difference {
	if d == nil || d.Draws < fewestDraws || slices.Contains(d.parts(), nil) {
		return nil
	}
	wide := stats.StudentQuantile(stats.Level, int64(d.Draws)) * float64(d.Together)
	return &stats.Difference{Difference: of.Difference, Low: max(-1, of.Difference-math.Hypot(of.Difference-of.Low, wide)),
		High: min(1, of.Difference+math.Hypot(of.High-of.Difference, wide))}
}

// Uncounted says why only chance is counted of a difference, as Overall is nil, and what it takes to count the rest.
func (e *Experiment) Uncounted() string {
	const only = "Only chance is counted here: "
	switch x := e.Crossed; {
	case x == nil || x.Side < fewestDraws:
		return fmt.Sprintf("%sother doubt takes %d histories, or --decompose %d.", only, fewestDraws*fewestDraws*fewestDraws, fewestDraws)
	case x.Interrupted:
		return only + "the histories that tell other doubt were interrupted."
	}
	return only + "too few histories end differently to tell other doubt; --reps or --decompose adds some."
}

// together is the standard deviation over all three parts, from the sum of their variances
// and its standard error. Of a sum that cannot be told from 0 it is the mean of what the
// true one may be, a normal distribution above 0: rather too wide than too narrow.
func together(sum, err float64) float64 {
	if err == 0 {
		return root(sum)
	}
	return root(sum + err*distuv.UnitNormal.Prob(sum/err)/distuv.UnitNormal.CDF(sum/err))
}

// decompose arm a, or arm a less arm b if b is not below 0; halfWidth is that of its
// interval. It is nil where no crossed histories were played.
func decompose(e *Experiment, what sweep.Measure, a, b int, halfWidth float64) *Decomposition {
	x := e.Crossed
	if x == nil || x.Interrupted || !slices.Contains(x.arms, a) {
		return nil
	}
	values := x.values[what]
	of := values[slices.Index(x.arms, a)]
	if b >= 0 {
		of = less(of, values[slices.Index(x.arms, b)])
	}
	return newDecomposition(drawn(e.Config), e.Level(), x.Side, of, halfWidth)
}

// Between are the intervals over all four parts of an arm of one experiment less that of
// another, whose crossed sets have all arms and met the same draws; nil where they say nothing.
func Between(a, b *Experiment, arm int, of words.Compared) (overall, keptOverall *stats.Difference) {
	x, y := a.Crossed, b.Crossed
	if x == nil || y == nil || x.Interrupted || y.Interrupted {
		return nil, nil
	}
	either, more := drawn(a.Config), drawn(b.Config) // what is drawn in one of them is in the difference
	either.Parameters, either.Coded, either.Switches = either.Parameters+more.Parameters, either.Coded+more.Coded, either.Switches+more.Switches
	all := func(what sweep.Measure, d stats.Difference) *stats.Difference {
		return newDecomposition(either, a.Level(), x.Side, less(x.values[what][arm], y.values[what][arm]), d.HalfWidth()).Overall(d)
	}
	if overall = all(sweep.Settled, of.Settled); of.Followed {
		keptOverall = all(sweep.Kept, of.Kept)
	}
	return overall, keptOverall
}

func less(a, b []float64) []float64 {
	d := slices.Clone(a)
	for k := range d {
		d[k] -= b[k]
	}
	return d
}

// newDecomposition of what the histories of a crossed set came to.
func newDecomposition(drawn Drawn, level float64, side int, values []float64, halfWidth float64) *Decomposition {
	t := &stats.Cube{Values: values, Sides: [stats.Factors]int{side, side, side}}
	d := &Decomposition{MonteCarlo: stats.Number(halfWidth / stats.NormalQuantile(level)), Draws: side}
	sum, err := 0.0, 0.0
	for _, f := range []struct {
		part   **Part
		factor int
		drawn  int
	}{{&d.Parameters, stats.ByParameters, drawn.Parameters}, {&d.Coding, stats.ByCoding, drawn.Coded}, {&d.Structure, stats.ByStructure, drawn.Switches}} {
		switch {
		case f.drawn == 0:
			*f.part = new(Part)
		case !t.Rare():
			c := t.Component(f.factor)
			*f.part = &Part{stats.Number(root(c.Mean)), stats.Number(root(c.Low)), stats.Number(root(c.High))}
			sum += c.Mean
			err = math.Hypot(err, (c.High-c.Low)/2/stats.StudentQuantile(stats.Level, int64(side)))
		}
	}
	d.Together = stats.Number(together(sum, err))
	return d
}

// root of a variance of shares or of differences of shares, which is between 0 and 1.
func root(variance float64) float64 { return math.Sqrt(min(1, max(0, variance))) }
