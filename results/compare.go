package results

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// compareText is the first screen: the answer as a ladder, and its doubt; then, if
// asked for, all that it rests on.
func compareText(p *page, e *Experiment, s *Summary) {
	ladderText(p, e, s)
	p.some(circumstances(e.Config, e.Arms))
	precisionText(p, &s.Head)
	if e.More {
		moreText(p, e, s)
	} else {
		p.say("All ways to mediate, each structure and the details of doubt: --more.")
	}
}

func moreText(p *page, e *Experiment, s *Summary) {
	recordText(p, e)
	p.heading("Arms")
	armTable(p, s)
	p.say("Kept: of all histories, settled and held for %s. Months: mean time at war, within %d.",
		words.Count(s.Implementation, "month", "months"), s.Months)
	p.say("%s, seed %d; every arm has the same wars and the same random numbers. %s",
		words.Capital(words.Count(s.Replications, "history", "histories")), s.Seed, varies(&s.Head))
	levelText(p, s)
	decompositionText(p, e, s)
	if len(s.Contrasts) == 0 {
		return
	}
	p.heading("All pairs, first less second, points of likelihood of a settlement")
	pairTable(p, s)
	p.say("%s", words.VerdictKey)
	p.say("Flips: histories settled in one arm only, on common random numbers. They show how closely two arms are coupled;" +
		" they are not a count of wars that a regime settles or spoils.")
}

// ladderText answers in a sentence, then step by step.
func ladderText(p *page, e *Experiment, s *Summary) {
	lead := armOf(e, sim.RegimeLead)
	rungs := s.rungs()
	if lead < 0 || len(rungs) == 0 || Ladder[rungs[0].place()].A != sim.RegimeLead {
		noAnswer(p, e)
	} else {
		arm := &e.Arms[lead]
		m := &e.Config.Mediators[arm.Lead]
		p.heading(fmt.Sprintf("Does it help to coordinate, if %s leads from %s?", words.Called(m.Name, m.ID), leadStart(e.Config, arm)))
		p.say("%s", answerWords(s, rungs[0])+leadsShare(rungs))
	}
	if len(rungs) == 0 {
		return
	}
	rungTable(p, s, rungs)
	p.say("%s", rungWords(e, s, rungs))
	if d := rungs[0].Uncertainty; d != nil {
		p.say("%s", doubtWords(d))
	}
}

// rungs of the ladder that were played, the whole of it first.
func (s *Summary) rungs() (list []*Contrast) {
	for i := range s.Contrasts {
		if s.Contrasts[i].Rung != "" {
			list = append(list, &s.Contrasts[i])
		}
	}
	return list
}

// place of a contrast on the ladder.
func (c *Contrast) place() int {
	return slices.IndexFunc(Ladder, func(r Rung) bool { return r.ID == c.Rung })
}

var verdictWords = map[stats.Verdict]string{
	stats.Helps:   "On average it helps",
	stats.Hurts:   "On average it hurts",
	stats.Nothing: "On average it does nothing, within a point",
	stats.Unclear: "Undecided in these histories",
}

// keptWords say a second verdict in brackets.
var keptWords = map[stats.Verdict]string{stats.Helps: "it helps", stats.Hurts: "it hurts", stats.Nothing: "it does nothing", stats.Unclear: "undecided"}

// withoutLead says what the third parties do where nobody leads.
var withoutLead = map[sim.Regime]string{
	sim.RegimeIndependent: "each third party acts for itself",
	sim.RegimeNetworked:   "nobody leads",
}

// answerWords are the first line in words.
func answerWords(s *Summary, c *Contrast) string {
	a, b := armNamed(s, c.A), armNamed(s, c.B)
	text := fmt.Sprintf("%s: %s of such wars are settled within %s with a lead, and %s if %s", painted(c.Verdict, verdictText(c)),
		words.Percent(a.Settled.Mean), words.Count(s.Months, "month", "months"), words.Percent(b.Settled.Mean), withoutLead[Ladder[c.place()].B])
	if s.Implementation > 0 {
		text += fmt.Sprintf("; settled and kept for %s are %s and %s (%s)", words.Count(s.Implementation, "month", "months"),
			words.Percent(a.Kept.Mean), words.Percent(b.Kept.Mean), keptWords[c.KeptVerdict])
	}
	return text + "."
}

// leadsShare says where coordination makes a difference and the lead itself is not shown
// to: "" where it is, or where the lead is all that is asked about.
func leadsShare(rungs []*Contrast) string {
	lead := rungs[len(rungs)-1]
	if len(rungs) < 2 || rungs[0].Verdict == stats.Unclear && rungs[0].KeptVerdict == stats.Unclear || lead.Rung != RungLead || lead.Verdict != stats.Nothing && lead.Verdict != stats.Unclear || lead.KeptVerdict == stats.Helps || lead.KeptVerdict == stats.Hurts {
		return ""
	}
	if lead.Verdict == stats.Nothing && lead.KeptVerdict == stats.Nothing {
		return " The lead itself adds nothing (last row)."
	}
	return " What the lead itself adds is undecided (last row)."
}

