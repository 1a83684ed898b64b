package validate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

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

// play so many histories of a war under an arm, each before an observer of every window: its first
// month, and how many months end with it.
func (v *Validation) play(ctx context.Context, c *sim.Config, arm sim.Arm, seed sim.Seed, n int, windows [][2]int,
	take func(i int, seen []observe.Summaries, out sim.Outcome)) error {
	tools := func() (func(i int), error) {
		world, err := sim.NewWorld(c)
		var observers []*observe.Observer
		for _, w := range windows {
			o, unseen := observe.NewFrom(c, v.Record, w[0], w[1])
			observers, err = append(observers, o), errors.Join(err, unseen)
		}
		return func(i int) {
			seen, out := observe.PlayBefore(world, &arm, seed, i, observers...)
			take(i, seen, out)
		}, err
	}
	return each(ctx, v, n, tools, func(play func(i int), i int) { play(i) })
}

// history is one of those that a forecast is chosen from: early are the summaries that
// were fitted, values the quantities held out; nil if the war was over before.
type history struct{ early, values []float64 }

// histories of a war under an arm.
func (v *Validation) histories(ctx context.Context, c *sim.Config, arm sim.Arm, seed sim.Seed, n int, list []quantity) ([]history, error) {
	all := make([]history, n)
	windows := [][2]int{{0, v.Split}, {v.Split, c.Months}}
	return all, v.play(ctx, c, arm, seed, n, windows, func(i int, seen []observe.Summaries, out sim.Outcome) {
		if out.Month >= v.Split {
			all[i].early = v.yardstick.Wars[0].Values(seen[0])
			all[i].values = stats.Values(list, func(q *quantity) float64 { return q.of(seen[1]) })
		}
	})
}

// forecast of a war under an arm, from the state reached.
func (v *Validation) forecast(ctx context.Context, c *sim.Config, arm sim.Arm, seed sim.Seed, list []quantity) (*forecast, error) {
	all, err := v.histories(ctx, c, arm, seed, v.Sizes.Histories, list)
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
	distance := stats.Values(atWar, func(h *history) float64 { return abc.Distance(v.yardstick.Target, h.early) })
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
func (v *Validation) scale(ctx context.Context, list []quantity) error {
	all, err := v.histories(ctx, v.Config, v.Arm, v.seed(scalePart), v.Sizes.Scale, list)
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
		list[k].Scale = max(calibrate.Spread(values), list[k].tolerance)
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
func (v *Validation) hindcast(ctx context.Context, list []quantity, r *Report) error {
	for _, x := range []struct {
		shocks string
		config *sim.Config
	}{{ShocksMain, v.Config}, {ShocksBound, v.Bound}} {
		if x.config == nil {
			continue
		}
		f, err := v.forecast(ctx, fitted(x.config, v.Until), v.Arm, v.seed(hindcastPart), list)
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
			record := v.before.Record()
			for k, i := range v.yardstick.Wars[0].At {
				r.State = append(r.State, calibrate.NewCheck(&record[i], true, stats.Column(f.state, k)))
			}
			v.baselines(list, f, r)
		}
	}
	return nil
}

// reported is a quantity against its forecast. The region of half of it, or nine tenths, is
// the closed interval between quantiles of the values that came about, and what did not, if
// that is missing in the rest at least.
func (q *quantity) reported(values []float64) Quantity {
	out, observed := q.Quantity, float64(q.Observed)
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
		*x.inside = has(observed)
		for _, value := range values {
			*x.expected += float64(stats.Bit(has(value)))
		}
		*x.expected /= float64(len(values))
	}
	out.CRPS = CRPS(values, observed)
	out.Score = out.CRPS / out.Scale
	return out
}

// predictive holds each summary of the whole record against new histories from the
// posterior that was fitted to some of them.
func (v *Validation) predictive(ctx context.Context, _ []quantity, r *Report) error {
	c := fitted(v.Config, v.Whole)
	chosen, err := v.fitting(c.Months).Choose()
	if err != nil {
		return err
	}
	rows := make([][]float64, v.Sizes.Predictive)
	err = v.play(ctx, c, v.Arm, v.seed(predictivePart), len(rows), [][2]int{{0, c.Months}}, func(i int, seen []observe.Summaries, _ sim.Outcome) {
		rows[i] = stats.Values(seen[0], calibrate.Value)
	})
	for i := range chosen[0].Record {
		if s := &chosen[0].Record[i]; err == nil && !s.Missing {
			r.PPC = append(r.PPC, calibrate.NewCheck(s, slices.Contains(chosen[0].At, i), stats.Column(rows, i)))
		}
	}
	return err
}

// Groups of quantities, as observe.Families has them; each weighs the same.
var Groups = []string{groupDates, groupOrder, groupCeasefire, groupMeetings, groupPositions}

const (
	groupDates     = "dates"
	groupOrder     = "order and count"
	groupCeasefire = "ceasefire"
	groupMeetings  = "meetings"
	groupPositions = "positions"
)

