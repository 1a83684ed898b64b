package validate

import (
	"math"
	"slices"
)

// CRPS is the continuous ranked probability score of equally likely values as a
// forecast of what was observed: E d(X, observed) - E d(X, X')/2, in the unit of the
// values, 0 or more; smaller is better (Gneiting & Raftery 2007, J. Am. Stat. Assoc.
// 102, 359-378). NaN is a value that did not come about; distances to it are those of
// farFromMissing, which keeps the score proper where values span at most 2.
func CRPS(values []float64, observed float64) float64 {
	n := float64(len(values))
	known := make([]float64, 0, len(values))
	toObserved := 0.0
	for _, x := range values {
		toObserved += apart(x, observed)
		if !math.IsNaN(x) {
			known = append(known, x)
		}
	}
	slices.Sort(known)
	among := 0.0 // over ordered pairs, each once
	for i, x := range known {
		among += float64(2*i-len(known)+1) * x
	}
	among += farFromMissing * float64(len(known)) * (n - float64(len(known)))
	return toObserved/n - among/(n*n)
}

// farFromMissing is how far a missing value lies from any other: the whole line of
// a position or a share.
const farFromMissing = 1

// apart is the distance of two values.
func apart(a, b float64) float64 {
	switch {
	case math.IsNaN(a) && math.IsNaN(b):
		return 0
	case math.IsNaN(a) || math.IsNaN(b):
		return farFromMissing
	}
	return math.Abs(a - b)
}

// Score is a forecast's, in spreads of the prior's histories; smaller is better.
type Score struct {
	Name string `json:"name"`
	// Score is the mean of the groups'.
	Score  float64      `json:"score"`
	Groups []GroupScore `json:"groups"`
}

// GroupScore is the mean over the quantities of a group.
type GroupScore struct {
	Group string  `json:"group"`
	Score float64 `json:"score"`
}

// score averages the scaled scores of quantities within their groups, then over the
// groups. each is NaN for a quantity about which nothing was said.
func score(name string, quantities []quantity, each []float64) Score {
	s := Score{Name: name}
	for _, group := range Groups {
		sum, n := 0.0, 0.0
		for k := range quantities {
			if quantities[k].group == group && !math.IsNaN(each[k]) {
				sum += each[k]
				n++
			}
		}
		if n > 0 {
			s.Groups = append(s.Groups, GroupScore{group, sum / n})
			s.Score += sum / n
		}
	}
	s.Score /= math.Max(1, float64(len(s.Groups)))
	return s
}

// of a group; NaN if there is none.
func (s *Score) of(group string) float64 {
	for _, g := range s.Groups {
		if g.Group == group {
			return g.Score
		}
	}
	return math.NaN()
}
