package question

import (
	"parley/results/experiment"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Effect of a lead: its arm, that without it, and the first less the second.
type Effect struct {
	Settled        stats.Estimate   `json:"settled" unit:"share" doc:"settled with the lead"`
	Kept           stats.Estimate   `json:"kept" unit:"share" doc:"settled and kept with it"`
	Without        stats.Estimate   `json:"settled_without" unit:"share" doc:"settled without"`
	KeptBase       stats.Estimate   `json:"kept_without" unit:"share" doc:"settled and kept without"`
	Difference     stats.Difference `json:"difference" unit:"difference" doc:"settled with less settled without, on common random numbers"`
	LogOdds        stats.Difference `json:"log_odds" unit:"log-odds" doc:"the same in log-odds"`
	KeptDifference stats.Difference `json:"kept_difference" unit:"difference" doc:"kept with less kept without"`
	experiment.Judged
	Coordinated stats.Number `json:"coordinated" unit:"per history" doc:"acts that a plan changed"`
}

// newEffect of arm a of a war less arm b. Where no plan changed an act, idle says why; what is
// the same is then so by construction.
func newEffect(w *sweep.Cell, a, b int, level float64) (x Effect, idle string) {
	t := w.Tally
	lead, base := experiment.EndsOf(t, a, level), experiment.EndsOf(t, b, level)
	both := experiment.Compare(t.Less(a, b), lead, base, level, t.Implementation > 0)
	coordinated := experiment.Mean(t, a, "coordinated")
	if coordinated == 0 {
		both.Identical, idle = both.Same, experiment.Idle(w.Config, &w.Arms[a])
	}
	return Effect{
		Settled: lead.Settled, Kept: lead.Kept, Without: base.Settled, KeptBase: base.Kept, Difference: both.Settled,
		LogOdds: stats.LogOddsDifference(t.Table(a, b, sweep.Settled), level), KeptDifference: both.Kept,
		Judged: experiment.Judge(both), Coordinated: coordinated,
	}, idle
}

// Verdicts counts how often each was reached.
type Verdicts struct {
	Helps   int `json:"helps" doc:"how many help"`
	Nothing int `json:"nothing" doc:"do nothing within a point"`
	Hurts   int `json:"hurts" doc:"hurt"`
	Unclear int `json:"unclear" doc:"none of these"`
}

// Count a verdict.
func (v *Verdicts) Count(of stats.Verdict) {
	counts := map[stats.Verdict]*int{stats.Helps: &v.Helps, stats.Nothing: &v.Nothing, stats.Hurts: &v.Hurts, stats.Unclear: &v.Unclear}
	*counts[of]++
}
