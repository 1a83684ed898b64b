// Package studies shows what inference found: a study over the prior as a page, a
// calibration and a validation as text for a terminal.
package studies

import (
	"cmp"
	"embed"
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"gonum.org/v1/gonum/stat/combin"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/words"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/claims"
	"parley/sim/infer/lowo"
	"parley/sim/infer/observe"
	"parley/sim/infer/study"
	"parley/sim/infer/validate"
	"parley/sim/stats"
)

//go:embed study.md.tmpl
var page string

// Markdown writes the page of a report that a command made.
func Markdown(w io.Writer, r *study.Report, command string) error {
	t := template.Must(template.New("study").Funcs(words.Funcs).Funcs(functions).Parse(page))
	return t.Execute(w, struct {
		*study.Report
		Command string
	}{r, command})
}

// LeftOut says how many entries of a record of roles could not be compared; "" if none.
func LeftOut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s of the record %s left out: %s not in this war as it is set.", words.Count(n, "entry", "entries"),
		words.One(n, "is", "are"), words.One(n, "its third party is", "their third parties are"))
}

var functions = template.FuncMap{
	"ids":     func(ids []string) string { return strings.Join(ids, ", ") },
	"leftout": LeftOut,
	"noisy": func(lists ...[]study.Effect) bool {
		return slices.ContainsFunc(slices.Concat(lists...), func(e study.Effect) bool { return e.Reliability == 0 })
	},
	"shuffles": func(list []study.CodedHeadline) (n int) { // 0 where there are more
		for _, x := range list {
			n += stats.Bit(strings.HasPrefix(x.Coding, "shuffle"))
		}
		return n % study.Shuffles
	},
	"cells":  cells,
	"in100":  in100,
	"plain":  func(x study.Interval) string { return signed(x, 1) },
	"points": func(x study.Interval) string { return signed(x, 100) },
	"share": func(x study.Interval) string {
		return fmt.Sprintf("%.1f %% (%.1f to %.1f)", in100(x.Value), in100(x.Low), in100(x.High))
	},
	"less": func(x study.Interval) study.Interval {
		return study.Interval{Value: max(0, 1-x.Value), Low: max(0, 1-x.High), High: max(0, 1-x.Low)}
	},
}

func in100(x study.Number) float64 { return 100 * float64(x) }

func signed(x study.Interval, unit float64) string {
	text := func(n study.Number) string { return words.Signed(unit*float64(n), 2) }
	return fmt.Sprintf("%s (%s to %s)", text(x.Value), text(x.Low), text(x.High))
}

// leastShare of months in which a role that is not recorded is shown.
const leastShare = 0.1

// cells of a period, those in the record bold.
func cells(who []study.RoleCell) string {
	var list []string
	for _, x := range who {
		text := fmt.Sprintf("%s %s %.0f", x.Mediator, x.Role, in100(x.Share))
		switch {
		case x.Recorded:
			list = append(list, "**"+text+"**")
		case x.Share >= leastShare:
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

//go:embed *.txt.tmpl
var sources embed.FS

var texts = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(words.Funcs).Funcs(ofTexts).ParseFS(sources, "*.txt.tmpl"))
})

var ofTexts = template.FuncMap{
	"short": func(x any) string { return short(words.Float(x)) },
	"two":   func(x any) string { return fmt.Sprintf("%.2f", words.Float(x)) },
	"four":  func(x float64) string { return fmt.Sprintf("%.4f", x) },
	"whole": func(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) },
	"in100": func(x float64) float64 { return 100 * x },
	"of":    func(share float64, n int) float64 { return share * float64(n) },
	"less":  func(a, b int) int { return a - b },
	"yes":   func(b bool) bool { return b },
	"yesno": func(x any) string { return observe.YesNo(words.Float(x)) },
	"last":  func(list []abc.Generation) abc.Generation { return list[len(list)-1] },
	"least": func() string { return fmt.Sprintf("%.1f", calibrate.Identified) },
	"silent": func(list []calibrate.Parameter) (ids []string) {
		for _, p := range list {
			if !p.Identified {
				ids = append(ids, p.ID)
			}
		}
		return ids
	},
	"fitted": func(list []calibrate.Check, fitted bool) []calibrate.Check {
		return slices.DeleteFunc(slices.Clone(list), func(x calibrate.Check) bool { return x.Fitted != fitted })
	},
	"few": func(list []calibrate.Check) []calibrate.Check { // those of one third party in one role are too many to read
		return slices.DeleteFunc(slices.Clone(list), func(x calibrate.Check) bool { return strings.Count(x.Summary, ".") > 2 })
	},
	"extreme": func(list []calibrate.Check) (n int) {
		for _, x := range list {
			if x.P < 0.1 && !x.ByConstruction {
				n++
			}
		}
		return n
	},
	"groups": func() []string { return validate.Groups },
	"late": func(list []validate.RivalScore) bool {
		return slices.ContainsFunc(list, func(x validate.RivalScore) bool { return x.Late })
	},
	"leastp": func(list []validate.Uniformity) float64 {
		return slices.MinFunc(list, func(a, b validate.Uniformity) int { return cmp.Compare(a.P, b.P) }).P
	},
	"inside": inside, "failures": failures, "within": withInterval, "came": came, "orders": orders, "resamples": func() int { return lowo.Resamples },
	"derangements": lowo.Derangements,
	"part":         func(x any) string { return fmt.Sprintf("%.0f %%", 100*words.Float(x)) },
}

