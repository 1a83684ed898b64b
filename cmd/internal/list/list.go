// Package list has the commands that write, check and explain: list, new, check, show,
// schema and odd.
package list

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/agents"
	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/outcome"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// section is one list: its rows for a terminal and in JSON alike. A cell may be more
// than its text.
type section struct {
	name   string
	header []string
	widths []int
	rows   [][]any
}

// sections in the order of `parley list`.
func sections() []section {
	return []section{
		{"scenarios", []string{"name", "title", "summary"}, []int{0, 36, 56}, form.Collect(scenarios.List(), func(s scenarios.Info) []any {
			return []any{s.Name, s.Title, s.Summary}
		})},
		{"strategies", []string{"name", "of", "rule", "known as", "source", "settings"}, []int{0, 0, 36, 22, 28, 52},
			append(strategiesOf("party", agents.Parties()), strategiesOf("mediator", agents.Mediators())...)},
		{"roles", []string{"id", "changes", "target", "second actor"}, []int{0, 56, 0, 0}, form.Collect(sim.Roles[:], func(r sim.RoleInfo) []any {
			return []any{r.ID, r.Changes, words.If(r.Targeted, "one party", "everyone"), r.Duplicate.String()}
		})},
		{"regimes", []string{"id", "adds", "lead"}, []int{0, 70, 0}, form.Collect(sim.Regimes[:], func(r sim.RegimeInfo) []any {
			return []any{r.ID, r.Adds, words.If(r.NeedsLead, "needed", "")}
		})},
		{"mechanisms", []string{"id", "does"}, []int{0, 80}, form.Collect(sim.Mechanisms[:], func(m sim.MechanismInfo) []any {
			return []any{m.ID, m.Does}
		})},
		{"parameters", []string{"id", "default", "range", "unit", "meaning", "source"}, []int{0, 26, 0, 18, 40, 24},
			form.Collect(sim.ParameterTable[:], func(p sim.ParameterInfo) []any {
				return []any{p.ID, p.Prior(), fmt.Sprintf("%g to %g", p.Min, p.Max), p.Unit, p.Meaning, p.Source}
			})},
		{"columns", []string{"column", "unit", "meaning"}, nil, form.Collect(outcome.Columns(), func(c outcome.Column) []any {
			return []any{c.Name, c.Unit, c.Meaning}
		})},
		{"keys", []string{"path", "type", "range", "unit", "default", "meaning"}, []int{0, 16, 22, 16, 20, 44},
			form.Collect(form.Keys(), func(k form.Key) []any { return []any{k.Path, k.Type, k.Range, k.Unit, k.Default, k.Doc + k.Points} })},
	}
}

func List(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	names := []string{"scenarios", "strategies", "roles", "regimes", "mechanisms", "parameters", "columns", "keys"}
	c := cli.Command("list", func(_ *cobra.Command, args []string) error {
		if len(args) > 0 && !slices.Contains(names, args[0]) {
			return cli.BadInputf("parley list: unknown section %s: want one of %s%s", args[0], strings.Join(names, ", "), fault.DidYouMean(args[0], names))
		}
		return nil
	}, func(_ *cobra.Command, args []string) error {
		listed, err := wanted(args, names)
		if err != nil {
			return err
		}
		document, text := map[string]any{"format": document.Format}, ""
		for i, s := range listed {
			if len(listed) > 1 {
				text += words.If(i > 0, "\n", "") + a.Screen.Strong(strings.ToUpper(s.name)) + "\n"
			}
			document[s.name] = form.Collect(s.rows, s.object)
			text += a.Screen.Grid(len(s.header), s.header, form.Collect(s.rows, textOf), s.widths...)
		}
		return a.Print(f.Format, document, text)
	})
	c.Long, c.ValidArgs = c.Long+"\n\n"+document.Wrap("Sections: "+strings.Join(names, ", ")+"."), names
	f.Add(c, "format")
	return c
}

// object of a row, as JSON has it.
func (s *section) object(row []any) map[string]any {
	object := map[string]any{}
	for k, cell := range row {
		object[strings.ReplaceAll(s.header[k], " ", "_")] = cell
	}
	return object
}

// wanted are the sections that arguments name, with the rows that have all other words.
func wanted(args, names []string) (listed []section, err error) {
	names = slices.Clone(names)
	words := slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return slices.Contains(names, arg) })
	total := 0
	for _, s := range sections() {
		if len(args) > 0 && !slices.Contains(args, s.name) {
			continue
		}
		s.rows = slices.DeleteFunc(s.rows, func(row []any) bool {
			names = append(names, strings.Split(textOf(row)[0], ".")...) // of a key each part
			text := strings.ToLower(strings.Join(textOf(row), "\n"))
			return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, strings.ToLower(w)) })
		})
		total += len(s.rows)
		listed = append(listed, s)
	}
	if total == 0 && len(words) > 0 {
		return nil, cli.BadInputf("parley list: nothing in %s has %s%s", args[0], strings.Join(words, " and "), fault.DidYouMean(words[0], names))
	}
	return listed, nil
}

func textOf(row []any) []string {
	return form.Collect(row, func(cell any) string { return fmt.Sprint(cell) })
}

// settings of a strategy.
type settings []agents.Setting

func (list settings) MarshalJSON() ([]byte, error) {
	return json.Marshal(form.Collect(list, func(s agents.Setting) map[string]any {
		return map[string]any{"name": s.Name, "default": s.Default, "low": s.Low, "high": s.High,
			"unit": s.Unit, "meaning": s.Meaning, "source": s.Source}
	}))
}

func (list settings) String() string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(form.Collect(list, func(s agents.Setting) string {
		return fmt.Sprintf("%s %g (%g to %g, %s): %s", s.Name, s.Default, s.Low, s.High, s.Unit, s.Meaning)
	}), "\n")
}

func strategiesOf[S any](kind string, list []agents.Info[S]) [][]any {
	return form.Collect(list, func(s agents.Info[S]) []any {
		return []any{s.Name, kind, s.Rule, s.Known, s.Source, settings(s.Settings)}
	})
}
