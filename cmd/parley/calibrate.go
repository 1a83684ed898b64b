package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/abc"
	"parley/results/calibrate"
	"parley/results/store"
	"parley/scenarios"
	"parley/scenarios/form"
	"parley/sim"
)

// Files of a calibration.
const (
	posteriorTable  = "posterior.parquet"
	calibrationJSON = "calibration.json"
	calibrationText = "calibration.txt"
	calibrationWork = "state.json"
)

const (
	plannedParticles = 1000
	plannedBudget    = 500_000
	mostBudget       = 1_000_000_000
)

type calibrateFlags struct {
	scenarioFlags
	particles, budget int
	resume            bool
	given             *pflag.FlagSet
	// places of what no flag gave, by the key of [calibration].
	places places
}

func (a *app) calibrateCommand() *cobra.Command {
	f := calibrateFlags{particles: plannedParticles, budget: plannedBudget}
	c := &cobra.Command{
		Use:   "calibrate SCENARIO",
		Short: "Fit the global parameters to the record of a war",
		Long: "calibrate plays histories with parameters from their priors and keeps those that the record could not tell from what\n" +
			"happened, nearer and nearer (approximate Bayesian computation). It writes " + posteriorFile + ", the same as " + posteriorTable + ",\n" +
			calibrationJSON + " and " + calibrationText + ".\n" +
			"--resume goes on after a kill and ends the same. " + scenarioHelp,
		Example: "  parley calibrate tajikistan --out fit\n  parley calibrate tajikistan --until 1995-12 --out fit-1995\n" +
			"  parley run tajikistan --parameters fit/posterior.csv",
		Args: oneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			if f.out == "" {
				return badInputf("parley calibrate: want --out DIR")
			}
			f.given = c.Flags()
			return a.runCalibration(c.Context(), &f, args[0])
		},
	}
	f.addScenario(c, "out", "record", "until", "summaries", "seed", "workers")
	flags := c.Flags()
	flags.Lookup("parameters").Usage = "`prior`, from which a calibration always begins"
	flags.BoolVar(&f.resume, "resume", false, "go on with the calibration in --out")
	flags.Var(whole(&f.particles, 50, 100_000), "particles", "particles of a generation")
	flags.Var(whole(&f.budget, 100, mostBudget), "budget", "histories to play at most")
	return c
}

// work is what a calibration keeps of itself while it runs.
type work struct {
	Command   string     `json:"command"`
	Model     string     `json:"model"`
	Hash      string     `json:"hash"`
	Summaries []string   `json:"summaries"`
	State     *abc.State `json:"state"`
}

func (a *app) runCalibration(ctx context.Context, f *calibrateFlags, name string) error {
	fit, identity, err := f.fitting(name)
	if err != nil {
		return err
	}
	from, err := f.begin(identity)
	if err != nil {
		return err
	}
	bar := newProgress(a.stderr, fit.Budget, 1)
	told := 0
	fit.Progress = func(p abc.Progress) {
		bar.update(p.Simulations, p.Budget)
		for ; told < len(p.Whole); told++ {
			g := &p.Whole[told]
			bar.phase("generation %d: tolerance %.3g, %.2f %% accepted, ESS %.0f", told, g.Tolerance, 100*g.Acceptance, g.ESS)
		}
	}
	fit.Checkpoint = func(s *abc.State) error { return f.save(identity, s) }
	state, report, err := calibrate.Fit(ctx, fit, from)
	bar.stop()
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("parley: %w; the same command with --resume goes on", errInterrupted)
	case errors.Is(err, abc.ErrTarget):
		return badInputf("parley: --resume: %s measures distances from the record otherwise than now: begin again", f.out)
	case errors.Is(err, abc.ErrState):
		return badInputf("parley: --resume: %s in %s is damaged", calibrationWork, f.out)
	case err != nil:
		return err
	}
	return a.writeCalibration(f, fit, identity, state, report)
}

// fitting reads the scenario, its record and the window.
func (f *calibrateFlags) fitting(name string) (*calibrate.Fitting, *work, error) {
	prior := sim.ParameterModeNames[sim.ParametersPrior]
	if f.parameters != "" && f.parameters != prior {
		return nil, nil, badInputf("parley calibrate: --parameters = %s: want prior, from which it begins", f.parameters)
	}
	f.parameters = prior
	o, err := f.options()
	if err != nil {
		return nil, nil, err
	}
	t, err := scenarios.Prepare(name, o)
	if err != nil {
		return nil, nil, bad(err)
	}
	f.scenario = name
	s := t.Scenario()
	f.fill(&s.Calibration)
	record, err := readRecord(s, f.record)
	if err != nil {
		return nil, nil, bad(err)
	}
	months, err := fittedMonths(s.Config, "--until", f.until, s.Config.Months)
	if err != nil {
		return nil, nil, err
	}
	fit := &calibrate.Fitting{
		Config: s.Config, Arm: s.Arm, Record: record, Months: months, Seed: f.seed, Summaries: f.summaries,
		Particles: f.particles, Budget: f.budget, Workers: f.workers,
	}
	if err := f.check(fit, name); err != nil {
		return nil, nil, err
	}
	return fit, &work{Command: f.command(), Model: modelVersion, Hash: t.Hash(), Summaries: fit.Names()}, nil
}

