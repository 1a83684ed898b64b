package sweep

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

func TestResultsAreTakenInOrderWhateverTheWorkers(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 50} {
		next := 0
		slow := func(_ struct{}, task int) (int, error) {
			for range task % 7 {
				runtime.Gosched()
			}
			return task * task, nil
		}
		err := InOrder(t.Context(), 200, workers, nil, slow, func(task, square int) error {
			if task != next || square != task*task {
				t.Fatalf("%d workers: task %d gave %d where %d was due", workers, task, square, next)
			}
			next++
			return nil
		})
		if err != nil || next != 200 {
			t.Errorf("%d workers: %d taken, %v", workers, next, err)
		}
	}
}

// Task 0 is slow: the others go on beside it, but not without end.
func TestWhatWaitsForASlowTaskIsBounded(t *testing.T) {
	const workers = 3
	var done atomic.Int64
	do := func(_ struct{}, task int) (struct{}, error) {
		if task == 0 {
			for done.Load() < ahead*workers-1 {
				runtime.Gosched()
			}
			for range 1000 {
				runtime.Gosched()
			}
			if n := done.Load(); n != ahead*workers-1 {
				t.Errorf("%d tasks done beside the first", n)
			}
		}
		done.Add(1)
		return struct{}{}, nil
	}
	if err := Each(t.Context(), 500, workers, nil, func(x struct{}, task int) error { _, err := do(x, task); return err }, nil); err != nil || done.Load() != 500 {
		t.Errorf("%d done, %v", done.Load(), err)
	}
}

func TestTheFirstErrorInOrderIsReturned(t *testing.T) {
	for _, workers := range []int{1, 4} {
		taken := 0
		err := InOrder(t.Context(), 1000, workers, nil, func(_ struct{}, task int) (int, error) {
			if task >= 40 {
				return 0, fmt.Errorf("task %d", task)
			}
			return 0, nil
		}, func(int, int) error { taken++; return nil })
		if err == nil || err.Error() != "task 40" || taken != 40 {
			t.Errorf("%d workers: %v after %d", workers, err, taken)
		}
	}
	tools := func() (int, error) { return 0, errors.New("no tools") }
	if err := Each(t.Context(), 3, 2, tools, func(int, int) error { t.Error("done without tools"); return nil }, nil); err == nil {
		t.Error("no tools and no error")
	}
}

func TestNobodyIsAtWorkAfterAStop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var working atomic.Int64
	err := Each(ctx, 1_000_000, 4, nil, func(_ struct{}, task int) error {
		working.Add(1)
		defer working.Add(-1)
		if task == 100 {
			cancel()
		}
		return nil
	}, nil)
	if !errors.Is(err, context.Canceled) || working.Load() != 0 {
		t.Errorf("%v, %d at work", err, working.Load())
	}
}

// Four workers write words backwards, each with a builder of its own.
func ExampleEach() {
	words := []string{"ceasefire", "talks", "settlement"}
	backwards := make([]string, len(words))
	err := Each(context.Background(), len(words), 4, func() (*strings.Builder, error) { return &strings.Builder{}, nil },
		func(b *strings.Builder, i int) error {
			b.Reset()
			for k := range words[i] {
				b.WriteByte(words[i][len(words[i])-1-k])
			}
			backwards[i] = b.String()
			return nil
		}, nil)
	fmt.Println(backwards, err)
	// Output: [erifesaec sklat tnemelttes] <nil>
}
