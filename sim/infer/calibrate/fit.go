// Package calibrate fits the global parameters of a war to its record: it joins
// the model (sim), what a record would have seen of a history (observe) and the
// inference without a likelihood (abc).
//
//  1. A Fitting names wars, and of each the summaries of its record that are fitted; it
//     becomes a Problem for abc, with slack, scale and weight of each summary (fit.go).
//  2. A model plays histories at a point of the prior's cube. The first war is held
//     against its whole record, any other against its Outcome, with a likelihood (model.go).
//  3. A Report says what the posterior learned and what the record does not identify, with
//     a Check of each summary; a Pool joins independent fits (report.go).
package calibrate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// Fitting is what to fit, to what, and how long.
type Fitting struct {
	// Wars to which the same parameters are fitted: the first to its whole record, any other to
	// its outcome.
	Wars []War
	// Share of wars that are settled within five years, by which outcomes are weighed as of
	// WeighOutcomes; 0 weighs them alike.
	Share     float64
	Seed      int64
	Particles int
	// Budget of particles to play.
	Budget  int
	Workers int
	// Histories, 0 for as many as are planned: Pilot of the prior set the scale of each summary,
	// AtLast estimate the likelihood of outcomes in the last generation, and Predicted from the
	// posterior are what the record is checked against.
	Pilot, AtLast, Predicted int

	Progress   func(abc.Progress)
	Checkpoint func(*abc.State) error
}

// War is one that a fitting is to, and what of its record is used.
type War struct {
	Config *sim.Config
	// Arm under which the war is taken to have been mediated.
	Arm    sim.Arm
	Record *record.Record
	// Months of the record that are used, from time zero.
	Months int
	// Summaries to fit, by name, family or group; none is those that observe.Families has.
	Summaries []string
	// Weight of the war's outcome beside others', > 0, times that by Share; 0 stands for 1.
	Weight float64
}

// Problem is a fitting as one for package abc.
type Problem struct {
	abc.Problem
	Wars []Chosen
}

