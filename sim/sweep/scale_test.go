package sweep_test

import (
	"context"
	"fmt"
	"testing"

	"parley/results/outcome"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// tajikistan is a batch of points around the shipped case.
func tajikistan(tb testing.TB, reps int, factors ...string) *sweep.Batch {
	tb.Helper()
	template, err := scenarios.Prepare("tajikistan", scenarios.Options{Prior: true})
	if err != nil {
		tb.Fatal(err)
	}
	p := &sweep.Plan{Design: sweep.Grid, Reps: reps, Seed: 1}
	for _, text := range factors {
		f, err := sweep.ParseFactor(text)
		if err != nil {
			tb.Fatal(err)
		}
		p.Factors = append(p.Factors, f)
	}
	n, err := p.Size()
	if err != nil {
		tb.Fatal(err)
	}
	return &sweep.Batch{Plan: p, Todo: sweep.Indices{{End: n}}, Workers: 1, Outputs: outcome.Values(), Sink: func(*sweep.Record) error { return nil },
		Build: func(set []string) (*sim.Config, []sim.Arm, error) {
			s, err := template.Build(set)
			if err != nil {
				return nil, nil, err
			}
			return s.Config, []sim.Arm{s.Arm}, nil
		}}
}

// TestPointsEqualTheirCells plays real points in a batch and each by itself.
func TestPointsEqualTheirCells(t *testing.T) {
	b := tajikistan(t, 40, "coordination.regime=networked,lead", "months=12:36:2", "parameters.war_cost=0.005,-3")
	b.Workers = 3
	faults := 0
	b.Sink = func(r *sweep.Record) error {
		c, arms, err := b.Build(b.Plan.Overrides(b.Plan.Point(r.Point)))
		if err != nil {
			if faults++; r.Fault != err.Error() || r.Arms != nil {
				t.Errorf("point %d: fault %q, want %q", r.Point, r.Fault, err)
			}
			return nil
		}
		if r.Fault != "" {
			t.Fatalf("point %d: %s", r.Point, r.Fault)
		}
		tally := sweep.NewTally(c, 1, nil, outcome.Values()...)
		cell := sweep.Cell{Config: c, Arms: arms, Tally: tally, Seed: sim.NewSeed(1), Replications: 40}
		if err := sweep.Run(context.Background(), cell); err != nil {
			return err
		}
		for i, want := range tally.Arms[0].Sums {
			if got := r.Tally.Arms[0].Sums[i]; got.N != want.N || got.Sum != want.Sum || got.Squares != want.Squares {
				t.Errorf("point %d: %s %+v, by itself %+v", r.Point, outcome.Outputs[i].ID, got, want)
			}
		}
		return nil
	}
	if err := sweep.RunPoints(context.Background(), *b); err != nil || faults != 4 {
		t.Fatalf("%d faults, %v", faults, err)
	}
}

// BenchmarkScaling plays the same points with one worker and with two: many
// points of few histories, and few points of many.
func BenchmarkScaling(b *testing.B) {
	shapes := []struct {
		name    string
		reps    int
		factors []string
	}{
		{"20x100", 100, []string{"coordination.acceptance=0:1:20"}},
		{"1x2000", 2000, nil},
		{"3x700", 700, []string{"coordination.acceptance=0:1:3"}},
	}
	for _, shape := range shapes {
		batch := tajikistan(b, shape.reps, shape.factors...)
		histories := float64(batch.Todo.Count() * shape.reps)
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", shape.name, workers), func(b *testing.B) {
				batch.Workers = workers
				for b.Loop() {
					if err := sweep.RunPoints(context.Background(), *batch); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(histories*float64(b.N)/b.Elapsed().Seconds(), "histories/s")
			})
		}
	}
}

// BenchmarkPrepare is what a point costs before its first history: the scenario
// with its overrides, and the World.
func BenchmarkPrepare(b *testing.B) {
	batch := tajikistan(b, 1)
	for b.Loop() {
		c, _, err := batch.Build([]string{"coordination.acceptance=0.5"})
		if err == nil {
			_, err = sim.NewWorld(c)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