// verdictText adds that an effect is barely told from nothing.
func verdictText(c *Contrast) string {
	d := c.Settled
	if c.Verdict == stats.Helps && d.Low < barely || c.Verdict == stats.Hurts && d.High > -barely {
		return verdictWords[c.Verdict] + ", barely"
	}
	return verdictWords[c.Verdict]
}

// barely told from nothing is an interval that ends within a tenth of a point of it.
const barely = stats.Point / 10

func rungTable(p *page, s *Summary, rungs []*Contrast) {
	header := []string{"", "settled", "verdict"}
	if s.Implementation > 0 {
		header = append(header, "settled and kept")
	}
	var rows [][]string
	for _, c := range rungs {
		label := Ladder[c.place()].Adds
		if c.place() > 0 {
			label = "- " + label
		}
		row := []string{label, words.VerdictInterval(c.Settled), painted(c.Verdict, words.Verdict(c.Verdict))}
		if s.Implementation > 0 {
			row = append(row, words.Interval(c.Kept))
		}
		rows = append(rows, row)
	}
	p.table(1, header, rows)
}

// rungWords say what the lines compare.
func rungWords(e *Experiment, s *Summary, rungs []*Contrast) string {
	text := fmt.Sprintf("Wars in 100, the same wars in each row, with the %s of chance alone.", intervalWords(&s.Head))
	if len(rungs) < len(Ladder) || len(e.Config.Mediators) < 2 {
		return text + nobodyElse(e.Config)
	}
	if record(e.Config) {
		return text + " Not coordinated: third parties play their record, whatever they see. Then pairs with close ties agree when to press; one plans for those who follow it."
	}
	return text + " Not coordinated: no third party sees what the others do. Then all see it; pairs with close ties agree when to press;" +
		" a lead plans for its followers."
}

// nobodyElse says why there is nothing to coordinate; "" where there is.
func nobodyElse(c *sim.Config) string {
	if len(c.Mediators) != 1 {
		return ""
	}
	return " There is one third party, and nobody else to coordinate."
}

// noAnswer says how to get one.
func noAnswer(p *page, e *Experiment) {
	p.heading("No answer on a lead: it wants `lead`, and `independent` or `networked`, among the arms.")
	if len(e.Left) == 0 {
		return
	}
	var ids []string
	for i := range e.Config.Mediators {
		ids = append(ids, e.Config.Mediators[i].ID)
	}
	want, why := "one", ""
	if e.LeadGone != "" {
		want, why = "another", words.Capital(e.LeadGone)+". "
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
		if r == sim.RegimeInformed || r == sim.RegimeIndependent || r == sim.RegimeNetworked && len(e.Config.Links) == 0 {
			same = append(same, e.Arms[i].Name)
		}
	}
	if len(same) > 1 {
		p.say("These third parties play a record: %s are the same here.", words.List(same))
	}
}

// levelText is what a lead adds under each level of each switch of structure.
func levelText(p *page, s *Summary) {
	rungs := slices.DeleteFunc(s.rungs(), func(c *Contrast) bool { return len(c.Levels) == 0 })
	if len(rungs) == 0 {
		return
	}
	header := []string{"switch", "level", "histories"}
	var rows [][]string
	for i := range rungs[0].Levels {
		l := &rungs[0].Levels[i]
		row := []string{strings.TrimPrefix(l.Switch, "structure."), l.Level, words.Thousands(l.Replications)}
		for _, c := range rungs {
			at := &c.Levels[i]
			row = append(row, words.VerdictInterval(at.Settled), painted(at.Verdict, words.Verdict(at.Verdict)))
		}
		rows = append(rows, row)
	}
	for _, c := range rungs {
		header = append(header, "less "+c.B, "verdict")
	}
	p.heading("What the lead adds under each structure, points of likelihood of a settlement")
	p.table(2, header, rows)
	p.say("%s", "Each level is over all levels of the other switches. parley list parameters says what they mean; --set structure.SWITCH=LEVEL fixes one.")
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
			durable = words.Percent(a.Durable.Mean)
		}
		rows = append(rows, []string{a.Name, words.Percent(a.Settled.Mean), words.Between(a.Settled), words.Percent(a.Kept.Mean), durable,
			words.Percent(float64(a.Endings.Victory)), words.Percent(a.Talks.Opened.Mean), fmt.Sprintf("%.1f", a.RestrictedMeanMonths.Mean)})
	}
	p.table(1, []string{"arm", "settled", "95 % interval", "kept", "of signed", "victory", "talks", "months"}, rows)
}

func pairTable(p *page, s *Summary) {
	var rows [][]string
	for i := range s.Contrasts {
		c := &s.Contrasts[i]
		rows = append(rows, []string{c.A, c.B, words.Interval(c.Settled), words.Verdict(c.Verdict), words.Interval(c.Kept), words.Verdict(c.KeptVerdict),
			words.Signed(c.LogOdds.Difference, 2), words.Signed(c.RestrictedMeanMonths.Difference, 2), words.Thousands(c.Flips.AOnly), words.Thousands(c.Flips.BOnly)})
	}
	p.table(2, []string{"first", "second", "settled", "verdict", "kept", "verdict", "log-odds", "months", "1st only", "2nd only"}, rows)
}
