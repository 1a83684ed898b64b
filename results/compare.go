package results

import (
	"fmt"
	"slices"
	"strings"

	"parley/sim"
)

// compareText puts the headline first: a lead against networked, under each
// rule of attention; then all arms and all pairs.
func compareText(p *page, e *Experiment, s *Summary) {
	headline(p, e, s)
	recordText(p, e)
	p.say("%s, seed %d; every arm has the same wars and the same luck. %s",
		upper(Count(s.Replications, "history", "histories")), s.Seed, varies(&s.Head))
	p.some(circumstances(e.Config, e.Arms))
	precisionText(p, &s.Head)
	apartText(p, e, s)
	p.heading("Arms")
	armTable(p, s)
	p.say("Kept: of all histories, settled and held for %s. Months: mean time at war, within %d.",
		Count(s.Implementation, "month", "months"), s.Months)
	if len(s.Contrasts) == 0 {
		return
	}
	p.heading("All pairs, first less second, points of likelihood of a settlement")
	pairTable(p, s)
	p.say("Flips: histories settled in one arm only, on the same luck. They show how closely two arms are coupled;" +
		" they are not a count of wars that a regime settles or spoils.")
}

func headline(p *page, e *Experiment, s *Summary) {
	var found []*Contrast
	for i := range s.Contrasts {
		if s.Contrasts[i].Headline {
			found = append(found, &s.Contrasts[i])
		}
	}
	if len(found) == 0 {
		noHeadline(p, e)
		return
	}
	lead := leadArm(e)
	m := &e.Config.Mediators[lead.Lead]
	p.heading(fmt.Sprintf("Does it help if %s leads from %s?", Called(m.Name, m.ID), leadStart(e.Config, lead)))
	unclear := false
	for _, c := range found {
		headlineLines(p, s, c)
		unclear = unclear || c.Verdict == Unclear
	}
	moreHistories(p, bit(unclear))
	if len(found) > 1 && found[0].Verdict != found[1].Verdict {
		p.say("The two rules of attention do not give the same answer: it hangs on how much the parties can take in.")
	}
	if record(e.Config) {
		p.say("Compared with `networked`: nobody leads, but standing pairs agree when to push.")
		return
	}
	p.say("Compared with `networked`: nobody leads, but third parties see what others did and standing pairs agree when" +
		" to push.")
}

func leadArm(e *Experiment) *sim.Arm {
	for i := range e.Arms {
		if e.Arms[i].Regime == sim.RegimeLead {
			return &e.Arms[i]
		}
	}
	return nil
}

// noHeadline says how to get one.
func noHeadline(p *page, e *Experiment) {
	p.heading("No headline: it wants both `lead` and `networked` among the arms.")
	if len(e.Left) == 0 {
		return
	}
	var ids []string
	for i := range e.Config.Mediators {
		ids = append(ids, e.Config.Mediators[i].ID)
	}
	want, why := "one", ""
	if e.LeadGone != "" {
		want, why = "another", upper(e.LeadGone)+". "
	}
	if len(ids) == 0 {
		p.say("%sNot played for want of a lead: %s. The scenario has no third party.", why, strings.Join(e.Left, ", "))
		return
	}
	p.say("%sNot played for want of a lead: %s. Name %s with --set coordination.lead=ID; the third parties are %s.",
		why, strings.Join(e.Left, ", "), want, strings.Join(ids, ", "))
}

// record says whether all third parties play the acts of a record.
func record(c *sim.Config) bool {
	return len(c.Mediators) > 0 && !slices.ContainsFunc(c.Mediators, func(m sim.Mediator) bool { return m.StrategyName != scripted })
}

// scripted is the strategy that plays a record.
const scripted = "scripted"

