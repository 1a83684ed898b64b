package validate

import (
	"math"
	"math/rand/v2"
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
	// Score is the mean of the groups', Margin twice its Monte Carlo error.
	Score  float64 `json:"score"`
	Margin float64 `json:"margin"`
	// Once is the score without quantities that repeat another one.
	Once   float64      `json:"score_once"`
	Groups []GroupScore `json:"groups"`
}

// GroupScore is the mean over the quantities of a group, Margin twice its Monte Carlo
// error.
type GroupScore struct {
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Margin float64 `json:"margin"`
}

// score averages the scaled scores of quantities within their groups, then over the
// groups. each is NaN for a quantity about which nothing was said.
func score(name string, quantities []quantity, each []float64) Score {
	s := Score{Name: name}
	s.Groups, s.Score = averages(quantities, each, func(*quantity) bool { return true })
	_, s.Once = averages(quantities, each, func(q *quantity) bool { return !q.repeats })
	return s
}

// averages of those that count, by group and over the groups.
func averages(quantities []quantity, each []float64, counts func(*quantity) bool) (groups []GroupScore, all float64) {
	for _, group := range Groups {
		sum, n := 0.0, 0.0
		for k := range quantities {
			if q := &quantities[k]; q.group == group && !math.IsNaN(each[k]) && counts(q) {
				sum += each[k]
				n++
			}
		}
		if n > 0 {
			groups = append(groups, GroupScore{Group: group, Score: sum / n})
			all += sum / n
		}
	}
	return groups, all / math.Max(1, float64(len(groups)))
}

// resamples of a forecast's histories behind a margin; the error of the margin itself is
// about one in twenty.
const resamples = 200

// scored is a forecast's score with its margins: twice the standard deviation over
// bootstrap samples of the histories kept (Efron 1979, Ann. Stat. 7, 1-26).
func (v *Validation) scored(name string, list []quantity, f *forecast) Score {
	s := score(name, list, f.scores(list))
	luck := rand.New(rand.NewPCG(v.seed(marginPart).Words()))
	spreads := make([]spread, len(s.Groups)+1)
	again := forecast{values: make([][]float64, len(list))}
	for k := range list {
		again.values[k] = make([]float64, f.Kept)
	}
	for range resamples {
		for i := range f.Kept {
			from := luck.IntN(f.Kept)
			for k := range list {
				again.values[k][i] = f.values[k][from]
			}
		}
		x := score(name, list, again.scores(list))
		spreads[0].add(x.Score)
		for g := range x.Groups {
			spreads[g+1].add(x.Groups[g].Score)
		}
	}
	s.Margin = 2 * spreads[0].deviation()
	for g := range s.Groups {
		s.Groups[g].Margin = 2 * spreads[g+1].deviation()
	}
	return s
}

// scores of a forecast, quantity by quantity.
func (f *forecast) scores(list []quantity) []float64 {
	scores := make([]float64, len(list))
	for k := range list {
		scores[k] = CRPS(f.values[k], list[k].observed) / list[k].scale
	}
	return scores
}

// spread of numbers that come one by one.
type spread struct{ n, mean, squares float64 }

func (s *spread) add(x float64) {
	s.n++
	d := x - s.mean
	s.mean += d / s.n
	s.squares += d * (x - s.mean)
}

func (s *spread) deviation() float64 { return math.Sqrt(s.squares / math.Max(1, s.n-1)) }

// Of a group; NaN if there is none.
func (s *Score) Of(group string) GroupScore {
	if i := slices.IndexFunc(s.Groups, func(g GroupScore) bool { return g.Group == group }); i >= 0 {
		return s.Groups[i]
	}
	return GroupScore{Group: group, Score: math.NaN()}
}
