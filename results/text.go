package results

import (
	"fmt"
	"strings"

	"parley/results/document"
	"parley/results/words"
	"parley/sim"
)

// Text is a summary for a terminal, as its command wants it.
func Text(e *Experiment, s *Summary) string {
	p := newPage()
	opening(p, e, &s.Head)
	if s.Command == "compare" {
		compareText(p, e, s)
	} else {
		for i := range s.Arms {
			armText(p, e, s, &s.Arms[i])
		}
	}
	closing(p, &s.Head)
	return p.d.Text(e.Screen)
}

// opening says which war it is, and whether all of it was played.
func opening(p *page, e *Experiment, s *Head) {
	p.say("%s (%s), %s to %s", words.Name(s.Title, s.Scenario), s.Scenario,
		words.Month(e.Config.Start), words.Month(e.Config.Start+sim.Month(s.Months-1)))
	if s.Coding != "" {
		p.say("Under another coding: %s.", s.Coding)
	}
	sayNotes(p, e.Config)
	if s.Interrupted {
		p.heading(fmt.Sprintf("INTERRUPTED: %s of %s histories were finished; this is about those.",
			words.Thousands(int64(s.Replications)), words.Thousands(int64(s.Requested))))
	}
}

// sayNotes on the posterior, so that nobody misses them.
func sayNotes(p *page, c *sim.Config) {
	for _, note := range posteriorNotes(c) {
		p.say("NOTE: %s.", note)
	}
}

// armText tells all about one arm: the report of run.
func armText(p *page, e *Experiment, s *Summary, a *Arm) {
	p.heading(fmt.Sprintf("Settled within %s: %s (%s %s)", words.Count(s.Months, "month", "months"),
		words.Percent(a.Settled.Mean), intervalWords(&s.Head), words.Between(a.Settled)))
	p.say("%s, seed %d. Regime: %s (%s); lead: %s.",
		words.Capital(words.Count(s.Replications, "history", "histories")), s.Seed, a.Regime,
		sim.Regimes[regimeOf(a.Regime)].Adds, leadWords(e, a))
	p.say("%s", varies(&s.Head))
	p.some(circumstances(e.Config, e.Arms))
	precisionText(p, &s.Head)
	decompositionText(p, e, s)

	p.heading("How wars ended, by the end of each month")
	incidenceTable(p, e, s, a)
	p.say("%s", endingWords(e, a))
	p.say("Mean time at war within the horizon: %.1f months (%.1f to %.1f).",
		a.RestrictedMeanMonths.Mean, a.RestrictedMeanMonths.Low, a.RestrictedMeanMonths.High)

	p.heading("Did what was signed hold?")
	p.say("%s", durableWords(s, a))

	p.heading("On the way")
	p.say("%s", talksWords(e, a))
	p.say("%s", ceasefireWords(e, a))
	p.say("Third parties acted %.0f times a history%s.", float64(a.Acts), coordinatedWords(a))

	p.heading("Issues agreed (* essential), whether or not a settlement followed")
	protocolTable(p, e, a)
}

func intervalWords(s *Head) string {
	if s.Precision != nil {
		return "95 % interval over all looks"
	}
	return "95 % interval"
}

func regimeOf(id string) sim.Regime {
	r, _ := sim.RegimeByID(id)
	return r
}

func leadWords(e *Experiment, a *Arm) string {
	if a.Lead == nil {
		return "none"
	}
	for i := range e.Arms {
		if e.Arms[i].Name == a.Name {
			m := &e.Config.Mediators[e.Arms[i].Lead]
			return fmt.Sprintf("%s, from %s", words.Called(m.Name, m.ID), leadStart(e.Config, &e.Arms[i]))
		}
	}
	return *a.Lead
}

// leadStart is the month from which a lead leads: not before it is there.
func leadStart(c *sim.Config, arm *sim.Arm) string {
	if enter := c.Mediators[arm.Lead].Enter; enter > 0 && enter >= arm.From {
		return words.Month(c.Start+sim.Month(enter)) + ", when it enters"
	}
	return words.Month(c.Start + sim.Month(arm.From))
}

