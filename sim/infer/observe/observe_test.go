package observe_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
)

func load(tb testing.TB, name string) (*scenarios.Scenario, *record.Record) {
	tb.Helper()
	s, err := scenarios.Load(name, scenarios.Options{Prior: true})
	if err != nil {
		tb.Fatal(err)
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		tb.Fatal(err)
	}
	return s, r
}

func observer(tb testing.TB, c *sim.Config, r *record.Record, months int) *observe.Observer {
	tb.Helper()
	o, err := observe.New(c, r, months)
	if err != nil {
		tb.Fatal(err)
	}
	return o
}

func world(tb testing.TB, c *sim.Config) *sim.World {
	tb.Helper()
	w, err := sim.NewWorld(c)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func value(t *testing.T, list observe.Summaries, name string) observe.Summary {
	t.Helper()
	i := slices.IndexFunc(list, func(s observe.Summary) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no summary %s", name)
	}
	return list[i]
}

func wantValues(t *testing.T, list observe.Summaries, want map[string]float64) {
	t.Helper()
	for name, v := range want {
		if s := value(t, list, name); s.Missing || math.Abs(s.Value-v) > 1e-9 {
			t.Errorf("%s is %g (missing %v), want %g", name, s.Value, s.Missing, v)
		}
	}
}

// Months as in the dates of the rows: April 1994 is month 15, June 1997 month 53.
func TestTheTajikRecordHasTheDatesOfItsRows(t *testing.T) {
	s, r := load(t, "tajikistan")
	o := observer(t, s.Config, r, s.Config.Months)
	wantValues(t, o.Record(), map[string]float64{
		"ceasefire.new": 3, "ceasefire.renewals": 7, "ceasefire.breakdowns": 4,
		"talks.first": 15, "ceasefire.first": 20, "framework.first": 31, "settlement.month": 53,
		"cluster.political.first": 20, "cluster.political.complete": 47, "cluster.refugees.complete": 48,
		"cluster.military.complete": 50, "cluster.institutions.complete": 52, "protocols.count": 8, "protocols.order": 1,
		"protocols.span": 52 - 20, "settlement.kept": 1, "roles.table2.precision": 1, "roles.table2.recall": 1, "roles.table2.itd.explorer_reassurer": 5.0 / 7, "roles.table2.count": 26.0 / 7,
	})
	for _, x := range o.Record() {
		if x.Missing || x.Censored || x.Tolerance <= 0 {
			t.Errorf("%+v: want a value and a tolerance", x)
		}
	}
}

// The rows of kind lapse are what the terms say by themselves.
func TestLapsesFollowFromTheTerms(t *testing.T) {
	s, r := load(t, "tajikistan")
	lapses := 0
	for _, x := range r.Ceasefires {
		if x.Kind == record.CeasefireLapse {
			lapses++
		}
	}
	wantValues(t, observer(t, s.Config, r, s.Config.Months).Record(), map[string]float64{"ceasefire.lapses": float64(lapses)})
}

// Ten months: talks in the second, a ceasefire of three months broken in its
// second, another signed while that term runs, and one after a gap.
func TestAToyChronicleGivesKnownSummaries(t *testing.T) {
	s, r := load(t, "tajikistan")
	o := observer(t, s.Config, r, 24)
	issues := len(s.Config.Issues)
	c := &observe.Chronicle{
		Months: 24, Ended: 20, Settled: 20, Kept: record.AnswerNo, Framework: 3,
		Meetings: []observe.Meeting{
			{Month: 1, Level: sim.LevelLow, Result: record.ResultNone}, {Month: 2, Level: sim.LevelHigh, Result: record.ResultPartial},
			{Month: 10, Level: sim.LevelHigh, Result: record.ResultPartial}, {Month: 20, Level: sim.LevelTop, Result: record.ResultAgreement},
		},
		Terms: []observe.Term{
			{Signed: 2, Last: 6, Length: 4, Broken: 4}, {Signed: 5, Last: 8, Length: 3, Broken: observe.Never},
			{Signed: 12, Last: 14, Length: 2, Broken: observe.Never}, {Signed: 14, Last: 24, Broken: observe.Never},
		},
		Protocols: make([]int, issues), Positions: make([]float64, issues),
		Ordinals: make([]int8, 24), Years: []float64{30, 10},
		Seen: make([][sim.NumRoles]sim.MediatorSet, len(o.Periods())),
	}
	for k := range c.Protocols {
		c.Protocols[k], c.Positions[k] = 20, 0.25
	}
	c.Protocols[0], c.Protocols[1] = 4, observe.Never // of the political cluster
	c.Positions[1] = math.NaN()
	for m := range 6 {
		c.Ordinals[m] = int8(m % 3)
	}
	itd := slices.IndexFunc(s.Config.Mediators, func(m sim.Mediator) bool { return m.ID == "itd" })
	usa := slices.IndexFunc(s.Config.Mediators, func(m sim.Mediator) bool { return m.ID == "usa" })
	c.Seen[0][sim.Explorer].Add(itd) // as the record has it
	c.Seen[0][sim.Explorer].Add(usa) // as it has not
	list := o.Summaries(c)
	wantValues(t, list, map[string]float64{
		"talks.first": 1, "talks.meetings": 4, "talks.gap": 10,
		"meetings.none": .25, "meetings.partial": .5, "meetings.agreement": .25,
		"meetings.low": .25, "meetings.high": .5, "meetings.top": .25,
		"ceasefire.first": 2, "ceasefire.new": 2, "ceasefire.renewals": 2, "ceasefire.lapses": 1, "ceasefire.breakdowns": 1,
		"ceasefire.term":   3,                                 // of 4, 3 and 2; one had no end
		"ceasefire.months": (2 + 1 + 4) + (3 + 6),             // 2 to 8, and 12 to the end in 20
		"ceasefire.held":   2 + 4 + 9, "ceasefire.longest": 9, // 2 and 3; 5 to 8; 12 to 20
		"framework.first": 3, "protocols.count": float64(issues - 1),
		"cluster.political.first": 4, "cluster.military.complete": 20,
		"position.ceasefire_duration": .25,
		"violence.1993h1":             1, "violence.1993h2": 0, "violence.1994": -.5,
		"roles.table2.itd.explorer_reassurer": 1.0 / 7, "roles.table2.usa.enhancer": 0,
		"roles.table2.count": 2.0 / 7, "roles.table2.recall": 1.0 / 26, "roles.table2.precision": .5,
		"settlement.month": 20, "settlement.kept": 0, "protocols.span": 16,
	})
	if x := value(t, list, "cluster.political.complete"); !x.Censored || x.Value != 24 {
		t.Errorf("a cluster with an open issue is complete: %+v", x)
	}
	if x := value(t, list, "position.ceasefire_conditions"); !x.Missing {
		t.Errorf("an open issue has a final position: %+v", x)
	}
}

func TestAMeetingIsNotAProcess(t *testing.T) {
	s, r := load(t, "tajikistan")
	want := observer(t, s.Config, r, 54).Record()
	more := *r
	more.Rounds = slices.Clone(r.Rounds)
	early := record.Date{Month: s.Config.Start + 3, Day: 5}
	for _, kind := range []record.RoundKind{record.KindShuttle, record.KindLocal} {
		x := record.Round{ID: "more", Kind: kind, Start: early, End: early, Result: record.ResultAgreement, Evidence: r.Rounds[0].Evidence}
		more.Rounds = append([]record.Round{x}, more.Rounds...)
	}
	if got := observer(t, s.Config, &more, 54).Record(); !cmp.Equal(want, got) {
		t.Errorf("shuttles and local talks count as talks of the sides: %s", cmp.Diff(want, got))
	}
	// A meeting that brings nothing is one more meeting, and settles nothing.
	idle := record.Round{ID: "idle", Kind: record.KindRound, Start: early, End: early, Evidence: r.Rounds[0].Evidence}
	more.Rounds = append([]record.Round{idle}, r.Rounds...)
	got := observer(t, s.Config, &more, 54).Record()
	for i := range want {
		if name := want[i].Name; got[i].Value != want[i].Value && !strings.HasPrefix(name, "talks.") && !strings.HasPrefix(name, "meetings.") {
			t.Errorf("an idle meeting changes %s from %g to %g", name, want[i].Value, got[i].Value)
		}
	}
	wantValues(t, got, map[string]float64{"talks.first": 3, "talks.meetings": 19, "protocols.count": 8})
}

func TestAFrameworkIsNotAProtocol(t *testing.T) {
	s, r := load(t, "tajikistan")
	august := int(sim.NewMonth(1995, 8) - s.Config.Start)
	before, after := observer(t, s.Config, r, august).Record(), observer(t, s.Config, r, august+1).Record()
	wantValues(t, after, map[string]float64{"framework.first": float64(august), "protocols.count": 3})
	wantValues(t, before, map[string]float64{"protocols.count": 3})
	if !value(t, before, "framework.first").Censored {
		t.Error("the framework is there before it was signed")
	}
	other := *r
	other.Documents = slices.DeleteFunc(slices.Clone(r.Documents), func(d record.Document) bool { return d.Kind == record.DocFramework })
	without := observer(t, s.Config, &other, 54).Record()
	for i, x := range observer(t, s.Config, r, 54).Record() {
		if without[i].Value != x.Value && x.Name != "framework.first" {
			t.Errorf("%s depends on the framework: %g with it, %g without", x.Name, x.Value, without[i].Value)
		}
	}
}

// A window shows what a shorter look at the same war would, and nothing after.
func TestWhatComesAfterTheWindowIsNotSeen(t *testing.T) {
	s, r := load(t, "tajikistan")
	o := observer(t, s.Config, r, 36)
	record := o.Record()
	wantValues(t, record, map[string]float64{"talks.first": 15, "framework.first": 31, "ceasefire.lapses": 0, "ceasefire.breakdowns": 2})
	for _, name := range []string{"settlement.month", "cluster.military.first", "cluster.political.complete"} {
		if x := value(t, record, name); !x.Censored || x.Value != 36 {
			t.Errorf("%+v: want it censored at 36", x)
		}
	}
	for _, x := range record {
		if strings.Contains(x.Name, "1996") || strings.Contains(x.Name, "1997") {
			t.Errorf("%s lies beyond the window", x.Name)
		}
	}
	cut := *s.Config
	cut.Months = 36
	short := observer(t, &cut, r, 36)
	w, ws := world(t, s.Config), world(t, &cut)
	for k := range 200 {
		long, _ := o.Play(w, &s.Arm, sim.NewSeed(3), k)
		want, _ := short.Play(ws, &s.Arm, sim.NewSeed(3), k)
		if !cmp.Equal(long, want) {
			t.Fatalf("history %d: %s", k, cmp.Diff(want, long))
		}
		if x := value(t, long, "settlement.month"); x.Censored != (x.Value == 36) {
			t.Errorf("history %d: %+v", k, x)
		}
	}
}

// The scripted variant plays the record's acts, so an observer must find them:
// all but those cut because their actor comes later, or that stand for a whole
// of which only a part was played.
func TestTheScriptedScenarioShowsTheRolesOfTheRecord(t *testing.T) {
	s, r := load(t, "tajikistan-scripted")
	o := observer(t, s.Config, r, s.Config.Months)
	w := world(t, s.Config)
	whole := 0
	for k := range 200 {
		list, out := o.Play(w, &s.Arm, sim.NewSeed(1), k)
		if out.End != sim.EndUnsettled {
			continue // acts end with the war
		}
		whole++
		for i, x := range list {
			want := o.Record()[i].Value
			if strings.HasPrefix(x.Name, "roles.") && strings.Count(x.Name, ".") == 3 && math.Abs(x.Value-want) > 0.15 {
				t.Errorf("history %d: %s is %g, the record's %g", k, x.Name, x.Value, want)
			}
		}
		for _, era := range []string{"table2", "later"} {
			if x := value(t, list, "roles."+era+".recall"); x.Value < 0.95 {
				t.Errorf("history %d: of the record's entries %g are found in %s", k, x.Value, era)
			}
			got, want := value(t, list, "roles."+era+".count").Value, value(t, o.Record(), "roles."+era+".count").Value
			if got < 0.9*want || got > 1.2*want {
				t.Errorf("history %d: %g roles seen in %s, the record has %g", k, got, era, want)
			}
		}
	}
	if whole < 100 {
		t.Errorf("%d of 200 wars went on to the end, want most", whole)
	}
}

// What an observer counts is what the history came to.
func TestSummariesOfAHistoryAgreeWithItsOutcome(t *testing.T) {
	s, r := load(t, "tajikistan")
	o := observer(t, s.Config, r, s.Config.Months)
	w := world(t, s.Config)
	talks, truces := 0, 0
	for k := range 1500 {
		list, out := o.Play(w, &s.Arm, sim.NewSeed(2), k)
		month := func(name string, want int) {
			if x := value(t, list, name); x.Censored != (want == sim.Never) || !x.Censored && int(x.Value) != want {
				t.Errorf("history %d: %+v, outcome has %d", k, x, want)
			}
		}
		month("talks.first", out.Opened)
		month("ceasefire.first", out.FirstTruce)
		settled := sim.Never
		if out.Settled() {
			settled = out.Month
		}
		month("settlement.month", settled)
		kept := value(t, list, "settlement.kept")
		if kept.Missing == out.Settled() || out.Settled() && (kept.Value == 1) != out.Kept() {
			t.Errorf("history %d: kept %+v, outcome %+v", k, kept, out)
		}
		wantValues(t, list, map[string]float64{"talks.meetings": float64(out.Meetings), "ceasefire.breakdowns": float64(out.Breakdowns)})
		signed := value(t, list, "ceasefire.new").Value + value(t, list, "ceasefire.renewals").Value
		if int(signed) != out.Truces+out.Extensions || int(value(t, list, "ceasefire.renewals").Value) < out.Extensions {
			t.Errorf("history %d: %g signatures, outcome has %d and %d", k, signed, out.Truces, out.Extensions)
		}
		least := out.Lapses
		if c := o.Played(); len(c.Terms) > 0 && c.Terms[len(c.Terms)-1].Last == c.Ended {
			least-- // what ends with the war has not lapsed before it
		}
		if lapses := int(value(t, list, "ceasefire.lapses").Value); lapses < least || lapses > out.Lapses+out.Breakdowns {
			t.Errorf("history %d: %d lapses, outcome has %d and %d breakdowns", k, lapses, out.Lapses, out.Breakdowns)
		}
		if value(t, list, "talks.meetings").Value > 0 {
			sum := 0.0
			for _, name := range record.ResultNames {
				sum += value(t, list, "meetings."+name).Value
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Errorf("history %d: outcomes of meetings sum to %g", k, sum)
			}
			talks++
		}
		truces += out.Truces
	}
	if talks < 20 || truces < 20 {
		t.Errorf("%d histories with talks, %d ceasefires: too few to test anything", talks, truces)
	}
}

func TestARecordWithoutAFileSaysNothingOfIt(t *testing.T) {
	s, _ := load(t, "tajikistan")
	dir := t.TempDir()
	writeFile(t, dir+"/violence.csv", "month,ordinal,provenance,confidence\n1993-01,3,press,high\n")
	r, err := record.Load(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range observer(t, s.Config, r, 54).Record() {
		if !x.Missing {
			t.Errorf("%+v: one month of violence says that", x)
		}
	}
}

func TestAnObserverRefusesWhatDoesNotFit(t *testing.T) {
	s, r := load(t, "tajikistan")
	for _, months := range []int{0, -1, 55} {
		if _, err := observe.New(s.Config, r, months); err == nil || !strings.Contains(err.Error(), "want 1 to 54") {
			t.Errorf("%d months: %v", months, err)
		}
	}
}

func TestObservingAllocatesNothing(t *testing.T) {
	s, r := load(t, "tajikistan")
	o, w := observer(t, s.Config, r, 54), world(t, s.Config)
	for k := range 300 { // buffers grow to their size
		o.Play(w, &s.Arm, sim.NewSeed(1), k)
	}
	k := 0
	if n := testing.AllocsPerRun(200, func() { o.Play(w, &s.Arm, sim.NewSeed(1), k); k++ }); n != 0 {
		t.Errorf("%g allocations a history, want 0", n)
	}
}

// BenchmarkPlay is a history of Tajikistan by itself, and seen by its record.
func BenchmarkPlay(b *testing.B) {
	s, r := load(b, "tajikistan")
	o, w := observer(b, s.Config, r, 54), world(b, s.Config)
	for _, one := range []struct {
		name string
		play func(k int)
	}{
		{"unobserved", func(k int) { w.Run(&s.Arm, sim.NewSeed(1), k) }},
		{"observed", func(k int) { o.Play(w, &s.Arm, sim.NewSeed(1), k) }},
	} {
		b.Run(one.name, func(b *testing.B) {
			b.ReportAllocs()
			k := 0
			for b.Loop() {
				one.play(k)
				k++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "histories/s")
		})
	}
}
