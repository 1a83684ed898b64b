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

// NewTally of an experiment, with all pairs of its arms, and those of a lead by
// structure.
func NewTally(e *Experiment) *sweep.Tally {
	t := sweep.NewTally(e.Config, len(e.Arms), outcome.Values()...)
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
func levelsApart(p *sweep.PairTally, swapped bool, level float64) (list []LevelsApart) {
	var pairs [][2]int
	levels := levelEffects(p, swapped, level)
	for i := range levels {
		for k := range i {
			if levels[i].Switch == levels[k].Switch {
				pairs = append(pairs, [2]int{k, i})
			}
		}
	}
	wide := levelEffects(p, swapped, 1-(1-level)/float64(max(1, len(pairs))))
	for _, at := range pairs {
		a, b := &wide[at[0]], &wide[at[1]]
		d := stats.Apart(a.Settled, b.Settled)
		list = append(list, LevelsApart{a.Switch, a.Level, b.Level, d, d.ExcludesNone()})
	}
	return list
}

// Jointly counts arms a and b, a in front.
func Jointly(t *sweep.Tally, a, b int) (settled, kept stats.Table) {
	p, swapped := t.Pair(a, b)
	return oriented(&p.Joint, swapped)
}

func oriented(j *sweep.Joint, swapped bool) (settled, kept stats.Table) {
	if swapped {
		return stats.Transposed(j.Settled), stats.Transposed(j.Kept)
	}
	return j.Settled, j.Kept
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
		c.Uncertainty = decompose(e, settled, a, b, c.Settled.HalfWidth())
		c.Overall = c.Uncertainty.Overall(c.Settled)
		if t.Implementation > 0 {
			c.KeptOverall = decompose(e, kept, a, b, c.Kept.HalfWidth()).Overall(c.Kept)
		}
		p, swapped := t.Pair(a, b)
		c.Levels, c.Apart = levelEffects(p, swapped, e.Level()), levelsApart(p, swapped, e.Level())
		list = append(list, c)
	}
	return list
}

func contrast(e *Experiment, t *sweep.Tally, a, b int) Contrast {
	n, level := int64(t.Replications), e.Level()
	p, _ := t.Pair(a, b)
	joint, _ := Jointly(t, a, b)
	compared := ComparedOf(t, a, b, level)
	c := Contrast{
		A: e.Arms[a].Name, B: e.Arms[b].Name,
		Settled: compared.Settled, Kept: compared.Kept,
		LogOdds: stats.LogOddsDifference(joint, level),
		RestrictedMeanMonths: stats.MeanDifference(warMonths(&t.Arms[a], n), warMonths(&t.Arms[b], n),
			p.WarMonthsProduct, float64(t.Months), level),
		Flips: Flips{AOnly: joint[1][0], BOnly: joint[0][1]},
	}
	switch first, second := &e.Arms[a], e.Arms[b].Regime; {
	case first.Regime == sim.RegimeLead && Mean(&t.Arms[a], "coordinated", n) == 0:
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

// ComparedOf are arms a and b as words want them.
func ComparedOf(t *sweep.Tally, a, b int, level float64) words.Compared {
	n := float64(t.Replications)
	first, second := &t.Arms[a], &t.Arms[b]
	settled, kept := Jointly(t, a, b)
	p, _ := t.Pair(a, b)
	same := settled[0][1]+settled[1][0]+kept[0][1]+kept[1][0] == 0 && first.WarMonthsSquared+second.WarMonthsSquared == 2*p.WarMonthsProduct
	return words.Compared{Settled: stats.ShareDifference(settled, level), Kept: stats.ShareDifference(kept, level),
		SettledIn: [2]float64{float64(first.Settled) / n, float64(second.Settled) / n},
		KeptIn:    [2]float64{float64(first.Kept) / n, float64(second.Kept) / n}, Same: same, Followed: t.Implementation > 0}
}

// WidestRung is what a sequential design looks at: the largest half-width on the
// ladder, or among the arms' likelihoods if there is none.
func WidestRung(e *Experiment, t *sweep.Tally) float64 {
	if list := ladder(e, t); len(list) > 0 {
		return stats.Widest(list, func(c *Contrast) float64 { return c.Settled.HalfWidth() })
	}
	return stats.Widest(t.Arms, func(a *sweep.ArmTally) float64 {
		return stats.Share(a.Settled, int64(t.Replications), e.Level()).HalfWidth()
	})
}
