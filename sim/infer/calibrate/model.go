package calibrate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// model plays histories with given parameters and sees them as the record would.
type model struct {
	config   sim.Config
	base     sim.ParameterSet
	free     []sim.Parameter
	arm      sim.Arm
	world    *sim.World
	observer *observe.Observer
	chosen   []int
}

func (w *War) newModel(chosen []int) (*model, error) {
	c := w.Config
	m := &model{config: *c, base: c.Parameters, free: sim.FreeParameters(&c.Parameters), arm: w.Arm, chosen: chosen}
	m.base.Mode = sim.ParametersPrior
	m.config.Parameters = m.base
	var err error
	if m.observer, err = observe.New(&m.config, w.Record, w.Months); err != nil {
		return nil, err
	}
	m.config.Months = w.Months // later ones are not seen
	if !m.observer.AsksForPeace(chosen) {
		m.config.Implementation = 0
	}
	m.world, err = sim.NewWorld(&m.config)
	return m, err
}

// joint is the model of several wars: the whole record of one, the outcomes of others.
type joint struct {
	*model
	others []*witness
}

// witness is a war of which the outcome is fitted.
type witness struct {
	*model
	Tally
	weight float64
}

// newModel of all wars of a fitting.
func (f *Fitting) newModel(chosen []Chosen) (abc.Model, error) {
	j, weights := &joint{}, f.weights(chosen)
	for i := range f.Wars {
		w := &f.Wars[i]
		m, err := w.newModel(chosen[i].At)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			j.model = m
			continue
		}
		j.others = append(j.others, &witness{m, Tally{Outcome: chosen[i].Outcome, Months: w.Months}, weights[i-1]})
	}
	return j, nil
}

// LogLikelihood implements abc.Weigher.
func (j *joint) LogLikelihood(u []float64, seed sim.Seed, number, histories int) (sum float64) {
	for i, w := range j.others {
		w.config.Parameters = sim.PriorAt(w.base, w.free, u)
		t, luck := w.Tally, WarSeed(seed, i+1)
		for k := range histories {
			out := w.world.Run(&w.arm, luck, number*histories+k)
			month := t.Months
			if out.Settled() {
				month = out.Month
			}
			t.Add(month, out.Kept(), 1)
		}
		sum += float64(w.weight * t.LogLikelihood())
	}
	return sum
}

// Simulate implements abc.Model.
func (m *model) Simulate(u []float64, seed sim.Seed, number int, out []float64) {
	m.config.Parameters = sim.PriorAt(m.base, m.free, u)
	all, _ := m.observer.Play(m.world, &m.arm, seed, number)
	for k, i := range m.chosen {
		out[k] = Value(&all[i])
	}
}

// Value of a summary as inference takes it: NaN if it is missing.
func Value(s *observe.Summary) float64 {
	if s.Missing {
		return math.NaN()
	}
	return s.Value
}

// Values of the summaries fitted among all that an observer saw.
func (c *Chosen) Values(all observe.Summaries) []float64 {
	return stats.Values(c.At, func(i *int) float64 { return Value(&all[*i]) })
}

// histories are the chosen summaries of n, [history][summary], each at the point that
// at gives.
func (m *model) histories(seed sim.Seed, n int, at func(i int) []float64) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, len(m.chosen))
		m.Simulate(at(i), seed, i, rows[i])
	}
	return rows
}

// PriorPoint is the point of that number in the cube of so many parameters, from a stream of its own.
func PriorPoint(seed sim.Seed, number int, name string, parameters int) []float64 {
	u, stream := make([]float64, parameters), sim.NewStream(seed, number, name, 0)
	for k := range u {
		u[k] = stream.Uniform(k)
	}
	return u
}

// posteriorHistories are those of particles drawn by their weights.
func (m *model) posteriorHistories(s *abc.State, seed sim.Seed, n int) [][]float64 {
	upTo := posterior.New(make([]sim.Parameters, len(s.Particles)), abc.Weights(s.Particles)).Sample.UpTo
	return m.histories(seed, n, func(i int) []float64 {
		u := sim.NewStream(seed, i, "particle", 0).Uniform(0) * upTo[len(upTo)-1]
		at, _ := slices.BinarySearch(upTo, u)
		return s.Particles[min(at, len(s.Particles)-1)].U
	})
}

// Outcome is what became of a war within its window.
type Outcome struct {
	// Month of the settlement, counted from 0; that of the window's end or later if there was none.
	Month int `json:"month"`
	// Kept is nil where that is not known.
	Kept *bool `json:"kept"`
}

