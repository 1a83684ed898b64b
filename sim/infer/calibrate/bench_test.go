package calibrate

import (
	"testing"

	"parley/sim"
)

// BenchmarkHistory is the inner loop: a history of the whole Tajik window played,
// seen as the record would, and measured.
func BenchmarkHistory(b *testing.B) {
	f := small(b)
	f.Months, f.Summaries = f.Config.Months, nil
	f.Config.Parameters.Set = [sim.NumParameters]bool{}
	p, err := f.Problem()
	if err != nil {
		b.Fatal(err)
	}
	m, err := f.newModel(p.Chosen)
	if err != nil {
		b.Fatal(err)
	}
	u, out := make([]float64, len(p.Names)), make([]float64, len(p.Chosen))
	seed := sim.NewSeed(1)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		stream := sim.NewStream(seed, i, "point", 0)
		for k := range u {
			u[k] = stream.Uniform(k)
		}
		m.Simulate(u, seed, i, out)
	}
}
