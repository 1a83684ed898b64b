package question

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
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
}

// game is one of the two: what is joined, and the arm with nothing of it, which those of
// its other subsets follow, the first of ids fastest.
type game struct {
	ids   []string
	empty int
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
	p.costs = game{arm.Costs.IDs(), len(p.Arms) - 1}
	for _, set := range subsets(arm.Costs)[1:] {
		add(arm.Mechanisms, set)
	}
	return p
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

// weights of the plan's arms in n! times the value of one of the game's players.
func (p *MechanismPlan) weights(g *game, player int) []int64 {
	w := make([]int64, len(p.Arms))
	copy(w[g.empty:], stats.ShapleyWeights(len(g.ids), player))
	return w
}

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

// Worth of one mechanism or cost. Verdict is about Settled.
type Worth struct {
	ID      string           `json:"id" doc:"mechanism or cost"`
	Settled stats.Difference `json:"settled" unit:"difference" doc:"Shapley value in settled wars"`
	Kept    stats.Difference `json:"kept" unit:"difference" doc:"Shapley value in settled and kept wars"`
	LeftOut stats.Difference `json:"left_out" unit:"difference" doc:"settled with all less with all but it"`
	Alone   stats.Difference `json:"alone" unit:"difference" doc:"settled with it alone less with none"`
	Verdict stats.Verdict    `json:"verdict" doc:"of its Shapley value in settled wars"`
}

// Total is a difference of two arms.
type Total struct {
	Settled stats.Difference `json:"settled" unit:"difference" doc:"in settled wars"`
	Kept    stats.Difference `json:"kept" unit:"difference" doc:"in settled and kept wars"`
}

// WorthOf makes the study from the counts of a plan's arms and all their pairs.
func WorthOf(e *experiment.Experiment, t *sweep.Tally, p *MechanismPlan) *Mechanisms {
	level := e.Level()
	lead := &p.Arms[0]
	s := &Mechanisms{
		Head: experiment.NewHead(e, t.Replications), Question: "mechanisms", Lead: e.Config.Mediators[lead.Lead].ID,
		Without: endsOf(t, p.bare(), level), Uncharged: endsOf(t, p.full(), level), Charged: endsOf(t, p.charged(), level),
		MechanismsSum: totalOf(t, p.full(), p.bare(), level), CostsSum: totalOf(t, p.charged(), p.full(), level),
		Sum: totalOf(t, p.charged(), p.bare(), level), Coordinated: experiment.Mean(&t.Arms[p.charged()], "coordinated", int64(t.Replications)),
	}
	s.Mechanisms, s.Costs = worths(t, p, &p.mechanisms, level), worths(t, p, &p.costs, level)
	return s
}

func endsOf(t *sweep.Tally, arm int, level float64) Ends {
	n, a := int64(t.Replications), &t.Arms[arm]
	return Ends{stats.Share(a.Settled, n, level), stats.Share(a.Kept, n, level)}
}

// totalOf contrasts two arms, a less b.
func totalOf(t *sweep.Tally, a, b int, level float64) Total {
	w := make([]int64, len(t.Arms))
	w[a]++
	w[b]--
	return contrast(t, w, 1, level)
}

// contrast of arms by weights that are parts of one.
func contrast(t *sweep.Tally, weights []int64, part int64, level float64) Total {
	settled, kept := weighted(t, weights)
	return Total{stats.ContrastDifference(settled, part, level), stats.ContrastDifference(kept, part, level)}
}

func worths(t *sweep.Tally, p *MechanismPlan, g *game, level float64) []Worth {
	n := len(g.ids)
	all := g.empty + 1<<n - 1
	list := []Worth{}
	for i, id := range g.ids {
		d := contrast(t, p.weights(g, i), stats.Factorial(n), level)
		list = append(list, Worth{ID: id, Settled: d.Settled, Kept: d.Kept, LeftOut: totalOf(t, all, all-1<<i, level).Settled,
			Alone: totalOf(t, g.empty+1<<i, g.empty, level).Settled, Verdict: stats.Judge(d.Settled)})
	}
	return list
}

// WidestWorth is what a sequential design looks at: the largest half-width of a
// Shapley value.
func WidestWorth(e *experiment.Experiment, t *sweep.Tally, p *MechanismPlan) float64 {
	all := append(worths(t, p, &p.mechanisms, e.Level()), worths(t, p, &p.costs, e.Level())...)
	return stats.Widest(all, func(w *Worth) float64 { return w.Settled.HalfWidth() })
}

// weighted sums over replications what each comes to, the sum over arms of weight x
// settled, or x kept, and its square. All are whole numbers that the joint counts give
// exactly; pairs of arms with weights must have been counted.
func weighted(t *sweep.Tally, weights []int64) (settled, kept stats.Sums) {
	add := func(s *stats.Sums, w, n int64) {
		s.Sum += w * n
		s.Squares += w * w * n
	}
	settled.N, kept.N = int64(t.Replications), int64(t.Replications)
	for a, w := range weights {
		add(&settled, w, t.Arms[a].Settled)
		add(&kept, w, t.Arms[a].Kept)
	}
	for i := range t.Pairs {
		p := &t.Pairs[i]
		w := 2 * weights[p.A] * weights[p.B]
		settled.Squares += w * p.Settled[1][1]
		kept.Squares += w * p.Kept[1][1]
	}
	return settled, kept
}

//go:embed mechanisms.tmpl
var mechanismsSource string

var mechanismsTemplate = experiment.Template("mechanisms", mechanismsSource)

// mechanismsView is what the template sees.
type mechanismsView struct {
	*Mechanisms
	experiment.About
	Leads, LeadFrom, Idle string
	// Sets of switches played.
	Sets             int
	Joined, Incurred *worthWords
}

// worthWords are mechanisms or costs, and their IDs by verdict.
type worthWords struct {
	What                           string
	All                            []Worth
	Sum                            Total
	Helps, Hurts, Nothing, Unclear []string
}

// Document of the study.
func (s *Mechanisms) Document(e *experiment.Experiment) *document.Document {
	lead := &e.Arms[len(e.Arms)-1]
	return document.Execute(mechanismsTemplate, mechanismsView{s, e.About(), experiment.Leads(e.Config, lead),
		experiment.LeadStart(e.Config, lead), experiment.Idle(e.Config, lead), len(e.Arms),
		newWorthWords("mechanism", s.Mechanisms, s.MechanismsSum), newWorthWords("cost", s.Costs, s.CostsSum)})
}

func newWorthWords(what string, worths []Worth, sum Total) *worthWords {
	w := &worthWords{What: what, All: worths, Sum: sum}
	for i := range worths {
		by := map[stats.Verdict]*[]string{stats.Helps: &w.Helps, stats.Hurts: &w.Hurts, stats.Nothing: &w.Nothing, stats.Unclear: &w.Unclear}[worths[i].Verdict]
		*by = append(*by, worths[i].ID)
	}
	return w
}
