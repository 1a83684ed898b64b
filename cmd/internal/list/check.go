package list

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/sweeps"
	"parley/results/document"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
)

// checked is what check says of a good scenario.
type checked struct {
	File      string `json:"file"`
	Title     string `json:"title"`
	Parties   int    `json:"parties"`
	Fronts    int    `json:"fronts"`
	Issues    int    `json:"issues"`
	Mediators int    `json:"mediators"`
	Shocks    int    `json:"shocks"`
	Start     string `json:"start"`
	Months    int    `json:"months"`
	// Notes are what follows from the file without standing in it.
	Notes []string `json:"notes"`
}

func Check(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	c := &cobra.Command{
		Use:     "check FILE...",
		Short:   "Read scenarios and their experiments and report all their faults",
		Example: "  parley check mywar.toml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.BadInputf("parley check: want one file or more")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			var good []checked
			var faults []error
			for _, file := range args {
				s, err := f.Load(file)
				if err == nil {
					err = errors.Join(checkExperiment(&f, file, s), checkCalibration(s))
				}
				if err != nil {
					faults = append(faults, err)
					continue
				}
				good = append(good, newChecked(file, s))
			}
			if len(faults) > 0 {
				return cli.Bad(errors.Join(faults...))
			}
			if f.Format == cli.FormatJSON {
				return a.JSON(map[string]any{"format": document.Format, "files": good})
			}
			for i := range good {
				fmt.Fprintln(a.Out, a.Screen.Wrap(good[i].String()))
				for _, note := range good[i].Notes {
					fmt.Fprintln(a.Out, a.Screen.Wrap("  "+note))
				}
			}
			return nil
		},
	}
	f.AddScenario(c, "format")
	return c
}

// checkExperiment reads the table [experiment] as sweep would.
func checkExperiment(f *cli.ScenarioFlags, file string, s *scenarios.Scenario) error {
	if !s.Experiment.Given() {
		return nil
	}
	p := sweeps.PlanFlags{ScenarioFlags: cli.ScenarioFlags{Set: f.Set, Without: f.Without, Reps: sweeps.DefaultPointReps, Seed: cli.DefaultSeed}}
	_, err := p.Plan(file, pflag.NewFlagSet("", pflag.ContinueOnError))
	return err
}

// checkCalibration looks for the summaries of [calibration] in the record that belongs
// to the scenario, if one does.
func checkCalibration(s *scenarios.Scenario) error {
	at := s.Calibration.Summaries.Place()
	if at == "" || !record.Of(s.Name) {
		return nil
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		return err
	}
	fit := calibrate.Fitting{Config: s.Config, Record: r, Months: s.Config.Months, Summaries: s.Calibration.Summaries.V}
	var summary *calibrate.SummaryError
	if len(fit.Summaries) == 0 {
		return fmt.Errorf("%s: want one or more; parley record lists them", at)
	}
	if err := fit.Check(); errors.As(err, &summary) {
		return fmt.Errorf("%s: %w", at, err)
	}
	return nil
}

func newChecked(file string, s *scenarios.Scenario) checked {
	c := s.Config
	return checked{file, c.Title, len(c.Parties), len(c.Fronts), len(c.Issues), len(c.Mediators), len(c.Shocks), c.Start.String(), c.Months, s.Notes}
}

func (c *checked) String() string {
	start, _ := sim.ParseMonth(c.Start)
	return fmt.Sprintf("%s: ok: %s, %s, %s, %s, %s, %s to %s", c.File, words.Count(c.Parties, "party", "parties"),
		words.Count(c.Fronts, "front", "fronts"), words.Count(c.Issues, "issue", "issues"), words.Count(c.Mediators, "mediator", "mediators"),
		words.Count(c.Shocks, "shock", "shocks"), c.Start, start+sim.Month(c.Months-1))
}
