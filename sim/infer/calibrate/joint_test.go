package calibrate

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
)

// together adds Kenya to the small fit.
func together(t *testing.T) *Fitting {
	t.Helper()
	f := small(t)
	s, err := scenarios.Load("kenya_2008", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Parameters = f.Wars[0].Config.Parameters
	r, err := record.Shipped("kenya_2008", s)
	if err != nil {
		t.Fatal(err)
	}
	f.Wars = append(f.Wars, War{Config: s.Config, Arm: s.Arm, Record: r, Months: 24, Summaries: s.Calibration.Summaries.V})
	return f
}

// The first war is measured as in a fit of its own, of the other the outcome is fitted.
func TestOfSeveralWarsTheFirstIsFittedToItsRecordAndOthersToTheirOutcomes(t *testing.T) {
	both, err := together(t).Problem()
	if err != nil {
		t.Fatal(err)
	}
	alone, err := small(t).Problem()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(both.Target, alone.Target) || !slices.Equal(both.Names, alone.Names) || alone.LastHistories != 0 {
		t.Errorf("%+v, alone %+v", both.Target, alone.Target)
	}
	kenya := &both.Wars[1]
	if kenya.Outcome.Month != 1 || kenya.Outcome.Kept == nil || !*kenya.Outcome.Kept || len(kenya.At) != 2 || kenya.Record[kenya.At[0]].Name != "settlement.month" {
		t.Errorf("%+v", kenya)
	}
	m, err := both.NewModel()
	if err != nil {
		t.Fatal(err)
	}
	u := []float64{0.3, 0.6, 0.2}
	j := m.(*joint)
	got := j.LogLikelihood(u, sim.NewSeed(4), 7, 20)
	w := j.others[0]
	w.config.Parameters = sim.PriorAt(w.base, w.free, u)
	tally := Tally{Outcome: kenya.Outcome, Months: 24}
	for k := range 20 {
		out := w.world.Run(&w.arm, WarSeed(sim.NewSeed(4), 1), 7*20+k)
		if out.Settled() {
			tally.Add(out.Month, out.Kept(), 1)
		} else {
			tally.Add(24, false, 1)
		}
	}
	if tally.Settled == 0 || got != tally.LogLikelihood() {
		t.Errorf("log likelihood %g, want %g of %+v", got, tally.LogLikelihood(), tally)
	}
}

// Ten histories of a war settled in month 5 and kept: settled in months 0, 11, 12 and 40, of
// which the first and the last kept. Near are months 0 to 11, twelve of them.
func TestLikelihoodOfAnOutcomeByHand(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		seen Outcome
		want float64
	}{
		{Outcome{5, &yes}, 2.5 / 11 / 12 * 2.5 / 5}, {Outcome{5, nil}, 2.5 / 11 / 12}, {Outcome{5, &no}, 2.5 / 11 / 12 * 2.5 / 5},
		{Outcome{45, &no}, 1.5 / 11 / 13 * 2.5 / 5}, {Outcome{59, nil}, 0.5 / 11 / 7}, {Outcome{60, nil}, 6.5 / 11}, {Outcome{60, &no}, 6.5 / 11},
	} {
		tally := Tally{Outcome: c.seen, Months: 60}
		for month, kept := range map[int]bool{0: true, 11: false, 12: false, 40: true} {
			tally.Add(month, kept, 1)
		}
		for range 6 {
			tally.Add(60, false, 1)
		}
		if got := tally.LogLikelihood(); math.Abs(got-math.Log(c.want)) > 1e-12 {
			t.Errorf("month %d: %g, want the logarithm of %g", c.seen.Month, got, c.want)
		}
	}
}

// Of four settled wars and two others, for a world in which 49 % are settled: 6 x .49 / 4 and 6 x .51 / 2.
func TestWarsThatAreKnownBecauseTheyEndedStandForTheirShare(t *testing.T) {
	seen := []Outcome{{Month: 3}, {Month: 59}, {Month: 60}, {Month: 20}, {Month: 80}, {Month: 0}}
	for share, want := range map[float64][2]float64{0.49: {0.735, 1.53}, 0: {1, 1}, 1: {1.5, 0}} {
		for i, got := range WeighOutcomes(seen, 60, share) {
			if w := want[map[bool]int{true: 0, false: 1}[seen[i].By(60)]]; math.Abs(got-w) > 1e-12 {
				t.Errorf("share %g: outcome %d weighs %g, want %g", share, i, got, w)
			}
		}
	}
	if w := WeighOutcomes(seen[:2], 60, 0.49); !slices.Equal(w, []float64{1, 1}) {
		t.Errorf("all of them settled: %v", w)
	}
}

func TestAJointFitIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	one, three := together(t), together(t)
	three.Workers = 3
	s1, r1, err := Fit(context.Background(), one, nil)
	if err != nil {
		t.Fatal(err)
	}
	s3, r3, err := Fit(context.Background(), three, nil)
	if err != nil || !reflect.DeepEqual(s1, s3) || !reflect.DeepEqual(r1, r3) {
		t.Errorf("three workers fit something else than one, or %v", err)
	}
	if r1.Wars != 2 || r1.Summaries[0].War != "tajikistan" || r1.Summaries[len(r1.Summaries)-1].War != "kenya_2008" ||
		r1.Of() != "tajikistan (1993-01 to 1994-12, as mediated under networked), kenya_2008 (2008-01 to 2009-12, as mediated under lead ann)" {
		t.Errorf("%d wars, %s", r1.Wars, r1.Of())
	}
	p, err := one.Posterior(s1)
	if err != nil || !slices.Equal(p.Wars(), []string{"tajikistan", "kenya_2008"}) || p.Window != "1993-01 to 1994-12; 2008-01 to 2009-12" || one.Matches(p) != nil {
		t.Errorf("%v: %s, %s", err, p.Scenario, p.Window)
	}
	p.Hash = "a; b"
	if notes := p.Doubts("kenya_2008", "b"); len(notes) != 0 {
		t.Errorf("%v", notes)
	}
	if notes := p.Doubts("sudan_1993", "b"); len(notes) != 1 {
		t.Errorf("of another war: %v", notes)
	}
}

func TestWarsOfAFitShareTheirParameters(t *testing.T) {
	f := together(t)
	f.Wars[1].Config.Parameters.Fix(sim.ParamF0, 0.2)
	if _, err := f.Choose(); err == nil || !strings.Contains(err.Error(), "tajikistan and kenya_2008: parameter fear is set otherwise") {
		t.Error(err)
	}
}

// Two fits of one parameter: shares of .29 and .31, so .3 with 12.706 x .01 on either side; the
// particles of each fit have half of the weight.
func TestIndependentFitsArePooledWithTheSpreadBetweenThem(t *testing.T) {
	fit := func(seed int64, at, share float64) (*Report, *posterior.Posterior) {
		rows := make([]sim.Parameters, 2)
		rows[0][sim.ParamF0], rows[1][sim.ParamF0] = at, at+0.1
		p := posterior.New(rows, []float64{3, 1})
		p.Scenario, p.Hash = "a", "b"
		return &Report{Seed: seed, Particles: 2, Generations: make([]abc.Generation, 1), Reached: 0.5, Parameters: []Parameter{{ID: "fear", Marginal: abc.Marginal{Contraction: at, Quantiles: [5]float64{2: at}}}},
			Structure: []Switch{{ID: "structure.table", Levels: []LevelShare{{"free", 0.5, share, nil}, {"fearful", 0.5, 1 - share, nil}}}}}, p
	}
	r1, p1 := fit(1, 0.2, 0.29)
	r2, p2 := fit(2, 0.4, 0.31)
	all, pool, err := PoolFits([]*Report{r1, r2}, []*posterior.Posterior{p1, p2})
	if err != nil {
		t.Fatal(err)
	}
	if w := all.Weights(); len(w) != 4 || math.Abs(w[0]-0.375) > 1e-12 || math.Abs(w[3]-0.125) > 1e-12 || all.Hash != "b" {
		t.Errorf("%+v", all)
	}
	x, level := pool.Parameters[0], pool.Structure[0].Levels[0]
	if math.Abs(pool.ESS-1/(2*0.375*0.375+2*0.125*0.125)) > 1e-9 || math.Abs(x.Mean-0.325) > 1e-12 || *x.Medians != [2]float64{0.2, 0.4} ||
		math.Abs(x.Contraction-0.3) > 1e-12 || math.Abs(level.Posterior-0.3) > 1e-12 || math.Abs(level.Interval[0]-(0.3-0.12706)) > 1e-5 || math.Abs(level.Interval[1]-(0.3+0.12706)) > 1e-5 || pool.Particles != 4 {
		t.Errorf("%+v", pool)
	}
	for i, change := range []func(*Report, *posterior.Posterior){
		func(r *Report, _ *posterior.Posterior) { r.Seed = 1 },
		func(r *Report, _ *posterior.Posterior) { r.Generations = nil },
		func(_ *Report, p *posterior.Posterior) { p.Scenario = "c" },
		func(_ *Report, p *posterior.Posterior) { p.Hash = "c" },
		func(_ *Report, p *posterior.Posterior) { p.Record = "c" },
		func(_ *Report, p *posterior.Posterior) { p.Summaries = []string{"c"} },
		func(r *Report, _ *posterior.Posterior) { r.Weights = []float64{2} },
	} {
		want := "fit 2 is of other records, scenarios, summaries or weights than fit 1"
		switch i {
		case 0:
			want = "fit 2 has the seed 1 of another"
		case 1:
			want = "fit 2 is pooled from others"
		}
		r, p := *r2, *p2
		change(&r, &p)
		if _, _, err := PoolFits([]*Report{r1, &r}, []*posterior.Posterior{p1, &p}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("change %d: %v", i, err)
		}
	}
}
