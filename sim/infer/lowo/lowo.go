package lowo

import (
	"context"
	"fmt"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
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
	// Placebos are how often third parties are shuffled; 0 is not at all.
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
	if err := (&calibrate.Fitting{Wars: t.Wars}).Check(); err != nil {
		return err
	}
	return t.observe()
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
	own, columns := make([]column, len(t.Wars)), make([]int, len(t.Wars))
	for w := range t.Wars {
		own[w], columns[w] = column{war: w, config: t.Wars[w].Config, arm: t.Wars[w].Arm}, w
		r.Wars = append(r.Wars, t.Wars[w].Config.Name)
	}
	table, err := t.table(ctx, t.Points, own, t.told(0, len(own)))
	if err != nil {
		return nil, err
	}
	t.forecast(r, table, columns)
	if t.Placebos > 0 {
		crossed := t.crossed()
		table, err := t.table(ctx, t.small(), crossed, t.told(t.Points*len(own), len(crossed)))
		if err != nil {
			return nil, err
		}
		r.PlaceboPoints, r.Placebos = len(table), t.placebos(table)
	}
	return r, nil
}

// told passes on how many histories are played, so many before and so many for each point.
func (t *Test) told(before, each int) func(points int) {
	return func(points int) {
		if t.Progress != nil {
			t.Progress((before+points*each)*t.Histories, t.Played())
		}
	}
}

// forecast each war from a table, and score the forecasts, beside those of all points.
func (t *Test) forecast(r *Report, table [][][]Row, columns []int) {
	engine, prior, all := said{name: Engine}, said{name: Unfitted}, sample{}
	for w, name := range r.Wars {
		fitted, prio := t.without(table, columns, w), even(table, columns[w])
		f, before := forecastOf(name, &fitted, t.seen[w]), forecastOf(name, &prio, t.seen[w])
		engine.add(&f)
		prior.add(&before)
		r.Forecasts, r.Fingerprints = append(r.Forecasts, f), append(r.Fingerprints, fingerprintOf(name, &fitted))
		all.rows, all.weights = append(all.rows, fitted.rows...), append(all.weights, fitted.weights...)
	}
	r.Fingerprints = append(r.Fingerprints, fingerprintOf("", &all))
	r.Scores = scores(append([]said{engine, prior}, t.rivals()...), t.seen, bootstrap(len(r.Wars), t.seed(bootstrapPart)))
}

// observe what the records say of the settlements.
func (t *Test) observe() (err error) {
	t.seen = make([]calibrate.Outcome, len(t.Wars))
	for w := range t.Wars {
		if t.seen[w], err = t.Wars[w].Outcome(); err != nil {
			return err
		}
	}
	return nil
}
