package calibrate

import (
	"math"

	"parley/sim"
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

func (f *Fitting) newModel(chosen []int) (*model, error) {
	c := f.Config
	m := &model{config: *c, base: c.Parameters, free: sim.FreeParameters(&c.Parameters), arm: f.Arm, chosen: chosen}
	m.base.Mode = sim.ParametersPrior
	m.config.Parameters = m.base
	var err error
	if m.observer, err = observe.New(&m.config, f.Record, f.Months); err != nil {
		return nil, err
	}
	m.config.Months = f.Months // later ones are not seen
	if !m.observer.AsksForPeace(chosen) {
		m.config.Implementation = 0
	}
	m.world, err = sim.NewWorld(&m.config)
	return m, err
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
