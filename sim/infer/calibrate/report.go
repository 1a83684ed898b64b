package calibrate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"parley/scenarios/posterior"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
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

// Parameter is what the posterior says of one, mean and quantiles in its own unit.
type Parameter struct {
	ID    string     `json:"id"`
	Prior [2]float64 `json:"prior"`
	abc.Marginal
	// Identified by a contraction of .1 or more.
	Identified bool `json:"identified"`
	// Medians of pooled fits, of which the others are means and quantiles: the least and the most.
	Medians *[2]float64 `json:"medians,omitempty"`
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
	// Interval of 95 % over pooled fits by Student's t, of which Posterior is the mean: how far
	// the search itself leaves it open, not what other records would say.
	Interval *[2]float64 `json:"interval,omitempty"`
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

func (f *Fitting) report(p *Problem, s *abc.State) (*Report, error) {
	last := s.Generations[len(s.Generations)-1]
	set, free := f.set(), f.free()
	numbers := slices.DeleteFunc(slices.Clone(free), sim.Parameter.IsSwitch) // which are the first
	r := &Report{
		Scenario: f.joined(func(w *War) string { return w.Config.Name }), Window: f.joined((*War).Window),
		Regime: f.joined(func(w *War) string { return w.Arm.Name }), Seed: f.Seed, Particles: f.Particles,
		Histories: s.Simulations, Generations: s.Generations, Reached: last.Tolerance, ESS: last.ESS,
		Warnings: warnings(s.Generations, len(free)), Structure: structure(set, free, s.Particles),
		Parameters:   parameters(*set, numbers, abc.Marginals(s.Particles)),
		Correlations: correlations(p.Names[:len(numbers)], s.Particles),
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
	r.Coverage = r.covered()
	return r, nil
}

func (r *Report) covered() (c Coverage) {
	for _, x := range r.Summaries {
		within := func(low, high float64) int { return stats.Bit(x.Fitted && low <= x.Observed && x.Observed <= high) }
		c.Fitted += stats.Bit(x.Fitted)
		c.Inside50 += within(x.Quantiles[1], x.Quantiles[3])
		c.Inside90 += within(x.Quantiles[0], x.Quantiles[4])
	}
	return c
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

// warnings of generations that collapsed onto few particles.
func warnings(generations []abc.Generation, parameters int) []string {
	enough := posterior.Enough * parameters
	ess := stats.Values(generations, func(g *abc.Generation) float64 { return g.ESS })
	if least := stats.Order(ess)[0]; ess[least] < float64(enough) {
		return []string{fmt.Sprintf("the effective sample size is only %.0f in generation %d: with %d parameters, want %d or more in each; "+
			"what stands below rests on few particles, and more of them (--particles, --budget) are needed", ess[least], least, parameters, enough)}
	}
	return []string{}
}

// parameters that are numbers.
func parameters(set sim.ParameterSet, free []sim.Parameter, marginals []abc.Marginal) (list []Parameter) {
	for k, q := range free {
		prior, m := set.Prior(q), marginals[k]
		m.Mean = valueAt(set, q, m.Mean)
		for i, u := range m.Quantiles {
			m.Quantiles[i] = valueAt(set, q, u)
		}
		x := Parameter{sim.ParameterTable[q].ID, [2]float64{prior.Low, prior.High}, m, m.Contraction >= Identified, nil}
		list = append(list, x)
	}
	return list
}

// valueAt is a parameter at a quantile of its prior.
func valueAt(set sim.ParameterSet, q sim.Parameter, u float64) float64 {
	return sim.PriorAt(set, []sim.Parameter{q}, []float64{u}).Value[q]
}

func correlations(names []string, particles []abc.Particle) (list []Correlation) {
	_, c := abc.Covariance(particles)
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			if r := c[b][a] / math.Sqrt(c[b][b]*c[a][a]); math.Abs(r) >= leastCorrelation {
				list = append(list, Correlation{names[a], names[b], r})
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
	rows := m.posteriorHistories(s, WarSeed(sim.NewSeed(f.Seed).Child(predictPart), war).Child(1), cmp.Or(f.Predicted, predicted))
	for k, i := range known {
		x := NewCheck(&c.Record[i], slices.Contains(c.At, i), stats.Column(rows, k))
		if len(f.Wars) > 1 {
			x.War = f.Wars[war].Config.Name
		}
		list = append(list, x)
	}
	return list, m.observer.Notes(), nil
}

// Check is a summary of the record against histories.
type Check struct {
	War      string  `json:"war,omitempty"` // of several
	Summary  string  `json:"summary"`
	Fitted   bool    `json:"fitted"`
	Unit     string  `json:"unit"`
	Observed float64 `json:"observed"`
	// Quantiles at abc.Levels of the histories in which it came about; Missing is the share
	// of the others.
	Quantiles [5]float64 `json:"quantiles"`
	Missing   float64    `json:"missing"`
	// P is the two-sided tail share of the observed value, ties by half, 0 to 1; of a value
	// that any record has, ByConstruction, it says nothing.
	P              float64 `json:"p"`
	ByConstruction bool    `json:"by_construction,omitempty"`
	// Share of the histories in which an indicator is 1, of those in which it came about;
	// nil for another summary.
	Share *float64 `json:"share,omitempty"`
}

// NewCheck holds a summary of the record against its values in histories, NaN if missing.
func NewCheck(s *observe.Summary, fitted bool, values []float64) Check {
	x := Check{Summary: s.Name, Fitted: fitted, Unit: s.Unit, Observed: s.Value, ByConstruction: s.ByConstruction}
	var known int
	x.Quantiles, known = abc.Quantiles(values, nil)
	x.Missing = 1 - float64(known)/float64(len(values))
	if s.Indicator {
		x.Share = ShareOf(values)
	}
	if known == 0 {
		return x
	}
	below := 0.0
	for _, v := range values {
		below += float64(stats.Bit(v < s.Value)) + float64(stats.Bit(v == s.Value))/2
	}
	share := below / float64(known)
	x.P = 2 * min(share, 1-share)
	return x
}

// ShareOf the values of an indicator that are 1; those that are missing, NaN, do not count.
func ShareOf(values []float64) *float64 {
	known := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	share := floats.Sum(known) / max(1, float64(len(known)))
	return &share
}

// Spread of values as scales are made of it, NaN left out: the scaled median absolute
// deviation, or half the standard deviation where most are alike; 0 of none.
func Spread(values []float64) float64 {
	values = slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	if len(values) == 0 {
		return 0
	}
	m := stats.Median(values)
	var away []float64
	squares := 0.0
	for _, x := range values {
		away = append(away, math.Abs(x-m))
		squares += (x - m) * (x - m)
	}
	return max(1.4826*stats.Median(away), math.Sqrt(squares/float64(len(values)))/2)
}

// Pool is what independent fits to the same records say together, each with the same weight.
type Pool struct {
	// Of one of them; Report.Of says what was fitted.
	Of    string  `json:"of"`
	Seeds []int64 `json:"seeds"`
	// Tolerances reached, by fit.
	Tolerances []float64 `json:"tolerances"`
	Particles  int       `json:"particles"`
	Histories  int       `json:"histories"`
	// ESS of all particles.
	ESS        float64     `json:"ess"`
	Parameters []Parameter `json:"parameters"`
	Structure  []Switch    `json:"structure"`
}

// PoolFits joins fits, two or more, by their reports and posteriors, both in one order. It
// refuses those of different records, and one twice.
func PoolFits(reports []*Report, samples []*posterior.Posterior) (*posterior.Posterior, *Pool, error) {
	first, p := samples[0], &Pool{Of: reports[0].Of()}
	var rows []sim.Parameters
	var weights []float64
	squares := 0.0
	for i, s := range samples {
		r := reports[i]
		switch {
		case len(r.Generations) == 0:
			return nil, nil, fmt.Errorf("fit %d is pooled from others: want independent fits", i+1)
		case s.Scenario != first.Scenario || s.Hash != first.Hash || s.Window != first.Window || s.Record != first.Record ||
			s.Model != first.Model || !slices.Equal(s.Summaries, first.Summaries) || !slices.Equal(s.Columns, first.Columns) ||
			!slices.Equal(r.Weights, reports[0].Weights):
			return nil, nil, fmt.Errorf("fit %d is of other records, scenarios, summaries or weights than fit 1, or by another model", i+1)
		case slices.Contains(p.Seeds, r.Seed):
			return nil, nil, fmt.Errorf("fit %d has the seed %d of another: want independent fits", i+1, r.Seed)
		}
		p.Seeds, p.Tolerances = append(p.Seeds, r.Seed), append(p.Tolerances, r.Reached)
		p.Particles, p.Histories = p.Particles+r.Particles, p.Histories+r.Histories
		own := s.Weights()
		sum := s.Sample.UpTo[len(own)-1]
		for k := range own {
			w := own[k] / (sum * float64(len(samples)))
			weights, squares = append(weights, w), squares+float64(w*w)
		}
		rows = append(rows, s.Sample.Rows...)
	}
	p.ESS = 1 / squares
	p.parameters(reports, rows, weights)
	p.structure(reports)
	all := posterior.New(rows, weights)
	sample := all.Sample
	*all = *first
	all.Sample = sample
	return all, p, nil
}

func (p *Pool) parameters(reports []*Report, rows []sim.Parameters, weights []float64) {
	for k, x := range reports[0].Parameters {
		x.Mean, x.Contraction, x.Medians = 0, 0, &[2]float64{math.Inf(1), math.Inf(-1)}
		for _, r := range reports {
			one := &r.Parameters[k]
			*x.Medians = [2]float64{min(x.Medians[0], one.Quantiles[2]), max(x.Medians[1], one.Quantiles[2])}
			x.Contraction += one.Contraction / float64(len(reports))
		}
		q, _ := sim.ParameterByID(x.ID)
		values := stats.Values(rows, func(row *sim.Parameters) float64 { return row[q] })
		for i := range values {
			x.Mean += float64(weights[i] * values[i])
		}
		x.Quantiles, _ = abc.Quantiles(values, weights)
		x.Identified = x.Contraction >= Identified
		p.Parameters = append(p.Parameters, x)
	}
}

func (p *Pool) structure(reports []*Report) {
	n := float64(len(reports))
	t := stats.StudentQuantile(0.95, int64(n))
	for k, s := range reports[0].Structure {
		s.Levels = slices.Clone(s.Levels)
		for l := range s.Levels {
			shares := stats.Values(reports, func(r **Report) float64 { return (*r).Structure[k].Levels[l].Posterior })
			mean, sd := stat.MeanStdDev(shares, nil)
			half := t * sd / math.Sqrt(n)
			s.Levels[l].Posterior, s.Levels[l].Interval = mean, &[2]float64{max(0, mean-half), min(1, mean+half)}
		}
		p.Structure = append(p.Structure, s)
	}
}
