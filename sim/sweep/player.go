package sweep

import (
	"context"
	"errors"
	"fmt"

	"parley/sim"
)

// pointPlayer is what a worker of a batch owns.
type pointPlayer struct {
	b         *Batch
	newPlayer func(*sim.Config) (player, error)

	// The point it last built, -1 for none, and what came of it.
	point  int
	values []string
	config *sim.Config
	arms   []sim.Arm
	player player
	fault  string

	// outcomes of the arms in one replication; their slices are the player's.
	outcomes []sim.Outcome
}

var errNoArms = errors.New("sweep: a point without a war or an arm")

// play makes the record of a piece. Its error ends the batch.
func (w *pointPlayer) play(ctx context.Context, p *piece) error {
	if p.point != w.point {
		if err := w.build(p.point); err != nil {
			return err
		}
	}
	p.record = &Record{Point: p.point, Values: w.values, Fault: w.fault}
	if w.fault != "" {
		return nil
	}
	return w.replicate(ctx, p)
}

// build prepares a point. The player of the point before stays if the war is the same.
func (w *pointPlayer) build(i int) error {
	at := w.b.Plan.Point(i)
	w.point, w.values, w.fault = i, at.Values, ""
	c, arms, err := w.b.Build(w.b.Plan.Overrides(at))
	switch {
	case err != nil:
		w.fault = err.Error()
		return nil
	case c == nil || len(arms) == 0:
		return errNoArms
	}
	w.arms, w.outcomes = arms, make([]sim.Outcome, len(arms))
	if c == w.config && w.player != nil {
		return nil
	}
	w.config = c
	if w.player, err = w.newPlayer(c); err != nil {
		w.player, w.fault = nil, err.Error()
	}
	return nil
}

// replicate plays a piece. What panics is the fault of its point, so that it does
// not stand in the way of the others.
func (w *pointPlayer) replicate(ctx context.Context, p *piece) error {
	r, plan := p.record, w.b.Plan
	r.begin(w.config, w.arms)
	seed := sim.NewSeed(plan.Seed)
	if plan.Histories {
		r.Histories = make([]History, 0, (p.end-p.first)*len(w.arms))
	}
	k := p.first
	defer func() {
		if cause := recover(); cause != nil {
			w.point, w.player = -1, nil // which may be in any state
			*r = Record{Point: r.Point, Values: r.Values, Fault: fmt.Sprintf("replication %d: internal error: %v", k, cause)}
		}
	}()
	for ; k < p.end; k++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		for a := range w.arms {
			arm, o := &r.Arms[a], &w.outcomes[a]
			*o = w.player.Run(&w.arms[a], seed, k)
			arm.add(o, &w.outcomes[arm.Reference])
			if plan.Histories {
				r.Histories = append(r.Histories, newHistory(k, a, o))
			}
		}
	}
	return nil
}
