package lowo

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
)

// Figure is a score with a 95 % interval over wars.
type Figure struct{ Value, Low, High float64 }

// MarshalJSON writes [value, low, high].
func (f Figure) MarshalJSON() ([]byte, error) {
	return json.Marshal([]stats.Number{stats.Number(f.Value), stats.Number(f.Low), stats.Number(f.High)})
}

// Score of a forecaster. Figures in pairs are for each of Horizons.
type Score struct {
	Name string `json:"name"`
	// Brier is the mean of (forecast - happened)^2, 0 to 1 (Brier 1950, Mon. Weather Rev. 78,
	// 1-3); Log is the mean of -ln of what happened, 0 or more (Good 1952, J. R. Stat. Soc. B
	// 14, 107-114). Of both less is better.
	Brier [2]Figure `json:"brier"`
	Log   [2]Figure `json:"log"`
	// AUC is how often a settled war had a higher forecast than one that was not, ties by
	// half, 0 to 1 (Hanley & McNeil 1982, Radiology 143, 29-36).
	AUC [2]Figure `json:"auc"`
	// Level is calibration in the large: the mean forecast less the share observed, -1 to 1.
	Level [2]Figure `json:"calibration_in_the_large"`
	// Concordance is how often the war forecast to be settled sooner was, ties by half, of the
	// pairs that can be told apart, 0 to 1 (Harrell et al. 1982, JAMA 247, 2543-2546).
	Concordance Figure `json:"concordance"`
	// LogLikelihood is the mean over wars of that of the months; NaN where none is said.
	LogLikelihood Figure `json:"log_likelihood"`
	// Ahead is the engine's Brier score less this one's; below 0 the engine is better.
	Ahead [2]Figure `json:"engine_less_this"`
}

// said is what a forecaster says of the wars, in their order: a rival's mean month is on a scale
// of its own, and its log likelihood no number if it says none.
type said struct {
	name string
	of   []Forecast
}

// settled are the chances of a settlement within one of Horizons, by war.
func (s *said) settled(h int) []float64 {
	return stats.Values(s.of, func(f *Forecast) float64 { return float64(f.Settled[h]) })
}

// scores of forecasters, the engine first, over the wars as observed.
func scores(all []said, seen []calibrate.Outcome, samples [][]int) []Score {
	list := make([]Score, len(all))
	for i := range all {
		f, s := &all[i], &list[i]
		s.Name = f.name
		for h, months := range Horizons {
			p, y, engine := f.settled(h), happened(seen, months), all[0].settled(h)
			s.Brier[h] = figure(samples, func(at []int) float64 { return brier(p, y, at) })
			s.Log[h] = figure(samples, func(at []int) float64 { return logScore(p, y, at) })
			s.AUC[h] = figure(samples, func(at []int) float64 { return auc(p, y, at) })
			s.Level[h] = figure(samples, func(at []int) float64 { return mean(at, func(w int) float64 { return p[w] - y[w] }) })
			s.Ahead[h] = figure(samples, func(at []int) float64 { return brier(engine, y, at) - brier(p, y, at) })
		}
		month := stats.Values(f.of, func(x *Forecast) float64 { return float64(x.Mean) })
		s.Concordance = figure(samples, func(at []int) float64 { return concordance(month, seen, at) })
		s.LogLikelihood = figure(samples, func(at []int) float64 {
			return mean(at, func(w int) float64 { return float64(f.of[w].LogLikelihood) })
		})
	}
	return list
}

// happened is 1 where a war was settled within so many months, else 0.
func happened(seen []calibrate.Outcome, months int) []float64 {
	return stats.Values(seen, func(o *calibrate.Outcome) float64 { return float64(stats.Bit(o.By(months))) })
}

func mean(at []int, of func(war int) float64) float64 {
	sum := 0.0
	for _, w := range at {
		sum += of(w)
	}
	return sum / float64(len(at))
}

func brier(p, y []float64, at []int) float64 {
	return mean(at, func(w int) float64 { return float64((p[w] - y[w]) * (p[w] - y[w])) })
}

func logScore(p, y []float64, at []int) float64 {
	return mean(at, func(w int) float64 { return -math.Log(1 - math.Abs(y[w]-p[w])) })
}

func auc(p, y []float64, at []int) float64 {
	return agreement(at, func(a, b int) bool { return y[a] > y[b] }, func(a, b int) float64 { return p[a] - p[b] })
}

