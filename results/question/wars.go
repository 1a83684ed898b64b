package question

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// WarPair are two wars that play the same replications with the same random streams: a
// first, and a second that is compared with it. The arms of both are of the same regimes, in
// the same order, but for the first of each, which is as its scenario has it.
type WarPair struct {
	First, Second *experiment.Experiment
	Wars          []sweep.Cell

	played    []sweep.Came      // of the first war, by replication and arm
	contrasts []*sweep.Contrast // the arms of the first war are first
	rungs     []int             // of the ladder, of the contrasts behind those of the arms
}

// PlanWars compares the arms of two experiments, and what the rungs of the ladder add.
func PlanWars(first, second *experiment.Experiment) *WarPair {
	p := &WarPair{First: first, Second: second}
	first.CrossAll, second.CrossAll = true, true // any arm may be the headline
	n := len(first.Arms)
	for a := range n {
		p.contrasts = append(p.contrasts, sweep.Less(n+a, a))
	}
	for r, rung := range experiment.Ladder {
		if a, b := p.arm(rung.A), p.arm(rung.B); a >= 0 && b >= 0 {
			c := sweep.Less(n+a, a)
			c.Most, c.Weights = 2, append(c.Weights, sweep.Less(b, n+b).Weights...)
			p.contrasts, p.rungs = append(p.contrasts, c), append(p.rungs, r)
		}
	}
	for _, e := range []*experiment.Experiment{first, second} {
		p.Wars = append(p.Wars, sweep.Cell{Config: e.Config, Arms: e.Arms, Tally: experiment.NewTally(e)})
	}
	p.Wars[0].History, p.Wars[1].History = p.keep, p.count
	return p
}

// arm of a regime in both wars, -1 if it was not played.
func (p *WarPair) arm(r sim.Regime) int {
	for i := range p.First.Arms {
		if p.First.Arms[i].Regime == r && p.Second.Arms[i].Regime == r {
			return i
		}
	}
	return -1
}

// keep what came of a replication of the first war.
func (p *WarPair) keep(_ int, outcomes []sim.Outcome) error {
	p.played = append(p.played, sweep.CameOf(outcomes)...)
	return nil
}

// count a replication of the second war beside that of the first.
func (p *WarPair) count(k int, outcomes []sim.Outcome) error {
	n := len(outcomes)
	both := slices.Concat(p.played[k*n:(k+1)*n], sweep.CameOf(outcomes))
	for _, c := range p.contrasts {
		c.Add(both, sim.Structure{})
	}
	return nil
}

// Widest half-width of what an arm of one war has more than that of the other.
func (p *WarPair) Widest() float64 {
	return stats.Widest(p.contrasts[:len(p.First.Arms)], func(c **sweep.Contrast) float64 {
		if p.followed() {
			return wider(*c, p.First.Level())
		}
		return (*c).Difference(sweep.Settled, p.First.Level()).HalfWidth()
	})
}

// Wars is what a second war, or a what-if, changes.
type Wars struct {
	experiment.Head
	Question string    `json:"question" doc:"what is asked"`
	Second   string    `json:"second" doc:"name of the second scenario, the first again where it is a what-if"`
	Changes  []string  `json:"what_if,omitempty" doc:"what the second changes of the first"`
	Other    string    `json:"other,omitempty" doc:"how parameters are drawn in the second war, if otherwise than in the first"`
	Joint    int       `json:"joint" unit:"histories" doc:"histories played in both wars; fewer than replications if interrupted"`
	Headline string    `json:"headline" doc:"name of the arm that the answer is about: the first in which an outcome differs"`
	Arms     []WarArm  `json:"arms" doc:"as each scenario has it, then by regime"`
	Rungs    []WarRung `json:"rungs" doc:"what the rungs of the ladder add in each war"`
}

