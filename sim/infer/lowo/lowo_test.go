package lowo

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
)

func near1(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

var all = []int{0, 1, 2, 3}

// Four wars: .9 and .6 settled, .6 and .2 not.
func TestScoresByHand(t *testing.T) {
	p, y := []float64{0.9, 0.6, 0.6, 0.2}, []float64{1, 1, 0, 0}
	near1(t, "Brier", brier(p, y, all), (0.01+0.16+0.36+0.04)/4)
	near1(t, "log score", logScore(p, y, all), -(math.Log(0.9)+math.Log(0.6)+math.Log(0.4)+math.Log(0.8))/4)
	near1(t, "AUC", auc(p, y, all), 3.5/4) // .6 and .6 are a tie
	near1(t, "AUC without a war that was not settled", auc(p, y, []int{0, 1}), math.NaN())
	near1(t, "Brier of a resample", brier(p, y, []int{0, 0, 2}), (0.01+0.01+0.36)/3)
}

// Months 10, 20 and none twice: the pairs that can be told apart are 10 before the three
// others, and 20 before the two without one; those two are not.
func TestConcordanceByHand(t *testing.T) {
	seen := []calibrate.Outcome{{Month: 10}, {Month: 20}, {Month: Horizon}, {Month: Horizon}}
	near1(t, "concordance", concordance([]float64{30, 25, 30, 40}, seen, all), (0+0.5+1+1+1)/5)
	near1(t, "of two that went on", concordance([]float64{30, 25, 30, 40}, seen, []int{2, 3}), math.NaN())
}

func TestFiguresLieBetweenTheirEnds(t *testing.T) {
	samples := bootstrap(4, sim.NewSeed(1))
	if len(samples) != 1+Resamples || !reflect.DeepEqual(samples[0], all) || !reflect.DeepEqual(samples, bootstrap(4, sim.NewSeed(1))) {
		t.Fatalf("%d samples, the first %v", len(samples), samples[0])
	}
	seen := []calibrate.Outcome{{Month: 10}, {Month: 20}, {Month: 50}, {Month: Horizon}}
	engine, base := said{name: Engine}, said{name: Base}
	for w, p := range []stats.Number{0.9, 0.6, 0.6, 0.2} {
		n := stats.Number(1 + w)
		engine.of = append(engine.of, Forecast{Settled: [2]stats.Number{p, p}, Mean: n, LogLikelihood: -n})
		base.of = append(base.of, Forecast{Settled: [2]stats.Number{0.5, 0.5}, LogLikelihood: stats.Number(math.NaN())})
	}
	rows := scores([]said{engine, base}, seen, samples)
	e, b := &rows[0], &rows[1]
	near1(t, "Brier", e.Brier[0].Value, 0.57/4)
	near1(t, "less the base rate's", b.Ahead[0].Value, 0.57/4-0.25)
	near1(t, "level at 36 months", e.Level[0].Value, 2.3/4-0.5)
	near1(t, "level at 60 months", e.Level[1].Value, 2.3/4-0.75)
	near1(t, "AUC of one forecast for all", b.AUC[1].Value, 0.5)
	near1(t, "mean log likelihood", e.LogLikelihood.Value, -2.5)
	near1(t, "log likelihood of who says no month", b.LogLikelihood.Value, math.NaN())
	if f := e.Brier[0]; !(f.Low < f.Value && f.Value < f.High) || f.Low < 0.01-1e-9 || f.High > 0.36+1e-9 {
		t.Errorf("Brier %+v", f)
	}
	text, err := json.Marshal(b.LogLikelihood)
	if err != nil || string(text) != "[null,null,null]" {
		t.Errorf("%s, %v", text, err)
	}
}

// The other wars: 20 and 60 months, one of them settled.
func TestRivalsByHand(t *testing.T) {
	seen := []calibrate.Outcome{{Month: 3}, {Month: 19}, {Month: Horizon}}
	rate := hazardOf(seen, 0)
	near1(t, "hazard", rate, 1.5/81)
	near1(t, "log likelihood of month 3", geometric(rate, &seen[0]), 3*math.Log(1-rate)+math.Log(rate))
	near1(t, "of none", geometric(rate, &seen[2]), 60*math.Log(1-rate))
	w := calibrate.War{Config: &sim.Config{ConsensusCoded: sim.Coded{Low: 0.3, High: 0.5}, AcceptanceDefault: 0.9,
		Mediators: []sim.Mediator{{AcceptanceAsLead: sim.Coded{Low: 0.8, High: 1}, AcceptanceCoded: true}}}}
	near1(t, "the formula", chance(&w), math.Sqrt(0.9*0.4))
}

// A toy with one parameter, drawn anew for each point: where it is high wars settle in month
// 5, where it is low never, and three third parties matter as much as effect says.
func toy(n int, effect float64) [][][]Row {
	luck, table := rand.New(rand.NewPCG(1, 2)), make([][][]Row, n)
	truth := []float64{1, 1, 0} // of the third parties of the three wars
	for i := range table {
		theta := luck.Float64()
		for range truth {
			for block := range truth {
				r := Row{Month: Horizon, Meetings: 9, Truce: true}
				if theta+float64(effect*(truth[block]-0.5)) > 0.5 {
					r = Row{Month: 5, Kept: true, Meetings: 2}
				}
				table[i] = append(table[i], slices.Repeat([]Row{r}, 9))
			}
		}
	}
	return table
}

// With third parties that decide, the forecasts are right with a war's own and wrong with
// those of others; without an effect of theirs it makes no difference.
func TestShuffledThirdPartiesLoseTheSkillThatIsTheirs(t *testing.T) {
	test := &Test{Wars: make([]calibrate.War, 3), Placebos: 20, seen: []calibrate.Outcome{{Month: 5}, {Month: 5}, {Month: Horizon}}}
	for k, p := range test.placebos(toy(600, 2)) {
		if right, wrong := []float64{1, 0}[k%2], []float64{0.5, 0.25}[k%2]; math.Abs(float64(p.Own)-right) > 0.01 || (float64(p.Mean) > wrong) != (k%2 == 1) || p.AsGood > 0 || len(p.Shuffled) != 2 { // two derangements
			t.Errorf("%+v", p)
		}
	}
	for _, p := range test.placebos(toy(600, 0)) {
		if p.AsGood != 1 || math.Abs(float64(p.Mean-p.Own)) > 1e-9 {
			t.Errorf("without an effect: %+v", p)
		}
	}
}

func TestDerangements(t *testing.T) {
	for n, want := range map[int]int{1: 0, 2: 1, 3: 2, 4: 9, 5: 44, 6: 265, 7: 1854} { // OEIS A000166
		if got := Derangements(n); got != want {
			t.Errorf("of %d: %d, want %d", n, got, want)
		}
	}
	if got := Derangements(100); got != 1_000_000 {
		t.Errorf("of a hundred: %d", got)
	}
}

// The first of the other wars was settled in month 5, the last was not. A point says so of both,
// of the last alone, or of neither; each outcome is three times as likely at a point that says so.
func TestAForecastIsThatOfThePointsThatMakeTheOtherWarsLikely(t *testing.T) {
	test := &Test{seen: []calibrate.Outcome{{Month: 5}, {Month: 40}, {Month: Horizon}}}
	table := [][][]Row{
		{{{Month: 7}}, {{Month: 30, Kept: true, Meetings: 3, Agreed: true, Truce: true}}, {{Month: Horizon}}},
		{{{Month: 50}}, {{Month: 44, Meetings: 5}}, {{Month: Horizon}}},
		{{{Month: Horizon}}, {{Month: Horizon, Meetings: 8, Truce: true}}, {{Month: 2}}},
	}
	s := test.without(table, func(w int) int { return w }, 1)
	second, third := math.Pow(3, -2*calibrate.ShareSettled), 1./9
	sum := 1 + second + third
	points := sum * sum / (1 + second*second + third*third)
	near1(t, "points", s.points, points)
	near1(t, "weight", s.weights[2], third/sum)
	f := forecastOf("b", &s, test.seen[1])
	near1(t, "settled within 36 months", float64(f.Settled[0]), (points/sum+0.5)/(points+1))
	near1(t, "settled within 60 months", float64(f.Settled[1]), (points*(1+second)/sum+0.5)/(points+1))
	near1(t, "and kept", float64(f.Kept), (points/sum+0.5)/(points+1))
	near1(t, "median month", float64(f.Months[2]), 30)
	near1(t, "mean month", float64(f.Mean), (30+44*second+60*third)/sum)
	near1(t, "log likelihood of month 40", float64(f.LogLikelihood), math.Log((points*second/sum+0.5)/(points+1)/13))
	x := fingerprintOf("b", &s)
	near1(t, "median of meetings", float64(x.Meetings[1]), 3)
	near1(t, "eight and more without a settlement", float64(x.Long), third/sum)
	near1(t, "a ceasefire without an issue", float64(x.Bare), third/sum)
	near1(t, "held", float64(x.Held), 1/(1+second))
}

func loaded(t *testing.T, names ...string) *Test {
	t.Helper()
	test := &Test{Points: 60, Histories: 2, Placebos: 3, Seed: 1, Workers: 1}
	for _, name := range names {
		s, err := scenarios.Load(name, scenarios.Options{Set: []string{"months=60", "implementation=60", "parameters.mode=prior"}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := record.Shipped(name, s)
		if err != nil {
			t.Fatal(err)
		}
		test.Wars = append(test.Wars, calibrate.War{Config: s.Config, Arm: s.Arm, Record: r, Months: Horizon, Summaries: s.Calibration.Summaries.V})
	}
	return test
}

func TestAReportIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	names := []string{"tajikistan", "sudan_1993", "kenya_2008"}
	one, three := loaded(t, names...), loaded(t, names...)
	three.Workers = 3
	told := 0
	one.Progress = func(done, total int) {
		if done < told || done > total {
			t.Errorf("%d of %d after %d", done, total, told)
		}
		told = done
	}
	a, err := one.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	b, err := three.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	x, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if y, err := json.Marshal(b); err != nil || string(x) != string(y) {
		t.Errorf("%v\n%s\n%s", err, x, y)
	}
	if told != one.Played() {
		t.Errorf("%d histories told, want %d", told, one.Played())
	}
	kept := true
	if want := []calibrate.Outcome{{Month: 53, Kept: &kept}, {Month: Horizon}, {Month: 1, Kept: &kept}}; !reflect.DeepEqual(a.Observed, want) {
		t.Errorf("observed %+v", a.Observed)
	}
	if len(a.Forecasts) != 3 || len(a.Scores) != 5 || len(a.Fingerprints) != 4 || len(a.Placebos) != 4 {
		t.Errorf("%s", x)
	}
	plain := loaded(t, names...)
	plain.Placebos = 0
	c, err := plain.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Placebos)+c.PlaceboPoints != 0 || !reflect.DeepEqual(c.Forecasts, a.Forecasts) || plain.Played() >= one.Played() {
		t.Errorf("without placebos: %+v", c)
	}
}

// A war has all of the other's third parties, for the party on the same side, and nothing
// else of it.
func TestThirdPartiesOfAnotherWarComeByTheSideOfTheParty(t *testing.T) {
	wars := loaded(t, "el_salvador", "sudan_1993").Wars
	mirrored := *wars[0].Config
	mirrored.Parties = []sim.Party{mirrored.Parties[1], mirrored.Parties[0]}
	mirrored.Shocks = nil // as they are ordered as the parties
	c := under(&calibrate.War{Config: &mirrored}, &wars[1])
	other := wars[1].Config
	if mirrored.Parties[0].Side != -1 || other.Parties[0].Side != 1 || len(c.Config.Mediators) != len(other.Mediators) || c.Arm.Lead != wars[1].Arm.Lead {
		t.Fatalf("%+v", c.Arm)
	}
	changes := 0
	for i := range other.Mediators {
		m, o := &c.Config.Mediators[i], &other.Mediators[i]
		if m.Leverage[0] != o.Leverage[1] || m.Leverage[1] != o.Leverage[0] || m.Consent[0] != o.Consent[1] || m.Enter != o.Enter {
			t.Errorf("%s: leverage %v, own war %v", m.ID, m.Leverage, o.Leverage)
		}
		for k, p := range o.PatronOf {
			if m.PatronOf[k] != 1-p {
				t.Errorf("%s is patron of %v, in its own war of %v", m.ID, m.PatronOf, o.PatronOf)
			}
		}
	}
	for _, s := range c.Config.Shocks {
		changes += len(s.Changes)
	}
	if changes == 0 || c.Config.ConsensusCoded != other.ConsensusCoded || len(c.Config.Issues) != len(mirrored.Issues) {
		t.Errorf("%d changes, consensus %v", changes, c.Config.ConsensusCoded)
	}
}

// Every war can have the third parties of every other.
func TestEveryWarPlaysUnderTheThirdPartiesOfEveryOther(t *testing.T) {
	test := loaded(t, record.Wars()...)
	for i, c := range test.crossed() {
		if _, err := sim.NewWorld(c.Config); err != nil {
			t.Errorf("%s under %d: %v", c.Config.Name, i%len(test.Wars), err)
		}
	}
}

// without a file, the record of a war.
func without(t *testing.T, war, file string) *record.Record {
	dir := t.TempDir()
	err := errors.Join(os.CopyFS(dir, os.DirFS("../../../scenarios/record/"+war)), os.Remove(filepath.Join(dir, file)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Load(war, scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Load(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatCannotBeTestedIsSaid(t *testing.T) {
	names := []string{"kenya_2008", "sudan_1993", "sri_lanka"}
	for want, spoil := range map[string]func(*Test){
		"2 wars: want 3 or more":                         func(x *Test) { x.Wars = x.Wars[:2] },
		"kenya_2008: named twice":                        func(x *Test) { x.Wars[2] = x.Wars[0] },
		"want 60 months":                                 func(x *Test) { c := *x.Wars[1].Config; c.Months = 50; x.Wars[1].Config = &c },
		"its record does not say whether it was settled": func(x *Test) { x.Wars[0].Record = without(t, "kenya_2008", "protocols.csv") },
	} {
		x := loaded(t, names...)
		spoil(x)
		if _, err := x.Run(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
