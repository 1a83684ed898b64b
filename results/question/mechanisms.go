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

// MechanismPlan lays out the arms of a study of mechanisms: the lead with every
// subset of its mechanisms and no cost, then with all of them and every set of
// costs but none.
type MechanismPlan struct {
	Arms []sim.Arm

	mechanisms, costs game
	sum               *contrast // of both
}

// game is one of the two: what is joined, and the arm with nothing of it, which those of
// its other subsets follow, the first of ids fastest.
type game struct {
	ids   []string
	empty int
	// what each is worth, all less all but it, and it alone less none; and all less none.
	players [][3]*contrast
	sum     *contrast
}

// PlanMechanisms makes the plan of what an arm has switched on.
func PlanMechanisms(arm sim.Arm) *MechanismPlan {
	p := &MechanismPlan{mechanisms: game{ids: arm.Mechanisms.IDs()}}
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
	for _, g := range []*game{&p.mechanisms, &p.costs} {
		g.count(len(p.Arms))
	}
	p.sum = less(len(p.Arms), p.charged(), p.bare())
	return p
}

// count plans the contrasts of a game.
func (g *game) count(arms int) {
	n := len(g.ids)
	all := g.empty + 1<<n - 1
	g.sum = less(arms, all, g.empty)
	for i := range n {
		worth := &contrast{weights: make([]int64, arms), part: stats.Factorial(n), most: 1}
		copy(worth.weights[g.empty:], stats.ShapleyWeights(n, i))
		g.players = append(g.players, [3]*contrast{worth, less(arms, all, all-1<<i), less(arms, g.empty+1<<i, g.empty)})
	}
}

// Count a replication, an outcome for each arm.
func (p *MechanismPlan) Count(outcomes []sim.Outcome) {
	of := cameOf(outcomes)
	p.sum.add(of)
	for _, g := range []*game{&p.mechanisms, &p.costs} {
		g.sum.add(of)
		for _, c := range g.players {
			for i := range c {
				c[i].add(of)
			}
		}
	}
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
	Question      string       `json:"question" doc:"what is asked"`
	Lead          string       `json:"lead" doc:"mediator that leads"`
	Without       Ends         `json:"networked" doc:"nobody leads"`
	Uncharged     Ends         `json:"uncharged" doc:"all mechanisms at no cost"`
	Charged       Ends         `json:"charged" doc:"as the scenario has it"`
	Mechanisms    []Worth      `json:"mechanisms" doc:"each, costs switched off"`
	Costs         []Worth      `json:"costs" doc:"each, all mechanisms switched on"`
	MechanismsSum Total        `json:"mechanisms_sum" doc:"uncharged less networked"`
	CostsSum      Total        `json:"costs_sum" doc:"charged less uncharged"`
	Sum           Total        `json:"sum" doc:"charged less networked"`
	Coordinated   stats.Number `json:"coordinated" unit:"per history" doc:"acts that a plan changed"`
}

// Ends of an arm.
type Ends struct {
	Settled stats.Estimate `json:"settled" unit:"share" doc:"settled"`
	Kept    stats.Estimate `json:"kept" unit:"share" doc:"settled and kept"`
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

// WorthOf makes the study from the counts of a plan's arms.
func WorthOf(e *experiment.Experiment, t *sweep.Tally, p *MechanismPlan) *Mechanisms {
	level := e.Level()
	s := &Mechanisms{
		Head: experiment.NewHead(e, t.Replications), Question: "mechanisms", Lead: e.Config.Mediators[p.Arms[0].Lead].ID,
		Without: endsOf(t, p.bare(), level), Uncharged: endsOf(t, p.full(), level), Charged: endsOf(t, p.charged(), level),
		MechanismsSum: totalOf(p.mechanisms.sum, level), CostsSum: totalOf(p.costs.sum, level),
		Sum: totalOf(p.sum, level), Coordinated: experiment.Mean(&t.Arms[p.charged()], "coordinated", int64(t.Replications)),
	}
	idle := s.Coordinated+experiment.Mean(&t.Arms[p.full()], "coordinated", int64(t.Replications)) == 0
	s.Mechanisms = p.mechanisms.worths(s.Uncharged, s.Without, idle, e)
	s.Costs = p.costs.worths(s.Charged, s.Uncharged, idle, e)
	return s
}

func endsOf(t *sweep.Tally, arm int, level float64) Ends {
	n, a := int64(t.Replications), &t.Arms[arm]
	return Ends{stats.Share(a.Settled, n, level), stats.Share(a.Kept, n, level)}
}

func totalOf(c *contrast, level float64) Total {
	return Total{c.difference(settled, level), c.difference(kept, level)}
}

// worths in a game, of which all and none of it came to these ends; idle says that no plan changed an act.
func (g *game) worths(all, none Ends, idle bool, e *experiment.Experiment) []Worth {
	list := []Worth{}
	for i, c := range g.players {
		d, same := totalOf(c[0], e.Level()), c[0].same(settled, kept, months)
		list = append(list, Worth{ID: g.ids[i], Settled: d.Settled, Kept: d.Kept, LeftOut: c[1].difference(settled, e.Level()), Alone: c[2].difference(settled, e.Level()),
			Judged: experiment.Judge(words.Compared{Settled: d.Settled, Kept: d.Kept, SettledIn: [2]float64{all.Settled.Mean, none.Settled.Mean},
				KeptIn: [2]float64{all.Kept.Mean, none.Kept.Mean}, Same: same, Identical: idle && same, Followed: e.Config.Implementation > 0})})
	}
	return list
}

// Widest half-width of a worth, which a sequential design looks at.
func (p *MechanismPlan) Widest(level float64) float64 {
	return stats.Widest(slices.Concat(p.mechanisms.players, p.costs.players), func(c *[3]*contrast) float64 {
		return c[0].difference(settled, level).HalfWidth()
	})
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