// WarArm is a way of mediating both wars.
type WarArm struct {
	Name          string            `json:"name" doc:"regime, or as coded where the scenarios have different ones"`
	Settled       stats.Estimate    `json:"settled_first" unit:"share" doc:"settled in the first war"`
	SettledSecond stats.Estimate    `json:"settled_second" unit:"share" doc:"settled in the second"`
	Kept          stats.Estimate    `json:"kept_first" unit:"share" doc:"settled and kept in the first"`
	KeptSecond    stats.Estimate    `json:"kept_second" unit:"share" doc:"settled and kept in the second"`
	Difference    stats.Difference  `json:"difference" unit:"difference" doc:"settled in the second less settled in the first, on common random numbers"`
	KeptDiff      stats.Difference  `json:"kept_difference" unit:"difference" doc:"the same of kept"`
	Overall       *stats.Difference `json:"overall" unit:"difference" doc:"settled, with the interval over all four parts of doubt; arm of the headline only, null without them"`
	KeptOverall   *stats.Difference `json:"kept_overall" unit:"difference" doc:"the same of kept"`
	experiment.Judged
}

// WarRung is what a rung of the ladder adds in each war, and whether that differs.
type WarRung struct {
	Rung       string           `json:"rung" doc:"coordination (all of it), seeing, pairs or lead"`
	First      stats.Difference `json:"settled_first" unit:"difference" doc:"what it adds to settled in the first war"`
	Second     stats.Difference `json:"settled_second" unit:"difference" doc:"and in the second"`
	Difference stats.Difference `json:"difference" unit:"difference apart" doc:"the second less the first, on common random numbers"`
	KeptDiff   stats.Difference `json:"kept_difference" unit:"difference apart" doc:"the same of kept"`
	Differ     bool             `json:"differ" doc:"the interval of one of the two excludes 0"`

	adds     string
	followed bool // in both wars, so that kept counts
	same     bool // no outcome differs between the wars
}

// WarsOf makes the answer of a plan that was played; changes are those of a what-if.
func WarsOf(p *WarPair, changes []string) *Wars {
	e, level := p.First, p.First.Level()
	s := &Wars{Head: experiment.NewHead(e, p.Wars[0].Tally.Replications), Question: "wars", Second: p.Second.Scenario, Changes: changes, Joint: p.Wars[1].Tally.Replications}
	if other := experiment.NewHead(p.Second, 0).Parameters; other.Mode != s.Parameters.Mode || other.Window != s.Parameters.Window {
		s.Other = other.Mode
	}
	s.Parameters.Notes = append(s.Parameters.Notes, p.notes(s.Parameters.Notes, changes != nil)...)
	for i, c := range p.contrasts {
		r := i - len(p.First.Arms)
		if r < 0 {
			s.Arms = append(s.Arms, p.compared(i))
			continue
		}
		total := totalOf(c, level)
		rung := &experiment.Ladder[p.rungs[r]]
		a, b := p.arm(rung.A), p.arm(rung.B)
		adds := func(w *sweep.Cell) stats.Difference { return w.Tally.Less(a, b).Difference(sweep.Settled, level) }
		s.Rungs = append(s.Rungs, WarRung{rung.ID, adds(&p.Wars[0]), adds(&p.Wars[1]), total.Settled, total.Kept,
			total.Settled.ExcludesNone() || p.followed() && total.Kept.ExcludesNone(), rung.Adds, p.followed(), c.Same(sweep.Settled, sweep.Kept, sweep.Months)})
	}
	about := max(0, slices.IndexFunc(s.Arms, func(x WarArm) bool { return !x.Compared.Same }))
	x := &s.Arms[about]
	x.Overall, x.KeptOverall = experiment.Between(p.Second, p.First, about, x.Compared)
	s.Headline = x.Name
	return s
}

// equal says whether the two wars differ in nothing but what they are called.
func (p *WarPair) equal() bool {
	nameless := func(e *experiment.Experiment) (sim.Config, sim.Arm, []any) {
		c, arm := *e.Config, e.Arms[0]
		c.Name, c.Title, c.Notes, arm.Name = "", "", nil, ""
		c.Parties, c.Mediators = slices.Clone(c.Parties), slices.Clone(c.Mediators)
		var strategies []any // functions make them, and functions are equal to none
		for i := range c.Parties {
			for _, made := range c.Parties[i].Strategy {
				strategies = append(strategies, made())
			}
			c.Parties[i].Strategy = nil
		}
		for i := range c.Mediators {
			strategies = append(strategies, c.Mediators[i].Strategy())
			c.Mediators[i].Strategy = nil
		}
		return c, arm, strategies
	}
	a, armOfA, as := nameless(p.First)
	b, armOfB, bs := nameless(p.Second)
	return reflect.DeepEqual(a, b) && reflect.DeepEqual(armOfA, armOfB) && reflect.DeepEqual(as, bs)
}

