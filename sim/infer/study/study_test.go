package study

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
)

// long tests of one goroutine are left to the run without the race detector.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("many steps of one goroutine")
	}
}

// noisyEffects are true effects seen with a standard error.
func noisyEffects(n int, se float64, truth func(i int, luck *rand.Rand) float64) (observed, errors []float64) {
	luck := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		observed, errors = append(observed, truth(i, luck)+se*luck.NormFloat64()), append(errors, se)
	}
	return observed, errors
}

func TestTrueEffectsAreFoundBehindNoise(t *testing.T) {
	long(t)
	for _, c := range []struct {
		name               string
		se                 float64
		truth              func(int, *rand.Rand) float64
		helps, none, hurts float64
	}{
		{"none at all", 0.02, func(int, *rand.Rand) float64 { return 0 }, 0, 1, 0},
		{"normal, a point wide", 0.01, func(_ int, r *rand.Rand) float64 { return 0.01 * r.NormFloat64() }, 0.159, 0.683, 0.159},
		{"normal, three points wide", 0.02, func(_ int, r *rand.Rand) float64 { return 0.03 * r.NormFloat64() }, 0.369, 0.261, 0.369},
		{"gains up to six points", 0.01, func(_ int, r *rand.Rand) float64 { return 0.06 * r.Float64() }, 0.833, 0.167, 0},
	} {
		observed, se := noisyEffects(500, c.se, c.truth)
		m := newMixture(observed, se)
		got := sharesOf(m.weights(newResampler(500).all, evenWeights(), emSteps))
		for k, want := range []float64{c.helps, c.none, c.hurts} {
			if math.Abs(got[k]-want) > 0.1 {
				t.Errorf("%s: helps, nothing, hurts %.3f; want %.3f, %.3f, %.3f", c.name, got, c.helps, c.none, c.hurts)
				break
			}
		}
	}
}

func TestAsCountedNoiseMakesEffectsWhereThereAreNone(t *testing.T) {
	observed, _ := noisyEffects(1000, 0.02, func(int, *rand.Rand) float64 { return 0 })
	if raw := counted(observed); raw.Hurts < 0.25 || raw.Helps < 0.25 {
		t.Errorf("as counted %+v of no effect at all: want noise to make many", raw)
	}
}

func TestTwiceTheStepsMoveNoShareByAPoint(t *testing.T) {
	long(t)
	observed, se := noisyEffects(500, 0.01, func(_ int, r *rand.Rand) float64 { return 0.01 * r.NormFloat64() })
	m := newMixture(observed, se)
	all := newResampler(500).all
	once := m.weights(all, evenWeights(), emSteps)
	a, b := sharesOf(once), sharesOf(m.weights(all, once, emSteps))
	for k := range a {
		if math.Abs(a[k]-b[k]) > 0.01 {
			t.Errorf("shares %.3f after %d steps, %.3f after twice as many", a, emSteps, b)
		}
	}
}

// A resample begins where all draws ended, so few steps are enough.
func TestAResampleNeedsFewSteps(t *testing.T) {
	long(t)
	observed, se := noisyEffects(500, 0.01, func(_ int, r *rand.Rand) float64 { return 0.01 * r.NormFloat64() })
	m := newMixture(observed, se)
	r := newResampler(500)
	start := m.weights(r.all, evenWeights(), emSteps)
	for _, draws := range r.again[:4] {
		few, many := sharesOf(m.weights(draws, start, emStepsResume)), sharesOf(m.weights(draws, start, emSteps))
		for k := range few {
			if math.Abs(few[k]-many[k]) > 0.04 {
				t.Errorf("shares %.3f after %d steps, %.3f after %d", few, emStepsResume, many, emSteps)
			}
		}
	}
}

func TestMantelHaenszelIsTheOddsRatioOfOneTable(t *testing.T) {
	// Of 1,000 histories the first settles 300, the second 200, with 100 in both.
	tables := []stats.Table{{{600, 100}, {200, 100}}}
	want := math.Log(300.0 * 800 / (200.0 * 700))
	if got := mantelHaenszel(tables, []int{0}); math.Abs(got-want) > 0.01 {
		t.Errorf("log odds ratio %.4f, want %.4f", got, want)
	}
	if got := mantelHaenszel([]stats.Table{{{10, 0}, {0, 0}}}, []int{0}); got != 0 {
		t.Errorf("nothing settles: %g, want 0", got)
	}
}

func TestARankCorrelationHasTheIntervalOfFisher(t *testing.T) {
	if i := rankInterval(0.5, 1000, 0.05); i.Low < 0.43 || i.High > 0.57 || i.Low >= i.Value || i.Value >= i.High {
		t.Errorf("interval of .5 over 1,000 draws: %v", i)
	}
}

