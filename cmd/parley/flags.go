package main

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/scenarios"
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
		return fmt.Errorf("want one of %s%s", strings.Join(c.of, ", "), scenarios.DidYouMean(s, c.of))
	}
	*c.value = s
	return nil
}

// flagError says which flag, what was given, and what is allowed.
func flagError(c *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &invalid):
		return badInputf("parley: --%s = %s: %w", invalid.GetFlag().Name, invalid.GetValue(), errors.Unwrap(invalid))
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		return badInputf("%s: unknown flag %s%s; %s --help lists them", c.CommandPath(), name, scenarios.DidYouMean(name, names), c.CommandPath())
	case errors.As(err, &missing):
		return badInputf("parley: --%s: want a value", missing.GetSpecifiedName())
	}
	return badInput{fmt.Errorf("parley: %w", err)}
}

// oneScenario wants exactly one argument.
func oneScenario(c *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return badInputf("parley %s: want one scenario, got %d arguments: a file, or one of %s", c.Name(), len(args), strings.Join(shipped(), ", "))
}

// completeScenario offers the shipped scenarios, and files, to a shell.
func completeScenario(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return shipped(), cobra.ShellCompDirectiveDefault
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
	format       string
}

func (f *scenarioFlags) add(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.set, "set", nil, "set `path=value` in the scenario (repeatable; parley list keys)")
	c.Flags().StringArrayVar(&f.without, "without", nil, "leave out a mediator, issue, shock, ... by `ID` (repeatable)")
	addFormat(c, &f.format)
	c.ValidArgsFunction = completeScenario
}

func addFormat(c *cobra.Command, format *string) {
	*format = formatText
	c.Flags().Var(choice{format, []string{formatText, formatJSON}}, "format", "text, or one JSON document")
}

func (f *scenarioFlags) load(nameOrPath string) (*scenarios.Scenario, error) {
	s, err := scenarios.Load(nameOrPath, scenarios.Options{Set: f.set, Without: f.without})
	if err != nil {
		return nil, badInput{err}
	}
	return s, nil
}

// sweepFlags say how much to play.
type sweepFlags struct {
	scenarioFlags
	seed, reps, workers int64
	histories           string
	precision           float64
}

func (f *sweepFlags) add(c *cobra.Command) {
	f.scenarioFlags.add(c)
	addSeed(c, &f.seed)
	f.reps, f.workers = defaultReps, int64(min(runtime.GOMAXPROCS(0), mostWorkers))
	c.Flags().Var(whole{&f.reps, 1, mostReps}, "reps", "histories of each arm; with --precision, of the first look")
	c.Flags().Var(whole{&f.workers, 1, mostWorkers}, "workers", "histories played at once; never changes a result")
	c.Flags().StringVar(&f.histories, "histories", "", "write one CSV row for each history and arm to `FILE` (parley list columns)")
	c.Flags().Var(fraction{&f.precision, finestHalf, coarsestHalf}, "precision",
		"double the histories until the headline's interval is within ±H, as 0.01")
}

func addSeed(c *cobra.Command, seed *int64) {
	*seed = defaultSeed
	c.Flags().Var(whole{seed, 0, math.MaxInt64}, "seed", "root of all luck")
}

// again is the command line that gives the same result.
func again(command, scenario string, f *scenarioFlags, more ...string) string {
	words := append([]string{"parley", command, quoted(scenario)}, more...)
	for _, s := range f.set {
		words = append(words, "--set", quoted(s))
	}
	for _, s := range f.without {
		words = append(words, "--without", quoted(s))
	}
	return strings.Join(words, " ")
}

func (f *sweepFlags) again(command, scenario string, more ...string) string {
	words := []string{"--seed", fmt.Sprint(f.seed), "--reps", fmt.Sprint(f.reps)}
	if f.precision > 0 {
		words = append(words, "--precision", strconv.FormatFloat(f.precision, 'g', -1, 64))
	}
	return again(command, scenario, &f.scenarioFlags, append(words, more...)...)
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
