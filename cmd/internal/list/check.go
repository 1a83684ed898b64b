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
	"parley/scenarios/notes"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
)

func Check(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	strict := false
	c := &cobra.Command{
		Use:   "check FILE...",
		Short: "Read scenarios and their experiments and report all their faults",
		Long: "check reads scenarios and their experiments and reports all their faults. Of a good one it notes what it says\n" +
			"without saying so: defaults that matter, and how to write them otherwise. A NOTE is a number without effect in this\n" +
			"war, or with another than its name promises, or what is dropped. It is no fault, unless --strict makes it one.",
		Example: "  parley check mywar.toml\n  parley check tajikistan --set coordination.lead=russia",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.BadInputf("parley check: want one file or more")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			var good []map[string]any
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
				line, object := summary(file, s)
				good = append(good, object)
				fmt.Fprintln(a.Out, a.Screen.Wrap(line))
				for _, note := range s.Notes {
					switch {
					case note.Kind == notes.Says:
						fmt.Fprintln(a.Out, a.Screen.Wrap("  "+note.Text))
					case strict:
						faults = append(faults, fmt.Errorf("%s: %s", file, note.Text))
					case len(note.Clauses) > 1:
						fmt.Fprintln(a.Out, "  NOTE: no effect:")
						for _, clause := range note.Clauses {
							fmt.Fprintln(a.Out, a.Screen.Wrap("    "+clause))
						}
					default:
						fmt.Fprintln(a.Out, a.Screen.Wrap("  NOTE: "+note.Text))
					}
				}
			}
			if len(faults) > 0 {
				return cli.Bad(errors.Join(faults...))
			}
			if f.Format == cli.FormatJSON {
				a.Out.Reset()
				return a.JSON(map[string]any{"format": document.Format, "files": good})
			}
			return nil
		},
	}
	f.AddScenario(c, "format")
	c.Flags().BoolVar(&strict, "strict", false, "what has a NOTE is a fault")
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
	fit := calibrate.Fitting{Wars: []calibrate.War{{Config: s.Config, Record: r, Months: s.Config.Months, Summaries: s.Calibration.Summaries.V}}}
	var summary *calibrate.SummaryError
	if len(s.Calibration.Summaries.V) == 0 {
		return fmt.Errorf("%s: want one or more; parley record lists them", at)
	}
	if err := fit.Check(); errors.As(err, &summary) {
		return fmt.Errorf("%s: %w", at, err)
	}
	return nil
}

// summary of a good scenario, as a line and as JSON has it.
func summary(file string, s *scenarios.Scenario) (line string, object map[string]any) {
	c := s.Config
	line = fmt.Sprintf("%s: ok: %s, %s, %s, %s, %s, %s to %s", file, words.Count(len(c.Parties), "party", "parties"),
		words.Count(len(c.Fronts), "front", "fronts"), words.Count(len(c.Issues), "issue", "issues"), words.Count(len(c.Mediators), "mediator", "mediators"),
		words.Count(len(c.Shocks), "shock", "shocks"), c.Start, c.Start+sim.Month(c.Months-1))
	return line, map[string]any{"file": file, "title": c.Title, "parties": len(c.Parties), "fronts": len(c.Fronts), "issues": len(c.Issues),
		"mediators": len(c.Mediators), "shocks": len(c.Shocks), "start": c.Start.String(), "months": c.Months, "notes": notes.Texts(s.Notes, notes.Says)}
}