// Calibration sets a report for a terminal.
func Calibration(r *calibrate.Report) string { return set("calibration.txt.tmpl", r) }

// Pool sets what several fits say for a terminal.
func Pool(p *calibrate.Pool) string { return set("pool.txt.tmpl", p) }

// Validation sets a report for a terminal.
func Validation(r *validate.Report) string { return set("validation.txt.tmpl", r) }

// set a template: lines from > are wrapped, and those from | are rows of a grid, whose head
// begins with the number of columns on the left.
func set(name string, report any) string {
	var raw, b strings.Builder
	if err := texts().ExecuteTemplate(&raw, name, report); err != nil {
		panic("studies: " + err.Error())
	}
	var rows [][]string
	grid := func() {
		if len(rows) > 0 {
			left, _ := strconv.Atoi(rows[0][0])
			for i := range rows {
				rows[i] = rows[i][1:]
			}
			for l := range strings.Lines(document.Screen{}.Grid(left, rows[0], rows[1:])) {
				b.WriteString("  " + l)
			}
		}
		rows = nil
	}
	for line := range strings.Lines(raw.String()) {
		line = strings.TrimSuffix(line, "\n")
		row, isRow := strings.CutPrefix(line, "|")
		if !isRow || row[0] != '|' {
			grid()
		}
		if isRow {
			rows = append(rows, strings.Split(row, "|"))
			continue
		}
		if text, long := strings.CutPrefix(line, ">"); long {
			line = document.Wrap(text)
		}
		b.WriteString(line + "\n")
	}
	grid()
	return b.String()
}

// inside counts the quantities in the middle of their forecasts under some shocks, observed
// and as the forecasts themselves have it; those that repeat another one if they are wanted.
func inside(list []validate.Quantity, shocks string, repeats bool) string {
	n, in50, in90, expected50, expected90 := 0, 0, 0, 0.0, 0.0
	for i := range list {
		q := &list[i]
		if q.Shocks != shocks || q.Repeats && !repeats {
			continue
		}
		n++
		in50, in90 = in50+stats.Bit(q.Inside50), in90+stats.Bit(q.Inside90)
		expected50, expected90 = expected50+q.Expected50, expected90+q.Expected90
	}
	return fmt.Sprintf("%d quantities %d lie in their middle half (%.1f if each forecast were right) and %d in their middle 90 %% (%.1f)",
		n, in50, expected50, in90, expected90)
}

