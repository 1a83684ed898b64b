package fit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/docs"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/studies"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/lowo"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
)

const mostRecords = 100_000

type validateFlags struct {
	cli.ScenarioFlags
	posterior, posteriorUntil string
	parts                     []string
	wars                      bool
	points, placebos          int
	sizes                     validate.Sizes
	log                       logFlags
	given                     *pflag.FlagSet
	// used are the posteriors, once read.
	used []*posterior.Posterior
	// war and bound are the checksums of the two, once read.
	war, boundWar string
}

func Validate(a *cli.App) *cobra.Command {
	f := validateFlags{sizes: validate.Planned, points: lowo.PlannedPoints, placebos: lowo.PlannedPlacebos}
	c := cli.Command("validate", func(c *cobra.Command, args []string) error {
		if f.wars {
			return nil
		}
		return cli.OneScenario(c, args)
	}, func(c *cobra.Command, args []string) error {
		if f.wars {
			return validateWars(c.Context(), a, &f, args)
		}
		if err := f.refuse(); err != nil {
			return err
		}
		v, err := f.validation(args[0])
		if err != nil {
			return err
		}
		return runValidation(c.Context(), a, &f, v)
	})
	f.AddScenario(c, "format", "out", "record", "until", "summaries", "seed", "workers")
	flags := c.Flags()
	flags.Var(cli.FileName(&f.posterior), "posterior", "posterior of the whole record (default the shipped one)")
	flags.Var(cli.FileName(&f.posteriorUntil), "posterior-until", "posterior of the months before those held out (default the shipped one)")
	flags.Var(cli.List(&f.parts), "parts", "do only some, as `A,B`, of "+strings.Join(validate.PartNames, ", "))
	flags.Var(cli.Whole(&f.sizes.Histories, 100, cli.MostReps), "reps", "histories of each forecast")
	flags.Var(cli.Whole(&f.sizes.Nearest, 10, cli.MostReps), "nearest", "histories that a forecast keeps")
	flags.Var(cli.Whole(&f.sizes.Table, 100, cli.MostReps), "sbc-table", "histories of the table that simulated records are inferred from")
	flags.Var(cli.Whole(&f.sizes.Records, 20, mostRecords), "sbc-records", "simulated records")
	flags.Var(cli.Whole(&f.sizes.Draws, 9, mostRecords), "sbc-draws", "nearest histories that stand for a posterior")
	flags.BoolVar(&f.wars, "wars", false, "leave out each war in turn, fit to the others, and forecast it")
	flags.Var(cli.Whole(&f.points, 100, mostPoints), "points", "with --wars: points of the prior, each played in each war")
	flags.Var(cli.Whole(&f.placebos, 0, 10_000), "placebos", "with --wars: shuffles of the third parties between wars")
	flags.Var(cli.FileName(&f.log.file), "log", "add the evaluation to this log, if it is new (default only count what is logged in docs)")
	flags.StringVar(&f.log.why, "why", "", "with --log: why it is made, in a `SENTENCE`")
	flags.BoolVar(&f.log.inSample, "in-sample", false, "with --log: something was changed in the light of an earlier evaluation")
	f.given = flags
	if err := flags.MarkHidden("parameters"); err != nil { // the posteriors have flags of their own
		panic(err)
	}
	return c
}

// validation reads the war, its record, its posteriors and its rivals.
func (f *validateFlags) validation(name string) (*validate.Validation, error) {
	if f.Parameters != "" {
		return nil, cli.BadInputf("parley validate: --parameters = %s: posteriors are given by --posterior and --posterior-until", f.Parameters)
	}
	t, err := f.template(name, nil)
	if err != nil {
		return nil, err
	}
	s := t.Scenario()
	f.Scenario, f.war = name, t.Hash()
	if len(f.Summaries) == 0 {
		f.Summaries = s.Calibration.Summaries.V
	}
	v := &validate.Validation{Config: s.Config, Arm: s.Arm, Summaries: f.Summaries, Parts: f.parts, Seed: f.Seed, Workers: f.Workers, Sizes: f.sizes}
	if v.Record, err = record.Named(s, f.Record); err != nil {
		return nil, cli.Bad(err)
	}
	for _, read := range []func(*validate.Validation, *scenarios.Template) error{f.readSplit, f.readPosteriors, f.readBound, f.readRivals} {
		if err := read(v, t); err != nil {
			return nil, err
		}
	}
	if err := v.Check(); err != nil {
		return nil, cli.BadInputf("parley: validate %s: %w", name, err)
	}
	return v, nil
}

// template of a scenario with the overrides, and with a posterior if there is one.
func (f *validateFlags) template(name string, p *posterior.Posterior) (*scenarios.Template, error) {
	mode := sim.ParametersPrior
	if p != nil {
		mode = sim.ParametersPosterior
	}
	set := append(append([]string{}, f.Set...), "parameters.mode="+sim.ParameterModeNames[mode])
	t, err := scenarios.Prepare(name, scenarios.Options{Set: set, Without: f.Without, Posterior: p})
	return t, cli.Bad(err)
}

