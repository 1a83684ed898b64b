package report

import (
	"math"
	"strings"
	"testing"

	"parley/results/experiment"
	"parley/results/figures"
	"parley/results/question"
	"parley/sim"
	"parley/sim/stats"
)

func TestAVerdictSaysWhatTheIntervalRulesOut(t *testing.T) {
	for _, c := range []struct {
		low, middle, high float64 // in wars of 100
		words, sign       string
	}{
		{1, 2, 3, "helps", "▲"}, {-3, -2, -1, "hurts", "▼"}, {-0.5, 0.1, 0.7, "nothing", ""}, {0.1, 0.4, 0.9, "nothing", ""},
		{0.1, 0.9, 1.7, "undecided, no loss", "▲?"}, {-1.7, -0.9, -0.1, "undecided, no gain", "▼?"},
		{-0.4, 0.9, 2.2, "undecided, no loss above 0.4", "?"}, {-2.2, -0.9, 0.4, "undecided, no gain above 0.4", "?"},
	} {
		d := stats.Difference{Difference: c.middle / 100, Low: c.low / 100, High: c.high / 100}
		if got := verdict(d); got != c.words || sign(d) != c.sign {
			t.Errorf("%g (%g to %g) is %q %s, want %q %s", c.middle, c.low, c.high, got, sign(d), c.words, c.sign)
		}
	}
}

func TestTheTableShowsOnWhichSideOfNothingAnEndLies(t *testing.T) {
	for x, want := range map[float64]string{0: "0.00", 0.032: "+3.20", 0.00004: "+0.004", -0.0000004: "-0.00004", 1e-17: "0.00", 0.00005: "+0.01"} {
		if got := fine(x); got != want {
			t.Errorf("%g is %s, want %s", x, got, want)
		}
	}
}

// The last of several leads is named where it can be told from the one before, or hurts for more than chance among so many.
func TestTheLastLeadIsToldFromTheOneBefore(t *testing.T) {
	lead := func(name string, settled float64) question.Lead {
		d := stats.Difference{Difference: settled, Low: settled - 0.01, High: settled + 0.01}
		return question.Lead{ID: name, Called: name, Effect: question.Effect{Difference: d, Judged: experiment.Judged{Verdict: stats.Judge(d)}}}
	}
	for want, settled := range map[string][3]float64{"": {0.05, -0.0105, -0.011}, "c": {0.05, 0.04, -0.005}, "c hurts": {0.05, -0.024, -0.025}} {
		in := small(t)
		in.Leads = &question.Leads{Leads: []question.Lead{lead("a", settled[0]), lead("b", settled[1]), lead("c", settled[2])}}
		got := ""
		if last := in.Ranking().Last(); last != nil {
			got = strings.TrimSuffix(last.Called+" "+string(last.Verdict), " unclear")
		}
		if got != want {
			t.Errorf("%v: %q, want %q", settled, got, want)
		}
	}
}

// littleHelp is above nothing, and perhaps below 1 in 100.
var littleHelp = stats.Difference{Difference: 0.009, Low: 0.001, High: 0.017}

// leaning is the input of a page on which every effect is littleHelp.
func leaning(t *testing.T) page {
	in := small(t)
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		c.Settled, c.Kept, c.Verdict = littleHelp, littleHelp, stats.Judge(littleHelp)
	}
	effect := question.Effect{Difference: littleHelp, Judged: experiment.Judged{Verdict: stats.Judge(littleHelp)}}
	in.Leads = &question.Leads{Leads: []question.Lead{{ID: "un", From: "2001-01", Effect: effect, Best: 1}}}
	in.Leads.Verdicts.Unclear = 1
	in.Leads.Replications = 100
	worth := question.Worth{ID: "pool", Settled: littleHelp, LeftOut: littleHelp, Alone: littleHelp, Judged: effect.Judged}
	in.Mechanisms = &question.Mechanisms{Mechanisms: []question.Worth{worth}}
	role := question.RoleEffect{Role: "guarantor", Settled: littleHelp, Kept: littleHelp, Judged: effect.Judged}
	in.Roles = &question.Roles{}
	for _, id := range []string{"whole", "before", "talks", "signed"} {
		in.Roles.Phases = append(in.Roles.Phases, question.RolePhase{ID: id, Effects: []question.RoleEffect{role}})
	}
	return in
}

