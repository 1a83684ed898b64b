package calibrate

import (
	"testing"

	"parley/sim"
)

// BenchmarkHistory is the inner loop: a history of the whole Tajik window played,
// seen as the record would, and measured.
func BenchmarkHistory(b *testing.B) {
	f := small(b)
	f.Wars[0].Months, f.Wars[0].Summaries = f.Wars[0].Config.Months, nil
	f.Wars[0].Config.Parameters.Set = [sim.NumParameters]bool{}
	p, err := f.Problem()
	if err != nil {
		b.Fatal(err)
	}
	m, err := f.Wars[0].newModel(p.Wars[0].At)
	if err != nil {
		b.Fatal(err)
	}
	out := make([]float64, len(p.Wars[0].At))
	seed := sim.NewSeed(1)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Simulate(PriorPoint(seed, i, "point", len(p.Names)), seed, i, out)
	}
}
