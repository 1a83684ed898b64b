package abc

import (
	"context"
	"slices"
	"testing"

	"parley/sim"
)

// bigPopulation of a generation for benchmarks: as many particles and parameters as a
// calibration has by default.
func bigPopulation(b *testing.B) []Particle {
	p := toy(slices.Repeat([]float64{0.5}, 18), 0.2)
	p.Particles, p.Budget, p.Workers = 1000, 1000, 1
	s, err := Run(context.Background(), p, nil)
	if err != nil {
		b.Fatal(err)
	}
	return s.Particles
}

// BenchmarkPropose draws a point from a generation.
func BenchmarkPropose(b *testing.B) {
	from, seed := newPopulation(bigPopulation(b), nil), sim.NewSeed(3)
	u := make([]float64, 18)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		from.propose(newStream(seed, i), u)
	}
}

// BenchmarkClose is what a whole generation costs beside its histories: covariance,
// kernel and weights.
func BenchmarkClose(b *testing.B) {
	particles := bigPopulation(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := new(Problem).weigh(context.Background(), 0, slices.Clone(particles), 0); err != nil {
			b.Fatal(err)
		}
	}
}
