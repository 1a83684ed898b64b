package play

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/question"
	"parley/results/words"
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
	// preset is --map or --do, which takes these levels, but the numbers from most on.
	preset, levels string
	most           func(*sim.Config) int
	// value of the key at a level, nil if it is the level.
	value func(c *sim.Config, level string) string
	// set says whether the scenario has a number of its own; nil where a level cannot be coded.
	set func(*scenarios.Scenario) bool
	// Of a factor of the war the cells have wars of their own; one that decides who takes
	// part changes the war without a lead too.
	ofWar, whoTakesPart bool
}

const presetMap, presetDo = "map", "do"

// Words that stand for a level: the scenario has no number of its own, all there are, none.
const (
	levelCoded = "coded"
	levelAll   = "all"
	levelNone  = "none"
)

// leadFactor is who leads; of all, each that is there in time.
var leadFactor = &crossFactor{flag: "lead", path: "coordination.lead", preset: presetDo, levels: levelAll, usage: "cross who leads: `A,B`, or all"}

var fromFactor = &crossFactor{flag: "from", path: "coordination.from", preset: presetDo, levels: "0,12,24",
	most: func(c *sim.Config) int { return c.Months }, value: monthOf,
	usage: "cross from when: `LEVELS` in months after the start, as 0,12, or as 1994-01"}

var crossFactors = []*crossFactor{
	{flag: "consensus", path: "coordination.consensus", preset: presetMap, ofWar: true, levels: "0:1:5",
		set:   func(s *scenarios.Scenario) bool { return s.Config.ConsensusSet },
		usage: "cross agreement among third parties: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded"},
	{flag: "acceptance", path: "coordination.acceptance", preset: presetMap, levels: "0:1:5",
		set:   func(s *scenarios.Scenario) bool { return s.Arm.AcceptanceSet },
		usage: "cross acceptance of the lead: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded"},
	{flag: "third-parties", path: "model.third_parties", preset: presetMap, whoTakesPart: true, levels: "2,5,10,all",
		most: func(c *sim.Config) int { return len(c.Mediators) }, value: thirdParties,
		usage: "cross how many third parties take part: `N,M`, or all"},
	leadFactor, fromFactor,
	{flag: "mandate", path: "coordination.mechanisms", preset: presetDo, levels: "all,pool+allocate,forum", value: mandate,
		usage: "cross with what mandate: `SETS` of mechanisms as pool+allocate,forum, or all, or none"},
}

func thirdParties(c *sim.Config, level string) string {
	if level == levelAll {
		return strconv.Itoa(len(c.Mediators))
	}
	return level
}

func monthOf(c *sim.Config, level string) string {
	if n, err := strconv.Atoi(level); err == nil {
		return (c.Start + sim.Month(n)).String()
	}
	return level
}

// mandate lists mechanisms that are joined by +.
func mandate(_ *sim.Config, level string) string {
	ids := strings.Split(level, "+")
	switch level {
	case levelAll:
		ids = sim.AllMechanisms.IDs()
	case levelNone:
		ids = nil
	}
	slices.Sort(ids)
	for i, id := range ids {
		ids[i] = strconv.Quote(id)
	}
	return "[" + strings.Join(ids, ",") + "]"
}

func addCrossFlags(flags *pflag.FlagSet) {
	for _, f := range crossFactors {
		flags.String(f.flag, "", f.usage)
	}
	flags.Bool(presetMap, false, "vary consensus, acceptance and third parties together; levels not given by a flag are chosen for you")
	flags.Bool(presetDo, false, "vary who leads, from when and with what mandate together; levels not given by a flag are chosen for you")
}

// crossed is a factor as it is typed, with its levels, as they are shown, and the override of each, "" for none.
type crossed struct {
	*crossFactor
	typed     string
	chosen    bool // by a preset
	levels    []string
	overrides map[string]string
}

// factorsOf reads levels that are typed, and those of a preset that is wanted.
func factorsOf(t *scenarios.Template, flags *pflag.FlagSet) (list []crossed, err error) {
	cells := 1
	for _, f := range crossFactors {
		levels := flags.Lookup(f.flag).Value.String()
		preset, _ := flags.GetBool(f.preset)
		if preset = preset && !flags.Changed(f.flag); preset {
			levels = strings.Join(slices.DeleteFunc(strings.Split(f.levels, ","), func(level string) bool {
				n, err := strconv.Atoi(level)
				return err == nil && f.most != nil && n >= f.most(t.Scenario().Config)
			}), ",")
		} else if !flags.Changed(f.flag) {
			continue
		}
		d, err := f.read(t, f.flag, levels)
		if err != nil {
			return nil, err
		}
		d.chosen = preset
		if cells *= len(d.levels); cells > mostCells {
			return nil, cli.BadInputf("parley: --%s = %s: that makes more than %d cells; cross less, or use parley sweep", f.flag, levels, mostCells)
		}
		list = append(list, d)
	}
	return list, nil
}