// The numbers of every picture, and the map.
func TestAnEffectAboveNothingIsNotJustUndecided(t *testing.T) {
	in := leaning(t)
	const want = "undecided, no loss"
	d := Page(in.Input)
	for _, f := range figures.Of(d) {
		for _, row := range f.Rows {
			for k, head := range f.Header {
				if head == "verdict" && row[k] != want {
					t.Errorf("%s: %q in its numbers", f.Name, row[k])
				}
			}
		}
	}
	if cell := in.RolesMap().Rows[0][2]; cell != "+0.9 ▲? (+0.1 to +1.7)" {
		t.Errorf("the map shows %s", cell)
	}
}

// What helps stands first, what hurts last and in the other colour, with who could do it as
// people call them, all of them.
func TestTheMapOfRolesShowsWhatHurts(t *testing.T) {
	in := leaning(t)
	at := func(role string, settled float64) question.RoleEffect {
		d := stats.Difference{Difference: settled, Low: settled - 0.01, High: settled + 0.01}
		return question.RoleEffect{Role: role, Settled: d, Kept: d, Judged: experiment.Judged{Verdict: stats.Judge(d)}}
	}
	for i := range in.Roles.Phases {
		in.Roles.Phases[i].Effects = []question.RoleEffect{at("guarantor", -0.03), at("convener", 0.05), at("monitor", -0.06)}
	}
	m := in.RolesMap()
	var order []string
	for _, row := range m.Rows {
		order = append(order, row[0])
	}
	if got := strings.Join(order, ", "); got != "a recognised place to meet, a guarantee, monitoring" || m.Rows[2][2] != "-6.0 ▼ (-7.0 to -5.0)" || m.Heat[0][2] <= 0 || m.Heat[2][2] >= 0 {
		t.Errorf("%s: %q, %v", got, m.Rows, m.Heat)
	}
	if text := said(t, in, "What is missing"); !strings.Contains(text, "A recognised place to meet: one such act") || !strings.Contains(text, "Harmful: monitoring, -6.0.") {
		t.Error(text)
	}
	for _, row := range m.Rows {
		for _, c := range in.Config().Mediators {
			if strings.Contains(row[1], "_") || row[1] == c.ID && c.Name != "" && c.Name != c.ID {
				t.Errorf("%q names nobody as people do", row[1])
			}
		}
	}
}

// Where no lead is shown to help none is the best; where one is, that is not said beyond the histories.
func TestNoLeadIsTheBestThatIsNotShownToHelp(t *testing.T) {
	in := leaning(t)
	in.Leads.Leads = append(in.Leads.Leads, question.Lead{ID: "north", Called: "North", From: "2001-01", Effect: in.Leads.Leads[0].Effect})
	in.Leads.Leads[0].Called, in.Leads.Leads[0].Best = "the United Nations", 0.995
	for helps, want := range map[int]string{0: "None of 2 is shown to help, so none is called the best.", 1: "Of 2, the United Nations adds most in the wars played; what nobody knows might change that."} {
		in.Leads.Verdicts.Helps = helps
		if text := said(t, in, "Who should lead"); !strings.Contains(text, want) {
			t.Error(text)
		}
		if fact := Page(in.Input).Sections[0].Blocks[2].List[0]; strings.Contains(fact, "Best lead") != (helps > 0) {
			t.Error(fact)
		}
	}
}

func TestTheAnswerIsOneSentenceWithItsUncertainty(t *testing.T) {
	in := leaning(t)
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		c.Uncertainty = decomposed()
		c.Overall = c.Uncertainty.Overall(c.Settled)
	}
	s := Page(in.Input).Sections[0]
	text := s.Blocks[0].Answer
	if strings.Count(text, ". ") > 0 || !strings.HasSuffix(text, ".") || !strings.Contains(text, "+0.9 settled (-9.6 to +11 with all doubt counted)") {
		t.Errorf("%q", text)
	}
	if s.Blocks[1].Figure == nil || len(s.Blocks[1].Figure.(*figures.Figure).Rows) != 2*len(experiment.Ladder) {
		t.Error("the section does not begin with the sentence and the picture of the ladder")
	}
}

// All who lead are named in the answer.
func TestTheAnswerNamesAllWhoLead(t *testing.T) {
	in := leaning(t)
	arm := &in.Scenario.Arm
	for want, change := range map[string]func(){
		"if the United Nations leads and":              func() {},
		"if the United Nations (with north) leads and": func() { arm.CoChairs.Add(0) },
		"if the United Nations and north lead in turn and": func() {
			arm.Successors[0] = sim.Succession{Lead: 0, From: 6}
		},
	} {
		before := *arm
		change()
		text := Page(in.Input).Sections[0].Blocks[0].Answer
		if *arm = before; !strings.Contains(text, want) {
			t.Errorf("%q has no %q", text, want)
		}
	}
}

