package calibrate

import (
	"context"
	"errors"
	"fmt"

	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
)

// Fitting is what to fit, to what, and how long.
type Fitting struct {
	Config *sim.Config
	// Arm under which the war is taken to have been mediated.
	Arm    sim.Arm
	Record *record.Record
	// Months of the record that are used, from time zero.
	Months int
	// Summaries to fit, by name, family or group; none is DefaultSummaries.
	Summaries []string
	Seed      int64
	Particles int
	// Budget of histories.
	Budget  int
	Workers int

	Progress   func(abc.Progress)
	Checkpoint func(*abc.State) error
}

// Problem is a fitting as one for package abc.
type Problem struct {
	abc.Problem
	// Record are the summaries of the record, Chosen the places of those fitted.
	Record observe.Summaries
	Chosen []int
	notes  []string // sentences on what was asked for and cannot be fitted
}

// Parts of a fitting's luck.
const (
	pilotPart = iota
	searchPart
	predictPart
)

// Fit goes on from a state, nil for the beginning. The state that it returns is
// that of the last whole generation.
func Fit(ctx context.Context, f *Fitting, from *abc.State) (*abc.State, *Report, error) {
	p, err := f.Problem()
	if err != nil {
		return nil, nil, err
	}
	s, err := abc.Run(ctx, &p.Problem, from)
	if err != nil {
		return s, nil, err
	}
	r, err := f.report(p, s)
	return s, r, err
}

var errNothing = errors.New("all parameters are set: nothing is left to fit")

// Check says what is wrong with a fitting before anything is played: summaries that
// there are none of, a *SummaryError, or nothing left to fit.
func (f *Fitting) Check() error {
	_, err := f.choose()
	if err == nil && len(sim.FreeParameters(&f.Config.Parameters)) == 0 {
		return errNothing
	}
	return err
}

// Problem of a fitting. What it measures histories with does not depend on particles,
// budget and workers.
func (f *Fitting) Problem() (*Problem, error) {
	p, err := f.choose()
	if err != nil {
		return nil, err
	}
	m, err := f.newModel(p.Chosen)
	if err != nil {
		return nil, err
	}
	if len(m.free) == 0 {
		return nil, errNothing
	}
	seed := sim.NewSeed(f.Seed)
	p.Problem = abc.Problem{
		Target: target(p.Record, p.Chosen, m.priorHistories(seed.Child(pilotPart), pilot)), Seed: seed.Child(searchPart),
		Particles: f.Particles, Budget: f.Budget, Workers: f.Workers, Progress: f.Progress, Checkpoint: f.Checkpoint,
		NewModel: func() (abc.Model, error) { return f.newModel(p.Chosen) },
	}
	for _, q := range m.free {
		p.Names, p.Cuts = append(p.Names, sim.ParameterTable[q].ID), append(p.Cuts, cuts(&f.Config.Parameters, q))
	}
	return p, nil
}

// cuts are the quantiles of the prior at which the levels of a switch end, but for the
// last; nil for a number.
func cuts(set *sim.ParameterSet, q sim.Parameter) (list []float64) {
	if !q.IsSwitch() {
		return nil
	}
	list = levelShares(set, q)
	for i := 1; i < len(list); i++ {
		list[i] += list[i-1]
	}
	return list[:len(list)-1]
}

// levelShares are the prior's of the levels of a switch.
func levelShares(set *sim.ParameterSet, q sim.Parameter) []float64 {
	weights := set.LevelWeights(q)
	list, sum := weights[:len(sim.ParameterTable[q].Levels)], 0.0
	for _, w := range list {
		sum += w
	}
	for i := range list {
		list[i] /= sum
	}
	return list
}

// Window of the record that is used, in calendar months.
func (f *Fitting) Window() string { return f.Config.Start.String() + " to " + f.last().String() }

// last month of the record that is used.
func (f *Fitting) last() sim.Month { return f.Config.Start + sim.Month(f.Months-1) }

// Posterior of a state, with what it was fitted to and how. Its hash and model are the
// caller's.
func (f *Fitting) Posterior(s *abc.State) (*posterior.Posterior, error) {
	c, err := f.choose()
	if err != nil {
		return nil, err
	}
	p := posterior.New(f.Rows(s))
	p.Scenario, p.Window, p.Record, p.Seed = f.Config.Name, f.Window(), f.Record.Checksum, f.Seed
	for _, i := range c.Chosen {
		p.Summaries = append(p.Summaries, c.Record[i].Name)
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