// notes of the second war beside those of the first, and on what is drawn anew.
func (p *WarPair) notes(first []string, whatIf bool) (list []string) {
	name := p.Second.Scenario
	if whatIf {
		name = "what if"
	}
	for _, n := range experiment.Notes(p.Second.Config) {
		if !slices.Contains(first, n) && !(whatIf && strings.HasPrefix(n, "parley check ")) {
			list = append(list, name+": "+strings.ReplaceAll(n, "(--set)", "(--what-if)"))
		}
	}
	if p.equal() {
		if whatIf {
			list = append(list, name+": it sets what holds already, so that the two wars are equal")
		} else {
			list = append(list, "the two wars are equal in every number")
		}
	}
	if a, b := p.First.Config.Months, p.Second.Config.Months; a != b {
		list = append(list, fmt.Sprintf("the first war is followed for %s and the second for %d: a longer one has more time to be settled", words.Count(a, "month", "months"), b))
	}
	if a, b := p.First.Config.Implementation, p.Second.Config.Implementation; a != b {
		list = append(list, fmt.Sprintf("settlements of the first war are followed for %s and those of the second for %d, so that what is kept is not compared", words.Count(a, "month", "months"), b))
	}
	ids := func(c *sim.Config) []string {
		return slices.Sorted(slices.Values(stats.Values(c.Parties, func(p *sim.Party) string { return p.ID })))
	}
	a, b := ids(p.First.Config), ids(p.Second.Config)
	var anew []string
	for i, id := range b {
		if at := slices.Index(a, id); at >= 0 && at != i {
			anew = append(anew, id)
		}
	}
	if anew != nil {
		list = append(list, "positions, leverage and consent are drawn party by party in the order of ids, so that those of "+words.List(anew)+
			" are drawn anew: that is in the difference too")
	}
	return list
}

// followed says whether peace is followed in both wars, and for as long: else what is kept is not the same thing.
func (p *WarPair) followed() bool {
	months := p.First.Config.Implementation
	return months > 0 && months == p.Second.Config.Implementation
}

// compared is arm i of both wars.
func (p *WarPair) compared(i int) WarArm {
	level := p.First.Level()
	first, second := experiment.EndsOf(p.Wars[0].Tally, i, level), experiment.EndsOf(p.Wars[1].Tally, i, level)
	c := experiment.Compare(p.contrasts[i], second, first, level, p.followed())
	x := WarArm{Name: p.First.Arms[i].Regime.String(), Settled: first.Settled, SettledSecond: second.Settled, Kept: first.Kept, KeptSecond: second.Kept,
		Difference: c.Settled, KeptDiff: c.Kept, Judged: experiment.Judge(c)}
	if p.Second.Arms[i].Regime != p.First.Arms[i].Regime {
		x.Name = "as coded"
	}
	return x
}

// warsView is what the template sees.
type warsView struct {
	*Wars
	experiment.About
	Followed bool
}

// Answer is the arm of the headline.
func (s *Wars) Answer() *WarArm {
	return &s.Arms[slices.IndexFunc(s.Arms, func(x WarArm) bool { return x.Name == s.Headline })]
}

// Document of the answer.
func (s *Wars) Document(e *experiment.Experiment) *document.Document {
	return experiment.Execute(sources, "wars", warsView{s, e.About(), s.Arms[0].Compared.Followed})
}

// Cell says whether what a rung adds differs between the wars.
func (x *WarRung) Cell() string {
	switch nothing := stats.Nothing; {
	case x.Differ && !x.followed:
		return "differs"
	case x.Differ && x.Difference.ExcludesNone():
		return words.If(x.KeptDiff.ExcludesNone(), "both differ", "settled differs")
	case x.Differ:
		return "kept differs"
	case x.same, stats.Judge(x.Difference) == nothing && (!x.followed || stats.Judge(x.KeptDiff) == nothing):
		return "the same"
	}
	return words.Verdict(stats.Unclear)
}

func (x *WarRung) Adds() string { return x.adds }