// All doubt about what a lead adds is drawn about that, and stands in the numbers behind the picture.
func TestTheChangeIsDrawnWithAllDoubt(t *testing.T) {
	in := small(t)
	*in.Whole() = *doubted()
	in.Whole().KeptOverall = &stats.Difference{Low: -0.2, High: 0.1}
	f := in.Change()
	for i, want := range []string{"Settled -8.63 +12.63 +2.00 +0.04 +3.96 helps", "Kept -20.00 +10.00 0.00 0.00 0.00 nothing"} {
		if got := strings.Join(f.Rows[i], " "); got != want {
			t.Errorf("row %d: %q, want %q", i, got, want)
		}
	}
	if x := f.Chart.Rows[0]; math.Abs(x.WideLow+8.63)+math.Abs(x.WideHigh-12.63) > 0.01 || x.Low != 0.04 {
		t.Errorf("drawn from %g to %g", x.WideLow, x.WideHigh)
	}
	in.Whole().Overall, in.Whole().KeptOverall, in.Summary.Implementation = nil, nil, 0
	if f = in.Change(); len(f.Rows) != 1 || strings.Contains(f.Chart.Label, "doubt") {
		t.Errorf("%d rows, %q", len(f.Rows), f.Chart.Label)
	}
}

// Of eleven terms one whose interval barely leaves out nothing is not named; one far from it is.
func TestATermIsNamedWhereChanceAmongSoManyWouldNotShowIt(t *testing.T) {
	in := leaning(t)
	in.Mechanisms = &question.Mechanisms{Sum: question.Total{Settled: stats.Difference{Difference: 0.055, Low: 0.01, High: 0.1}}}
	in.Mechanisms.Replications = 200
	for m := range 11 {
		in.Mechanisms.Mechanisms = append(in.Mechanisms.Mechanisms, question.Worth{ID: sim.Mechanisms[m%len(sim.Mechanisms)].ID})
	}
	worth := &in.Mechanisms.Mechanisms[1].Settled
	for d, want := range map[stats.Difference]string{
		{Difference: 0.017, Low: 0.001, High: 0.033}: "Nothing that a lead does is by itself shown to help: of 11 terms tried, chance alone may show one.",
		{Difference: 0.017, Low: 0.007, High: 0.027}: "A lead helps: it shares out the work.",
	} {
		*worth = d
		if text := said(t, in, "Through what"); !strings.Contains(text, want) || !strings.Contains(text, "200 wars, in which all together add +5.5 (+1.0 to +10.0).") {
			t.Errorf("%q, want %q", text, want)
		}
	}
}

// Bonferroni of eleven takes the quantile 2.838 in place of 1.960.
func TestWidenedByHand(t *testing.T) {
	if d := widened(stats.Difference{Difference: 0.02, Low: 0.01, High: 0.04}, 11); math.Abs(d.Low-0.005522) > 1e-5 || math.Abs(d.High-0.048956) > 1e-5 {
		t.Errorf("%+v", d)
	}
}

// Levels whose intervals do not touch, but are not shown to differ among so many pairs, leave open what it hangs on.
func TestWhatIsNotToldIsNotCalledRobust(t *testing.T) {
	in := small(t)
	level := func(id string, d float64) experiment.LevelEffect {
		return experiment.LevelEffect{Switch: "structure.parties", Level: id, Settled: stats.Difference{Difference: d, Low: d - 0.028, High: d + 0.028}}
	}
	in.Whole().Levels = []experiment.LevelEffect{level("rational", 0.056), level("dual_track", -0.004)}
	in.Whole().Apart = []experiment.LevelsApart{{Switch: "structure.parties", A: "rational", B: "dual_track"}}
	const open, gap = "30 wars do not tell what it hangs on most.", "It differs most by how the sides decide, -0.4 to +5.6; chance alone may show as much in one of 1 pair."
	if list := Page(in.Input).Sections[0].Blocks[2].List; list[len(list)-1] != open {
		t.Errorf("%q", list)
	}
	if text := said(t, in, "What does the answer hang on"); !strings.Contains(text, open) || !strings.Contains(text, gap) {
		t.Error(text)
	}
	in.Whole().Apart[0].Differ = true
	if text := said(t, in, "What does the answer hang on"); strings.Contains(text, "not tell") || strings.Contains(text, gap) || !strings.Contains(text, "It hangs most on how the sides decide: from -0.4 to +5.6 wars.") {
		t.Error(text)
	}
}

