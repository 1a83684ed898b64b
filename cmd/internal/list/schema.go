package list

import (
	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/scenarios/form"
)

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
