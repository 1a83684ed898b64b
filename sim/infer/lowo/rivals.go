package lowo

import (
	"math"

	"parley/sim/infer/calibrate"
	"parley/sim/stats"
)

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
		for h, months := range Horizons {
			base.p[h] = append(base.p[h], calibrate.ShareSettled)
			formula.p[h] = append(formula.p[h], c)
			hazard.p[h] = append(hazard.p[h], 1-math.Pow(1-rate, float64(months)))
		}
		base.month = append(base.month, 0)
		formula.month = append(formula.month, -c)
		hazard.month = append(hazard.month, -rate)
		hazard.log = append(hazard.log, geometric(rate, &t.seen[w]))
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
		x := w.Config.Mediators[l].AcceptanceAsLead
		acceptance = (x.Low + x.High) / 2
	}
	consensus := (w.Config.ConsensusCoded.Low + w.Config.ConsensusCoded.High) / 2
	return math.Sqrt(acceptance * consensus)
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
