package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/report"
	"parley/scenarios"
)

type reportFlags struct {
	sweepFlags
	figures                 string
	calibration, validation string
	quick                   bool
}

func (a *app) reportCommand() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "report SCENARIO|RESULTS",
		Short: "One page to read: the answer, its pictures, and what they are worth",
		Long: "report plays what it needs and writes one HTML file that fetches nothing: does a lead help here, how sure is\n" +
			"that, through what, who should lead, beside the record, and what would change it. RESULTS is the folder of a\n" +
			"sweep. " + scenarioHelp + "\n\n" +
			"--reps is the histories of each regime; the other parts play fewer, as the page says.",
		Example: "  parley report tajikistan --out tajikistan.html\n  parley report tajikistan --quick --out quick.html --figures pictures\n" +
			"  parley report acceptance --out acceptance.html",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return badInputf("parley report: want one scenario or the folder of one result set, got %d arguments", len(args))
		},
		RunE: func(c *cobra.Command, args []string) error {
			if f.out == "" {
				return badInputf("parley report: want --out FILE")
			}
			if isResults(args[0]) {
				return a.reportSweep(&f, c.Flags(), args[0])
			}
			return a.reportScenario(c.Context(), &f, c.Flags(), args[0])
		},
	}
	f.add(c)
	return c
}

func (f *reportFlags) add(c *cobra.Command) {
	f.addScenario(c, "seed", "reps", "workers")
	f.decompose = sideByHistories
	flags := c.Flags()
	flags.Var(fileName(&f.out), "out", "write the page to `FILE`")
	flags.Var(fileName(&f.figures), "figures", "write each picture as SVG, PNG and CSV of its data too, to this folder, new or empty")
	flags.BoolVar(&f.quick, "quick", false, "play little, to see what a report looks like")
	flags.Var(fileName(&f.calibration), "calibration", "calibration.json of parley calibrate (default that of the shipped posterior, where it is in force)")
	flags.Var(fileName(&f.validation), "validation", "what parley validate --format json printed (default that of the shipped posterior)")
}

// isResults says whether a report is of a folder.
func isResults(name string) bool {
	if _, shipped := scenarios.Source(name); shipped {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// reportScenario plays all parts and writes the page.
func (a *app) reportScenario(ctx context.Context, f *reportFlags, given *pflag.FlagSet, name string) error {
	if f.quick && !given.Changed("reps") {
		f.reps = quickReps
	}
	s, err := f.load(name)
	if err != nil {
		return err
	}
	t, err := f.prepare()
	if err != nil {
		return err
	}
	r := &reporter{app: a, f: f, scenario: s, in: &report.Input{Model: modelVersion, Argument: quoted(name),
		Overrides: strings.Join(f.overrides(), " "), Quick: f.quick, Changed: t.Changed(), Borrowed: t.Borrowed()}}
	if err := r.given(); err != nil {
		return err
	}
	if err := r.shipped(); err != nil {
		return fmt.Errorf("parley: %w", err)
	}
	if err := r.plan(); err != nil {
		return err
	}
	return a.writePage(f, name, func() (*document.Document, error) {
		if err := r.play(ctx); err != nil {
			return nil, err
		}
		return report.Scenario(r.in), nil
	})
}

// writePage writes a page and says so.
func (a *app) writePage(f *reportFlags, scenario string, make func() (*document.Document, error)) error {
	if err := f.write(scenario, make); err != nil {
		return err
	}
	a.wrote(f.out)
	if f.figures != "" {
		fmt.Fprintf(a.stderr, "Wrote the pictures to %s\n", f.figures)
	}
	return nil
}

// write makes the page and puts it, and its pictures, in place; whatever fails,
// nothing is half written.
func (f *reportFlags) write(scenario string, make func() (*document.Document, error)) error {
	if err := checkPage(f.out, scenario); err != nil {
		return err
	}
	if f.figures != "" {
		if err := newFolder(f.figures); err != nil {
			return badInputf("%s", strings.Replace(err.Error(), "--out", "--figures", 1))
		}
	}
	err := writeFile(f.out, func(w io.Writer) error {
		page, err := make()
		if err == nil {
			err = page.WriteHTML(w)
		}
		if err == nil && f.figures != "" {
			err = writeFigures(f.figures, page)
		}
		return err
	})
	if err != nil && f.figures != "" {
		_ = os.Remove(f.figures) // if it is still empty
	}
	return err
}

// pageHead is what a page of this command begins with.
const pageHead = "<!DOCTYPE html>"

// checkPage refuses to write over anything but an older page.
func checkPage(path, scenario string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil // writeFile says what is wrong, if anything
	}
	if info, err := os.Stat(scenario); err == nil {
		if here, err := os.Stat(path); err == nil && os.SameFile(info, here) {
			return badInputf("parley: --out = %s: this is the scenario itself: choose another name", path)
		}
	}
	if len(text) > 0 && !strings.HasPrefix(string(text), pageHead) {
		return badInputf("parley: --out = %s: exists and is not a page: choose another name", path)
	}
	return nil
}

// writeFigures writes each picture in its three forms.
func writeFigures(dir string, page *document.Document) error {
	for _, f := range figures.Of(page) {
		pixels, err := f.PNG()
		if err != nil {
			return fmt.Errorf("parley: %w", err)
		}
		for _, form := range []struct {
			ending string
			data   []byte
		}{{".svg", f.SVG()}, {".png", pixels}, {".csv", f.CSV()}} {
			if err := writeWhole(filepath.Join(dir, f.Name+form.ending), form.data); err != nil {
				return err
			}
		}
	}
	return nil
}

// againPage is the command that makes the page again.
func (f *reportFlags) againPage() string {
	words := []string{"--seed", fmt.Sprint(f.seed), "--reps", fmt.Sprint(f.reps)}
	if f.quick {
		words = append(words, "--quick")
	}
	for _, given := range [][2]string{{"--calibration", f.calibration}, {"--validation", f.validation}} {
		if given[1] != "" {
			words = append(words, given[0], quoted(given[1]))
		}
	}
	return again("report", f.scenario, &f.scenarioFlags, append(words, "--out", "report.html")...)
}
