package calibrate

import (
	"math"
	"slices"
	"testing"

	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/stats"
)

// Histories with known parameters stand for the record, and the nearest of one
// shared table of histories for their posterior: the truth lies in its central
// 90 % nine times in ten, for every free parameter, and it is nearer to them than to
// rows taken at random.
func TestKnownParametersLieInTheNinetyPerCentRegionNineTimesInTen(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	const table, records, nearest = 3000, 300, 100
	f := small(t)
	p, err := f.Problem()
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Wars[0].newModel(p.Wars[0].At)
	if err != nil {
		t.Fatal(err)
	}
	points, rows := simulated(m, sim.NewSeed(5), table)
	truths, observed := simulated(m, sim.NewSeed(6), records)
	inside := make([]int, len(m.free))
	away, awayAtRandom := 0.0, 0.0
	weights := slices.Repeat([]float64{1}, nearest)
	for r := range truths {
		near := abc.Nearest(p.Target, observed[r], rows, nearest)
		for k := range m.free {
			var values []float64
			for j, i := range near {
				values = append(values, points[i][k])
				away += math.Abs(points[i][k] - truths[r][k])
				awayAtRandom += math.Abs(points[(r*nearest+j)%table][k] - truths[r][k])
			}
			if truths[r][k] >= stats.WeightedQuantile(values, weights, 0.05) && truths[r][k] <= stats.WeightedQuantile(values, weights, 0.95) {
				inside[k]++
			}
		}
	}
	if away > 0.99*awayAtRandom { // little, for two parameters of which the record says little
		t.Errorf("the nearest lie %.0f from the truths, rows at random %.0f: want a hundredth less", away, awayAtRandom)
	}
	for k, n := range inside {
		if share := float64(n) / records; share < 0.85 || share > 0.95 {
			t.Errorf("%s: %.3f of the truths lie in the 90 %% region", sim.ParameterTable[m.free[k]].ID, share)
		}
	}
}

// simulated histories of points drawn from the prior.
func simulated(m *model, seed sim.Seed, n int) (points, rows [][]float64) {
	for i := range n {
		u, row := PriorPoint(seed, i, "point", len(m.free)), make([]float64, len(m.chosen))
		m.Simulate(u, seed, i, row)
		points, rows = append(points, u), append(rows, row)
	}
	return points, rows
}
