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
	c := &cobra.Command{
		Use:     "show SCENARIO",
		Short:   "Everything resolved, with where each value comes from",
		Long:    "show prints every value that a run would use. " + cli.ScenarioHelp,
		Example: "  parley show tajikistan --without iran | grep mediator.un",
		Args:    cli.OneScenario,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			if f.Format == cli.FormatJSON {
				entries := form.Collect(s.Entries, func(e scenarios.Entry) map[string]string {
					return map[string]string{"path": e.Path, "value": e.Value, "unit": e.Unit, "origin": e.Origin}
				})
				return a.JSON(map[string]any{"format": document.Format, "scenario": s.Name, "entries": entries})
			}
			rows := form.Collect(s.Entries, func(e scenarios.Entry) []string { return []string{e.Path, e.Value, e.Unit, e.Origin} })
			return a.Text(a.Screen.Grid(4, []string{"path", "value", "unit", "from"}, rows, 0, 60, 32, 0))
		},
	}
	f.AddScenario(c, "format")
	return c
}

const formatMarkdown = "markdown"

func Schema(a *cli.App) *cobra.Command {
	format := cli.FormatJSON
	c := &cobra.Command{
		Use:   "schema",
		Short: "The keys of scenario files, for editors, or as a manual",
		Long: "schema prints what an editor needs to complete and explain a scenario, a JSON Schema: every key\n" +
			"with its meaning, unit, range and default. An editor that reads TOML finds it by the first line\n" +
			"of a scenario, #:schema ./" + form.SchemaFile + "; parley new writes both.",
		Example: "  parley schema >" + form.SchemaFile,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return cli.BadInputf("parley schema: want no arguments, got %s; to write it: parley schema >%s", args[0], form.SchemaFile)
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			if format == formatMarkdown {
				return a.Text(form.Reference())
			}
			return a.Text(string(form.JSONSchema()))
		},
	}
	c.Flags().Var(cli.Choice(&format, cli.FormatJSON, formatMarkdown), "format", "the schema, or a manual of all keys")
	return c
}

func Odd(a *cli.App) *cobra.Command {
	return &cobra.Command{
		Use:   "odd",
		Short: "The model in the ODD protocol, as Markdown",
		Long: "odd prints the model's description by the ODD protocol (Grimm et al. 2020). Its entities, schedule, keys,\n" +
			"parameters, roles, regimes and strategies are those of this program.",
		Example: "  parley odd >model.md",
		Args:    cli.NoArguments,
		RunE:    func(*cobra.Command, []string) error { return a.Text(odd.Markdown()) },
	}
}
