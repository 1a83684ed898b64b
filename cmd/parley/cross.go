package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"parley/results"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// mostCells of a crossing; more want a sweep.
const mostCells = 4000

// crossFlagNames in the order of the factors, then the presets.
var crossFlagNames = []string{"consensus", "acceptance", "third-parties", "lead", "from", "mandate", "map", "do"}

// crossFlags cross a lead with what it meets. levels are as typed, by factor.
type crossFlags struct {
	levels [6]string
	mapped bool
	do     bool
}

// Factors of a crossing, in order.
const (
	crossConsensus = iota
	crossAcceptance
	crossThirdParties
	crossLead
	crossFrom
	crossMandate
	numCrossFactors
)

var crossUsage = [numCrossFactors]string{
	"cross agreement among third parties: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded",
	"cross acceptance of the lead: `LEVELS` from 0 to 1 as 0:1:5 or 0.2,0.8, or coded",
	"cross how many third parties take part: `N,M`, or all",
	"cross who leads: `A,B`, or all",
	"cross from when: `LEVELS` in months after the start, as 0,12, or as 1994-01",
	"cross with what mandate: `SETS` of mechanisms as pool+allocate,forum, or all, or none",
}

func (x *crossFlags) add(c *cobra.Command) {
	for i, usage := range crossUsage {
		c.Flags().StringVar(&x.levels[i], crossFlagNames[i], "", usage)
	}
	c.Flags().BoolVar(&x.mapped, "map", false, "cross consensus, acceptance and third parties, at levels not given otherwise")
	c.Flags().BoolVar(&x.do, "do", false, "cross who leads, from when and with what mandate, at levels not given otherwise")
}

// cross plays a lead against nobody leading in every cell, and reports it.
func (a *app) cross(ctx context.Context, f *sweepFlags, given func(flag string) bool, x *crossFlags) error {
	t, err := f.prepare()
	if err != nil {
		return err
	}
	factors, err := x.factors(t, given)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(factors, func(d crossed) bool { return d.name == crossFlagNames[crossLead] }) && t.Scenario().Arm.Lead < 0 {
		return badInput{fmt.Errorf("%w, or cross leads with --lead ID", f.noLead("--"+factors[0].name, ""))}
	}
	c, err := crossing(t, factors)
	if err != nil {
		return err
	}
	f.more = x.again(given)
	e := f.experiment("compare", t.Scenario(), c.Wars[0].Arms)
	e.Screen = a.screen
	err = f.recorded(e, func(rows *results.Histories) error {
		if err := a.playCrossing(ctx, f, e, c.Wars, c.Widest, rows); err != nil {
			return err
		}
		s := results.CellsOf(e, c)
		if f.format == formatJSON {
			return a.json(s)
		}
		return a.text(s.Text(e))
	})
	if err == nil && e.Interrupted {
		return fmt.Errorf("parley: %w", errInterrupted)
	}
	return err
}

// again gives the flags of a crossing.
func (x *crossFlags) again(given func(flag string) bool) []string {
	var words []string
	for i, levels := range x.levels {
		if given(crossFlagNames[i]) {
			words = append(words, "--"+crossFlagNames[i], quoted(levels))
		}
	}
	if x.mapped {
		words = append(words, "--map")
	}
	if x.do {
		words = append(words, "--do")
	}
	return words
}

// crossing makes wars, arms and cells of factors. Ways of mediating that are
// the same are played once.
func crossing(t *scenarios.Template, factors []crossed) (*results.Crossing, error) {
	c, err := warsOf(t, factors)
	if err != nil {
		return nil, err
	}
	cells := 1
	for _, d := range factors {
		c.Factors = append(c.Factors, results.CrossFactor{Name: d.name, Levels: d.labels})
		cells *= len(d.labels)
	}
	sets := make([]*armSet, len(c.Wars))
	for i := range sets {
		sets[i] = newArmSet()
	}
	for i := range cells {
		cell := results.CrossCell{Levels: levelsOf(c.Factors, i)}
		for d, level := range cell.Levels {
			if factors[d].override != nil {
				cell.War = level
			}
		}
		lead, base := cellArms(t, factors, cell.Levels)
		cell.Trial = results.Trial{Lead: sets[cell.War].index(lead), Base: sets[cell.War].index(base)}
		c.Wars[cell.War].Trials = append(c.Wars[cell.War].Trials, cell.Trial)
		c.Cells = append(c.Cells, cell)
	}
	for i := range c.Wars {
		w := &c.Wars[i]
		w.Arms = sets[i].arms
		w.Tally = sweep.NewTallyOf(w.Config, len(w.Arms), results.Pairs(w.Trials))
	}
	return c, nil
}

