package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// cubeOf values by the levels of the factors.
func cubeOf(sides [Factors]int, value func(p, c, s int) float64) *Cube {
	t := &Cube{Sides: sides}
	for s := range sides[ByStructure] {
		for c := range sides[ByCoding] {
			for p := range sides[ByParameters] {
				t.Values = append(t.Values, value(p, c, s))
			}
		}
	}
	return t
}

func TestPartsOfTablesWorkedOutByHand(t *testing.T) {
	sides := [Factors]int{3, 2, 4}
	for name, c := range map[string]struct {
		value func(p, c, s int) float64
		want  [Factors]float64
	}{
		"all add up":       {func(p, c, s int) float64 { return float64(2*p + 3*c + s) }, [Factors]float64{4, 4.5, 5.0 / 3}},
		"parameters alone": {func(p, _, _ int) float64 { return float64(p) }, [Factors]float64{1, 0, 0}},
		"coding alone":     {func(_, c, _ int) float64 { return float64(c) }, [Factors]float64{0, 0.5, 0}},
		"parameters of a structure": {func(p, _, s int) float64 { return float64(p * (2*(s%2) - 1)) },
			// The mean over structures is 1 or -1: variance 4/3, less 4/3 over 3 of parameters within.
			[Factors]float64{1, 0, 4.0/3 - (4.0/3)/3}},
	} {
		table := cubeOf(sides, c.value)
		for f, want := range c.want {
			near(t, fmt.Sprintf("%s, factor %d", name, f), unbiased(table, f), want, 1e-12)
		}
	}
}

func unbiased(t *Cube, factor int) float64 {
	between, within, size := t.ratio(factor)
	return (between - within) / size
}

// The mean covariance of the values that share a level of one factor alone is the same
// figure.
func TestAComponentIsTheCovarianceOfHistoriesThatShareTheDraw(t *testing.T) {
	table := simulated(rand.New(rand.NewPCG(1, 2)), 6, 0.4, [Factors]float64{0.2, 0.1, 0.15}, false)
	n := table.Sides[0]
	at := func(p, c, s int) float64 { return table.Values[p+n*(c+n*s)] }
	sum, pairs := 0.0, 0.0
	grand := meanOf(table.Values)
	for s := range n { // of histories that share only the structure s, less those that share nothing
		for s2 := range n {
			for p := range n {
				for p2 := range n {
					for c := range n {
						for c2 := range n {
							if p == p2 || c == c2 {
								continue
							}
							x := (at(p, c, s) - grand) * (at(p2, c2, s2) - grand)
							if s == s2 {
								sum += x / float64(n)
							} else {
								sum -= x / float64(n*(n-1))
							}
							if s == 0 && s2 == 0 {
								pairs++
							}
						}
					}
				}
			}
		}
	}
	near(t, "component", unbiased(table, ByStructure), sum/pairs, 1e-12)
}

// meanOf without a library.
func meanOf(x []float64) (sum float64) {
	for _, y := range x {
		sum += y / float64(len(x))
	}
	return sum
}

// simulated histories of side draws of each: the chance of a 1 lies around a mean, skewed
// over parameters and structures and even over codings, with a standard deviation each.
// Parameters may be others under each structure, as in a posterior.
func simulated(r *rand.Rand, side int, middle float64, sd [Factors]float64, nested bool) *Cube {
	skewed := func(sd float64) []float64 {
		x := make([]float64, side)
		for i := range x {
			x[i] = sd * (r.ExpFloat64() - 1)
		}
		return x
	}
	byCode := make([]float64, side)
	for j := range byCode {
		byCode[j] = sd[ByCoding] * math.Sqrt(12) * (r.Float64() - 0.5)
	}
	byStruct, parameters := skewed(sd[ByStructure]), skewed(sd[ByParameters])
	last := 0
	return cubeOf([Factors]int{side, side, side}, func(p, c, s int) float64 {
		if nested && s != last {
			parameters, last = skewed(sd[ByParameters]), s
		}
		return one(r.Float64() < middle+parameters[p]+byCode[c]+byStruct[s])
	})
}

// Of 200 tables of which the parts are known. Skewed effects are hard: the
// interval holds less often than its level says.
func TestKnownPartsComeBack(t *testing.T) {
	const tables, side = 200, 12
	for _, c := range []struct {
		middle float64
		sd     [Factors]float64
		nested bool
		least  [Factors]int
	}{
		{0.5, [Factors]float64{0, 0, 0}, false, [Factors]int{180, 180, 180}},
		{0.4, [Factors]float64{0.1, 0.05, 0.1}, false, [Factors]int{160, 180, 160}},
		{0.4, [Factors]float64{0.1, 0.05, 0.1}, true, [Factors]int{160, 180, 160}},
		{0.4, [Factors]float64{0, 0.1, 0}, false, [Factors]int{180, 180, 180}},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		var held [Factors]int
		var sum, squares [Factors]float64
		for range tables {
			table := simulated(r, side, c.middle, c.sd, c.nested)
			for f, sd := range c.sd {
				e := table.Component(f)
				sum[f] += e.Mean
				squares[f] += e.Mean * e.Mean
				held[f] += int(one(e.Low <= sd*sd && sd*sd <= e.High))
			}
		}
		for f, sd := range c.sd {
			mean := sum[f] / tables
			se := math.Sqrt((squares[f]/tables - mean*mean) / tables)
			near(t, fmt.Sprintf("%+v: variance of factor %d", c, f), mean, sd*sd, 4*se)
			if held[f] < c.least[f] {
				t.Errorf("%+v: intervals hold the truth of factor %d in %d of %d tables, want %d", c, f, held[f], tables, c.least[f])
			}
		}
	}
}
