package question

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"parley/results/experiment"
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// toyCrossing has two wars of a lead and networked; settled by war and cell.
func toyCrossing(networked int64, settled [2][3]int64) (*experiment.Experiment, *Crossing) {
	e := toyExperiment()
	x := &Crossing{Factors: []CrossFactor{{"consensus", []string{"0", "1"}}, {"acceptance", []string{"0", "0.5", "1"}}}}
	for w := range settled {
		arms := []sim.Arm{{Name: "networked", Regime: sim.RegimeNetworked, Lead: -1}}
		for i := range settled[w] {
			arms = append(arms, sim.Arm{Name: fmt.Sprintf("lead/%d", i), Regime: sim.RegimeLead, Mechanisms: sim.AllMechanisms})
			x.Cells = append(x.Cells, CrossCell{Levels: []string{x.Factors[0].Levels[w], x.Factors[1].Levels[i]}, War: w, Lead: i + 1})
		}
		e.Arms = arms
		tally := counted(e, networked, settled[w][0], settled[w][1], settled[w][2])
		for a := range tally.Arms {
			tally.Arms[a].Sums[outcome.Index("coordinated")].Sum = 100
		}
		x.Wars = append(x.Wars, sweep.Cell{Config: e.Config, Arms: arms, Tally: tally})
	}
	return e, x
}

// A hundred histories tell a large effect; no difference at all is undecided, for
// half a pair more in each cell of the table is more than a point.
func TestVerdictsOfAMap(t *testing.T) {
	e, x := toyCrossing(30, [2][3]int64{{5, 30, 60}, {60, 30, 31}})
	s := CellsOf(e, x)
	var got []string
	for _, c := range s.Cells {
		got = append(got, string(c.Verdict))
	}
	if strings.Join(got, " ") != "hurts unclear helps helps unclear unclear" {
		t.Errorf("verdicts %v", got)
	}
	if s.Verdicts != (Verdicts{Helps: 2, Hurts: 1, Unclear: 3}) {
		t.Errorf("counts %+v", s.Verdicts)
	}
	text := printed(e, s)
	for _, want := range []string{
		"Map: acceptance down, consensus across\nOn settled wars: + helps, . nothing, = identical, - hurts, ? undecided\n" +
			"       0  1\n  0    -  +\n  0.5  ?  ?\n  1    +  ?\n",
		"On settled wars, a lead helps in 2 (33 %) of them, does nothing within a point\nin 0 (0 %), hurts in 1 (17 %);",
		"  0          0            5.0 %     30.0 %  -25.00 ±8.57  -12.12 ±6.60        costs peace that holds",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if document, err := json.Marshal(s); err != nil || !strings.Contains(string(document), `"levels":{"acceptance":"0","consensus":"0"}`) {
		t.Errorf("JSON: %s, %v", document, err)
	}
}

func TestTheWidestCellDecidesOnPrecision(t *testing.T) {
	_, x := toyCrossing(30, [2][3]int64{{30, 30, 30}, {30, 30, 80}})
	near(t, "widest", x.Widest(stats.Level), stats.ShareDifference(stats.Table{{20, 0}, {50, 30}}, stats.Level).HalfWidth(), 1e-12)
}

func TestALeadWithNothingToDoInACellIsSeen(t *testing.T) {
	e, x := toyCrossing(30, [2][3]int64{{30, 30, 30}, {30, 30, 30}})
	for w := range x.Wars {
		x.Wars[w].Tally.Arms[1].Sums[outcome.Index("coordinated")].Sum = 0
		x.Wars[w].Arms[1].AcceptanceSet = true
	}
	e.Config.Mediators[0].Exit = 36
	if text := printed(e, CellsOf(e, x)); !strings.Contains(text, "In 2 cells the lead changes no act in any history: nobody accepts it.") {
		t.Error(text)
	}
}

func TestCellsThatWereNotPlayedAreCounted(t *testing.T) {
	e, x := toyCrossing(30, [2][3]int64{{30, 30, 60}, {30, 30, 30}})
	x.Wars[0].Tally.Replications = 99
	if text := printed(e, CellsOf(e, x)); !strings.Contains(text, "Interrupted: 3 cells have fewer histories.") {
		t.Error(text)
	}
	x.Wars[1].Tally.Replications = 0
	e.Interrupted = true
	s := CellsOf(e, x)
	if s.Unplayed != 3 || len(s.Cells) != 3 {
		t.Errorf("%d not played, %d cells", s.Unplayed, len(s.Cells))
	}
	if text := printed(e, s); !strings.Contains(text, "Interrupted: 3 cells were not played.") {
		t.Error(text)
	}
}

func TestAMapOfOneFactorIsNone(t *testing.T) {
	s := &Cells{Factors: []CrossFactor{{"consensus", []string{"0"}}, {"acceptance", []string{"0", "1"}}}}
	if _, columns := s.mapped(); columns >= 0 {
		t.Error("a map of one factor")
	}
	s.Factors[0].Levels = []string{"0", "1"}
	s.Factors = append(s.Factors, CrossFactor{"lead", []string{"a", "b", "c"}})
	if rows, columns := s.mapped(); rows != 2 || columns != 0 {
		t.Errorf("factors %d and %d, want the one with the most levels and the first", rows, columns)
	}
}
