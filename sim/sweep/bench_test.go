package sweep

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"parley/sim"
)

// still is a simulator that costs next to nothing.
type still struct{ o sim.Outcome }

func (s *still) Run(*sim.Arm, sim.Seed, int) sim.Outcome { return s.o }

// BenchmarkRunner is what a point costs beside building and simulating it: designs,
// order, counting, with two arms and none or a hundred histories each.
func BenchmarkRunner(b *testing.B) {
	for _, design := range []Design{Grid, LatinCube, Sobol, Table} {
		for _, reps := range []int{1, 100} {
			for _, workers := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/reps=%d/workers=%d", design, reps, workers), func(b *testing.B) {
					benchmarkRunner(b, design, reps, workers)
				})
			}
		}
	}
}

func benchmarkRunner(b *testing.B, design Design, reps, workers int) {
	b.ReportAllocs()
	const points = 1000
	p := &Plan{Design: design, Reps: reps, Factors: factors(b, "a=0:1:10", "b=0:1:10", "c=0:1:10")}
	if design.samples() {
		p.Points = points
	}
	if design == Table {
		grid := *p
		grid.Design = Grid
		for i := range points {
			p.Rows = append(p.Rows, grid.Point(i))
		}
		p.Factors = []Factor{{Path: "a"}, {Path: "b"}, {Path: "c"}}
	}
	cell := fakeCell(1, 1)
	batch := &Batch{Plan: p, Todo: Indices{{End: points}}, Workers: workers, Outputs: fakeOutputs[:3], Sink: func(*Record) error { return nil },
		Build: func([]string) (*sim.Config, []sim.Arm, error) { return cell.Config, cell.Arms[:2], nil }}
	for b.Loop() {
		err := batch.run(context.Background(), func(*sim.Config) (player, error) { return &still{}, nil })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/points, "ns/point")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/points/float64(reps*2), "ns/history")
}

// BenchmarkPoint reckons one point of a Sobol' design of many factors.
func BenchmarkPoint(b *testing.B) {
	p := &Plan{Design: Sobol, Points: 1 << 20, Reps: 1}
	for f := range 20 {
		p.Factors = append(p.Factors, Factor{Path: fmt.Sprint("x", f), Range: &Range{High: 1}})
	}
	i := 0
	for b.Loop() {
		runtime.KeepAlive(p.Point(i & (1<<20 - 1)))
		i++
	}
}
