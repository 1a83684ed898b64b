package calibrate

import (
	"fmt"
	"math"
	"strings"

	"parley/results"
)

// Text sets a report for a terminal.
func Text(r *Report) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s, %s, as mediated under %s", r.Scenario, r.Window, r.Regime)
	line("")
	line("Generations")
	b.WriteString(indented(results.Grid(0, []string{"", "tolerance", "accepted", "ESS", "histories"}, generationRows(r))))
	last := r.Generations[len(r.Generations)-1]
	line("Reached: tolerance %s, with %.2f %% of the last proposals accepted; effective sample size %.0f of", short(r.Reached),
		100*last.Acceptance, r.ESS)
	line("%d particles; %s histories.", r.Particles, results.Thousands(int64(r.Histories)))
	line("Tolerance: weighted root mean square of the differences beyond the record's uncertainty, in")
	line("spreads of the prior's histories; 0 is a match in everything. ESS: effective sample size.")
	line("")
	line("Parameters: prior, posterior median with 5 and 95 %%, contraction (1 less the share of the")
	line("prior's variance that is left)")
	b.WriteString(indented(results.Grid(1, []string{"parameter", "prior", "median", "5 %", "95 %", "contraction"}, parameterRows(r))))
	line("%s", identification(r))
	if len(r.Correlations) > 0 {
		line("")
		line("Together: %s.", correlationWords(r))
	}
	line("")
	line("Summaries: observed, and 5, 50 and 95 %% of new histories from the posterior; p is the two-sided")
	line("tail share of what was observed")
	b.WriteString(indented(results.Grid(1, []string{"summary", "fitted", "observed", "5 %", "50 %", "95 %", "missing", "p"}, summaryRows(r, true))))
	line("")
	line("Not fitted:")
	b.WriteString(indented(results.Grid(1, []string{"summary", "fitted", "observed", "5 %", "50 %", "95 %", "missing", "p"}, summaryRows(r, false))))
	return b.String()
}

func indented(grid string) string {
	var b strings.Builder
	for l := range strings.Lines(grid) {
		b.WriteString("  " + l)
	}
	return b.String()
}

func generationRows(r *Report) (rows [][]string) {
	for i, g := range r.Generations {
		rows = append(rows, []string{fmt.Sprint(i), short(g.Tolerance), fmt.Sprintf("%.2f %%", 100*g.Acceptance),
			fmt.Sprintf("%.0f", g.ESS), results.Thousands(int64(g.Simulations))})
	}
	return rows
}

func parameterRows(r *Report) (rows [][]string) {
	for _, p := range r.Parameters {
		rows = append(rows, []string{p.ID, short(p.Prior[0]) + " to " + short(p.Prior[1]), short(p.Quantiles[2]), short(p.Quantiles[0]),
			short(p.Quantiles[4]), fmt.Sprintf("%.2f", p.Contraction)})
	}
	return rows
}

// identification says plainly what the record does not tell.
func identification(r *Report) string {
	var silent []string
	for _, p := range r.Parameters {
		if !p.Identified {
			silent = append(silent, p.ID)
		}
	}
	if len(silent) == 0 {
		return "The record says something of every parameter."
	}
	return fmt.Sprintf("Of %d of %d parameters the record says next to nothing (contraction below %.1f):\n%s.", len(silent), len(r.Parameters),
		identified, strings.Join(silent, ", "))
}

func correlationWords(r *Report) string {
	var words []string
	for _, c := range r.Correlations {
		words = append(words, fmt.Sprintf("%s with %s %+.2f", c.A, c.B, c.R))
	}
	return strings.Join(words, "; ")
}

func summaryRows(r *Report, fitted bool) (rows [][]string) {
	for _, s := range r.Summaries {
		if s.Fitted != fitted {
			continue
		}
		mark := ""
		if fitted {
			mark = "yes"
		}
		rows = append(rows, []string{s.Name, mark, short(s.Observed), short(s.Posterior[0]), short(s.Posterior[2]), short(s.Posterior[4]),
			fmt.Sprintf("%.0f %%", 100*s.Missing), fmt.Sprintf("%.2f", s.P)})
	}
	return rows
}

// short is a number with three digits.
func short(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e6 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}
