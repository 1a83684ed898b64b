package validate

import (
	"context"
	"slices"

	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

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
	err = each(ctx, len(rows), v.Workers, p, v.player(c, [2]int{0, c.Months}), func(x *player, i int) {
		all, _ := x.observers[0].Play(x.world, &v.Arm, seed, i)
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
			list = append(list, newCheck(&s, slices.Contains(y.Chosen, i), stats.Column(rows, i)))
		}
	}
	return list, nil
}
