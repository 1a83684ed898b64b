package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"parley/results/store"
)

func (a *app) mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "merge DIR",
		Short:   "Make one result of all shards, the same bytes as one machine makes",
		Long:    "merge checks that no point is missing and none there twice, and writes DIR/results.parquet.",
		Example: "  parley merge acceptance",
		Args:    oneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			done, err := store.Merge(args[0])
			if err != nil {
				return err
			}
			return a.reportAll(args[0], done)
		},
	}
}

func (a *app) missingCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "missing DIR",
		Short: "The shards to submit again, as 2,5-9,12",
		Long: "missing prints the shards whose file is not there or damaged, for --array=; of a plan that is not cut,\n" +
			"the points that are not done. It prints nothing when nothing is missing.",
		Example: "  sbatch --array=$(parley missing acceptance) job.sh",
		Args:    oneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			left, warnings, err := store.Missing(args[0])
			if err != nil {
				return err
			}
			for _, w := range warnings {
				fmt.Fprintln(a.stderr, "parley:", w)
			}
			if len(left) > 0 {
				fmt.Fprintln(a.out, left)
			}
			return nil
		},
	}
}
