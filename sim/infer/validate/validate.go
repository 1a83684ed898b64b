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
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
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

	pilot        int // histories of the prior for scales of summaries, as calibrate.Fitting's
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
	_, err := v.fitting(v.Split).Choose()
	return err
}

// fitting to the first months of the record.
func (v *Validation) fitting(months int) *calibrate.Fitting {
	return &calibrate.Fitting{Wars: []calibrate.War{{Config: v.Config, Arm: v.Arm, Record: v.Record, Months: months, Summaries: v.Summaries}}, Seed: scaleSeed, Pilot: v.pilot}
}

// scaleSeed is the seed by default of a calibration: the scales of its distance are
// those of histories from that seed, whatever the luck of a validation.
const scaleSeed = 1

// part that is wanted: what it plays, and whether it predicts, for which quantities have scales.
type part struct {
	name      string
	histories int
	predicts  bool
	do        func(context.Context, []quantity, *Report) error
}

func (v *Validation) parts() []part {
	s := &v.Sizes
	all := []part{
		{PartHindcast, (1 + stats.Bit(v.Bound != nil)) * s.Histories, true, v.hindcast}, {PartRivals, len(v.Rivals) * s.Histories, true, v.rivals},
		{PartPredictive, s.Predictive, false, v.predictive}, {PartSBC, s.Table + s.Records, false, v.sbc},
	}
	return slices.DeleteFunc(all, func(x part) bool { return !v.Does(x.name) })
}

// Histories that a validation plays.
func (v *Validation) Histories() (n int) {
	scales := 0
	for _, x := range v.parts() {
		if n += x.histories; x.predicts {
			scales = v.Sizes.Scale
		}
	}
	return n + scales
}

var errNobody = errors.New("in no history did the war go on into the months held out: nothing can be predicted")

