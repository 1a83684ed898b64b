package calibrate

import (
	"fmt"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
)

// Posterior of a state, with what it was fitted to and how. Its hash and model are the
// caller's.
func (f *Fitting) Posterior(s *abc.State) (*posterior.Posterior, error) {
	c, err := f.choice()
	if err != nil {
		return nil, err
	}
	p := posterior.New(f.Rows(s))
	p.Scenario, p.Window, p.Record, p.Seed = f.Config.Name, f.Window(), f.Record.Checksum, f.Seed
	for _, i := range c.chosen {
		p.Summaries = append(p.Summaries, c.record[i].Name)
	}
	return p, nil
}

// Matches says whether a posterior was fitted to another window or another record than
// this fitting would be.
func (f *Fitting) Matches(p *posterior.Posterior) error {
	switch {
	case p.Window != f.Window():
		return fmt.Errorf("it was fitted to %s: want %s", p.Window, f.Window())
	case p.Record != f.Record.Checksum:
		return fmt.Errorf("it was fitted to another record, of checksum %s: that of %s is %s", p.Record, f.Record.Name, f.Record.Checksum)
	}
	return nil
}

// Rows are the particles as values of all parameters, with their weights.
func (f *Fitting) Rows(s *abc.State) (rows []sim.Parameters, weights []float64) {
	base := f.Config.Parameters
	free := sim.FreeParameters(&base)
	for i := range s.Particles {
		set := sim.PriorAt(base, free, s.Particles[i].U)
		for q := range sim.NumParameters {
			if !set.Set[q] {
				set = sim.PriorAt(set, []sim.Parameter{q}, []float64{0}) // one that is no draw
			}
		}
		rows = append(rows, set.Value)
	}
	return rows, abc.Weights(s.Particles)
}
