package list

import (
	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/odd"
)

func Odd(a *cli.App) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "odd",
		Short: "The model in the ODD protocol, as Markdown",
		Long: "odd prints the model's description by the ODD protocol (Grimm et al. 2020). Its entities, schedule, keys,\n" +
			"parameters, roles, regimes and strategies are those of this program.",
		Example: "  parley odd --out model.md",
		Args:    cli.NoArguments,
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return a.Text(odd.Markdown())
			}
			if err := cli.WriteWhole(out, []byte(odd.Markdown())); err != nil {
				return err
			}
			a.Wrote(out)
			return nil
		},
	}
	c.Flags().StringVar(&out, "out", "", "write to `FILE` instead")
	return c
}
