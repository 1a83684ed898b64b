package results

import (
	codebook "parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Rung is a step of the ladder from third parties that act alone to a lead: what one
// regime adds to another.
type Rung struct {
	ID   string
	A, B sim.Regime
	// Adds says in a few words what A has and B has not.
	Adds string
}

// Ladder of the answer: the whole of it first, then its steps, which add up to it.
var Ladder = []Rung{
	{RungCoordination, sim.RegimeLead, sim.RegimeIndependent, "coordinated or not"},
	{"seeing", sim.RegimeInformed, sim.RegimeIndependent, "seeing the others"},
	{"pairs", sim.RegimeNetworked, sim.RegimeInformed, "agreeing in pairs"},
	{RungLead, sim.RegimeLead, sim.RegimeNetworked, "a lead that plans"},
}

// Rungs that have a lead, which are given by structure too.
const (
	RungCoordination = "coordination"
	RungLead         = "lead"
)

// arms of a rung, the first less the second; ok if both were played.
func (r *Rung) arms(e *Experiment) (a, b int, ok bool) {
	a, b = armOf(e, r.A), armOf(e, r.B)
	return a, b, a >= 0 && b >= 0
}

// armOf a regime, the first; -1 if there is none.
func armOf(e *Experiment, r sim.Regime) int {
	for i := range e.Arms {
		if e.Arms[i].Regime == r {
			return i
		}
	}
	return -1
}

// NewTally of an experiment, with all pairs of its arms, and those of a lead by
// structure.
func NewTally(e *Experiment) *sweep.Tally {
	t := sweep.NewTally(e.Config, len(e.Arms), codebook.Values()...)
	for i := range Ladder {
		if a, b, ok := Ladder[i].arms(e); ok && Ladder[i].A == sim.RegimeLead {
			t.CountLevels(a, b)
		}
	}
	return t
}

// LevelEffect is a contrast among the histories that met one level of a switch.
type LevelEffect struct {
	Switch       string           `json:"switch" doc:"switch of structure"`
	Level        string           `json:"level" doc:"its level"`
	Replications int64            `json:"replications" unit:"histories" doc:"histories that met it"`
	Settled      stats.Difference `json:"settled" unit:"difference" doc:"share settled in a less that in b"`
	Kept         stats.Difference `json:"kept" unit:"difference" doc:"share settled and kept in a less that in b"`
	Verdict      stats.Verdict    `json:"verdict" doc:"on settled: helps, nothing, hurts or unclear"`
}

// levelEffects under each level of each switch that more than one level was met of.
func levelEffects(p *sweep.PairTally, swapped bool, level float64) []LevelEffect {
	if p.Levels == nil {
		return nil
	}
	var list []LevelEffect
	for i := range p.Levels {
		info := &sim.ParameterTable[int(sim.FirstSwitch)+i]
		var met []LevelEffect
		for l := range info.Levels {
			j := &p.Levels[i][l]
			settled, kept := oriented(j, swapped)
			n := settled[0][0] + settled[0][1] + settled[1][0] + settled[1][1]
			if n == 0 {
				continue
			}
			d := stats.ShareDifference(settled, level)
			met = append(met, LevelEffect{info.ID, info.Levels[l].ID, n, d, stats.ShareDifference(kept, level), stats.Judge(d)})
		}
		if len(met) > 1 {
			list = append(list, met...)
		}
	}
	return list
}

// oriented are joint counts of a pair, the first arm that is asked for in front.
func oriented(j *sweep.Joint, swapped bool) (settled, kept stats.Table) {
	if swapped {
		return stats.Transposed(j.Settled), stats.Transposed(j.Kept)
	}
	return j.Settled, j.Kept
}
