package validate

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
)

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

// Closed forms: for values a and b with shares 1-w and w, and for the uniform
// distribution on [0,1], whose score is y^3/3 + (1-y)^3/3.
func TestScoresOfForecastsWithAClosedForm(t *testing.T) {
	near(t, "a point", CRPS([]float64{3}, 5), 2, 0)
	near(t, "two points", CRPS([]float64{0, 0, 0, 1}, 1), 0.75*0.75, 1e-12)
	near(t, "two points, observed between them", CRPS([]float64{0, 4}, 1), 4*(0.25*0.25+0.75*0.25), 1e-12)
	const n = 2000
	uniform := make([]float64, n)
	for i := range uniform {
		uniform[i] = (float64(i) + 0.5) / n
	}
	for _, y := range []float64{0, 0.3, 1} {
		near(t, "uniform", CRPS(uniform, y), (y*y*y+math.Pow(1-y, 3))/3, 1e-6)
	}
}

func TestAMissingValueIsAsFarAsTheWholeLine(t *testing.T) {
	nan := math.NaN()
	near(t, "missing, as predicted", CRPS([]float64{nan, nan}, nan), 0, 0)
	near(t, "present against missing", CRPS([]float64{0.2, 0.2}, nan), 1, 1e-12)
	near(t, "missing against present", CRPS([]float64{nan, nan}, 0.2), 1, 1e-12)
	near(t, "half missing", CRPS([]float64{nan, 0.2}, 0.2), 0.5-0.25, 1e-12)
	near(t, "three quarters missing, observed missing", CRPS([]float64{nan, nan, nan, 0.9}, nan), 0.25-3.0/16, 1e-12)
}

// A forecast that gives each case its true chance scores better on average than one
// that is surer or less sure, also where a value may be missing.
func TestTheScoreRewardsTrueChancesOfMissing(t *testing.T) {
	forecast := func(missing int) (values []float64) {
		for i := range 10 {
			if x := 0.4; i < missing {
				values = append(values, math.NaN())
			} else {
				values = append(values, x)
			}
		}
		return values
	}
	expected := func(f []float64) float64 { return 0.3*CRPS(f, math.NaN()) + 0.7*CRPS(f, 0.4) }
	for said := range 11 {
		if said != 3 && expected(forecast(said)) <= expected(forecast(3)) {
			t.Errorf("a forecast of %d0 %% missing is not worse than the true one of 30 %%", said)
		}
	}
}