// recordText names the regimes that cannot differ where nobody chooses: what
// third parties see of each other, and pairs where there are none.
func recordText(p *page, e *Experiment) {
	if !record(e.Config) {
		return
	}
	var same []string
	for i := range e.Arms {
		r := e.Arms[i].Regime
		if r == sim.RegimeInformed || r == sim.RegimeIndependent ||
			r == sim.RegimeNetworked && len(e.Config.Links) == 0 && e.Arms[i].Attention == e.Arms[0].Attention {
			same = append(same, e.Arms[i].Name)
		}
	}
	if len(same) > 1 {
		p.say("These third parties play a record: %s are the same here.", list(same))
	}
}

var attentionWords = map[string]string{
	"dilute":    "Attention dilute, each contact counts less",
	"unlimited": "Attention unlimited, every contact counts in full",
	"queue":     "Attention queue, the first few contacts count",
}

var verdictWords = map[Verdict]string{
	Helps:   "the lead helps.",
	Hurts:   "the lead hurts.",
	Nothing: "the lead does nothing, within a point.",
	Unclear: "undecided in these histories.",
}

// headlineLines say it in a line, and then in figures.
func headlineLines(p *page, s *Summary, c *Contrast) {
	a, b := armNamed(s, c.A), armNamed(s, c.B)
	p.say("%s: %s", attentionWords[c.Attention], p.verdict(c.Verdict, verdictText(c)))
	p.indented("  ", fmt.Sprintf("Settled within %s: %s with a lead, %s without.", Count(s.Months, "month", "months"),
		percent(a.Settled.Mean), percent(b.Settled.Mean)))
	difference, low, high := marked(c.Settled, 100, 1, 0, -100*Point, 100*Point)
	odds, lowOdds, highOdds := marked(c.LogOdds, 1, 2, 0)
	p.indented("  ", fmt.Sprintf("Difference %s points (%s %s to %s), log-odds %s (%s to %s).",
		difference, intervalWords(&s.Head), low, high, odds, lowOdds, highOdds))
	if s.Implementation > 0 {
		difference, low, high = marked(c.Kept, 100, 1, 0)
		p.indented("  ", fmt.Sprintf("Settled and kept: %s against %s, difference %s points (%s to %s).", percent(a.Kept.Mean),
			percent(b.Kept.Mean), difference, low, high))
	}
}

// verdictText adds that an effect is barely told from nothing.
func verdictText(c *Contrast) string {
	d := c.Settled
	if c.Verdict == Helps && d.Low < barely || c.Verdict == Hurts && d.High > -barely {
		return strings.TrimSuffix(verdictWords[c.Verdict], ".") + ", barely."
	}
	return verdictWords[c.Verdict]
}

// barely told from nothing is an interval that ends within a tenth of a point of it.
const barely = Point / 10

func armNamed(s *Summary, name string) *Arm {
	for i := range s.Arms {
		if s.Arms[i].Name == name {
			return &s.Arms[i]
		}
	}
	panic("results: no arm " + name)
}

func armTable(p *page, s *Summary) {
	var rows [][]string
	for i := range s.Arms {
		a := &s.Arms[i]
		durable := "-"
		if a.Durable != nil {
			durable = percent(a.Durable.Mean)
		}
		rows = append(rows, []string{a.Name, percent(a.Settled.Mean), between(a.Settled), percent(a.Kept.Mean), durable,
			percent(float64(a.Endings.Victory)), percent(a.Talks.Opened.Mean), fmt.Sprintf("%.1f", a.RestrictedMeanMonths.Mean)})
	}
	p.table(1, []string{"arm", "settled", "95 % interval", "kept", "of signed", "victory", "talks", "months"}, rows)
}

func pairTable(p *page, s *Summary) {
	var rows [][]string
	for i := range s.Contrasts {
		c := &s.Contrasts[i]
		difference, low, high := marked(c.Settled, 100, 1, 0)
		rows = append(rows, []string{c.A, c.B, difference, low + " to " + high,
			signed(c.LogOdds.Difference, 2), signed(c.RestrictedMeanMonths.Difference, 2),
			Thousands(c.Flips.AOnly), Thousands(c.Flips.BOnly)})
	}
	p.table(2, []string{"first", "second", "points", "95 % interval", "log-odds", "months", "1st only", "2nd only"}, rows)
}
