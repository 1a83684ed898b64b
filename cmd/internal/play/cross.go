package play

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/question"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
	"parley/sim/sweep"
)

// mostCells of a crossing; more want a sweep.
const mostCells = 4000

// crossFactor is a key of the scenario that compare crosses by a flag of its own.
type crossFactor struct {
	flag, path, usage string
	// preset is --map or --do, which takes these levels if the flag gives none.
	preset string
	levels func(*sim.Config) string
	// value of the key at a level that is typed; "" leaves the scenario's own. Without it
	// levels are third parties.
	value func(s *scenarios.Scenario, level string) (string, error)
	// Of a factor of the war the cells have wars of their own; one that decides who takes
	// part changes the war without a lead too.
	ofWar, whoTakesPart bool
}

const presetMap, presetDo = "map", "do"

// Words that stand for a level.
const (
	levelCoded = "coded"
	levelAll   = "all"
	levelNone  = "none"
)

var crossFactors = []crossFactor{
	{flag: "consensus", path: "coordination.consensus", preset: presetMap, ofWar: true, levels: fixedLevels("0:1:5"),
		value: shareLevel("coordination.consensus", func(s *scenarios.Scenario) bool { return s.Config.ConsensusSet }),
		usage: "cross agreement among third parties: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded"},
	{flag: "acceptance", path: "coordination.acceptance", preset: presetMap, levels: fixedLevels("0:1:5"),
		value: shareLevel("coordination.acceptance", func(s *scenarios.Scenario) bool { return s.Arm.AcceptanceSet }),
		usage: "cross acceptance of the lead: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded"},
	{flag: "third-parties", path: "model.third_parties", preset: presetMap, whoTakesPart: true, value: thirdPartyLevel,
		levels: func(c *sim.Config) string { return below([]int{2, 5, 10}, len(c.Mediators), levelAll) },
		usage:  "cross how many third parties take part: `N,M`, or all"},
	{flag: "lead", path: "coordination.lead", preset: presetDo, levels: fixedLevels(levelAll), usage: "cross who leads: `A,B`, or all"},
	{flag: "from", path: "coordination.from", preset: presetDo, value: monthLevel,
		levels: func(c *sim.Config) string { return below([]int{0, 12, 24}, c.Months) },
		usage:  "cross from when: `LEVELS` in months after the start, as 0,12, or as 1994-01"},
	{flag: "mandate", path: "coordination.mechanisms", preset: presetDo, levels: fixedLevels("all,pool+allocate,forum"), value: mandateLevel,
		usage: "cross with what mandate: `SETS` of mechanisms as pool+allocate,forum, or all, or none"},
}

func fixedLevels(levels string) func(*sim.Config) string {
	return func(*sim.Config) string { return levels }
}

// below lists the numbers that are less than n, then words.
func below(numbers []int, n int, words ...string) string {
	var list []string
	for _, x := range numbers {
		if x < n {
			list = append(list, strconv.Itoa(x))
		}
	}
	return strings.Join(append(list, words...), ",")
}

// shareLevel reads a share, or coded, which wants that the scenario sets none.
func shareLevel(path string, isSet func(*scenarios.Scenario) bool) func(*scenarios.Scenario, string) (string, error) {
	return func(s *scenarios.Scenario, level string) (string, error) {
		x, err := strconv.ParseFloat(level, 64)
		switch {
		case level == levelCoded && isSet(s):
			return "", fmt.Errorf("%s is set", path)
		case level == levelCoded:
			return "", nil
		case err != nil || !(x >= 0 && x <= 1):
			return "", fmt.Errorf("want numbers from 0 to 1, low:high:count as 0:1:5, or %s%s", levelCoded, fault.DidYouMean(level, []string{levelCoded}))
		}
		return level, nil
	}
}

func thirdPartyLevel(s *scenarios.Scenario, level string) (string, error) {
	of := len(s.Config.Mediators)
	n, err := strconv.Atoi(level)
	switch {
	case level == levelAll:
		return strconv.Itoa(of), nil
	case err != nil || n < 1 || n > of:
		return "", fmt.Errorf("want whole numbers from 1 to %d, or %s", of, levelAll)
	}
	return level, nil
}

