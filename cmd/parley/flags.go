package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/experiment"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"parley/sim"
)

const (
	defaultReps  = 10_000
	mostReps     = 100_000_000
	mostWorkers  = 256
	finestHalf   = 0.0001
	coarsestHalf = 0.5
	scenarioHelp = "SCENARIO is a shipped one (parley list scenarios) or a file."
	defaultSeed  = 1
	formatText   = "text"
	formatJSON   = "json"
	// posteriorFile of a calibration.
	posteriorFile = "posterior.csv"
)

// scenarioFlags are what several commands have; not each has all of them.
type scenarioFlags struct {
	set, without []string
	// parameters is a mode, or the file of a posterior; "" as the scenario says.
	parameters, format string
	out, record, until string
	summaries          []string
	seed               int64
	reps, workers      int

	scenario string // the argument, once loaded
	stderr   io.Writer
}

// flagRow is a flag of several commands.
type flagRow struct {
	name, help string
	value      func(*scenarioFlags) *value
}

var flagRows = []flagRow{
	{"set", "set `path=value` in the scenario (repeatable; parley list keys)",
		func(f *scenarioFlags) *value { return repeated(&f.set) }},
	{"without", "leave out a mediator, issue, shock, ... by `ID` (repeatable)",
		func(f *scenarioFlags) *value { return repeated(&f.without) }},
	{"parameters", "take the parameters from prior, point, posterior, or a posterior's `FILE` (default the posterior, where one is shipped)",
		func(f *scenarioFlags) *value { return anyText(&f.parameters) }},
	{"format", "text, or one JSON document",
		func(f *scenarioFlags) *value { return choice(&f.format, formatText, formatJSON) }},
	{"seed", "root of all random streams", func(f *scenarioFlags) *value { return whole(&f.seed, 0, math.MaxInt64) }},
	{"reps", "histories of each arm", func(f *scenarioFlags) *value { return whole(&f.reps, 1, mostReps) }},
	{"workers", "histories played at once; never changes a result",
		func(f *scenarioFlags) *value { return whole(&f.workers, 1, mostWorkers) }},
	{"out", "`DIR` of the results, new or empty", func(f *scenarioFlags) *value { return anyText(&f.out) }},
	{"record", "`DIR` of the war's record (default the shipped one)", func(f *scenarioFlags) *value { return anyText(&f.record) }},
	{"until", "last `MONTH` that is fitted, as 1995-12", func(f *scenarioFlags) *value { return anyText(&f.until) }},
	{"summaries", "what is fitted, as `A,B`: summaries, families or groups (parley record; default as [calibration] says)",
		func(f *scenarioFlags) *value { return list(&f.summaries) }},
}

// add gives a command some of the shared flags, with their defaults.
func (f *scenarioFlags) add(c *cobra.Command, names ...string) {
	f.format, f.seed, f.workers, f.stderr = formatText, defaultSeed, min(runtime.GOMAXPROCS(0), mostWorkers), c.ErrOrStderr()
	if f.reps == 0 {
		f.reps = defaultReps
	}
	for _, row := range flagRows {
		if slices.Contains(names, row.name) {
			c.Flags().Var(row.value(f), row.name, row.help)
		}
	}
}

// addScenario gives a command the flags that change a scenario, and completes its name.
func (f *scenarioFlags) addScenario(c *cobra.Command, more ...string) {
	f.add(c, append(more, "set", "without", "parameters")...)
	c.ValidArgsFunction = completeScenario
}

// flagError says which flag, what was given, and what is allowed.
func flagError(c *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &invalid):
		return badInputf("parley: --%s = %s: %w", invalid.GetFlag().Name, given(invalid.GetValue()), errors.Unwrap(invalid))
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &missing):
		return badInputf("parley: --%s: want a value", missing.GetSpecifiedName())
	}
	return bad(fmt.Errorf("parley: %w", err))
}

// given is a value as a message shows it.
func given(value string) string {
	if value == "" {
		return `""`
	}
	return value
}

// elsewhere says, by command and flag, how to get what a flag of another command gives.
var elsewhere = map[string]string{
	"trace --reps":  "trace plays one history: --replication K",
	"run --regimes": "for another regime: --set coordination.regime=REGIME",
	"run --regime":  "for another regime: --set coordination.regime=REGIME",
}

