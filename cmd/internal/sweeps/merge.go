package sweeps

import (
	"fmt"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/store"
)

func Merge(a *cli.App) *cobra.Command {
	return &cobra.Command{
		Use:     "merge DIR",
		Short:   "Make one result of all shards, the same bytes as one machine makes",
		Long:    "merge checks that no point is missing and none there twice, and writes DIR/results.parquet.",
		Example: "  parley merge acceptance",
		Args:    cli.OneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			done, err := store.Merge(args[0])
			if err != nil {
				return err
			}
			return reportAll(a, args[0], done)
		},
	}
}

func Missing(a *cli.App) *cobra.Command {
	return &cobra.Command{
		Use:   "missing DIR",
		Short: "The shards to submit again, as 2,5-9,12",
		Long: "missing prints the shards whose file is not there or damaged, for --array=; of a plan that is not cut,\n" +
			"the points that are not done. It prints nothing when nothing is missing.",
		Example: "  sbatch --array=$(parley missing acceptance) job.sh",
		Args:    cli.OneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			left, warnings, err := store.Missing(args[0])
			if err != nil {
				return err
			}
			a.Warn(warnings)
			if len(left) > 0 {
				fmt.Fprintln(a.Out, left)
			}
			return nil
		},
	}
}
