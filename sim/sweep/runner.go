package sweep

import (
	"context"
	"sync"
)

// ahead is how many tasks for each worker may be begun before the first of them is
// taken: how far the others go on beside a slow one.
const ahead = 8

// InOrder does tasks 0 to n-1 on a number of workers, 1 at least, and hands what
// they give to take in rising order, one at a time: the workers do not show in
// results, and what waits for its turn is bounded. Each worker makes itself tools,
// none if makeTools is nil. The first error in order of task ends the work, and is
// returned when no worker is at work any more; after ctx has ended it is that of
// ctx, and what was taken is all tasks up to one of them.
func InOrder[T, R any](ctx context.Context, n, workers int, makeTools func() (T, error),
	do func(tools T, task int) (R, error), take func(task int, result R) error) error {
	type done struct {
		task   int
		result R
		err    error
	}
	workers = max(1, min(workers, n))
	window := min(n, ahead*workers)
	tasks, results := make(chan int, window), make(chan *done, window)
	ctx, stop := context.WithCancel(ctx)
	var team sync.WaitGroup
	for range workers {
		team.Go(func() {
			var tools T
			var err error
			if makeTools != nil {
				tools, err = makeTools()
			}
			for task := range tasks {
				d := &done{task: task, err: err}
				if d.err == nil {
					d.err = ctx.Err()
				}
				if d.err == nil {
					d.result, d.err = do(tools, task)
				}
				results <- d
			}
		})
	}
	defer team.Wait()
	defer close(tasks)
	defer stop()
	for task := range window {
		tasks <- task
	}
	waiting := make([]*done, window) // by task, modulo the window
	for task := range n {
		place := &waiting[task%window]
		for *place == nil {
			d := <-results
			waiting[d.task%window] = d
		}
		d := *place
		if *place = nil; d.err == nil {
			d.err = take(task, d.result)
		}
		if d.err != nil {
			return d.err
		}
		if task+window < n {
			tasks <- task + window
		}
	}
	return nil
}

// Each does tasks 0 to n-1 on a number of workers; a task leaves what it gives at a
// place of its own. Progress, if not nil, is told how many are done. Otherwise as
// InOrder.
func Each[T any](ctx context.Context, n, workers int, makeTools func() (T, error), do func(tools T, task int) error,
	progress func(done, total int)) error {
	return InOrder(ctx, n, workers, makeTools,
		func(tools T, task int) (struct{}, error) { return struct{}{}, do(tools, task) },
		func(task int, _ struct{}) error {
			if progress != nil {
				progress(task+1, n)
			}
			return nil
		})
}
