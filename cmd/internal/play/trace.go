package play

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/narrative"
	"parley/sim"
)

func Trace(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	var replication int
	var regime string
	c := &cobra.Command{
		Use:     "trace SCENARIO",
		Short:   "One history as a chronicle: who did what, what was signed and why",
		Long:    "trace plays one replication and tells it month by month. " + cli.ScenarioHelp,
		Example: "  parley trace tajikistan --replication 12 --regime lead",
		Args:    cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			arm, more := s.Arm, []string{"--seed", fmt.Sprint(f.Seed), "--replication", fmt.Sprint(replication)}
			if c.Flags().Changed("regime") {
				r, err := regimeNamed("--regime", regime)
				if err != nil {
					return err
				}
				if sim.Regimes[r].NeedsLead && arm.Lead < 0 {
					return cli.NoLead(s, "--regime", regime)
				}
				arm, more = armOf(s, r), append(more, "--regime", regime)
			}
			return Tell(a, f.Format, &narrative.History{Scenario: s.Name, Rerun: cli.Again("trace", args[0], &f, more...),
				Config: s.Config, Arm: &arm, Seed: f.Seed, Replication: replication})
		},
	}
	f.AddScenario(c, "format", "seed")
	c.Flags().Var(cli.Whole(&replication, 0, math.MaxInt32), "replication", "which history, counted from 0 as in --histories")
	c.Flags().StringVar(&regime, "regime", "", "`regime` in place of the scenario's (parley list regimes)")
	return c
}

// Tell plays a history and puts its chronicle on stdout.
func Tell(a *cli.App, format string, h *narrative.History) error {
	w, err := sim.NewWorld(h.Config)
	if err != nil {
		return err
	}
	events, outcome := w.Trace(h.Arm, sim.NewSeed(h.Seed), h.Replication)
	h.Version, h.Events, h.Outcome = cli.ProgramVersion(), events, &outcome
	if format == cli.FormatJSON {
		return a.JSON(narrative.NewTrace(h))
	}
	return a.Text(narrative.Chronicle(h).Text(a.Screen))
}
