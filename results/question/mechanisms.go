package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// MechanismPlan lays out the arms of a study of mechanisms: the lead with every
// subset of its mechanisms and no cost, then with all of them and every set of
// costs but none.
type MechanismPlan struct {
	sweep.Cell

	mechanisms, costs game
	sum               *sweep.Contrast // of both
}

// game is one of the two: what is joined, and the arm with nothing of it, which those of
// its other subsets follow, the first of ids fastest.
type game struct {
	ids   []string
	empty int
	// what each is worth, all less all but it, and it alone less none; and all less none.
	players [][3]*sweep.Contrast
	sum     *sweep.Contrast
}

// PlanMechanisms makes the plan of what an arm has switched on.
func PlanMechanisms(c *sim.Config, arm sim.Arm) *MechanismPlan {
	p := &MechanismPlan{mechanisms: game{ids: arm.Mechanisms.IDs()}, Cell: sweep.Cell{Config: c}}
	add := func(mechanisms sim.MechanismSet, costs sim.CostSet) {
		a := arm
		a.Mechanisms, a.Costs = mechanisms, costs
		a.Name = fmt.Sprintf("lead/%s/%s", joined(mechanisms.IDs()), joined(costs.IDs()))
		p.Arms = append(p.Arms, a)
	}
	for _, set := range subsets(arm.Mechanisms) {
		add(set, 0)
	}
	p.costs = game{ids: arm.Costs.IDs(), empty: len(p.Arms) - 1}
	for _, set := range subsets(arm.Costs)[1:] {
		add(arm.Mechanisms, set)
	}
	p.sum = sweep.Less(p.charged(), p.bare())
	p.Tally = sweep.NewTally(c, len(p.Arms), slices.Concat(p.mechanisms.contrasts(), p.costs.contrasts(), []*sweep.Contrast{p.sum}), outcome.Values()...)
	return p
}

// contrasts of a game, which are made here.
func (g *game) contrasts() []*sweep.Contrast {
	n := len(g.ids)
	all := g.empty + 1<<n - 1
	g.sum = sweep.Less(all, g.empty)
	list := []*sweep.Contrast{g.sum}
	for i := range n {
		worth := &sweep.Contrast{Part: stats.Factorial(n), Most: 1}
		for s, weight := range stats.ShapleyWeights(n, i) {
			worth.Weights = append(worth.Weights, sweep.Weight{Arm: g.empty + s, By: weight})
		}
		g.players = append(g.players, [3]*sweep.Contrast{worth, sweep.Less(all, all-1<<i), sweep.Less(g.empty+1<<i, g.empty)})
		list = append(list, g.players[i][:]...)
	}
	return list
}

// subsets of a set of bits, none first, the lowest bit fastest.
func subsets[S ~uint16](set S) (list []S) {
	for s := S(0); ; s = (s - set) & set {
		if list = append(list, s); s == set {
			return list
		}
	}
}

// joined names a set in a word.
func joined(ids []string) string { return cmp.Or(strings.Join(ids, "+"), "none") }

// bare is the arm with no mechanism and no cost, which plays as networked does;
// full has all mechanisms and no cost, charged all costs too.
func (p *MechanismPlan) bare() int    { return p.mechanisms.empty }
func (p *MechanismPlan) full() int    { return p.costs.empty }
func (p *MechanismPlan) charged() int { return len(p.Arms) - 1 }

// Mechanisms says what each mechanism, and each cost, of a lead is worth.
type Mechanisms struct {
	experiment.Head
	Question      string          `json:"question" doc:"what is asked"`
	Lead          string          `json:"lead" doc:"mediator that leads"`
	Without       experiment.Ends `json:"networked" doc:"nobody leads"`
	Uncharged     experiment.Ends `json:"uncharged" doc:"all mechanisms at no cost"`
	Charged       experiment.Ends `json:"charged" doc:"as the scenario has it"`
	Mechanisms    []Worth         `json:"mechanisms" doc:"each, costs switched off"`
	Costs         []Worth         `json:"costs" doc:"each, all mechanisms switched on"`
	MechanismsSum Total           `json:"mechanisms_sum" doc:"uncharged less networked"`
	CostsSum      Total           `json:"costs_sum" doc:"charged less uncharged"`
	Sum           Total           `json:"sum" doc:"charged less networked"`
	Coordinated   stats.Number    `json:"coordinated" unit:"per history" doc:"acts that a plan changed"`
}

