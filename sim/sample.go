package sim

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

// ParameterSample is a weighted sample of all parameters together, switches of
// structure included.
type ParameterSample struct {
	Rows []Parameters
	// UpTo are the cumulative weights, rising to any sum above 0.
	UpTo []float64
	// Notes say in sentences what of the sample is of another war, another model or other
	// parameters; outputs repeat them.
	Notes []string
}

// strata are the rows of a sample in the order of their structures, so that a draw
// may take the structure first, and then the parameters from the rows that share it.
type strata struct {
	rows []Parameters
	upTo []float64 // cumulative weights
	of   []span    // of each row, the rows of its structure
}

// span is rows first to end-1.
type span struct{ first, end int }

// newStrata keeps the rows that agree with the switches that a set fixes.
func newStrata(set *ParameterSet) (strata, error) {
	var s strata
	sample, alike := set.Sample, map[Structure][]int{}
	for i := range sample.Rows {
		if row := &sample.Rows[i]; set.Admits(row) {
			at := row.Structure()
			alike[at] = append(alike[at], i)
		}
	}
	s.rows, s.upTo, s.of = make([]Parameters, 0, len(sample.Rows)), make([]float64, 0, len(sample.Rows)), make([]span, 0, len(sample.Rows))
	sum := 0.0
	for _, at := range slices.SortedFunc(maps.Keys(alike), func(a, b Structure) int { return bytes.Compare(a[:], b[:]) }) {
		of := span{len(s.rows), len(s.rows) + len(alike[at])}
		for _, i := range alike[at] {
			w := sample.UpTo[i]
			if i > 0 {
				w -= sample.UpTo[i-1]
			}
			sum += w
			s.rows, s.upTo, s.of = append(s.rows, sample.Rows[i]), append(s.upTo, sum), append(s.of, of)
		}
	}
	if sum <= 0 {
		return s, fmt.Errorf("sim: no row of the posterior has %s: want parameters from the prior, or another level", set.fixedSwitches())
	}
	return s, nil
}

// Admits says whether a row agrees with the switches that the set fixes, and has a
// level of some weight of the others.
func (s *ParameterSet) Admits(row *Parameters) bool {
	for p := FirstSwitch; p < NumParameters; p++ {
		if s.Set[p] && row[p] != s.Value[p] || !s.Set[p] && s.LevelWeights(p)[int(row[p])] == 0 {
			return false
		}
	}
	return true
}

// fixedSwitches names them, as in "structure.attention = queue".
func (s *ParameterSet) fixedSwitches() string {
	var fixed []string
	for p := FirstSwitch; p < NumParameters; p++ {
		if info := &ParameterTable[p]; s.Set[p] {
			fixed = append(fixed, info.ID+" = "+info.Levels[int(s.Value[p])].ID)
		}
	}
	return strings.Join(fixed, " and ")
}

// at is the row that holds a share u in [0,1) of the weight of some rows.
func (s *strata) at(of span, u float64) int {
	before := 0.0
	if of.first > 0 {
		before = s.upTo[of.first-1]
	}
	u = before + float64(u*(s.upTo[of.end-1]-before))
	n := of.end - of.first - 1 // the last takes what is left
	return of.first + sort.Search(n, func(i int) bool { return s.upTo[of.first+i] > u })
}

// PriorDraw is draw i of all parameters from their priors, each for itself and
// from a stream of its own; parameters that the set fixes stay as they are.
func PriorDraw(set ParameterSet, seed Seed, i int) ParameterSet {
	var stream Stream
	stream.reset(newReplicationKey(seed, i), newActorKey("prior", ""), codingRound)
	u := stream.uniforms()
	for p := range NumParameters {
		if !set.Set[p] {
			set.Fix(p, set.quantile(p, u[ParameterTable[p].Slot]))
		}
	}
	return set
}

// uniforms of a new stream, by slot.
func (s *Stream) uniforms() (u [NumParameters]float64) {
	for i := range u {
		u[i] = s.Uniform(i)
	}
	return u
}

// FreeParameters are those that a set leaves to the prior, in order.
func FreeParameters(set *ParameterSet) (free []Parameter) {
	for p := range NumParameters {
		if set.Draws(p) {
			free = append(free, p)
		}
	}
	return free
}

// PriorAt fixes free parameters at quantiles u of their priors, each in [0,1].
func PriorAt(set ParameterSet, free []Parameter, u []float64) ParameterSet {
	for k, p := range free {
		set.Fix(p, set.quantile(p, u[k]))
	}
	return set
}

// Child is the root seed of part i of an experiment.
func (s Seed) Child(i int) Seed {
	hi, lo := cross(s.hi+uint64(i), s.lo^0x1f83d9abfb41bd6b)
	return Seed{hi, lo}
}

// Words are the seed as two numbers, for streams outside a history.
func (s Seed) Words() (uint64, uint64) { return s.hi, s.lo }
