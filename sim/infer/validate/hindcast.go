package validate

import (
	"context"
	"math"
	"slices"

	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// forecast is what the nearest histories do in the months held out.
type forecast struct {
	// values by quantity, each of all histories kept.
	values [][]float64
	// state of the histories kept when the months held out begin, [history][summary].
	state [][]float64
	reached
}

// reached is how histories came to stand where the record stands.
type reached struct {
	// Played and, of them, AtWar when the months held out begin; Kept of these.
	Played int `json:"played"`
	AtWar  int `json:"at_war"`
	Kept   int `json:"kept"`
	// Nearest and Farthest of the distances kept, in [0, abc.Farthest].
	Nearest  float64 `json:"nearest"`
	Farthest float64 `json:"farthest"`
}

// player plays histories before observers.
type player struct {
	world     *sim.World
	observers []*observe.Observer
}

// player makes one of a war, with an observer of each window: its first month, and how many
// months end with it.
func (v *Validation) player(c *sim.Config, windows ...[2]int) func() (*player, error) {
	return func() (*player, error) {
		world, err := sim.NewWorld(c)
		if err != nil {
			return nil, err
		}
		p := &player{world: world}
		for _, w := range windows {
			o, err := observe.NewFrom(c, v.Record, w[0], w[1])
			if err != nil {
				return nil, err
			}
			p.observers = append(p.observers, o)
		}
		return p, nil
	}
}

// history is one of those that a forecast is chosen from: early are the summaries that
// were fitted, values the quantities held out; nil if the war was over before.
type history struct{ early, values []float64 }

// histories of a war under an arm.
func (v *Validation) histories(ctx context.Context, p *progress, c *sim.Config, arm sim.Arm, seed sim.Seed, n int, list []quantity) ([]history, error) {
	all := make([]history, n)
	players := v.player(c, [2]int{0, v.Split}, [2]int{v.Split, c.Months})
	return all, each(ctx, n, v.Workers, p, players, func(x *player, i int) {
		seen, out := observe.PlayBefore(x.world, &arm, seed, i, x.observers...)
		if out.Month < v.Split {
			return
		}
		all[i].early = v.yardstick.Wars[0].Values(seen[0])
		all[i].values = make([]float64, len(list))
		for k := range list {
			all[i].values[k] = list[k].of(seen[1])
		}
	})
}

// forecast of a war under an arm, from the state reached.
func (v *Validation) forecast(ctx context.Context, p *progress, c *sim.Config, arm sim.Arm, seed sim.Seed, list []quantity) (*forecast, error) {
	all, err := v.histories(ctx, p, c, arm, seed, v.Sizes.Histories, list)
	if err != nil {
		return nil, err
	}
	return v.nearest(all, list)
}

// nearest of the histories that were still at war, by the distance of their months
// before from the yardstick's target.
func (v *Validation) nearest(all []history, list []quantity) (*forecast, error) {
	atWar := slices.DeleteFunc(slices.Clone(all), func(h history) bool { return h.early == nil })
	if len(atWar) == 0 {
		return nil, errNobody
	}
	distance := make([]float64, len(atWar))
	for i := range atWar {
		distance[i] = abc.Distance(v.yardstick.Target, atWar[i].early)
	}
	kept := stats.Order(distance)[:min(len(atWar), v.Sizes.Nearest)]
	f := &forecast{values: make([][]float64, len(list)), reached: reached{
		Played: len(all), AtWar: len(atWar), Kept: len(kept), Nearest: distance[kept[0]], Farthest: distance[kept[len(kept)-1]]}}
	for _, i := range kept {
		f.state = append(f.state, atWar[i].early)
		for k := range list {
			f.values[k] = append(f.values[k], atWar[i].values[k])
		}
	}
	return f, nil
}

// scale gives each quantity the spread of the prior's histories, at least the
// record's tolerance.
func (v *Validation) scale(ctx context.Context, p *progress, list []quantity) error {
	all, err := v.histories(ctx, p, v.Config, v.Arm, v.seed(scalePart), v.Sizes.Scale, list)
	if err != nil {
		return err
	}
	for k := range list {
		var values []float64
		for i := range all {
			if all[i].values != nil {
				values = append(values, all[i].values[k])
			}
		}
		list[k].scale = max(calibrate.Spread(values), list[k].tolerance)
	}
	return nil
}

// fitted is a war that draws from a posterior.
func fitted(c *sim.Config, sample *sim.ParameterSample) *sim.Config {
	with := *c
	with.Parameters.Mode, with.Parameters.Sample = sim.ParametersPosterior, sample
	return &with
}

// Shocks under which the months held out are predicted.
const (
	ShocksMain  = "main"
	ShocksBound = "bound"
)

// hindcast predicts under the main shocks and the bound ones. Both have the same luck:
// until the months held out they are the same histories.
func (v *Validation) hindcast(ctx context.Context, p *progress, list []quantity, r *Report) error {
	for _, x := range []struct {
		shocks string
		config *sim.Config
	}{{ShocksMain, v.Config}, {ShocksBound, v.Bound}} {
		if x.config == nil {
			continue
		}
		f, err := v.forecast(ctx, p, fitted(x.config, v.Until), v.Arm, v.seed(hindcastPart), list)
		if err != nil {
			return err
		}
		for k := range list {
			q := list[k].reported(f.values[k])
			q.Shocks = x.shocks
			r.Hindcast = append(r.Hindcast, q)
		}
		r.Scores = append(r.Scores, HindcastScore{Score: v.scored("hindcast", list, f), Shocks: x.shocks, reached: f.reached})
		if x.shocks == ShocksMain {
			r.State = v.stateOf(f)
			v.baselines(list, f, r)
		}
	}
	return nil
}

// stateOf the histories kept, summary by summary of those that were fitted.
func (v *Validation) stateOf(f *forecast) (list []calibrate.Check) {
	record := v.before.Record()
	for k, i := range v.yardstick.Wars[0].At {
		list = append(list, calibrate.NewCheck(&record[i], true, stats.Column(f.state, k)))
	}
	return list
}

// reported is a quantity against its forecast. The region of half of it, or nine tenths, is
// the closed interval between quantiles of the values that came about, and what did not, if
// that is missing in the rest at least.
func (q *quantity) reported(values []float64) Quantity {
	out := Quantity{Quantity: q.name, Group: q.group, Unit: q.unit, Observed: number(q.observed), Scale: q.scale, Repeats: q.repeats}
	at, known := abc.Quantiles(values, nil)
	out.Missing = float64(len(values)-known) / float64(len(values))
	if known == 0 {
		at = [5]float64{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	if q.whether {
		out.Share = calibrate.ShareOf(values)
	}
	out.Q05, out.Q25, out.Median, out.Q75, out.Q95 = number(at[0]), number(at[1]), number(at[2]), number(at[3]), number(at[4])
	for _, x := range []struct {
		share, low, high float64
		inside           *bool
		expected         *float64
	}{{0.5, at[1], at[3], &out.Inside50, &out.Expected50}, {0.9, at[0], at[4], &out.Inside90, &out.Expected90}} {
		has := func(value float64) bool {
			if math.IsNaN(value) {
				return out.Missing >= 1-x.share
			}
			return out.Missing <= x.share && value >= x.low && value <= x.high
		}
		*x.inside = has(q.observed)
		for _, value := range values {
			*x.expected += float64(stats.Bit(has(value)))
		}
		*x.expected /= float64(len(values))
	}
	out.CRPS = CRPS(values, q.observed)
	out.Score = out.CRPS / q.scale
	return out
}

// predictive holds each summary of the whole record against new histories from the
// posterior that was fitted to some of them.
func (v *Validation) predictive(ctx context.Context, p *progress, _ []quantity, r *Report) error {
	c := fitted(v.Config, v.Whole)
	y, err := v.fitting(c.Months).Problem()
	if err != nil {
		return err
	}
	rows, seed := make([][]float64, v.Sizes.Predictive), v.seed(predictivePart)
	err = each(ctx, len(rows), v.Workers, p, v.player(c, [2]int{0, c.Months}), func(x *player, i int) {
		all, _ := x.observers[0].Play(x.world, &v.Arm, seed, i)
		rows[i] = make([]float64, len(all))
		for k := range all {
			rows[i][k] = calibrate.Value(&all[k])
		}
	})
	for i := range y.Wars[0].Record {
		if s := &y.Wars[0].Record[i]; err == nil && !s.Missing {
			r.PPC = append(r.PPC, calibrate.NewCheck(s, slices.Contains(y.Wars[0].At, i), stats.Column(rows, i)))
		}
	}
	return err
}
