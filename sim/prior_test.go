package sim_test

import (
	"math"
	"testing"

	"parley/sim"
)

func TestPriorDrawsFillThePriorAndLeaveAloneWhatIsSet(t *testing.T) {
	const n = 4000
	var set sim.ParameterSet
	set.Fix(sim.ParamK, 5)
	var sums sim.Parameters
	for i := range n {
		draw := sim.PriorDraw(set, sim.NewSeed(1), i)
		for p, info := range sim.ParameterTable {
			v := draw.Value[p]
			if sim.Parameter(p) == sim.ParamK {
				if v != 5 {
					t.Fatalf("draw %d moves a parameter that is set to %g", i, v)
				}
				continue
			}
			if v < info.Low || v > info.High || !draw.Set[p] {
				t.Fatalf("draw %d: %s = %g, want %g to %g", i, info.ID, v, info.Low, info.High)
			}
			place := 0.5
			if !info.Fixed() {
				place = (v - info.Low) / (info.High - info.Low)
				if info.LogUniform {
					place = math.Log(v/info.Low) / math.Log(info.High/info.Low)
				}
			}
			sums[p] += place
		}
	}
	for p, info := range sim.ParameterTable {
		if mean := sums[p] / n; sim.Parameter(p) != sim.ParamK && math.Abs(mean-0.5) > 4*math.Sqrt(1.0/12/n) {
			t.Errorf("%s: draws lie at %.3f of the prior on average, want the middle", info.ID, mean)
		}
	}
}

func TestPartsOfAnExperimentHaveSeedsOfTheirOwn(t *testing.T) {
	seen := map[sim.Seed]bool{sim.NewSeed(1): true, sim.NewSeed(2): true}
	for _, root := range []int64{1, 2} {
		for i := range 1000 {
			s := sim.NewSeed(root).Child(i)
			if seen[s] {
				t.Fatalf("part %d of seed %d has the luck of another", i, root)
			}
			seen[s] = true
		}
	}
}

func TestAPosteriorIsDrawnByWeightAndRowByRow(t *testing.T) {
	c := testWar()
	c.Months = 1
	sample := &sim.ParameterSample{UpTo: []float64{1, 4}} // a quarter and three
	for _, x := range []float64{0.25, 0.75} {
		var row sim.Parameters
		for p, info := range sim.ParameterTable {
			row[p] = info.Low + x*(info.High-info.Low)
		}
		sample.Rows = append(sample.Rows, row)
	}
	c.Parameters.Mode, c.Parameters.Sample = sim.ParametersPosterior, sample
	c.Parameters.Fix(sim.ParamK, 77)
	w := newWorld(t, c)
	second := 0
	for k := range 2000 {
		got := w.Drawn(sim.NewSeed(4), k)
		row := sample.Rows[0]
		if got[sim.ParamN] == sample.Rows[1][sim.ParamN] {
			row, second = sample.Rows[1], second+1
		}
		row[sim.ParamK] = 77
		if got != row {
			t.Fatalf("replication %d mixes rows or moves what is set: %v", k, got)
		}
	}
	if second < 1430 || second > 1570 {
		t.Errorf("a row of three quarters of the weight is drawn %d times in 2,000", second)
	}
}

func TestAPosteriorWithoutASampleIsRefused(t *testing.T) {
	c := testWar()
	c.Parameters.Mode = sim.ParametersPosterior
	if _, err := sim.NewWorld(c); err == nil {
		t.Error("no error")
	}
}