func concordance(month []float64, seen []calibrate.Outcome, at []int) float64 {
	return agreement(at, func(a, b int) bool { return seen[a].Month < seen[b].Month }, func(a, b int) float64 { return month[b] - month[a] })
}

// agreement is the share of pairs of which the first came first, in which a forecast has it
// ahead of the second, ties by half; NaN if there is no such pair.
func agreement(at []int, first func(a, b int) bool, ahead func(a, b int) float64) float64 {
	pairs, agree := 0.0, 0.0
	for _, a := range at {
		for _, b := range at {
			if !first(a, b) {
				continue
			}
			pairs++
			switch d := ahead(a, b); {
			case d > 0:
				agree++
			case d == 0:
				agree += 0.5
			}
		}
	}
	return agree / pairs
}

// Resamples of the wars behind an interval.
const Resamples = 2000

// bootstrap lists the wars as they are, and drawn anew with replacement (Efron 1979, Ann.
// Stat. 7, 1-26).
func bootstrap(wars int, seed sim.Seed) [][]int {
	luck := rand.New(rand.NewPCG(seed.Words()))
	list := make([][]int, 1+Resamples)
	for k := range list {
		for w := range wars {
			if k > 0 {
				w = luck.IntN(wars)
			}
			list[k] = append(list[k], w)
		}
	}
	return list
}

// figure of all wars, with the middle 95 % of the samples in which it can be computed.
func figure(samples [][]int, of func(at []int) float64) Figure {
	values := stats.Values(samples, func(at *[]int) float64 { return of(*at) })
	known := slices.DeleteFunc(slices.Clone(values[1:]), math.IsNaN)
	if slices.Sort(known); len(known) == 0 {
		return Figure{values[0], math.NaN(), math.NaN()}
	}
	return Figure{values[0], stats.Quantile(known, 0.025), stats.Quantile(known, 0.975)}
}

// Names of forecasters; Unfitted is the engine at all points of the prior.
const (
	Engine   = "parley"
	Unfitted = "parley, unfitted"
	Base     = "base rate"
	Formula  = "sqrt(acceptance x consensus)"
	Hazard   = "constant hazard"
)

// rivals know less of the wars than the engine does.
func (t *Test) rivals() []said {
	base, formula, hazard := said{name: Base}, said{name: Formula}, said{name: Hazard}
	for w := range t.Wars {
		c, rate := chance(&t.Wars[w]), hazardOf(t.seen, w)
		b, f := Forecast{LogLikelihood: stats.Number(math.NaN())}, Forecast{LogLikelihood: stats.Number(math.NaN()), Mean: stats.Number(-c)}
		z := Forecast{LogLikelihood: stats.Number(geometric(rate, &t.seen[w])), Mean: stats.Number(-rate)}
		for h, months := range Horizons {
			b.Settled[h], f.Settled[h], z.Settled[h] = calibrate.ShareSettled, stats.Number(c), stats.Number(1-math.Pow(1-rate, float64(months)))
		}
		base.of, formula.of, hazard.of = append(base.of, b), append(formula.of, f), append(hazard.of, z)
	}
	return []said{base, formula, hazard}
}

// chance is the square root of acceptance of the lead times consensus, both as coded at time
// zero, the middles of their ranges: the formula to beat on the wars of the case files.
func chance(w *calibrate.War) float64 {
	acceptance := w.Config.AcceptanceDefault
	if l := w.Arm.Lead; w.Arm.AcceptanceSet {
		acceptance = w.Arm.Acceptance
	} else if l >= 0 && w.Config.Mediators[l].AcceptanceCoded {
		acceptance = w.Config.Mediators[l].AcceptanceAsLead.Middle()
	}
	return math.Sqrt(acceptance * w.Config.ConsensusCoded.Middle())
}

// hazardOf the wars but one: settlements a month at war, within the horizon, as if half a
// one had come in a month more.
func hazardOf(seen []calibrate.Outcome, out int) float64 {
	settled, months := 0.5, 1.0
	for w := range seen {
		if w != out {
			settled += float64(stats.Bit(seen[w].By(Horizon)))
			months += float64(min(seen[w].Month+1, Horizon))
		}
	}
	return settled / months
}

// geometric is the log likelihood of a month, or of none, at a constant hazard.
func geometric(rate float64, seen *calibrate.Outcome) float64 {
	survived := float64(float64(seen.Month) * math.Log(1-rate))
	if !seen.By(Horizon) {
		return survived
	}
	return survived + math.Log(rate)
}
