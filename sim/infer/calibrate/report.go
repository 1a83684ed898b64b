package calibrate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/stats"
)

// Report is what a calibration learned.
type Report struct {
	Scenario  string `json:"scenario"`
	Window    string `json:"window"`
	Regime    string `json:"regime"`
	Seed      int64  `json:"seed"`
	Particles int    `json:"particles"`
	// Histories played by the search, and Generations one by one.
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
	Summaries    []FitOf       `json:"summaries"`
	// Coverage of the summaries fitted by the regions of new histories.
	Coverage Coverage `json:"coverage"`
	// Beyond are the fitted summaries of which the record lies beyond the particles' own
	// histories (abc.Within); the adjustment leaves them out.
	Beyond []string `json:"beyond"`
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
	// Adjusted is the same after regression adjustment, a cross-check of what the
	// tolerance blurs; nil where there is no regression.
	Adjusted *Adjusted `json:"adjusted,omitempty"`
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

// Adjusted is a parameter after regression adjustment.
type Adjusted struct {
	Quantiles   [5]float64 `json:"quantiles"`
	Contraction float64    `json:"contraction"`
	// Shift of the median, in quantiles of the prior, -1 to 1.
	Shift float64 `json:"shift"`
}

// Agreement of the adjusted with the plain: no median shifts by more, in quantiles
// of the prior; modelling choice.
const Agreement = 0.1

// Identified is the least contraction of which more is said; modelling choice.
const Identified = 0.1

// Correlation of two parameters in the posterior.
type Correlation struct {
	A string  `json:"a"`
	B string  `json:"b"`
	R float64 `json:"r"`
}

const leastCorrelation = 0.3

// FitOf is how a summary is met by new histories from the posterior.
type FitOf struct {
	Name     string  `json:"name"`
	Fitted   bool    `json:"fitted"`
	Unit     string  `json:"unit"`
	Observed float64 `json:"observed"`
	// Quantiles of the prior's and of the posterior's histories at .05, .25, .5, .75
	// and .95, over those in which it came about.
	Prior     [5]float64 `json:"prior"`
	Posterior [5]float64 `json:"posterior"`
	// Missing is the share of the posterior's histories in which it did not.
	Missing float64 `json:"missing"`
	// P is the posterior's two-sided tail share of the observed value, 0 to 1; of a value
	// that any record has, ByConstruction, it says nothing.
	P              float64 `json:"p"`
	ByConstruction bool    `json:"by_construction,omitempty"`
	// Share of the posterior's histories in which an indicator is 1, of those in which it
	// came about; nil for another summary.
	Share *float64 `json:"share,omitempty"`
}

// predicted are the histories from prior and posterior behind FitOf.
const predicted = 2000

func (f *Fitting) report(p *abc.Problem, s *abc.State, c *choice) (*Report, error) {
	last := s.Generations[len(s.Generations)-1]
	r := &Report{Scenario: f.Config.Name, Window: f.Window(), Regime: f.Arm.Name, Seed: f.Seed,
		Particles: f.Particles, Histories: s.Simulations, Generations: s.Generations, Reached: last.Tolerance, ESS: last.ESS}
	free := sim.FreeParameters(&f.Config.Parameters)
	r.Warnings = warnings(s.Generations, len(free))
	numbers := slices.DeleteFunc(slices.Clone(free), sim.Parameter.IsSwitch) // which are the last
	r.Structure = structure(&f.Config.Parameters, free, s.Particles)
	r.Correlations = correlations(p.Names[:len(numbers)], abc.Correlations(s.Particles))
	summaries, err := p.Summaries(s)
	if err != nil {
		return nil, err
	}
	target, summaries := r.withoutBeyond(p.Target, s.Particles, summaries)
	var adjusted []abc.Marginal
	if particles, err := abc.Adjust(target, s.Particles, summaries); err == nil {
		adjusted = abc.Marginals(p.Names, particles)
	}
	r.Parameters = parameters(f.Config.Parameters, numbers, abc.Marginals(p.Names, s.Particles), adjusted)
	r.Summaries, r.Notes, err = f.fits(s, c)
	r.Notes, r.Coverage = append(slices.Clone(c.notes), r.Notes...), coverage(r.Summaries)
	return r, err
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

func coverage(list []FitOf) (c Coverage) {
	for i := range list {
		x := &list[i]
		if !x.Fitted {
			continue
		}
		c.Fitted++
		if x.Posterior[1] <= x.Observed && x.Observed <= x.Posterior[3] {
			c.Inside50++
		}
		if x.Posterior[0] <= x.Observed && x.Observed <= x.Posterior[4] {
			c.Inside90++
		}
	}
	return c
}

// Window of the record that is used, in calendar months.
func (f *Fitting) Window() string {
	return f.Config.Start.String() + " to " + f.last().String()
}

// last month of the record that is used.
func (f *Fitting) last() sim.Month { return f.Config.Start + sim.Month(f.Months-1) }

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

// parameters that are numbers; adjusted is nil where there is no regression.
func parameters(set sim.ParameterSet, free []sim.Parameter, plain, adjusted []abc.Marginal) (list []Parameter) {
	for k, q := range free {
		prior, m := set.Prior(q), &plain[k]
		x := Parameter{ID: sim.ParameterTable[q].ID, Prior: [2]float64{prior.Low, prior.High}, Mean: valueAt(set, q, m.Mean),
			Quantiles: valuesAt(set, q, m.Quantiles), Contraction: m.Contraction, Identified: m.Contraction >= Identified}
		if adjusted != nil {
			a := &adjusted[k]
			x.Adjusted = &Adjusted{Quantiles: valuesAt(set, q, a.Quantiles), Contraction: a.Contraction, Shift: a.Quantiles[2] - m.Quantiles[2]}
		}
		list = append(list, x)
	}
	return list
}

// withoutBeyond notes the summaries of which the record lies beyond the particles, and
// leaves them out.
func (r *Report) withoutBeyond(target []abc.Summary, particles []abc.Particle, summaries [][]float64) (kept []abc.Summary, rows [][]float64) {
	within := abc.Within(target, particles, summaries)
	r.Beyond = []string{}
	for k := range target {
		if within[k] {
			kept = append(kept, target[k])
		} else {
			r.Beyond = append(r.Beyond, target[k].Name)
		}
	}
	for _, all := range summaries {
		var row []float64
		for k := range all {
			if within[k] {
				row = append(row, all[k])
			}
		}
		rows = append(rows, row)
	}
	return kept, rows
}

// valueAt is a parameter at a quantile of its prior.
func valueAt(set sim.ParameterSet, q sim.Parameter, u float64) float64 {
	return sim.PriorAt(set, []sim.Parameter{q}, []float64{u}).Value[q]
}

func valuesAt(set sim.ParameterSet, q sim.Parameter, us [5]float64) (values [5]float64) {
	for i, u := range us {
		values[i] = valueAt(set, q, u)
	}
	return values
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

// fits compares every summary of the record with new histories. Notes are the observer's.
func (f *Fitting) fits(s *abc.State, c *choice) (list []FitOf, notes []string, err error) {
	record, all := c.record, []int{}
	for i := range record {
		if !record[i].Missing {
			all = append(all, i)
		}
	}
	m, err := f.newModel(all)
	if err != nil {
		return nil, nil, err
	}
	seed := sim.NewSeed(f.Seed).Child(predictPart)
	prior := priorHistories(m, seed.Child(0), predicted)
	posterior := posteriorHistories(m, s, seed.Child(1), predicted)
	for k, i := range all {
		x := FitOf{Name: record[i].Name, Unit: record[i].Unit, Observed: record[i].Value, Fitted: slices.Contains(c.chosen, i), ByConstruction: record[i].ByConstruction}
		values := stats.Column(posterior, k)
		x.Prior, _, _ = Against(stats.Column(prior, k), x.Observed)
		x.Posterior, x.Missing, x.P = Against(values, x.Observed)
		if record[i].Indicator {
			x.Share = ShareOf(values)
		}
		list = append(list, x)
	}
	return list, m.observer.Notes(), nil
}
