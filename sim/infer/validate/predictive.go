package validate

import (
	"context"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
)

// player plays histories before one observer.
type player struct {
	world    *sim.World
	observer *observe.Observer
}

// predictive holds each summary of the whole record against new histories from the
// posterior that was fitted to some of them.
func (v *Validation) predictive(ctx context.Context, p *progress) ([]Check, error) {
	c := fitted(v.Config, v.Whole)
	y, err := v.fitting(c.Months).Yardstick()
	if err != nil {
		return nil, err
	}
	o, err := observe.New(c, v.Record, c.Months)
	if err != nil {
		return nil, err
	}
	rows, seed := make([][]float64, v.Sizes.Predictive), v.seed(predictivePart)
	tools := func() (*player, error) {
		world, err := sim.NewWorld(c)
		if err != nil {
			return nil, err
		}
		own, err := observe.New(c, v.Record, c.Months)
		return &player{world, own}, err
	}
	err = each(ctx, len(rows), v.Workers, p, tools, func(x *player, i int) {
		all, _ := x.observer.Play(x.world, &v.Arm, seed, i)
		rows[i] = make([]float64, len(all))
		for k := range all {
			rows[i][k] = calibrate.Value(&all[k])
		}
	})
	if err != nil {
		return nil, err
	}
	var list []Check
	for i, s := range o.Record() {
		if !s.Missing {
			list = append(list, newCheck(&s, slices.Contains(y.Chosen, i), calibrate.ValuesOf(rows, i)))
		}
	}
	return list, nil
}