// varies says what the interval is about, and what not.
func varies(s *Head) string {
	what := []string{"luck"}
	switch n := s.Parameters.Parameters; {
	case n > 0 && s.Parameters.Mode == sim.ParameterModeNames[sim.ParametersPosterior]:
		what = append(what, words.Count(n, "parameter from its posterior", "parameters together from their posterior"))
	case n > 0:
		what = append(what, words.Count(n, "parameter from its prior", "parameters from their priors"))
	}
	if s.Parameters.Coded > 0 {
		what = append(what, words.Count(s.Parameters.Coded, "expert coding from a widened inter-coder range", "expert codings from widened inter-coder ranges"))
	}
	if n := s.Parameters.Switches; n > 0 {
		what = append(what, words.Count(n, "switch of structure", "switches of structure"))
	}
	more, source := "", "priors"
	switch s.Parameters.Mode {
	case sim.ParameterModeNames[sim.ParametersPosterior]:
		more, source = fittedWords(s), "posterior"
	case sim.ParameterModeNames[sim.ParametersPoint]:
		more = " Parameters stand at the medians of their priors."
	}
	return fmt.Sprintf("Every history draws anew: %s.%s The interval is Monte Carlo error only: more histories"+
		" narrow it, and it says nothing of doubt about the model or its %s.", words.List(what), more, source)
}

// fittedWords say what the posterior was fitted to, and how to see the same without.
func fittedWords(s *Head) string {
	if s.Parameters.Window == "" {
		return ""
	}
	return fmt.Sprintf(" The posterior was fitted to the record of %s; --parameters prior shows the same before fitting.", s.Parameters.Window)
}

func precisionText(p *page, s *Head) {
	q := s.Precision
	if q == nil {
		return
	}
	var looks []string
	for _, n := range q.Looks {
		looks = append(looks, words.Thousands(int64(n)))
	}
	reached := "was reached"
	if !q.Reached {
		reached = "was not reached"
	}
	p.say("Precision: half an interval of %.2f points or less was asked for and %s. %s announced beforehand"+
		" (%s histories), %d used; each interval is at %.2f %%, so that all looks together hold at 95 %%.",
		100*q.HalfWidth, reached, words.Capital(words.Count(len(q.Looks), "look was", "looks were")), strings.Join(looks, "; "), q.Used, 100*q.LookLevel)
}

// incidenceTable has about a dozen rows; the bar is the share of histories that
// are settled (#), won (x) and at war (.).
func incidenceTable(p *page, e *Experiment, s *Summary, a *Arm) {
	const bar = 30
	stride := 1
	for _, n := range []int{1, 2, 3, 6, 12, 24, 60} {
		if stride = n; s.Months/n <= 12 {
			break
		}
	}
	var rows [][]string
	for _, r := range a.Incidence {
		if r.Month%stride != 0 && r.Month != s.Months {
			continue
		}
		settled := int(float64(r.Settled)*bar + 0.5)
		ended := max(settled, int(float64(1-r.AtWar)*bar+0.5))
		rows = append(rows, []string{
			fmt.Sprint(r.Month), words.Month(e.Config.Start + sim.Month(r.Month-1)),
			strings.Repeat("#", settled) + strings.Repeat("x", ended-settled) + strings.Repeat(".", bar-ended),
			words.Percent(float64(r.Settled)), fmt.Sprintf("%.1f to %.1f", 100*r.SettledLow, 100*r.SettledHigh),
			words.Percent(float64(r.Victory)), words.Percent(float64(r.AtWar)),
		})
		if a.Endings.Divided > 0 {
			rows[len(rows)-1] = append(rows[len(rows)-1], words.Percent(float64(r.Divided)))
		}
	}
	header := []string{"month", "", "# settled  x victory  . war", "settled", "interval", "victory", "at war"}
	if a.Endings.Divided > 0 {
		header[2], header = "# settled  x decided  . war", append(header, "divided")
	}
	p.add(document.Block{Table: &document.Table{Words: 3, Again: []int{0, 1}, Header: header, Rows: rows}})
}

