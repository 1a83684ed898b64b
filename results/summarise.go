package results

import (
	"slices"

	codebook "parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Summarise turns the counts of at least one replication into figures.
func Summarise(e *Experiment, t *sweep.Tally) *Summary {
	s := &Summary{Head: newHead(e, t.Replications), Contrasts: contrasts(e, t)}
	for a := range e.Arms {
		s.Arms = append(s.Arms, newArm(e, t, a))
	}
	return s
}

func newHead(e *Experiment, replications int) Head {
	c := e.Config
	draws := drawn(c)
	draws.Window = e.Window
	return Head{
		Format: Format, Command: e.Command, Version: e.Version, Scenario: e.Scenario, Title: c.Title, Coding: e.Coding,
		Seed: e.Seed, Replications: replications, Requested: e.Requested, Interrupted: e.Interrupted,
		Start: c.Start.String(), Months: c.Months, Implementation: c.Implementation,
		Parameters: draws, Level: stats.Number(stats.Level), Precision: e.Precision, Rerun: e.Rerun, RerunFinished: e.RerunFinished,
	}
}

func newArm(e *Experiment, t *sweep.Tally, i int) Arm {
	c, arm, counts := e.Config, &e.Arms[i], &t.Arms[i]
	n, level := int64(t.Replications), e.Level()
	settled := counts.Settled
	a := Arm{
		Name: arm.Name, Regime: arm.Regime.String(),
		Settled:              stats.Share(settled, n, level),
		Kept:                 stats.Share(counts.Kept, n, level),
		RestrictedMeanMonths: stats.Mean(warMonths(counts, n), 0, float64(c.Months), level),
		Incidence:            incidence(t, counts, level),
		Endings:              endings(c, counts, n),
		Survival:             survival(t, counts),
		Talks:                talks(counts, n, level),
		Ceasefires:           ceasefires(counts, n, level),
		Acts:                 mean(counts, "acts", n),
		Coordinated:          mean(counts, "coordinated", n),
		Outputs:              means(counts, n),
	}
	a.Uncertainty = decompose(e, i, -1, a.Settled.HalfWidth())
	if sim.Regimes[arm.Regime].NeedsLead && arm.Lead >= 0 {
		id := c.Mediators[arm.Lead].ID
		a.Lead = &id
	}
	if settled > 0 {
		durable := stats.Share(counts.Kept, settled, level)
		a.Durable = &durable
	}
	for k := range c.Issues {
		a.Protocols = append(a.Protocols, protocol(&c.Issues[k], &counts.Issues[k], n, level))
	}
	return a
}

func per(count, n int64) stats.Number { return stats.Number(float64(count) / float64(n)) }

// mean a history of an output of the codebook.
func mean(a *sweep.ArmTally, id string, n int64) stats.Number {
	return per(a.Sums[codebook.Index(id)].Sum, n)
}

// means of all that is counted in every history.
func means(a *sweep.ArmTally, n int64) map[string]stats.Number {
	all := map[string]stats.Number{}
	for _, f := range codebook.Figures() {
		if f.How == codebook.PerHistory {
			all[f.ID] = per(a.Sums[f.Output].Sum, n)
		}
	}
	return all
}

func warMonths(a *sweep.ArmTally, n int64) stats.Sums {
	return stats.Sums{N: n, Sum: a.WarMonths, Squares: a.WarMonthsSquared}
}

func incidence(t *sweep.Tally, a *sweep.ArmTally, level float64) []Incidence {
	n := int64(t.Replications)
	var rows []Incidence
	var settled, victory, divided int64
	for m := range t.Months {
		settled += a.SettledIn[m]
		victory += a.VictoryIn[m]
		divided += a.DividedIn[m]
		e := stats.Share(settled, n, level)
		rows = append(rows, Incidence{Month: m + 1, Settled: stats.Number(e.Mean), SettledLow: stats.Number(e.Low),
			SettledHigh: stats.Number(e.High), Victory: per(victory, n), Divided: per(divided, n), AtWar: per(n-settled-victory-divided, n)})
	}
	return rows
}

func endings(c *sim.Config, a *sweep.ArmTally, n int64) Endings {
	e := Endings{
		Kept:      per(a.Kept, n),
		Collapsed: per(a.Settled-a.Kept, n),
		Victory:   per(a.Victory, n),
		Divided:   per(a.Divided, n),
		Unsettled: per(a.Unsettled, n),
		Victories: map[string]stats.Number{},
	}
	for p := range c.Parties {
		e.Victories[c.Parties[p].ID] = per(a.Victories[p], n)
	}
	return e
}

// survival every twelve months, and at the end of implementation.
func survival(t *sweep.Tally, a *sweep.ArmTally) []Survival {
	rows := []Survival{}
	n := a.Settled
	if n == 0 {
		return rows
	}
	left := n
	for m := 0; m <= t.Implementation; m++ {
		left -= a.Collapsed[m]
		if m > 0 && (m%12 == 0 || m == t.Implementation) {
			rows = append(rows, Survival{m, per(left, n)})
		}
	}
	return rows
}

func talks(a *sweep.ArmTally, n int64, level float64) Talks {
	return Talks{
		Opened: stats.Share(sweep.Count(a.OpenedIn), n, level), Month: quartiles(a.OpenedIn),
		Meetings: mean(a, "meetings", n), Suspensions: mean(a, "suspensions", n), Frameworks: mean(a, "frameworks", n),
	}
}

func ceasefires(a *sweep.ArmTally, n int64, level float64) Ceasefires {
	return Ceasefires{
		Any: stats.Share(sweep.Count(a.TruceIn), n, level), FirstMonth: quartiles(a.TruceIn),
		Signed: mean(a, "ceasefires", n), Months: mean(a, "ceasefire_months", n), Extensions: mean(a, "extensions", n),
		Lapses: mean(a, "lapses", n), Breakdowns: mean(a, "breakdowns", n), Violations: mean(a, "violations", n),
	}
}

func protocol(k *sim.Issue, a *sweep.IssueTally, n int64, level float64) Protocol {
	agreed := sweep.Count(a.In)
	p := Protocol{Issue: k.ID, Name: k.Name, Essential: k.Essential,
		Agreed: stats.Share(agreed, n, level), Month: quartiles(a.In)}
	if agreed > 0 {
		position := stats.Number(float64(a.Position) / sweep.PositionUnit / float64(agreed))
		p.Position = &position
	}
	return p
}

// quartiles of months counted from 1.
func quartiles(byMonth []int64) *Quartiles {
	lower, ok := stats.CountQuantile(byMonth, 0.25)
	if !ok {
		return nil
	}
	median, _ := stats.CountQuantile(byMonth, 0.5)
	upper, _ := stats.CountQuantile(byMonth, 0.75)
	return &Quartiles{lower + 1, median + 1, upper + 1}
}

// contrasts of all pairs of arms: the ladder, then the others.
func contrasts(e *Experiment, t *sweep.Tally) []Contrast {
	list := ladder(e, t)
	rungs := len(list)
	for a := range e.Arms {
		for b := a + 1; b < len(e.Arms); b++ {
			if !slices.ContainsFunc(list[:rungs], func(c Contrast) bool { return c.isOf(e.Arms[a].Name, e.Arms[b].Name) }) {
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
		c.Rung = Ladder[i].ID
		c.Uncertainty = decompose(e, a, b, c.Settled.HalfWidth())
		p, swapped := t.Pair(a, b)
		c.Levels = levelEffects(p, swapped, e.Level())
		list = append(list, c)
	}
	return list
}

func (c *Contrast) isOf(a, b string) bool { return c.A == a && c.B == b || c.A == b && c.B == a }

func contrast(e *Experiment, t *sweep.Tally, a, b int) Contrast {
	n, level := int64(t.Replications), e.Level()
	p, swapped := t.Pair(a, b)
	settled, kept := oriented(&p.Joint, swapped)
	c := Contrast{
		A: e.Arms[a].Name, B: e.Arms[b].Name,
		Settled: stats.ShareDifference(settled, level),
		LogOdds: stats.LogOddsDifference(settled, level),
		Kept:    stats.ShareDifference(kept, level),
		RestrictedMeanMonths: stats.MeanDifference(warMonths(&t.Arms[a], n), warMonths(&t.Arms[b], n),
			p.WarMonthsProduct, float64(t.Months), level),
		Flips: Flips{AOnly: settled[1][0], BOnly: settled[0][1]},
	}
	c.Verdict, c.KeptVerdict = stats.Judge(c.Settled), stats.Judge(c.Kept)
	return c
}

// WidestRung is what a sequential design looks at: the largest half-width on the
// ladder, or among the arms' likelihoods if there is none.
func WidestRung(e *Experiment, t *sweep.Tally) float64 {
	widest := 0.0
	list := ladder(e, t)
	for i := range list {
		widest = max(widest, list[i].Settled.HalfWidth())
	}
	if len(list) > 0 {
		return widest
	}
	for a := range e.Arms {
		s := stats.Share(t.Arms[a].Settled, int64(t.Replications), e.Level())
		widest = max(widest, s.HalfWidth())
	}
	return widest
}

// posteriorNotes say what of the posterior is of another war or model.
func posteriorNotes(c *sim.Config) []string {
	if c.Parameters.Sample == nil {
		return nil
	}
	return c.Parameters.Sample.Notes
}

// drawn counts what is drawn anew in every replication.
func drawn(c *sim.Config) Drawn {
	d := Drawn{Mode: sim.ParameterModeNames[c.Parameters.Mode], Notes: posteriorNotes(c)}
	for p := range sim.NumParameters {
		switch {
		case !c.Parameters.Draws(p):
		case p.IsSwitch():
			d.Switches++
		case c.Parameters.Mode != sim.ParametersPoint:
			d.Parameters++
		}
	}
	count := func(numbers ...sim.Coded) {
		for _, n := range numbers {
			if !n.IsExact() {
				d.Coded++
			}
		}
	}
	count(c.ConsensusCoded)
	for i := range c.Parties {
		p := &c.Parties[i]
		count(p.StrengthShare, p.Optimism, p.Cohesion, p.Skill, p.Trust, p.WarSupport, p.StatusQuo)
	}
	for i := range c.Fronts {
		count(c.Fronts[i].Held, c.Fronts[i].Odds, c.Fronts[i].Intensity)
	}
	for i := range c.Issues {
		count(c.Issues[i].Ideal...)
		count(c.Issues[i].Position...)
		count(c.Issues[i].Salience...)
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		count(m.Interest, m.Bias, m.Outline, m.Resolve, m.AcceptanceAsLead, m.Autonomy, m.Capacity)
		count(m.Leverage...)
		count(m.Consent...)
		count(m.Capability[:]...)
	}
	for _, l := range c.Links {
		count(l.Strength)
	}
	return d
}
