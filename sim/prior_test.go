package sim_test

import (
	"math"
	"slices"
	"testing"

	"parley/sim"
)

func TestPriorDrawsFillThePriorAndLeaveAloneWhatIsSet(t *testing.T) {
	const n = 4000
	var set sim.ParameterSet
	set.Fix(sim.ParamK, 5)
	set.Fix(sim.SwitchHurt, sim.HurtAbsolute)
	set.Weight[sim.SwitchNeeds] = [sim.MaxLevels]float64{1, 0, 3}
	var sums sim.Parameters
	var counts [sim.NumParameters][sim.MaxLevels]float64
	for i := range n {
		draw := sim.PriorDraw(set, sim.NewSeed(1), i)
		if draw.Value[sim.ParamK] != 5 || draw.Value[sim.SwitchHurt] != sim.HurtAbsolute {
			t.Fatalf("draw %d moves what is set: %v", i, draw.Value)
		}
		for p, info := range sim.ParameterTable {
			v := draw.Value[p]
			if !draw.Set[p] || set.Set[p] {
				continue
			}
			if info.Levels != nil {
				counts[p][int(v)]++
				continue
			}
			if v < info.Low || v > info.High {
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
		if set.Set[p] {
			continue
		}
		if mean := sums[p] / n; info.Levels == nil && math.Abs(mean-0.5) > 4*math.Sqrt(1.0/12/n) {
			t.Errorf("%s: draws lie at %.3f of the prior on average, want the middle", info.ID, mean)
		}
		for level := range info.Levels {
			want := 1 / float64(len(info.Levels))
			if sim.Parameter(p) == sim.SwitchNeeds {
				want = []float64{0.25, 0, 0.75}[level]
			}
			if share := counts[p][level] / n; math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/n) {
				t.Errorf("%s: level %d has a share of %.3f, want %.3f", info.ID, level, share, want)
			}
		}
	}
}

func TestPartsOfAnExperimentHaveSeedsOfTheirOwn(t *testing.T) {
	seen := map[sim.Seed]bool{sim.NewSeed(1): true, sim.NewSeed(2): true}
	for _, root := range []int64{1, 2} {
		for i := range 1000 {
			s := sim.NewSeed(root).Child(i)
			if seen[s] {
				t.Fatalf("part %d of seed %d has the stream of another", i, root)
			}
			seen[s] = true
		}
	}
}

// posteriorOf three rows: two of one structure, one of another.
func posteriorOf(upTo ...float64) *sim.ParameterSample {
	sample := &sim.ParameterSample{UpTo: upTo}
	for i, queue := range []float64{1, 0, 1} {
		var row sim.Parameters
		for p, info := range sim.ParameterTable {
			row[p] = info.Low + float64(i)/4*(info.High-info.Low)
		}
		row[sim.SwitchAttention] = queue
		sample.Rows = append(sample.Rows, row)
	}
	return sample
}

func TestAPosteriorIsDrawnByWeightAndRowByRow(t *testing.T) {
	c := testWar()
	sample := posteriorOf(1, 5, 8) // weights 1, 4, 3
	c.Parameters.Mode, c.Parameters.Sample = sim.ParametersPosterior, sample
	c.Parameters.Fix(sim.ParamK, 77)
	w := newWorld(t, c)
	const n = 4000
	var drawn [3]float64
	for k := range n {
		got := w.Drawn(sim.NewSeed(4), k)
		i := slices.IndexFunc(sample.Rows, func(row sim.Parameters) bool { return row[sim.ParamN] == got[sim.ParamN] })
		row := sample.Rows[i]
		row[sim.ParamK] = 77
		if got != row {
			t.Fatalf("replication %d mixes rows or moves what is set: %v", k, got)
		}
		drawn[i]++
	}
	for i, want := range []float64{1. / 8, 4. / 8, 3. / 8} {
		if share := drawn[i] / n; math.Abs(share-want) > 4*math.Sqrt(want*(1-want)/n) {
			t.Errorf("row %d has a share of %.3f, want %.3f", i, share, want)
		}
	}
}

// The structure comes first, from its own stream; the row then from those that share it.
func TestAPosteriorsParametersAreSharedOnlyWithinAStructure(t *testing.T) {
	c := testWar()
	c.Parameters.Mode, c.Parameters.Sample = sim.ParametersPosterior, posteriorOf(1, 5, 8)
	c.Crossing = sim.Crossing{Parameters: 40, Codings: 1, Structures: 40}
	w := newWorld(t, c)
	rows := map[[2]float64]bool{}
	for k := range 1600 {
		got := w.Drawn(sim.NewSeed(4), k)
		rows[[2]float64{got[sim.SwitchAttention], got[sim.ParamN]}] = true
		p, _, s := c.Crossing.Cell(k)
		if first := w.Drawn(sim.NewSeed(4), s*40); first.Structure() != got.Structure() {
			t.Fatalf("replications of one draw of the structure, parameters 0 and %d, meet different ones", p)
		}
	}
	if len(rows) != 3 {
		t.Errorf("%d rows drawn, want 3", len(rows))
	}
}

func TestAFixedSwitchKeepsThePosteriorsRowsOfItsLevel(t *testing.T) {
	c := testWar()
	c.Parameters.Mode, c.Parameters.Sample = sim.ParametersPosterior, posteriorOf(1, 5, 8)
	w := newWorld(t, fixed(c, sim.SwitchAttention, int(sim.AttentionQueue)))
	second := 0.0
	const n = 2000
	for k := range n {
		got := w.Drawn(sim.NewSeed(4), k)
		if got[sim.SwitchAttention] != float64(sim.AttentionQueue) || got[sim.ParamN] == c.Parameters.Sample.Rows[1][sim.ParamN] {
			t.Fatalf("replication %d takes a row of another level: %v", k, got)
		}
		second += float64(count(got[sim.ParamN] == c.Parameters.Sample.Rows[2][sim.ParamN]))
	}
	if share := second / n; math.Abs(share-0.75) > 4*math.Sqrt(0.75*0.25/n) { // weights 1 and 3
		t.Errorf("the second row of the level has a share of %.3f, want .75", share)
	}
	if _, err := sim.NewWorld(fixed(c, sim.SwitchAttention, int(sim.AttentionUnlimited))); err == nil {
		t.Error("a level that no row has: no error")
	}
	weighed := *c
	weighed.Parameters.Weight[sim.SwitchAttention] = [sim.MaxLevels]float64{1, 0, 1}
	if got := newWorld(t, &weighed).Drawn(sim.NewSeed(4), 0); got[sim.SwitchAttention] != float64(sim.AttentionDilute) {
		t.Errorf("a level of prior weight 0 is drawn: %v", got)
	}
}

func TestAPosteriorWithoutASampleIsRefused(t *testing.T) {
	c := testWar()
	c.Parameters.Mode = sim.ParametersPosterior
	if _, err := sim.NewWorld(c); err == nil {
		t.Error("no error")
	}
}
