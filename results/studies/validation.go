package studies

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
)

// Validation sets a report for a terminal.
func Validation(r *validate.Report) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if len(r.Scores) == 0 && len(r.Rivals) == 0 {
		line("%s, as mediated under %s", r.Scenario, r.Regime)
	} else {
		line("%s, as mediated under %s: fitted to %s, held out %s", r.Scenario, r.Regime, r.Fitted, r.HeldOut)
		line("Defined in docs/studies/validation-plan.md. %s", standing(r))
		if other := otherwise(r); other != "" {
			line("%s", other)
		}
	}
	for _, note := range r.Notes {
		b.WriteString(document.Wrap(note) + "\n")
	}
	for i := range r.Scores {
		b.WriteString("\n" + hindcastText(r, &r.Scores[i]))
	}
	for _, section := range []func(*validate.Report) string{stateText, baselineText, rivalText, predictiveText, sbcText} {
		if text := section(r); text != "" {
			b.WriteString("\n" + text)
		}
	}
	return b.String()
}

// standing of the evaluation in the log.
func standing(r *validate.Report) string {
	logged := "one evaluation is logged"
	if r.Evaluations != 1 {
		logged = fmt.Sprintf("%d evaluations are logged", r.Evaluations)
	}
	switch {
	case r.InSample == nil:
		return "This evaluation is in no log; " + logged + "."
	case *r.InSample:
		return "In-sample: it follows a change made in the light of an earlier one; " + logged + "."
	}
	return "Out of sample, as the log has it; " + logged + "."
}

// otherwise is what the run does not have as planned or as logged.
func otherwise(r *validate.Report) string {
	var said []string
	if len(r.Deviations) > 0 {
		said = append(said, "Not the evaluation that is planned: "+strings.Join(r.Deviations, " ")+".")
	}
	if r.LoggedScore != nil {
		said = append(said, fmt.Sprintf("The log has a score of %.4f for the same run, this one has %.4f: what scores has changed since.", *r.LoggedScore, r.Scores[0].Score.Score))
	}
	return strings.Join(said, "\n")
}

