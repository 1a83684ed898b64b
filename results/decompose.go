package results

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"parley/sim"
	"parley/sim/sweep"
)

// Sides of a crossed set of histories, a modelling choice: large enough to tell
// some points of likelihood apart, small beside the histories of an experiment.
const (
	LeastSide   = 4
	DefaultSide = 20
	MostSide    = 64
)

// fewest outcomes that differ from the most common one, so that means over a
// crossed set may be told from luck at all.
const fewest = 10

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

// Factors of a crossed set, the one that varies fastest first, as in sim.Crossing.
const (
	byParameters = iota
	byCoding
	byStructure
	crossedFactors
)

// Crossed are histories in which each draw of the parameters meets each draw of
// the coded numbers and each of the structure once, each with luck of its own.
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
		x.settled[a][replication] = float64(bit(outcomes[a].Settled()))
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

// Decomposition is a figure's uncertainty by where it comes from. Luck is Monte
// Carlo error, that of the figure itself; the others are how far its true value lies
// apart from one draw of the structure to the next, of the parameters under one
// structure, and of the coded numbers. They are nil where too few histories settled
// to tell; where nothing is drawn they are exactly 0.
type Decomposition struct {
	Luck       number `json:"luck" unit:"share" doc:"standard deviation of the figure itself (Monte Carlo error), which more histories narrow"`
	Parameters *Part  `json:"parameters" doc:"of the true value over draws of the parameters, structure given; null if too few settled to tell"`
	Coding     *Part  `json:"coding" doc:"over draws of the expert codings"`
	Structure  *Part  `json:"structure" doc:"over draws of the structure"`
	Draws      int    `json:"draws" doc:"draws of the parameters, each of which met as many of the coding and of the structure"`
}

// Part of an uncertainty.
type Part struct {
	SD   number `json:"sd" unit:"share" doc:"standard deviation"`
	Low  number `json:"low" unit:"share" doc:"lower end of its 95 % interval, 0 if it cannot be told from 0"`
	High number `json:"high" unit:"share" doc:"upper end"`
}

// parts of a decomposition with their names, as a text has them.
func (d *Decomposition) parts() []*Part { return []*Part{d.Parameters, d.Coding, d.Structure} }

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
	t := &cube{outcomes, [crossedFactors]int{x.Side, x.Side, x.Side}}
	drawn := drawn(e.Config)
	return &Decomposition{Luck: number(halfWidth / normalQuantile(e.Level())), Draws: x.Side,
		Parameters: t.part(byParameters, drawn.Parameters > 0), Coding: t.part(byCoding, drawn.Coded > 0),
		Structure: t.part(byStructure, drawn.Switches > 0)}
}

// part of a factor as a standard deviation with its interval.
func (t *cube) part(factor int, drawn bool) *Part {
	switch {
	case !drawn:
		return new(Part)
	case rare(t.values):
		return nil
	}
	c := t.component(factor)
	return &Part{number(root(c.Mean)), number(root(c.Low)), number(root(c.High))}
}

func root(variance float64) float64 { return math.Sqrt(max(0, variance)) }

// rare says whether fewer than fewest outcomes are not the most common one.
func rare(values []float64) bool {
	counts := map[float64]int{}
	most := 0
	for _, y := range values {
		counts[y]++
		most = max(most, counts[y])
	}
	return len(values)-most < fewest
}

// cube is a table of all combinations of the levels of the factors, the first factor
// fastest, with one value a cell.
type cube struct {
	values []float64
	sides  [crossedFactors]int
}

// component estimates a factor's variance in the three-way random-effects analysis of
// variance (Searle, Casella & McCulloch 1992, Variance Components): what its means
// vary, less what luck and interactions make them vary. It is not truncated at 0. The
// interval is that of the ratio of mean squares, by the jackknife over the factor's
// levels of its logarithm, which wants no normal effects (Arvesen & Layard 1975,
// Annals of Statistics 3, 1122-1134). A ratio below 1 is luck alone: the upper end is
// then that around 1.
func (t *cube) component(factor int) Estimate {
	n := t.sides[factor]
	between, within, size := t.ratio(factor)
	without := make([]float64, n)
	for i := range without {
		b, w, _ := t.without(factor, i).ratio(factor)
		without[i] = logRatio(b, w)
	}
	_, variance := stat.PopMeanVariance(without, nil)
	half := studentQuantile(Level, int64(n)) * math.Sqrt(variance*float64(n-1))
	component := func(logRatio float64) float64 { return (math.Exp(logRatio) - 1) * within / size }
	middle := logRatio(between, within)
	return Estimate{(between - within) / size, component(middle - half), component(max(0, middle) + half)}
}

// ratio of a factor: a mean square in which its component is size times over, and
// what that would be without. Parameters are taken within the structure, crossed with
// it (a prior) or nested in it (a posterior): what they do by themselves and what
// they do only under some structure are one.
func (t *cube) ratio(factor int) (between, within, size float64) {
	ms := t.meanSquares()
	if factor == byParameters {
		const p, c, s = 1 << byParameters, 1 << byCoding, 1 << byStructure
		structures := float64(t.sides[byStructure])
		pooled := func(one, under float64) float64 { return (one + (structures-1)*under) / structures }
		return pooled(ms[p], ms[p|s]), pooled(ms[p|c], ms[p|c|s]), float64(t.sides[byCoding])
	}
	all := 1<<crossedFactors - 1
	within, size = -ms[all], 1
	for g, side := range t.sides {
		if g != factor {
			within += ms[1<<factor|1<<g]
			size *= float64(side)
		}
	}
	return ms[1<<factor], within, size
}

// logRatio of mean squares. Where one is 0, which is rare, it is 0: no effect is seen.
func logRatio(between, within float64) float64 {
	if between <= 0 || within <= 0 {
		return 0
	}
	return math.Log(between / within)
}

// meanSquares by the set of factors that act together, factor f being bit f.
func (t *cube) meanSquares() (ms [1 << crossedFactors]float64) {
	for set := range ms {
		ms[set] = t.squaredMeans(set)
	}
	for f, side := range t.sides {
		for set := range ms {
			if set>>f&1 == 1 {
				ms[set] = (ms[set] - ms[set^1<<f]) / float64(side-1)
			}
		}
	}
	return ms
}

// squaredMeans sums, over all values, the square of the mean of those that share the
// levels of a set of factors.
func (t *cube) squaredMeans(set int) float64 {
	stride, cells := [crossedFactors]int{}, 1
	for f, side := range t.sides {
		if set>>f&1 == 1 {
			stride[f] = cells
			cells *= side
		}
	}
	sums := make([]float64, cells)
	k := 0
	for s := range t.sides[2] {
		for c := range t.sides[1] {
			for p := range t.sides[0] {
				sums[p*stride[0]+c*stride[1]+s*stride[2]] += t.values[k]
				k++
			}
		}
	}
	total := 0.0
	for _, x := range sums {
		total += x * x
	}
	return total * float64(cells) / float64(len(t.values))
}

// without a level of a factor.
func (t *cube) without(factor, level int) *cube {
	less := &cube{make([]float64, 0, len(t.values)), t.sides}
	less.sides[factor]--
	stride := 1
	for _, side := range t.sides[:factor] {
		stride *= side
	}
	for k, y := range t.values {
		if k/stride%t.sides[factor] != level {
			less.values = append(less.values, y)
		}
	}
	return less
}