func unknownFlag(c *cobra.Command, e *pflag.NotExistError) error {
	if short := e.GetSpecifiedShortnames(); short != "" {
		return unknownShort(c, short)
	}
	name := "--" + e.GetSpecifiedName()
	if hint := elsewhere[c.Name()+" "+name]; hint != "" {
		return badInputf("%s: unknown flag %s; %s", c.CommandPath(), name, hint)
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return badInputf("%s: unknown flag %s%s; %s --help lists them", c.CommandPath(), name, fault.DidYouMean(name, names), c.CommandPath())
}

// unknownShort knows flags with one dash. What begins with h has lost it: -h
// stands for help.
func unknownShort(c *cobra.Command, short string) error {
	name, _, _ := strings.Cut(short, "=")
	for _, long := range []string{name, "h" + name} {
		if len(long) > 1 && c.Flags().Lookup(long) != nil {
			return badInputf("%s: unknown flag -%s; two dashes: --%s", c.CommandPath(), long, long)
		}
	}
	return badInputf("%s: unknown flag -%s; %s --help lists them", c.CommandPath(), name, c.CommandPath())
}

// oneScenario wants exactly one argument.
func oneScenario(c *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return badInputf("parley %s: want one scenario, got %d arguments: a file, or one of %s", c.Name(), len(args), strings.Join(shipped(), ", "))
}

// oneFolder wants exactly one argument.
func oneFolder(c *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return badInputf("parley %s: want the folder of one result set, got %d arguments", c.Name(), len(args))
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return badInputf("parley %s: want no arguments, got %s", c.Name(), args[0])
	}
	return nil
}

func shipped() []string {
	var names []string
	for _, s := range scenarios.List() {
		names = append(names, s.Name)
	}
	return names
}

func (f *scenarioFlags) load(nameOrPath string) (*scenarios.Scenario, error) {
	f.scenario = nameOrPath
	if _, ok := scenarios.Source(nameOrPath); ok && isFile(nameOrPath) {
		fmt.Fprintf(f.stderr, "parley: reading the shipped scenario %s; for the file write .%c%s\n",
			nameOrPath, filepath.Separator, nameOrPath)
	}
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	s, err := scenarios.Load(nameOrPath, o)
	if err != nil {
		return nil, bad(err)
	}
	return s, nil
}

// options are what the flags say about a scenario.
func (f *scenarioFlags) options() (scenarios.Options, error) {
	o := scenarios.Options{Set: f.set, Without: f.without}
	mode := f.parameters
	if mode == "" {
		return o, nil
	}
	if !slices.Contains(sim.ParameterModeNames, mode) {
		file, err := os.Open(mode)
		if err != nil {
			return o, badInputf("parley: --parameters = %s: want %s, or the file of a posterior: %w%s", mode, strings.Join(sim.ParameterModeNames, ", "), cause(err),
				fault.DidYouMean(mode, sim.ParameterModeNames))
		}
		defer file.Close()
		if inside := filepath.Join(mode, posteriorFile); isFile(inside) {
			return o, badInputf("parley: --parameters = %s: that is a folder; did you mean %s?", mode, inside)
		}
		if o.Posterior, err = posterior.Read(mode, file); err != nil {
			return o, bad(err)
		}
		o.PosteriorFile, mode = mode, sim.ParameterModeNames[sim.ParametersPosterior]
	}
	o.Set = append(slices.Clone(o.Set), "parameters.mode="+mode)
	return o, nil
}

