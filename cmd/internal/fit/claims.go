package fit

import (
	"context"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/studies"
	"parley/scenarios/record"
	"parley/sim/infer/claims"
)

const mostWorlds = 10_000

func Claims(a *cli.App) *cobra.Command {
	f := cli.ScenarioFlags{Reps: 2048}
	worlds := 200
	c := cli.Command("claims", nil, func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = record.Wars()
		}
		return runClaims(c.Context(), a, &f, args, worlds)
	})
	f.AddScenario(c, "format", "seed", "reps", "workers")
	c.Flags().Var(cli.Whole(&worlds, 4, mostWorlds), "worlds", "random wars")
	return c
}

func runClaims(ctx context.Context, a *cli.App, f *cli.ScenarioFlags, names []string, worlds int) error {
	test := claims.Test{Reps: f.Reps, Worlds: worlds, Seed: f.Seed, Workers: f.Workers}
	var called []string
	for _, name := range names {
		s, err := f.Load(name)
		if err != nil {
			return err
		}
		called = append(called, s.Name)
		test.Wars = append(test.Wars, claims.War{Config: s.Config, Arm: s.Arm})
	}
	bar := cli.NewProgress(a.Stderr, test.Histories(), 1)
	test.Progress = bar.Update
	tested, err := test.Run(ctx)
	bar.Stop()
	if err != nil {
		return nothing(ctx, "", err)
	}
	return a.Print(f.Format, map[string]any{"format": document.Format, "wars": called, "worlds": worlds, "seed": f.Seed, "claims": tested},
		studies.Claims(tested, called, test.PerWar(), worlds).Text(a.Screen))
}
