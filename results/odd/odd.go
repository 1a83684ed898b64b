// Package odd writes the model's description in the ODD protocol (Grimm et al.
// 2020): prose of its own, and tables from the code of model, strategies and format.
package odd

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/template"

	"parley/agents"
	"parley/scenarios/form"
	"parley/sim"
	"parley/sim/infer/observe"
)

//go:embed odd.md.tmpl
var prose string

// Markdown is the whole description, the same for every run of one program.
func Markdown() string {
	page := template.Must(template.New("odd").Funcs(words).Parse(prose))
	var b strings.Builder
	err := page.Execute(&b, map[string]any{
		"Entities": sim.Entities, "LastsNames": sim.LastsNames, "Schedule": sim.Schedule, "MaxMonths": sim.MaxMonths,
		"Most":       []int{sim.MaxParties, sim.MaxFronts, sim.MaxIssues, sim.MaxMediators, sim.MaxShocks},
		"Families":   observe.Families,
		"Parameters": sim.ParameterTable[:sim.FirstSwitch], "Switches": sim.ParameterTable[sim.FirstSwitch:],
		"Roles": sim.Roles, "Regimes": sim.Regimes, "Mechanisms": sim.Mechanisms,
		"Costs": sim.Costs, "Parties": agents.Parties(), "Mediators": agents.Mediators(),
	})
	if err != nil {
		panic("odd: " + err.Error())
	}
	return b.String()
}

// words are what the prose calls for by name.
var words = template.FuncMap{
	"row": row, "code": code, "bounds": bounds, "prior": prior, "source": source,
	"keys": keys, "default": defaultOf, "learners": learners, "isrole": isRole,
	"either": func(b bool, yes, no string) string {
		if b {
			return yes
		}
		return no
	},
}

// row of a table in Markdown; a bar within a cell would end it.
func row(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
	}
	return b.String() + "|\n"
}

func code(s string) string { return "`" + s + "`" }

func bounds(low, high float64) string {
	switch endless, boundless := math.IsInf(low, -1), math.IsInf(high, 1); {
	case endless && boundless:
		return "any"
	case endless:
		return fmt.Sprintf("up to %g", high)
	case boundless:
		return fmt.Sprintf("%g or more", low)
	}
	return fmt.Sprintf("%g to %g", low, high)
}

// source but for what the page says of all that it does not name one for.
func source(p sim.ParameterInfo) string {
	return strings.Trim(strings.NewReplacer("range a modelling choice", "", "modelling choice", "").Replace(p.Source), "; ")
}

func prior(p sim.ParameterInfo) string {
	if p.Fixed() {
		return p.Prior() + ", fixed"
	}
	return p.Prior()
}

// isRole says of a setting whether it weighs a single role; the tables leave it out.
func isRole(name string) bool {
	_, ok := sim.RoleByID(name)
	return ok
}

// learners are the strategies with a memory.
func learners() string {
	names := append(withMemory(agents.Parties()), withMemory(agents.Mediators())...)
	slices.Sort(names)
	names = slices.Compact(names)
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func withMemory[S any](list []agents.Info[S]) (names []string) {
	for _, i := range list {
		if _, ok := any(i.New(i.With(nil))).(sim.Starter); ok {
			names = append(names, code(i.Name))
		}
	}
	return names
}

// parts of the description in which keys of a scenario stand, by the first word of
// their paths; others say nothing of the model, or stand in tables of their own.
var parts = map[string]string{
	"party": "initialization", "front": "initialization", "issue": "initialization", "mediator": "initialization", "link": "initialization",
	"shock": "input",
}

func keys(part string) []form.Key {
	return slices.DeleteFunc(form.Keys(), func(k form.Key) bool {
		first, _, _ := strings.Cut(k.Path, ".")
		return parts[first] != part || strings.HasSuffix(k.Path, ".source")
	})
}

func defaultOf(path string) string {
	for _, k := range form.Keys() {
		if k.Path == path {
			return k.Default
		}
	}
	panic("odd: no key " + path)
}
