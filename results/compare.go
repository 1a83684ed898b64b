package results

import (
	"fmt"
	"strings"

	"parley/sim"
)

// compareText puts the headline first: a lead against networked, under each
// rule of attention; then all arms and all pairs.
func compareText(p *page, e *Experiment, s *Summary) {
	headline(p, e, s)
	p.say("%s, seed %d; every arm has the same wars and the same luck. %s",
		upper(count(s.Replications, "history", "histories")), s.Seed, varies(s))
	precisionText(p, s)
	p.heading("Arms")
	armTable(p, s)
	p.say("Kept: of all histories, settled and held for %s. Months: mean time at war, within %d.",
		count(s.Implementation, "month", "months"), s.Months)
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
	p.heading(fmt.Sprintf("Does it help if %s leads from %s?",
		called(m.Name, m.ID), monthName(e.Config.Start+sim.Month(lead.From))))
	unclear := false
	for _, c := range found {
		headlineLines(p, s, c)
		unclear = unclear || c.Verdict == Unclear
	}
	if unclear {
		p.say("More histories would tell more: --reps, or --precision for intervals as narrow as you want.")
	}
	if len(found) > 1 && found[0].Verdict != found[1].Verdict {
		p.say("The two rules of attention do not give the same answer: it hangs on how much the parties can take in.")
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
	if len(ids) == 0 {
		p.say("Left out for want of a lead: %s. The scenario has no third party.", strings.Join(e.Left, ", "))
		return
	}
	p.say("Left out for want of a lead: %s. Name one with --set coordination.lead=ID; the third parties are %s.",
		strings.Join(e.Left, ", "), strings.Join(ids, ", "))
}

var attentionWords = map[string]string{
	"dilute": "Attention dilute, each contact counts less",
	"queue":  "Attention queue, the first few contacts count",
}

var verdictWords = map[Verdict]string{
	Helps:   "the lead helps.",
	Hurts:   "the lead hurts.",
	Nothing: "the lead does nothing, within a point.",
	Unclear: "these histories do not tell.",
}

// headlineLines say it in a line, and then in figures.
func headlineLines(p *page, s *Summary, c *Contrast) {
	a, b := armNamed(s, c.A), armNamed(s, c.B)
	p.say("%s: %s", attentionWords[c.Attention], verdictWords[c.Verdict])
	p.indented("  ", fmt.Sprintf("Settled within %s: %s with a lead, %s without.", count(s.Months, "month", "months"),
		percent(a.Settled.Mean), percent(b.Settled.Mean)))
	p.indented("  ", fmt.Sprintf("Difference %s points (%s %s to %s), log-odds %s (%s to %s).",
		points(c.Settled.Difference), intervalWords(s), points(c.Settled.Low), points(c.Settled.High),
		signed(c.LogOdds.Difference, 2), signed(c.LogOdds.Low, 2), signed(c.LogOdds.High, 2)))
	if s.Implementation > 0 {
		p.indented("  ", fmt.Sprintf("Settled and kept: %s against %s, difference %s points (%s to %s).", percent(a.Kept.Mean),
			percent(b.Kept.Mean), points(c.Kept.Difference), points(c.Kept.Low), points(c.Kept.High)))
	}
}

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
		rows = append(rows, []string{c.A, c.B, points(c.Settled.Difference),
			points(c.Settled.Low) + " to " + points(c.Settled.High),
			signed(c.LogOdds.Difference, 2), signed(c.RestrictedMeanMonths.Difference, 2),
			thousands(c.Flips.AOnly), thousands(c.Flips.BOnly)})
	}
	p.table(2, []string{"first", "second", "points", "95 % interval", "log-odds", "months", "1st only", "2nd only"}, rows)
}
