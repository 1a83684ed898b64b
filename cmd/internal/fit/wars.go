package fit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/studies"
	"parley/scenarios/form"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/lowo"
	"parley/sim/infer/validate"
)

const mostPoints = 1_000_000

// ofOneWar are flags of a validation of one war, ofWars those of several.
var (
	ofOneWar = []string{"until", "summaries", "parameters", "posterior", "posterior-until", "parts", "reps", "nearest", "sbc-table", "sbc-records", "sbc-draws"}
	ofWars   = []string{"points", "placebos"}
)

// refuse flags of the other kind of validation.
func (f *validateFlags) refuse() error {
	flags, of := ofWars, "wants --wars"
	if f.wars {
		flags, of = ofOneWar, "is of one war, not of --wars"
	}
	for _, name := range flags {
		if f.given.Changed(name) {
			return cli.BadInputf("parley validate: --%s %s", name, of)
		}
	}
	return f.log.check(f.parts)
}

// test reads the wars, all that have a record if none is named; the checksum is of all that
// decides its scores beside model, seed and code.
func (f *validateFlags) test(names []string) (t *lowo.Test, run string, err error) {
	f.Parameters = sim.ParameterModeNames[sim.ParametersPrior]
	o, err := f.Options()
	if err != nil {
		return nil, "", err
	}
	o.Set = slices.Concat([]string{fmt.Sprint("months=", lowo.Horizon), fmt.Sprint("implementation=", lowo.Horizon)}, o.Set)
	t = &lowo.Test{Points: f.points, Histories: lowo.PlannedHistories, Placebos: f.placebos, Seed: f.Seed, Workers: f.Workers}
	records, err := recordsOf(f.Record, names)
	if err != nil {
		return nil, "", err
	}
	reader, sum := calibrateFlags{given: f.given}, sha256.New()
	for _, name := range names {
		war, hash, err := reader.war(name, o, records, true)
		if err != nil {
			return nil, "", err
		}
		war.Months = lowo.Horizon
		t.Wars = append(t.Wars, *war)
		fmt.Fprintln(sum, war.Config.Name, hash, war.Record.Checksum, war.Summaries)
	}
	fmt.Fprintln(sum, t.Points, t.Histories, t.Placebos)
	if err := t.Check(); err != nil {
		return nil, "", cli.BadInputf("parley: validate --wars: %w", err)
	}
	return t, hex.EncodeToString(sum.Sum(nil)[:4]), nil
}

func validateWars(ctx context.Context, a *cli.App, f *validateFlags, args []string) error {
	if err := f.refuse(); err != nil {
		return err
	}
	names := args
	if len(names) == 0 {
		names = record.Wars()
	}
	t, run, err := f.test(names)
	if err != nil {
		return err
	}
	log, err := f.log.read()
	if err == nil && f.Out != "" {
		err = cli.NewFolder(f.Out)
	}
	if err != nil {
		return err
	}
	bar := cli.NewProgress(a.Stderr, t.Played(), 1)
	t.Progress = bar.Update
	r, err := t.Run(ctx)
	bar.Stop()
	if err != nil {
		return nothing(ctx, f.Out, err)
	}
	f.Parameters = "" // wars always begin from the prior
	typed := cli.Typed(f.given, "wars")
	again := cli.Again("validate", names[0], &f.ScenarioFlags,
		slices.Concat(form.Collect(names[1:], cli.Quoted), []string{"--wars", "--seed", fmt.Sprint(f.Seed)}, typed)...)
	// A log has of it the Brier score at the longest horizon.
	entry := &validate.Report{Model: cli.ModelVersion, Plan: planOfWars, Run: run, Deviations: slices.Concat(args, typed, f.Overrides()), Seed: f.Seed,
		Scores: []validate.HindcastScore{{Score: validate.Score{Score: r.Scores[0].Brier[1].Value}}}}
	f.log.stand(log, entry)
	r.Format, r.Model, r.Run, r.InSample, r.Evaluations = document.Format, cli.ModelVersion, run, entry.InSample, entry.Evaluations
	text := studies.Wars(r)
	if f.Out != "" {
		if err := writeWars(f.Out, r, "Made by "+again+"\n\n"+text); err != nil {
			return err
		}
	}
	if err := f.log.enter(log, entry); err != nil {
		return err
	}
	if f.Format == cli.FormatJSON {
		return a.JSON(r)
	}
	return a.Text(text + "\nAgain: " + again + "\n")
}

func writeWars(dir string, r *lowo.Report, text string) error {
	picture := studies.WarsFigure(r)
	pixels, err := picture.PNG()
	if err != nil {
		return err
	}
	document, err := cli.Indented(r)
	if err != nil {
		return err
	}
	return cli.WriteFiles(dir, [2]string{"wars.txt", text}, [2]string{"wars.json", document},
		[2]string{"wars.svg", string(picture.SVG())}, [2]string{"wars.png", string(pixels)}, [2]string{"wars.csv", string(picture.CSV())})
}
