package calibrate

import (
	"math"
	"slices"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
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

// newModel of all wars of a fitting.
func (f *Fitting) newModel(chosen []Chosen) (abc.Model, error) {
	first, err := f.Wars[0].newModel(chosen[0].At)
	if err != nil {
		return nil, err
	}
	j, weights := &joint{model: first}, f.weights(chosen)
	for i := 1; i < len(f.Wars); i++ {
		w := &f.Wars[i]
		m, err := w.newModel(chosen[i].At)
		if err != nil {
			return nil, err
		}
		j.others = append(j.others, &witness{m, Tally{Outcome: chosen[i].Outcome, Months: w.Months}, weights[i-1]})
	}
	return j, nil
}

// LogLikelihood implements abc.Weigher.
func (j *joint) LogLikelihood(u []float64, seed sim.Seed, number, histories int) float64 {
	sum := 0.0
	for i, w := range j.others {
		sum += w.logLikelihood(u, WarSeed(seed, i+1), number, histories)
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
	values := make([]float64, len(c.At))
	for k, i := range c.At {
		values[k] = Value(&all[i])
	}
	return values
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

// priorHistories are those of points drawn from the prior.
func (m *model) priorHistories(seed sim.Seed, n int) [][]float64 {
	u := make([]float64, len(m.free))
	return m.histories(seed, n, func(i int) []float64 {
		stream := sim.NewStream(seed, i, "pilot", 0)
		for k := range u {
			u[k] = stream.Uniform(k)
		}
		return u
	})
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
