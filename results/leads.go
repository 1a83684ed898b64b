package results

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/sim"
	"parley/sim/sweep"
)

// Leads ranks third parties by what comes of it when they lead.
type Leads struct {
	Head
	Question string `json:"question"`
	// Attention of the parties, mechanisms of every lead, and costs charged.
	Attention  string   `json:"attention"`
	Mechanisms []string `json:"mechanisms"`
	Costs      []string `json:"costs"`
	// ThirdParties that take part, the lead among them.
	ThirdParties int `json:"third_parties"`
	// Leads by share settled, the best first.
	Leads    []Lead   `json:"leads"`
	Verdicts Verdicts `json:"verdicts"`
}

// Lead is one third party tried as lead.
type Lead struct {
	ID   string `json:"lead"`
	Name string `json:"name"`
	// From is the month from which it leads, not before it is there.
	From string `json:"from"`
	Effect
	// Best is the chance that no other lead tried settles more wars.
	Best number `json:"best"`
	// Idle says why no plan of it changed an act, "" if one did.
	Idle string `json:"idle,omitempty"`
}

// RankLeads makes a ranking of trials in which each lead is another mediator;
// together has counted their leads, in the same order.
func RankLeads(e *Experiment, t *sweep.Tally, trials []Trial, together *Together) *Leads {
	first := &e.Arms[trials[0].Lead]
	s := &Leads{Head: newHead(e, t.Replications), Question: "leads", Attention: sim.AttentionNames[first.Attention],
		Mechanisms: mechanismIDs(first.Mechanisms), Costs: costIDs(first.Costs), ThirdParties: len(e.Config.Mediators)}
	if n := first.ThirdParties; n > 0 {
		s.ThirdParties = min(n, s.ThirdParties)
	}
	best := together.Best(e.Seed)
	for i, at := range trials {
		arm := &e.Arms[at.Lead]
		m := &e.Config.Mediators[arm.Lead]
		l := Lead{ID: m.ID, Name: m.Name, From: (e.Config.Start + sim.Month(max(arm.From, m.Enter))).String(),
			Effect: newEffect(t, at, e.Level()), Best: number(best[i])}
		if l.Coordinated == 0 {
			l.Idle = idle(e.Config, arm)
		}
		s.Verdicts.count(l.Verdict)
		s.Leads = append(s.Leads, l)
	}
	slices.SortStableFunc(s.Leads, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(b.Settled.Mean, a.Settled.Mean), cmp.Compare(b.Kept.Mean, a.Kept.Mean), strings.Compare(a.ID, b.ID))
	})
	return s
}

// idle says why a lead never planned anything.
func idle(c *sim.Config, arm *sim.Arm) string {
	m := &c.Mediators[arm.Lead]
	switch {
	case len(c.Mediators) == 1 || arm.ThirdParties == 1:
		return "nobody else is there"
	case max(arm.From, m.Enter) >= min(c.Months, m.Exit):
		return "not there in time"
	case m.InterestCoded && m.Interest.High <= 0:
		return "no interest in a settlement"
	case arm.Mechanisms == 0:
		return "no mandate"
	case arm.AcceptanceSet && arm.Acceptance == 0 || m.AcceptanceCoded && m.AcceptanceAsLead.High == 0:
		return "nobody accepts it"
	}
	return "it wants no settlement, or nobody goes along"
}

func mechanismIDs(s sim.MechanismSet) []string {
	ids := []string{}
	for m := range sim.NumMechanisms {
		if s.Has(m) {
			ids = append(ids, m.String())
		}
	}
	return ids
}

func costIDs(s sim.CostSet) []string {
	ids := []string{}
	for c := range sim.NumCosts {
		if s.Has(c) {
			ids = append(ids, sim.CostNames[c])
		}
	}
	return ids
}

// Text is the ranking for a terminal.
func (s *Leads) Text(e *Experiment) string {
	p := &page{}
	opening(p, e, &s.Head)
	p.heading(fmt.Sprintf("Who leads? %s tried, each against nobody leading", upper(count(len(s.Leads), "third party", "third parties"))))
	p.say("%s %s", s.verdictWords(), s.bestWords())
	moreHistories(p, s.Verdicts.Unclear)
	p.heading(fmt.Sprintf("By share settled within %s", count(s.Months, "month", "months")))
	s.table(p)
	p.say("%s", s.columns())
	s.idleWords(p)
	p.heading("What was held fixed")
	p.say("%s", s.fixed(e))
	p.say("%s, seed %d; every lead meets the same wars and the same luck. %s", upper(count(s.Replications, "history", "histories")),
		s.Seed, varies(&s.Head))
	precisionText(p, &s.Head)
	closing(p, &s.Head)
	return p.String()
}

