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
	fitted, err := f.fitted()
	if err != nil {
		return nil, err
	}
	p := posterior.New(f.Rows(s))
	p.Scenario, p.Window, p.Record = f.Config.Name, f.Window(), f.Record.Checksum
	p.Summaries, p.Seed = fitted, f.Seed
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

// fitted are the names of the summaries that are, in the order of the record's.
func (f *Fitting) fitted() (names []string, err error) {
	c, err := f.choice()
	if err != nil {
		return nil, err
	}
	for _, i := range c.chosen {
		names = append(names, c.record[i].Name)
	}
	return names, nil
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
		rows, weights = append(rows, set.Value), append(weights, s.Particles[i].Weight)
	}
	return rows, weights
}
