package main

import (
	"github.com/spf13/cobra"

	"parley/sim"
)

func (a *app) runCommand() *cobra.Command {
	var f sweepFlags
	c := &cobra.Command{
		Use:     "run SCENARIO",
		Short:   "How likely a settlement is, how soon, and whether it lasts",
		Long:    "run plays many histories of a scenario, mediated as it says. " + scenarioHelp,
		Example: "  parley run tajikistan --set coordination.regime=lead --reps 20000",
		Args:    oneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.load(args[0])
			if err != nil {
				return err
			}
			f.more = typed(c.Flags(), "reps", "precision", "histories")
			return a.play(c.Context(), &f, regimesQuestion(f.experiment("run", s, []sim.Arm{s.Arm})))
		},
	}
	f.add(c)
	return c
}