// Worth of one mechanism or cost, and what is said of it.
type Worth struct {
	ID      string           `json:"id" doc:"mechanism or cost"`
	Settled stats.Difference `json:"settled" unit:"difference" doc:"Shapley value in settled wars"`
	Kept    stats.Difference `json:"kept" unit:"difference" doc:"Shapley value in settled and kept wars"`
	LeftOut stats.Difference `json:"left_out" unit:"difference" doc:"settled with all less with all but it"`
	Alone   stats.Difference `json:"alone" unit:"difference" doc:"settled with it alone less with none"`
	experiment.Judged
}

// Total is a difference of two arms.
type Total struct {
	Settled stats.Difference `json:"settled" unit:"difference" doc:"in settled wars"`
	Kept    stats.Difference `json:"kept" unit:"difference" doc:"in settled and kept wars"`
}

// WorthOf makes the study from the counts of a plan that was played.
func WorthOf(e *experiment.Experiment, p *MechanismPlan) *Mechanisms {
	level, t := e.Level(), p.Tally
	s := &Mechanisms{
		Head: experiment.NewHead(e, t.Replications), Question: "mechanisms", Lead: e.Config.Mediators[p.Arms[0].Lead].ID,
		Without: experiment.EndsOf(t, p.bare(), level), Uncharged: experiment.EndsOf(t, p.full(), level), Charged: experiment.EndsOf(t, p.charged(), level),
		MechanismsSum: totalOf(p.mechanisms.sum, level), CostsSum: totalOf(p.costs.sum, level),
		Sum: totalOf(p.sum, level), Coordinated: experiment.Mean(t, p.charged(), "coordinated"),
	}
	idle := s.Coordinated+experiment.Mean(t, p.full(), "coordinated") == 0
	s.Mechanisms = p.mechanisms.worths(s.Uncharged, s.Without, idle, e)
	s.Costs = p.costs.worths(s.Charged, s.Uncharged, idle, e)
	return s
}

func totalOf(c *sweep.Contrast, level float64) Total {
	return Total{c.Difference(sweep.Settled, level), c.Difference(sweep.Kept, level)}
}

// worths in a game, of which all and none of it came to these ends; idle says that no plan changed an act.
func (g *game) worths(all, none experiment.Ends, idle bool, e *experiment.Experiment) []Worth {
	list := []Worth{}
	for i, c := range g.players {
		of := experiment.Compare(c[0], all, none, e.Level(), e.Config.Implementation > 0)
		of.Identical = idle && of.Same
		list = append(list, Worth{ID: g.ids[i], Settled: of.Settled, Kept: of.Kept, LeftOut: c[1].Difference(sweep.Settled, e.Level()),
			Alone: c[2].Difference(sweep.Settled, e.Level()), Judged: experiment.Judge(of)})
	}
	return list
}

// Widest half-width of a worth, which a sequential design looks at.
func (p *MechanismPlan) Widest(level float64) float64 {
	return stats.Widest(slices.Concat(p.mechanisms.players, p.costs.players), func(c *[3]*sweep.Contrast) float64 { return wider(c[0], level) })
}

// mechanismsView is what the template sees.
type mechanismsView struct {
	*Mechanisms
	experiment.About
	// Arm of the lead, with all switched on.
	Arm              *sim.Arm
	Joined, Incurred worthWords
	Undecided        bool // of one of them
}

// worthWords are mechanisms or costs, and their IDs by finding.
type worthWords struct {
	What     string
	All      []Worth
	Sum      Total
	Findings []words.Group
	Followed bool
}

// Document of the study.
func (s *Mechanisms) Document(e *experiment.Experiment) *document.Document {
	v := mechanismsView{s, e.About(), &e.Arms[len(e.Arms)-1], worthWords{What: "mechanism", All: s.Mechanisms, Sum: s.MechanismsSum},
		worthWords{What: "cost", All: s.Costs, Sum: s.CostsSum}, false}
	for _, w := range []*worthWords{&v.Joined, &v.Incurred} {
		w.Followed = s.Implementation > 0
		for i := range w.All {
			w.Findings = words.Grouped(w.Findings, w.All[i].Finding, w.All[i].ID)
			v.Undecided = v.Undecided || w.All[i].Compared.Undecided()
		}
	}
	return experiment.Execute(sources, "mechanisms", v)
}
