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
	// Those of a sensitivity analysis, which are no choice of a sweep.
	Saltelli Design = "saltelli"
	Radial   Design = "radial"
)

// Blocks of replications at each point of a sensitivity analysis. Each is a point of its
// own in the plan: from how they differ follows the noise of their mean.
const Blocks = 4

// Designs in the order in which they are explained.
var Designs = []Design{Grid, Random, LatinCube, Sobol, OneAtATime, Table}

// samples says whether a design takes as many points as wanted.
func (d Design) samples() bool { return d == Random || d == LatinCube || d == Sobol || d.Analyses() }

// Analyses says whether it is a design of a sensitivity analysis.
func (d Design) Analyses() bool { return d == Saltelli || d == Radial }

// Columns of each base point of a sensitivity analysis, 1 of another design.
func (p *Plan) Columns() int {
	switch p.Design {
	case Saltelli:
		return len(p.Factors) + 2
	case Radial:
		return len(p.Factors) + 1
	}
	return 1
}

// Place of point i in a sensitivity analysis: its base point, its column, its block.
func (p *Plan) Place(i int) (base, column, block int) {
	return i / Blocks / p.Columns(), i / Blocks % p.Columns(), i % Blocks
}

// First replication of point i. The points of a base point share their replications, block
// by block (common random numbers); base points are independent, so that what they differ
// by has the noise in it. In all other designs every point begins with 0.
func (p *Plan) First(i int) int {
	if !p.Design.Analyses() {
		return 0
	}
	base, _, block := p.Place(i)
	return (base*Blocks + block) * p.Reps
}

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
//   - saltelli: to base point b of Points belong a point A, a point B independent of it,
//     and for each factor A with the factor's value from B (Saltelli et al. 2010, Computer
//     Physics Communications 181, 259-270). A and B are one scrambled Sobol' point.
//   - radial: to each base point belong itself and for each factor the base point with that
//     factor moved on by half of its range, around the ends (Campolongo, Saltelli & Cariboni
//     2011, Computer Physics Communications 182, 978-988; the fixed step, which does not
//     blow up noise, is a modelling choice).
//
// Of the last two each point comes Blocks times over. Where they have more dimensions than
// MaxSobol, those beyond are drawn as in random.
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
	case Saltelli, Radial:
		base, column, _ := p.Place(i)
		switch {
		case p.Design == Saltelli && (column == 1 || column == factor+2):
			return k.with(1).sobolOr(base, len(p.Factors)+factor)
		case p.Design == Radial && column == factor+1:
			u := k.sobolOr(base, factor)
			if u >= 0.5 {
				return u - 0.5 // exact, as the other
			}
			return u + 0.5
		}
		return k.sobolOr(base, factor)
	}
	return k.with(uint64(i)).uniform()
}

// sobolOr is a coordinate of Sobol's sequence, or drawn where that has none.
func (k key) sobolOr(i, dimension int) float64 {
	if dimension < MaxSobol {
		return k.sobolAt(uint32(i), dimension)
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
