// Package fit has the commands about what is known of a war and of the parameters: record,
// calibrate, validate, and study over the prior.
package fit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/store"
	"parley/results/studies"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
)

// Files of a calibration.
const (
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
	cli.ScenarioFlags
	particles, budget int
	baseRate          float64
	weights           []string
	pool              []string
	resume            bool
	given             *pflag.FlagSet
	// places of what no flag gave, by the key of [calibration].
	places cli.Places
}

func Calibrate(a *cli.App) *cobra.Command {
	f := calibrateFlags{particles: plannedParticles, budget: plannedBudget, baseRate: calibrate.ShareSettled}
	c := cli.Command("calibrate", func(c *cobra.Command, args []string) error {
		switch {
		case len(f.pool) > 0 && len(args) > 0:
			return cli.BadInputf("parley calibrate: --pool joins fits that are made: want no scenario beside it")
		case len(f.pool) > 0 || len(args) > 1:
			return nil
		}
		return cli.OneScenario(c, args)
	}, func(c *cobra.Command, args []string) error {
		if f.Out == "" {
			return cli.BadInputf("parley calibrate: want --out DIR")
		}
		f.given = c.Flags()
		if len(f.pool) > 0 {
			return f.poolFits(a)
		}
		return runCalibration(c.Context(), a, &f, args)
	})
	f.AddScenario(c, "out", "record", "until", "summaries", "seed", "workers")
	flags := c.Flags()
	flags.Lookup("parameters").Usage = "`prior`, from which a calibration always begins"
	flags.BoolVar(&f.resume, "resume", false, "go on with the calibration in --out")
	flags.Var(cli.Whole(&f.particles, 50, 100_000), "particles", "particles of a generation")
	flags.Var(cli.Whole(&f.budget, 100, mostBudget), "budget", "histories of the first war to play at most")
	flags.StringArrayVar(&f.weights, "weight", nil, "`WAR=WEIGHT` of an outcome beside others, 1 without; repeatable")
	flags.Var(cli.List(&f.pool), "pool", "join fits in these folders, of the same wars with different --seed, into one posterior")
	flags.Var(cli.Fraction(&f.baseRate, 0, 1, "SHARE"), "base-rate", "share of wars settled within five years, for which outcomes are weighed; 0 weighs them alike")
	return c
}

// work is what a calibration keeps of itself while it runs.
type work struct {
	Command   string     `json:"command"`
	Model     string     `json:"model"`
	Hash      []string   `json:"hash"`
	Summaries []string   `json:"summaries"`
	State     *abc.State `json:"state"`
	// Checksum of all the others.
	Checksum string `json:"checksum"`
}

func runCalibration(ctx context.Context, a *cli.App, f *calibrateFlags, names []string) error {
	fit, identity, err := f.fitting(names)
	if err != nil {
		return err
	}
	if text := f.ended(fit, identity); text != "" {
		return a.Text(text)
	}
	from, err := f.begin(identity)
	if err != nil {
		return err
	}
	bar := cli.NewProgress(a.Stderr, fit.Budget, 1)
	told := 0
	fit.Progress = func(p abc.Progress) {
		if p.Weighed > 0 {
			bar.Update(p.Weighed, p.Particles)
			return
		}
		bar.Update(p.Simulations, p.Budget)
		for ; told < len(p.Whole); told++ {
			g := &p.Whole[told]
			bar.Phase("generation %d: tolerance %.3g, %.2f %% accepted, ESS %.0f", told, g.Tolerance, 100*g.Acceptance, g.ESS)
		}
	}
	fit.Checkpoint = func(s *abc.State) error { return f.save(identity, s) }
	state, report, err := calibrate.Fit(ctx, fit, from)
	if err == nil && len(fit.Wars) > 1 {
		bar.Phase("generation %d, weighed again by more histories of the other wars: ESS %.0f", len(report.Generations)-1, report.ESS)
	}
	bar.Stop()
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("parley: %w; the same command with --resume goes on", cli.ErrInterrupted)
	case errors.Is(err, abc.ErrTarget):
		return cli.BadInputf("parley: --resume: %s measures distances from the record otherwise than now: begin again", f.Out)
	case err != nil:
		return err
	}
	return writeCalibration(a, f, fit, identity, state, report)
}