func endingWords(e *Experiment, a *Arm) string {
	var won []string
	for i := range e.Config.Parties {
		party := &e.Config.Parties[i]
		won = append(won, fmt.Sprintf("%s %s", words.Name(party.Name, party.ID), words.Percent(float64(a.Endings.Victories[party.ID]))))
	}
	divided := ""
	if a.Endings.Divided > 0 {
		divided = fmt.Sprintf("divided (every front decided, and neither side won more than the other) %s, ", words.Percent(float64(a.Endings.Divided)))
	}
	return fmt.Sprintf("Endings: settlement kept %s, settlement collapsed later %s, victory %s (%s), %sunsettled %s.",
		words.Percent(float64(a.Endings.Kept)), words.Percent(float64(a.Endings.Collapsed)), words.Percent(float64(a.Endings.Victory)),
		strings.Join(won, "; "), divided, words.Percent(float64(a.Endings.Unsettled)))
}

func durableWords(s *Summary, a *Arm) string {
	if a.Durable == nil {
		return "Nothing was signed."
	}
	if s.Implementation == 0 {
		return "Settlements were not followed after their signature."
	}
	var after []string
	for _, r := range a.Survival {
		after = append(after, fmt.Sprintf("%s after %d", words.Percent(float64(r.Kept)), r.Months))
	}
	return fmt.Sprintf("Of the settlements %s (%s) held for the %s followed. Still in force: %s.",
		words.Percent(a.Durable.Mean), words.Between(*a.Durable), words.Count(s.Implementation, "month", "months"), strings.Join(after, ", "))
}

func talksWords(e *Experiment, a *Arm) string {
	t := &a.Talks
	if t.Month == nil {
		return "Talks never opened."
	}
	return fmt.Sprintf("Talks opened in %s of histories (%s), half of those by %s. On average a history had %s"+
		" meetings, %s suspensions and %s frameworks.", words.Percent(t.Opened.Mean), words.Between(t.Opened), quartileWords(e, t.Month),
		words.Mean(t.Meetings), words.Mean(t.Suspensions), words.Mean(t.Frameworks))
}

func ceasefireWords(e *Experiment, a *Arm) string {
	c := &a.Ceasefires
	if c.FirstMonth == nil {
		return "No ceasefire was signed."
	}
	return fmt.Sprintf("A ceasefire was signed in %s of histories (%s), half of those by %s. On"+
		" average a history had %s ceasefires and %s months under one; %s terms were prolonged, %s ran out, %s broke after"+
		" a violation.", words.Percent(c.Any.Mean), words.Between(c.Any), quartileWords(e, c.FirstMonth), words.Mean(c.Signed), words.Mean(c.Months),
		words.Mean(c.Extensions), words.Mean(c.Lapses), words.Mean(c.Breakdowns))
}

func quartileWords(e *Experiment, q *Quartiles) string {
	return fmt.Sprintf("month %d, %s (middle half: months %d to %d)",
		q.Median, words.Month(e.Config.Start+sim.Month(q.Median-1)), q.Lower, q.Upper)
}

func coordinatedWords(a *Arm) string {
	if a.Lead == nil {
		return ""
	}
	return fmt.Sprintf("; in %.0f mediator-months somebody went along with the lead", float64(a.Coordinated))
}

func protocolTable(p *page, e *Experiment, a *Arm) {
	var rows [][]string
	for _, r := range a.Protocols {
		mark, month, position := "", "", ""
		if r.Essential {
			mark = "*"
		}
		if r.Month != nil {
			month = fmt.Sprint(r.Month.Median)
		}
		if r.Position != nil {
			position = fmt.Sprintf("%.2f", float64(*r.Position))
		}
		rows = append(rows, []string{mark + words.Shortened(words.Name(r.Name, r.Issue), 48), words.Percent(r.Agreed.Mean), month, position})
	}
	p.table(1, []string{"issue", "agreed", "median month", "mean position"}, rows)
}

// closing says how to run the same again, and what it is not for.
func closing(p *page, s *Head) {
	if s.RerunFinished == "" {
		p.command("Again", s.Rerun)
	} else {
		p.command("Again, what was finished", s.RerunFinished)
		p.command("Again, the whole", s.Rerun)
	}
	p.say("What a model of assumptions implies, not a forecast. The unit is the whole process: nothing is said of what a" +
		" single third party caused. Not for advice to parties or mediators of a live process.")
}
