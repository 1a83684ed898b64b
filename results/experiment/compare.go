package experiment

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
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
	// ThirdParties by ID; Recorded says that all of them play the acts of a record, and
	// SameArms are then those that cannot differ.
	ThirdParties []string
	Recorded     bool
	SameArms     []string
}

// answer of the whole ladder.
type answer struct {
	Lead, From    string
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
	for i := range v.Played.Config.Mediators {
		c.ThirdParties = append(c.ThirdParties, v.Played.Config.Mediators[i].ID)
	}
	if len(c.Rungs) > 0 {
		c.answered(c.Rungs[0])
	}
	c.recorded()
	return c
}

func (c *comparison) answered(whole *Contrast) {
	c.Doubt = whole.Uncertainty
	if Ladder[whole.place()].A != sim.RegimeLead {
		return
	}
	arm := &c.Played.Arms[ArmOf(c.Played, sim.RegimeLead)]
	c.Answer = &answer{LeadCalled(c.Played.Config, arm), LeadStart(c.Played.Config, arm), whole, c.armNamed(whole.A), c.armNamed(whole.B), leadAdds(c.Rungs)}
}

// leadAdds is empty too where the lead is all that is asked about.
func leadAdds(rungs []*Contrast) string {
	whole, lead := rungs[0], rungs[len(rungs)-1]
	open := func(v stats.Verdict) bool { return v == stats.Nothing || v == stats.Unclear }
	switch {
	case len(rungs) < 2 || lead.Rung != RungLead || whole.Verdict == stats.Unclear && whole.KeptVerdict == stats.Unclear:
		return ""
	case !open(lead.Verdict) || !open(lead.KeptVerdict):
		return ""
	case lead.Verdict == stats.Nothing && lead.KeptVerdict == stats.Nothing:
		return "nothing"
	}
	return "undecided"
}

// scripted is the strategy that plays a record.
const scripted = "scripted"

// recorded finds out whether nobody chooses: then what third parties see of each other
// makes no difference, nor do pairs where there are none.
func (c *comparison) recorded() {
	mediators := c.Played.Config.Mediators
	c.Recorded = len(mediators) > 0 && !slices.ContainsFunc(mediators, func(m sim.Mediator) bool { return m.StrategyName != scripted })
	if !c.Recorded {
		return
	}
	for i := range c.Played.Arms {
		r := c.Played.Arms[i].Regime
		if r == sim.RegimeInformed || r == sim.RegimeIndependent || r == sim.RegimeNetworked && len(c.Played.Config.Links) == 0 {
			c.SameArms = append(c.SameArms, c.Played.Arms[i].Name)
		}
	}
}

// WholeLadder says whether all of its rungs were played.
func (c *comparison) WholeLadder() bool { return len(c.Rungs) == len(Ladder) }

// place of a contrast on the ladder.
func (c *Contrast) place() int {
	return slices.IndexFunc(Ladder, func(r Rung) bool { return r.ID == c.Rung })
}

// Barely says whether the interval of an effect ends within a tenth of a point of none.
func (c *Contrast) Barely() bool {
	const barely = stats.Point / 10
	return c.Verdict == stats.Helps && c.Settled.Low < barely || c.Verdict == stats.Hurts && c.Settled.High > -barely
}

func (c *comparison) armNamed(name string) *Arm {
	return &c.Arms[slices.IndexFunc(c.Arms, func(a Arm) bool { return a.Name == name })]
}

// Verdict in a word that fits a column, painted.
func Verdict(v stats.Verdict) string {
	paint := map[stats.Verdict]func(string) string{stats.Helps: document.Good, stats.Hurts: document.Bad}[v]
	if paint == nil {
		paint = document.Strong
	}
	return paint(words.Verdict(v))
}

// RungTable is the ladder, one rung a row.
func (c *comparison) RungTable() *document.Table {
	t := &document.Table{Header: []string{"", "settled", "verdict"}}
	if c.Implementation > 0 {
		t.Header = append(t.Header, "settled and kept")
	}
	for _, r := range c.Rungs {
		label := Ladder[r.place()].Adds
		if r.place() > 0 {
			label = "- " + label
		}
		row := []string{label, words.VerdictInterval(r.Settled), Verdict(r.Verdict)}
		if c.Implementation > 0 {
			row = append(row, words.Interval(r.Kept))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// LevelTable is what a lead adds under each level of each switch of structure; nil where
// the structure is fixed.
func (c *comparison) LevelTable() *document.Table {
	t := &document.Table{Words: 2, Header: []string{"switch", "level", "histories"}}
	for _, r := range c.Rungs {
		if len(r.Levels) > 0 {
			t.Header = append(t.Header, "less "+r.B, "verdict")
		}
		for i := range r.Levels {
			l := &r.Levels[i]
			if i == len(t.Rows) {
				t.Rows = append(t.Rows, []string{strings.TrimPrefix(l.Switch, "structure."), l.Level, words.Thousands(l.Replications)})
			}
			t.Rows[i] = append(t.Rows[i], words.VerdictInterval(l.Settled), Verdict(l.Verdict))
		}
	}
	return t.OrNil()
}

// ArmTable has a row for each arm.
func (c *comparison) ArmTable() *document.Table {
	header := []string{"arm", "settled", "95 % interval", "kept", "of signed", "victory", "talks", "months"}
	return &document.Table{Header: header, Rows: document.Rows(c.Arms, func(a *Arm) []string {
		durable := "-"
		if a.Durable != nil {
			durable = words.Percent(a.Durable.Mean)
		}
		return []string{a.Name, words.Percent(a.Settled.Mean), words.Between(a.Settled), words.Percent(a.Kept.Mean), durable,
			words.Percent(a.Endings.Victory), words.Percent(a.Talks.Any.Mean), fmt.Sprintf("%.1f", a.RestrictedMeanMonths.Mean)}
	})}
}

// PairTable has a row for each pair of arms.
func (c *comparison) PairTable() *document.Table {
	header := []string{"first", "second", "settled", "verdict", "kept", "verdict", "log-odds", "months", "1st only", "2nd only"}
	return &document.Table{Words: 2, Header: header, Rows: document.Rows(c.Contrasts, func(x *Contrast) []string {
		return []string{x.A, x.B, words.Interval(x.Settled), words.Verdict(x.Verdict), words.Interval(x.Kept), words.Verdict(x.KeptVerdict),
			words.Signed(x.LogOdds.Difference, 2), words.Signed(x.RestrictedMeanMonths.Difference, 2), words.Thousands(x.Flips.AOnly), words.Thousands(x.Flips.BOnly)}
	})}
}