// fitting reads the scenarios, their records and windows.
func (f *calibrateFlags) fitting(names []string) (*calibrate.Fitting, *work, error) {
	prior := sim.ParameterModeNames[sim.ParametersPrior]
	if f.Parameters != "" && f.Parameters != prior {
		return nil, nil, cli.BadInputf("parley calibrate: --parameters = %s: want prior, from which it begins", f.Parameters)
	}
	f.Parameters = prior
	o, err := f.Options()
	if err != nil {
		return nil, nil, err
	}
	if len(names) > 1 && f.given.Changed("until") {
		return nil, nil, cli.BadInputf("parley calibrate: --until is of one war: want it in [calibration] of each of several, or one scenario")
	}
	records, err := recordsOf(f.Record, names)
	if err != nil {
		return nil, nil, err
	}
	fit := &calibrate.Fitting{Seed: f.Seed, Budget: f.budget, Workers: f.Workers, Share: f.baseRate}
	w := &work{Model: cli.ModelVersion}
	for _, name := range names {
		war, hash, err := f.war(name, o, records, len(names) > 1)
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(fit.Wars, func(x calibrate.War) bool { return x.Config.Name == war.Config.Name }) {
			return nil, nil, cli.BadInputf("parley calibrate: %s: named twice", war.Config.Name)
		}
		fit.Wars, w.Hash, w.Summaries = append(fit.Wars, *war), append(w.Hash, hash), append(w.Summaries, war.Names()...)
	}
	if err := f.weigh(fit.Wars); err != nil {
		return nil, nil, err
	}
	fit.Particles = f.particles
	words := []string{"--seed", fmt.Sprint(f.Seed), "--particles", fmt.Sprint(f.particles), "--budget", fmt.Sprint(f.budget)}
	if f.Until != "" {
		words = append(words, "--until", f.Until)
	}
	words = append(words, cli.Typed(f.given, "particles", "budget", "until")...)
	f.Second = names[1:]
	w.Command = cli.Again("calibrate", names[0], &f.ScenarioFlags, append(words, "--out", "DIR")...)
	return fit, w, f.check(fit, strings.Join(names, " "))
}

// recordsOf are the folders that --record gives, by scenario: DIR of one, WAR=DIR,... of several.
func recordsOf(given string, names []string) (map[string]string, error) {
	if given == "" || len(names) == 1 {
		return map[string]string{names[0]: given}, nil
	}
	dirs := map[string]string{}
	for part := range strings.SplitSeq(given, ",") {
		name, dir, ok := strings.Cut(part, "=")
		if !ok || dir == "" || !slices.Contains(names, name) {
			return nil, cli.BadInputf("parley: --record = %s: of several wars want WAR=DIR, with WAR one of %s%s", cli.Given(part), strings.Join(names, ", "), fault.DidYouMean(name, names))
		}
		dirs[name] = dir
	}
	return dirs, nil
}

// war reads one; of one of several the command line says less.
func (f *calibrateFlags) war(name string, o scenarios.Options, records map[string]string, several bool) (*calibrate.War, string, error) {
	t, err := scenarios.Prepare(name, o)
	if err != nil {
		return nil, "", cli.Bad(err)
	}
	s := t.Scenario()
	if several {
		f.Until = ""
	}
	// What no flag says is of [calibration].
	c := &s.Calibration
	f.places = cli.Places{}
	if !f.given.Changed("summaries") {
		f.Summaries, f.places["summaries"] = c.Summaries.V, c.Summaries.Place()
	}
	if !f.given.Changed("particles") && c.Particles.Set {
		f.particles = c.Particles.V
	}
	if !f.given.Changed("until") && c.Until.Set {
		f.Until = c.Until.V.String()
	}
	record, err := record.Named(s, records[name])
	if err != nil {
		return nil, "", cli.Bad(err)
	}
	months, err := fittedMonths(s.Config, "--until", f.Until, s.Config.Months)
	if err != nil {
		return nil, "", err
	}
	return &calibrate.War{Config: s.Config, Arm: s.Arm, Record: record, Months: months, Summaries: f.Summaries}, t.Hash(), nil
}