func TestGroupsWeighTheSameHoweverManyQuantitiesTheyHave(t *testing.T) {
	list := []quantity{{Quantity: Quantity{Group: groupDates}}, {Quantity: Quantity{Group: groupDates}}, {Quantity: Quantity{Group: groupDates, Repeats: true}},
		{Quantity: Quantity{Group: groupPositions}}, {Quantity: Quantity{Group: groupOrder}}}
	s := score("x", list, []float64{1, 2, 3, 6, math.NaN()})
	want := Score{Name: "x", Score: 4, Once: 3.75, Groups: []GroupScore{{Group: groupDates, Score: 2}, {Group: groupPositions, Score: 6}}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
}

func TestUniformRanksPassTheTestAndSkewedOnesDoNot(t *testing.T) {
	even := make([]float64, 1000)
	for i := range even {
		even[i] = (float64(i) + 0.5) / 1000
	}
	if d, p := Kolmogorov(even); d > 0.0006 || p < 0.999 {
		t.Errorf("d %g, p %g", d, p)
	}
	for i := range even {
		even[i] *= even[i]
	}
	if d, p := Kolmogorov(even); math.Abs(d-0.25) > 0.001 || p > 1e-12 {
		t.Errorf("squares: d %g, p %g; want d .25 and next to no p", d, p)
	}
}

// Table of the Kolmogorov distribution: at n = 20 the distance that one in twenty
// exceeds is .29408, at n = 100 .13403.
func TestTheTestOfUniformityHasItsLevel(t *testing.T) {
	for n, d := range map[int]float64{20: 0.29408, 100: 0.13403} {
		values := make([]float64, n)
		for i := range values { // all steps on the diagonal but for a gap of d at the end
			values[i] = math.Min((float64(i)+0.5)/float64(n), 1-d)
		}
		if got, p := Kolmogorov(values); math.Abs(got-d) > 1e-9 || math.Abs(p-0.05) > 0.002 {
			t.Errorf("n %d: d %g, p %g; want %g, .05", n, got, p, d)
		}
	}
}

func TestWaitingTimesOfAConstantHazard(t *testing.T) {
	values := Waiting(10_000, 3, 36, 36, 54)
	rate := 3.5 / 36
	late, within := 0.0, 0.0
	for _, month := range values {
		if month == 54 {
			late++
		}
		if month == 36 {
			within++
		}
	}
	near(t, "share that waits beyond the window", late/10_000, math.Exp(-18*rate), 2e-4)
	near(t, "share of the first month", within/10_000, 1-math.Exp(-rate), 2e-4)
}

func TestPointsWithoutMediation(t *testing.T) {
	_, s := tajikistan(t)
	v := &Validation{Config: s.Config}
	power := slices.IndexFunc(s.Config.Issues, func(k sim.Issue) bool { return k.ID == "transitional_power" })
	monitoring := slices.IndexFunc(s.Config.Issues, func(k sim.Issue) bool { return k.ID == "monitoring" })
	near(t, "weighted mean, equal salience", v.weightedMean(power), 0.25, 1e-12)
	near(t, "weighted mean, salience 2 and 3", v.weightedMean(monitoring), 3*0.25/(2*0.75+3*0.25), 1e-12)
	near(t, "Nash point", v.nash(power), 0.5, 1e-9)
	c := *s.Config
	c.Parties = slices.Clone(c.Parties)
	c.Parties[1].StatusQuo = sim.Exact(0.2) // of d1 + (S - d1 - d2)/2 with S = 1
	v.Config = &c
	near(t, "Nash point with something to lose", v.nash(power), 0.6, 1e-9)
}

func TestBaselinesGoOnAsBefore(t *testing.T) {
	v := small(t)
	coded := *v.Record
	coded.Rounds, coded.Documents = nil, nil
	day := func(month int) record.Date {
		return record.Date{Month: v.Config.Start + sim.Month(month), Day: 1}
	}
	for _, month := range []int{10, 18, 30, 40} {
		coded.Rounds = append(coded.Rounds, record.Round{Start: day(month), End: day(month), Result: record.ResultPartial})
		coded.Documents = append(coded.Documents, record.Document{Kind: record.DocProtocol, Date: day(month), Issue: len(coded.Documents)})
	}
	v.Record = &coded
	v.before = newObserverUntil(t, v)
	known := v.constants()
	near(t, "meetings", known(&quantity{Quantity: Quantity{Name: "talks.meetings"}})[0], 2, 0)
	near(t, "partial results", known(&quantity{Quantity: Quantity{Name: "meetings.partial"}})[0], 1, 0)
	near(t, "protocols: three stood, two were of the last 18 months", known(&quantity{Quantity: Quantity{Name: "protocols.count"}, family: "protocols.count"})[0], 5, 0)
	near(t, "order", known(&quantity{family: "protocols.order"})[0], 0.5, 0)
	dates := known(&quantity{family: "cluster.CLUSTER.first"})
	if diff := cmp.Diff(Waiting(40, 3, 36, 36, 54), dates); diff != "" {
		t.Error(diff)
	}
	signs := known(&quantity{family: "settlement.month", whether: true})
	near(t, "share that sign", mean(signs), 1-math.Exp(-18*0.5/36), 0.025)
}

// Two issues settled by one paper are one signature.
func TestAPaperOnSeveralIssuesIsOneEventOfAConstantHazard(t *testing.T) {
	v := small(t)
	coded := *v.Record
	coded.Documents = nil
	for issue, month := range []int{20, 20, 22, 40} {
		date := record.Date{Month: v.Config.Start + sim.Month(month), Day: 17}
		coded.Documents = append(coded.Documents, record.Document{Kind: record.DocProtocol, Date: date, Issue: issue})
	}
	coded.Documents = append(coded.Documents, record.Document{Kind: record.DocProcedure, Date: record.Date{Month: v.Config.Start, Day: 1}})
	v.Record = &coded
	if n := v.papers(); n != 2 {
		t.Errorf("%d papers, want 2", n)
	}
}

func TestAVerdictNeedsMoreThanTheMargin(t *testing.T) {
	engine := GroupScore{Group: groupDates, Score: 1, Margin: 0.1}
	for score, want := range map[float64]string{0.85: VerdictWorse, 0.95: VerdictUnclear, 1.05: VerdictUnclear, 1.15: VerdictBetter} {
		if b := against("x", score, engine); b.Verdict != want {
			t.Errorf("a baseline of %g: %+v, want %s", score, b, want)
		}
	}
}

// Of n equally likely points at 0 and 2 the mean score of an observed 0 is a function of
// the share of twos, of standard deviation 1/(2 sqrt n).
func TestTheMarginIsTwiceTheErrorOfAScore(t *testing.T) {
	const n = 400
	values := make([]float64, n)
	for i := range n / 2 {
		values[i] = 2
	}
	f := &forecast{values: [][]float64{values}, reached: reached{Kept: n}}
	s := (&Validation{}).scored("x", []quantity{{Quantity: Quantity{Group: groupDates, Scale: 1}}}, f)
	near(t, "score", s.Score, 2*0.25, 1e-12)
	near(t, "margin, of 2 p^2 at p = 1/2", s.Margin, 2*(4*0.5)*(0.5/math.Sqrt(n)), 0.02)
	near(t, "margin of the group", s.Groups[0].Margin, s.Margin, 1e-12)
}

func TestTheForecastsOwnShareOfItsRegionsIsCountedWithWhatPilesUp(t *testing.T) {
	nan := math.NaN()
	for _, x := range []struct {
		name         string
		values       []float64
		half, ninety float64
	}{
		{"one value", []float64{1, 1, 1, 1}, 1, 1},
		{"twenty of their own", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}, 0.5, 0.9},
		{"six of ten missing", []float64{1, 1, 1, 1, nan, nan, nan, nan, nan, nan}, 0.6, 1},
		{"nothing missing but one in twenty", append(slices.Repeat([]float64{3}, 19), nan), 0.95, 0.95},
	} {
		q := (&quantity{Quantity: Quantity{Observed: 1, Scale: 1}}).reported(x.values)
		near(t, x.name+", middle half", q.Expected50, x.half, 0.051)
		near(t, x.name+", middle 90 %", q.Expected90, x.ninety, 0.051)
	}
}

