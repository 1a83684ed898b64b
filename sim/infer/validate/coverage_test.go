package validate

import (
	"context"
	"flag"
	"math"
	"slices"
	"testing"

	"parley/sim"
	"parley/sim/infer/observe"
)

var long = flag.Bool("long", false, "every case; make long")

// Histories with known parameters stand for the record: what they do in the months
// held out lies as often in the regions of its forecast as the forecast itself has it,
// its tails hold a tenth, and it scores better than histories taken at random.
func TestForecastsOfKnownHistoriesHoldWhatTheyPromise(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	v, list := known(t)
	table, truths := 2000, 200
	if v.Sizes.Nearest = 50; *long {
		table, truths, v.Sizes.Nearest = 6000, 400, 100
	}
	all := playedBy(t, v, list, sim.NewSeed(21), table)
	var inside, in50, expected50, in90, expected90 float64
	var near, random []float64
	for i, truth := range playedBy(t, v, list, sim.NewSeed(22), truths) {
		if truth.early == nil {
			continue
		}
		f, lucky := v.of(t, list, truth, all), v.of(t, list, truth, atRandom(all, i, v.Sizes.Nearest))
		for k := range list {
			if u := f.rank(k, truth.values[k], sim.NewStream(sim.NewSeed(23), i, "tie", 0).Uniform(k)); u > 0.05 && u < 0.95 {
				inside++
			}
			q := list[k]
			q.Observed = number(truth.values[k])
			x := q.reported(f.values[k])
			in50, expected50 = in50+one(x.Inside50), expected50+x.Expected50
			in90, expected90 = in90+one(x.Inside90), expected90+x.Expected90
			near = append(near, x.Score)
			random = append(random, q.reported(lucky.values[k]).Score)
		}
	}
	n := float64(len(near))
	if share := inside / n; share < 0.87 || share > 0.93 {
		t.Errorf("%.3f of the truths lie in the middle 90 %%, ties broken", share)
	}
	if in50, expected50 = in50/n, expected50/n; math.Abs(in50-expected50) > 0.03 {
		t.Errorf("%.3f lie in their middle half, the forecasts have %.3f", in50, expected50)
	}
	if in90, expected90 = in90/n, expected90/n; math.Abs(in90-expected90) > 0.03 {
		t.Errorf("%.3f lie in their middle 90 %%, the forecasts have %.3f", in90, expected90)
	}
	if better := 1 - mean(near)/mean(random); better < 0.05 {
		t.Errorf("the nearest histories score %.3f, histories at random %.3f: want 5 %% less", mean(near), mean(random))
	}
}

// known is a validation whose quantities have the scale of the prior's histories.
func known(t *testing.T) (*Validation, []quantity) {
	t.Helper()
	v := small(t)
	var err error
	if v.before, err = observe.New(v.Config, v.Record, v.Split); err != nil {
		t.Fatal(err)
	}
	if v.late, err = observe.NewFrom(v.Config, v.Record, v.Split, v.Config.Months); err != nil {
		t.Fatal(err)
	}
	if v.yardstick, err = v.fitting(v.Split).Problem(); err != nil {
		t.Fatal(err)
	}
	list := v.quantities(v.late)
	if err := v.scale(context.Background(), list); err != nil {
		t.Fatal(err)
	}
	return v, list
}

// playedBy a validation: histories from the prior.
func playedBy(t *testing.T, v *Validation, list []quantity, seed sim.Seed, n int) []history {
	t.Helper()
	all, err := v.histories(context.Background(), v.Config, v.Arm, seed, n, list)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// of a truth in place of the record: its forecast from histories.
func (v *Validation) of(t *testing.T, list []quantity, truth history, all []history) *forecast {
	t.Helper()
	as, y := *v, *v.yardstick
	y.Target = slices.Clone(y.Target)
	for k, x := range truth.early {
		y.Target[k].Value = x
	}
	as.yardstick = &y
	f, err := as.nearest(all, list)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// atRandom are n histories that were at war, others for each number.
func atRandom(all []history, number, n int) (some []history) {
	for i := number * 13; len(some) < n; i++ {
		if h := all[i%len(all)]; h.early != nil {
			some = append(some, h)
		}
	}
	return some
}

// rank of a value among a forecast's, in [0,1]; of equals it has the place that tie says.
func (f *forecast) rank(k int, value, tie float64) float64 {
	below, same := 0.0, 0.0
	for _, x := range f.values[k] {
		switch x, y := rank(x), rank(value); {
		case x < y:
			below++
		case x == y:
			same++
		}
	}
	return (below + same*tie) / float64(len(f.values[k]))
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// rank of a value: what did not come about is beyond all that did.
func rank(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(1)
	}
	return x
}
