// Package lowo leaves one war out: parameters are fitted to the other wars, and the one
// left out is forecast from time zero (leave-one-out cross-validation, Stone 1974, J. R.
// Stat. Soc. B 36, 111-147).
//
//  1. Points of the prior are played some times in each war: a table of rows.
//  2. A forecast of a war weighs the points by what became of the other wars, of all wars
//     alike, as package calibrate does for all but the first.
//  3. Scores compare forecasts with what happened, beside rivals that know less of the wars;
//     intervals are a bootstrap over wars.
//  4. A placebo gives each war the third parties of another, and does all of it again.
//
// It is pure: no file or clock, and luck by number.
package lowo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Horizon is how many months every war is followed, and a settlement after it.
const Horizon = 60

// Horizons at which forecasts are scored, the same for all wars: windows that end at their
// settlements would tell the outcome by their length.
var Horizons = [2]int{36, Horizon}

// placeboShare of the points are played under other third parties, one in so many.
const placeboShare = 4

// Test is what to leave out, from what, and how much to play.
type Test struct {
	// Wars as they are fitted, 3 or more, each of Horizon months, in scenario and record, and
	// as many of implementation.
	Wars []calibrate.War
	// Points of the prior, each played Histories times in each war.
	Points, Histories int
	// Placebos are how often third parties are shuffled, if there are so many Derangements; 0 is
	// not at all.
	Placebos int
	Seed     int64
	Workers  int
	// Progress, if set, is told how many histories are played.
	Progress func(done, total int)

	seen []calibrate.Outcome
}

// Planned sizes of a test.
const (
	PlannedPoints    = 8_000
	PlannedHistories = 16
	PlannedPlacebos  = 30
	LeastWars        = 3
)

// Report is what a test found.
type Report struct {
	// Format to Evaluations are the caller's, as of validate.Report.
	Format      int    `json:"format"`
	Model       string `json:"model"`
	Run         string `json:"run"`
	InSample    *bool  `json:"in_sample"`
	Evaluations int    `json:"evaluations"`

	Wars      []string `json:"wars"`
	Seed      int64    `json:"seed"`
	Points    int      `json:"points"`
	Histories int      `json:"histories"`
	// Share of wars that are settled within five years, by which the others' outcomes weigh.
	Share    float64 `json:"share"`
	Horizons [2]int  `json:"horizons"`
	// Observed, Forecasts and Fingerprints are by war, of these the last for all; of Scores the
	// first is the engine's.
	Observed     []calibrate.Outcome `json:"observed"`
	Forecasts    []Forecast          `json:"forecasts"`
	Scores       []Score             `json:"scores"`
	Fingerprints []Fingerprint       `json:"fingerprints"`
	// Placebos are from PlaceboPoints; none if not asked for.
	PlaceboPoints int       `json:"placebo_points"`
	Placebos      []Placebo `json:"placebos"`
}

// Parts of a test's luck.
const (
	pointPart = iota
	luckPart
	bootstrapPart
	shufflePart
)

func (t *Test) seed(part int) sim.Seed { return sim.NewSeed(t.Seed).Child(part) }

// Check says what is wrong before anything is played.
func (t *Test) Check() error {
	if n := len(t.Wars); n < LeastWars {
		return fmt.Errorf("%d wars: want %d or more, since one is left out and the others are fitted", n, LeastWars)
	}
	for i := range t.Wars {
		w := &t.Wars[i]
		if slices.ContainsFunc(t.Wars[:i], func(x calibrate.War) bool { return x.Config.Name == w.Config.Name }) {
			return fmt.Errorf("%s: named twice", w.Config.Name)
		}
		if w.Months != Horizon || w.Config.Months != Horizon || w.Config.Implementation != Horizon {
			return fmt.Errorf("%s: want %d months and as many of implementation", w.Config.Name, Horizon)
		}
	}
	_, err := (&calibrate.Fitting{Wars: t.Wars}).Choose()
	t.seen = make([]calibrate.Outcome, len(t.Wars))
	for w := range t.Wars {
		if err == nil {
			t.seen[w], err = t.Wars[w].Outcome()
		}
	}
	return err
}

// Played is how many histories a test plays.
func (t *Test) Played() int {
	n, wars := t.Points*len(t.Wars), len(t.Wars)
	if t.Placebos > 0 {
		n += t.small() * wars * wars
	}
	return n * t.Histories
}

// small is the number of points under other third parties.
func (t *Test) small() int { return max(1, t.Points/placeboShare) }

