package store

import (
	"testing"

	"parley/sim/sweep"
)

// largePlan has 99,999 points without histories.
func largePlan() (Manifest, *sweep.Record) {
	m := testManifest(33_333, 0)
	m.Plan.Histories = false
	r, _ := testRecord(&m.Plan, 0)
	for len(r.Arms) < 9 {
		r.Arms = append(r.Arms, r.Arms[:1]...)
	}
	return m, r
}

func fill(b *testing.B, s *Set, r *sweep.Record) {
	b.Helper()
	for i := s.Span.First; i < s.Span.End; i++ {
		r.Point = i
		if err := s.Append(r); err != nil {
			b.Fatal(err)
		}
	}
}

// A hundred thousand points of nine arms, as after a kill late in a large sweep.
func BenchmarkResume(b *testing.B) {
	m, r := largePlan()
	dir := b.TempDir()
	s := mustStart(b, dir, m, Options{})
	fill(b, s, r)
	s.Close()
	for b.Loop() {
		s, err := Start(dir, m, Options{Resume: true})
		if err != nil || len(s.Todo()) > 0 {
			b.Fatalf("%d points, %v", s.Done(), err)
		}
		s.Close()
	}
}

// The parts alone: what a point costs while a sweep runs.
func BenchmarkAppend(b *testing.B) {
	m, r := largePlan()
	for b.Loop() {
		s := mustStart(b, b.TempDir(), m, Options{})
		fill(b, s, r)
		s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*m.Plan.Factors[1].Size()*3), "µs/point")
}

// From the parts to the table.
func BenchmarkFinish(b *testing.B) {
	m, r := largePlan()
	for b.Loop() {
		b.StopTimer()
		s := mustStart(b, b.TempDir(), m, Options{})
		fill(b, s, r)
		b.StartTimer()
		mustFinish(b, s)
	}
	b.ReportMetric(float64(b.N*m.Plan.Factors[1].Size()*3*9)/b.Elapsed().Seconds(), "rows/s")
}
