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
		for i, v := range e.State {
			name := e.Name
			if i > 0 {
				name = ""
			}
			rows = append(rows, []string{name, code(v.Name), v.Meaning, bounds(v.Low, v.High), v.Unit, sim.LastsNames[v.Lasts]})
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
	for i := range sim.FirstSwitch {
		p := &sim.ParameterTable[i]
		rows = append(rows, []string{code(p.ID), p.Meaning, prior(p), bounds(p.Min, p.Max), p.Unit, source(p)})
	}
	return table([]string{"parameter", "meaning", "prior", "range", "unit", "source"}, rows)
}

func structure() string {
	var rows [][]string
	for i := sim.FirstSwitch; i < sim.NumParameters; i++ {
		p := &sim.ParameterTable[i]
		var levels []string
		for _, l := range p.Levels {
			levels = append(levels, code(l.ID)+" "+l.Meaning)
		}
		rows = append(rows, []string{code(p.ID), p.Meaning, strings.Join(levels, "; ")})
	}
	return table([]string{"switch", "meaning", "levels"}, rows)
}

// source but for what the page says of all that it does not name one for.
func source(p *sim.ParameterInfo) string {
	return strings.Trim(strings.NewReplacer("range a modelling choice", "", "modelling choice", "").Replace(p.Source), "; ")
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
		rows = append(rows, []string{code(i.Name), i.Rule, defaults(i.Settings), i.Source})
	}
	return table([]string{"strategy", "rule", "settings", "source"}, rows)
}

// defaults of settings, those that weigh a single role left out.
func defaults(settings []agents.Setting) string {
	var list []string
	for _, s := range settings {
		if _, ok := sim.RoleByID(s.Name); !ok {
			list = append(list, fmt.Sprintf("%s %g", s.Name, s.Default))
		}
	}
	return strings.Join(list, ", ")
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
// their paths; others say nothing of the model, or stand in tables of their own.
var parts = map[string]string{
	"party": "initialization", "front": "initialization", "issue": "initialization", "mediator": "initialization", "link": "initialization",
	"shock": "input",
}

func keys(part string) string {
	var rows [][]string
	for _, k := range scenarios.Keys() {
		first, _, _ := strings.Cut(k.Path, ".")
		if parts[first] == part && !strings.HasSuffix(k.Path, ".source") {
			rows = append(rows, []string{code(k.Path), k.Doc, k.Range, k.Unit, k.Default})
		}
	}
	if len(rows) == 0 {
		panic("odd: no keys of " + part)
	}
	return table([]string{"key", "meaning", "range", "unit", "default"}, rows)
}

func defaultOf(path string) string {
	for _, k := range scenarios.Keys() {
		if k.Path == path {
			return k.Default
		}
	}
	panic("odd: no key " + path)
}
