package studies

import (
	"cmp"
	"embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"parley/results/document"
	"parley/results/words"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/lowo"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
	"parley/sim/stats"
)

//go:embed *.txt.tmpl
var sources embed.FS

var texts = template.Must(template.New("").Funcs(words.Funcs).Funcs(template.FuncMap{
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
	"part": func(x any) string { return fmt.Sprintf("%.0f %%", 100*words.Float(x)) },
}).ParseFS(sources, "*.txt.tmpl"))

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
	if err := texts.ExecuteTemplate(&raw, name, report); err != nil {
		panic("studies: " + err.Error())
	}
	var rows [][]string
	grid := func() {
		if len(rows) > 0 {
			left, _ := strconv.Atoi(rows[0][0])
			for i := range rows {
				rows[i] = rows[i][1:]
			}
			for l := range strings.Lines(document.Grid(left, rows[0], rows[1:])) {
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