func hindcastText(r *validate.Report, s *validate.HindcastScore) string {
	var rows, indicators [][]string
	all, once := tally{}, tally{}
	for i := range r.Hindcast {
		q := &r.Hindcast[i]
		if q.Shocks != s.Shocks {
			continue
		}
		all.add(q)
		if !q.Repeats {
			once.add(q)
		}
		score := fmt.Sprintf("%.2f", q.Score)
		if q.Share != nil {
			indicators = append(indicators, []string{q.Quantity, observe.YesNo(float64(q.Observed)), percent(*q.Share), percent(q.Missing), where(q), score})
			continue
		}
		rows = append(rows, []string{q.Quantity, short(q.Observed), short(q.Q05), short(q.Q25), short(q.Median), short(q.Q75), short(q.Q95),
			percent(q.Missing), where(q), score})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Hindcast under the %s shocks: score %.2f ± %.2f (%s)\n", s.Shocks, s.Score.Score, s.Margin, groupWords(s.Groups))
	fmt.Fprintf(&b, "What was fitted is used twice: to fit the posterior, and to choose from it. The rivals and their prior use it once.\n")
	fmt.Fprintf(&b, "Of %s histories the war went on in %s; the nearest %d forecast, at distances %.2f to %.2f.\n",
		words.Thousands(int64(s.Played)), words.Thousands(int64(s.AtWar)), s.Kept, s.Nearest, s.Farthest)
	fmt.Fprintf(&b, "Of %s.\n", all.words())
	if once.n < all.n {
		fmt.Fprintf(&b, "Without those that repeat another one: score %.2f; of %s.\n", s.Once, once.words())
	}
	b.WriteString(indented(document.Grid(1, []string{"quantity", "observed", "5 %", "25 %", "50 %", "75 %", "95 %", "missing", "in", "score"}, rows)))
	if len(indicators) > 0 {
		b.WriteString(indented(document.Grid(1, []string{"yes or no", "observed", "yes in", "missing", "in", "score"}, indicators)))
	}
	return b.String()
}

// tally of quantities in the middle of their forecasts, observed and as the forecasts
// themselves have it.
type tally struct {
	n, in50, in90          int
	expected50, expected90 float64
}

func (t *tally) add(q *validate.Quantity) {
	t.n++
	t.expected50, t.expected90 = t.expected50+q.Expected50, t.expected90+q.Expected90
	if q.Inside50 {
		t.in50++
	}
	if q.Inside90 {
		t.in90++
	}
}

func (t *tally) words() string {
	return fmt.Sprintf("%d quantities %d lie in their middle half (%.1f if each forecast were right) and %d in their middle 90 %% (%.1f)",
		t.n, t.in50, t.expected50, t.in90, t.expected90)
}

// where the observed value lies.
func where(q *validate.Quantity) string {
	switch {
	case q.Inside50:
		return "50 %"
	case q.Inside90:
		return "90 %"
	}
	return "out"
}

func groupWords(groups []validate.GroupScore) string {
	var words []string
	for _, g := range groups {
		words = append(words, fmt.Sprintf("%s %.2f", g.Group, g.Score))
	}
	return strings.Join(words, ", ")
}

func stateText(r *validate.Report) string {
	if len(r.State) == 0 {
		return ""
	}
	var shown []*validate.Check
	for i := range r.State {
		shown = append(shown, &r.State[i])
	}
	return "The state reached: what was fitted, in the record and in the histories that forecast\n" + checkGrids(shown)
}

// checkGrids are those with quantiles, then what is yes or no, with a share. A further
// column, if any, has a head and one text for all.
func checkGrids(list []*validate.Check, further ...string) string {
	row := func(at int, cells ...string) []string {
		if len(further) > 0 {
			cells = slices.Insert(cells, 1, further[at])
		}
		return cells
	}
	var rows, indicators [][]string
	for _, x := range list {
		p := fmt.Sprintf("%.2f", x.P)
		if x.Share != nil {
			indicators = append(indicators, row(1, x.Summary, observe.YesNo(x.Observed), percent(*x.Share), percent(x.Missing), p))
			continue
		}
		if x.ByConstruction {
			p = ""
		}
		q := &x.Quantiles
		rows = append(rows, row(1, x.Summary, short(x.Observed), short(q[0]), short(q[2]), short(q[4]), percent(x.Missing), p))
	}
	text := indented(document.Grid(1, row(0, "summary", "observed", "5 %", "50 %", "95 %", "missing", "p"), rows))
	if len(indicators) > 0 {
		text += indented(document.Grid(1, row(0, "yes or no", "observed", "yes in", "missing", "p"), indicators))
	}
	return text
}

func baselineText(r *validate.Report) string {
	if len(r.Baselines) == 0 {
		return ""
	}
	var rows [][]string
	for _, x := range r.Baselines {
		rows = append(rows, []string{x.Name, fmt.Sprintf("%.2f", x.Score), fmt.Sprintf("%.2f", x.Engine), fmt.Sprintf("%.2f", x.Margin), x.Verdict})
	}
	return "Baselines, which know nothing of mediation; smaller is better, and ± is twice the Monte Carlo error of the engine's score\n" +
		indented(document.Grid(1, []string{"group: baseline", "score", "engine", "±", "the engine is"}, rows))
}

func rivalText(r *validate.Report) string {
	if len(r.Rivals) == 0 {
		return ""
	}
	header := append([]string{"structure", "score", "±"}, validate.Groups...)
	var rows [][]string
	late := false
	for i := range r.Rivals {
		x := &r.Rivals[i]
		name := x.Name
		if x.Late {
			name, late = name+" (in-sample)", true
		}
		row := []string{name, fmt.Sprintf("%.2f", x.Score.Score), fmt.Sprintf("%.2f", x.Margin)}
		for _, group := range validate.Groups {
			row = append(row, fmt.Sprintf("%.2f", x.Of(group).Score))
		}
		rows = append(rows, append(row, words.Thousands(int64(x.AtWar)), fmt.Sprintf("%.2f", x.Farthest)))
	}
	text := "Rival structures, each from its prior and from the state that it reaches itself\n" +
		indented(document.Grid(1, append(header, "at war", "farthest"), rows))
	if late {
		text += "In-sample: added in the light of an evaluation.\n"
	}
	return text
}

func predictiveText(r *validate.Report) string {
	if len(r.PPC) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("Posterior of the whole window: observed, and 5, 50 and 95 % of new histories; p is the two-sided\ntail share of what was observed, none where any record has the same\n")
	for _, fitted := range []bool{true, false} {
		var shown []*validate.Check
		extreme, all := 0, 0
		for i := range r.PPC {
			x := &r.PPC[i]
			if x.Fitted != fitted {
				continue
			}
			all++
			if x.P < 0.1 && !x.ByConstruction {
				extreme++
			}
			if strings.Count(x.Summary, ".") > 2 { // of one third party in one role: too many to read
				continue
			}
			shown = append(shown, x)
		}
		head := "Fitted"
		if !fitted {
			head = "Not fitted"
		}
		fmt.Fprintf(&b, "%s: %d, of which %d with p below 0.1%s\n", head, all, extreme, omitted(all-len(shown)))
		b.WriteString(checkGrids(shown))
	}
	return b.String()
}

func omitted(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %d of single third parties in single roles are left out here", n)
}

func sbcText(r *validate.Report) string {
	if len(r.SBC) == 0 {
		return ""
	}
	var rows [][]string
	least := 1.0
	for _, x := range r.SBC {
		least = min(least, x.P)
		rows = append(rows, []string{x.Parameter, fmt.Sprintf("%.3f", x.D), fmt.Sprintf("%.3f", x.P), percent(x.Inside90)})
	}
	s := r.SBCSizes
	return fmt.Sprintf("Simulation-based calibration: %s truths from the prior, each inferred from the nearest %d of %s histories.\n"+
		"Ranks are tested for uniformity (Kolmogorov-Smirnov); the least p of %d is %.3f.\n",
		words.Thousands(int64(s.Records)), s.Draws, words.Thousands(int64(s.Table)), len(r.SBC), least) +
		indented(document.Grid(1, []string{"parameter", "D", "p", "truths in the middle 90 %"}, rows))
}

// Picture of the simulation-based calibration; nil if there was none.
func Picture(r *validate.Report) *figures.Figure {
	if len(r.SBC) == 0 {
		return nil
	}
	c := &figures.Ranks{Band: r.SBCSizes.Band}
	out := 0
	for _, x := range r.SBC {
		c.Panels = append(c.Panels, figures.Rank{Parameter: x.Parameter, Counts: x.Ranks, P: x.P})
		if x.P < 0.05 {
			out++
		}
	}
	alt := fmt.Sprintf("For each of %d parameters a line of how far the distribution of the truth's ranks strays from the uniform one, and the band within which "+
		"it stays 95 times in 100 if inference is calibrated. The test of uniformity has p below 0.05 for %d of them.", len(r.SBC), out)
	header, rows := c.Table()
	return &figures.Figure{Name: "sbc", Title: "Ranks of true parameters against uniform ones", Alt: alt, Header: header, Rows: rows, Chart: c}
}

func indented(grid string) string {
	var b strings.Builder
	for l := range strings.Lines(grid) {
		b.WriteString("  " + l)
	}
	return b.String()
}

func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// short is a number with three digits, a dash for one that is missing.
func short[T ~float64](x T) string {
	switch v := float64(x); {
	case math.IsNaN(v):
		return "-"
	case v == math.Trunc(v) && math.Abs(v) < 1e6:
		return fmt.Sprintf("%.0f", v)
	default:
		return fmt.Sprintf("%.3g", v)
	}
}