// Run leaves out each war in turn. The same test gives the same report with any number of workers.
func (t *Test) Run(ctx context.Context) (*Report, error) {
	err := t.Check()
	if err != nil {
		return nil, err
	}
	r := &Report{Seed: t.Seed, Points: t.Points, Histories: t.Histories, Share: calibrate.ShareSettled, Horizons: Horizons, Observed: t.seen}
	var own []column
	for w := range t.Wars {
		own = append(own, column{w, t.Wars[w]})
		r.Wars = append(r.Wars, t.Wars[w].Config.Name)
	}
	table, err := t.table(ctx, t.Points, own, 0)
	if err != nil {
		return nil, err
	}
	t.forecast(r, table)
	if t.Placebos > 0 {
		if table, err = t.table(ctx, t.small(), t.crossed(), t.Points*len(own)); err != nil {
			return nil, err
		}
		r.PlaceboPoints, r.Placebos = len(table), t.placebos(table)
	}
	return r, nil
}

// forecast each war from a table, and score the forecasts, beside those of all points.
func (t *Test) forecast(r *Report, table [][][]Row) {
	own := func(w int) int { return w }
	engine, prior, all := said{name: Engine}, said{name: Unfitted}, sample{}
	for w, name := range r.Wars {
		fitted, prio := t.without(table, own, w), sampled(table, w, make([]float64, len(table)))
		engine.of, prior.of = append(engine.of, forecastOf(name, &fitted, t.seen[w])), append(prior.of, forecastOf(name, &prio, t.seen[w]))
		r.Fingerprints = append(r.Fingerprints, fingerprintOf(name, &fitted))
		all.rows, all.weights = append(all.rows, fitted.rows...), append(all.weights, fitted.weights...)
	}
	r.Forecasts, r.Fingerprints = engine.of, append(r.Fingerprints, fingerprintOf("", &all))
	r.Scores = scores(append([]said{engine, prior}, t.rivals()...), t.seen, bootstrap(len(r.Wars), t.seed(bootstrapPart)))
}

// Row is what a history came to.
type Row struct {
	// Month of the settlement, Horizon if there was none by then.
	Month int
	// Kept: the settlement held for all of the implementation.
	Kept     bool
	Meetings int
	// Truce: a ceasefire was signed. Agreed: an issue was that was open at time zero, but for
	// that of the ceasefire.
	Truce, Agreed bool
}

// column of a table: a war, by number, under its own or other third parties.
type column struct {
	number int
	calibrate.War
}

// histories of a column by number, with given parameters; for one worker.
type histories func(set sim.ParameterSet, number int) Row

func (t *Test) histories(c column) (histories, error) {
	config, luck := *c.Config, calibrate.WarSeed(t.seed(luckPart), c.number)
	world, err := sim.NewWorld(&config)
	return func(set sim.ParameterSet, number int) Row {
		config.Parameters = set
		out := world.Run(&c.Arm, luck, number)
		r := Row{Month: Horizon, Meetings: out.Meetings, Truce: out.Truces > 0}
		if out.Settled() {
			r.Month, r.Kept = out.Month, out.Kept()
		}
		for k, month := range out.Protocols {
			issue := &config.Issues[k]
			r.Agreed = r.Agreed || month != sim.Never && !issue.AgreedBefore && !issue.Ceasefire
		}
		return r
	}, err
}

// table plays the first n points of the prior in each column, [point][column][history], after so
// many rounds of histories.
func (t *Test) table(ctx context.Context, n int, columns []column, before int) ([][][]Row, error) {
	base := t.Wars[0].Config.Parameters
	base.Mode = sim.ParametersPrior
	free, table := sim.FreeParameters(&base), make([][][]Row, n)
	tools := func() (list []histories, err error) {
		for _, c := range columns {
			play, none := t.histories(c)
			list, err = append(list, play), errors.Join(err, none)
		}
		return list, err
	}
	err := sweep.Each(ctx, n, t.Workers, tools, func(played []histories, i int) error {
		set := sim.PriorAt(base, free, calibrate.PriorPoint(t.seed(pointPart), i, "point", len(free)))
		table[i] = stats.Values(played, func(play *histories) []Row {
			rows := make([]Row, t.Histories)
			for h := range rows {
				rows[h] = (*play)(set, i*t.Histories+h)
			}
			return rows
		})
		return nil
	}, func(points, _ int) {
		if t.Progress != nil {
			t.Progress((before+points*len(columns))*t.Histories, t.Played())
		}
	})
	return table, err
}
