package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/experiment"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/sim"
)

const (
	defaultReps  = 10_000
	MostReps     = 100_000_000
	mostWorkers  = 256
	finestHalf   = 0.0001
	coarsestHalf = 0.5
	DefaultSeed  = 1
	FormatText   = "text"
	FormatJSON   = "json"
	// PosteriorFile of a calibration.
	PosteriorFile = "posterior.csv"
)

// ScenarioFlags are what several commands have; not each has all of them.
type ScenarioFlags struct {
	Set, Without []string
	// Parameters is a mode, or the file of a posterior; "" as the scenario says.
	Parameters, Format string
	Out, Record, Until string
	Summaries          []string
	Seed               int64
	Reps, Workers      int

	Scenario string // the argument, once loaded
	Template *scenarios.Template
	Second   []string // further arguments
	stderr   io.Writer
}

// Add gives a command some of the shared flags, with their defaults.
func (f *ScenarioFlags) Add(c *cobra.Command, names ...string) {
	f.Format, f.Seed, f.Workers, f.stderr = FormatText, DefaultSeed, min(runtime.GOMAXPROCS(0), mostWorkers), c.ErrOrStderr()
	f.Reps = cmp.Or(f.Reps, defaultReps)
	var all pflag.FlagSet
	all.StringArrayVar(&f.Set, "set", nil, "set `path=value` in the scenario (repeatable; parley list keys)")
	all.StringArrayVar(&f.Without, "without", nil, "leave out a mediator, issue, shock, ... by `ID` (repeatable)")
	all.StringVar(&f.Parameters, "parameters", "",
		"take the parameters from prior, point, posterior, or a posterior's `FILE` (default the posterior, where one is shipped)")
	all.Var(Choice(&f.Format, FormatText, FormatJSON), "format", "text, or one JSON document")
	all.Var(Whole(&f.Seed, 0, math.MaxInt64), "seed", "root of all random streams")
	all.Var(Whole(&f.Reps, 1, MostReps), "reps", "histories of each arm")
	all.Var(Whole(&f.Workers, 1, mostWorkers), "workers", "histories played at once; never changes a result")
	all.StringVar(&f.Out, "out", "", "`DIR` of the results, new or empty")
	all.StringVar(&f.Record, "record", "", "`DIR` of the war's record (default the shipped one); of several wars WAR=DIR, with commas between")
	all.StringVar(&f.Until, "until", "", "last `MONTH` that is fitted, as 1995-12")
	all.Var(List(&f.Summaries), "summaries", "what is fitted, as `A,B`: summaries, families or groups (parley record; default as [calibration] says)")
	for _, name := range names {
		c.Flags().AddFlag(all.Lookup(name))
	}
}

// AddScenario gives a command the flags that change a scenario.
func (f *ScenarioFlags) AddScenario(c *cobra.Command, more ...string) {
	f.Add(c, append(more, "set", "without", "parameters")...)
}

// FlagError says which flag, what was given, and what is allowed.
func FlagError(c *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &invalid):
		given, name := invalid.GetValue(), (*wrongName)(nil)
		if errors.As(err, &name) {
			given = name.name
		}
		return BadInputf("parley: --%s = %s: %w", invalid.GetFlag().Name, Given(given), errors.Unwrap(invalid))
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &missing):
		return BadInputf("parley: --%s: want a value", missing.GetSpecifiedName())
	}
	return Bad(fmt.Errorf("parley: %w", err))
}

// Given is a value as a message shows it.
func Given(value string) string {
	if value == "" {
		return `""`
	}
	return value
}

// unknownFlag names the nearest one, for one dash in place of two too.
func unknownFlag(c *cobra.Command, e *pflag.NotExistError) error {
	name, dashes := e.GetSpecifiedName(), "--"
	if short, _, _ := strings.Cut(e.GetSpecifiedShortnames(), "="); short != "" {
		name, dashes = short, "-"
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	meant := ""
	if near := fault.Nearest(name, names); near != "" {
		meant = "; did you mean --" + near + "?"
	}
	return BadInputf("%s: unknown flag %s%s%s; %s --help lists them", c.CommandPath(), dashes, name, meant, c.CommandPath())
}

// Arguments are so many, or other bad input.
func Arguments(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if n := len(args); n < least || n > most {
			return BadInputf("parley %s: want %s, got %s", c.Name(), what, words.Count(n, "argument", "arguments"))
		}
		return nil
	}
}

// One wants exactly one argument.
func One(what string) cobra.PositionalArgs { return Arguments(1, 1, what) }

var (
	OneScenario = One("one scenario, a file or a shipped one (parley list scenarios)")
	OneFolder   = One("the folder of one result set")
	NoArguments = Arguments(0, 0, "no arguments")
)

// Load the scenario that a command is about.
func (f *ScenarioFlags) Load(nameOrPath string) (*scenarios.Scenario, error) {
	if _, ok := scenarios.Source(nameOrPath); ok {
		for _, file := range []string{nameOrPath, nameOrPath + ".toml"} {
			if IsFile(file) {
				fmt.Fprintf(f.stderr, "parley: reading the shipped scenario %s; for the file write .%c%s\n", nameOrPath, filepath.Separator, file)
			}
		}
	}
	if err := f.Prepare(nameOrPath); err != nil {
		return nil, err
	}
	return f.Template.Scenario(), nil
}