func TestWhatAnotherQuantityTellsIsMarked(t *testing.T) {
	v := small(t)
	v.before = newObserverUntil(t, v)
	late, err := observe.NewFrom(v.Config, v.Record, v.Split, v.Config.Months)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range v.quantities(late) {
		want := q.Name == signed || q.Name == "cluster.refugees.complete" || q.Name == "cluster.military.complete"
		if q.Repeats != want {
			t.Errorf("%s: repeats %v, want %v", q.Name, q.Repeats, want)
		}
	}
}

func newObserverUntil(t *testing.T, v *Validation) *observe.Observer {
	t.Helper()
	o, err := observe.New(v.Config, v.Record, v.Split)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func mean(values []float64) (m float64) {
	for _, x := range values {
		m += x / float64(len(values))
	}
	return m
}

func TestAHistoryWrittenDownIsTheSameRecord(t *testing.T) {
	_, s := tajikistan(t)
	shipped, err := record.Shipped("tajikistan", s)
	if err != nil {
		t.Fatal(err)
	}
	o, w := newObserver(t, s.Config, shipped), newWorld(t, s.Config)
	skip := []string{"roles.", "violence.1", "protocols.order", "ceasefire.term", "violence.y"}
	for number := range 30 {
		history, out := o.Play(w, &s.Arm, sim.NewSeed(4), number)
		if out.End == sim.EndVictory || out.End == sim.EndDivided {
			continue // a record does not say that a war was won
		}
		again := newObserver(t, s.Config, written(s.Config, shipped, o.Played(), o.Periods())).Record()
		for i := range history {
			h := &history[i]
			k := slices.IndexFunc(again, func(s observe.Summary) bool { return s.Name == h.Name })
			if k < 0 || slices.ContainsFunc(skip, func(p string) bool { return strings.HasPrefix(h.Name, p) }) {
				continue
			}
			if h.Value != again[k].Value || h.Missing != again[k].Missing {
				t.Errorf("history %d: %s is %g, written down %g", number, h.Name, h.Value, again[k].Value)
			}
		}
	}
}

// A summary that is the same in the record of whatever happened cannot test a fit.
func TestWhatIsTheSameInAnyRecordIsMarkedSo(t *testing.T) {
	_, s := tajikistan(t)
	values, marked := map[string]map[float64]bool{}, map[string]bool{}
	for number := range 50 {
		record, _ := played(t, s.Config, s.Arm, sim.NewSeed(12), number)
		for _, x := range newObserver(t, s.Config, record).Record() {
			if x.Missing {
				continue
			}
			if values[x.Family] == nil {
				values[x.Family] = map[float64]bool{}
			}
			values[x.Family][x.Value], marked[x.Family] = true, x.ByConstruction
		}
	}
	for family, seen := range values {
		if constant := len(seen) == 1; constant != marked[family] {
			t.Errorf("%s has %d values, marked %v", family, len(seen), marked[family])
		}
	}
	if len(values) < len(observe.Families)-1 { // all but deaths by year, which no history has
		t.Errorf("%d families have a value, of %d", len(values), len(observe.Families))
	}
}

func TestAValidationIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	one, three := small(t), small(t)
	one.Workers, three.Workers = 1, 3
	a, err := one.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	three.Progress = func(_ string, done, _ int) { told = max(told, done) }
	b, err := three.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	first, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	second, _ := json.Marshal(b)
	if string(first) != string(second) {
		t.Error("three workers find something else than one")
	}
	if told != three.Histories() {
		t.Errorf("told of %d histories of %d", told, three.Histories())
	}
	if len(a.Hindcast) < 15 || len(a.PPC) < 20 || len(a.SBC) != len(sim.FreeParameters(&one.Config.Parameters)) || len(a.Rivals) != 5 || len(a.Baselines) < 4 || len(a.State) < 10 {
		t.Errorf("%d quantities, %d checks, %d parameters, %d rivals, %d baselines", len(a.Hindcast), len(a.PPC), len(a.SBC), len(a.Rivals), len(a.Baselines))
	}
}

