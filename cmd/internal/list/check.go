package list

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/sweeps"
	"parley/results/document"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/form"
	"parley/scenarios/notes"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
)

func Check(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	strict := false
	c := cli.Command("check", cli.Arguments(1, math.MaxInt, "one file or more"), func(_ *cobra.Command, args []string) error {
		var good []map[string]any
		var text []string
		var faults []error
		for _, file := range args {
			s, err := f.Load(file)
			if err == nil {
				err = errors.Join(sweeps.CheckExperiment(file, s, f.Set, f.Without), checkCalibration(s))
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			line, object := summary(file, s)
			good = append(good, object)
			text = append(text, line)
			for _, note := range s.Notes {
				if note.Kind != notes.Says && strict {
					faults = append(faults, fmt.Errorf("%s: %s", file, note.Text))
					continue
				}
				text = append(text, lines(note)...)
			}
		}
		if len(faults) > 0 {
			return cli.Bad(errors.Join(faults...))
		}
		return a.Print(f.Format, map[string]any{"format": document.Format, "files": good}, strings.Join(form.Collect(text, a.Screen.Wrap), "\n")+"\n")
	})
	f.AddScenario(c, "format")
	c.Flags().BoolVar(&strict, "strict", false, "what has a NOTE is a fault")
	return c
}

// lines of a note.
func lines(note notes.Note) []string {
	switch {
	case note.Kind == notes.Says:
		return []string{"  " + note.Text}
	case len(note.Clauses) > 1:
		return append([]string{"  NOTE: no effect:"}, form.Collect(note.Clauses, func(clause string) string { return "    " + clause })...)
	}
	return []string{"  NOTE: " + note.Text}
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
	if len(s.Calibration.Summaries.V) == 0 {
		return fmt.Errorf("%s: want one or more; parley record lists them", at)
	}
	fit := calibrate.Fitting{Wars: []calibrate.War{{Config: s.Config, Record: r, Months: s.Config.Months, Summaries: s.Calibration.Summaries.V}}}
	if _, err := fit.Choose(); errors.As(err, new(*calibrate.SummaryError)) {
		return fmt.Errorf("%s: %w", at, err)
	}
	return nil
}

// summary of a good scenario, as a line and as JSON has it.
func summary(file string, s *scenarios.Scenario) (line string, object map[string]any) {
	c := s.Config
	object = map[string]any{"file": file, "title": c.Title, "start": c.Start.String(), "months": c.Months, "notes": notes.Texts(s.Notes, notes.Says)}
	line = file + ": ok: "
	for _, x := range []struct {
		n         int
		one, many string
	}{{len(c.Parties), "party", "parties"}, {len(c.Fronts), "front", "fronts"}, {len(c.Issues), "issue", "issues"},
		{len(c.Mediators), "mediator", "mediators"}, {len(c.Shocks), "shock", "shocks"}} {
		object[x.many] = x.n
		line += words.Count(x.n, x.one, x.many) + ", "
	}
	return fmt.Sprintf("%s%s to %s", line, c.Start, c.Start+sim.Month(c.Months-1)), object
}
