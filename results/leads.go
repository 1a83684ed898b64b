package results

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Leads ranks third parties by what comes of it when they lead.
type Leads struct {
	Head
	Question     string   `json:"question" doc:"what is asked"`
	Mechanisms   []string `json:"mechanisms" doc:"what every lead does"`
	Costs        []string `json:"costs" doc:"that are charged"`
	ThirdParties int      `json:"third_parties" unit:"third parties" doc:"that take part, the lead among them"`
	OwnBase      bool     `json:"own_networked" doc:"each lead has a base of its own, with other third parties"`
	Leads        []Lead   `json:"leads" doc:"the one that adds most first"`
	Verdicts     Verdicts `json:"verdicts" doc:"over leads"`
}

// Lead is one third party tried as lead.
type Lead struct {
	ID   string `json:"lead" doc:"mediator that leads"`
	Name string `json:"name" doc:"name"`
	From string `json:"from" doc:"calendar month from which it leads, not before it is there, YYYY-MM"`
	Effect
	Best stats.Number `json:"best" unit:"share" doc:"chance that no other lead tried adds more settled wars"`
	Idle string       `json:"idle,omitempty" doc:"why no plan of it changed an act, if none did"`
}

// RankLeads makes a ranking of trials in which each lead is another mediator;
// together has counted them, in the same order.
func RankLeads(e *Experiment, t *sweep.Tally, trials []Trial, together *Together) *Leads {
	first := &e.Arms[trials[0].Lead]
	s := &Leads{Head: newHead(e, t.Replications), Question: "leads",
		Mechanisms: mechanismIDs(first.Mechanisms), Costs: costIDs(first.Costs), ThirdParties: len(e.Config.Mediators)}
	if n := first.ThirdParties; n > 0 {
		s.ThirdParties = min(n, s.ThirdParties)
	}
	best := together.Best(e.Seed)
	for i, at := range trials {
		s.OwnBase = s.OwnBase || at.Base != trials[0].Base
		arm := &e.Arms[at.Lead]
		m := &e.Config.Mediators[arm.Lead]
		l := Lead{ID: m.ID, Name: m.Name, From: (e.Config.Start + sim.Month(max(arm.From, m.Enter))).String(),
			Effect: newEffect(t, at, e.Level()), Best: stats.Number(best[i])}
		if l.Coordinated == 0 {
			l.Idle = idle(e.Config, arm)
		}
		s.Verdicts.Count(l.Verdict)
		s.Leads = append(s.Leads, l)
	}
	slices.SortStableFunc(s.Leads, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(b.Difference.Difference, a.Difference.Difference),
			cmp.Compare(b.KeptDifference.Difference, a.KeptDifference.Difference), strings.Compare(a.ID, b.ID))
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
	p := newPage()
	opening(p, e, &s.Head)
	p.heading(fmt.Sprintf("Who leads? %s tried, each against nobody leading", words.Capital(words.Count(len(s.Leads), "third party", "third parties"))))
	p.say("%s %s", s.verdictWords(), s.bestWords())
	moreHistories(p, s.Verdicts.Unclear)
	p.heading(fmt.Sprintf("By points over %s, settled within %s", s.base(), words.Count(s.Months, "month", "months")))
	s.table(p)
	p.say("%s", s.columns())
	s.idleWords(p)
	p.heading("What was held fixed")
	p.say("%s", s.fixed(e))
	p.say("%s, seed %d; every lead meets the same wars and the same luck. %s", words.Capital(words.Count(s.Replications, "history", "histories")),
		s.Seed, varies(&s.Head))
	precisionText(p, &s.Head)
	closing(p, &s.Head)
	return p.d.Text(e.Screen)
}

func (s *Leads) verdictWords() string {
	v := &s.Verdicts
	return fmt.Sprintf("Against %s a lead helps in %d of %s, does nothing within a point in %d, hurts in %d; %d"+
		" undecided.", s.base(), v.Helps, words.Count(v.total(), "case", "cases"), v.Nothing, v.Hurts, v.Unclear)
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
		return fmt.Sprintf("The best of them is %s, with a chance of %s.", names[0], words.Chance(sum))
	case n == len(s.Leads):
		return "None stands out: any of them may be the best."
	case n > 8:
		return fmt.Sprintf("None stands out: it takes %d of them to have the best with a chance of %s.", n, words.Chance(sum))
	default:
		return fmt.Sprintf("Which is best is not settled: %s have it among them with a chance of %s.", words.List(names), words.Chance(sum))
	}
}

// base is what a lead is compared with.
func (s *Leads) base() string {
	if s.OwnBase {
		return "its own `networked`"
	}
	return "`networked`"
}

// table shows the interval of a share, or where each lead has its own base, that.
func (s *Leads) table(p *page) {
	var rows [][]string
	beside := "interval %"
	if s.OwnBase {
		beside = "networked"
	}
	for i := range s.Leads {
		l := &s.Leads[i]
		of := strings.TrimSuffix(words.Between(l.Settled), " %")
		if s.OwnBase {
			of = words.Percent(l.Without.Mean)
		}
		rows = append(rows, []string{l.ID, l.From, words.Percent(l.Settled.Mean), of, words.Percent(l.Kept.Mean), words.PlusMinus(l.Difference, 100),
			words.PlusMinus(l.LogOdds, 1), painted(l.Verdict, words.Verdict(l.Verdict)), shortChance(float64(l.Best)), words.ShortMean(l.Coordinated)})
	}
	p.table(2, []string{"lead", "from", "settled", beside, "kept", "points", "log-odds", "verdict", "best", "acts"}, rows)
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
	base := "its own `networked`, the same wars with the same third parties and nobody leading"
	if !s.OwnBase {
		l := &s.Leads[0]
		base = fmt.Sprintf("`networked`, where nobody leads: settled %s (%s), kept %s", words.Percent(l.Without.Mean), words.Between(l.Without),
			words.Percent(l.KeptBase.Mean))
	}
	return fmt.Sprintf("Points and log-odds: against %s; ± is half of the %s. Each interval holds for itself, not for all at"+
		" once. %s Best: chance, in per cent, that no other adds more points (Bayesian bootstrap over histories, Rubin 1981, with half a history"+
		" for each lead that it alone settles; ties share it)."+
		" Acts: how many a history its plan changed.", base, intervalWords(&s.Head), words.VerdictKey)
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
		p.say("Changes no act in any history, %s: %s.", w, words.List(who[w]))
	}
}

func (s *Leads) fixed(e *Experiment) string {
	part := circumstances(e.Config, e.Arms)
	if part == "" {
		part = "The same third parties take part, each with its own time of entry."
	}
	differs := "Only who leads differs, and with it the interest, acceptance and leaning of the lead."
	if s.OwnBase {
		differs = "From one lead to the next who takes part differs too, so that shares settled are not compared across leads: ranked" +
			" is the difference to a lead's own `networked`, in which nobody leads and the same third parties take part."
	}
	return fmt.Sprintf("%s Every lead has the same mandate (%s), pays the same costs (%s), and leads no sooner than it is there."+
		" Wars, luck and the draws of parameters are the same. %s What is compared is the process as"+
		" a whole: no effect is ascribed to a single mediator.", part, mandate(s.Mechanisms, int(sim.NumMechanisms)),
		mandate(s.Costs, int(sim.NumCosts)), differs)
}

// mandate lists what is switched on, of so many.
func mandate(ids []string, of int) string {
	switch len(ids) {
	case 0:
		return "none"
	case of:
		return fmt.Sprintf("all %d", of)
	}
	return words.List(ids)
}
