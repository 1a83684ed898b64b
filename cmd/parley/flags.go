package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results"
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
)

// whole is a flag that takes a whole number within bounds.
type whole struct {
	value       *int64
	least, most int64
}

func (w whole) String() string {
	if w.value == nil {
		return ""
	}
	return strconv.FormatInt(*w.value, 10)
}

func (w whole) Type() string { return "N" }

func (w whole) Set(s string) error {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < w.least || n > w.most {
		return fmt.Errorf("want a whole number from %d to %d", w.least, w.most)
	}
	*w.value = n
	return nil
}

// fraction is a flag that takes a number within bounds.
type fraction struct {
	value       *float64
	least, most float64
}

func (f fraction) String() string {
	if f.value == nil || *f.value == 0 {
		return ""
	}
	return strconv.FormatFloat(*f.value, 'g', -1, 64)
}

func (f fraction) Type() string { return "H" }

func (f fraction) Set(s string) error {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x >= f.least && x <= f.most) {
		return fmt.Errorf("want a number from %g to %g", f.least, f.most)
	}
	*f.value = x
	return nil
}

// sideByHistories leaves the side of a crossed set to the number of histories.
const sideByHistories = -1

// side is a flag that takes the side of a crossed set.
type side struct{ value *int64 }

func (s side) String() string {
	if s.value == nil || *s.value == sideByHistories {
		return ""
	}
	return strconv.FormatInt(*s.value, 10)
}

func (s side) Type() string { return "N" }

func (s side) Set(text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n != 0 && (n < results.LeastSide || n > results.MostSide) {
		return fmt.Errorf("want 0 for none, or a whole number from %d to %d", results.LeastSide, results.MostSide)
	}
	*s.value = n
	return nil
}

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	of    []string
}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c choice) Type() string { return strings.Join(c.of, "|") }

func (c choice) Set(s string) error {
	if !slices.Contains(c.of, s) {
		return fmt.Errorf("want one of %s%s", strings.Join(c.of, ", "), fault.DidYouMean(s, c.of))
	}
	*c.value = s
	return nil
}

// fileName is a flag that takes a name.
type fileName struct{ value *string }

func (f fileName) String() string {
	if f.value == nil {
		return ""
	}
	return *f.value
}

func (f fileName) Type() string { return "FILE" }

func (f fileName) Set(s string) error {
	if s == "" {
		return errors.New("want the name of a file")
	}
	*f.value = s
	return nil
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
	return badInput{fmt.Errorf("parley: %w", err)}
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

func shipped() []string {
	var names []string
	for _, s := range scenarios.List() {
		names = append(names, s.Name)
	}
	return names
}

// scenarioFlags change a scenario before it is built.
type scenarioFlags struct {
	set, without []string
	// parameters is a mode, or the file of a posterior; "" as the scenario says.
	parameters string
	format     string
	// scenario is the argument, once loaded; command says where notes go.
	scenario string
	command  *cobra.Command
}

func (f *scenarioFlags) add(c *cobra.Command) {
	f.addOptions(c)
	addFormat(c, &f.format)
}

// addOptions leaves the format to commands that write files.
func (f *scenarioFlags) addOptions(c *cobra.Command) {
	f.command = c
	c.Flags().StringArrayVar(&f.set, "set", nil, "set `path=value` in the scenario (repeatable; parley list keys)")
	c.Flags().StringVar(&f.parameters, "parameters", "", "take the global parameters from prior, point, posterior, or a posterior's `FILE`\n(default the posterior, where one is shipped)")
	c.Flags().StringArrayVar(&f.without, "without", nil, "leave out a mediator, issue, shock, ... by `ID` (repeatable)")
	c.ValidArgsFunction = completeScenario
}

func addFormat(c *cobra.Command, format *string) {
	*format = formatText
	c.Flags().Var(choice{format, []string{formatText, formatJSON}}, "format", "text, or one JSON document")
}

func (f *scenarioFlags) load(nameOrPath string) (*scenarios.Scenario, error) {
	f.scenario = nameOrPath
	if _, ok := scenarios.Source(nameOrPath); ok && isFile(nameOrPath) {
		fmt.Fprintf(f.command.ErrOrStderr(), "parley: reading the shipped scenario %s; for the file write .%c%s\n",
			nameOrPath, filepath.Separator, nameOrPath)
	}
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	s, err := scenarios.Load(nameOrPath, o)
	if err != nil {
		return nil, badInput{err}
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
			return o, badInput{err}
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
		return nil, badInput{err}
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
	seed, reps, workers int64
	decompose           int64 // side of the crossed set
	histories           string
	precision           float64
	more                []string // flags of one command only, for its rerun
}

func (f *sweepFlags) add(c *cobra.Command) {
	f.scenarioFlags.add(c)
	addSeed(c, &f.seed)
	f.reps, f.workers = defaultReps, int64(min(runtime.GOMAXPROCS(0), mostWorkers))
	c.Flags().Var(whole{&f.reps, 1, mostReps}, "reps", "histories of each arm; with --precision, of the first look")
	c.Flags().Var(whole{&f.workers, 1, mostWorkers}, "workers", "histories played at once; never changes a result")
	f.decompose = sideByHistories
	c.Flags().Var(side{&f.decompose}, "decompose", fmt.Sprintf("variance decomposition from `N` draws of parameters, codings and structure, all combined;\n"+
		"0: none (default the cube root of the histories, at most %d)", results.DefaultSide))
	c.Flags().Var(fileName{&f.histories}, "histories", "write one CSV row for each history and arm to `FILE` (parley list columns)")
	c.Flags().Var(fraction{&f.precision, finestHalf, coarsestHalf}, "precision",
		"double the histories until the intervals of the answer are within ±H, as 0.01")
}

func addSeed(c *cobra.Command, seed *int64) {
	*seed = defaultSeed
	c.Flags().Var(whole{seed, 0, math.MaxInt64}, "seed", "root of all luck")
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

func (f *sweepFlags) again(command string) string {
	words := []string{"--seed", fmt.Sprint(f.seed), "--reps", fmt.Sprint(f.reps)}
	if f.precision > 0 {
		words = append(words, "--precision", strconv.FormatFloat(f.precision, 'g', -1, 64))
	}
	if f.decompose != sideByHistories {
		words = append(words, "--decompose", fmt.Sprint(f.decompose))
	}
	return again(command, f.scenario, &f.scenarioFlags, append(words, f.more...)...)
}

// againFor gives the same for a number of histories.
func (f *sweepFlags) againFor(command string, n int) string {
	finished := *f
	finished.reps, finished.precision = int64(n), 0
	return finished.again(command)
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

// unquoted is the word that was quoted.
func unquoted(s string) string {
	inner, ok := strings.CutPrefix(s, "'")
	if !ok {
		return s
	}
	return strings.ReplaceAll(strings.TrimSuffix(inner, "'"), `'\''`, "'")
}
