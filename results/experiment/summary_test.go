package experiment

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/internal/toywar"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

func TestSummaryHasTheAnnouncedForm(t *testing.T) {
	e := experiment()
	text, err := json.Marshal(Summarise(e, counted(e, 20, 30, 26, 26)))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format       *int
		Scenario     string
		Seed         *int64
		Replications *int
		Arms         []struct {
			Name, Regime string
			Lead         *string
			Settled      map[string]float64
			Durable      map[string]float64
			Months       map[string]float64 `json:"restricted_mean_months"`
			Incidence    []map[string]float64
			Endings      map[string]any
		}
		Contrasts []struct {
			A, B    string
			Rung    string
			Settled map[string]float64
			LogOdds map[string]float64 `json:"log_odds"`
			Flips   map[string]int64
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if *got.Format != 1 || got.Scenario != "small" || *got.Seed != 1 || *got.Replications != 100 || len(got.Arms) != 4 {
		t.Errorf("head: %s", text[:200])
	}
	lead := got.Arms[1]
	if lead.Name != "lead" || lead.Lead == nil || *lead.Lead != "un" || got.Arms[0].Lead != nil {
		t.Errorf("leads: %+v", lead)
	}
	if lead.Settled["mean"] != 0.3 || lead.Durable["mean"] != 0.5 || len(lead.Incidence) != 12 || lead.Incidence[5]["settled"] != 0.3 {
		t.Errorf("figures: %+v", lead)
	}
	near(t, "months", lead.Months["mean"], (5*30+7*10+12*60)/100.0, 1e-6)
	sum := 0.0
	for _, name := range []string{"settled_kept", "settled_collapsed", "victory", "divided", "unsettled"} {
		sum += lead.Endings[name].(float64)
	}
	near(t, "endings", sum, 1, 1e-6)
	// The ladder, whose first arm comes first wherever it is; then the other pairs.
	var rungs []string
	for _, c := range got.Contrasts {
		rungs = append(rungs, c.Rung)
	}
	if !slices.Equal(rungs, []string{"coordination", "seeing", "pairs", "lead", "", ""}) {
		t.Fatalf("contrasts %q", rungs)
	}
	c := got.Contrasts[3]
	if c.A != "lead" || c.B != "networked" || c.Settled["difference"] != 0.1 || c.Flips["a_only"] != 10 || c.Flips["b_only"] != 0 {
		t.Errorf("the lead: %+v", c)
	}
	if !(c.Settled["low"] > 0 && c.LogOdds["low"] > 0 && c.LogOdds["difference"] < c.LogOdds["high"]) {
		t.Errorf("intervals: %+v", c)
	}
}

func TestUndefinedIsNull(t *testing.T) {
	e := experiment()
	tally := counted(e, 0, 0, 0, 0)
	text, err := json.Marshal(Summarise(e, tally))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"durable":null`) || !strings.Contains(string(text), `"position":null`) {
		t.Errorf("nothing signed, and yet: %s", text)
	}
	for _, bad := range []string{"NaN", "Inf"} {
		if strings.Contains(string(text), bad) {
			t.Errorf("%s in JSON", bad)
		}
	}
}

func TestDrawnNumbersAreCounted(t *testing.T) {
	c := toywar.War()
	if d := drawn(c); d.Coded != 1 || d.Mode != "prior" || d.Parameters != 21 || d.Switches != 5 {
		t.Errorf("drawn: %+v", d)
	}
	c.Parameters.Mode = 1
	c.Parameters.Fix(sim.SwitchNeeds, sim.NeedsBlind)
	if d := drawn(c); d.Mode != "point" || d.Parameters != 0 || d.Switches != 4 {
		t.Errorf("drawn at the point: %+v", d)
	}
}

func TestTheWidestRung(t *testing.T) {
	e := experiment()
	tally := counted(e, 20, 30, 26, 26)
	want := stats.ShareDifference(stats.Table{{70, 0}, {10, 20}}, stats.Level).HalfWidth() // lead less networked
	near(t, "half-width", WidestRung(e, tally), want, 1e-12)
	for _, c := range tally.Contrasts { // the same signed, and what is kept known less well
		c.Sums[sweep.Settled], c.Sums[sweep.Kept] = stats.Sums{N: 100}, stats.Sums{N: 100, Squares: 20}
	}
	near(t, "half-width of kept", WidestRung(e, tally), stats.ShareDifference(stats.Table{{80, 10}, {10, 0}}, stats.Level).HalfWidth(), 1e-12)
	e.Arms, tally.Arms = e.Arms[:1], tally.Arms[:1]
	near(t, "half-width of a share", WidestRung(e, tally), stats.Share(20, 100, stats.Level).HalfWidth(), 1e-12)
}

func TestCompareSaysPlainly(t *testing.T) {
	for _, c := range []struct {
		lead, independent int64
		want              []string
	}{
		{60, 20, []string{"On average it helps peace that holds: 60.0 % of such wars are settled within 12 months with a lead, and 20.0 % if each third party acts for itself",
			"coordinated or not +40.00 ±9.67 +20.00 ±7.94 helps peace that holds", "- a lead that plans +40.00"}},
		{2, 20, []string{"On average it costs peace that holds", "coordinated or not -18.0"}},
		{20, 60, []string{"coordinated or not -40.0", "- seeing the others -40.00 ±9.67 -20.00 ±7.94 costs peace", "- a lead that plans 0 0 identical", "Identical, as no two have ties: agreeing in pairs. Identical, as no mandate: a lead that plans."}},
		{21, 20, []string{"These histories leave it undecided: 21.0 %", "no mandate. Only chance is counted here: other doubt "}},
	} {
		e := experiment()
		got := text(e, Summarise(e, counted(e, 20, c.lead, 20, c.independent)))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("lead %d, independent %d: no %q in\n%s", c.lead, c.independent, want, got)
			}
		}
	}
}

func TestBarely(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0.0009, 0.03, "On average it helps peace that holds, barely"}, {0.0011, 0.03, "On average it helps peace that holds"},
		{-0.03, -0.0009, "On average it costs peace that holds, barely"}, {-0.03, -0.0011, "On average it costs peace that holds"},
		{0.0001, 0.009, "On average it changes nothing, within a point"},
	} {
		e := experiment()
		s := Summarise(e, counted(e, 20, 30, 26, 26))
		d := stats.Difference{Difference: (c.low + c.high) / 2, Low: c.low, High: c.high}
		whole := &s.Contrasts[0]
		whole.Settled, whole.Verdict = d, stats.Judge(d)
		whole.Compared.Settled, whole.Compared.Kept = d, d
		if got := text(e, s); !strings.Contains(got, c.want+":") {
			t.Errorf("%v to %v: %s", c.low, c.high, got)
		}
	}
}

func TestInterruptedSaysHowToRunBoth(t *testing.T) {
	e := experiment()
	e.Interrupted, e.RerunFinished = true, "parley compare small --reps 100"
	s := Summarise(e, counted(e, 20, 30, 26, 26))
	text := s.Document(e).Text(document.Screen{})
	for _, want := range []string{"\nAgain, what was finished: parley compare small --reps 100\n", "\nAgain, the whole: " + e.Rerun + "\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if document, err := json.Marshal(s); err != nil || !strings.Contains(string(document), `"rerun_finished":"parley compare small --reps 100"`) {
		t.Errorf("JSON: %s, %v", document, err)
	}
}

func TestCompareWithoutALead(t *testing.T) {
	e := experiment()
	e.Arms, e.Left = e.Arms[:1], []string{"lead", "placebo"}
	got := text(e, Summarise(e, counted(e, 20)))
	if !strings.Contains(got, "--set coordination.lead=ID; the third") || !strings.Contains(got, "un, russia, iran") {
		t.Errorf("no hint at how to name a lead:\n%s", got)
	}
	e.LeadGone = "the lead is left out"
	got = text(e, Summarise(e, counted(e, 20)))
	if !strings.Contains(got, "The lead is left out. Not played for want of a lead: lead, placebo. Name another with") {
		t.Errorf("not told why there is no lead:\n%s", got)
	}
}

// A lead that helps under one level of a switch and hurts under another.
func TestALeadIsJudgedUnderEachLevel(t *testing.T) {
	e := experiment()
	e.More = true
	tally := counted(e, 20, 30, 26, 26)
	p := tally.Less(1, 0)
	p.Levels[0][1][sweep.Settled] = stats.Sums{N: 40, Sum: 20, Squares: 20}
	p.Levels[0][2][sweep.Settled] = stats.Sums{N: 60, Sum: -15, Squares: 15}
	p.Levels[1][0][sweep.Settled] = stats.Sums{N: 100, Sum: 5, Squares: 35} // no other is met: fixed
	s := Summarise(e, tally)
	c := s.Contrasts[3]
	if c.Rung != RungLead || len(c.Levels) != 2 {
		t.Fatalf("%s has %+v", c.Rung, c.Levels)
	}
	for i, want := range []LevelEffect{{Switch: "structure.attention", Level: "queue", Replications: 40, Verdict: stats.Helps},
		{Switch: "structure.attention", Level: "unlimited", Replications: 60, Verdict: stats.Hurts}} {
		got := c.Levels[i]
		if got.Switch != want.Switch || got.Level != want.Level || got.Replications != want.Replications || got.Verdict != want.Verdict {
			t.Errorf("level %d: %+v, want %+v", i, got, want)
		}
	}
	if got := c.Levels[0].Settled.Difference; got != 0.5 {
		t.Errorf("difference %v, want .5", got)
	}
	if x := c.Apart; len(x) != 1 || x[0].A != "queue" || x[0].B != "unlimited" || !x[0].Differ || math.Abs(x[0].Settled.Difference-0.75) > 1e-12 {
		t.Errorf("levels apart: %+v", c.Apart)
	}
	got := text(e, s)
	for _, want := range []string{"attention queue 40", "attention unlimited 60",
		"attention, queue less unlimited +75.0 (+53.2 to +91.9)"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Two levels under each of which a lead is judged otherwise, as 0 is excluded once and once
// not, and which do not differ: the difference of the differences does not exclude 0.
func TestLevelsDifferOnlyWhereTheirDifferenceExcludesNone(t *testing.T) {
	e := experiment()
	tally := counted(e, 30, 20, 26, 26)
	p := tally.Less(1, 0)
	// Settled with the first arm of the pair only, and with the second only, of 1,000.
	levels := func(alone ...[2]int64) {
		for l, x := range alone {
			p.Levels[0][l][sweep.Settled] = stats.Sums{N: 1000, Sum: x[0] - x[1], Squares: x[0] + x[1]}
		}
	}
	levels([2]int64{70, 40}, [2]int64{55, 45})
	list := levelEffects(p, stats.Level)
	if list[0].Verdict != stats.Helps || list[1].Verdict != stats.Unclear {
		t.Fatalf("verdicts %+v", list)
	}
	if x := levelsApart(p, stats.Level); len(x) != 1 || x[0].Differ {
		t.Errorf("%+v", x)
	}
	levels([2]int64{120, 20}, [2]int64{45, 55}, [2]int64{110, 20})
	var differ []string
	for _, x := range levelsApart(p, stats.Level) {
		if x.Differ {
			differ = append(differ, x.A+" "+x.B)
		}
	}
	if !slices.Equal(differ, []string{"dilute queue", "queue unlimited"}) {
		t.Errorf("%v differ", differ)
	}
}

func TestTextFitsATerminal(t *testing.T) {
	for command, most := range map[string]int{"run": 100, "compare": 80} {
		e := experiment()
		e.Command = command
		e.Config.Issues[0].Name = strings.Repeat("a long name ", 20)
		e.Interrupted = true
		e.Precision = PlanPrecision(0.01, 100)
		text := Summarise(e, counted(e, 20, 30, 26, 26)).Document(e).Text(document.Screen{})
		for line := range strings.Lines(text) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > most {
				t.Errorf("%s: a line of %d characters: %s", command, n, line)
			}
			if strings.TrimRight(line, " \n")+"\n" != line && line != "\n" {
				t.Errorf("%s: blanks at the end of %q", command, line)
			}
		}
		if !strings.Contains(text, "INTERRUPTED") || !strings.Contains(text, "looks were announced") {
			t.Errorf("%s: %s", command, text)
		}
	}
}

func TestIncidenceTableHasADozenRows(t *testing.T) {
	for _, months := range []int{1, 5, 12, 13, 54, 60, 120, 600} {
		e := experiment()
		e.Config.Months = months
		e.Command = "run"
		tally := counted(experiment(), 20, 20, 20, 20)
		tally.Months = months
		for a := range tally.Arms {
			for end := range tally.Arms[a].Ended {
				tally.Arms[a].Ended[end] = make([]int64, months+1)
			}
		}
		s := Summarise(e, tally)
		rows := view{s, e.About()}.EndingTable(&s.Arms[0]).Rows
		if n := len(rows); n < 1 || n > 13 || rows[n-1][0] != fmt.Sprint(months) {
			t.Errorf("%d months: %d rows, the last %s", months, n, rows[n-1])
		}
	}
}

func TestHowManyTakePartIsSaid(t *testing.T) {
	c := toywar.War()
	arms := []sim.Arm{{Lead: -1}, {Lead: -1, ThirdParties: 2}, {Lead: -1, ThirdParties: 3}}
	if got := takingPart(c, arms); got != "Of 3 third parties only 2 take part; every history draws who." {
		t.Error(got)
	}
	arms[0].Lead, arms[1].ThirdParties = 1, 1
	if got := takingPart(c, arms); got != "Of 3 third parties only 1 takes part, the lead among them under every regime; every history draws who." {
		t.Error(got)
	}
	arms[1].ThirdParties = 0
	if got := takingPart(c, arms); got != "" {
		t.Errorf("all take part, and yet: %s", got)
	}
}
