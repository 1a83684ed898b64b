package study

import (
	"context"
	"math"
	"reflect"
	"testing"

	"parley/scenarios"
	"parley/sim"
)

func TestASpreadIsWhatAStudySaysOfTheSameDraws(t *testing.T) {
	s := small(t, "minimal", "coordination.lead=un")
	report, _, err := Run(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	s.Workers = 3
	x, err := NewSpread(context.Background(), s, armOf(s.Arm, sim.RegimeLead), armOf(s.Arm, sim.RegimeNetworked), s.Reps.Regimes)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(x.Effect, report.Effects[0]) || len(x.Points) != s.Draws || len(x.Errors) != s.Draws {
		t.Errorf("a spread\n%+v\na study\n%+v", x.Effect, report.Effects[0])
	}
}

func TestDrawsFromAPosteriorComeByWeight(t *testing.T) {
	rows := make([]sim.Parameters, 3)
	for k := range rows {
		for p := range rows[k] {
			rows[k][p] = sim.ParameterTable[p].Low
		}
		rows[k][sim.ParamK] = float64(10 + k)
	}
	set := sim.ParameterSet{Mode: sim.ParametersPosterior, Sample: &sim.ParameterSample{Rows: rows, UpTo: []float64{1, 1, 4}}}
	set.Fix(sim.ParamC, 0.007)
	const draws = 4000
	var counts [3]float64
	for i := range draws {
		drawn := parametersOf(set, sim.NewSeed(1), i)
		counts[int(drawn.Value[sim.ParamK])-10]++
		if drawn.Value[sim.ParamC] != 0.007 || !drawn.Set[sim.ParamTheta] {
			t.Fatal("what the scenario fixes does not stand, or a parameter is not drawn")
		}
	}
	for k, want := range []float64{0.25, 0, 0.75} {
		if got := counts[k] / draws; math.Abs(got-want) > 0.03 {
			t.Errorf("row %d comes in %.3f of the draws, want %.2f", k, got, want)
		}
	}
}

// Of a shorter war and of one without somebody, the entries of its months and people count.
func TestEntriesThatAWarCannotHaveAreLeftOut(t *testing.T) {
	s := small(t, "tajikistan")
	unmot := 0
	for _, e := range s.Record {
		if e.Mediator == "unmot" {
			unmot++
		}
	}
	without, err := scenarios.Load("tajikistan", scenarios.Options{Without: []string{"unmot"}})
	if err != nil {
		t.Fatal(err)
	}
	roles, err := RolesBeside(without.Config, without.Arm, s.Record, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	if unmot == 0 || roles.LeftOut != unmot || roles.Entries != len(s.Record)-unmot || len(roles.Periods) != 7 {
		t.Errorf("%d of %d entries left out, %d beside, %d periods", roles.LeftOut, len(s.Record), roles.Entries, len(roles.Periods))
	}
	short, err := scenarios.Load("tajikistan", scenarios.Options{Set: []string{"months=6"}})
	if err != nil {
		t.Fatal(err)
	}
	if roles, err = RolesBeside(short.Config, short.Arm, s.Record, 1, 5); err != nil {
		t.Fatal(err)
	}
	if len(roles.Periods) != 1 || roles.Periods[0].End != "1993-05" || roles.LeftOut != 0 {
		t.Errorf("of six months %+v", roles.Periods)
	}
}

func TestRolesBesideARecordAreSharesOfItsPeriods(t *testing.T) {
	s := small(t, "tajikistan")
	roles, err := RolesBeside(s.Config, s.Arm, s.Record, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	if len(roles.Periods) != 7 || roles.Entries != len(s.Record) {
		t.Fatalf("%d periods, %d entries of %d", len(roles.Periods), roles.Entries, len(s.Record))
	}
	for _, p := range roles.Periods {
		for _, w := range p.Who {
			if w.Share < 0 || w.Share > 1 {
				t.Errorf("%+v", w)
			}
		}
	}
}
