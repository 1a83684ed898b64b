package list

import (
	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/odd"
	"parley/scenarios"
	"parley/scenarios/form"
)

func Show(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	c := f.Command("show", func(_ *cobra.Command, s *scenarios.Scenario) error {
		entries := form.Collect(s.Entries, func(e scenarios.Entry) map[string]string {
			return map[string]string{"path": e.Path, "value": e.Value, "unit": e.Unit, "origin": e.Origin}
		})
		rows := form.Collect(s.Entries, func(e scenarios.Entry) []string { return []string{e.Path, e.Value, e.Unit, e.Origin} })
		return a.Print(f.Format, map[string]any{"format": document.Format, "scenario": s.Name, "entries": entries},
			a.Screen.Grid(4, []string{"path", "value", "unit", "from"}, rows, 0, 60, 32, 0))
	})
	f.AddScenario(c, "format")
	return c
}

const formatMarkdown = "markdown"

func Schema(a *cli.App) *cobra.Command {
	format := cli.FormatJSON
	c := cli.Command("schema", cli.Arguments(0, 0, "no arguments (parley schema >"+form.SchemaFile+" writes it)"), func(*cobra.Command, []string) error {
		if format == formatMarkdown {
			return a.Text(form.Reference())
		}
		return a.Text(string(form.JSONSchema()))
	})
	c.Flags().Var(cli.Choice(&format, cli.FormatJSON, formatMarkdown), "format", "the schema, or a manual of all keys")
	return c
}

func Odd(a *cli.App) *cobra.Command {
	return cli.Command("odd", cli.NoArguments, func(*cobra.Command, []string) error { return a.Text(odd.Markdown()) })
}
