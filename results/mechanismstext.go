package results

import (
	"fmt"

	"parley/results/words"
	"parley/sim/stats"
)

// Text is the study for a terminal.
func (s *Mechanisms) Text(e *Experiment) string {
	p := newPage()
	lead := &e.Arms[len(e.Arms)-1]
	m := &e.Config.Mediators[lead.Lead]
	opening(p, e, &s.Head)
	p.heading(fmt.Sprintf("What is each mechanism worth if %s leads from %s?", words.Called(m.Name, m.ID), leadStart(e.Config, lead)))
	p.say("Settled within %s: %s as in `networked`, %s with all mechanisms and no cost, %s with the costs charged. Kept: %s, %s"+
		" and %s.", words.Count(s.Months, "month", "months"), words.Percent(s.Without.Settled.Mean), words.Percent(s.Uncharged.Settled.Mean),
		words.Percent(s.Charged.Settled.Mean), words.Percent(s.Without.Kept.Mean), words.Percent(s.Uncharged.Kept.Mean), words.Percent(s.Charged.Kept.Mean))
	p.say("%s", worthWords("mechanism", s.Mechanisms))
	p.say("%s", worthWords("cost", s.Costs))
	if s.Coordinated == 0 {
		p.say("The lead changes no act in any history: %s.", idle(e.Config, lead))
	}
	moreHistories(p, len(worthOf(s.Mechanisms, stats.Unclear))+len(worthOf(s.Costs, stats.Unclear)))
	p.heading("Mechanisms with no cost charged, points of likelihood of a settlement")
	worthTable(p, "mechanism", s.Mechanisms, s.MechanismsSum)
	p.heading("Costs with all mechanisms at work")
	worthTable(p, "cost", s.Costs, s.CostsSum)
	p.say("%s", words.VerdictKey)
	p.say("What charging a cost changes is below zero where it is a loss.")
	p.say("Both sums together: %s points settled, %s kept, the lead less `networked`.", words.PlusMinus(s.Sum.Settled, 100), words.PlusMinus(s.Sum.Kept, 100))
	s.reading(p, e)
	precisionText(p, &s.Head)
	closing(p, &s.Head)
	return p.d.Text(e.Screen)
}

// reading says what the figures mean.
func (s *Mechanisms) reading(p *page, e *Experiment) {
	p.say("Worth: the mean gain when it joins, over all orders in which they could be switched on (Shapley 1953), so that they add up."+
		" Left out: all of them less all but it. Alone: it by itself less none. Kept: its worth for settlements that hold. ± is half of"+
		" the %s. Where worth, left out and alone differ, mechanisms need or replace one another. It is the worth to this lead in this"+
		" war, not of the mechanism as such.", intervalWords(&s.Head))
	p.say("%s, seed %d; all %s have the same wars and the same luck. %s",
		words.Capital(words.Count(s.Replications, "history", "histories")), s.Seed, words.Count(len(e.Arms), "set of switches", "sets of switches"), varies(&s.Head))
	p.some(circumstances(e.Config, e.Arms))
}

func worthOf(list []Worth, v stats.Verdict) []string {
	var ids []string
	for i := range list {
		if list[i].Verdict == v {
			ids = append(ids, list[i].ID)
		}
	}
	return ids
}

// worthWords say the verdicts in a sentence.
func worthWords(what string, worths []Worth) string {
	if len(worths) == 0 {
		return fmt.Sprintf("No %s is switched on.", what)
	}
	if len(worthOf(worths, stats.Nothing)) == len(worths) {
		return fmt.Sprintf("No %s moves the likelihood by more than a point.", what)
	}
	said := ""
	for _, v := range []struct {
		verdict   stats.Verdict
		one, many string
	}{{stats.Helps, "helps", "help"}, {stats.Hurts, "hurts", "hurt"}, {stats.Nothing, "does nothing within a point", "do nothing within a point"},
		{stats.Unclear, "is undecided", "are undecided"}} {
		if ids := worthOf(worths, v.verdict); len(ids) > 0 {
			said += fmt.Sprintf("%s %s; ", words.List(ids), words.One(len(ids), v.one, v.many))
		}
	}
	return words.Capital(what) + "s: " + said[:len(said)-2] + "."
}

func worthTable(p *page, what string, worths []Worth, sum Total) {
	var rows [][]string
	for i := range worths {
		w := &worths[i]
		rows = append(rows, []string{w.ID, words.Signed(100*w.Settled.Difference, 2), words.Ends(w.Settled), words.PlusMinus(w.LeftOut, 100), words.PlusMinus(w.Alone, 100), words.PlusMinus(w.Kept, 100)})
	}
	rows = append(rows, []string{"sum", words.Signed(100*sum.Settled.Difference, 2), words.Ends(sum.Settled), "", "", words.PlusMinus(sum.Kept, 100)})
	p.table(1, []string{what, "worth", "interval", "left out", "alone", "kept"}, rows)
}