// readSplit finds the first month held out: after --until, or after the window of the
// posterior that is given.
func (f *validateFlags) readSplit(v *validate.Validation, _ *scenarios.Template) (err error) {
	flag, until := "--until", f.Until
	if until == "" && f.posteriorUntil != "" {
		p, err := readPosterior(f.posteriorUntil)
		if err != nil {
			return err
		}
		flag = "--posterior-until"
		_, until, _ = strings.Cut(p.Window, " to ")
	}
	if until == "" {
		v.Split = validate.SplitOf(v.Config.Months)
		return nil
	}
	v.Split, err = fittedMonths(v.Config, flag, until, v.Config.Months-1)
	return err
}

func readPosterior(file string) (*posterior.Posterior, error) {
	text, err := fault.ReadFile(file, fault.MostTable)
	if err != nil {
		return nil, cli.BadInputf("parley: %s: %w", file, err)
	}
	p, err := posterior.Read(file, text)
	return p, cli.Bad(err)
}

// readPosteriors of the whole record and of its first months, where anything is drawn
// from them: then both belong to what is evaluated, though a part alone uses one.
func (f *validateFlags) readPosteriors(v *validate.Validation, _ *scenarios.Template) (err error) {
	if !v.Does(validate.PartHindcast) && !v.Does(validate.PartPredictive) {
		return nil
	}
	early := v.Config.Start + sim.Month(v.Split-1)
	v.Until, err = f.sample(v, validate.PartHindcast, "--posterior-until", f.posteriorUntil, " --until "+early.String(), posterior.ShippedUntil(v.Config.Name, early), v.Split)
	if err == nil {
		v.Whole, err = f.sample(v, validate.PartPredictive, "--posterior", f.posterior, "", posterior.Shipped(v.Config.Name), v.Config.Months)
	}
	return err
}

// sample of the posterior of the first months, for a part: of the file that a flag names, or the shipped
// one; nil where there is none and nobody wants it. again has the flags of the calibration that makes one.
func (f *validateFlags) sample(v *validate.Validation, part, flag, file, again string, p *posterior.Posterior, months int) (*sim.ParameterSample, error) {
	from, fit := "the shipped posterior", calibrate.Fitting{Wars: []calibrate.War{{Config: v.Config, Record: v.Record, Months: months}}}
	if file != "" {
		var err error
		if p, err = readPosterior(file); err != nil {
			return nil, err
		}
		from = file
	}
	switch {
	case p == nil && !v.Does(part):
		return nil, nil
	case p == nil:
		return nil, cli.BadInputf("parley: validate %s: no posterior of %s is shipped: want %s FILE, which parley calibrate %s%s --out DIR makes",
			f.Scenario, fit.Wars[0].Window(), flag, cli.Quoted(f.Scenario), again)
	}
	if err := fit.Matches(p); err != nil {
		return nil, cli.BadInputf("parley: %s: %s: %w", flag, from, err)
	}
	fitted, err := f.template(f.Scenario, p)
	if err != nil {
		return nil, err
	}
	f.used = append(f.used, p)
	return fitted.Scenario().Config.Parameters.Sample, nil
}

// readBound war, shipped beside the scenario: the same but for further shocks in the months
// held out.
func (f *validateFlags) readBound(v *validate.Validation, _ *scenarios.Template) error {
	name := v.Config.Name + "-bound"
	if _, ok := scenarios.Source(name); !ok || f.Scenario != v.Config.Name {
		return nil
	}
	t, err := f.template(name, nil)
	if err != nil {
		return err
	}
	v.Bound, f.boundWar = t.Scenario().Config, t.Hash()
	return nil
}

func (f *validateFlags) readRivals(v *validate.Validation, t *scenarios.Template) error {
	if !v.Does(validate.PartRivals) {
		return nil
	}
	if v.Arm.Lead < 0 {
		return cli.NoLead(t.Scenario(), "validate", v.Config.Name)
	}
	for _, x := range validate.Structures(v.Config) {
		s, err := t.Build(x.Set)
		if err != nil {
			return cli.Bad(fmt.Errorf("rival %s: %w", x.Name, err))
		}
		v.Rivals = append(v.Rivals, validate.Rival{Structure: x, Config: s.Config, Arm: s.Arm})
	}
	return nil
}

// checksums of the posteriors that are used, "" if there are none, and of all that decides
// the scores beside model, plan, posteriors, seed and the code that scores: wars, record,
// what is fitted and held out, and how much is played.
func (f *validateFlags) checksums(v *validate.Validation) (posteriors, run string) {
	h := sha256.New()
	for _, p := range f.used {
		fmt.Fprint(h, p.Identity())
		posteriors = hex.EncodeToString(h.Sum(nil)[:4])
	}
	h.Reset()
	fmt.Fprintln(h, v.Config.Name, f.war, f.boundWar, v.Split, f.Summaries, f.parts, v.Sizes)
	record := *v.Record
	record.Name = ""
	_ = json.NewEncoder(h).Encode(record) // numbers, words and dates encode
	for _, family := range observe.Families {
		fmt.Fprintln(h, family.File, v.Record.Has(family.File))
	}
	return posteriors, hex.EncodeToString(h.Sum(nil)[:4])
}