// short is a number with three digits, a dash for one that is missing.
func short(v float64) string {
	switch {
	case math.IsNaN(v):
		return "-"
	case v == math.Trunc(v) && math.Abs(v) < 1e6:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// Wars sets a report on wars left out for a terminal.
func Wars(r *lowo.Report) string { return set("wars.txt.tmpl", r) }

// withInterval is a score with its interval over wars.
func withInterval(f lowo.Figure) string {
	if math.IsNaN(f.Value) {
		return "-"
	}
	return fmt.Sprintf("%.2f (%.2f to %.2f)", f.Value+0, f.Low+0, f.High+0)
}

// failures are what a reader should know first, in sentences.
func failures(r *lowo.Report) (list []string) {
	say := func(fails bool, format string, args ...any) {
		if fails {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	engine, open := &r.Scores[0], []string{}
	for h, months := range r.Horizons {
		for i := range r.Scores[1:] {
			s := &r.Scores[1+i]
			say(s.Ahead[h].Value >= 0, "Within %d months its Brier score, %.2f, is no better than the %.2f of: %s.", months, engine.Brier[h].Value, s.Brier[h].Value, s.Name)
			if s.Ahead[h].Value < 0 && s.Ahead[h].High >= 0 {
				open = append(open, fmt.Sprintf("%s within %d months", s.Name, months))
			}
		}
		level, auc := engine.Level[h], engine.AUC[h]
		say(level.Low > 0 || level.High < 0, "Within %d months the level is off: forecast less observed is %s.", months, withInterval(level))
		say(!(auc.Low > 0.5), "Within %d months chance would order the wars as well: AUC %s.", months, withInterval(auc))
	}
	for _, p := range r.Placebos {
		say(p.AsGood > 0.05, "Of the shuffles of third parties between wars %.0f %% have as good a score or a better one: %s within %d months.", 100*p.AsGood, p.Score, p.Months)
	}
	say(len(open) > 0, "Its Brier score is smaller, but %d wars are too few to tell it apart from: %s.", len(r.Wars), words.List(open))
	return list
}

// orders of settled and other wars that there are within a horizon, of which one has AUC 1.
func orders(r *lowo.Report, h int) int {
	settled := 0
	for _, o := range r.Observed {
		settled += stats.Bit(o.Month < r.Horizons[h])
	}
	return combin.Binomial(len(r.Wars), settled)
}

// WarsFigure is the month of the settlement of each war, as forecast and as it came.
func WarsFigure(r *lowo.Report) *figures.Figure {
	forest := &figures.Forest{Label: "month from time zero, 50 and 90 % of forecasts; 60: none", NoteHead: "in the record", High: lowo.Horizon}
	f := &figures.Figure{Name: "wars", Title: "Each war as forecast from the others, and as it went on", Chart: forest, Header: []string{"war", "5 %", "25 %", "50 %", "75 %", "95 %", "record"}}
	for w := range r.Forecasts {
		x, now := &r.Forecasts[w], came(r.Observed[w])
		m := func(k int) float64 { return float64(x.Months[k]) }
		forest.Rows = append(forest.Rows, figures.Interval{Label: x.War, WideLow: m(0), Low: m(1), Mid: m(2), High: m(3), WideHigh: m(4), Note: now})
		at := float64(r.Observed[w].Month)
		forest.Rows = append(forest.Rows, figures.Interval{Low: at, Mid: at, High: at, Series: 1})
		row := []string{x.War}
		for k := range x.Months {
			row = append(row, short(m(k)))
		}
		f.Rows = append(f.Rows, append(row, now))
		f.Alt += fmt.Sprintf("%s: median %s, 50 %% from %s to %s, in the record %s. ", words.Capital(x.War), short(m(2)), short(m(1)), short(m(3)), now)
	}
	return f
}

// came is the month of a settlement.
func came(o calibrate.Outcome) string {
	if o.Month == lowo.Horizon {
		return "none"
	}
	return fmt.Sprint(o.Month)
}

//go:embed claims.tmpl
var claimsSource string

var claimsPage = document.Template("claims", claimsSource, template.FuncMap{"estimate": estimate, "number": number, "allowed": allowed})

// Claims is what became of them, of so many histories of each variant in each war; wars are
// named in the order of the results' own.
func Claims(tested []claims.Tested, wars []string, reps, worlds int) *document.Document {
	count := map[string]int{} // on the wars named
	for i := range tested {
		count[string(tested[i].Shipped.Verdict)]++
	}
	return document.Execute(claimsPage, map[string]any{"Tested": tested, "Wars": wars, "Reps": reps, "Worlds": worlds, "Blocks": claims.Blocks, "Count": count})
}

func estimate(r claims.Result) string {
	if r.Verdict == claims.Untested {
		return "-"
	}
	return fmt.Sprintf("%s (%s to %s)", number(r.Value), number(r.Low), number(r.High))
}

// number of two decimals, a dash for one that is missing.
func number(x stats.Number) string {
	if math.IsNaN(float64(x)) {
		return "-"
	}
	return fmt.Sprintf("%.2f", x+0)
}

func allowed(c *claims.Claim) string {
	switch {
	case math.IsInf(c.High, 1):
		return fmt.Sprintf("above %g", c.Low)
	case math.IsInf(c.Low, -1):
		return fmt.Sprintf("below %g", c.High)
	}
	return fmt.Sprintf("from %g to %g", c.Low, c.High)
}
