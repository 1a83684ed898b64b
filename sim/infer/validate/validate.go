// Package validate tests a fitted model of a war on what it was not fitted to. What
// is predicted and how it is scored stands in docs/studies/validation-plan.md.
//
// A Validation has parts, each of which fills its part of a Report:
//
//  1. Hindcast: the months held out, from the state reached, beside baselines that know
//     nothing of mediation. Quantities of the months have scores, which are averaged by
//     group (continuous ranked probability score).
//  2. Rivals: other structures of the same engine, as overrides, scored like it.
//  3. Predictive check: the whole window again, summary by summary.
//  4. Simulation-based calibration of the inference, from one shared table.
//
// It is pure: no file or clock, and luck by number.
package validate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/sweep"
)

// Validation is what to test, against what, and how long.
type Validation struct {
	// Config of the war; its parameters are those of the prior.
	Config *sim.Config
	// Arm under which the posteriors were fitted.
	Arm    sim.Arm
	Record *record.Record
	// Split is the first month that is held out, 1 to Config.Months-1.
	Split int
	// Until is the posterior of the months before Split, Whole that of all.
	Until, Whole *sim.ParameterSample
	// Summaries that were fitted, by name, family or group; none is the default.
	Summaries []string
	// Bound, if there is one, is the war with further shocks in the months held out.
	Bound *sim.Config
	// Rivals are Structures, built.
	Rivals []Rival
	// Parts to do; none is all.
	Parts   []string
	Sizes   Sizes
	Seed    int64
	Workers int
	// Progress, if set, is told how many histories are played, and of which part; first as
	// each begins.
	Progress func(part string, done, total int)

	before, late *observe.Observer
	yardstick    *calibrate.Problem
	part         string // that is played
	done         int
}

// Parts of a validation. Baselines go with the hindcast.
const (
	PartHindcast   = "hindcast"
	PartPredictive = "ppc"
	PartSBC        = "sbc"
	PartRivals     = "rivals"
)

// PartNames in the order of the report.
var PartNames = []string{PartHindcast, PartPredictive, PartSBC, PartRivals}

// Sizes are how much to play.
type Sizes struct {
	// Histories of each forecast, and the Nearest of them that are kept.
	Histories, Nearest int
	// Scale is the number of prior histories that set the scales.
	Scale int
	// Predictive histories from the posterior of the whole window.
	Predictive int
	// Table of the simulation-based calibration, its Records, and the Draws, nearest
	// rows, that stand for the posterior of each.
	Table, Records, Draws int
}

// Planned sizes; those of the simulation-based calibration are its fast form.
var Planned = Sizes{Histories: 40_000, Nearest: 400, Scale: 4_000, Predictive: 2_000, Table: 20_000, Records: 500, Draws: 99}

// Parts of a validation's luck.
const (
	scalePart = iota
	hindcastPart
	predictivePart
	tablePart
	recordPart
	tiesPart
	rivalPart
	marginPart = 100 // after any number of rivals
)

func (v *Validation) seed(part int) sim.Seed { return sim.NewSeed(v.Seed).Child(part) }

// SplitOf is the first month held out of so many where nothing else is said: the first two
// thirds are fitted.
func SplitOf(months int) int { return max(1, months*2/3) }

// Does says whether a part is wanted.
func (v *Validation) Does(part string) bool {
	return len(v.Parts) == 0 || slices.Contains(v.Parts, part)
}

// Check says what is wrong before anything is played.
func (v *Validation) Check() error {
	if v.Split < 1 || v.Split >= v.Config.Months {
		return fmt.Errorf("months held out from month %d: want 1 to %d", v.Split, v.Config.Months-1)
	}
	for _, part := range v.Parts {
		if !slices.Contains(PartNames, part) {
			return fmt.Errorf("part %s: want one of %s%s", part, strings.Join(PartNames, ", "), fault.DidYouMean(part, PartNames))
		}
	}
	if s := &v.Sizes; s.Nearest < 1 || s.Nearest > s.Histories || s.Draws < 1 || s.Draws > s.Table {
		return fmt.Errorf("the nearest %d of %d histories and %d of a table of %d: want no more than there are", s.Nearest, s.Histories, s.Draws, s.Table)
	}
	return v.fitting(v.Split).Check()
}

// fitting to the first months of the record.
func (v *Validation) fitting(months int) *calibrate.Fitting {
	return &calibrate.Fitting{Wars: []calibrate.War{{Config: v.Config, Arm: v.Arm, Record: v.Record, Months: months, Summaries: v.Summaries}}, Seed: scaleSeed}
}

// scaleSeed is the seed by default of a calibration: the scales of its distance are
// those of histories from that seed, whatever the luck of a validation.
const scaleSeed = 1

// Histories that a validation plays.
func (v *Validation) Histories() (n int) {
	s, forecasts := &v.Sizes, 0
	if v.Does(PartHindcast) {
		forecasts = 1
		if v.Bound != nil {
			forecasts = 2
		}
	}
	if v.Does(PartRivals) {
		forecasts += len(v.Rivals)
	}
	if v.Does(PartHindcast) || v.Does(PartRivals) {
		n = s.Scale + forecasts*s.Histories
	}
	if v.Does(PartPredictive) {
		n += s.Predictive
	}
	if v.Does(PartSBC) {
		n += s.Table + s.Records
	}
	return n
}

var errNobody = errors.New("in no history did the war go on into the months held out: nothing can be predicted")

// Run does all parts.
func (v *Validation) Run(ctx context.Context) (*Report, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	var err error
	if v.before, err = observe.New(v.Config, v.Record, v.Split); err != nil {
		return nil, err
	}
	if v.late, err = observe.NewFrom(v.Config, v.Record, v.Split, v.Config.Months); err != nil {
		return nil, err
	}
	v.done = 0
	r := v.newReport()
	var list []quantity // with their scales, once a part needs them
	for _, x := range []struct {
		part     string
		predicts bool
		do       func(context.Context, []quantity, *Report) error
	}{{PartHindcast, true, v.hindcast}, {PartRivals, true, v.rivals}, {PartPredictive, false, v.predictive}, {PartSBC, false, v.sbc}} {
		if !v.Does(x.part) {
			continue
		}
		v.part = x.part
		v.played(0)
		if x.predicts && list == nil {
			if v.yardstick, err = v.fitting(v.Split).Problem(); err != nil {
				return nil, err
			}
			list = v.quantities(v.late)
			if err := v.scale(ctx, list); err != nil {
				return nil, err
			}
		}
		if err := x.do(ctx, list, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// played tells of so many histories more.
func (v *Validation) played(n int) {
	if v.done += n; v.Progress != nil {
		v.Progress(v.part, v.done, v.Histories())
	}
}

// each does all numbers below n, every worker with tools of its own. What a number
// leaves behind is at its place, so the workers do not show.
func each[T any](ctx context.Context, v *Validation, n int, tools func() (T, error), do func(T, int)) error {
	return sweep.Each(ctx, n, v.Workers, tools, func(t T, i int) error { do(t, i); return nil }, func(int, int) { v.played(1) })
}
