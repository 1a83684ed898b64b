package validate

import (
	"context"
	"math"
	"testing"

	"parley/results/abc"
	"parley/results/calibrate"
	"parley/results/observe"
	"parley/sim"
)

// Histories with known parameters stand for the record: what they do in the months
// held out lies in the middle 90 % of its forecast nine times in ten.
func TestForecastsOfKnownHistoriesHoldNinetyPerCent(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	const table, truths, nearest = 6000, 400, 100
	v := small(t)
	var err error
	if v.before, err = observe.New(v.Config, v.Record, v.Split); err != nil {
		t.Fatal(err)
	}
	if v.late, err = observe.NewFrom(v.Config, v.Record, v.Split, v.Config.Months); err != nil {
		t.Fatal(err)
	}
	y, err := v.fitting(v.Split).Yardstick()
	if err != nil {
		t.Fatal(err)
	}
	list := v.quantities(v.late)
	early, late := split(t, v, y, list, sim.NewSeed(21), table)
	seen, came := split(t, v, y, list, sim.NewSeed(22), truths)
	inside, all := make([]float64, len(list)), 0.0
	for i := range seen {
		near := abc.Nearest(y.Target, seen[i], early, nearest)
		for k := range list {
			below, same := 0.0, 0.0
			for _, row := range near {
				switch x, y := rank(late[row][k]), rank(came[i][k]); {
				case x < y:
					below++
				case x == y:
					same++
				}
			}
			u := (below + same*sim.NewLuck(sim.NewSeed(23), i, "tie", 0).Uniform(k)) / nearest
			if u > 0.05 && u < 0.95 {
				inside[k]++
				all++
			}
		}
	}
	for k := range list {
		if share := inside[k] / float64(len(seen)); share < 0.83 || share > 0.97 {
			t.Errorf("%s: %.3f of the truths lie in the middle 90 %%", list[k].name, share)
		}
	}
	if share := all / float64(len(seen)*len(list)); share < 0.87 || share > 0.93 {
		t.Errorf("%.3f of all truths lie in the middle 90 %%", share)
	}
}

// rank of a value: what did not come about is beyond all that did.
func rank(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(1)
	}
	return x
}

// split histories from the prior in which the war went on into what was fitted and
// what came after.
func split(t *testing.T, v *Validation, y *calibrate.Yardstick, list []quantity, seed sim.Seed, n int) (early, late [][]float64) {
	t.Helper()
	type halves struct{ early, late []float64 }
	all := make([]halves, n)
	err := each(context.Background(), n, v.Workers, nil, func() (*watcher, error) { return v.newWatcher(v.Config) }, func(w *watcher, i int) {
		if observe.PlayBefore(w.world, &v.Arm, seed, i, w.before, w.late).Month < v.Split {
			return
		}
		for _, at := range y.Chosen {
			all[i].early = append(all[i].early, calibrate.Value(&w.before.SummariesPlayed()[at]))
		}
		for k := range list {
			all[i].late = append(all[i].late, list[k].of(w.late.SummariesPlayed()))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range all {
		if h.early != nil {
			early, late = append(early, h.early), append(late, h.late)
		}
	}
	return early, late
}
