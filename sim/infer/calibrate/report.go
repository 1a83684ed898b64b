package calibrate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/stats"
)

// Report is what a calibration learned.
type Report struct {
	Scenario string `json:"scenario"`
	Window   string `json:"window"`
	Regime   string `json:"regime"`
	// Wars is how many were fitted together; 0 for one.
	Wars int `json:"wars,omitempty"`
	// Weights of the outcomes of all wars but the first.
	Weights   []float64 `json:"weights,omitempty"`
	Seed      int64     `json:"seed"`
	Particles int       `json:"particles"`
	// Histories of each war played by the search, and Generations one by one.
	Histories   int              `json:"histories"`
	Generations []abc.Generation `json:"generations"`
	// Reached is the tolerance of the last generation, ESS its effective sample size.
	Reached float64 `json:"tolerance"`
	ESS     float64 `json:"ess"`
	// Notes are sentences on what of the record is left out, as observe.Observer.Notes.
	Notes []string `json:"notes,omitempty"`
	// Warnings are sentences on what the search does not bear.
	Warnings   []string    `json:"warnings"`
	Parameters []Parameter `json:"parameters"`
	// Structure has the switches that the fit weighs.
	Structure []Switch `json:"structure"`
	// Correlations of the parameters of .3 or more in size, the strongest first.
	Correlations []Correlation `json:"correlations"`
	Summaries    []Check       `json:"summaries"`
	// Coverage of the summaries fitted by the regions of new histories.
	Coverage Coverage `json:"coverage"`
}

// Of says in a line what was fitted.
func (r *Report) Of() string {
	scenarios, windows, regimes := strings.Split(r.Scenario, posterior.Between), strings.Split(r.Window, posterior.Between), strings.Split(r.Regime, posterior.Between)
	if len(scenarios) == 1 {
		return r.Scenario + ", " + r.Window + ", as mediated under " + r.Regime
	}
	for i := range scenarios {
		scenarios[i] += " (" + windows[i] + ", as mediated under " + regimes[i] + ")"
	}
	return strings.Join(scenarios, ", ")
}

// Parameter is what the posterior says of one, in its own unit.
type Parameter struct {
	ID        string     `json:"id"`
	Prior     [2]float64 `json:"prior"`
	Mean      float64    `json:"mean"`
	Quantiles [5]float64 `json:"quantiles"`
	// Contraction as in abc.Marginal; Identified if it is .1 or more.
	Contraction float64 `json:"contraction"`
	Identified  bool    `json:"identified"`
}

// Switch of structure: the share of each level.
type Switch struct {
	ID     string       `json:"id"`
	Levels []LevelShare `json:"levels"`
}

// LevelShare is how likely a level is before and after the fit.
type LevelShare struct {
	ID        string  `json:"id"`
	Prior     float64 `json:"prior"`
	Posterior float64 `json:"posterior"`
}

// Coverage counts the summaries fitted of which the record lies in the central 50 % and
// 90 % of new histories.
type Coverage struct {
	Fitted   int `json:"fitted"`
	Inside50 int `json:"inside50"`
	Inside90 int `json:"inside90"`
}

// Identified is the least contraction of which more is said; modelling choice.
const Identified = 0.1

// Correlation of two parameters in the posterior.
type Correlation struct {
	A string  `json:"a"`
	B string  `json:"b"`
	R float64 `json:"r"`
}

const leastCorrelation = 0.3

// predicted are the histories from the posterior behind the checks.
const predicted = 2000

func (f *Fitting) report(p *Problem, s *abc.State) (*Report, error) {
	last := s.Generations[len(s.Generations)-1]
	set, free := f.set(), f.free()
	numbers := slices.DeleteFunc(slices.Clone(free), sim.Parameter.IsSwitch) // which are the first
	r := &Report{
		Scenario: f.joined(func(w *War) string { return w.Config.Name }), Window: f.joined((*War).Window),
		Regime: f.joined(func(w *War) string { return w.Arm.Name }), Seed: f.Seed, Particles: f.Particles,
		Histories: s.Simulations, Generations: s.Generations, Reached: last.Tolerance, ESS: last.ESS,
		Warnings: warnings(s.Generations, len(free)), Structure: structure(set, free, s.Particles),
		Parameters:   parameters(*set, numbers, abc.Marginals(p.Names, s.Particles)),
		Correlations: correlations(p.Names[:len(numbers)], abc.Correlations(s.Particles)),
	}
	if n := len(f.Wars); n > 1 {
		r.Wars, r.Weights = n, f.weights(p.Wars)
	}
	for i := range f.Wars {
		c := &p.Wars[i]
		checks, notes, err := f.checks(i, c, s)
		if err != nil {
			return nil, err
		}
		r.Summaries, r.Notes = append(r.Summaries, checks...), append(append(r.Notes, c.notes...), notes...)
	}
	r.Coverage = coverage(r.Summaries)
	return r, nil
}

