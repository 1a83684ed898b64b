package lowo

import (
	"context"
	"fmt"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
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
	// Points of the prior, and the Nearest of them that forecast.
	Points, Nearest int
	// Placebos are how often third parties are shuffled; 0 is not at all.
	Placebos int
	Seed     int64
	Workers  int
	// Progress, if set, is told how many histories are played.
	Progress func(done, total int)

	problem *calibrate.Problem
	seen    []Observed
}

// Planned sizes of a test.
const (
	PlannedPoints   = 60_000
	PlannedNearest  = 600
	PlannedPlacebos = 30
	LeastWars       = 3
)

// Report is what a test found.
type Report struct {
	// Format to Evaluations are the caller's, as of validate.Report.
	Format      int    `json:"format"`
	Model       string `json:"model"`
	Run         string `json:"run"`
	InSample    *bool  `json:"in_sample"`
	Evaluations int    `json:"evaluations"`

	Wars     []string `json:"wars"`
	Seed     int64    `json:"seed"`
	Points   int      `json:"points"`
	Nearest  int      `json:"nearest"`
	Horizons [2]int   `json:"horizons"`
	// Observed, Forecasts and Fingerprints are by war, of these the last for all; of Scores the
	// first is the engine's.
	Observed     []Observed    `json:"observed"`
	Forecasts    []Forecast    `json:"forecasts"`
	Scores       []Score       `json:"scores"`
	Fingerprints []Fingerprint `json:"fingerprints"`
	// Placebos are from PlaceboPoints, and the PlaceboNearest of them; none if not asked for.
	PlaceboPoints  int       `json:"placebo_points"`
	PlaceboNearest int       `json:"placebo_nearest"`
	Placebos       []Placebo `json:"placebos"`
}

// Parts of a test's luck.
const (
	pointPart = iota
	luckPart
	bootstrapPart
	shufflePart
)

func (t *Test) seed(part int) sim.Seed { return sim.NewSeed(t.Seed).Child(part) }

// scaleSeed is the seed by default of a calibration, whose histories set the scales of
// distances, whatever the luck of a test.
const scaleSeed = 1

func (t *Test) fitting() *calibrate.Fitting {
	return &calibrate.Fitting{Wars: t.Wars, Seed: scaleSeed}
}

// Check says what is wrong before anything is played.
func (t *Test) Check() error {
	if n := len(t.Wars); n < LeastWars {
		return fmt.Errorf("%d wars: want %d or more, since one is left out and the others are fitted", n, LeastWars)
	}
	if t.Nearest < 1 || t.Nearest > t.Points {
		return fmt.Errorf("the nearest %d of %d points: want no more than there are", t.Nearest, t.Points)
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
	if err := t.fitting().Check(); err != nil {
		return err
	}
	return t.observe()
}

// Histories that a test plays, but for those that set the scales.
func (t *Test) Histories() int {
	n, wars := t.Points*len(t.Wars), len(t.Wars)
	if t.Placebos > 0 {
		n += t.small() * wars * wars
	}
	return n
}

// small is the number of points under other third parties.
func (t *Test) small() int { return max(1, t.Points/placeboShare) }

// Run leaves out each war in turn. The same test gives the same report with any number of workers.
func (t *Test) Run(ctx context.Context) (*Report, error) {
	err := t.Check()
	if err != nil {
		return nil, err
	}
	if t.problem, err = t.fitting().Problem(); err != nil {
		return nil, err
	}
	r := &Report{Seed: t.Seed, Points: t.Points, Nearest: t.Nearest, Horizons: Horizons, Observed: t.seen}
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
		r.PlaceboPoints, r.PlaceboNearest = len(table), max(1, t.Nearest/placeboShare)
		r.Placebos = t.placebos(table, r.PlaceboNearest)
	}
	return r, nil
}

// told passes on how many histories are played, so many before and so many for each point.
func (t *Test) told(before, each int) func(points int) {
	return func(points int) {
		if t.Progress != nil {
			t.Progress(before+points*each, t.Histories())
		}
	}
}

// forecast each war from a table, and score the forecasts, beside those of all points.
func (t *Test) forecast(r *Report, table [][]Row, columns []int) {
	engine, prior, all := said{name: Engine}, said{name: Unfitted}, []Row{}
	for w, name := range r.Wars {
		rows := nearest(table, columns, w, t.Nearest)
		f, before := forecastOf(name, rows, &t.seen[w]), forecastOf(name, nearest(table, columns, w, len(table)), &t.seen[w])
		engine.add(&f)
		prior.add(&before)
		r.Forecasts, r.Fingerprints, all = append(r.Forecasts, f), append(r.Fingerprints, fingerprintOf(name, rows)), append(all, rows...)
	}
	r.Fingerprints = append(r.Fingerprints, fingerprintOf("", all))
	r.Scores = scores(append([]said{engine, prior}, t.rivals()...), t.seen, bootstrap(len(r.Wars), t.seed(bootstrapPart)))
}

// observe what the records say of the settlements.
func (t *Test) observe() error {
	t.seen = make([]Observed, len(t.Wars))
	for w := range t.Wars {
		war := &t.Wars[w]
		o, err := observe.New(war.Config, war.Record, Horizon)
		if err != nil {
			return err
		}
		for _, s := range o.Record() {
			switch yes := s.Value == 1; {
			case s.Name == "settlement.month" && s.Missing:
				return fmt.Errorf("%s: its record does not say whether it was settled", war.Config.Name)
			case s.Name == "settlement.month":
				t.seen[w].Month = min(int(s.Value), Horizon)
			case s.Name == "settlement.kept" && !s.Missing:
				t.seen[w].Kept = &yes
			}
		}
	}
	return nil
}
