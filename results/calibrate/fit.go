package calibrate

import (
	"context"
	"errors"

	"parley/results/abc"
	"parley/results/observe"
	"parley/scenarios"
	"parley/sim"
)

// Fitting is what to fit, to what, and how long.
type Fitting struct {
	Config *sim.Config
	// Arm under which the war is taken to have been mediated.
	Arm    sim.Arm
	Record *scenarios.Record
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

// Parts of a fitting's luck.
const (
	pilotPart = iota
	searchPart
	predictPart
)

// Fit goes on from a state, nil for the beginning. The state that it returns is
// that of the last whole generation.
func Fit(ctx context.Context, f *Fitting, from *abc.State) (*abc.State, *Report, error) {
	p, record, chosen, err := f.problem()
	if err != nil {
		return nil, nil, err
	}
	s, err := abc.Run(ctx, p, from)
	if err != nil {
		return s, nil, err
	}
	r, err := f.report(p, s, record, chosen)
	return s, r, err
}

// Check says what is wrong with a fitting before anything is played: summaries that
// there are none of, a *SummaryError, or nothing left to fit.
func (f *Fitting) Check() error {
	if _, _, err := f.choice(); err != nil {
		return err
	}
	if len(sim.FreeParameters(&f.Config.Parameters)) == 0 {
		return errNothing
	}
	return nil
}

var errNothing = errors.New("all parameters are set: nothing is left to fit")

// Names of the summaries to fit, or of their families and groups.
func (f *Fitting) Names() []string {
	if len(f.Summaries) == 0 {
		return DefaultSummaries
	}
	return f.Summaries
}

// choice of summaries among those that the record gives.
func (f *Fitting) choice() (record observe.Summaries, chosen []int, err error) {
	o, err := observe.New(f.Config, f.Record, f.Months)
	if err != nil {
		return nil, nil, err
	}
	until := ""
	if f.Months < f.Config.Months {
		until = " up to " + f.last().String()
	}
	record = o.Record()
	chosen, err = choose(record, f.Names(), until)
	return record, chosen, err
}

// problem is the fitting as one for package abc.
func (f *Fitting) problem() (*abc.Problem, observe.Summaries, []int, error) {
	record, chosen, err := f.choice()
	if err != nil {
		return nil, nil, nil, err
	}
	m, err := f.newModel(chosen)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(m.free) == 0 {
		return nil, nil, nil, errNothing
	}
	seed := sim.NewSeed(f.Seed)
	p := &abc.Problem{
		Target: target(record, chosen, priorHistories(m, seed.Child(pilotPart), pilot)), Seed: seed.Child(searchPart),
		Particles: f.Particles, Budget: f.Budget, Workers: f.Workers, Progress: f.Progress, Checkpoint: f.Checkpoint,
		NewModel: func() (abc.Model, error) { return f.newModel(chosen) },
	}
	for _, q := range m.free {
		p.Names = append(p.Names, sim.ParameterTable[q].ID)
	}
	return p, record, chosen, nil
}

func (f *Fitting) newModel(chosen []int) (*model, error) {
	return newModel(f.Config, f.Arm, f.Record, f.Months, chosen)
}