// prepare reads a scenario that is built more than once, after load.
func (f *scenarioFlags) prepare() (*scenarios.Template, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	t, err := scenarios.Prepare(f.scenario, o)
	if err != nil {
		return nil, bad(err)
	}
	return t, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// leadGone is why a lead that the scenario names is not in it, as its loader
// says; "" if it names none.
func (f *scenarioFlags) leadGone() string {
	set := append(slices.Clone(f.set), "coordination.regime="+sim.RegimeLead.String())
	_, err := scenarios.Load(f.scenario, scenarios.Options{Set: set, Without: f.without})
	var faults *fault.List
	if errors.As(err, &faults) {
		for _, fault := range faults.List {
			if why, _, ok := strings.Cut(fault.Want, ": want another lead"); ok {
				return why
			}
		}
	}
	return ""
}

// noLead refuses a regime that needs a lead.
func (f *scenarioFlags) noLead(flag, value string) error {
	if value != "" {
		flag += " = " + value
	}
	if why := f.leadGone(); why != "" {
		return badInputf("parley: %s: %s; name another with --set coordination.lead=ID", flag, why)
	}
	return badInputf("parley: %s: the scenario has no lead; name one with --set coordination.lead=ID", flag)
}

// sweepFlags say how much to play.
type sweepFlags struct {
	scenarioFlags
	decompose int // side of the crossed set
	histories string
	precision float64
	more      []string // further flags, for its rerun
}

func (f *sweepFlags) add(c *cobra.Command) {
	f.addScenario(c, "format", "seed", "reps", "workers")
	f.decompose = sideByHistories
	flags := c.Flags()
	flags.Var(side(&f.decompose), "decompose", fmt.Sprintf("variance decomposition from `N` draws of parameters, codings and structure, all combined; "+
		"0: none (default the cube root of the histories, at most %d)", experiment.DefaultSide))
	flags.Var(fileName(&f.histories), "histories", "write one CSV row for each history and arm to `FILE` (parley list columns)")
	flags.Var(fraction(&f.precision, finestHalf, coarsestHalf), "precision",
		"double the histories, from --reps on, until the intervals of the answer are within ±H, as 0.01")
}

// again is the command line that gives the same result.
func again(command, scenario string, f *scenarioFlags, more ...string) string {
	words := append(append([]string{"parley", command, quoted(scenario)}, more...), f.overrides()...)
	if f.parameters != "" {
		words = append(words, "--parameters", quoted(f.parameters))
	}
	return strings.Join(words, " ")
}

// overrides are the words that change the scenario.
func (f *scenarioFlags) overrides() (words []string) {
	for _, s := range f.set {
		words = append(words, "--set", quoted(s))
	}
	for _, s := range f.without {
		words = append(words, "--without", quoted(s))
	}
	return words
}

// notAgain are flags that change no result, and those that again places itself.
var notAgain = []string{"set", "without", "parameters", "format", "seed", "workers", "out", "figures", "resume", "dry-run",
	"time-limit", "shard", "shards", "log", "why", "in-sample", "tasks", "cpus", "task-time", "sbatch", "submit"}

// typed are the flags that were given, but some, as words of a command line.
func typed(flags *pflag.FlagSet, but ...string) (words []string) {
	flags.Visit(func(f *pflag.Flag) {
		v, ours := f.Value.(*value)
		switch name := "--" + f.Name; {
		case f.Value.String() == f.DefValue || slices.Contains(notAgain, f.Name) || slices.Contains(but, f.Name):
		case f.Value.Type() == "bool" && f.Value.String() == "true":
			words = append(words, name)
		case f.Value.Type() == "bool":
			words = append(words, name+"=false")
		case ours && v.list != nil && v.kind == "A,B":
			words = append(words, name, quoted(strings.Join(*v.list, ",")))
		case ours && v.list != nil:
			for _, one := range *v.list {
				words = append(words, name, quoted(one))
			}
		default:
			words = append(words, name, quoted(f.Value.String()))
		}
	})
	return words
}

func (f *sweepFlags) again(command string) string {
	words := []string{"--seed", fmt.Sprint(f.seed), "--reps", fmt.Sprint(f.reps)}
	if f.precision > 0 {
		words = append(words, "--precision", strconv.FormatFloat(f.precision, 'g', -1, 64))
	}
	return again(command, f.scenario, &f.scenarioFlags, append(words, f.more...)...)
}

// quoted keeps a word whole in a shell.
func quoted(s string) string {
	plain := func(r rune) bool {
		return r < 128 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("._-/=,:+@%", r))
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// places say where the parts of a plan were given that no flag gave, by the key of
// [experiment], as "war.toml:12: experiment.vary".
type places map[string]string

// of a part that has a flag of its own name.
func (p places) of(key string) string {
	if at := p[key]; at != "" {
		return at
	}
	return "parley: --" + key
}