// structure is the share of each level among the particles, beside the prior's.
func structure(set *sim.ParameterSet, free []sim.Parameter, particles []abc.Particle) []Switch {
	list := []Switch{}
	for k, q := range free {
		if !q.IsSwitch() {
			continue
		}
		s := Switch{ID: sim.ParameterTable[q].ID}
		for i, share := range levelShares(set, q) {
			s.Levels = append(s.Levels, LevelShare{ID: sim.ParameterTable[q].Levels[i].ID, Prior: share})
		}
		for i := range particles {
			s.Levels[int(valueAt(*set, q, particles[i].U[k]))].Posterior += particles[i].Weight
		}
		list = append(list, s)
	}
	return list
}

func coverage(list []Check) (c Coverage) {
	for i := range list {
		x := &list[i]
		if !x.Fitted {
			continue
		}
		c.Fitted++
		if x.Quantiles[1] <= x.Observed && x.Observed <= x.Quantiles[3] {
			c.Inside50++
		}
		if x.Quantiles[0] <= x.Observed && x.Observed <= x.Quantiles[4] {
			c.Inside90++
		}
	}
	return c
}

// enough effective particles for each parameter fitted: with fewer, neither the kernel
// that proposals come from nor the tails of marginals rest on much. Modelling choice.
const enough = 10

// warnings of generations that collapsed onto few particles.
func warnings(generations []abc.Generation, parameters int) []string {
	ess := make([]float64, len(generations))
	for i := range generations {
		ess[i] = generations[i].ESS
	}
	if least := stats.Order(ess)[0]; ess[least] < float64(enough*parameters) {
		return []string{fmt.Sprintf("the effective sample size is only %.0f in generation %d: with %d parameters, want %d or more in each; "+
			"what stands below rests on few particles, and more of them (--particles, --budget) are needed", ess[least], least, parameters, enough*parameters)}
	}
	return []string{}
}

// parameters that are numbers.
func parameters(set sim.ParameterSet, free []sim.Parameter, marginals []abc.Marginal) (list []Parameter) {
	for k, q := range free {
		prior, m := set.Prior(q), &marginals[k]
		x := Parameter{ID: sim.ParameterTable[q].ID, Prior: [2]float64{prior.Low, prior.High}, Mean: valueAt(set, q, m.Mean),
			Contraction: m.Contraction, Identified: m.Contraction >= Identified}
		for i, u := range m.Quantiles {
			x.Quantiles[i] = valueAt(set, q, u)
		}
		list = append(list, x)
	}
	return list
}

// valueAt is a parameter at a quantile of its prior.
func valueAt(set sim.ParameterSet, q sim.Parameter, u float64) float64 {
	return sim.PriorAt(set, []sim.Parameter{q}, []float64{u}).Value[q]
}

func correlations(names []string, c [][]float64) (list []Correlation) {
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			if math.Abs(c[a][b]) >= leastCorrelation {
				list = append(list, Correlation{names[a], names[b], c[a][b]})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Correlation) int { return cmp.Compare(math.Abs(y.R), math.Abs(x.R)) })
	return list
}

// checks hold every summary of a war's record against new histories. Notes are the observer's.
func (f *Fitting) checks(war int, c *Chosen, s *abc.State) (list []Check, notes []string, err error) {
	var known []int
	for i := range c.Record {
		if !c.Record[i].Missing {
			known = append(known, i)
		}
	}
	m, err := f.Wars[war].newModel(known)
	if err != nil {
		return nil, nil, err
	}
	rows := m.posteriorHistories(s, WarSeed(sim.NewSeed(f.Seed).Child(predictPart), war).Child(1), predicted)
	for k, i := range known {
		x := NewCheck(&c.Record[i], slices.Contains(c.At, i), stats.Column(rows, k))
		if len(f.Wars) > 1 {
			x.War = f.Wars[war].Config.Name
		}
		list = append(list, x)
	}
	return list, m.observer.Notes(), nil
}