// Prepare a scenario that is built more than once.
func (f *ScenarioFlags) Prepare(nameOrPath string) error {
	o, err := f.Options()
	if err != nil {
		return err
	}
	f.Scenario = nameOrPath
	f.Template, err = scenarios.Prepare(nameOrPath, o)
	return Bad(err)
}

// Options are what the flags say about a scenario.
func (f *ScenarioFlags) Options() (scenarios.Options, error) {
	o := scenarios.Options{Set: f.Set, Without: f.Without}
	mode := f.Parameters
	if mode == "" {
		return o, nil
	}
	if !slices.Contains(sim.ParameterModeNames, mode) {
		if inside := filepath.Join(mode, PosteriorFile); IsFile(inside) {
			return o, BadInputf("parley: --parameters = %s: that is a folder; did you mean %s?", mode, inside)
		}
		text, err := fault.ReadFile(mode, fault.MostTable)
		if err != nil {
			return o, BadInputf("parley: --parameters = %s: want %s, or the file of a posterior: %w%s", mode, strings.Join(sim.ParameterModeNames, ", "), err,
				fault.DidYouMean(mode, sim.ParameterModeNames))
		}
		if o.Posterior, err = posterior.Read(mode, text); err != nil {
			return o, Bad(err)
		}
		mode = sim.ParameterModeNames[sim.ParametersPosterior]
	}
	o.Set = append(slices.Clone(o.Set), "parameters.mode="+mode)
	return o, nil
}

func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// NoLead refuses a regime that needs a lead.
func NoLead(s *scenarios.Scenario, flag, value string) error {
	if value != "" {
		flag += " = " + value
	}
	return BadInputf("parley: %s: %s; name %s with --set coordination.lead=ID", flag, cmp.Or(s.LeadGone, "the scenario has no lead"),
		words.If(s.LeadGone == "", "one", "another"))
}

// SweepFlags say how much to play.
type SweepFlags struct {
	ScenarioFlags
	Decompose int // side of the crossed set
	Histories string
	Precision float64
	More      []string // further flags, for its rerun
}

func (f *SweepFlags) Add(c *cobra.Command) {
	f.AddScenario(c, "format", "seed", "reps", "workers")
	f.Decompose = SideByHistories
	flags := c.Flags()
	flags.Var(side(&f.Decompose), "decompose", fmt.Sprintf("variance decomposition from `N` draws of parameters, codings and structure, all combined; "+
		"0: none (default the cube root of the histories, at most %d)", experiment.DefaultSide))
	flags.Var(FileName(&f.Histories), "histories", "write one CSV row for each history and arm to `FILE` (parley list columns)")
	flags.Var(Fraction(&f.Precision, finestHalf, coarsestHalf, "H"), "precision",
		"double the histories, from --reps on, until the intervals of the answer are within ±H, as 0.01")
}

// Again is the command line that gives the same result.
func Again(command, scenario string, f *ScenarioFlags, more ...string) string {
	words := append([]string{"parley", command, Quoted(scenario)}, form.Collect(f.Second, Quoted)...)
	words = append(append(words, more...), f.Overrides()...)
	if f.Parameters != "" {
		words = append(words, "--parameters", Quoted(f.Parameters))
	}
	return strings.Join(words, " ")
}

func (f *SweepFlags) Again(command string) string {
	words := []string{"--seed", fmt.Sprint(f.Seed), "--reps", fmt.Sprint(f.Reps)}
	if f.Precision > 0 {
		words = append(words, "--precision", strconv.FormatFloat(f.Precision, 'g', -1, 64))
	}
	return Again(command, f.Scenario, &f.ScenarioFlags, append(words, f.More...)...)
}

// Overrides are the words that change the scenario.
func (f *ScenarioFlags) Overrides() []string {
	return append(repeated("--set", f.Set), repeated("--without", f.Without)...)
}

// repeated is a flag with each of its values.
func repeated(flag string, values []string) (words []string) {
	for _, v := range values {
		words = append(words, flag, Quoted(v))
	}
	return words
}

// notAgain are flags that change no result, and those that again places itself.
var notAgain = []string{"set", "without", "parameters", "format", "seed", "workers", "out", "figures", "resume", "dry-run",
	"shard", "log", "why", "in-sample", "tasks"}

// Typed are the flags that were given, but some, as words of a command line.
func Typed(flags *pflag.FlagSet, but ...string) (words []string) {
	flags.Visit(func(f *pflag.Flag) {
		name, typed := "--"+f.Name, f.Value.String()
		several, isRepeated := f.Value.(pflag.SliceValue)
		switch v, ours := f.Value.(*value); {
		case slices.Contains(notAgain, f.Name) || slices.Contains(but, f.Name):
		case isRepeated:
			words = append(words, repeated(name, several.GetSlice())...)
		case typed == "false":
			words = append(words, name+"=false")
		case f.Value.Type() == "bool":
			words = append(words, name)
		case typed == f.DefValue:
		case ours && v.list != nil:
			words = append(words, name, Quoted(strings.Join(*v.list, ",")))
		default:
			words = append(words, name, Quoted(typed))
		}
	})
	return words
}

var plain = regexp.MustCompile(`^[\w./=,:+@%-]+$`)

// Quoted keeps a word whole in a shell.
func Quoted(s string) string {
	if plain.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// Places say where the parts of a plan were given that no flag gave, by the key of
// [experiment], as "war.toml:12: experiment.vary".
type Places map[string]string

// Of a part that has a flag of its own name.
func (p Places) Of(key string) string {
	if at := p[key]; at != "" {
		return at
	}
	return "parley: --" + key
}
