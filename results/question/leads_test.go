package question

import (
	"encoding/json"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"parley/results/experiment"
	"parley/results/internal/toywar"
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// together plays replications in which the leads named settle, so many of each,
// and nothing does where nobody leads.
func together(leads int, settled map[string]int64) *Together {
	var trials []*sweep.Contrast
	for i := range leads {
		trials = append(trials, sweep.Less(i, leads))
	}
	return play(trials, leads+1, settled)
}

// play is the same of any leads: arm a is the first.
func play(trials []*sweep.Contrast, arms int, settled map[string]int64) *Together {
	t := NewTogether(trials)
	for who, n := range settled {
		outcomes := make([]sim.Outcome, arms)
		for _, c := range who {
			outcomes[c-'a'].End = sim.EndSettlement
		}
		for range n {
			t.Add(0, outcomes)
		}
	}
	return t
}

// Of two, only the histories that tell them apart count, and half a one more for
// each; the chance is that of a Dirichlet's margin: a beta distribution beyond one
// half.
func TestTheChanceToBeTheBestOfTwoIsThatOfABetaDistribution(t *testing.T) {
	for _, c := range []struct{ a, b int64 }{{30, 20}, {5, 5}, {9, 2}, {1, 0}, {0, 3}} {
		got := together(2, map[string]int64{"a": c.a, "b": c.b, "ab": 400, "": 1000}).Best(1)
		want := 1 - distuv.Beta{Alpha: float64(c.a) + 0.5, Beta: float64(c.b) + 0.5}.CDF(0.5)
		near(t, "chance", got[0], want, 0.03)
		near(t, "sum", got[0]+got[1], 1, 1e-9)
	}
}

// A lead that settles a history or two more is not certain to be the best, nor does
// its paired interval exclude 0; one that settles a dozen more is.
func TestFewHistoriesMakeNoLeadCertainToBeTheBest(t *testing.T) {
	const certain = (1 + stats.Level) / 2
	for more, want := range map[int64]bool{0: false, 1: false, 2: false, 12: true, 40: true} {
		settled := map[string]int64{"a": more, "ab": 50, "": 950 - more}
		chance := together(2, settled).Best(1)[0]
		d := stats.ShareDifference(stats.Table{{settled[""], 0}, {more, 50}}, stats.Level)
		if chance >= certain != want || d.Low > 0 != want {
			t.Errorf("%d more: chance %.3f, interval %v to %v", more, chance, d.Low, d.High)
		}
	}
}

func TestALeadThatSettlesAllThatOthersDoAndManyMoreIsTheBest(t *testing.T) {
	got := together(3, map[string]int64{"a": 30, "ab": 20, "abc": 50, "ac": 10}).Best(1)
	if got[0] < 0.999 {
		t.Errorf("chances %v, want almost 1, 0, 0", got)
	}
}

// The second settles more histories, among third parties with whom more are
// settled anyhow; the first adds more.
func TestWhoseNetworkedIsBetterIsNotTheBetterLead(t *testing.T) {
	got := play([]*sweep.Contrast{sweep.Less(0, 1), sweep.Less(2, 3)}, 4, map[string]int64{"a": 30, "cd": 60, "": 10}).Best(1)
	if got[0] < 0.999 {
		t.Errorf("chances %v, want almost 1, 0", got)
	}
}

func TestLeadsWithTheSameHistoriesShareTheirChance(t *testing.T) {
	got := together(3, map[string]int64{"ab": 12, "c": 3, "abc": 50}).Best(1)
	if got[0] != got[1] || got[0] < 0.45 {
		t.Errorf("chances %v, want the first two equal and near a half", got)
	}
	for _, x := range together(4, map[string]int64{"": 30, "abcd": 2}).Best(1) {
		near(t, "chance where nothing tells them apart", x, 0.25, 1e-9)
	}
}

func TestTheSeedDecidesTheChances(t *testing.T) {
	settled := map[string]int64{"a": 11, "b": 10, "c": 9, "ab": 4, "bc": 7}
	first, again := together(3, settled).Best(7), together(3, settled).Best(7)
	for i := range first {
		if first[i] != again[i] {
			t.Errorf("arm %d: %v, and again %v", i, first[i], again[i])
		}
	}
}

// leadTrials has networked first, then each of the small war's third parties.
func leadTrials() (*experiment.Experiment, []*sweep.Contrast, *Together) {
	e := toyExperiment()
	e.Arms = []sim.Arm{{Name: "networked", Regime: sim.RegimeNetworked, Lead: -1}}
	var trials []*sweep.Contrast
	for i := range e.Config.Mediators {
		e.Config.Mediators[i].Exit = 36
		e.Arms = append(e.Arms, sim.Arm{Name: "lead/" + e.Config.Mediators[i].ID, Regime: sim.RegimeLead, Lead: i,
			Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts})
		trials = append(trials, sweep.Less(i+1, 0))
	}
	return e, trials, NewTogether(trials)
}

func ranking(t *testing.T, settled ...int64) (*Leads, *experiment.Experiment) {
	t.Helper()
	e, _, together := leadTrials()
	tally := counted(e, settled...)
	for a := 1; a < len(tally.Arms); a++ {
		tally.Arms[a].Sums[outcome.Index("coordinated")].Sum = 50
	}
	tally.Arms[3].Sums[outcome.Index("coordinated")].Sum = 0
	for k := range int64(100) {
		outcomes := make([]sim.Outcome, len(e.Arms))
		for a := range outcomes {
			if k < settled[a] {
				outcomes[a].End = sim.EndSettlement
			}
		}
		together.Add(int(k), outcomes)
	}
	e.Config.Mediators[2].InterestCoded, e.Config.Mediators[2].Interest = true, sim.Coded{Low: -0.5, High: -0.1}
	return RankLeads(e, &sweep.Cell{Config: e.Config, Arms: e.Arms, Tally: tally}, together), e
}

func TestLeadsAreRankedByShareSettled(t *testing.T) {
	s, e := ranking(t, 20, 5, 60, 20)
	var order []string
	for _, l := range s.Leads {
		order = append(order, l.ID+" "+string(l.Verdict))
	}
	if got := strings.Join(order, ", "); got != "russia helps, iran nothing, un hurts" {
		t.Errorf("order %s", got)
	}
	if s.Leads[0].Best < 0.999 || s.Verdicts != (Verdicts{Helps: 1, Nothing: 1, Hurts: 1}) {
		t.Errorf("best %v, verdicts %+v", s.Leads[0].Best, s.Verdicts)
	}
	text := inLine(printed(e, s))
	for _, want := range []string{"The best of them is Russia", "Changes no act in any history, no interest in a settlement: iran.",
		"no effect is ascribed to a single mediator", "settled 20.0 %", "iran 1993-01 20.0 % 10.0 % 0.00 ±1.92 0.00 ±1.92 identical"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, printed(e, s))
		}
	}
	if document, err := json.Marshal(s); err != nil || !strings.Contains(string(document), `"lead":"russia"`) {
		t.Errorf("JSON: %s, %v", document, err)
	}
}

