package odd

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/agents"
	"parley/results/observe"
	"parley/scenarios"
	"parley/sim"
)

// table is Markdown; a bar within a cell would end it.
func table(header []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	line(header)
	b.WriteString(strings.Repeat("|---", len(header)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return b.String()
}

func code(s string) string { return "`" + s + "`" }

func codes(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = code(n)
	}
	return strings.Join(quoted, ", ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func patterns() string {
	var names []string
	for _, f := range observe.Families {
		names = append(names, f.Name)
	}
	return codes(names)
}

func entities() string {
	var kinds, rows [][]string
	for _, e := range sim.Entities {
		kinds = append(kinds, []string{e.Name, e.Meaning})
		for _, v := range e.State {
			rows = append(rows, []string{e.Name, code(v.Name), v.Meaning, bounds(v.Low, v.High), v.Unit, sim.LastsNames[v.Lasts]})
		}
	}
	return table([]string{"entity", "what it is"}, kinds) + "\n" +
		table([]string{"entity", "state variable", "meaning", "range", "unit", "lasts"}, rows)
}

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

func limits() string {
	return fmt.Sprintf("%d parties, %d fronts, %d issues, %d third parties and %d shocks",
		sim.MaxParties, sim.MaxFronts, sim.MaxIssues, sim.MaxMediators, sim.MaxShocks)
}

func schedule() string {
	var rows [][]string
	for _, s := range sim.Schedule {
		rows = append(rows, []string{s.Phases, s.Does, code(s.Method) + " in " + code(s.File), yes(s.War), yes(s.Peace)})
	}
	return table([]string{"phase", "what happens", "code", "at war", "after a settlement"}, rows)
}

func parameters() string {
	var rows [][]string
	for i := range sim.ParameterTable {
		p := &sim.ParameterTable[i]
		rows = append(rows, []string{code(p.ID), p.Meaning, prior(p), bounds(p.Min, p.Max), p.Unit, p.Source})
	}
	return table([]string{"parameter", "meaning", "prior", "range", "unit", "source"}, rows)
}

func prior(p *sim.ParameterInfo) string {
	switch {
	case p.Fixed():
		return fmt.Sprintf("%g, fixed", p.Low)
	case p.LogUniform:
		return fmt.Sprintf("log-uniform %g to %g", p.Low, p.High)
	}
	return fmt.Sprintf("uniform %g to %g", p.Low, p.High)
}

var seconds = map[sim.Duplication]string{sim.DuplicationHurts: "hurts", sim.DuplicationNeutral: "adds nothing",
	sim.DuplicationHelps: "helps", sim.DuplicationReplaces: "adds less"}

func roles() string {
	var rows [][]string
	for _, r := range sim.Roles {
		target := "everyone"
		if r.Targeted {
			target = "one party"
		}
		rows = append(rows, []string{r.Name, code(r.ID), r.Changes, target, seconds[r.Duplicate], yes(r.Speaks)})
	}
	return table([]string{"role", "id", "changes", "target", "second", "speaks"}, rows)
}

func regimes() string {
	var rows [][]string
	for _, r := range sim.Regimes {
		rows = append(rows, []string{code(r.ID), r.Adds, yes(r.NeedsLead)})
	}
	return table([]string{"regime", "what it adds", "needs a lead"}, rows)
}

func mechanisms() string {
	var rows [][]string
	for _, m := range sim.Mechanisms {
		rows = append(rows, []string{code(m.ID), m.Does})
	}
	return table([]string{"mechanism", "what it does"}, rows)
}

func costs() string {
	var rows [][]string
	for c := range sim.NumCosts {
		rows = append(rows, []string{code(sim.CostNames[c]), sim.CostMeanings[c]})
	}
	return table([]string{"cost", "what it takes"}, rows)
}

func strategies[S any](list []agents.Info[S]) string {
	var rows [][]string
	for _, i := range list {
		rows = append(rows, []string{code(i.Name), i.Rule, i.Source})
	}
	return table([]string{"strategy", "rule", "source"}, rows)
}

func settings[S any](list []agents.Info[S]) string {
	var rows [][]string
	for _, i := range list {
		for _, s := range i.Settings {
			rows = append(rows, []string{code(i.Name), code(s.Name), s.Meaning, fmt.Sprintf("%g", s.Default), bounds(s.Low, s.High), s.Unit, s.Source})
		}
	}
	return table([]string{"strategy", "setting", "meaning", "default", "range", "unit", "source"}, rows)
}

// learners are the strategies with a memory.
func learners() string {
	names := append(withMemory(agents.Parties()), withMemory(agents.Mediators())...)
	slices.Sort(names)
	names = slices.Compact(names)
	return codes(names[:len(names)-1]) + " and " + code(names[len(names)-1])
}

func withMemory[S any](list []agents.Info[S]) (names []string) {
	for _, i := range list {
		if _, ok := any(i.New(i.With(nil))).(sim.Starter); ok {
			names = append(names, i.Name)
		}
	}
	return names
}

// parts of the description in which keys of a scenario stand, by the first word of
// their paths; what is not named belongs to the last one.
var parts = map[string]string{
	"party": "initialization", "front": "initialization", "issue": "initialization", "mediator": "initialization",
	"link": "initialization", "coding": "initialization", "shock": "input", "act": "input", "parameters": "parameters", "roles": "run",
}

func keys(part string) string {
	var rows [][]string
	for _, k := range scenarios.Keys() {
		first, _, _ := strings.Cut(k.Path, ".")
		in := parts[first]
		if in == "" {
			in = "run"
		}
		if in != part || strings.HasSuffix(k.Path, ".source") || first == "experiment" {
			continue
		}
		rows = append(rows, []string{code(k.Path), k.Doc, k.Type, k.Range, k.Unit, k.Default})
	}
	if len(rows) == 0 {
		panic("odd: no keys of " + part)
	}
	return table([]string{"key", "meaning", "type", "range", "unit", "default"}, rows)
}

func defaultOf(path string) string {
	for _, k := range scenarios.Keys() {
		if k.Path == path {
			return k.Default
		}
	}
	panic("odd: no key " + path)
}
