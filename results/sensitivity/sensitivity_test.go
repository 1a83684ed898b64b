package sensitivity_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/outcome"
	"parley/results/sensitivity"
	"parley/results/store"
	"parley/scenarios"
	"parley/sim"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// war is the small war, played once for all who read it.
var war *sensitivity.Set

func saltelli(t *testing.T) *sensitivity.Set {
	if war == nil {
		war = play(t, sweep.Saltelli, 32, scenarios.Options{})
	}
	return war
}

// play a small war under three regimes at the points of a design, into a result set.
func play(t *testing.T, design sweep.Design, points int, o scenarios.Options) *sensitivity.Set {
	t.Helper()
	s, err := scenarios.Load("minimal", o)
	if err != nil {
		t.Fatal(err)
	}
	in := infer.NewInputs(s.Config)
	groups := in.Groups()
	p := sweep.Plan{Scenario: "minimal", Design: design, Points: points, Reps: 2, Seed: 1, Compare: true, Regimes: sensitivity.Regimes(), Inputs: len(groups)}
	for _, g := range groups {
		p.Factors = append(p.Factors, sweep.Factor{Path: g, Range: &sweep.Range{High: 1}})
	}
	var arms []sim.Arm
	for _, name := range sensitivity.Regimes() {
		arm := s.Arm
		arm.Name = name
		arm.Regime, _ = sim.RegimeByID(name)
		arms = append(arms, arm)
	}
	dir := t.TempDir()
	set, err := store.Start(dir, store.Manifest{Plan: p}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	frame, next := in.Frame(groups), map[string]int{}
	for i := range set.Points {
		next[strings.Join(p.Overrides(p.Point(i)), " ")] = i
	}
	err = sweep.RunPoints(context.Background(), sweep.Batch{Plan: &p, Todo: set.Todo(), Workers: 2, Outputs: outcome.Values(), Sink: set.Append,
		Build: func(overrides []string) (*sim.Config, []sim.Arm, error) {
			return frame.At(s.Config, sensitivity.Places(&p, p.Point(next[strings.Join(overrides, " ")]))), arms, nil
		}})
	if err == nil {
		_, err = set.Finish()
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.OpenResults(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	values, err := sensitivity.Read(r, s.Config.Months)
	if err != nil {
		t.Fatal(err)
	}
	return &sensitivity.Set{Manifest: r.Manifest, Values: values, Frame: frame, Config: s.Config}
}

func outputOf(t *testing.T, r *sensitivity.Result, id string) *sensitivity.Of {
	t.Helper()
	i := slices.IndexFunc(r.Outputs, func(o sensitivity.Of) bool { return o.ID == id })
	if i < 0 {
		t.Fatalf("no output %s", id)
	}
	return &r.Outputs[i]
}

func factorOf(t *testing.T, o *sensitivity.Of, name string) *sensitivity.Factor {
	t.Helper()
	i := slices.IndexFunc(o.Factors, func(f sensitivity.Factor) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("%s: no factor %s", o.ID, name)
	}
	return &o.Factors[i]
}

// By the rules of the model the collapse of what is signed moves nothing before a
// signature, and moves what is kept; the cost of the war moves both.
func TestAWarIsMovedByWhatMovesIt(t *testing.T) {
	set := saltelli(t)
	r := sensitivity.Analyse(set, sensitivity.Sobol, "settled")
	for _, id := range []string{"settled", "talks", "meetings"} {
		if f := factorOf(t, outputOf(t, r, id), "parameters.collapse"); f.Total.Mean != 0 || f.Total.High != 0 {
			t.Errorf("%s: collapse has a share of %+v", id, f.Total)
		}
	}
	for _, x := range [][2]string{{"kept", "parameters.collapse"}, {"kept", "parameters.war_cost"}, {"settled", "parameters.war_cost"}} {
		if f := factorOf(t, outputOf(t, r, x[0]), x[1]); f.Total.Low <= 0 {
			t.Errorf("%s is not moved by %s: %+v", x[0], x[1], f.Total)
		}
	}
	text := r.Document().Text(document.Screen{})
	for _, want := range []string{"- `parameters.war_cost` (cost of a month of war", "32 base points", "8 histories of each arm"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
	// Ranks of the same points, A and B.
	ranks := sensitivity.Analyse(set, sensitivity.PRCC, "settled")
	if f := factorOf(t, outputOf(t, ranks, "settled"), "parameters.war_cost"); f.Rank.Low <= 0 || ranks.Base != 64 {
		t.Errorf("%d points: %+v", ranks.Base, f.Rank)
	}
	if !slices.Contains(ranks.Left, "structure.attention") {
		t.Errorf("left out: %v", ranks.Left)
	}
}

// A part larger than the whole is chance, which is said where it happens.
func TestAPartAboveTheWholeIsCalledChance(t *testing.T) {
	estimate := func(mean float64) *stats.Estimate { return &stats.Estimate{Mean: mean, Low: mean / 2, High: 2 * mean} }
	of := sensitivity.Of{Told: true, Output: sensitivity.Output{ID: "settled"}, Factors: []sensitivity.Factor{
		{Name: "parameters.act_cost", First: estimate(0.46), Total: estimate(0.24)}, {Name: "parameters.war_cost", First: estimate(0.1), Total: estimate(0.2)},
		{Name: "parameters.fear", First: estimate(0.604), Total: estimate(0.596)}}}
	talks := sensitivity.Of{Output: sensitivity.Output{ID: "talks"}, Mean: estimate(18.7)}
	r := &sensitivity.Result{Method: sensitivity.Sobol, Ranked: "settled", Outputs: []sensitivity.Of{of, talks}}
	text := strings.Join(strings.Fields(r.Document().Text(document.Screen{})), " ")
	for _, want := range []string{"24 % (12 % to 48 %) of the variance goes with it; 46 % (23 % to 92 %) by itself, above the whole by chance alone.",
		"20 % (10 % to 40 %) of the variance goes with it; 10 % (5 % to 20 %) by itself.",
		"60 % (30 % to 100 %) of the variance goes with it; 60 % (30 % to 100 %) by itself.", // no share is above 100 %, and these two are the same as written
		"Talks and meetings are in months, the others in wars of 100. How it was found"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestEffectsOfASmallWar(t *testing.T) {
	r := sensitivity.Analyse(play(t, sweep.Radial, 16, scenarios.Options{Set: []string{"months=24"}}), sensitivity.Morris, "settled")
	o := outputOf(t, r, "settled")
	if f := factorOf(t, o, "parameters.war_cost"); f.Effect.Mean < 0.2 || f.Root.Mean < 0.2 || float64(*f.Size) < 0.2 {
		t.Errorf("the cost of the war: %+v", f)
	}
	if f := factorOf(t, o, "parameters.collapse"); f.Root.Mean != 0 || *f.Size != 0 {
		t.Errorf("collapse: %+v", f)
	}
	if f := factorOf(t, o, "structure.hurt"); f.Effect != nil {
		t.Error("levels of a switch have an order")
	}
}

// With one third party all regimes are one: there is no effect, and nothing to say of it.
func TestOneThirdPartyHasNothingToCoordinate(t *testing.T) {
	r := sensitivity.Analyse(play(t, sweep.Saltelli, 16, scenarios.Options{Set: []string{"months=24"}, Without: []string{"north", "south"}}), sensitivity.Sobol, "coordination")
	for _, id := range []string{"coordination", "lead"} {
		if o := outputOf(t, r, id); o.Told || o.Mean.Mean != 0 || o.SD.High != 0 {
			t.Errorf("%s: %+v", id, o)
		}
	}
	if text := r.Document().Text(document.Screen{}); !strings.Contains(text, "Nothing can be said") {
		t.Error(text)
	}
}

// A base point at one of whose points the scenario was refused is left out as a whole.
func TestARefusedPointCostsItsBasePoint(t *testing.T) {
	set := *saltelli(t)
	set.Values = slices.Clone(set.Values)
	for o := range set.Values {
		set.Values[o] = slices.Clone(set.Values[o])
		set.Values[o][7] = math.NaN()
	}
	if r := sensitivity.Analyse(&set, sensitivity.Sobol, "settled"); r.Refused != 1 || r.Base != 31 {
		t.Errorf("%d refused, %d left", r.Refused, r.Base)
	}
}
