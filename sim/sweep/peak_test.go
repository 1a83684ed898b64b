package sweep

import (
	"context"
	"runtime"
	"testing"

	"parley/sim"
)

// TestMemoryStaysFlat plays thousands and millions of histories, as many points and
// as one, and looks at the heap at each record and every ten thousand histories.
func TestMemoryStaysFlat(t *testing.T) {
	shapes := []struct {
		points, reps int
		histories    bool
	}{{1000, 1, false}, {10, 100, false}, {1, 1_000_000, false}, {30_000, 10, false}, {1, 300_000, true}}
	if testing.Short() {
		shapes = shapes[:2]
	}
	least := uint64(1 << 62)
	for _, shape := range shapes {
		peak := peakHeap(t, shape.points, shape.reps, shape.histories)
		t.Logf("%d points of %d histories: at most %.1f MB", shape.points, shape.reps, float64(peak)/(1<<20))
		least = min(least, peak)
		if peak > least+8<<20 {
			t.Errorf("%d points of %d histories: %d bytes, %d with the fewest", shape.points, shape.reps, peak, least)
		}
	}
}

func peakHeap(t *testing.T, points, reps int, histories bool) (peak uint64) {
	p := &Plan{Design: Sobol, Points: points, Reps: reps, Histories: histories, Factors: factors(t, "a=0:1", "b=0:1:5")}
	cell := fakeCell(1, 1)
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	seen, played := 0, 0
	look := func() {
		runtime.GC() // what is in use, not what a busy machine has not cleared yet
		if runtime.ReadMemStats(&now); now.HeapAlloc > before.HeapAlloc {
			peak = max(peak, now.HeapAlloc-before.HeapAlloc)
		}
	}
	b := Batch{Plan: p, Todo: Indices{{End: points}}, Workers: 1, Outputs: fakeOutputs,
		History: func(*Record, int, []sim.Outcome) error { return nil },
		Build:   func([]string) (*sim.Config, []sim.Arm, error) { return cell.Config, cell.Arms, nil },
		Sink: func(r *Record) error {
			if seen++; seen%100 == 0 {
				look()
			}
			return nil
		}}
	err := b.run(context.Background(), func(*sim.Config) (player, error) {
		return &fake{played: func() {
			if played++; played%30_000 == 0 {
				look()
			}
		}}, nil
	})
	if err != nil || seen != points {
		t.Fatalf("%d records, %v", seen, err)
	}
	return peak
}
