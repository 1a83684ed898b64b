package study

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// Markdown sets a report as tables with a sentence to each.
func Markdown(r *Report, command string) string {
	var b page
	b.line("# What the model says before anything is fitted: %s", r.Title)
	b.line("Made by `%s`: %d draws of the parameters and the structure from their prior, %s histories. Lead: `%s`. Quantities and "+
		"estimators are in docs/prior-study-plan.md. Intervals are 95 %%, over draws; they hold the spread over the "+
		"prior and Monte Carlo error, and no doubt about the model itself. The unit is the whole process: nothing is "+
		"ascribed to a single third party.", command, r.Draws, words.Thousands(int64(r.Histories)), r.Lead)
	levelTable(&b, r)
	effectTable(&b, r)
	moderatorTable(&b, r)
	mechanismTable(&b, r)
	curveTable(&b, r)
	balanceTable(&b, r)
	b.line("## 7. Roles of free third parties, beside the record")
	if r.Roles != nil {
		roleTables(&b, r.Roles)
	} else {
		b.line("No record of roles is known for this war.")
	}
	codingTable(&b, r)
	return b.String()
}

// page collects Markdown.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n\n", args...) }

func (p *page) table(header []string, rows [][]string) {
	fmt.Fprintf(p, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat("---|", len(header)))
	for _, row := range rows {
		fmt.Fprintf(p, "| %s |\n", strings.Join(row, " | "))
	}
	p.WriteString("\n")
}

func percent(x Number) string { return fmt.Sprintf("%.1f %%", 100*x) }

func share(x Interval) string {
	return fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*x.Value, 100*x.Low, 100*x.High)
}

func points(x Interval) string { return plain(Interval{100 * x.Value, 100 * x.Low, 100 * x.High}) }

func plain(x Interval) string {
	return fmt.Sprintf("%s (%s to %s)", signed(x.Value), signed(x.Low), signed(x.High))
}

// signed has a sign unless it rounds to nothing.
func signed(x Number) string {
	if s := fmt.Sprintf("%+.2f", x); s != "-0.00" && s != "+0.00" {
		return s
	}
	return "0.00"
}

func levelTable(p *page, r *Report) {
	p.line("## 1. Level")
	var rows [][]string
	for _, l := range r.Levels {
		q := l.Quantiles
		rows = append(rows, []string{l.Arm, share(l.Settled), share(l.Kept),
			fmt.Sprintf("%s / %s / %s / %s / %s", percent(q[0]), percent(q[1]), percent(q[2]), percent(q[3]), percent(q[4]))})
	}
	p.table([]string{"arm", "settled, mean over draws", "kept", "settled, 5 / 25 / 50 / 75 / 95 % of draws"}, rows)
}

func effectTable(p *page, r *Report) {
	p.line("## 2. The lead's effect")
	p.line("In points of likelihood, and in log-odds. Shares of draws are corrected for Monte Carlo noise; as counted, " +
		"they stand in brackets behind.")
	header := []string{"first less second", "points", "log-odds", "helps", "nothing within a point", "hurts"}
	p.table(header, effectRows(r.Effects))
	p.line("Over the draws in which there is something to gain or lose (the two arms settle 5 %% or more on average), as counted:")
	p.table([]string{"first less second", "of all draws", "points", "helps", "nothing within a point", "hurts"}, liveRows(r.Effects))
	p.line("The first table again, for settlements that are kept:")
	p.table(header, effectRows(r.KeptEffect))
	p.line("A draw's difference has a standard error of %.2f points; the reliability of the differences between draws is %.2f "+
		"(first row).", 100*r.Effects[0].StandardError, r.Effects[0].Reliability)
}

func liveRows(list []Effect) (rows [][]string) {
	for _, e := range list {
		l := e.Live
		rows = append(rows, []string{e.A + " - " + e.B, percent(l.Draws), points(l.Points), percent(l.Counted.Helps),
			percent(l.Counted.Nothing), percent(l.Counted.Hurts)})
	}
	return rows
}

func effectRows(list []Effect) (rows [][]string) {
	for _, e := range list {
		with := func(x Interval, counted Number) string { return share(x) + " [" + percent(counted) + "]" }
		rows = append(rows, []string{e.A + " - " + e.B, points(e.Points), plain(e.LogOdds), with(e.Corrected.Helps, e.Counted.Helps),
			with(e.Corrected.Nothing, e.Counted.Nothing), with(e.Corrected.Hurts, e.Counted.Hurts)})
	}
	return rows
}

func moderatorTable(p *page, r *Report) {
	p.line("## 3. What moderates it")
	p.line("Rank correlation of each parameter with the effect of the lead against `networked`. Marked (*): the interval at " +
		"5 %% over the number of parameters excludes 0.")
	var rows [][]string
	for _, m := range r.Moderators {
		mark := ""
		if m.Marked {
			mark = " *"
		}
		rows = append(rows, []string{m.Parameter + mark, plain(m.Rank)})
	}
	p.table([]string{"parameter", "rank correlation"}, rows)
	if len(r.Structure) == 0 {
		return
	}
	p.line("The same effect in points, over the draws that have each level of the structure:")
	rows = nil
	for _, l := range r.Structure {
		rows = append(rows, []string{l.Switch, l.Level, percent(l.Draws), points(l.Points)})
	}
	p.table([]string{"switch", "level", "of all draws", "points"}, rows)
}

