package experiment

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// comparison is what the template of compare sees.
type comparison struct {
	view
	// Rungs of the ladder that were played, the whole of it first.
	Rungs []*Contrast
	// Answer on the lead, or nil.
	Answer *answer
	// Doubt of the first rung, or nil.
	Doubt *Decomposition
	// Same are rungs by why their arms are identical.
	Same []words.Group
}

// answer of the whole ladder.
type answer struct {
	Leads, From   string
	Contrast      *Contrast
	With, Without *Arm
	// LeadAdds is "nothing" or "undecided" where coordination makes a difference and the
	// lead itself is not shown to; else "".
	LeadAdds string
}

func newComparison(v view) *comparison {
	c := &comparison{view: v}
	for i := range v.Contrasts {
		if v.Contrasts[i].Rung != "" {
			c.Rungs = append(c.Rungs, &v.Contrasts[i])
		}
	}
	if len(c.Rungs) == 0 {
		return c
	}
	whole := c.Rungs[0]
	c.Doubt = whole.Uncertainty
	for _, r := range c.Rungs {
		if r.Identical() {
			c.Same = words.Grouped(c.Same, r.Idle, strings.TrimPrefix(r.Adds(), "- "))
		}
	}
	if at := ArmOf(v.Played, sim.RegimeLead); Ladder[whole.place()].A == sim.RegimeLead {
		arm := &v.Played.Arms[at]
		c.Answer = &answer{Leads(v.Played.Config, arm), LeadStart(v.Played.Config, arm), whole, c.armNamed(whole.A), c.armNamed(whole.B), leadAdds(c.Rungs)}
	}
	return c
}

// leadAdds is empty too where the lead is all that is asked about.
func leadAdds(rungs []*Contrast) string {
	whole, lead := rungs[0], rungs[len(rungs)-1]
	open := func(v stats.Verdict) bool { return v == stats.Nothing || v == stats.Unclear }
	switch {
	case len(rungs) < 2 || whole.Identical() || lead.Rung != RungLead || whole.Verdict == stats.Unclear && whole.KeptVerdict == stats.Unclear:
		return ""
	case !open(lead.Verdict) || !open(lead.KeptVerdict):
		return ""
	case lead.Verdict == stats.Nothing && lead.KeptVerdict == stats.Nothing:
		return "nothing"
	}
	return "undecided"
}

// WholeLadder says whether all of its rungs were played.
func (c *comparison) WholeLadder() bool { return len(c.Rungs) == len(Ladder) }

// place of a contrast on the ladder.
func (c *Contrast) place() int {
	return slices.IndexFunc(Ladder, func(r Rung) bool { return r.ID == c.Rung })
}

// Adds says in a few words what the first arm of a rung has and the second has not.
func (c *Contrast) Adds() string {
	if at := c.place(); at > 0 {
		return "- " + Ladder[at].Adds
	}
	return Ladder[0].Adds
}

// Sentence of the finding, with "barely" where the interval of settled ends within a
// tenth of a point of none.
func (c *Contrast) Sentence() string {
	const barely = stats.Point / 10
	switch said := c.compared.Finding().Sentence; {
	case c.Undecided():
		return "these histories leave it undecided"
	case c.Verdict == stats.Helps && c.Settled.Low < barely, c.Verdict == stats.Hurts && c.Settled.High > -barely:
		return "on average " + said + ", barely"
	default:
		return "on average " + said
	}
}

// Cell is the finding in a column.
func (c *Contrast) Cell() string    { return c.compared.Cell() }
func (c *Contrast) Undecided() bool { return c.compared.Undecided() }
func (c *Contrast) Identical() bool { return c.compared.Identical }

// OverAll is the finding over all four parts of doubt.
func (c *Contrast) OverAll() words.Finding { return words.Judged(*c.Overall, c.KeptOverall) }

// Differing levels of all switches, by switch and level.
func (c *Contrast) Differing() (list []string) {
	for _, x := range c.Apart {
		if x.Differ {
			list = append(list, fmt.Sprintf("%s, %s less %s %s", strings.TrimPrefix(x.Switch, "structure."), x.A, x.B, words.Interval(x.Settled)))
		}
	}
	return list
}

func (c *comparison) armNamed(name string) *Arm {
	return &c.Arms[slices.IndexFunc(c.Arms, func(a Arm) bool { return a.Name == name })]
}

// WithLevels are the rungs that are given by structure too; none where it is fixed.
func (c *comparison) WithLevels() []*Contrast {
	return slices.DeleteFunc(slices.Clone(c.Rungs), func(r *Contrast) bool { return len(r.Levels) == 0 })
}