func TestTheDocumentHasItsFields(t *testing.T) {
	q := (&quantity{Quantity: Quantity{Name: "position.x", Group: groupPositions, Unit: "position", Observed: number(math.NaN()), Scale: 0.1}}).reported([]float64{math.NaN(), 0.4})
	r := &Report{Hindcast: []Quantity{q}, PPC: []calibrate.Check{{}}, SBC: []Uniformity{{}}, Rivals: []RivalScore{{}}, Baselines: []Baseline{{}}}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	for list, fields := range map[string]string{
		"hindcast": "quantity observed q05 q25 median q75 q95 inside50 inside90", "ppc": "summary fitted observed p",
		"sbc": "parameter ks_p", "rivals": "name score", "baselines": "name score",
	} {
		row := d[list].([]any)[0].(map[string]any)
		for _, field := range strings.Fields(fields) {
			if _, ok := row[field]; !ok {
				t.Errorf("%s has no %s: %v", list, field, row)
			}
		}
	}
	if _, ok := d["evaluations"].(float64); !ok || d["hindcast"].([]any)[0].(map[string]any)["observed"] != nil {
		t.Errorf("%s", text)
	}
}

func TestWhatIsMissingLiesInsideAsOftenAsItIsForecast(t *testing.T) {
	nan := math.NaN()
	for _, x := range []struct {
		missing      int
		observed     float64
		half, ninety bool
	}{
		{0, nan, false, false}, {1, nan, false, true}, {5, nan, true, true}, {5, 0.5, true, true}, {6, 0.5, false, true}, {10, 0.5, false, false},
	} {
		values := slices.Repeat([]float64{0.5}, 10)
		for i := range x.missing {
			values[i] = nan
		}
		q := (&quantity{Quantity: Quantity{Observed: number(x.observed), Scale: 1}}).reported(values)
		if q.Inside50 != x.half || q.Inside90 != x.ninety {
			t.Errorf("%d of 10 missing, observed %g: inside %v and %v", x.missing, x.observed, q.Inside50, q.Inside90)
		}
	}
}

func TestInterruptionIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := small(t).Run(ctx); err == nil {
		t.Error("an interrupted validation reports")
	}
}

// What the scales play belongs to the part that needs them first.
func TestAPartBeginsBeforeItsScales(t *testing.T) {
	for _, parts := range [][]string{{PartRivals}, {PartHindcast, PartRivals}} {
		ctx, cancel := context.WithCancel(context.Background())
		v := small(t)
		v.Parts = parts
		var begun []string
		v.Progress = func(part string, done, _ int) {
			if begun = append(begun, part); done > 0 {
				t.Errorf("%s begins after %d histories", part, done)
			}
			cancel()
		}
		if _, err := v.Run(ctx); err == nil || !slices.Equal(begun, parts[:1]) {
			t.Errorf("%v: begun %v, %v", parts, begun, err)
		}
	}
}

func TestAPartBeginsAfterWhatIsDone(t *testing.T) {
	told := map[string]int{}
	v := &Validation{part: PartHindcast, Progress: func(part string, done, _ int) {
		if _, begun := told[part]; !begun {
			told[part] = done
		}
	}}
	v.played(0)
	v.played(3)
	v.part = PartRivals
	v.played(0)
	if told[PartHindcast] != 0 || told[PartRivals] != 3 {
		t.Errorf("parts begin after %v histories, want 0 and 3", told)
	}
}

func TestWhatCannotBeValidatedIsRefused(t *testing.T) {
	for want, spoil := range map[string]func(*Validation){
		"want 1 to 53":           func(v *Validation) { v.Split = 54 },
		"did you mean hindcast":  func(v *Validation) { v.Parts = []string{"hindcats"} },
		"no more than there are": func(v *Validation) { v.Sizes.Nearest = 1000 },
		"did you mean talks":     func(v *Validation) { v.Summaries = []string{"talk"} },
	} {
		v := small(t)
		spoil(v)
		if _, err := v.Run(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// Until the months held out the bound shocks are not there, so the same histories are
// kept, and only what comes after differs.
func TestBoundShocksChangeNothingBeforeTheMonthsHeldOut(t *testing.T) {
	v := small(t)
	bound, err := scenarios.Load("tajikistan-bound", scenarios.Options{Set: []string{"parameters.mode=prior"}})
	if err != nil {
		t.Fatal(err)
	}
	v.Bound, v.Parts = bound.Config, []string{PartHindcast}
	r, err := v.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Scores) != 2 || r.Scores[0].reached != r.Scores[1].reached {
		t.Errorf("%+v", r.Scores)
	}
}

func TestRivalsLeaveOutWhatTheySay(t *testing.T) {
	v := small(t)
	for _, x := range v.Rivals {
		pressed := slices.ContainsFunc(x.Config.Shocks, func(s sim.Shock) bool {
			return slices.ContainsFunc(s.Pressure, func(p float64) bool { return p != 0 })
		})
		violent := slices.ContainsFunc(x.Config.Shocks, func(s sim.Shock) bool { return s.Violence != 0 })
		fatigue, cost := x.Config.Parameters.Set[sim.ParamFatigue], x.Config.Parameters.Set[sim.ParamC]
		moves, lead, hurts := !fatigue && pressed, x.Arm.Regime == sim.RegimeLead, !cost
		want := map[string][3]bool{"all": {true, true, true}, "coordination alone": {true, false, false},
			"interest shift alone": {false, true, false}, "exhaustion alone": {false, false, true}, "as coded": {false, true, true}}[x.Name]
		if got := [3]bool{lead, moves, hurts}; got != want || !violent {
			t.Errorf("%s: lead, moving interests, a war that costs: %v, want %v; violence %v", x.Name, got, want, violent)
		}
	}
}

// A family is scored in a group that there is, and each group has one.
func TestFamiliesArePredictedInTheGroups(t *testing.T) {
	left := slices.Clone(Groups)
	for _, f := range observe.Families {
		if f.Predicted != "" && !slices.Contains(Groups, f.Predicted) {
			t.Errorf("%s is predicted in %q, which is no group", f.Name, f.Predicted)
		}
		left = slices.DeleteFunc(left, func(g string) bool { return g == f.Predicted })
	}
	if len(left) > 0 {
		t.Errorf("nothing is predicted in %v", left)
	}
}