func runValidation(ctx context.Context, a *cli.App, f *validateFlags, v *validate.Validation) error {
	log, bar, err := f.begin(a, v.Histories())
	if err != nil {
		return err
	}
	begun := ""
	v.Progress = func(part string, done, total int) {
		if part != begun {
			begun = part
			bar.Phase("part %s%s", part, words.If(done > 0, ", after "+words.Thousands(int64(done))+" histories", ""))
		}
		bar.Update(done, total)
	}
	r, err := v.Run(ctx)
	bar.Stop()
	if err != nil {
		return nothing(ctx, f.Out, err)
	}
	r.Format, r.Plan, r.Deviations = document.Format, docs.Plan(), f.deviations()
	r.Posterior, r.Run = f.checksums(v)
	enter := f.log.stand(log, r)
	return f.end(a, "validation", f.again(), r, studies.Validation(r), nil, enter)
}

// begin a test that stands in a log, and plays so many histories.
func (f *validateFlags) begin(a *cli.App, histories int) (log []entry, bar *cli.Progress, err error) {
	log, err = f.log.read()
	if err == nil && f.Out != "" {
		err = cli.NewFolder("--out", f.Out)
	}
	if err != nil {
		return nil, nil, err
	}
	return log, cli.NewProgress(a.Stderr, histories, 1), nil
}

// end writes a report and its picture, if it has one, and then enters it in the log.
func (f *validateFlags) end(a *cli.App, name, again string, report any, text string, picture *figures.Figure, enter func() error) error {
	if f.Out != "" {
		document, err := cli.Indented(report)
		if err != nil {
			return err
		}
		files := [][2]string{{name + ".txt", "Made by " + again + "\n\n" + text}, {name + ".json", document}}
		if picture != nil {
			pixels, err := picture.PNG()
			if err != nil {
				return err
			}
			files = append(files, [2]string{name + ".svg", string(picture.SVG())}, [2]string{name + ".png", string(pixels)}, [2]string{name + ".csv", string(picture.CSV())})
		}
		if err := cli.WriteFiles(f.Out, files...); err != nil {
			return err
		}
	}
	if err := enter(); err != nil {
		return err
	}
	return a.Print(f.Format, report, text+"\nAgain: "+again+"\n")
}

// again is the command line that gives the same report.
func (f *validateFlags) again() string {
	return cli.Again("validate", f.Scenario, &f.ScenarioFlags, append([]string{"--seed", fmt.Sprint(f.Seed)}, f.chosen()...)...)
}

// chosen is what was set otherwise than planned, as words of the command line.
func (f *validateFlags) chosen(but ...string) (words []string) {
	if n := f.sizes.Histories; n != validate.Planned.Histories {
		words = []string{"--reps", fmt.Sprint(n)}
	}
	return append(words, cli.Typed(f.given, append(but, "reps")...)...)
}

// deviations are the words of the command line that set something otherwise than
// planned, the seed apart. A war of one's own has a record and posteriors of its own.
func (f *validateFlags) deviations() []string {
	var own []string
	if _, shipped := scenarios.Source(f.Scenario); !shipped {
		own = []string{"record", "posterior", "posterior-until"}
	}
	return append(append([]string{}, f.chosen(own...)...), f.Overrides()...)
}

// nothing is written where a run ends with an error: its folder goes, if it is still empty.
func nothing(ctx context.Context, out string, err error) error {
	if out != "" {
		_ = os.Remove(out)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("parley: %w; nothing is written", cli.ErrInterrupted)
	}
	return err
}

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
	f.Parameters = "" // wars always begin from the prior
	typed := cli.Typed(f.given, "wars")
	f.Second = names[1:]
	again := cli.Again("validate", names[0], &f.ScenarioFlags, append([]string{"--wars", "--seed", fmt.Sprint(f.Seed)}, typed...)...)
	// A log has of it the Brier score at the longest horizon.
	entry := &validate.Report{Model: cli.ModelVersion, Plan: planOfWars, Run: run, Deviations: slices.Concat(args, typed, f.Overrides()), Seed: f.Seed}
	log, bar, err := f.begin(a, t.Played())
	if err != nil {
		return err
	}
	t.Progress = bar.Update
	r, err := t.Run(ctx)
	bar.Stop()
	if err != nil {
		return nothing(ctx, f.Out, err)
	}
	entry.Scenario, entry.Scores = strings.Join(r.Wars, " "), []validate.HindcastScore{{Score: validate.Score{Score: r.Scores[0].Brier[1].Value}}}
	enter := f.log.stand(log, entry)
	r.Format, r.Model, r.Run, r.InSample, r.Evaluations = document.Format, cli.ModelVersion, run, entry.InSample, entry.Evaluations
	return f.end(a, "wars", again, r, studies.Wars(r), studies.WarsFigure(r), enter)
}
