package validate

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// progress adds up what several workers have done.
type progress struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
	part        string // that is played
	begins      func(part string, done, total int)
}

// begin a part, unless it has begun.
func (p *progress) begin(part string) {
	if p.part == part {
		return
	}
	p.part = part
	if p.begins != nil {
		p.begins(part, p.done, p.total)
	}
}

func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if p.tell != nil {
		p.tell(p.done, p.total)
	}
}

// batch of numbers that a worker takes at once.
const batch = 64

// each does all numbers below n, every worker with tools of its own. What a number
// leaves behind stands at its place, so the workers do not show.
func each[T any](ctx context.Context, n, workers int, p *progress, tools func() (T, error), do func(T, int)) error {
	g, ctx := errgroup.WithContext(ctx)
	var mu sync.Mutex
	next := 0
	take := func() (from, to int) {
		mu.Lock()
		defer mu.Unlock()
		from = next
		next = min(n, next+batch)
		return from, next
	}
	for range max(1, workers) {
		g.Go(func() error {
			t, err := tools()
			if err != nil {
				return err
			}
			for {
				from, to := take()
				if err := ctx.Err(); err != nil || from == to {
					return err
				}
				for i := from; i < to; i++ {
					do(t, i)
				}
				p.add(to - from)
			}
		})
	}
	return g.Wait()
}
