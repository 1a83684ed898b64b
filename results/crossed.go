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
	DefaultSide = 64
	MostSide    = 512
)

// fewest outcomes that differ from the most common one, so that means over a
// row or a column of a crossed set may be told from luck at all.
const fewest = 10

// SideFor is how many draws of each are crossed beside a number of histories:
// no more histories in all, and DefaultSide at most. Below LeastSide it is 0.
func SideFor(replications int) int {
	side := min(DefaultSide, int(math.Sqrt(float64(replications))))
	if side < LeastSide {
		return 0
	}
	return side
}

// Crossed are histories in which each draw of the parameters meets each draw of
// the coded numbers once, each with luck of its own. They say how much of what
// varies comes of which.
type Crossed struct {
	// Side is the number of draws of each.
	Side int
	// Interrupted before all were played: then they say nothing.
	Interrupted bool

	arms    []int // of the experiment
	settled [][]float64
}

// crossedPart of the seed is kept for the crossed set: its luck is no other's.
const crossedPart = 1

// PlanCrossed crosses side draws with side draws, LeastSide to MostSide, for the
// arms of the headline, or for all if there is none.
func PlanCrossed(e *Experiment, side int) *Crossed {
	x := &Crossed{Side: side}
	var all []int
	for i := range e.Arms {
		all = append(all, i)
		if slices.ContainsFunc(e.Arms, func(other sim.Arm) bool {
			return IsHeadline(&e.Arms[i], &other) || IsHeadline(&other, &e.Arms[i])
		}) {
			x.arms = append(x.arms, i)
		}
	}
	if len(x.arms) == 0 {
		x.arms = all
	}
	x.settled = make([][]float64, len(x.arms))
	for a := range x.settled {
		x.settled[a] = make([]float64, side*side)
	}
	return x
}

// Cell plays the set. Its Workers and Progress are the caller's.
func (x *Crossed) Cell(e *Experiment) (sweep.Cell, *sweep.Tally) {
	c := *e.Config
	c.Crossing = sim.Crossing{Parameters: x.Side, Codings: x.Side}
	var arms []sim.Arm
	for _, i := range x.arms {
		arms = append(arms, e.Arms[i])
	}
	cell := sweep.Cell{Config: &c, Arms: arms, Seed: sim.NewSeed(e.Seed).Child(crossedPart), Replications: x.Side * x.Side, History: x.add}
	return cell, sweep.NewTallyOf(&c, len(arms), nil)
}

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

// Apart is a figure's uncertainty by where it comes from, each as a standard
// deviation. Monte Carlo is that of the figure itself; the others are how far
// its true value lies apart from one draw of the parameters to the next, and
// from one draw of the coded numbers to the next. They are nil where too few
// histories settled to tell; where nothing is drawn they are exactly 0.
type Apart struct {
	MonteCarlo         number     `json:"monte_carlo" unit:"share" doc:"standard deviation of the figure itself, which more histories narrow"`
	Parameters         *number    `json:"parameters" unit:"share" doc:"standard deviation of the true value over draws of the parameters; null if too few settled to tell"`
	ParametersInterval *[2]number `json:"parameters_interval" unit:"share" doc:"its 95 % interval, from 0 if it cannot be told from 0"`
	Coding             *number    `json:"coding" unit:"share" doc:"standard deviation of the true value over draws of the judged numbers; null if too few settled to tell"`
	CodingInterval     *[2]number `json:"coding_interval" unit:"share" doc:"its 95 % interval, from 0 if it cannot be told from 0"`
	Draws              int        `json:"draws" doc:"draws of the parameters, each of which met as many of the judged numbers"`
}

// apart of an arm, or of arm a less arm b if b is not below 0; halfWidth is that
// of its interval. It is nil where no crossed histories were played.
func apart(e *Experiment, a, b int, halfWidth float64) *Apart {
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
	// Replication k meets draw k mod Side of the parameters.
	codings := slices.Collect(slices.Chunk(outcomes, x.Side))
	result := &Apart{MonteCarlo: number(halfWidth / normalQuantile(e.Level())), Draws: x.Side}
	d := drawn(e.Config)
	result.Parameters, result.ParametersInterval = part(turned(codings), d.Parameters > 0)
	result.Coding, result.CodingInterval = part(codings, d.Coded > 0)
	return result
}

// part of the rows of a table as a standard deviation with its interval.
func part(rows [][]float64, drawn bool) (*number, *[2]number) {
	switch {
	case !drawn:
		return new(number), new([2]number)
	case rare(rows):
		return nil, nil
	}
	c := rowComponent(rows)
	sd := number(root(c.Mean))
	return &sd, &[2]number{number(root(c.Low)), number(root(c.High))}
}

func root(variance float64) float64 { return math.Sqrt(max(0, variance)) }

// rare says whether fewer than fewest outcomes are not the most common one.
func rare(rows [][]float64) bool {
	counts := map[float64]int{}
	n, most := 0, 0
	for _, row := range rows {
		for _, y := range row {
			n++
			counts[y]++
			most = max(most, counts[y])
		}
	}
	return n-most < fewest
}

// rowComponent estimates the variance between the true means of rows in the
// two-way random-effects analysis of variance with one value a cell (Searle,
// Casella & McCulloch 1992, Variance Components): what row means vary, less what
// luck, and what rows and columns do only together, makes them vary. It is not
// truncated at 0. The interval is that of the ratio of mean squares, by the
// jackknife over rows of its logarithm, which wants no normal effects (Arvesen &
// Layard 1975, Annals of Statistics 3, 1122-1134).
func rowComponent(rows [][]float64) Estimate {
	n, m := len(rows), float64(len(rows[0]))
	between, within := meanSquares(rows)
	without := make([]float64, n)
	for i := range rows {
		without[i] = logRatio(meanSquares(slices.Concat(rows[:i], rows[i+1:])))
	}
	_, variance := stat.PopMeanVariance(without, nil)
	half := studentQuantile(Level, int64(n)) * math.Sqrt(variance*float64(n-1))
	component := func(logRatio float64) float64 { return (math.Exp(logRatio) - 1) * within / m }
	middle := logRatio(between, within)
	return Estimate{(between - within) / m, component(middle - half), component(middle + half)}
}

// logRatio of mean squares. Where one is 0, which is rare, it is 0: no effect is seen.
func logRatio(between, within float64) float64 {
	if between <= 0 || within <= 0 {
		return 0
	}
	return math.Log(between / within)
}

// meanSquares of a table of rows and columns: between row means, and of what
// neither rows nor columns by themselves account for.
func meanSquares(rows [][]float64) (between, within float64) {
	n, m := float64(len(rows)), float64(len(rows[0]))
	columns := make([]float64, len(rows[0]))
	means := make([]float64, len(rows))
	for i, row := range rows {
		for j, y := range row {
			means[i] += y / m
			columns[j] += y / n
		}
	}
	grand := stat.Mean(means, nil)
	for i, row := range rows {
		for j, y := range row {
			rest := y - means[i] - columns[j] + grand
			within += rest * rest
		}
	}
	return m * stat.Variance(means, nil), within / ((n - 1) * (m - 1))
}

// turned makes rows of columns.
func turned(rows [][]float64) [][]float64 {
	columns := make([][]float64, len(rows[0]))
	for j := range columns {
		for _, row := range rows {
			columns[j] = append(columns[j], row[j])
		}
	}
	return columns
}
