package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"parley/results/narrative"
	"parley/sim"
)

func (a *app) traceCommand() *cobra.Command {
	var f scenarioFlags
	var replication int
	var regime string
	c := &cobra.Command{
		Use:     "trace SCENARIO",
		Short:   "One history as a chronicle: who did what, what was signed and why",
		Long:    "trace plays one replication and tells it month by month. " + scenarioHelp,
		Example: "  parley trace tajikistan --replication 12 --regime lead",
		Args:    oneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.load(args[0])
			if err != nil {
				return err
			}
			arm, more := s.Arm, []string{"--seed", fmt.Sprint(f.seed), "--replication", fmt.Sprint(replication)}
			if c.Flags().Changed("regime") {
				r, err := regimeNamed("--regime", regime)
				if err != nil {
					return err
				}
				if sim.Regimes[r].NeedsLead && arm.Lead < 0 {
					return f.noLead("--regime", regime)
				}
				arm, more = armOf(s, r), append(more, "--regime", regime)
			}
			w, err := sim.NewWorld(s.Config)
			if err != nil {
				return err
			}
			events, outcome := w.Trace(&arm, sim.NewSeed(f.seed), replication)
			h := &narrative.History{Scenario: s.Name, Rerun: again("trace", args[0], &f, more...), Version: programVersion(),
				Config: s.Config, Arm: &arm, Seed: f.seed, Replication: replication, Events: events, Outcome: &outcome}
			if f.format == formatJSON {
				return a.json(narrative.NewTrace(h))
			}
			return a.text(narrative.Chronicle(h).Text(a.screen))
		},
	}
	f.addScenario(c, "format", "seed")
	c.Flags().Var(whole(&replication, 0, math.MaxInt32), "replication", "which history, counted from 0 as in --histories")
	c.Flags().StringVar(&regime, "regime", "", "`regime` in place of the scenario's (parley list regimes)")
	return c
}
