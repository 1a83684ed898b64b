// Package studies writes a study over the prior as a page: sentences and tables from a
// template, numbers from the study's report.
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
	t := template.Must(template.New("study").Funcs(functions).Parse(page))
	return t.Execute(w, struct {
		*study.Report
		Command string
	}{r, command})
}

// LeftOut says how many entries of a record of roles could not be compared; "" if none.
func LeftOut(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 entry of the record is left out: its third party is not in this war as it is set."
	}
	return fmt.Sprintf("%d entries of the record are left out: their third parties are not in this war as it is set.", n)
}

var functions = template.FuncMap{
	"thousands": func(n int) string { return words.Thousands(int64(n)) },
	"list":      func(ids []string) string { return strings.Join(ids, ", ") },
	"leftout":   LeftOut,
	"cells":     cells,
	"percent":   percent,
	"plain":     plain,
	"in100":     in100,
	"points": func(x study.Interval) string {
		return plain(study.Interval{Value: in100(x.Value), Low: in100(x.Low), High: in100(x.High)})
	},
	"share": func(x study.Interval) string {
		return fmt.Sprintf("%.1f %% (%.1f to %.1f)", in100(x.Value), in100(x.Low), in100(x.High))
	},
	"less": func(x study.Interval) study.Interval {
		return study.Interval{Value: max(0, 1-x.Value), Low: max(0, 1-x.High), High: max(0, 1-x.Low)}
	},
}

func in100(x study.Number) study.Number { return 100 * x }

func percent(x study.Number) string { return fmt.Sprintf("%.1f %%", in100(x)) }

func plain(x study.Interval) string {
	return fmt.Sprintf("%s (%s to %s)", signed(x.Value), signed(x.Low), signed(x.High))
}

// signed has a sign unless it rounds to nothing.
func signed(x study.Number) string {
	if s := fmt.Sprintf("%+.2f", x); s != "-0.00" && s != "+0.00" {
		return s
	}
	return "0.00"
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
