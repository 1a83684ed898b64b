package sweeps

import (
	"fmt"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/store"
)

func Merge(a *cli.App) *cobra.Command {
	return cli.Command("merge", cli.OneFolder, func(_ *cobra.Command, args []string) error {
		done, err := store.Merge(args[0])
		if err != nil {
			return err
		}
		return reportAll(a, args[0], done)
	})
}

func Missing(a *cli.App) *cobra.Command {
	return cli.Command("missing", cli.OneFolder, func(_ *cobra.Command, args []string) error {
		left, warnings, err := store.Missing(args[0])
		if err != nil {
			return err
		}
		a.Warn(warnings)
		if len(left) > 0 {
			fmt.Fprintln(a.Out, left)
		}
		return nil
	})
}