func mechanismTable(p *page, r *Report) {
	p.line("## 4. Mechanisms")
	p.line("No cost is charged. In points: what is lost without it, and what it brings alone. It matters in a draw when it moves the share settled by more " +
		"than a point either way, corrected for noise.")
	matters := func(e Effect) string {
		n := e.Corrected.Nothing
		return share(Interval{max(0, 1-n.Value), max(0, 1-n.High), max(0, 1-n.Low)})
	}
	var rows [][]string
	for _, w := range r.Mechanisms {
		rows = append(rows, []string{w.Mechanism, points(w.LeaveOneOut.Points), matters(w.LeaveOneOut), points(w.AddOne.Points), matters(w.AddOne)})
	}
	p.table([]string{"mechanism", "all less without it", "matters", "alone less none", "matters"}, rows)
}

func curveTable(p *page, r *Report) {
	p.line("## 5. Number of third parties")
	header := []string{"regime"}
	for _, n := range r.Curves[0].Numbers {
		header = append(header, fmt.Sprint(n))
	}
	header = append(header, "peak", "peaks inside", "fall from peak to all, points")
	var rows [][]string
	for _, c := range r.Curves {
		row := []string{c.Regime}
		for _, x := range c.Settled {
			row = append(row, fmt.Sprintf("%.1f (%.1f to %.1f)", 100*x.Value, 100*x.Low, 100*x.High))
		}
		rows = append(rows, append(row, fmt.Sprint(c.Peak), percent(c.Inside), points(c.Fall)))
	}
	p.line("Share settled in per cent, by how many third parties take part. Who does is drawn; a lead is always there.")
	p.table(header, rows)
}

func balanceTable(p *page, r *Report) {
	p.line("## 6. Balance of biases")
	if r.Balance.Each == 0 {
		p.line("A side has fewer than two partisans: nothing to balance.")
		return
	}
	p.line("%d partisans in each arm. Of both sides: %s. Of the first: %s. Of the second: %s.", r.Balance.Each,
		strings.Join(r.Balance.Both, ", "), strings.Join(r.Balance.First, ", "), strings.Join(r.Balance.Second, ", "))
	var rows [][]string
	for _, e := range r.Sides {
		rows = append(rows, []string{e.A + " - " + e.B, points(e.Points), plain(e.LogOdds)})
	}
	p.table([]string{"partisans", "points", "log-odds"}, rows)
}

// verdict says whether the acts tell more than the coding behind them.
func verdict(r *Roles) string {
	switch {
	case r.P > 0.05:
		return "Who acts in which role is not told from chance."
	case r.Area <= r.Capability:
		return "Who acts in which role goes with it, but no better than the coded capability alone: the model adds nothing to its coding."
	}
	return "Who acts in which role goes with it, and better than the coded capability alone."
}

// leastShare of months in which a role that is not recorded is shown.
const leastShare = 0.1

func roleTables(p *page, r *Roles) {
	p.line("The record is Table 2 of Iji, January 1993 to March 1994. %s", verdict(r))
	p.line("Area under the ROC curve %.3f over %d cells, %d of them in Table 2; with the third parties of each period exchanged %.3f "+
		"(%.3f to %.3f), p = %.4f. The coded capability alone reaches %.3f.", r.Area, r.Cells, r.Entries, r.Permuted.Value,
		r.Permuted.Low, r.Permuted.High, r.P, r.Capability)
	if words := r.LeftOutWords(); words != "" {
		p.line("%s", words)
	}
	p.line("Per cent of the months at war in which a third party acts in a role. Bold: in Table 2. Not shown: below %.0f %% and not in it.", 100*leastShare)
	for _, period := range r.Periods {
		var cells []string
		for _, x := range period.Who {
			text := fmt.Sprintf("%s %s %.0f", x.Mediator, x.Role, 100*x.Share)
			switch {
			case x.Recorded:
				cells = append(cells, "**"+text+"**")
			case x.Share >= leastShare:
				cells = append(cells, text)
			}
		}
		p.line("*%s to %s*: %s.", period.Start, period.End, strings.Join(cells, "; "))
	}
}

func codingTable(p *page, r *Report) {
	if len(r.Codings) == 0 {
		return
	}
	p.line("## 8. Headlines under other codings")
	p.line("Points, the lead against each regime; parameters drawn by replication.")
	header := []string{"coding", "settled, " + sim.RegimeNetworked.String()}
	for _, e := range r.Codings[0].Effects {
		header = append(header, e.A+" - "+e.B)
	}
	var rows [][]string
	for _, c := range r.Codings {
		row := []string{c.Coding, percent(c.settled(sim.RegimeNetworked.String()))}
		for _, e := range c.Effects {
			row = append(row, points(e.Points))
		}
		rows = append(rows, row)
	}
	p.table(header, rows)
}

func (h *CodedHeadline) settled(arm string) Number {
	for _, a := range h.Settled {
		if a.Arm == arm {
			return a.Settled.Value
		}
	}
	return 0
}
