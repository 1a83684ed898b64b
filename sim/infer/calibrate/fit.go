package calibrate

import (
	"context"
	"errors"
	"strings"

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

// Parts of a fitting's luck.
const (
	pilotPart = iota
	searchPart
	predictPart
)

// Fit goes on from a state, nil for the beginning. The state that it returns is
// that of the last whole generation.
func Fit(ctx context.Context, f *Fitting, from *abc.State) (*abc.State, *Report, error) {
	p, c, err := f.problem()
	if err != nil {
		return nil, nil, err
	}
	s, err := abc.Run(ctx, p, from)
	if err != nil {
		return s, nil, err
	}
	r, err := f.report(p, s, c)
	return s, r, err
}

// Check says what is wrong with a fitting before anything is played: summaries that
// there are none of, a *SummaryError, or nothing left to fit.
func (f *Fitting) Check() error {
	if _, err := f.choice(); err != nil {
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

// choice of summaries: which of the record's are chosen, and sentences on what was asked
// for and cannot be.
type choice struct {
	record observe.Summaries
	chosen []int
	notes  []string
}

// choice of summaries among those that the record gives.
func (f *Fitting) choice() (*choice, error) {
	o, err := observe.New(f.Config, f.Record, f.Months)
	if err != nil {
		return nil, err
	}
	until := ""
	if f.Months < f.Config.Months {
		until = " up to " + f.last().String()
	}
	chosen, unknown, err := choose(f.Config, o.Record(), f.Names(), until)
	if err != nil {
		return nil, err
	}
	return &choice{o.Record(), chosen, f.notFitted(unknown, until)}, nil
}

// notFitted says why not, in a sentence for each file that is not there and one for the rest.
func (f *Fitting) notFitted(unknown []string, until string) (notes []string) {
	because := map[string][]string{}
	var order []string
	for _, name := range unknown {
		why := "Not fitted, as the record" + until + " does not know it: "
		if file := familiesOf(f.Config, name)[0].File; !f.Record.Has(file) {
			why = "Not fitted, as the record has no " + file + ": "
		}
		if because[why] == nil {
			order = append(order, why)
		}
		because[why] = append(because[why], name)
	}
	for _, why := range order {
		notes = append(notes, why+strings.Join(because[why], ", ")+".")
	}
	return notes
}

// problem is the fitting as one for package abc.
func (f *Fitting) problem() (*abc.Problem, *choice, error) {
	c, err := f.choice()
	if err != nil {
		return nil, nil, err
	}
	m, err := f.newModel(c.chosen)
	if err != nil {
		return nil, nil, err
	}
	if len(m.free) == 0 {
		return nil, nil, errNothing
	}
	seed := sim.NewSeed(f.Seed)
	p := &abc.Problem{
		Target: target(c.record, c.chosen, priorHistories(m, seed.Child(pilotPart), pilot)), Seed: seed.Child(searchPart),
		Particles: f.Particles, Budget: f.Budget, Workers: f.Workers, Progress: f.Progress, Checkpoint: f.Checkpoint,
		NewModel: func() (abc.Model, error) { return f.newModel(c.chosen) },
	}
	for _, q := range m.free {
		p.Names, p.Cuts = append(p.Names, sim.ParameterTable[q].ID), append(p.Cuts, cuts(&f.Config.Parameters, q))
	}
	return p, c, nil
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