func TestWithOtherThirdPartiesEachLeadIsRankedByWhatItAddsToItsOwnNetworked(t *testing.T) {
	e := toyExperiment()
	e.Arms = nil
	var trials []*sweep.Contrast
	for i := range 2 {
		lead := sim.Arm{Name: "lead", Regime: sim.RegimeLead, Lead: i, ThirdParties: 2, Mechanisms: sim.AllMechanisms}
		base := lead
		base.Name, base.Regime = "networked", sim.RegimeNetworked
		e.Arms = append(e.Arms, lead, base)
		trials = append(trials, sweep.Less(2*i, 2*i+1))
	}
	w := &sweep.Cell{Config: e.Config, Arms: e.Arms, Tally: counted(e, 30, 10, 60, 60)}
	s := RankLeads(e, w, play(trials, 4, map[string]int64{"abcd": 10, "acd": 20, "cd": 30, "": 40}))
	if s.Leads[0].ID != "un" || s.Leads[0].Best < 0.999 || !s.OwnBase {
		t.Errorf("first %s, chance %v", s.Leads[0].ID, s.Leads[0].Best)
	}
	text := inLine(printed(e, s))
	if strings.Contains(text, "Only who leads differs") || !strings.Contains(text, "who takes part differs too") ||
		!strings.Contains(text, "russia 1993-01 60.0 % 60.0 %") {
		t.Error(printed(e, s))
	}
}

func TestWhyALeadPlansNothing(t *testing.T) {
	c := toywar.War()
	arm := sim.Arm{Lead: 0, Mechanisms: sim.AllMechanisms}
	m := &c.Mediators[0]
	m.Exit = 36
	for _, s := range []struct {
		change func()
		want   string
	}{
		{func() {}, "it wants no settlement, or nobody goes along"},
		{func() { arm.Acceptance, arm.AcceptanceSet = 0, true }, "nobody accepts it"},
		{func() { arm.Mechanisms = 0 }, "no mandate"},
		{func() { m.InterestCoded = true }, "no interest in a settlement"},
		{func() { arm.From = 12 }, "not there in time"},
		{func() { arm.ThirdParties = 1 }, "nobody else is there"},
	} {
		if s.change(); experiment.Idle(c, &arm) != s.want {
			t.Errorf("%q, want %q", experiment.Idle(c, &arm), s.want)
		}
	}
}

func TestOnlyThePairsAskedForAreCounted(t *testing.T) {
	e, trials, _ := leadTrials()
	tally := sweep.NewTally(e.Config, len(e.Arms), trials, outcome.Values()...)
	if len(tally.Contrasts) != 3 {
		t.Errorf("%d pairs, want 3", len(tally.Contrasts))
	}
	if c := tally.Less(2, 0); c != tally.Contrasts[1] {
		t.Error("a pair is kept the other way round than it was given")
	}
	defer func() { recover() }()
	t.Errorf("a pair that nobody asked for: %v", tally.Less(1, 2))
}