// read the levels that a flag gives to a factor.
func (f *crossFactor) read(t *scenarios.Template, flag, typed string) (crossed, error) {
	s, d := t.Scenario(), crossed{crossFactor: f, typed: "--" + flag + " = " + typed, overrides: map[string]string{}}
	bad := func(level, want string) (crossed, error) {
		return d, cli.BadInputf("parley: --%s = %s: %s", flag, cli.Given(level), want)
	}
	if f == leadFactor && typed == levelAll {
		if typed = strings.Join(inTime(s.Config), ","); typed == "" {
			return bad(levelAll, "the scenario has no third party")
		}
	}
	factor, err := sweep.ParseFactor(flag + "=" + typed)
	switch {
	case strings.TrimSpace(typed) == "":
		return bad(typed, "want levels between commas, or low:high:count")
	case err != nil:
		return d, cli.BadInputf("parley: --%w", err)
	case factor.Size() == 0:
		return bad(typed, "want a count too, as "+typed+":5")
	}
	for i := range min(factor.Size(), mostCells+1) {
		level := factor.Level(i)
		switch n, err := strconv.Atoi(level); {
		case err == nil && f.whoTakesPart && n > f.most(s.Config):
			return bad(level, fmt.Sprintf("want at most %d: the war has no more third parties", f.most(s.Config)))
		case err == nil && f == fromFactor && (n < 0 || n >= f.most(s.Config)):
			return bad(level, fmt.Sprintf("want 0 to %d months after the start, or a month as %s", f.most(s.Config)-1, s.Config.Start))
		}
		value := level
		if f.value != nil {
			value = f.value(s.Config, level)
		}
		override := f.path + "=" + value
		switch err := t.CheckValue(f.path, value); {
		case f.set != nil && level == levelCoded && f.set(s):
			return bad(level, f.path+" is set")
		case f.set != nil && level == levelCoded:
			override = ""
		case err != nil:
			_, want, _ := strings.Cut(err.Error(), f.path+" = "+value+": ")
			if f.set != nil {
				want += ", or " + levelCoded + fault.DidYouMean(level, []string{levelCoded})
			}
			return bad(level, want)
		}
		if f == fromFactor {
			level = value
		}
		if slices.Contains(slices.Collect(maps.Values(d.overrides)), override) {
			return bad(factor.Level(i), "named twice")
		}
		d.levels, d.overrides[level] = append(d.levels, level), override
	}
	return d, nil
}

