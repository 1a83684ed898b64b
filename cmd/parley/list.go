package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/agents"
	"parley/results"
	"parley/scenarios"
	"parley/sim"
)

// section is one list: its rows for a terminal and in JSON alike.
type section struct {
	name   string
	header []string
	widths []int
	rows   func() [][]string
}

// sections in the order of `parley list`.
var sections = []section{
	{"scenarios", []string{"name", "title", "summary"}, []int{0, 36, 56}, scenarioRows},
	{"strategies", []string{"name", "of", "rule", "source"}, []int{0, 0, 50, 30}, strategyRows},
	{"roles", []string{"id", "changes", "target", "second actor"}, []int{0, 56, 0, 0}, roleRows},
	{"regimes", []string{"id", "adds", "lead"}, []int{0, 70, 0}, regimeRows},
	{"mechanisms", []string{"id", "does"}, []int{0, 80}, mechanismRows},
	{"parameters", []string{"id", "default", "range", "unit", "meaning", "source"}, []int{0, 26, 0, 18, 40, 24}, parameterRows},
	{"columns", []string{"column", "meaning"}, nil, columnRows},
	{"keys", []string{"path", "type", "range", "unit", "default", "meaning"}, []int{0, 16, 22, 16, 20, 44}, keyRows},
}

func (a *app) listCommand() *cobra.Command {
	var format string
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	c := &cobra.Command{
		Use:       "list [SECTION...]",
		Short:     "List " + strings.Join(names, ", "),
		Example:   "  parley list parameters",
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			for _, arg := range args {
				if sectionNamed(arg) == nil {
					return badInputf("parley list: unknown section %s: want one of %s%s", arg, strings.Join(names, ", "), scenarios.DidYouMean(arg, names))
				}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = names
			}
			if format == formatJSON {
				return a.json(listDocument(args))
			}
			for i, arg := range args {
				s := sectionNamed(arg)
				if len(args) > 1 {
					if i > 0 {
						a.out.WriteByte('\n')
					}
					fmt.Fprintln(a.out, strings.ToUpper(s.name))
				}
				a.out.WriteString(results.Grid(len(s.header), s.header, s.rows(), s.widths...))
			}
			return nil
		},
	}
	addFormat(c, &format)
	return c
}

func sectionNamed(name string) *section {
	for i := range sections {
		if sections[i].name == name {
			return &sections[i]
		}
	}
	return nil
}

// listDocument has one array for each section, of objects with the header's names.
func listDocument(names []string) map[string]any {
	document := map[string]any{"format": results.Format}
	for _, name := range names {
		s := sectionNamed(name)
		list := []map[string]string{}
		for _, row := range s.rows() {
			item := map[string]string{}
			for i, cell := range row {
				item[strings.ReplaceAll(s.header[i], " ", "_")] = cell
			}
			list = append(list, item)
		}
		document[name] = list
	}
	return document
}

func scenarioRows() [][]string {
	var rows [][]string
	for _, s := range scenarios.List() {
		rows = append(rows, []string{s.Name, s.Title, s.Summary})
	}
	return rows
}

func strategyRows() [][]string {
	var rows [][]string
	for _, s := range agents.Parties() {
		rows = append(rows, []string{s.Name, "party", s.Rule, s.Source})
	}
	for _, s := range agents.Mediators() {
		rows = append(rows, []string{s.Name, "mediator", s.Rule, s.Source})
	}
	return rows
}

var duplicates = map[sim.Duplication]string{sim.DuplicationHurts: "hurts", sim.DuplicationNeutral: "adds nothing",
	sim.DuplicationHelps: "helps", sim.DuplicationReplaces: "adds less"}

func roleRows() [][]string {
	var rows [][]string
	for _, r := range sim.Roles {
		target := "everyone"
		if r.Targeted {
			target = "one party"
		}
		rows = append(rows, []string{r.ID, r.Changes, target, duplicates[r.Duplicate]})
	}
	return rows
}

func regimeRows() [][]string {
	var rows [][]string
	for _, r := range sim.Regimes {
		lead := ""
		if r.NeedsLead {
			lead = "needed"
		}
		rows = append(rows, []string{r.ID, r.Adds, lead})
	}
	return rows
}

func mechanismRows() [][]string {
	var rows [][]string
	for _, m := range sim.Mechanisms {
		rows = append(rows, []string{m.ID, m.Does})
	}
	return rows
}

func parameterRows() [][]string {
	var rows [][]string
	for i := range sim.ParameterTable {
		p := &sim.ParameterTable[i]
		prior := fmt.Sprintf("uniform %g to %g", p.Low, p.High)
		switch {
		case p.Fixed():
			prior = fmt.Sprintf("%g", p.Low)
		case p.LogUniform:
			prior = "log-" + prior
		}
		rows = append(rows, []string{p.ID, prior, fmt.Sprintf("%g to %g", p.Min, p.Max), p.Unit, p.Meaning, p.Source})
	}
	return rows
}

func columnRows() [][]string {
	var rows [][]string
	for _, c := range results.Columns() {
		rows = append(rows, []string{c.Name, c.Meaning})
	}
	return rows
}

func keyRows() [][]string {
	var rows [][]string
	for _, k := range scenarios.Keys() {
		rows = append(rows, []string{k.Path, k.Type, k.Range, k.Unit, k.Default, k.Doc})
	}
	return rows
}