// By says whether the war was settled within so many months.
func (o *Outcome) By(months int) bool { return o.Month < months }

// Outcome of a war by its record.
func (w *War) Outcome() (Outcome, error) {
	c, err := w.witnessed()
	return c.Outcome, err
}

// witnessed is what of a war's record is fitted where its outcome is.
func (w *War) witnessed() (Chosen, error) {
	o, err := observe.New(w.Config, w.Record, w.Months)
	if err != nil {
		return Chosen{}, err
	}
	c := Chosen{Record: o.Record(), Outcome: Outcome{Month: -1}}
	for i := range c.Record {
		s := &c.Record[i]
		switch yes := s.Value == 1; {
		case s.Missing:
			continue
		case s.Name == "settlement.month":
			c.Outcome.Month = min(int(s.Value), w.Months)
		case s.Name == "settlement.kept":
			c.Outcome.Kept = &yes
		default:
			continue
		}
		c.At = append(c.At, i)
	}
	if c.Outcome.Month < 0 {
		err = fmt.Errorf("%s: its record does not say whether it was settled", w.Config.Name)
	}
	return c, err
}

// Near is how many months on either side of a settlement are taken for the same time; modelling choice.
const Near = 6

// Tally counts histories of a war beside what became of it; a history may count by a weight.
type Tally struct {
	Outcome
	// Months of the window.
	Months int
	// All histories; those settled within the window, of them those Near in time, and those of
	// which the settlement was kept.
	All, Settled, Near, Kept float64
}

// Add a history that was settled in a month of the window, or later for none, and kept or not.
func (t *Tally) Add(month int, kept bool, weight float64) {
	t.All += weight
	if month >= t.Months {
		return
	}
	t.Settled += weight
	if month >= t.Month-Near && month <= t.Month+Near {
		t.Near += weight
	}
	if kept {
		t.Kept += weight
	}
}

// LogLikelihood of the outcome, natural: of no settlement within the window, or of one in that
// month, as likely as those near it, and of what became of it. Of each share half a history
// more counts as such, half as another, so that none is 0 (Jeffreys' prior).
func (t *Tally) LogLikelihood() float64 {
	if !t.By(t.Months) {
		return math.Log((t.All - t.Settled + 0.5) / (t.All + 1))
	}
	months := min(t.Months-1, t.Month+Near) - max(0, t.Month-Near) + 1
	l := math.Log((t.Near + 0.5) / ((t.All + 1) * float64(months)))
	if t.Outcome.Kept == nil {
		return l
	}
	such := t.Kept
	if !*t.Outcome.Kept {
		such = t.Settled - t.Kept
	}
	return l + math.Log((such+0.5)/(t.Settled+1))
}

// ShareSettled is how many of the wars of this world are settled within five years of the first
// agreement: 31 of the 63 intrastate conflicts since 1989 that signed one (UCDP Peace Agreements).
const ShareSettled = 0.49

// fiveYears are the months of ShareSettled.
const fiveYears = 60

// WeighOutcomes gives wars of which outcomes are seen the weights by which their likelihoods
// count, which sum to as many as they are: wars become cases because they ended, so those settled
// within so many months stand for a share of all, and the others for the rest (King & Zeng 2001,
// Polit. Anal. 9, 137-163, eq. 10). Without both kinds, or with a share of 0, each counts 1.
func WeighOutcomes(seen []Outcome, months int, share float64) []float64 {
	settled, n := 0.0, float64(len(seen))
	for i := range seen {
		settled += float64(stats.Bit(seen[i].By(months)))
	}
	weights := make([]float64, len(seen))
	for i := range seen {
		switch {
		case share == 0 || settled == 0 || settled == n:
			weights[i] = 1
		case seen[i].By(months):
			weights[i] = share * n / settled
		default:
			weights[i] = (1 - share) * n / (n - settled)
		}
	}
	return weights
}

// Mixed says whether Share weighs anything: whether wars of which the outcome is fitted were
// settled within five years, and others not.
func Mixed(chosen []Chosen) bool {
	settled := 0
	for i := range chosen[1:] {
		settled += stats.Bit(chosen[1+i].Outcome.By(fiveYears))
	}
	return settled > 0 && settled < len(chosen)-1
}

// weights of the wars of which the outcome is fitted.
func (f *Fitting) weights(chosen []Chosen) []float64 {
	seen := stats.Values(chosen[1:], func(c *Chosen) Outcome { return c.Outcome })
	weights := WeighOutcomes(seen, fiveYears, f.Share)
	for i := range weights {
		weights[i] *= cmp.Or(f.Wars[i+1].Weight, 1)
	}
	return weights
}