// fill takes from [calibration] what no flag says.
func (f *calibrateFlags) fill(c *form.Calibration) {
	f.places = places{}
	if !f.given.Changed("summaries") {
		f.summaries, f.places["summaries"] = c.Summaries, c.At("summaries")
	}
	if !f.given.Changed("particles") && c.Particles > 0 {
		f.particles = c.Particles
	}
	if !f.given.Changed("until") && c.UntilSet {
		f.until = c.Until.String()
	}
}

// fittedMonths are those until one, among the first most; without it all of these.
func fittedMonths(c *sim.Config, flag, until string, most int) (int, error) {
	if until == "" {
		return most, nil
	}
	m, err := sim.ParseMonth(until)
	if n := int(m-c.Start) + 1; err == nil && n >= 1 && n <= most {
		return n, nil
	}
	return 0, badInputf("parley: %s: fitted until %s: want a month from %s to %s", flag, until, c.Start, c.Start+sim.Month(most-1))
}

// check names the place of summaries that are none.
func (f *calibrateFlags) check(fit *calibrate.Fitting, name string) error {
	if len(f.summaries) == 0 && f.places["summaries"] != "" || slices.Contains(f.summaries, "") {
		return badInputf("%s: want one or more; parley record lists them", f.places.of("summaries"))
	}
	err := fit.Check()
	var summary *calibrate.SummaryError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &summary):
		return badInputf("%s: %w", f.places.of("summaries"), err)
	}
	return badInputf("parley: calibrate %s: %w", name, err)
}

func (f *calibrateFlags) command() string {
	words := []string{"--seed", fmt.Sprint(f.seed), "--particles", fmt.Sprint(f.particles), "--budget", fmt.Sprint(f.budget)}
	if f.until != "" {
		words = append(words, "--until", f.until)
	}
	words = append(words, typed(f.given, "particles", "budget", "until")...)
	return again("calibrate", f.scenario, &f.scenarioFlags, append(words, "--out", "DIR")...)
}

// begin takes a new folder, or with --resume one with this calibration's state.
func (f *calibrateFlags) begin(now *work) (*abc.State, error) {
	if !f.resume {
		return nil, newFolder(f.out)
	}
	text, err := os.ReadFile(filepath.Join(f.out, calibrationWork))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, badInputf("parley: --resume: %s has no calibration that is going on", f.out)
	}
	if err != nil {
		return nil, badInputf("parley: --resume: %w", err)
	}
	var before work
	if err := json.Unmarshal(text, &before); err != nil {
		return nil, badInputf("parley: --resume: %s in %s is damaged: %w", calibrationWork, f.out, err)
	}
	switch {
	case before.Command != now.Command:
		return nil, badInputf("parley: --resume: %s is of another calibration: %s", f.out, before.Command)
	case before.Model != now.Model || before.Hash != now.Hash || !slices.Equal(before.Summaries, now.Summaries):
		return nil, badInputf("parley: --resume: %s is of another version of the scenario or of the model", f.out)
	}
	return before.State, nil
}

func (f *calibrateFlags) save(w *work, s *abc.State) error {
	w.State = s
	text, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(f.out, calibrationWork), text)
}

// writeCalibration writes the results and then forgets the state behind them.
func (a *app) writeCalibration(f *calibrateFlags, fit *calibrate.Fitting, w *work, s *abc.State, r *calibrate.Report) error {
	p, err := fit.Posterior(s)
	if err != nil {
		return err
	}
	p.Hash = w.Hash
	var sample, table bytes.Buffer
	metadata := map[string]string{}
	for _, h := range p.TableHeads() {
		metadata[h[0]] = h[1]
	}
	document, err := indented(r)
	if err := errors.Join(err, p.WriteCSV(&sample), store.WriteNumbers(&table, p.Header(), metadata, p.Table())); err != nil {
		return err
	}
	text := "Made by " + w.Command + "\n\n" + calibrate.Text(r)
	err = writeFiles(f.out, [2]string{posteriorFile, sample.String()}, [2]string{posteriorTable, table.String()},
		[2]string{calibrationJSON, document}, [2]string{calibrationText, text})
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(f.out, calibrationWork)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return a.text(text)
}
