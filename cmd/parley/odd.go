package main

import (
	"github.com/spf13/cobra"

	"parley/results/odd"
)

func (a *app) oddCommand() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "odd",
		Short: "The model in the ODD protocol, as Markdown",
		Long: "odd prints the model's description by the ODD protocol (Grimm et al. 2020). Its entities, schedule, keys,\n" +
			"parameters, roles, regimes and strategies are those of this program.",
		Example: "  parley odd --out model.md",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return a.text(odd.Markdown())
			}
			if err := writeWhole(out, []byte(odd.Markdown())); err != nil {
				return err
			}
			a.wrote(out)
			return nil
		},
	}
	c.Flags().StringVar(&out, "out", "", "write to `FILE` instead")
	return c
}
