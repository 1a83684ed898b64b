package question

import (
	_ "embed"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// WarPair are two wars that play the same replications with the same random streams: a
// first, and a second that is compared with it. The arms of both are of the same regimes, in
// the same order, but for the first of each, which is as its scenario has it.
type WarPair struct {
	First, Second *experiment.Experiment
	Wars          []CrossWar

	played    []uint16 // what came of the first war, by replication and arm
	contrasts []warContrast
	done      int
}

// warContrast counts a weighted sum of arms, those of the first war behind those of the second.
type warContrast struct {
	rung                  int // of the ladder, -1 for an arm of one war less that of the other
	weights               []int64
	settled, kept, months stats.Sums
}

// PlanWars compares the arms of two experiments, and what the rungs of the ladder add.
func PlanWars(first, second *experiment.Experiment) *WarPair {
	p := &WarPair{First: first, Second: second}
	n := len(first.Arms)
	add := func(rung, a, b int) {
		c := warContrast{rung: rung, weights: make([]int64, 2*n)}
		c.weights[a]++
		c.weights[n+a]--
		if b >= 0 {
			c.weights[b]--
			c.weights[n+b]++
		}
		p.contrasts = append(p.contrasts, c)
	}
	for a := range n {
		add(-1, a, -1)
	}
	for r, rung := range experiment.Ladder {
		if a, b := p.arm(rung.A), p.arm(rung.B); a >= 0 && b >= 0 {
			add(r, a, b)
		}
	}
	for _, e := range []*experiment.Experiment{first, second} {
		p.Wars = append(p.Wars, CrossWar{Config: e.Config, Arms: e.Arms, Tally: experiment.NewTally(e)})
	}
	p.Wars[0].Watch, p.Wars[1].Watch = p.keep, p.count
	return p
}

// Experiments whose first arms are decomposed: the arms as each scenario has them.
func (p *WarPair) Experiments() []*experiment.Experiment {
	return []*experiment.Experiment{p.First, p.Second}
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

// Bits of what came of a history; the month in which the war ended is above them.
const (
	wasSettled = 1 << iota
	wasKept
	monthBits = iota
)

func cameOf(o *sim.Outcome) uint16 {
	return uint16(o.Month)<<monthBits | uint16(stats.Bit(o.Settled())*wasSettled|stats.Bit(o.Kept())*wasKept)
}

// keep what came of a replication of the first war.
func (p *WarPair) keep(outcomes []sim.Outcome) {
	for i := range outcomes {
		p.played = append(p.played, cameOf(&outcomes[i]))
	}
}

// count a replication of the second war beside that of the first.
func (p *WarPair) count(outcomes []sim.Outcome) {
	n := len(outcomes)
	for i := range p.contrasts {
		c := &p.contrasts[i]
		var settled, kept, months int64
		for a, w := range c.weights {
			var x uint16
			if a < n {
				x = cameOf(&outcomes[a])
			} else {
				x = p.played[p.done*n+a-n]
			}
			settled, kept = settled+w*int64(x&wasSettled), kept+w*int64(x&wasKept/wasKept)
			months += w * int64(x>>monthBits)
		}
		c.settled.Add(settled)
		c.kept.Add(kept)
		c.months.Add(months)
	}
	p.done++
}

// differences of a contrast: one of rungs has twice the range.
func (c *warContrast) differences(level float64) (settled, kept stats.Difference) {
	size := int64(1)
	if c.rung >= 0 {
		size = 2
	}
	of := func(s stats.Sums) stats.Difference {
		d := stats.ContrastDifference(s, size, level)
		x := float64(size)
		return stats.Difference{Difference: x * d.Difference, Low: x * d.Low, High: x * d.High}
	}
	return of(c.settled), of(c.kept)
}

// same says that no history differs.
func (c *warContrast) same() bool { return c.settled.Squares+c.kept.Squares+c.months.Squares == 0 }

// Widest half-width of what an arm of one war has more than that of the other.
func (p *WarPair) Widest() float64 {
	return stats.Widest(p.contrasts, func(c *warContrast) float64 {
		if settled, _ := c.differences(p.First.Level()); c.rung < 0 {
			return settled.HalfWidth()
		}
		return 0
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
	Overall       *stats.Difference `json:"overall" unit:"difference" doc:"settled, with the interval over all four parts of doubt; first arm only, null without them"`
	KeptOverall   *stats.Difference `json:"kept_overall" unit:"difference" doc:"the same of kept"`
	Verdict       stats.Verdict     `json:"verdict" doc:"on settled: helps, nothing, hurts or unclear"`
	KeptVerdict   stats.Verdict     `json:"kept_verdict" doc:"the same on kept"`
	Finding       string            `json:"finding" doc:"what both say together: helps peace that holds, buys signatures, ..., or no history differs, both 0 %, both 100 %"`

	compared words.Compared
}

// WarRung is what a rung of the ladder adds in each war, and whether that differs.
type WarRung struct {
	Rung       string           `json:"rung" doc:"coordination (all of it), seeing, pairs or lead"`
	First      stats.Difference `json:"settled_first" unit:"difference" doc:"what it adds to settled in the first war"`
	Second     stats.Difference `json:"settled_second" unit:"difference" doc:"and in the second"`
	Difference stats.Difference `json:"difference" unit:"difference apart" doc:"the second less the first, on common random numbers"`
	KeptDiff   stats.Difference `json:"kept_difference" unit:"difference apart" doc:"the same of kept"`
	Differ     bool             `json:"differ" doc:"the interval of one of the two excludes 0"`

	adds string
	same bool // no history differs between the wars
}

// WarsOf makes the answer of a plan that was played; changes are those of a what-if.
func WarsOf(p *WarPair, changes []string) *Wars {
	e, level := p.First, p.First.Level()
	s := &Wars{Head: experiment.NewHead(e, p.Wars[0].Tally.Replications), Question: "wars", Second: p.Second.Scenario, Changes: changes, Joint: p.done}
	if other := experiment.NewHead(p.Second, 0).Parameters; other.Mode != s.Parameters.Mode || other.Window != s.Parameters.Window {
		s.Other = other.Mode
	}
	for i := range p.contrasts {
		c := &p.contrasts[i]
		settled, kept := c.differences(level)
		if c.rung < 0 {
			s.Arms = append(s.Arms, p.compared(i, c, settled, kept))
			continue
		}
		rung := &experiment.Ladder[c.rung]
		a, b := p.arm(rung.A), p.arm(rung.B)
		adds := func(w *CrossWar) stats.Difference {
			joint, _ := experiment.Jointly(w.Tally, a, b)
			return stats.ShareDifference(joint, level)
		}
		s.Rungs = append(s.Rungs, WarRung{rung.ID, adds(&p.Wars[0]), adds(&p.Wars[1]), settled, kept, excludesNone(settled) || excludesNone(kept), rung.Adds, c.same()})
	}
	return s
}

func excludesNone(d stats.Difference) bool { return d.Low > 0 || d.High < 0 }

func (p *WarPair) compared(i int, c *warContrast, settled, kept stats.Difference) WarArm {
	x := WarArm{Name: p.First.Arms[i].Regime.String(), Difference: settled, KeptDiff: kept, Verdict: stats.Judge(settled), KeptVerdict: stats.Judge(kept)}
	if p.Second.Arms[i].Regime != p.First.Arms[i].Regime {
		x.Name = "as coded"
	}
	share := func(w *CrossWar) (settled, kept stats.Estimate) {
		n, arm := int64(w.Tally.Replications), &w.Tally.Arms[i]
		return stats.Share(arm.Settled, n, p.First.Level()), stats.Share(arm.Kept, n, p.First.Level())
	}
	x.Settled, x.Kept = share(&p.Wars[0])
	x.SettledSecond, x.KeptSecond = share(&p.Wars[1])
	if i == 0 {
		x.Overall, x.KeptOverall = experiment.Between(p.Second, p.First, settled, kept)
	}
	x.compared = words.Compared{Settled: settled, Kept: kept, SettledIn: [2]float64{x.SettledSecond.Mean, x.Settled.Mean},
		KeptIn: [2]float64{x.KeptSecond.Mean, x.Kept.Mean}, Same: c.same(),
		Followed: p.First.Config.Implementation > 0 && p.Second.Config.Implementation > 0}
	x.Finding = x.compared.Finding().Column
	return x
}

//go:embed wars.tmpl
var warsSource string

var warsTemplate = experiment.Template("wars", warsSource)

// warsView is what the template sees.
type warsView struct {
	*Wars
	experiment.About
	Followed bool
	More     bool
}

// Document of the answer.
func (s *Wars) Document(e *experiment.Experiment) *document.Document {
	return document.Execute(warsTemplate, warsView{s, e.About(), s.Arms[0].compared.Followed, e.More})
}

// Cell and Sentence are the finding, in a column and as a sentence has it.
func (x *WarArm) Cell() string { return x.compared.Cell() }

func (x *WarArm) Sentence() string {
	if x.compared.Undecided() {
		return "these histories leave it undecided"
	}
	return "on average " + x.compared.Finding().Sentence
}

func (x *WarArm) Undecided() bool { return x.compared.Undecided() }

// OverAll is the finding over all four parts of doubt.
func (x *WarArm) OverAll() words.Finding { return words.Judged(*x.Overall, x.KeptOverall) }

// Cell says whether what a rung adds differs between the wars.
func (x *WarRung) Cell() string {
	switch nothing := stats.Nothing; {
	case x.Differ:
		return "differs"
	case x.same, stats.Judge(x.Difference) == nothing && stats.Judge(x.KeptDiff) == nothing:
		return "the same"
	}
	return words.Verdict(stats.Unclear)
}

func (x *WarRung) Adds() string { return x.adds }
