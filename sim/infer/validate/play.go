package validate

import (
	"context"

	"parley/sim/sweep"
)

// progress adds up what is done in several parts.
type progress struct {
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
	p.done += n
	if p.tell != nil {
		p.tell(p.done, p.total)
	}
}

// each does all numbers below n, every worker with tools of its own. What a number
// leaves behind is at its place, so the workers do not show.
func each[T any](ctx context.Context, n, workers int, p *progress, tools func() (T, error), do func(T, int)) error {
	return sweep.Each(ctx, n, workers, tools,
		func(t T, i int) error { do(t, i); return nil },
		func(int, int) { p.add(1) })
}
