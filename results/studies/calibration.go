package studies

import (
	"fmt"
	"math"
	"strings"

	"parley/results/document"
	"parley/results/words"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/validate"
)

// Calibration sets a report for a terminal.
func Calibration(r *calibrate.Report) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	said := func(format string, args ...any) { b.WriteString(document.Wrap(fmt.Sprintf(format, args...)) + "\n") }
	line("%s, %s, as mediated under %s", r.Scenario, r.Window, r.Regime)
	for _, note := range r.Notes {
		said("%s", note)
	}
	line("")
	line("Generations")
	b.WriteString(indented(document.Grid(0, []string{"", "tolerance", "accepted", "ESS", "histories"}, generationRows(r))))
	last := r.Generations[len(r.Generations)-1]
	said("Reached: tolerance %s, with %.2f %% of the last proposals accepted; effective sample size %.0f of %d particles; %s histories.",
		short(r.Reached), 100*last.Acceptance, r.ESS, r.Particles, words.Thousands(int64(r.Histories)))
	said("Tolerance: weighted root mean square of the differences beyond the record's uncertainty, in spreads of the prior's histories; " +
		"0 is a match in everything. ESS: effective sample size.")
	for _, w := range r.Warnings {
		said("Warning: %s.", w)
	}
	line("")
	line("Parameters: prior, posterior median with 5 and 95 %%, contraction (1 less the share of the")
	line("prior's variance that is left), and the same after regression adjustment")
	b.WriteString(indented(document.Grid(1, []string{"parameter", "prior", "median", "5 %", "95 %", "contraction",
		"adjusted", "5 %", "95 %", "contraction"}, parameterRows(r))))
	if len(r.Warnings) > 0 {
		said("So few particles cannot say which parameters the record tells something of, or which go together.")
	} else {
		said("%s", identification(r))
		said("%s", agreementWords(r))
	}
	if len(r.Beyond) > 0 {
		said("Not even the nearest histories reach the record in %s: left out of the adjustment, which would extrapolate there.",
			strings.Join(r.Beyond, ", "))
	}
	if len(r.Correlations) > 0 && len(r.Warnings) == 0 {
		line("")
		said("Together: %s.", correlationWords(r))
	}
	if len(r.Structure) > 0 {
		line("")
		line("Structure: the share of each level, in the prior and in the posterior")
		b.WriteString(indented(document.Grid(2, []string{"switch", "level", "prior", "posterior"}, structureRows(r))))
		said("Warning: shares of structures depend on which summaries are fitted, and may be wrong however many histories are played (Robert et al. 2011, PNAS 108, 15112-15117).")
	}
	line("")
	line("Summaries: observed, and 5, 50 and 95 %% of new histories from the posterior; p is the two-sided")
	line("tail share of what was observed")
	b.WriteString(summaryGrids(r, true))
	said("Coverage: of %d summaries fitted the record lies in the central 50 %% of new histories in %d (nominal %.1f), in the central 90 %% in %d (nominal %.1f).",
		r.Coverage.Fitted, r.Coverage.Inside50, 0.5*float64(r.Coverage.Fitted), r.Coverage.Inside90, 0.9*float64(r.Coverage.Fitted))
	line("")
	line("Not fitted; without a p, what any record has:")
	b.WriteString(summaryGrids(r, false))
	return b.String()
}

func generationRows(r *calibrate.Report) (rows [][]string) {
	for i, g := range r.Generations {
		rows = append(rows, []string{fmt.Sprint(i), short(g.Tolerance), fmt.Sprintf("%.2f %%", 100*g.Acceptance),
			fmt.Sprintf("%.0f", g.ESS), words.Thousands(int64(g.Simulations))})
	}
	return rows
}

func parameterRows(r *calibrate.Report) (rows [][]string) {
	for _, p := range r.Parameters {
		row := []string{p.ID, short(p.Prior[0]) + " to " + short(p.Prior[1]), short(p.Quantiles[2]), short(p.Quantiles[0]),
			short(p.Quantiles[4]), fmt.Sprintf("%.2f", p.Contraction), "", "", "", ""}
		if a := p.Adjusted; a != nil {
			row = append(row[:6], short(a.Quantiles[2]), short(a.Quantiles[0]), short(a.Quantiles[4]), fmt.Sprintf("%.2f", a.Contraction))
		}
		rows = append(rows, row)
	}
	return rows
}

func structureRows(r *calibrate.Report) (rows [][]string) {
	for _, s := range r.Structure {
		for i, l := range s.Levels {
			name := s.ID
			if i > 0 {
				name = ""
			}
			rows = append(rows, []string{name, l.ID, fmt.Sprintf("%.2f", l.Prior), fmt.Sprintf("%.2f", l.Posterior)})
		}
	}
	return rows
}

// agreementWords say whether regression adjustment changes what was inferred.
func agreementWords(r *calibrate.Report) string {
	var apart []string
	most := 0.0
	for i := range r.Parameters {
		a := r.Parameters[i].Adjusted
		if a == nil {
			return "No regression adjustment: the summaries of the particles hardly vary."
		}
		if most = max(most, math.Abs(a.Shift)); math.Abs(a.Shift) > calibrate.Agreement {
			apart = append(apart, fmt.Sprintf("%s (%+.2f)", r.Parameters[i].ID, a.Shift))
		}
	}
	if len(apart) == 0 {
		return fmt.Sprintf("Regression adjustment agrees: it shifts no median by more than %.2f of its prior.", most)
	}
	return fmt.Sprintf("Regression adjustment shifts medians by more than %.1f of their priors: %s. There the tolerance still blurs the posterior, or few particles carry the regression.",
		calibrate.Agreement, strings.Join(apart, ", "))
}

// identification says plainly what the record does not tell.
func identification(r *calibrate.Report) string {
	var silent []string
	for _, p := range r.Parameters {
		if !p.Identified {
			silent = append(silent, p.ID)
		}
	}
	if len(silent) == 0 {
		return "The record says something of every parameter."
	}
	return fmt.Sprintf("Of %d of %d parameters the record says next to nothing (contraction below %.1f): %s.", len(silent), len(r.Parameters),
		calibrate.Identified, strings.Join(silent, ", "))
}

func correlationWords(r *calibrate.Report) string {
	var words []string
	for _, c := range r.Correlations {
		words = append(words, fmt.Sprintf("%s with %s %+.2f", c.A, c.B, c.R))
	}
	return strings.Join(words, "; ")
}

// summaryGrids are the summaries that were fitted, or the others.
func summaryGrids(r *calibrate.Report, fitted bool) string {
	mark, list := map[bool]string{true: "yes"}[fitted], []*validate.Check{}
	for _, s := range r.Summaries {
		if s.Fitted == fitted {
			list = append(list, &validate.Check{Summary: s.Name, Observed: s.Observed, Quantiles: s.Posterior, Missing: s.Missing,
				P: s.P, ByConstruction: s.ByConstruction, Share: s.Share})
		}
	}
	return checkGrids(list, "fitted", mark)
}
