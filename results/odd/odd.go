// Package odd writes the model's description in the ODD protocol (Grimm et al.
// 2020): prose of its own, and tables from the code of model, strategies and format.
package odd

import (
	_ "embed"
	"strings"
	"text/template"

	"parley/agents"
	"parley/sim"
)

//go:embed odd.md.tmpl
var prose string

// Markdown is the whole description, the same for every run of one program.
func Markdown() string {
	page := template.Must(template.New("odd").Option("missingkey=error").Funcs(tables).Parse(prose))
	var b strings.Builder
	if err := page.Execute(&b, nil); err != nil {
		panic("odd: " + err.Error())
	}
	return b.String()
}

// tables are what the prose calls for by name.
var tables = template.FuncMap{
	"patterns":              patterns,
	"entities":              entities,
	"maxmonths":             func() int { return sim.MaxMonths },
	"defaultimplementation": func() string { return defaultOf("implementation") },
	"limits":                limits,
	"schedule":              schedule,
	"learners":              learners,
	"keys":                  keys,
	"parameters":            parameters,
	"structure":             structure,
	"roles":                 roles,
	"regimes":               regimes,
	"mechanisms":            mechanisms,
	"costs":                 costs,
	"strategies": func(of string) string {
		switch of {
		case "parties":
			return strategies(agents.Parties())
		case "third parties":
			return strategies(agents.Mediators())
		}
		panic("odd: nothing is listed of " + of)
	},
}