// Chosen are the summaries of a war's record, and the places of those fitted.
type Chosen struct {
	Record  observe.Summaries
	At      []int
	Outcome Outcome
	notes   []string // sentences on what was asked for and cannot be fitted
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

// set of parameters that all wars share; its values are the fit's.
func (f *Fitting) set() *sim.ParameterSet { return &f.Wars[0].Config.Parameters }

func (f *Fitting) free() []sim.Parameter { return sim.FreeParameters(f.set()) }

// Choose what of each record is fitted, before anything is played. Errors are summaries that
// there are none of, a *SummaryError, wars with other parameters, and nothing left to fit.
func (f *Fitting) Choose() ([]Chosen, error) {
	var list []Chosen
	for i := range f.Wars {
		w := &f.Wars[i]
		if err := w.shares(f.set()); err != nil {
			return nil, fmt.Errorf("%s and %s: %w", f.Wars[0].Config.Name, w.Config.Name, err)
		}
		choose := w.choose
		if i > 0 {
			choose = w.witnessed
		}
		c, err := choose()
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	if len(f.free()) == 0 {
		return nil, errors.New("all parameters are set: nothing is left to fit")
	}
	return list, nil
}

// shares says whether a war leaves the same parameters free, within the same bounds.
func (w *War) shares(set *sim.ParameterSet) error {
	own := &w.Config.Parameters
	for q := range sim.NumParameters {
		if own.Set[q] != set.Set[q] || own.Set[q] && own.Value[q] != set.Value[q] || own.Prior(q) != set.Prior(q) ||
			q.IsSwitch() && own.LevelWeights(q) != set.LevelWeights(q) {
			return fmt.Errorf("parameter %s is set otherwise in the two: want the same in all wars", sim.ParameterTable[q].ID)
		}
	}
	return nil
}

// Problem of a fitting. What it measures histories with does not depend on particles,
// budget and workers.
func (f *Fitting) Problem() (*Problem, error) {
	chosen, err := f.Choose()
	if err != nil {
		return nil, err
	}
	p, seed := &Problem{Wars: chosen}, sim.NewSeed(f.Seed)
	p.Problem = abc.Problem{
		Seed: seed.Child(searchPart), Particles: f.Particles, Budget: f.Budget, Workers: f.Workers, Progress: f.Progress,
		Checkpoint: f.Checkpoint, NewModel: func() (abc.Model, error) { return f.newModel(chosen) },
	}
	if len(f.Wars) > 1 {
		p.Histories, p.LastHistories = whileSearching, cmp.Or(f.AtLast, atLast)
	}
	m, err := f.Wars[0].newModel(chosen[0].At)
	if err != nil {
		return nil, err
	}
	prior := seed.Child(pilotPart)
	rows := m.histories(prior, cmp.Or(f.Pilot, pilot), func(i int) []float64 { return PriorPoint(prior, i, "pilot", len(m.free)) })
	p.Target = target(&chosen[0], rows)
	for _, q := range f.free() {
		p.Names, p.Cuts = append(p.Names, sim.ParameterTable[q].ID), append(p.Cuts, cuts(f.set(), q))
	}
	return p, nil
}

// Planned histories of a Fitting, and those of an estimate of the likelihood before the last
// generation; modelling choices.
const (
	pilot          = 1000
	whileSearching = 8
	atLast         = 100
	predicted      = 2000
)

// WarSeed keeps the luck of wars, counted from 0, apart; the first has that of a fit of its own.
func WarSeed(seed sim.Seed, war int) sim.Seed {
	if war == 0 {
		return seed
	}
	return seed.Child(1_000_000 + war)
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
func (w *War) Window() string { return w.Config.Start.String() + " to " + w.last().String() }

// last month of the record that is used.
func (w *War) last() sim.Month { return w.Config.Start + sim.Month(w.Months-1) }

// joined is a word for each war.
func (f *Fitting) joined(word func(w *War) string) string {
	return strings.Join(stats.Values(f.Wars, word), posterior.Between)
}

// Posterior of a state, with what it was fitted to and how. Its hash and model are the
// caller's.
func (f *Fitting) Posterior(s *abc.State) (*posterior.Posterior, error) {
	chosen, err := f.Choose()
	if err != nil {
		return nil, err
	}
	p := posterior.New(f.Rows(s))
	p.Scenario, p.Seed = f.joined(func(w *War) string { return w.Config.Name }), f.Seed
	p.Window, p.Record = f.joined((*War).Window), f.joined(func(w *War) string { return w.Record.Checksum })
	for i := range chosen {
		for _, at := range chosen[i].At {
			if name := chosen[i].Record[at].Name; !slices.Contains(p.Summaries, name) {
				p.Summaries = append(p.Summaries, name)
			}
		}
	}
	return p, nil
}

// Matches says whether a posterior was fitted to another window or another record than
// this fitting would be.
func (f *Fitting) Matches(p *posterior.Posterior) error {
	window, record := f.joined((*War).Window), f.joined(func(w *War) string { return w.Record.Checksum })
	switch {
	case p.Window != window:
		return fmt.Errorf("it was fitted to %s: want %s", p.Window, window)
	case p.Record != record:
		return fmt.Errorf("it was fitted to another record, of checksum %s: that of %s is %s", p.Record,
			f.joined(func(w *War) string { return w.Record.Name }), record)
	}
	return nil
}

// Rows are the particles as values of all parameters, with their weights.
func (f *Fitting) Rows(s *abc.State) (rows []sim.Parameters, weights []float64) {
	base, free := *f.set(), f.free()
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

// confidenceWeight of a summary beside others. Distances square it, so that medium counts
// .49 of high and low .16. Modelling choice.
var confidenceWeight = map[string]float64{"high": 1, "medium": 0.7, "low": 0.4}

// SummaryError says what is wrong with the names of summaries to fit.
type SummaryError struct{ error }

// Names of the summaries to fit, or of their families and groups.
func (w *War) Names() []string {
	names := w.Summaries
	for i := range observe.Families {
		if f := &observe.Families[i]; f.Fitted && len(w.Summaries) == 0 {
			names = append(names, f.Name)
		}
	}
	return names
}

// choose finds the summaries that names ask for, each that of a summary, of a family, or of
// a group such as "ceasefire". What the record does not know of them is noted, in a sentence
// for each file that is not there and one for the rest.
func (w *War) choose() (c Chosen, err error) {
	o, err := observe.New(w.Config, w.Record, w.Months)
	if err != nil {
		return c, err
	}
	fail := func(format string, args ...any) (Chosen, error) {
		return c, &SummaryError{fmt.Errorf(format, args...)}
	}
	c.Record = o.Record()
	whole, until := c.Record, ""
	if w.Months < w.Config.Months {
		until = " up to " + w.last().String()
		if o, err = observe.New(w.Config, w.Record, w.Config.Months); err != nil {
			return c, err
		}
		whole = o.Record()
	}
	var whys []string
	unknown := map[string][]string{}
	for _, name := range w.Names() {
		families, found := familiesOf(whole, name), called(c.Record, name)
		switch {
		case len(families) == 0:
			var known []string
			for i := range c.Record {
				known = append(known, c.Record[i].Name, c.Record[i].Family, c.Record[i].Group)
			}
			return fail("summary %s: there is none of that name%s; parley record lists them", name, fault.DidYouMean(name, known))
		case len(families) == 1 && families[0].ByConstruction:
			return fail("summary %s: any record has 1 here, so that it cannot test a fit: it is shown only", name)
		case len(found) > 0:
			c.At = append(c.At, found...)
			continue
		}
		why := "the record" + until + " does not know it"
		if file := families[0].File; !w.Record.Has(file) {
			why = "the record has no " + file
		}
		if unknown[why] == nil {
			whys = append(whys, why)
		}
		unknown[why] = append(unknown[why], name)
	}
	for _, why := range whys {
		c.notes = append(c.notes, "Not fitted, as "+why+": "+strings.Join(unknown[why], ", ")+".")
	}
	slices.Sort(c.At)
	if c.At = slices.Compact(c.At); len(c.At) == 0 {
		return fail("the record%s knows none of the summaries %s", until, strings.Join(w.Names(), ", "))
	}
	return c, nil
}

// called so, by their own name or their family's or group's, and known to the record.
func called(record observe.Summaries, name string) (found []int) {
	for i := range record {
		if s := &record[i]; (s.Name == name || s.Family == name || s.Group == name) && !s.Missing && !s.ByConstruction {
			found = append(found, i)
		}
	}
	return found
}

// familiesOf the summaries that a name asks for, among those of a record.
func familiesOf(record observe.Summaries, name string) (list []*observe.Family) {
	for i := range observe.Families {
		f := &observe.Families[i]
		if f.Name == name || f.Group == name || slices.ContainsFunc(record, func(s observe.Summary) bool { return s.Name == name && s.Family == f.Name }) {
			list = append(list, f)
		}
	}
	return list
}

// target gives each chosen summary its slack by the record's confidence, its scale
// by how the prior's histories spread, and its weight. Distances square the weight: a
// summary counts with the square of confidenceWeight, shared among those of its group, so
// that a group counts with the mean of these squares.
func target(c *Chosen, prior [][]float64) []abc.Summary {
	size := map[string]float64{}
	for _, i := range c.At {
		size[c.Record[i].Group]++
	}
	var list []abc.Summary
	for k, i := range c.At {
		s := &c.Record[i]
		list = append(list, abc.Summary{
			Name: s.Name, Value: s.Value, Slack: s.Tolerance, Scale: max(Spread(stats.Column(prior, k)), s.Tolerance),
			Weight: confidenceWeight[s.Confidence] / math.Sqrt(size[s.Group]),
		})
	}
	return list
}
