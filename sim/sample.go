package sim

import (
	"cmp"
	"fmt"
	"slices"
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

func (s *ParameterSample) whole() bool {
	return s != nil && len(s.Rows) > 0 && len(s.Rows) == len(s.UpTo)
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
	sample := set.Sample
	order := make([]int, 0, len(sample.Rows))
	for i := range sample.Rows {
		if set.Admits(&sample.Rows[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return slices.CompareFunc(sample.Rows[a][FirstSwitch:], sample.Rows[b][FirstSwitch:], cmp.Compare)
	})
	sum := 0.0
	for _, i := range order {
		w := sample.UpTo[i]
		if i > 0 {
			w -= sample.UpTo[i-1]
		}
		sum += w
		s.rows, s.upTo = append(s.rows, sample.Rows[i]), append(s.upTo, sum)
	}
	if sum <= 0 {
		return s, fmt.Errorf("sim: no row of the posterior has %s: want parameters from the prior, or another level", set.fixedSwitches())
	}
	for first := 0; first < len(s.rows); {
		end := first + 1
		for end < len(s.rows) && slices.Equal(s.rows[end][FirstSwitch:], s.rows[first][FirstSwitch:]) {
			end++
		}
		for range end - first {
			s.of = append(s.of, span{first, end})
		}
		first = end
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
func (s *ParameterSet) fixedSwitches() (text string) {
	for p := FirstSwitch; p < NumParameters; p++ {
		if !s.Set[p] {
			continue
		}
		if text != "" {
			text += " and "
		}
		info := &ParameterTable[p]
		text += info.ID + " = " + info.Levels[int(s.Value[p])].ID
	}
	return text
}

// at is the row that holds a share u in [0,1) of the weight of some rows.
func (s *strata) at(of span, u float64) int {
	before := 0.0
	if of.first > 0 {
		before = s.upTo[of.first-1]
	}
	u = before + float64(u*(s.upTo[of.end-1]-before))
	low, high := of.first, of.end-1
	for low < high {
		if middle := (low + high) / 2; s.upTo[middle] > u {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
