package calibrate

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
)

// joint adds Kenya to the small fit.
func joint(t *testing.T) *Fitting {
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

// Each war is measured as in a fit of its own.
func TestAWarAmongSeveralIsMeasuredAsAlone(t *testing.T) {
	both, err := joint(t).Problem()
	if err != nil {
		t.Fatal(err)
	}
	alone, err := small(t).Problem()
	if err != nil {
		t.Fatal(err)
	}
	n := len(alone.Target)
	if !slices.Equal(both.Target[:n], alone.Target) || both.Target[n].War != 1 || !slices.Equal(both.Names, alone.Names) {
		t.Errorf("%+v, alone %+v", both.Target, alone.Target)
	}
	of, m := make([]float64, len(both.Target)), make([]float64, n)
	a, err := both.NewModel()
	if err != nil {
		t.Fatal(err)
	}
	b, err := alone.NewModel()
	if err != nil {
		t.Fatal(err)
	}
	u := []float64{0.3, 0.6, 0.2}
	for k := range 20 {
		a.Simulate(u, sim.NewSeed(4), k, of)
		b.Simulate(u, sim.NewSeed(4), k, m)
		for i, x := range m {
			if of[i] != x && (of[i] == of[i] || x == x) {
				t.Fatalf("history %d: %g among several, %g alone", k, of[i], x)
			}
		}
	}
}

func TestAJointFitIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	one, three := joint(t), joint(t)
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
	if notes := p.Doubts("sudan_1993", "b"); len(notes) != 1 || !strings.Contains(notes[0], "fitted to tajikistan, kenya_2008, and this is sudan_1993") {
		t.Errorf("%v", notes)
	}
}

func TestWarsOfAFitShareTheirParameters(t *testing.T) {
	f := joint(t)
	f.Wars[1].Config.Parameters.Fix(sim.ParamF0, 0.2)
	if err := f.Check(); err == nil || !strings.Contains(err.Error(), "tajikistan and kenya_2008: parameter fear is set otherwise") {
		t.Error(err)
	}
}