// weigh the outcomes of the wars, of all but the first, as --weight says.
func (f *calibrateFlags) weigh(wars []calibrate.War) error {
	names := form.Collect(wars[1:], func(w calibrate.War) string { return w.Config.Name })
	for _, text := range f.weights {
		name, value, ok := strings.Cut(text, "=")
		weight, err := strconv.ParseFloat(value, 64)
		at := slices.Index(names, name)
		switch {
		case len(names) == 0:
			return cli.BadInputf("parley: --weight = %s: a weight is of one outcome beside others: want several wars", text)
		case name == wars[0].Config.Name:
			return cli.BadInputf("parley: --weight = %s: the first war is fitted to its whole record and not to its outcome: want one of %s", text, strings.Join(names, ", "))
		case !ok || err != nil || !(weight > 0 && weight <= 1000):
			return cli.BadInputf("parley: --weight = %s: want a war and a number above 0 and up to 1000, as %s=2", cli.Given(text), names[0])
		case at < 0:
			return cli.BadInputf("parley: --weight = %s: want one of %s%s", text, strings.Join(names, ", "), fault.DidYouMean(name, names))
		}
		wars[1+at].Weight = weight
	}
	return nil
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
	return 0, cli.BadInputf("parley: %s: fitted until %s: want a month from %s to %s", flag, until, c.Start, c.Start+sim.Month(most-1))
}

// check names the place of summaries that are none, and a base rate that would weigh nothing.
func (f *calibrateFlags) check(fit *calibrate.Fitting, name string) error {
	if len(f.Summaries) == 0 && f.places["summaries"] != "" || slices.Contains(f.Summaries, "") {
		return cli.BadInputf("%s: want one or more; parley record lists them", f.places.Of("summaries"))
	}
	chosen, err := fit.Choose()
	var summary *calibrate.SummaryError
	switch {
	case err == nil && f.given.Changed("base-rate") && !calibrate.Mixed(chosen):
		return cli.BadInputf("parley calibrate: --base-rate weighs outcomes of wars settled within five years against those of others: want, beside the first war, one or more of each")
	case err == nil:
		return nil
	case errors.As(err, &summary) && len(f.Summaries) > 0: // without, none are named that could be wrong
		return cli.BadInputf("%s: %w", f.places.Of("summaries"), err)
	}
	return cli.BadInputf("parley: calibrate %s: %w", name, err)
}

// ended is what this calibration wrote, with --resume and where it has ended; else "".
func (f *calibrateFlags) ended(fit *calibrate.Fitting, now *work) string {
	text, err := fault.ReadFile(filepath.Join(f.Out, calibrationText), fault.MostTable)
	if !f.resume || err != nil || !strings.HasPrefix(string(text), now.madeBy()) {
		return ""
	}
	p, err := readPosterior(filepath.Join(f.Out, cli.PosteriorFile))
	if err != nil || p.Model != now.Model || p.Hash != strings.Join(now.Hash, posterior.Between) || fit.Matches(p) != nil {
		return ""
	}
	return string(text)
}

func (w *work) madeBy() string { return "Made by " + w.Command + "\n\n" }