func (s *Leads) verdictWords() string {
	v := &s.Verdicts
	return fmt.Sprintf("Against `networked` a lead helps in %d of %s, does nothing within a point in %d, hurts in %d; in %d"+
		" these histories do not tell.", v.Helps, count(v.total(), "case", "cases"), v.Nothing, v.Hurts, v.Unclear)
}

// likely is the chance that a set of leads must have of holding the best one.
const likely = 0.9

func (s *Leads) bestWords() string {
	byChance := slices.Clone(s.Leads)
	slices.SortStableFunc(byChance, func(a, b Lead) int { return cmp.Compare(b.Best, a.Best) })
	var names []string
	sum := 0.0
	for _, l := range byChance {
		names = append(names, l.ID)
		if sum += float64(l.Best); sum >= likely {
			break
		}
	}
	switch n := len(names); {
	case len(s.Leads) == 1:
		return ""
	case n == 1:
		return fmt.Sprintf("The best of them is %s, with a chance of %s.", names[0], chance(sum))
	case n == len(s.Leads):
		return "None stands out: any of them may be the best."
	case n > 8:
		return fmt.Sprintf("None stands out: it takes %d of them to have the best with a chance of %s.", n, chance(sum))
	default:
		return fmt.Sprintf("Which is best is not settled: %s have it among them with a chance of %s.", list(names), chance(sum))
	}
}

func (s *Leads) table(p *page) {
	var rows [][]string
	for _, l := range s.Leads {
		rows = append(rows, []string{l.ID, l.From, percent(l.Settled.Mean), strings.TrimSuffix(between(l.Settled), " %"), percent(l.Kept.Mean), plusMinus(l.Difference, 100), plusMinus(l.LogOdds, 1),
			shortVerdict[l.Verdict], shortChance(float64(l.Best)), shortMean(l.Coordinated)})
	}
	p.table(2, []string{"lead", "from", "settled", "interval %", "kept", "points", "log-odds", "verdict", "best", "acts"}, rows)
}

// shortMean is a mean without decimals where it is large.
func shortMean(x number) string {
	if x >= 10 {
		return fmt.Sprintf("%.0f", float64(x))
	}
	return mean(x)
}

// shortChance fits a column; what was never drawn is not impossible.
func shortChance(x float64) string {
	switch {
	case x < 0.01:
		return "<1"
	case x > 0.99 && x < 1:
		return ">99"
	}
	return fmt.Sprintf("%.0f", 100*x)
}

func (s *Leads) columns() string {
	base := "the same wars without it"
	if s.shared() {
		l := &s.Leads[0]
		base = fmt.Sprintf("`networked`, where nobody leads: settled %s (%s), kept %s", percent(l.Without.Mean), between(l.Without),
			percent(l.KeptBase.Mean))
	}
	return fmt.Sprintf("Points and log-odds: against %s; ± is half of the %s. Each interval holds for itself, not for all at"+
		" once. %s Best: chance, in per cent, that no other settles more of the wars (Bayesian bootstrap over histories, Rubin 1981; ties share it)."+
		" Acts: how many a history its plan changed.", base, intervalWords(&s.Head), verdictKey)
}

// shared says whether all leads are compared with one arm.
func (s *Leads) shared() bool {
	return !slices.ContainsFunc(s.Leads, func(l Lead) bool { return l.Without != s.Leads[0].Without })
}

// idleWords names those whose plans never changed anything.
func (s *Leads) idleWords(p *page) {
	var why []string
	who := map[string][]string{}
	for _, l := range s.Leads {
		if l.Idle == "" {
			continue
		}
		if who[l.Idle] == nil {
			why = append(why, l.Idle)
		}
		who[l.Idle] = append(who[l.Idle], l.ID)
	}
	for _, w := range why {
		p.say("Changes no act in any history, %s: %s.", w, list(who[w]))
	}
}

func (s *Leads) fixed(e *Experiment) string {
	part := circumstances(e.Config, e.Arms)
	if part == "" {
		part = "The same third parties take part, each with its own time of entry."
	}
	return fmt.Sprintf("%s Every lead has the same mandate (%s), pays the same costs (%s), and leads no sooner than it is there."+
		" Attention of the parties: %s. Wars, luck, and the priors of parameters are the same. Only who leads differs, and with it"+
		" the interest, acceptance and leaning of the lead. What is compared is the process as a whole: no effect is ascribed to a"+
		" single mediator.", part, mandate(s.Mechanisms, int(sim.NumMechanisms)), mandate(s.Costs, int(sim.NumCosts)), s.Attention)
}

// mandate lists what is switched on, of so many.
func mandate(ids []string, of int) string {
	switch len(ids) {
	case 0:
		return "none"
	case of:
		return fmt.Sprintf("all %d", of)
	}
	return list(ids)
}
