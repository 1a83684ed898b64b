// Package play has the commands that play one scenario and tell what came of it: run,
// compare with its questions, trace and report.
//
// A query is wars to play and how their counts are answered; play.go plays it to the
// histories asked for. The questions of compare make queries: regimes (compare.go); leads,
// mechanisms and roles (questions.go); and cells, which cross factors (cross.go).
package play

import (
	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/sim"
)

func Run(a *cli.App) *cobra.Command {
	var f cli.SweepFlags
	c := &cobra.Command{
		Use:     "run SCENARIO",
		Short:   "How likely a settlement is, how soon, and whether it lasts",
		Long:    "run plays many histories of a scenario, mediated as it says. " + cli.ScenarioHelp,
		Example: "  parley run tajikistan --set coordination.regime=lead --reps 20000",
		Args:    cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			f.More = cli.Typed(c.Flags(), "reps", "precision", "histories")
			return play(c.Context(), a, &f, regimesQuestion(newExperiment(&f, "run", s, []sim.Arm{s.Arm})))
		},
	}
	f.Add(c)
	return c
}