// inTime are third parties that come before the end.
func inTime(c *sim.Config) (ids []string) {
	for i := range c.Mediators {
		if m := &c.Mediators[i]; m.Enter < c.Months {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// crossing makes wars, arms and cells of factors, the last of them fastest, and the
// experiment of the first war: in each cell a lead against nobody leading. Ways of mediating
// that are the same are played once.
func crossing(flags *cli.SweepFlags, t *scenarios.Template, factors ...crossed) (*question.Crossing, *experiment.Experiment, error) {
	c, plan := &question.Crossing{}, sweep.Plan{Design: sweep.Grid}
	for _, d := range factors {
		plan.Factors = append(plan.Factors, sweep.Factor{Path: d.flag, Levels: d.levels})
	}
	points, err := plan.Size()
	if err != nil {
		return nil, nil, err
	}
	wars, contrasts := map[string]int{}, map[int][]*sweep.Contrast{} // by the override that is of the war; by war
	from := slices.IndexFunc(factors, func(d crossed) bool { return d.crossFactor == fromFactor })
	for i := range points {
		levels := plan.Point(i)
		var set []string
		ofWar := ""
		for f, level := range levels {
			if override := factors[f].overrides[level]; override != "" {
				set = append(set, override)
				if factors[f].ofWar {
					ofWar = override
				}
			}
		}
		s, err := t.Build(set)
		if at, wrong := refused(err, factors); at != nil && at.chosen {
			c.Presence = true
			continue
		} else if err != nil {
			return nil, nil, wrong
		}
		if began := (s.Config.Start + sim.Month(s.Arm.From)).String(); from >= 0 && began > levels[from] {
			c.Presence, levels[from] = true, began
		}
		if slices.ContainsFunc(c.Cells, func(x question.CrossCell) bool { return slices.Equal(x.Levels, levels) }) {
			continue
		}
		if _, ok := wars[ofWar]; !ok {
			wars[ofWar] = len(c.Wars)
			c.Wars = append(c.Wars, sweep.Cell{Config: s.Config})
		}
		w := &c.Wars[wars[ofWar]]
		index := func(arm sim.Arm) int { // whatever it is called
			at := slices.IndexFunc(w.Arms, func(x sim.Arm) bool { x.Name = arm.Name; return x == arm })
			if at < 0 {
				at, w.Arms = len(w.Arms), append(w.Arms, arm)
			}
			return at
		}
		lead, base := cellArms(s, factors, levels)
		cell := question.CrossCell{Levels: levels, War: wars[ofWar], Base: index(base), Lead: index(lead)}
		contrasts[cell.War], c.Cells = append(contrasts[cell.War], sweep.Less(cell.Lead, cell.Base)), append(c.Cells, cell)
	}
	for f, d := range factors {
		x := question.CrossFactor{Name: d.flag}
		for _, cell := range c.Cells {
			if !slices.Contains(x.Levels, cell.Levels[f]) {
				x.Levels = append(x.Levels, cell.Levels[f])
			}
		}
		if c.Factors = append(c.Factors, x); d.crossFactor == fromFactor {
			slices.Sort(x.Levels)
		}
	}
	for i := range c.Wars {
		w := &c.Wars[i]
		w.Tally = sweep.NewTally(w.Config, len(w.Arms), contrasts[i], outcome.Values()...)
	}
	return c, newExperiment(flags, "compare", t.Scenario(), c.Wars[0].Arms), nil
}

// refused says what is wrong with a cell: with the level of a factor, from which all else may follow, or with several.
func refused(err error, factors []crossed) (at *crossed, wrong error) {
	faults := (*fault.List)(nil)
	if !errors.As(err, &faults) {
		return nil, cli.Bad(err)
	}
	var typed []string
	for i := range factors {
		d := &factors[i]
		for _, f := range faults.List {
			if f.Path == d.path {
				return d, cli.BadInputf("parley: %s: %s = %s: %s", d.typed, f.Path, f.Value, f.Want)
			}
		}
		typed = append(typed, d.typed)
	}
	return nil, cli.BadInputf("parley: %s: %w", strings.Join(typed, ", "), err)
}

// cellArms are the arms of a cell, named by what is crossed.
func cellArms(s *scenarios.Scenario, factors []crossed, levels []string) (lead, base sim.Arm) {
	lead = armOf(s, sim.RegimeLead)
	base = baseArm(lead, len(s.Config.Mediators))
	for f, level := range levels {
		d := &factors[f]
		label := "/" + d.flag + "=" + level
		if d.flag == "lead" {
			lead.CoChairs = sim.MediatorSet{} // it leads alone
			label = "/" + level
		}
		lead.Name += label
		if d.ofWar || d.whoTakesPart || d.flag == "lead" && base.Lead >= 0 {
			base.Name += label
		}
	}
	return lead, base
}

// baseArm is an arm without a lead. Who would lead counts only where it decides who takes part.
func baseArm(arm sim.Arm, thirdParties int) sim.Arm {
	base := sim.Arm{Name: sim.RegimeNetworked.String(), Regime: sim.RegimeNetworked, Lead: -1, Mechanisms: sim.AllMechanisms,
		Costs: sim.AllCosts, ThirdParties: arm.ThirdParties, Absent: arm.Absent}
	if arm.ThirdParties > 0 && arm.ThirdParties < thirdParties {
		base.Lead, base.CoChairs, base.Successors = arm.Lead, arm.CoChairs, arm.Successors
	}
	return base
}

// crossQuestion plays a lead against nobody leading in every cell of the levels that flags give.
func crossQuestion(f *cli.SweepFlags, t *scenarios.Template, flags *pflag.FlagSet) (*query, error) {
	factors, err := factorsOf(t, flags)
	if err != nil {
		return nil, err
	}
	if t.Scenario().Arm.Lead < 0 && !slices.ContainsFunc(factors, func(d crossed) bool { return d.crossFactor == leadFactor }) {
		flag := words.If(factors[0].chosen, factors[0].preset, factors[0].flag)
		return nil, cli.Bad(fmt.Errorf("%w, or cross leads with --lead ID", cli.NoLead(t.Scenario(), "--"+flag, "")))
	}
	c, e, err := crossing(f, t, factors...)
	if err != nil {
		return nil, err
	}
	return &query{e: e, wars: c.Wars, widest: func() float64 { return c.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.CellsOf(e, c), nil }}, nil
}

// leadsQuestion tries third parties as lead, each against networked. Where only some take
// part, the lead is among them: then each has its own networked.
func leadsQuestion(f *cli.SweepFlags, t *scenarios.Template, typed string) (*query, error) {
	leads, err := leadFactor.read(t, "leads", typed)
	if err != nil {
		return nil, err
	}
	c, e, err := crossing(f, t, leads)
	if err != nil {
		return nil, err
	}
	w := &c.Wars[0]
	together := question.NewTogether(w.Tally.Contrasts)
	w.History = together.Add
	return &query{e: e, wars: c.Wars, widest: func() float64 { return c.Widest(e.Level()) },
		answer: func() (experiment.Result, error) { return question.RankLeads(e, w, together), nil }}, nil
}