// warsOf builds a war for each level of what is of the war, or the scenario's
// own alone.
func warsOf(t *scenarios.Template, factors []crossed) (*results.Crossing, error) {
	overrides := []string{""}
	for _, d := range factors {
		if d.override != nil {
			overrides = d.override
		}
	}
	c := &results.Crossing{}
	for _, override := range overrides {
		s := t.Scenario()
		if override != "" {
			var err error
			if s, err = t.Build([]string{override}); err != nil {
				return nil, badInput{err}
			}
		}
		c.Wars = append(c.Wars, results.CrossWar{Config: s.Config})
	}
	return c, nil
}

// levelsOf cell i, the last factor fastest.
func levelsOf(factors []results.CrossFactor, i int) []int {
	levels := make([]int, len(factors))
	for f := len(factors) - 1; f >= 0; f-- {
		n := len(factors[f].Levels)
		levels[f], i = i%n, i/n
	}
	return levels
}

// cellArms are the arms of a cell, named by what is crossed.
func cellArms(t *scenarios.Template, factors []crossed, levels []int) (lead, base sim.Arm) {
	lead = armOf(t.Scenario(), sim.RegimeLead)
	for _, first := range []bool{true, false} {
		for d, level := range levels {
			if set := factors[d].set; set != nil && factors[d].first == first {
				set(&lead, level)
			}
		}
	}
	base = baseArm(lead, len(t.Scenario().Config.Mediators))
	lead.Name = lead.Regime.String()
	for d, level := range levels {
		label := "/" + factors[d].name + "=" + factors[d].labels[level]
		lead.Name += label
		if factors[d].override != nil || factors[d].who || factors[d].first && base.Lead >= 0 {
			base.Name += label
		}
	}
	return lead, base
}

// playCrossing plays all wars to the number of histories asked for, or look by
// look until the widest difference is narrow enough.
func (a *app) playCrossing(ctx context.Context, f *sweepFlags, e *results.Experiment, wars []results.CrossWar, widest func(level float64) float64,
	rows *results.Histories) error {
	looks := []int{e.Requested}
	if f.precision > 0 {
		e.Precision = results.PlanPrecision(f.precision, int(f.reps))
		looks = e.Precision.Looks
	}
	bar := newProgress(a.stderr, looks[0], len(wars))
	defer bar.stop()
	for _, n := range looks {
		e.Requested = n
		if err := playWars(ctx, f, e, wars, rows, bar); err != nil {
			return err
		}
		if e.Interrupted || e.Precision != nil && e.Precision.Look(widest(e.Level())) {
			break
		}
	}
	return nil
}

// playWars plays each war to e.Requested. A signal ends it early and is no error
// if something was finished.
func playWars(ctx context.Context, f *sweepFlags, e *results.Experiment, wars []results.CrossWar, rows *results.Histories, bar *progress) error {
	for i := range wars {
		w := &wars[i]
		plan := sweep.Cell{Config: w.Config, Arms: w.Arms, Seed: sim.NewSeed(e.Seed), Replications: e.Requested, Workers: int(f.workers),
			Progress: func(done, total int) { bar.update((i*total+done)/len(wars), total) }}
		if rows != nil {
			plan.History = rows.Of(w.Config, w.Arms).Add
		}
		(&question{watch: w.Watch}).listen(&plan)
		err := sweep.Run(ctx, plan, w.Tally)
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			return fmt.Errorf("parley: %w", err)
		case err != nil && wars[0].Tally.Replications == 0:
			return fmt.Errorf("parley: %w before the first history was finished", errInterrupted)
		case err != nil:
			e.Interrupted = true
			return nil
		}
	}
	return nil
}