func TestTheAreaIsOneForWhoKnowsAndAHalfForWhoDoesNot(t *testing.T) {
	recorded := []bool{true, false, false, true, false}
	for _, c := range []struct {
		claim string
		ranks []float64
		want  float64
	}{
		{"perfect", []float64{5, 1, 2, 4, 3}, 1}, {"all alike", []float64{3, 3, 3, 3, 3}, 0.5}, {"the wrong way round", []float64{1, 5, 4, 2, 3}, 0},
	} {
		if got := area(c.ranks, recorded); got != c.want {
			t.Errorf("%s: %g, want %g", c.claim, got, c.want)
		}
	}
}

// rolesOf has as many third parties, of whom those with a record act half of
// their months in one role each.
func rolesOf(actors int, knows bool) (cells []RoleCell) {
	for i := range actors {
		for r := range int(sim.NumRoles) {
			x := RoleCell{Mediator: string(rune('a' + i)), Recorded: r == i%int(sim.NumRoles)}
			if knows && x.Recorded || !knows && r == (i+5)%int(sim.NumRoles) {
				x.Share = 0.5
			}
			cells = append(cells, x)
		}
	}
	return cells
}

// tableOf periods in which the first third parties are there, of as many as in the first.
func tableOf(periods ...[]RoleCell) (t roleTable) {
	for _, cells := range periods {
		begins := make([]int, len(periods[0])/int(sim.NumRoles))
		for i := range begins {
			if begins[i] = len(t.cells) + i*int(sim.NumRoles); i >= len(cells)/int(sim.NumRoles) {
				begins[i] = -1
			}
		}
		t.cells, t.begins = append(t.cells, cells...), append(t.begins, begins)
	}
	return t
}

func shareOf(x *RoleCell) float64 { return float64(x.Share) }

func TestPermutationsTellKnowingActorsFromChance(t *testing.T) {
	for _, c := range []struct {
		knows  bool
		p, top float64
	}{{true, 0, 0.01}, {false, 0.05, 1}} {
		x := tableOf(rolesOf(8, c.knows))
		ranks := stats.Ranks(stats.Values(x.cells, shareOf))
		if _, p := x.permuted(ranks, area(ranks, stats.Values(x.cells, recorded))); float64(p) < c.p || float64(p) > c.top {
			t.Errorf("knows %t: p = %g, want %g to %g", c.knows, p, c.p, c.top)
		}
	}
}

func TestExchangingActorsKeepsTheirRecordsWholeOverAllPeriods(t *testing.T) {
	const roles = int(sim.NumRoles)
	x := tableOf(rolesOf(8, true), rolesOf(6, true)) // two have left
	recorded := stats.Values(x.cells, recorded)
	out := slices.Clone(recorded)
	source := rand.NewPCG(1, 1)
	moved := 0
	for range 20 {
		for _, group := range x.groups() {
			exchange(group, recorded, out, source)
		}
		whose := func(p, i int) int { return slices.Index(out[(8*p+i)*roles:][:roles], true) }
		seen := map[int]bool{}
		for i := range 8 {
			was := whose(0, i)
			if seen[was] || was < 0 {
				t.Fatalf("the record of %d is there twice or not at all", was)
			}
			seen[was] = true
			moved += stats.Bit(was != i)
			if i < 6 && whose(1, i) != was {
				t.Errorf("%d has the record of %d in one period and of %d in the other", i, was, whose(1, i))
			}
			if (i < 6) != (was < 6) {
				t.Errorf("who leaves early is taken for who stays")
			}
		}
	}
	if moved < 20 {
		t.Errorf("%d records moved in 20 exchanges", moved)
	}
}

// Two who keep to their roles for seven periods are no fourteen observations:
// where record and acts have nothing to do with each other, few tests reject.
func TestPersistentRolesAreNotTakenForManyObservations(t *testing.T) {
	long(t)
	const roles, actors = int(sim.NumRoles), 8
	luck := rand.New(rand.NewPCG(5, 6))
	rejected := 0
	for range 40 {
		var acted, coded [actors]int
		for i := range actors {
			acted[i], coded[i] = luck.IntN(4), luck.IntN(4)
		}
		var periods [][]RoleCell
		for range 7 {
			var cells []RoleCell
			for i := range actors {
				for r := range roles {
					x := RoleCell{Mediator: string(rune('a' + i)), Recorded: r == coded[i]}
					if r == acted[i] {
						x.Share = 0.5
					}
					cells = append(cells, x)
				}
			}
			periods = append(periods, cells)
		}
		x := tableOf(periods...)
		ranks := stats.Ranks(stats.Values(x.cells, shareOf))
		_, p := x.permuted(ranks, area(ranks, stats.Values(x.cells, recorded)))
		rejected += stats.Bit(p < 0.05)
	}
	if rejected > 6 { // 2 expected; more than 6 in one of 250
		t.Errorf("%d of 40 tests reject at 5 %%", rejected)
	}
}

