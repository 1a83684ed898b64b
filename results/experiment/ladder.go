package experiment

import (
	"slices"

	"parley/results/outcome"
	"parley/results/words"
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
	a, b = ArmOf(e, r.A), ArmOf(e, r.B)
	return a, b, a >= 0 && b >= 0
}

// ArmOf a regime, the first; -1 if there is none.
func ArmOf(e *Experiment, r sim.Regime) int {
	return slices.IndexFunc(e.Arms, func(a sim.Arm) bool { return a.Regime == r })
}

// NewTally of an experiment, with the rungs of the ladder, those of a lead by structure,
// and all pairs of its arms.
func NewTally(e *Experiment) *sweep.Tally {
	var list []*sweep.Contrast
	for i := range Ladder {
		if a, b, ok := Ladder[i].arms(e); ok {
			c := sweep.Less(a, b)
			if Ladder[i].A == sim.RegimeLead {
				c.Levels = new([sim.NumSwitches][sim.MaxLevels]sweep.Sums)
			}
			list = append(list, c)
		}
	}
	return sweep.NewTally(e.Config, len(e.Arms), append(list, sweep.Pairs(len(e.Arms))...), outcome.Values()...)
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
func levelEffects(c *sweep.Contrast, level float64) []LevelEffect {
	if c.Levels == nil {
		return nil
	}
	var list []LevelEffect
	for i := range c.Levels {
		info := &sim.ParameterTable[int(sim.FirstSwitch)+i]
		var met []LevelEffect
		for l := range info.Levels {
			sums := &c.Levels[i][l]
			if n := sums[sweep.Settled].N; n > 0 {
				d := stats.ContrastDifference(sums[sweep.Settled], 1, level)
				met = append(met, LevelEffect{info.ID, info.Levels[l].ID, n, d, stats.ContrastDifference(sums[sweep.Kept], 1, level), stats.Judge(d)})
			}
		}
		if len(met) > 1 {
			list = append(list, met...)
		}
	}
	return list
}

// LevelsApart are two levels of a switch: whether what a contrast comes to differs between
// them. Histories meet one of them, so the two differences are independent.
type LevelsApart struct {
	Switch  string           `json:"switch" doc:"switch of structure"`
	A       string           `json:"a" doc:"a level"`
	B       string           `json:"b" doc:"another"`
	Settled stats.Difference `json:"settled" unit:"difference" doc:"settled under a less settled under b; the intervals of all such pairs of a contrast hold at once"`
	Differ  bool             `json:"differ" doc:"the interval excludes 0"`
}

// levelsApart takes every two levels of a switch. The intervals are widened so that all
// hold at once, by Bonferroni's inequality.
func levelsApart(c *sweep.Contrast, level float64) (list []LevelsApart) {
	var pairs [][2]int
	levels := levelEffects(c, level)
	for i := range levels {
		for k := range i {
			if levels[i].Switch == levels[k].Switch {
				pairs = append(pairs, [2]int{k, i})
			}
		}
	}
	wide := levelEffects(c, 1-(1-level)/float64(max(1, len(pairs))))
	for _, at := range pairs {
		a, b := &wide[at[0]], &wide[at[1]]
		d := stats.Apart(a.Settled, b.Settled)
		list = append(list, LevelsApart{a.Switch, a.Level, b.Level, d, d.ExcludesNone()})
	}
	return list
}

// Contrast of two arms on common random numbers, a less b.
type Contrast struct {
	A    string `json:"a" doc:"first arm"`
	B    string `json:"b" doc:"second arm"`
	Rung string `json:"rung,omitempty" doc:"what it is on the ladder: coordination (all of it), seeing, pairs or lead; empty if it is not on it"`
	Judged
	Idle string `json:"idle,omitempty" doc:"why no plan of the lead changed an act in any history, if none did, or why nothing else could differ"`

	Settled              stats.Difference  `json:"settled" unit:"difference" doc:"share settled in a less that in b"`
	Uncertainty          *Decomposition    `json:"uncertainty" doc:"of settled, by where it comes from; null off the ladder"`
	Overall              *stats.Difference `json:"overall" unit:"difference" doc:"the same with the interval over all four parts of doubt; null without them"`
	KeptOverall          *stats.Difference `json:"kept_overall" unit:"difference" doc:"the same of kept"`
	LogOdds              stats.Difference  `json:"log_odds" unit:"log-odds" doc:"the same in log-odds"`
	Kept                 stats.Difference  `json:"kept" unit:"difference" doc:"share settled and kept in a less that in b"`
	RestrictedMeanMonths stats.Difference  `json:"restricted_mean_months" unit:"months apart" doc:"mean time at war in a less that in b"`
	Flips                Flips             `json:"flips" doc:"histories settled in one of them only"`
	Levels               []LevelEffect     `json:"levels,omitempty" doc:"the same under each level of each switch of structure; rungs with a lead only"`
	Apart                []LevelsApart     `json:"levels_apart,omitempty" doc:"every two levels of a switch"`

	rung *Rung // nil off the ladder
}

// Judged is a verdict on each outcome, and what both say together.
type Judged struct {
	Verdict     stats.Verdict `json:"verdict" doc:"on settled: helps, nothing, hurts or unclear"`
	KeptVerdict stats.Verdict `json:"kept_verdict" doc:"the same on kept"`
	Finding     string        `json:"finding" doc:"what both say together: helps peace that holds, buys signatures, ..., or identical, no outcome differs, both 0 %, both 100 %"`
	// Compared is what was judged.
	Compared words.Compared `json:"-"`
}

// Judge two arms.
func Judge(c words.Compared) Judged {
	j := Judged{stats.Judge(c.Settled), stats.Judge(c.Kept), c.Finding().Column, c}
	if c.Identical {
		j.Verdict, j.KeptVerdict = stats.Nothing, stats.Nothing
	}
	return j
}

// Sentence of the finding.
func (j *Judged) Sentence() string {
	if j.Compared.Undecided() {
		return "these histories leave it undecided"
	}
	return "on average " + j.Compared.Finding().Sentence
}

// Flips count replications settled in one arm and not in the other. They say
// how closely the arms are coupled, not how many wars a regime settles.
type Flips struct {
	AOnly int64 `json:"a_only" unit:"histories" doc:"settled in a and not in b"`
	BOnly int64 `json:"b_only" unit:"histories" doc:"settled in b and not in a"`
}

// contrasts of all pairs of arms: the ladder, then the others.
func contrasts(e *Experiment, t *sweep.Tally) []Contrast {
	list := ladder(e, t)
	rungs := len(list)
	for a := range e.Arms {
		for b := a + 1; b < len(e.Arms); b++ {
			x, y := e.Arms[a].Name, e.Arms[b].Name
			if !slices.ContainsFunc(list[:rungs], func(c Contrast) bool { return c.A == x && c.B == y || c.A == y && c.B == x }) {
				list = append(list, contrast(e, t, a, b))
			}
		}
	}
	return list
}

// ladder of the arms that were played.
func ladder(e *Experiment, t *sweep.Tally) []Contrast {
	list := []Contrast{}
	for i := range Ladder {
		a, b, ok := Ladder[i].arms(e)
		if !ok {
			continue
		}
		c := contrast(e, t, a, b)
		c.Rung, c.rung = Ladder[i].ID, &Ladder[i]
		c.Uncertainty = decompose(e, sweep.Settled, a, b, c.Settled.HalfWidth())
		c.Overall = c.Uncertainty.Overall(c.Settled)
		if t.Implementation > 0 {
			c.KeptOverall = decompose(e, sweep.Kept, a, b, c.Kept.HalfWidth()).Overall(c.Kept)
		}
		of := t.Less(a, b)
		c.Levels, c.Apart = levelEffects(of, e.Level()), levelsApart(of, e.Level())
		list = append(list, c)
	}
	return list
}

func contrast(e *Experiment, t *sweep.Tally, a, b int) Contrast {
	level, of, joint := e.Level(), t.Less(a, b), t.Table(a, b, sweep.Settled)
	compared := Compare(of, EndsOf(t, a, level), EndsOf(t, b, level), level, t.Implementation > 0)
	c := Contrast{
		A: e.Arms[a].Name, B: e.Arms[b].Name,
		Settled: compared.Settled, Kept: compared.Kept,
		LogOdds:              stats.LogOddsDifference(joint, level),
		RestrictedMeanMonths: stats.MeanDifference(of.Sums[sweep.Months], float64(t.Months), level),
		Flips:                Flips{AOnly: joint[1][0], BOnly: joint[0][1]},
	}
	switch first, second := &e.Arms[a], e.Arms[b].Regime; {
	case first.Regime == sim.RegimeLead && Mean(t, a, "coordinated") == 0:
		c.Idle = Idle(e.Config, first)
	case len(e.Config.Mediators) <= 1 || first.ThirdParties == 1:
		c.Idle = nobodyElse
	case first.Regime == sim.RegimeNetworked && second == sim.RegimeInformed && len(e.Config.Links) == 0:
		c.Idle = "no two have ties"
	}
	compared.Identical = compared.Same && c.Idle != ""
	c.Judged = Judge(compared)
	return c
}

// Ends of an arm.
type Ends struct {
	Settled stats.Estimate `json:"settled" unit:"share" doc:"settled"`
	Kept    stats.Estimate `json:"kept" unit:"share" doc:"settled and kept"`
}

func EndsOf(t *sweep.Tally, arm int, level float64) Ends {
	n, a := int64(t.Replications), &t.Arms[arm]
	return Ends{stats.Share(a.Came[sweep.Settled].Sum, n, level), stats.Share(a.Came[sweep.Kept].Sum, n, level)}
}

// Compare a first and a second with these ends, whose difference was counted, as words want it.
func Compare(c *sweep.Contrast, first, second Ends, level float64, followed bool) words.Compared {
	return words.Compared{Settled: c.Difference(sweep.Settled, level), Kept: c.Difference(sweep.Kept, level),
		SettledIn: [2]float64{first.Settled.Mean, second.Settled.Mean}, KeptIn: [2]float64{first.Kept.Mean, second.Kept.Mean},
		Same: c.Same(sweep.Settled, sweep.Kept, sweep.Months), Followed: followed}
}

// WidestRung is what a sequential design looks at: the largest half-width on the ladder, of settled or of
// kept, or among the arms' likelihoods if there is none.
func WidestRung(e *Experiment, t *sweep.Tally) float64 {
	if list := ladder(e, t); len(list) > 0 {
		return stats.Widest(list, func(c *Contrast) float64 { return max(c.Settled.HalfWidth(), c.Kept.HalfWidth()) })
	}
	return stats.Widest(t.Arms, func(a *sweep.ArmTally) float64 {
		n := int64(t.Replications)
		return max(stats.Share(a.Came[sweep.Settled].Sum, n, e.Level()).HalfWidth(), stats.Share(a.Came[sweep.Kept].Sum, n, e.Level()).HalfWidth())
	})
}