// begin takes a new folder, or with --resume one with this calibration's state.
func (f *calibrateFlags) begin(now *work) (*abc.State, error) {
	state := filepath.Join(f.Out, calibrationWork)
	if !f.resume {
		err := cli.NewFolder("--out", f.Out)
		if _, none := os.Stat(state); err != nil && none == nil {
			err = cli.BadInputf("%w; --resume goes on with the calibration in it", err)
		}
		return nil, err
	}
	var before work
	text, err := fault.ReadFile(state, fault.MostMade)
	if err == nil {
		err = json.Unmarshal(text, &before)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, cli.BadInputf("parley: --resume: %s has no calibration that is going on", f.Out)
	case err != nil:
		return nil, cli.BadInputf("parley: --resume: %s in %s is damaged: %w", calibrationWork, f.Out, err)
	case before.Checksum != before.sum():
		return nil, cli.BadInputf("parley: --resume: %s in %s is damaged: it does not agree with its own checksum; want a new folder, and to begin again", calibrationWork, f.Out)
	case before.Command != now.Command:
		return nil, cli.BadInputf("parley: --resume: %s is of another calibration: %s", f.Out, before.Command)
	case before.Model != now.Model || !slices.Equal(before.Hash, now.Hash) || !slices.Equal(before.Summaries, now.Summaries):
		return nil, cli.BadInputf("parley: --resume: %s is of another version of the scenario or of the model", f.Out)
	}
	return before.State, nil
}

func (w work) sum() string {
	w.Checksum = ""
	return store.Checksum(&w)
}

func (f *calibrateFlags) save(w *work, s *abc.State) error {
	w.State = s
	w.Checksum = w.sum()
	text, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return cli.WriteWhole(filepath.Join(f.Out, calibrationWork), text)
}

// writeCalibration writes the results and then forgets the state behind them.
func writeCalibration(a *cli.App, f *calibrateFlags, fit *calibrate.Fitting, w *work, s *abc.State, r *calibrate.Report) error {
	p, err := fit.Posterior(s)
	if err != nil {
		return err
	}
	p.Hash = strings.Join(w.Hash, posterior.Between)
	text := w.madeBy() + studies.Calibration(r)
	if err := writeFit(f.Out, p, r, text); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(f.Out, calibrationWork)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return a.Text(text)
}

func writeFit(dir string, p *posterior.Posterior, report any, text string) error {
	document, err := cli.Indented(report)
	if err != nil {
		return err
	}
	return cli.WriteFiles(dir, [2]string{cli.PosteriorFile, p.CSV()}, [2]string{calibrationJSON, document}, [2]string{calibrationText, text})
}

// ofFit are the flags of a fit, which one that is pooled from others has from them.
var ofFit = []string{"until", "summaries", "record", "set", "without", "parameters", "seed", "workers", "particles", "budget", "base-rate", "weight", "resume"}

// poolFits joins the results of calibrations into one.
func (f *calibrateFlags) poolFits(a *cli.App) error {
	out, dirs := f.Out, f.pool
	if i := slices.IndexFunc(ofFit, f.given.Changed); i >= 0 {
		return cli.BadInputf("parley calibrate: --%s is of a fit, not of --pool, which joins fits that are made", ofFit[i])
	}
	if len(dirs) < 2 {
		return cli.BadInputf("parley calibrate: --pool = %s: want two folders or more", strings.Join(dirs, ","))
	}
	var reports []*calibrate.Report
	var samples []*posterior.Posterior
	for _, dir := range dirs {
		path := filepath.Join(dir, calibrationJSON)
		text, err := fault.ReadFile(path, fault.MostTable)
		if err != nil {
			return cli.BadInputf("parley: --pool: %s: %w; want the folder of a calibration that has ended", path, err)
		}
		var r calibrate.Report
		if err := json.Unmarshal(text, &r); err != nil {
			return cli.BadInputf("parley: --pool: %s in %s is damaged: %w", calibrationJSON, dir, err)
		}
		p, err := readPosterior(filepath.Join(dir, cli.PosteriorFile))
		if err != nil {
			return err
		}
		reports, samples = append(reports, &r), append(samples, p)
	}
	sample, pool, err := calibrate.PoolFits(reports, samples)
	if err != nil {
		return cli.BadInputf("parley: --pool: %w", err)
	}
	if err := cli.NewFolder("--out", out); err != nil {
		return err
	}
	shown := "Made by parley calibrate --pool " + strings.Join(dirs, ",") + " --out " + out + "\n\n" + studies.Pool(pool)
	if err := writeFit(out, sample, pool, shown); err != nil {
		return err
	}
	return a.Text(shown)
}
