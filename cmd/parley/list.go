package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/agents"
	"parley/results"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
)

// section is one list: its rows for a terminal and in JSON alike.
type section struct {
	name   string
	header []string
	widths []int
	rows   func() [][]string
	// parts, where not nil, are what a cell holds in JSON in place of its text.
	parts func(row []string) (column string, value any)
}

// sections in the order of `parley list`.
var sections = []section{
	{"scenarios", []string{"name", "title", "summary"}, []int{0, 36, 56}, scenarioRows, nil},
	{"strategies", []string{"name", "of", "rule", "known as", "source", "settings"}, []int{0, 0, 36, 22, 28, 52}, strategyRows, strategySettings},
	{"roles", []string{"id", "changes", "target", "second actor"}, []int{0, 56, 0, 0}, roleRows, nil},
	{"regimes", []string{"id", "adds", "lead"}, []int{0, 70, 0}, regimeRows, nil},
	{"mechanisms", []string{"id", "does"}, []int{0, 80}, mechanismRows, nil},
	{"parameters", []string{"id", "default", "range", "unit", "meaning", "source"}, []int{0, 26, 0, 18, 40, 24}, parameterRows, nil},
	{"columns", []string{"column", "unit", "meaning"}, nil, columnRows, nil},
	{"keys", []string{"path", "type", "range", "unit", "default", "meaning"}, []int{0, 16, 22, 16, 20, 44}, keyRows, nil},
}

func (a *app) listCommand() *cobra.Command {
	var f scenarioFlags
	names := sectionNames()
	c := &cobra.Command{
		Use:   "list [SECTION...] [WORD...]",
		Short: "List " + strings.Join(names, ", "),
		Long: "list shows all sections, or those named: " + strings.Join(names, ", ") + ".\n" +
			"Any other words after a section keep the rows that have them all.",
		Example:   "  parley list parameters\n  parley list keys party",
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 && sectionNamed(args[0]) == nil {
				return badInputf("parley list: unknown section %s: want one of %s%s", args[0], strings.Join(names, ", "), fault.DidYouMean(args[0], names))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			listed, err := listings(args)
			if err != nil {
				return err
			}
			if f.format == formatJSON {
				return a.json(listDocument(listed))
			}
			for i, l := range listed {
				if len(listed) > 1 {
					if i > 0 {
						a.out.WriteByte('\n')
					}
					fmt.Fprintln(a.out, a.screen.Strong(strings.ToUpper(l.name)))
				}
				a.out.WriteString(a.screen.Grid(len(l.header), l.header, l.found, l.widths...))
			}
			return nil
		},
	}
	f.add(c, "format")
	return c
}

// listing is a section with the rows that are wanted of it.
type listing struct {
	*section
	found [][]string
}

// listings reads the arguments of list: sections, and words that rows must have.
func listings(args []string) ([]listing, error) {
	var listed []listing
	var words, names []string
	for _, arg := range args {
		if s := sectionNamed(arg); s != nil {
			listed = append(listed, listing{s, s.rows()})
			names = append(names, arg)
		} else {
			words = append(words, arg)
		}
	}
	if len(listed) == 0 {
		for i := range sections {
			listed = append(listed, listing{&sections[i], sections[i].rows()})
		}
	}
	total := 0
	for i := range listed {
		listed[i].found = slices.DeleteFunc(listed[i].found, func(row []string) bool { return !hasWords(row, words) })
		total += len(listed[i].found)
	}
	if total == 0 && len(words) > 0 {
		return nil, badInputf("parley list: nothing in %s has %s%s", strings.Join(names, ", "), strings.Join(words, " and "),
			fault.DidYouMean(words[0], sectionNames()))
	}
	return listed, nil
}

func hasWords(row, words []string) bool {
	text := strings.ToLower(strings.Join(row, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, strings.ToLower(w)) })
}

func sectionNames() []string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
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
func listDocument(listed []listing) map[string]any {
	document := map[string]any{"format": results.Format}
	for _, l := range listed {
		list := []map[string]any{}
		for _, row := range l.found {
			item := map[string]any{}
			for i, cell := range row {
				item[strings.ReplaceAll(l.header[i], " ", "_")] = cell
			}
			if l.parts != nil {
				column, value := l.parts(row)
				item[column] = value
			}
			list = append(list, item)
		}
		document[l.name] = list
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

// Kinds of strategies, as they are listed.
const ofParty, ofMediator = "party", "mediator"

func strategyRows() [][]string {
	return append(strategiesOf(ofParty, agents.Parties()), strategiesOf(ofMediator, agents.Mediators())...)
}

func strategiesOf[S any](kind string, list []agents.Info[S]) [][]string {
	var rows [][]string
	for _, s := range list {
		rows = append(rows, []string{s.Name, kind, s.Rule, s.Known, s.Source, settingsText(s.Settings)})
	}
	return rows
}

func settingsText(list []agents.Setting) string {
	if len(list) == 0 {
		return "none"
	}
	var lines []string
	for _, s := range list {
		lines = append(lines, fmt.Sprintf("%s %g (%g to %g, %s): %s", s.Name, s.Default, s.Low, s.High, s.Unit, s.Meaning))
	}
	return strings.Join(lines, "\n")
}

// strategySettings are the settings of a row as objects.
func strategySettings(row []string) (column string, value any) {
	type setting struct {
		Name    string  `json:"name"`
		Default float64 `json:"default"`
		Low     float64 `json:"low"`
		High    float64 `json:"high"`
		Unit    string  `json:"unit"`
		Meaning string  `json:"meaning"`
		Source  string  `json:"source"`
	}
	list := []setting{}
	for _, s := range settingsOf(row[0], row[1]) {
		list = append(list, setting(s))
	}
	return "settings", list
}

func settingsOf(name, kind string) []agents.Setting {
	if kind == ofParty {
		s, _ := agents.Named(agents.Parties(), name)
		return s.Settings
	}
	s, _ := agents.Named(agents.Mediators(), name)
	return s.Settings
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
		rows = append(rows, []string{c.Name, c.Unit, c.Meaning})
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
