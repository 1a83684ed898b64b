// Package sensitivity says what moves an answer: from a result set to sentences.
//
//  1. Read takes the outputs of every point out of a result set: what the war comes to, and
//     the two effects that are the answer, on common random numbers at each point.
//  2. Analyse estimates, by the design of the set, Sobol' indices, elementary effects, or
//     rank correlations (package parley/sim/infer/sensitivity). Its Result is plain data.
//  3. Result.Document has the factors that matter, at most ten of them, with a sentence each
//     and a picture of them; a page may take its sections as they are.
package sensitivity

import (
	"math"
	"slices"

	"parley/results/store"
	"parley/sim"
)

// Output is something that a point comes to, a number.
type Output struct {
	ID      string `json:"id" doc:"name"`
	Meaning string `json:"meaning" doc:"what it is"`
	// Effect is one arm less another: the answer, which has a verdict.
	Effect bool `json:"-"`
	// Points are shares, written in points of a hundred; else months.
	Points bool `json:"-"`
	value  func(p *point) float64
}

// answered is the arm of an output that is of one, as in point.answer.
const answered = ", under a lead or else in the first arm"

// Outputs, the answer first.
var Outputs = []Output{
	{"coordination", "share settled under a lead, minus that if each third party acts for itself", true, true,
		func(p *point) float64 { return p.less(sim.RegimeLead, sim.RegimeIndependent) }},
	{"lead", "share settled under a lead, minus that if third parties see each other and agree in pairs", true, true,
		func(p *point) float64 { return p.less(sim.RegimeLead, sim.RegimeNetworked) }},
	{"settled", "settled within the horizon" + answered, false, true, func(p *point) float64 { return p.answer("settled_share") }},
	{"kept", "settled and kept" + answered, false, true, func(p *point) float64 { return p.answer("kept_share") }},
	{"talks", "months to the first talks, the horizon if there are none" + answered, false, false, (*point).firstTalks},
	{"meetings", "months with a meeting" + answered, false, false, func(p *point) float64 { return p.answer("meetings") }},
}

// Regimes that a plan plays so that there are all outputs.
func Regimes() []string {
	return []string{sim.RegimeIndependent.String(), sim.RegimeNetworked.String(), sim.RegimeLead.String()}
}

// point is the figures of its arms, by regime; those without effect are of a lead, or of the
// first arm where none leads.
type point struct {
	arms   map[string]map[string]float64
	first  string
	months int // of the horizon, 0 if it is not known
}

// of a regime a figure, not a number where nobody played it.
func (p *point) of(regime, figure string) float64 {
	arm, ok := p.arms[regime]
	if !ok {
		return math.NaN()
	}
	return arm[figure]
}

func (p *point) less(a, b sim.Regime) float64 {
	return p.of(a.String(), "settled_share") - p.of(b.String(), "settled_share")
}

func (p *point) answer(figure string) float64 {
	if lead := sim.RegimeLead.String(); p.arms[lead] != nil {
		return p.of(lead, figure)
	}
	return p.of(p.first, figure)
}

func (p *point) firstTalks() float64 {
	if p.months == 0 {
		return math.NaN()
	}
	n, opened := p.answer("n"), p.answer("talks")
	months := (n - opened) * float64(p.months)
	if opened > 0 {
		months += opened * (p.answer("talks_month") - 1)
	}
	return months / n
}

// Values by output and point, not a number where a point has none.
type Values [][]float64

// Read a result set whose horizon is of so many months, 0 if that is not known.
func Read(r *store.Results, months int) (Values, error) {
	values := make(Values, len(Outputs))
	for o := range values {
		values[o] = slices.Repeat([]float64{math.NaN()}, r.Points)
	}
	regime, err := store.ColumnNamed("regime", r.Columns)
	if err != nil {
		return nil, err
	}
	at, p := -1, point{}
	finish := func() {
		for o := range values {
			if at >= 0 {
				values[o][at] = Outputs[o].value(&p)
			}
		}
	}
	err = r.Each(nil, func(row store.Row) error {
		if i := int(row[0].(int64)); i != at {
			finish()
			at, p = i, point{map[string]map[string]float64{}, "", months}
		}
		name := store.String(row[regime])
		if name == "" { // refused
			return nil
		}
		arm := map[string]float64{}
		for c, v := range row {
			if x, ok := store.Number(v); ok {
				arm[r.Columns[c].Name] = x
			}
		}
		if p.arms[name] = arm; p.first == "" {
			p.first = name
		}
		return nil
	})
	finish()
	return values, err
}