// signed is a quantity of its own beside the month of the settlement.
const signed = "settlement.signed"

// quantity is one that is to be predicted. What is Observed is NaN if the record knows that it
// did not come about.
type quantity struct {
	Quantity
	family string
	// at is its place among the summaries of an observer; whether says that it is not
	// the month there but whether it came.
	at        int
	whether   bool
	tolerance float64 // of the record, in the unit
}

// of a history or of the record, NaN if missing.
func (q *quantity) of(list observe.Summaries) float64 {
	if q.whether {
		return float64(stats.Bit(!list[q.at].Censored))
	}
	return calibrate.Value(&list[q.at])
}

// quantities of the months held out, by what late sees of the record. Those are left
// out of which the record says nothing, and dates that it has before.
func (v *Validation) quantities(late *observe.Observer) (list []quantity) {
	record := late.Record()
	for i := range record {
		s := &record[i]
		family := observe.FamilyNamed(s.Family)
		cameBefore := strings.HasPrefix(s.Family, "cluster.") && slices.ContainsFunc(v.before.Record(), func(b observe.Summary) bool {
			return b.Name == s.Name && !b.Censored && !b.Missing
		})
		if family.Predicted == "" || s.Missing && !v.Record.Has(family.File) || cameBefore {
			continue
		}
		q := quantity{Quantity: Quantity{Name: s.Name, Group: family.Predicted, Unit: s.Unit}, family: s.Family, at: i, tolerance: s.Tolerance}
		// The last protocol of a cluster with one issue is its first as well.
		cluster, complete := strings.CutSuffix(strings.TrimPrefix(s.Name, "cluster."), ".complete")
		issues := 0
		for k := range v.Config.Issues {
			issues += stats.Bit(v.Config.Issues[k].Cluster == cluster)
		}
		q.Observed, q.Repeats = number(q.of(record)), complete && issues == 1
		list = append(list, q)
		if s.Family == "settlement.month" {
			q.Name, q.Unit, q.whether, q.Repeats = signed, observe.UnitShare.Name, true, true
			q.tolerance = observe.UnitShare.Scale
			q.Observed = number(q.of(record))
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b quantity) int { return slices.Index(Groups, a.Group) - slices.Index(Groups, b.Group) })
	return list
}

// Structure is a rival of the same engine: what it keeps of it, and the overrides of
// the scenario that leave out the rest.
type Structure struct {
	Name  string   `json:"name"`
	Keeps string   `json:"keeps"`
	Set   []string `json:"set"`
	// Late says that it was added in the light of an evaluation: in-sample.
	Late bool `json:"late"`
}

// Rival is a structure, built, with parameters from their priors.
type Rival struct {
	Structure
	Config *sim.Config
	Arm    sim.Arm
}

// painless and unteaching: a war that costs nothing, and beliefs too firm for battles
// to move them; the most that a scenario may set.
const unteaching = 1_000_000

// Structures that compete for a war; the last one is the fitted structure itself, unfitted.
func Structures(c *sim.Config) []Structure {
	lead, alone := "coordination.regime=lead", "coordination.regime=independent"
	still := []string{"parameters.fatigue=0"}
	for i := range c.Shocks { // whose violence stays
		for p, pressure := range c.Shocks[i].Pressure {
			if pressure != 0 {
				still = append(still, fmt.Sprintf("shock.%s.pressure.%s=0", c.Shocks[i].ID, c.Parties[p].ID))
			}
		}
	}
	numb := []string{"parameters.war_cost=0", fmt.Sprintf("parameters.belief_weight=%d", unteaching)}
	return []Structure{
		{Name: "all", Keeps: "a lead, interests that move, a war that costs and teaches", Set: []string{lead}},
		{Name: "coordination alone", Keeps: "a lead", Set: slices.Concat([]string{lead}, still, numb)},
		{Name: "interest shift alone", Keeps: "patrons' fatigue and shocks that press", Set: slices.Concat([]string{alone}, numb)},
		{Name: "exhaustion alone", Keeps: "a war that costs and teaches", Set: slices.Concat([]string{alone}, still)},
		{Name: "as coded", Keeps: "the scenario's own regime and all of its structure", Late: true},
	}
}

// rivals are scored like the hindcast, each from the state that it reaches itself.
func (v *Validation) rivals(ctx context.Context, list []quantity, r *Report) error {
	for i := range v.Rivals {
		rival := &v.Rivals[i]
		f, err := v.forecast(ctx, rival.Config, rival.Arm, v.seed(rivalPart+i), list)
		if err != nil {
			return fmt.Errorf("rival %s: %w", rival.Name, err)
		}
		r.Rivals = append(r.Rivals, RivalScore{Score: v.scored(rival.Name, list, f), Keeps: rival.Keeps, Late: rival.Late, reached: f.reached})
	}
	return nil
}
