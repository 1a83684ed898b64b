// Package studies shows what inference found: a study over the prior as a page, a
// calibration and a validation as text for a terminal.
package studies

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"

	"parley/results/words"
	"parley/sim/infer/study"
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
	"cells":   cells,
	"in100":   in100,
	"plain":   func(x study.Interval) string { return signed(x, 1) },
	"points":  func(x study.Interval) string { return signed(x, 100) },
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