// Run does all parts.
func (v *Validation) Run(ctx context.Context) (*Report, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	var err, late error
	v.before, err = observe.New(v.Config, v.Record, v.Split)
	v.late, late = observe.NewFrom(v.Config, v.Record, v.Split, v.Config.Months)
	if err = errors.Join(err, late); err != nil {
		return nil, err
	}
	v.done = 0
	r := v.newReport()
	var list []quantity // with their scales, once a part needs them
	for _, x := range v.parts() {
		v.part = x.name
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

// Report is what a validation found.
type Report struct {
	Format   int    `json:"format"`
	Scenario string `json:"scenario"`
	Model    string `json:"model"`
	Regime   string `json:"regime"`
	Seed     int64  `json:"seed"`
	// Fitted and HeldOut are the months of the hindcast.
	Fitted  string `json:"fitted"`
	HeldOut string `json:"held_out"`
	// Notes are sentences on what of the record is left out, as observe.Observer.Notes, and
	// on what of a posterior is of another war or model.
	Notes []string `json:"notes,omitempty"`

	Hindcast []Quantity      `json:"hindcast"`
	Scores   []HindcastScore `json:"scores"`
	// State is how the histories that forecast stand against the months that were fitted.
	State    []calibrate.Check `json:"state"`
	PPC      []calibrate.Check `json:"ppc"`
	SBC      []Uniformity      `json:"sbc"`
	SBCSizes *SBCSizes         `json:"sbc_sizes,omitempty"`
	Rivals   []RivalScore      `json:"rivals"`
	// Structures are the overrides behind the rivals.
	Structures []Structure `json:"structures"`
	Baselines  []Baseline  `json:"baselines"`

	// Format, Plan, Posterior and InSample are the caller's: the format of documents, checksums of what was predicted and
	// from what, and whether the evaluation follows a change made in the light of one.
	Plan      string `json:"plan"`
	Posterior string `json:"posterior"`
	InSample  *bool  `json:"in_sample"`
	// Run is the caller's checksum of all else that decides the scores, and Deviations
	// what was set otherwise than planned, as words of the command line.
	Run        string   `json:"run"`
	Deviations []string `json:"deviations"`
	// Evaluations against the record that are logged, and the score that the log has of
	// this one, if that is another.
	Evaluations int      `json:"evaluations"`
	LoggedScore *float64 `json:"logged_score"`
}

// number is one that may be missing: NaN is null in JSON.
type number float64

// MarshalJSON implements json.Marshaler.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', -1, 64), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *number) UnmarshalJSON(b []byte) error {
	x := math.NaN()
	err := json.Unmarshal(b, &x)
	*n = number(x)
	return err
}

// Quantity is one number of the months held out, observed and predicted. Missing is
// the share of the forecast in which it did not come about; quantiles are over the rest.
type Quantity struct {
	Name     string  `json:"quantity"`
	Shocks   string  `json:"shocks"`
	Group    string  `json:"group"`
	Unit     string  `json:"unit"`
	Observed number  `json:"observed"`
	Q05      number  `json:"q05"`
	Q25      number  `json:"q25"`
	Median   number  `json:"median"`
	Q75      number  `json:"q75"`
	Q95      number  `json:"q95"`
	Missing  float64 `json:"missing"`
	// Share of the forecast in which an indicator is 1; nil for another quantity.
	Share    *float64 `json:"share,omitempty"`
	Inside50 bool     `json:"inside50"`
	Inside90 bool     `json:"inside90"`
	// Expected50 and Expected90 are the forecast's own shares in its regions, which are
	// more than 50 and 90 % where values are few or pile up.
	Expected50 float64 `json:"expected50"`
	Expected90 float64 `json:"expected90"`
	// Repeats: another quantity tells the same.
	Repeats bool `json:"repeats"`
	// CRPS in the unit; Scale is the spread of the prior's histories, and Score the
	// quotient of the two.
	CRPS  float64 `json:"crps"`
	Scale float64 `json:"scale"`
	Score float64 `json:"score"`
}

// HindcastScore is a hindcast's under some shocks.
type HindcastScore struct {
	Score
	Shocks string `json:"shocks"`
	reached
}

// RivalScore is a rival's.
type RivalScore struct {
	Score
	Keeps string `json:"keeps"`
	Late  bool   `json:"late"`
	reached
}

// Uniformity of a parameter's ranks.
type Uniformity struct {
	Parameter string  `json:"parameter"`
	D         float64 `json:"ks_d"`
	P         float64 `json:"ks_p"`
	// Inside90 is the share of truths in the middle 90 % of their posteriors.
	Inside90 float64 `json:"inside90"`
	// Ranks is how many truths had 0, 1, ... of the draws below them.
	Ranks []int `json:"ranks"`
}

// SBCSizes of a simulation-based calibration.
type SBCSizes struct {
	Table   int `json:"table"`
	Records int `json:"records"`
	Draws   int `json:"draws"`
}

// Baseline against the engine in a group of quantities.
type Baseline struct {
	Name   string  `json:"name"`
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Engine float64 `json:"engine"`
	// Margin is twice the Monte Carlo error of the engine's score.
	Margin  float64 `json:"margin"`
	Verdict string  `json:"verdict"`
}

// Verdicts on the engine beside a baseline.
const (
	VerdictBetter  = "better"
	VerdictWorse   = "worse"
	VerdictUnclear = "no clear difference"
)

func (v *Validation) newReport() *Report {
	month := func(m int) string { return (v.Config.Start + sim.Month(m)).String() }
	r := &Report{
		Scenario: v.Config.Name, Model: strconv.Itoa(sim.ModelVersion), Regime: v.Arm.Name, Seed: v.Seed,
		Fitted: month(0) + " to " + month(v.Split-1), HeldOut: month(v.Split) + " to " + month(v.Config.Months-1),
		Notes:    v.late.Notes(),
		Hindcast: []Quantity{}, Scores: []HindcastScore{}, State: []calibrate.Check{}, PPC: []calibrate.Check{}, SBC: []Uniformity{}, Rivals: []RivalScore{},
		Structures: []Structure{}, Baselines: []Baseline{}, Deviations: []string{},
	}
	for _, from := range []*sim.ParameterSample{v.Until, v.Whole} {
		if from != nil {
			r.Notes = append(r.Notes, from.Notes...)
		}
	}
	if v.Does(PartRivals) {
		for i := range v.Rivals {
			r.Structures = append(r.Structures, v.Rivals[i].Structure)
		}
	}
	return r
}
