package experiment

import (
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Summary is a sweep as plain data.
type Summary struct {
	Head
	Arms      []Arm      `json:"arms" doc:"one for each way of mediating"`
	Contrasts []Contrast `json:"contrasts" doc:"every pair of arms"`
}

// Summarise turns the counts of at least one replication into figures.
func Summarise(e *Experiment, t *sweep.Tally) *Summary {
	s := &Summary{Head: NewHead(e, t.Replications), Contrasts: contrasts(e, t)}
	for a := range e.Arms {
		s.Arms = append(s.Arms, newArm(e, t, a))
	}
	return s
}

// Arm is one way of mediating the war.
type Arm struct {
	Name                 string          `json:"name" doc:"name of the arm, unique"`
	Regime               string          `json:"regime" doc:"regime"`
	Lead                 *string         `json:"lead" doc:"mediator that leads; null where the regime has none"`
	Settled              stats.Estimate  `json:"settled" unit:"share" doc:"settled within the horizon"`
	Uncertainty          *Decomposition  `json:"uncertainty" doc:"of settled, by where it comes from; null if it was not set apart"`
	Durable              *stats.Estimate `json:"durable" unit:"share" doc:"of what was signed, what held; null if nothing was"`
	Kept                 stats.Estimate  `json:"kept" unit:"share" doc:"settled and held, of all histories"`
	RestrictedMeanMonths stats.Estimate  `json:"restricted_mean_months" unit:"months" doc:"mean time at war within the horizon"`
	Incidence            []Incidence     `json:"incidence" doc:"how histories have ended by the end of each month"`
	Endings              Endings         `json:"endings" doc:"shares of histories, which sum to 1"`
	Survival             []Survival      `json:"survival" doc:"what is left of settlements, by months after signature"`
	Talks                Event           `json:"talks" doc:"whether and when talks opened"`
	Ceasefires           Event           `json:"ceasefires" doc:"whether and when a ceasefire was signed"`
	Protocols            []Protocol      `json:"protocols" doc:"what was agreed, by issue"`
	// Outputs by id of the codebook.
	Outputs map[string]stats.Number `json:"outputs" unit:"per history" doc:"means of all that is counted in every history, named as the columns of a sweep"`
}

// Incidence is the share of histories that have ended by the end of a month.
type Incidence struct {
	Month       int          `json:"month" unit:"month" doc:"the month, at whose end it is computed"`
	Settled     stats.Number `json:"settled" unit:"share" doc:"settled"`
	SettledLow  stats.Number `json:"settled_low" unit:"share" doc:"lower end of its interval"`
	SettledHigh stats.Number `json:"settled_high" unit:"share" doc:"upper end of its interval"`
	Victory     stats.Number `json:"victory" unit:"share" doc:"a side has won"`
	Divided     stats.Number `json:"divided" unit:"share" doc:"every front was decided, and neither side won more than the other"`
	AtWar       stats.Number `json:"at_war" unit:"share" doc:"still at war"`
}

// Endings are shares of histories and sum to 1; Victories are by party.
type Endings struct {
	Kept      stats.Number            `json:"settled_kept" unit:"share" doc:"settled and kept"`
	Collapsed stats.Number            `json:"settled_collapsed" unit:"share" doc:"settled and collapsed"`
	Victory   stats.Number            `json:"victory" unit:"share" doc:"a side won"`
	Divided   stats.Number            `json:"divided" unit:"share" doc:"every front was decided, and neither side won more than the other"`
	Frozen    stats.Number            `json:"frozen" unit:"share" doc:"the horizon came first, and a ceasefire had held the last 24 months"`
	Unsettled stats.Number            `json:"unsettled" unit:"share" doc:"the horizon came first, without such a ceasefire"`
	Victories map[string]stats.Number `json:"victories" unit:"share" doc:"won, by party"`
}

// Survival is the share of settlements still in force some months after signature.
type Survival struct {
	Months int          `json:"months" unit:"months" doc:"after signature"`
	Kept   stats.Number `json:"kept" unit:"share" doc:"of settlements still in force"`
}

// Quartiles of a month, among the histories in which it came.
type Quartiles struct {
	Lower  int `json:"q25" unit:"month" doc:"by which a quarter had come, of the histories in which it came"`
	Median int `json:"median" unit:"month" doc:"by which half had"`
	Upper  int `json:"q75" unit:"month" doc:"by which three quarters had"`
}

// Event is whether something happened in a history, and when it first did.
type Event struct {
	Any   stats.Estimate `json:"any" unit:"share" doc:"histories in which it happened"`
	Month *Quartiles     `json:"month" doc:"when it first did"`
}

// Protocol is an issue agreed on; Position in [0,1] is the mean of what was agreed.
type Protocol struct {
	Issue     string         `json:"issue" doc:"id"`
	Name      string         `json:"name" doc:"name"`
	Essential bool           `json:"essential" doc:"no settlement without it"`
	Agreed    stats.Estimate `json:"agreed" unit:"share" doc:"agreed at the end"`
	Month     *Quartiles     `json:"month" doc:"when it was last agreed"`
	Position  *stats.Number  `json:"position" unit:"position" doc:"mean of what was agreed; null if never"`
}

func newArm(e *Experiment, t *sweep.Tally, i int) Arm {
	c, arm, counts := e.Config, &e.Arms[i], &t.Arms[i]
	n, level := int64(t.Replications), e.Level()
	ends, settled, kept := EndsOf(t, i, level), counts.Came[sweep.Settled].Sum, counts.Came[sweep.Kept].Sum
	a := Arm{
		Name: arm.Name, Regime: arm.Regime.String(),
		Settled:              ends.Settled,
		Kept:                 ends.Kept,
		RestrictedMeanMonths: stats.Mean(counts.Came[sweep.Months], 0, float64(c.Months), level),
		Incidence:            incidence(t, counts, level),
		Endings:              endings(c, counts, n),
		Survival:             survival(t, counts),
		Talks:                first(counts.OpenedIn, n, level),
		Ceasefires:           first(counts.TruceIn, n, level),
		Outputs:              map[string]stats.Number{},
	}
	for _, f := range outcome.Figures() {
		if f.How == outcome.PerHistory {
			a.Outputs[f.ID] = Per(counts.Sums[f.Output].Sum, n)
		}
	}
	a.Uncertainty = decompose(e, sweep.Settled, i, -1, a.Settled.HalfWidth())
	if id := c.LeadOf(arm); id != "" {
		a.Lead = &id
	}
	if settled > 0 {
		durable := stats.Share(kept, settled, level)
		a.Durable = &durable
	}
	for k := range c.Issues {
		a.Protocols = append(a.Protocols, protocol(&c.Issues[k], &counts.Issues[k], n, level))
	}
	return a
}

// Per is a mean over n histories.
func Per(count, n int64) stats.Number { return stats.Number(float64(count) / float64(n)) }

// Mean a history of an output of the codebook, by its id, in an arm.
func Mean(t *sweep.Tally, arm int, id string) stats.Number {
	return Per(t.Arms[arm].Sums[outcome.Index(id)].Sum, int64(t.Replications))
}

func incidence(t *sweep.Tally, a *sweep.ArmTally, level float64) []Incidence {
	n := int64(t.Replications)
	var rows []Incidence
	var settled, victory, divided int64
	for m := range t.Months {
		settled += a.Ended[sim.EndSettlement][m]
		victory += a.Ended[sim.EndVictory][m]
		divided += a.Ended[sim.EndDivided][m]
		e := stats.Share(settled, n, level)
		rows = append(rows, Incidence{Month: m + 1, Settled: stats.Number(e.Mean), SettledLow: stats.Number(e.Low),
			SettledHigh: stats.Number(e.High), Victory: Per(victory, n), Divided: Per(divided, n), AtWar: Per(n-settled-victory-divided, n)})
	}
	return rows
}

func endings(c *sim.Config, a *sweep.ArmTally, n int64) Endings {
	ended := func(as sim.EndReason) stats.Number { return Per(sweep.Count(a.Ended[as]), n) }
	kept := a.Came[sweep.Kept].Sum
	e := Endings{
		Kept:      Per(kept, n),
		Collapsed: Per(a.Came[sweep.Settled].Sum-kept, n),
		Victory:   ended(sim.EndVictory),
		Divided:   ended(sim.EndDivided),
		Frozen:    ended(sim.EndFrozen),
		Unsettled: ended(sim.EndUnsettled),
		Victories: map[string]stats.Number{},
	}
	for p := range c.Parties {
		e.Victories[c.Parties[p].ID] = Per(a.Victories[p], n)
	}
	return e
}

// survival every twelve months, and at the end of implementation.
func survival(t *sweep.Tally, a *sweep.ArmTally) []Survival {
	rows := []Survival{}
	n := a.Came[sweep.Settled].Sum
	if n == 0 {
		return rows
	}
	left := n
	for m := 0; m <= t.Implementation; m++ {
		left -= a.Collapsed[m]
		if m > 0 && (m%12 == 0 || m == t.Implementation) {
			rows = append(rows, Survival{m, Per(left, n)})
		}
	}
	return rows
}

func first(byMonth []int64, n int64, level float64) Event {
	return Event{stats.Share(sweep.Count(byMonth), n, level), quartiles(byMonth)}
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
