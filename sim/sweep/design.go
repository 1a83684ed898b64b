package sweep

import (
	"fmt"
	"slices"
)

// Design is how the points of a plan are laid out; see Point.
type Design string

const (
	Grid       Design = "grid"
	Random     Design = "random"
	LatinCube  Design = "lhs"
	Sobol      Design = "sobol"
	OneAtATime Design = "one-at-a-time"
	Table      Design = "table"
)

// Designs in the order in which they are explained.
var Designs = []Design{Grid, Random, LatinCube, Sobol, OneAtATime, Table}

// samples says whether a design takes as many points as wanted.
func (d Design) samples() bool { return d == Random || d == LatinCube || d == Sobol }

// Point i of Size(), computed from the plan and i alone: a value for each factor; an empty
// one leaves the scenario's own.
//
//   - grid: every level of each factor with every level of the others; the last
//     factor moves fastest, as in nested loops.
//   - one-at-a-time: point 0 is the scenario as it is, then come the levels of
//     the first factor with all others left alone, then those of the second, ...
//   - random: each factor drawn for itself, by seed, path and i.
//   - lhs: a Latin hypercube. The range of each factor is cut into as many slices
//     as there are points; each slice holds one point, somewhere in it. A
//     permutation keyed by seed and path says which, so points of plans of
//     different sizes have nothing to do with each other.
//   - sobol: Sobol's sequence, scrambled by seed and path; more points extend it.
//     Powers of two are best.
//   - table: row i.
//
// Where a factor has levels, the designs that sample choose among them, each
// for an equal share of the range.
func (p *Plan) Point(i int) []string {
	if n, err := p.Size(); err != nil || i < 0 || i >= n {
		panic(fmt.Sprintf("sweep: point %d of %d: %v", i, n, err))
	}
	if p.Design == Table {
		return slices.Clone(p.Rows[i])
	}
	values := make([]string, len(p.Factors))
	switch p.Design {
	case Grid:
		for f := len(values) - 1; f >= 0; f-- {
			size := p.Factors[f].Size()
			values[f] = p.Factors[f].Level(i % size)
			i /= size
		}
	case OneAtATime:
		i-- // the base has no values
		for f := range values {
			size := p.Factors[f].Size()
			if i >= 0 && i < size {
				values[f] = p.Factors[f].Level(i)
			}
			i -= size
		}
	default:
		root := newKey(p.Seed, string(p.Design))
		for f := range values {
			factor := &p.Factors[f]
			values[f] = factor.at(p.place(root.text(factor.Path), i, f))
		}
	}
	return values
}

// place is where in [0,1) a sampling design puts point i of a factor.
func (p *Plan) place(k key, i, factor int) float64 {
	switch p.Design {
	case LatinCube:
		slice := k.with(0).permute(uint64(i), uint64(p.Points))
		// 22 bits within a slice: with 30 for the slice, the sum is exact.
		within := float64(k.with(1).with(uint64(i))>>42) * (1.0 / (1 << 22))
		return (float64(slice) + float64(within)) / float64(p.Points)
	case Sobol:
		return k.sobolAt(uint32(i), factor)
	}
	return k.with(uint64(i)).uniform()
}

// Overrides are what a point sets in the scenario, path=value in the order of
// the factors.
func (p *Plan) Overrides(point []string) []string {
	var set []string
	for i, v := range point {
		if v != "" {
			set = append(set, p.Factors[i].Path+"="+v)
		}
	}
	return set
}