func TestAPeakInsideIsSeenAndAFallIsNotWhereThereIsNone(t *testing.T) {
	n := []int{1, 5, 20}
	for _, c := range []struct {
		settled []float64
		peak    int
		inside  Number
		fall    float64
	}{{[]float64{0.1, 0.3, 0.2}, 5, 1, 0.1}, {[]float64{0.1, 0.2, 0.3}, 20, 0, 0}} {
		at := make(curve, len(n))
		for k := range n {
			for i := range 100 {
				at[k] = append(at[k], c.settled[k]+0.001*float64(i%3))
			}
		}
		got := at.report(newResampler(100), n, sim.RegimeNetworked)
		if got.Peak != c.peak || math.Abs(float64(got.Inside-c.inside)) > 1e-9 || math.Abs(float64(got.Fall.Value)-c.fall) > 1e-9 {
			t.Errorf("%v: peak %d, inside %g, fall %g; want %d, %g, %g", c.settled, got.Peak, got.Inside, got.Fall.Value, c.peak, c.inside, c.fall)
		}
	}
}

// small is a study of a few short draws of a shipped scenario.
func small(t *testing.T, name string, set ...string) *Study {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{Set: append(set, "months=18", "implementation=3"), Prior: true})
	if err != nil {
		t.Fatal(err)
	}
	return &Study{
		Config: s.Config, Arm: s.Arm, Draws: 4, Seed: 3, Workers: 1, Record: record.RoleTable(s),
		Reps:    Reps{Regimes: 6, Mechanisms: 2, Numbers: 2, Balance: 2, Roles: 2, Codings: 6, Corrections: 10},
		Codings: []Coding{{"as coded", s.Config, s.Arm}},
	}
}

func TestAStudyIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	one := small(t, "tajikistan")
	report, rows, err := Run(context.Background(), one)
	if err != nil {
		t.Fatal(err)
	}
	three := small(t, "tajikistan")
	three.Workers = 3
	again, rowsAgain, err := Run(context.Background(), three)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(report, again) || !reflect.DeepEqual(rows, rowsAgain) {
		t.Error("three workers report something else than one")
	}
	if report.Histories != one.Histories() || len(rows.draws) != 4 {
		t.Errorf("%d histories and %d rows, want %d and 4", report.Histories, len(rows.draws), one.Histories())
	}
}

// With nobody else there, a lead has nobody to coordinate.
func TestALeadAloneHasNoEffectInAnyDraw(t *testing.T) {
	s := small(t, "minimal", "coordination.lead=un")
	for i := range s.Config.Mediators {
		if i != s.Arm.Lead {
			s.Arm.Absent = s.Arm.Absent.With(i)
		}
	}
	report, _, err := Run(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range append(report.Effects, report.KeptEffect...) {
		if e.Points != (Interval{}) || e.LogOdds.Value != 0 || e.Counted.Nothing < 0.999 {
			t.Errorf("%s - %s: %+v", e.A, e.B, e)
		}
	}
	for _, w := range report.Mechanisms {
		if w.LeaveOneOut.Points.Value != 0 || w.AddOne.Points.Value != 0 {
			t.Errorf("%s: %+v", w.Mechanism, w)
		}
	}
}

func TestPartisansOfBothSidesAreAsManyAsOfOne(t *testing.T) {
	s := small(t, "tajikistan")
	b, info := balanceBlock(s.Arm, s.Config, 1)
	if info.Each < 2 || len(info.Both) != info.Each || len(info.First) != info.Each || len(info.Second) != info.Each {
		t.Fatalf("%+v", info)
	}
	present := func(name string) (n int) {
		for i := range s.Config.Mediators {
			if !b.arms[b.arm(name)].Absent.Has(i) {
				n++
			}
		}
		return n
	}
	if present(bothSides) != present(firstSide) || present(firstSide) != present(secondSide) {
		t.Errorf("%d, %d, %d take part, want the same number", present(bothSides), present(firstSide), present(secondSide))
	}
}

func TestAnInterruptedStudyReportsNothing(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	s := small(t, "minimal", "coordination.lead=un")
	s.Progress = func(done, _ int) { stop() }
	if report, _, err := Run(ctx, s); err == nil || report != nil {
		t.Errorf("report %v, error %v", report, err)
	}
}
