package study

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"parley/sim"
	"parley/sim/stats"
)

// Moderator is how an effect goes with a parameter, over draws.
type Moderator struct {
	Parameter string `json:"parameter"`
	// Rank is Spearman's correlation, -1 to 1.
	Rank Interval `json:"rank"`
	// Marked says that an interval at 5 % over the number of parameters excludes 0.
	Marked bool `json:"marked"`
}

// moderators of an effect, the strongest first.
func moderators(draws []draw, free []sim.Parameter, effects []float64) (list []Moderator) {
	ranks := stats.Ranks(effects)
	numbers := slices.DeleteFunc(slices.Clone(free), sim.Parameter.IsSwitch)
	for _, p := range numbers {
		values := make([]float64, len(draws))
		for i := range draws {
			values[i] = draws[i].parameters.Value[p]
		}
		rho := stat.Correlation(ranks, stats.Ranks(values), nil)
		if math.IsNaN(rho) { // one of them does not vary
			rho = 0
		}
		strict := rankInterval(rho, len(draws), 0.05/float64(len(numbers)))
		list = append(list, Moderator{sim.ParameterTable[p].ID, rankInterval(rho, len(draws), 1-stats.Level), strict.Low > 0 || strict.High < 0})
	}
	slices.SortStableFunc(list, func(a, b Moderator) int {
		return cmp.Compare(math.Abs(float64(b.Rank.Value)), math.Abs(float64(a.Rank.Value)))
	})
	return list
}

// rankInterval of a rank correlation of n pairs by Fisher's z with variance
// 1.06/(n-3) (Fieller, Hartley & Pearson 1957, Biometrika 44, 470-481).
func rankInterval(rho float64, n int, alpha float64) Interval {
	if n <= 3 || math.Abs(rho) >= 1 {
		return Interval{Number(rho), -1, 1}
	}
	half, z := stats.NormalQuantile(1-alpha)*math.Sqrt(1.06/float64(n-3)), math.Atanh(rho)
	return Interval{Number(rho), Number(math.Tanh(z - half)), Number(math.Tanh(z + half))}
}

// LevelEffect is the mean effect over the draws that have a level of a switch of
// structure.
type LevelEffect struct {
	Switch string `json:"switch"`
	Level  string `json:"level"`
	// Draws that have it, a share.
	Draws  Number   `json:"draws"`
	Points Interval `json:"points"`
}

// byStructure gives an effect under each level of the free switches that was drawn.
func byStructure(r *resampler, draws []draw, free []sim.Parameter, effects []float64) (list []LevelEffect) {
	for _, p := range free {
		for level, info := range sim.ParameterTable[p].Levels {
			under := func(of []int) (mean, share float64) {
				sum, n := 0.0, 0.0
				for _, i := range of {
					if int(draws[i].parameters.Value[p]) == level {
						sum += effects[i]
						n++
					}
				}
				return sum / max(1, n), n / float64(len(of))
			}
			if _, share := under(r.all); share > 0 {
				points := r.interval(func(of []int) float64 { mean, _ := under(of); return mean })
				list = append(list, LevelEffect{sim.ParameterTable[p].ID, info.ID, Number(share), points})
			}
		}
	}
	return list
}