// Where doubt about the model was not counted, the interval is called one of luck alone.
func TestAnIntervalSaysWhatItCounts(t *testing.T) {
	in := small(t)
	c := doubted()
	judged(c, c.Settled, c.Settled)
	for overall, want := range map[*stats.Difference]string{c.Overall: "+2.0 settled (-8.6 to +13 with all doubt counted).", nil: "+2.0 settled (0.0 to +4.0 by luck alone)."} {
		*in.Whole() = *c
		in.Whole().Overall = overall
		if text := Page(in.Input).Sections[0].Blocks[0].Answer; !strings.HasSuffix(text, want) {
			t.Errorf("%q, want %q", text, want)
		}
	}
}

// Everything that a lead can do, and what it costs, has words that fit beside its row.
func TestWhatALeadDoesIsInFewWords(t *testing.T) {
	in := leaning(t)
	in.Mechanisms = &question.Mechanisms{}
	for m := range sim.Mechanisms {
		in.Mechanisms.Mechanisms = append(in.Mechanisms.Mechanisms, question.Worth{ID: sim.Mechanisms[m].ID, Settled: littleHelp})
	}
	for c := range sim.Costs {
		in.Mechanisms.Costs = append(in.Mechanisms.Costs, question.Worth{ID: sim.Costs[c].ID, Settled: littleHelp})
	}
	for _, row := range in.MechanismPicture().Chart.Rows {
		if n := len(row.Label); n > 40 || !strings.Contains(row.Label, " ") {
			t.Errorf("%q", row.Label)
		}
	}
	in.Mechanisms.Mechanisms[0].Settled = stats.Difference{Difference: 0.03, Low: 0.02, High: 0.04}
	if text := said(t, in, "Through what"); !strings.Contains(text, "A lead helps: it pools what all see.") {
		t.Error(text)
	}
}

// What is most missing are all roles that may be it, those of one role on several parties as one.
func TestWhatIsMostMissingIsNotOneOfSeveral(t *testing.T) {
	in := leaning(t)
	effect := func(role, party string, difference float64) question.RoleEffect {
		d := stats.Difference{Difference: difference, Low: difference - 0.02, High: difference + 0.02}
		return question.RoleEffect{Role: role, Party: party, Settled: d, Judged: experiment.Judged{Verdict: stats.Judge(d)}}
	}
	party := in.Config().Parties[0].ID
	for want, list := range map[string][]question.RoleEffect{
		"":                                     {effect("convener", "", 0)},
		"a guarantee":                          {effect("guarantor", "", 0.1), effect("convener", "", 0.07)},
		"a guarantee or pressure on the sides": {effect("guarantor", "", 0.1), effect("inducer", party, 0.09), effect("inducer", "other", 0.085)},
		"a guarantee or pressure on " + in.party(0): {effect("guarantor", "", 0.1), effect("inducer", party, 0.09)},
		"a guarantee or one of 3 others":            {effect("guarantor", "", 0.1), effect("convener", "", 0.09), effect("monitor", "", 0.09), effect("envisioner", "", 0.09)},
	} {
		in.Roles.Phases[0].Effects = list
		if got := strings.Join(in.MostMissing(), " or "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Where settlements are not followed after their signature, the answer has nothing kept.
func TestWhatIsNotFollowedIsNotCalledKept(t *testing.T) {
	for months, want := range map[int]bool{12: true, 0: false} {
		in := small(t)
		in.Summary.Implementation = months
		answer, sure := Page(in.Input).Sections[0].Blocks[0].Answer, said(t, in, "How sure")
		if strings.Contains(answer, " kept)") != want || strings.Contains(sure, "; kept: ") != want {
			t.Errorf("followed for %d months: %q, %q", months, answer, sure)
		}
	}
}

// Only what was varied can be said to move nothing.
func TestWhatWasNotVariedIsNotSaidToMoveNothing(t *testing.T) {
	in := small(t)
	in.Whole().Levels, in.Sensitivity = nil, nil
	if text := said(t, in, "What does the answer hang on"); !strings.Contains(text, "Nothing was varied.") {
		t.Error(text)
	}
	if text := said(t, in, "Does it help"); strings.Contains(text, "hangs on") {
		t.Error(text)
	}
}