func monthLevel(s *scenarios.Scenario, level string) (string, error) {
	c := s.Config
	n, err := strconv.Atoi(level)
	if month, parse := sim.ParseMonth(level); parse == nil {
		n, err = int(month-c.Start), nil
	}
	if err != nil || n < 0 || n >= c.Months {
		return "", fmt.Errorf("want months after the start, from 0 to %d, or as %s to %s", c.Months-1, c.Start, c.Start+sim.Month(c.Months-1))
	}
	return (c.Start + sim.Month(n)).String(), nil
}

// mandateLevel lists mechanisms that are joined by +, in their own order.
func mandateLevel(_ *scenarios.Scenario, level string) (string, error) {
	words := strings.Split(level, "+")
	var all, chosen []string
	for m := range sim.NumMechanisms {
		id := m.String()
		all = append(all, id)
		if level == levelAll || slices.Contains(words, id) {
			chosen = append(chosen, strconv.Quote(id))
		}
	}
	for _, word := range words {
		switch {
		case slices.Contains(all, word) || word == level && (word == levelAll || word == levelNone):
		case word == levelAll || word == levelNone:
			return "", fmt.Errorf("want %s alone", word)
		default:
			all = append(all, levelAll, levelNone)
			return "", fmt.Errorf("want some of %s, joined by +%s", strings.Join(all, ", "), fault.DidYouMean(word, all))
		}
	}
	return "[" + strings.Join(chosen, ",") + "]", nil
}

func addCrossFlags(c *cobra.Command) {
	for _, f := range crossFactors {
		c.Flags().String(f.flag, "", f.usage)
	}
	c.Flags().Bool(presetMap, false, "cross consensus, acceptance and third parties, at levels not given otherwise")
	c.Flags().Bool(presetDo, false, "cross who leads, from when and with what mandate, at levels not given otherwise")
}

// typedLevels by flag: those given, and those of a preset that is wanted.
func typedLevels(flags *pflag.FlagSet, c *sim.Config) map[string]string {
	typed := map[string]string{}
	for _, f := range crossFactors {
		switch wanted, _ := flags.GetBool(f.preset); {
		case flags.Changed(f.flag):
			typed[f.flag], _ = flags.GetString(f.flag)
		case wanted:
			typed[f.flag] = f.levels(c)
		}
	}
	return typed
}

// crossed is a factor with its levels: as they are shown, and as overrides, "" for none.
type crossed struct {
	*crossFactor
	labels, overrides []string
}

// factorsOf reads levels that are typed, by flag.
func factorsOf(t *scenarios.Template, typed map[string]string) (list []crossed, err error) {
	cells := 1
	for i := range crossFactors {
		f := &crossFactors[i]
		levels, ok := typed[f.flag]
		if !ok {
			continue
		}
		d, err := f.read(t.Scenario(), levels)
		if err != nil {
			return nil, err
		}
		if cells *= len(d.labels); cells > mostCells {
			return nil, cli.BadInputf("parley: --%s = %s: that makes more than %d cells; cross less, or use parley sweep", f.flag, levels, mostCells)
		}
		list = append(list, d)
	}
	return list, nil
}

// read the levels of a factor.
func (f *crossFactor) read(s *scenarios.Scenario, typed string) (crossed, error) {
	d := crossed{crossFactor: f}
	fail := func(level string, err error) (crossed, error) {
		return d, cli.BadInputf("parley: --%s = %s: %w", f.flag, cli.Given(level), err)
	}
	if f.value == nil {
		var err error
		d.labels, err = leadsNamed(f.flag, strings.Split(typed, ","), s.Config)
		for _, id := range d.labels {
			d.overrides = append(d.overrides, f.path+"="+id)
		}
		return d, err
	}
	levels, err := f.split(typed)
	if err != nil {
		return fail(typed, err)
	}
	for _, level := range levels {
		value, err := f.value(s, level)
		override := ""
		if value != "" {
			override = f.path + "=" + value
		}
		switch {
		case err != nil:
			return fail(level, err)
		case slices.Contains(d.overrides, override):
			return fail(level, errors.New("named twice"))
		case f.flag == "from":
			level = value
		}
		d.labels, d.overrides = append(d.labels, level), append(d.overrides, override)
	}
	return d, nil
}

