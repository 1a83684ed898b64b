package lowo

import (
	"context"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/sweep"
)

// Row is what a history came to.
type Row struct {
	// Month of the settlement, Horizon if there was none by then.
	Month int
	// Kept: the settlement held for all of the implementation.
	Kept     bool
	Meetings int
	// Truce: a ceasefire was signed. Agreed: an issue was that was open at time zero, but for
	// that of the ceasefire.
	Truce, Agreed bool
}

func (r *Row) settled() bool { return r.Month < Horizon }

// column of a table: a war, by number, under its own or other third parties.
type column struct {
	war    int
	config *sim.Config
	arm    sim.Arm
}

// seat is a column as one worker plays it.
type seat struct {
	config sim.Config
	arm    sim.Arm
	world  *sim.World
	luck   sim.Seed
}

// seats of all columns.
func (t *Test) seats(columns []column) ([]*seat, error) {
	list := make([]*seat, len(columns))
	for k := range columns {
		c := &columns[k]
		s := &seat{config: *c.config, arm: c.arm, luck: calibrate.WarSeed(t.seed(luckPart), c.war)}
		var err error
		if s.world, err = sim.NewWorld(&s.config); err != nil {
			return nil, err
		}
		list[k] = s
	}
	return list, nil
}

// play a history with given parameters.
func (s *seat) play(set sim.ParameterSet, number int) Row {
	s.config.Parameters = set
	out := s.world.Run(&s.arm, s.luck, number)
	r := Row{Month: Horizon, Meetings: out.Meetings, Truce: out.Truces > 0}
	if out.Settled() {
		r.Month, r.Kept = out.Month, out.Kept()
	}
	for k, month := range out.Protocols {
		issue := &s.config.Issues[k]
		r.Agreed = r.Agreed || month != sim.Never && !issue.AgreedBefore && !issue.Ceasefire
	}
	return r
}

// table plays the first n points of the prior in each column: [point][column][history].
func (t *Test) table(ctx context.Context, n int, columns []column, done func(points int)) ([][][]Row, error) {
	base := t.Wars[0].Config.Parameters
	base.Mode = sim.ParametersPrior
	free, table := sim.FreeParameters(&base), make([][][]Row, n)
	err := sweep.Each(ctx, n, t.Workers, func() ([]*seat, error) { return t.seats(columns) }, func(seats []*seat, i int) error {
		stream, u := sim.NewStream(t.seed(pointPart), i, "point", 0), make([]float64, len(free))
		for k := range u {
			u[k] = stream.Uniform(k)
		}
		set := sim.PriorAt(base, free, u)
		table[i] = make([][]Row, len(seats))
		for k, s := range seats {
			table[i][k] = make([]Row, t.Histories)
			for h := range table[i][k] {
				table[i][k][h] = s.play(set, i*t.Histories+h)
			}
		}
		return nil
	}, func(points, _ int) { done(points) })
	return table, err
}
