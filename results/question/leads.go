package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Leads ranks third parties by what comes of it when they lead.
type Leads struct {
	experiment.Head
	Question     string   `json:"question" doc:"what is asked"`
	Mechanisms   []string `json:"mechanisms" doc:"what every lead does"`
	Costs        []string `json:"costs" doc:"that are charged"`
	ThirdParties int      `json:"third_parties" unit:"third parties" doc:"that take part, the lead among them"`
	OwnBase      bool     `json:"own_networked" doc:"each lead has a base of its own, with other third parties"`
	Leads        []Lead   `json:"leads" doc:"the one that adds most first"`
	Verdicts     Verdicts `json:"verdicts" doc:"over leads, on settled"`
	KeptVerdicts Verdicts `json:"kept_verdicts" doc:"the same on kept"`
}

// Lead is one third party tried as lead.
type Lead struct {
	ID   string `json:"lead" doc:"mediator that leads"`
	Name string `json:"name" doc:"name"`
	// Called is the name as a sentence has it.
	Called string `json:"-"`
	From   string `json:"from" doc:"calendar month from which it leads, not before it is there, YYYY-MM"`
	Months int    `json:"months" unit:"months" doc:"of the horizon in which it leads"`
	Effect
	Best stats.Number `json:"best" unit:"share" doc:"chance that no other lead tried adds more settled wars"`
	Idle string       `json:"idle,omitempty" doc:"why no plan of it changed an act, if none did"`
}

// RankLeads makes a ranking of leads of a war that were counted together, each another mediator.
func RankLeads(e *experiment.Experiment, w *sweep.Cell, together *Together) *Leads {
	leads := together.leads
	first := &e.Arms[leads[0].Weights[0].Arm]
	s := &Leads{Head: experiment.NewHead(e, w.Tally.Replications), Question: "leads",
		Mechanisms: first.Mechanisms.IDs(), Costs: first.Costs.IDs(), ThirdParties: len(e.Config.Mediators)}
	if n := first.ThirdParties; n > 0 {
		s.ThirdParties = min(n, s.ThirdParties)
	}
	best := together.Best(e.Seed)
	for i := range leads {
		lead, base := leads[i].Weights[0].Arm, leads[i].Weights[1].Arm
		s.OwnBase = s.OwnBase || base != leads[0].Weights[1].Arm
		arm := &e.Arms[lead]
		m := &e.Config.Mediators[arm.Lead]
		l := Lead{ID: m.ID, Name: m.Name, Called: words.Mediator(e.Config, arm.Lead), From: (e.Config.Start + sim.Month(max(arm.From, m.Enter))).String(),
			Months: max(0, min(e.Config.Months, m.Exit)-max(arm.From, m.Enter)), Best: stats.Number(best[i])}
		l.Effect, l.Idle = newEffect(w, lead, base, e.Level())
		s.Verdicts.Count(l.Verdict)
		s.KeptVerdicts.Count(l.KeptVerdict)
		s.Leads = append(s.Leads, l)
	}
	slices.SortStableFunc(s.Leads, func(a, b Lead) int {
		return cmp.Or(cmp.Compare(b.Difference.Difference, a.Difference.Difference),
			cmp.Compare(b.KeptDifference.Difference, a.KeptDifference.Difference), strings.Compare(a.ID, b.ID))
	})
	return s
}

// leadsView is what the template sees.
type leadsView struct {
	*Leads
	experiment.About
	// Likeliest are the leads that have the best among them with the chance Likely.
	Likeliest []string
	Likely    float64
	// Idle are leads by why they change no act in any history.
	Idle []words.Group
	// Partly are leads that lead in some months only, with these.
	Partly []string
	// Mandate and Charged name mechanisms and costs.
	Mandate, Charged string
}

// Document of the ranking.
func (s *Leads) Document(e *experiment.Experiment) *document.Document {
	v := leadsView{Leads: s, About: e.About(), Mandate: switchedOn(s.Mechanisms, int(sim.NumMechanisms)), Charged: switchedOn(s.Costs, int(sim.NumCosts))}
	best := s.Likeliest()
	for _, l := range best {
		v.Likeliest = append(v.Likeliest, l.Called)
		v.Likely += float64(l.Best)
	}
	v.Likely = min(v.Likely, 1-1.0/bootstrapDraws) // what was never drawn is not impossible
	for _, l := range s.Leads {
		v.Idle = words.Grouped(v.Idle, l.Idle, l.ID)
		if l.Months < s.Head.Months {
			v.Partly = append(v.Partly, fmt.Sprintf("%s (%d)", l.ID, l.Months))
		}
	}
	return experiment.Execute(sources, "leads", v)
}

// likely is the chance that a set of leads must have of holding the best one.
const likely = 0.9

// Likeliest leads to be the best, as many as make it likely that the best is among them.
func (s *Leads) Likeliest() []Lead {
	order := slices.Clone(s.Leads)
	slices.SortStableFunc(order, func(a, b Lead) int { return cmp.Compare(b.Best, a.Best) })
	sum := 0.0
	for n := range order {
		if sum += float64(order[n].Best); sum >= likely {
			return order[:n+1]
		}
	}
	return order
}

// Short is a chance that fits a column; what was never drawn is not impossible.
func (leadsView) Short(x stats.Number) string {
	switch {
	case x < 0.01:
		return "<1"
	case x > 0.99 && x < 1:
		return ">99"
	}
	return fmt.Sprintf("%.0f", 100*float64(x))
}

// switchedOn lists what is, of so many.
func switchedOn(ids []string, of int) string {
	switch len(ids) {
	case 0:
		return "none"
	case of:
		return fmt.Sprintf("all %d", of)
	}
	return words.List(ids)
}