// split cuts what is typed into levels.
func (f *crossFactor) split(typed string) (levels []string, err error) {
	if strings.TrimSpace(typed) == "" {
		return []string{""}, nil // which is no level, and refused
	}
	factor, err := sweep.ParseFactor(f.flag + "=" + typed)
	switch {
	case err != nil:
		return nil, err
	case factor.Size() == 0:
		return nil, fmt.Errorf("want a count too, as %s:5", typed)
	case factor.Size() > mostCells:
		return nil, fmt.Errorf("want at most %d levels", mostCells)
	}
	for i := range factor.Size() {
		levels = append(levels, factor.Level(i))
	}
	return levels, nil
}

// crossQuestion plays a lead against nobody leading in every cell of levels that are
// typed, by flag.
func crossQuestion(f *cli.SweepFlags, t *scenarios.Template, typed map[string]string) (*query, error) {
	factors, err := factorsOf(t, typed)
	if err != nil {
		return nil, err
	}
	if _, ok := typed["lead"]; !ok && t.Scenario().Arm.Lead < 0 {
		return nil, cli.Bad(fmt.Errorf("%w, or cross leads with --lead ID", cli.NoLead(t.Scenario(), "--"+factors[0].flag, "")))
	}
	c, err := crossing(t, factors)
	if err != nil {
		return nil, err
	}
	e := newExperiment(f, "compare", t.Scenario(), c.Wars[0].Arms)
	return &query{e: e, wars: c.Wars,
		widest: func() float64 { return c.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.CellsOf(e, c), nil }}, nil
}

// crossing makes wars, arms and cells of factors, the last of them fastest. Ways of
// mediating that are the same are played once.
func crossing(t *scenarios.Template, factors []crossed) (*question.Crossing, error) {
	c := &question.Crossing{}
	cells := 1
	for _, d := range factors {
		c.Factors = append(c.Factors, question.CrossFactor{Name: d.flag, Levels: d.labels})
		cells *= len(d.labels)
	}
	wars := map[string]int{} // by the override that is of the war
	var sets []*armSet
	for i := range cells {
		cell := question.CrossCell{Levels: c.LevelsOf(i)}
		var set []string
		ofWar := ""
		for f, level := range cell.Levels {
			if override := factors[f].overrides[level]; override != "" {
				set = append(set, override)
				if factors[f].ofWar {
					ofWar = override
				}
			}
		}
		s, err := t.Build(set)
		if err != nil {
			return nil, cli.Bad(err)
		}
		war, ok := wars[ofWar]
		if !ok {
			war = len(c.Wars)
			wars[ofWar], sets = war, append(sets, newArmSet())
			c.Wars = append(c.Wars, question.CrossWar{Config: s.Config})
		}
		lead, base := cellArms(s, factors, cell.Levels)
		cell.War, cell.Trial = war, question.Trial{Lead: sets[war].index(lead), Base: sets[war].index(base)}
		c.Wars[war].Trials = append(c.Wars[war].Trials, cell.Trial)
		c.Cells = append(c.Cells, cell)
	}
	for i := range c.Wars {
		w := &c.Wars[i]
		w.Arms = sets[i].arms
		w.Tally = sweep.NewTallyOf(w.Config, len(w.Arms), question.Pairs(w.Trials), outcome.Values()...)
	}
	return c, nil
}

// cellArms are the arms of a cell, named by what is crossed.
func cellArms(s *scenarios.Scenario, factors []crossed, levels []int) (lead, base sim.Arm) {
	lead = armOf(s, sim.RegimeLead)
	base = baseArm(lead, len(s.Config.Mediators))
	for f, level := range levels {
		d := &factors[f]
		label := "/" + d.flag + "=" + d.labels[level]
		lead.Name += label
		if d.ofWar || d.whoTakesPart || d.flag == "lead" && base.Lead >= 0 {
			base.Name += label
		}
	}
	return lead, base
}
