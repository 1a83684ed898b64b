// Package posterior is a fitted posterior as a file: a weighted sample of the model's
// parameters, with a line for each thing that says what it was fitted to.
//
//  1. Read takes a file as Posterior.CSV has it; Shipped are those of this program.
//  2. Posterior.Doubts says how the war or the model it was fitted to differs from those
//     at hand. It is used all the same: outputs repeat the doubt.
//  3. Posterior.For completes the sample for the parameters of a war: what an older
//     posterior lacks comes from the prior. It says too where the sample is worth few particles.
package posterior

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parley/scenarios/form"
	"parley/sim"
	"parley/sim/stats"
)

// Posterior is a weighted sample of the global parameters, fitted to the record
// of a war by some version of the model.
type Posterior struct {
	// Scenario and Hash name the war it was fitted to, as Template.Hash does under the
	// overrides of the fitting and parameters.mode = prior; Model is sim.ModelVersion. Those
	// of several wars, and their windows and records, stand in one order, with Between.
	Scenario, Hash, Model string
	// Window is what of the record was used, as "1993-01 to 1997-06".
	Window string
	// Record is the checksum of the record, as Record.Checksum; Summaries are the names of
	// those that were fitted.
	Record    string
	Summaries []string
	// Seed of the fitting, 0 or more.
	Seed   int64
	Sample *sim.ParameterSample
	// Columns are the parameters that the sample has; the others are 0 in its rows.
	Columns []sim.Parameter
	// Unknown columns of its file, which name no parameter of this model.
	Unknown []string

	checksum func() string // reckoned once of one that is shipped
}

// Between the names of several wars, their hashes, windows and records.
const Between = "; "

// Wars that it was fitted to.
func (p *Posterior) Wars() []string { return strings.Split(p.Scenario, Between) }

// Fitted says in words to whose record a war's parameters come from: the months of its own, if that is
// the one or its outcome is among those of the others.
func (p *Posterior) Fitted(scenario string) string {
	wars, at := p.Wars(), slices.Index(p.Wars(), scenario)
	text := titled(wars[0])
	if at == 0 {
		text = strings.Split(p.Window, Between)[0]
	}
	if n := len(wars) - 1; n == 1 {
		text += " and the outcome of one other war"
	} else if n > 1 {
		text += " and the outcomes of " + form.CountWord(n) + " other wars"
	}
	if at > 0 {
		text += ", including this war from " + strings.Split(p.Window, Between)[at]
	}
	return text
}

// Until is the last month of a war's own record that it was fitted to, 0 if it was fitted to none.
func (p *Posterior) Until(scenario string) (last sim.Month) {
	if at := slices.Index(p.Wars(), scenario); at >= 0 {
		_, end, _ := strings.Cut(strings.Split(p.Window, Between)[at], " to ")
		last, _ = sim.ParseMonth(end) // as Read has seen
	}
	return last
}

// titled is an id as a name: Sudan 1993 of sudan_1993.
func titled(id string) string {
	parts := strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == '-' })
	for i, w := range parts {
		parts[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(parts, " ")
}

// New of rows and their weights.
func New(rows []sim.Parameters, weights []float64) *Posterior {
	p := &Posterior{Model: strconv.Itoa(sim.ModelVersion), Sample: &sim.ParameterSample{Rows: rows}}
	sum := 0.0
	for _, w := range weights {
		sum += w
		p.Sample.UpTo = append(p.Sample.UpTo, sum)
	}
	for q := range sim.NumParameters {
		p.Columns = append(p.Columns, q)
	}
	return p
}

// Weights of the rows, as they were given.
func (p *Posterior) Weights() []float64 {
	w := make([]float64, len(p.Sample.UpTo))
	before := 0.0
	for i, upTo := range p.Sample.UpTo {
		w[i], before = upTo-before, upTo
	}
	return w
}

// ESS is the effective sample size (Kong 1992).
func (p *Posterior) ESS() float64 {
	sum, squares := 0.0, 0.0
	for _, w := range p.Weights() {
		sum, squares = sum+w, squares+float64(w*w)
	}
	return sum * sum / squares
}

// Enough effective particles for each parameter fitted: with fewer, neither the kernel that
// proposals come from nor the tails of marginals rest on much. Modelling choice.
const Enough = 10

// For completes the sample for the parameters of a war: one that it lacks is drawn from
// its prior, once for each row and from a stream of its own, or takes its fixed value.
// Notes of the sample say so, after those given.
func (p *Posterior) For(set sim.ParameterSet, notes ...string) *sim.ParameterSample {
	out := &sim.ParameterSample{Rows: p.Sample.Rows, UpTo: p.Sample.UpTo, Notes: notes}
	var drawn, fixed []string
	fitted := 0
	for q := range sim.NumParameters {
		if set.Set[q] {
			continue
		}
		if slices.Contains(p.Columns, q) {
			fitted += stats.Bit(set.Draws(q))
			continue
		}
		if len(drawn)+len(fixed) == 0 {
			out.Rows = slices.Clone(out.Rows)
		}
		id := sim.ParameterTable[q].ID
		for i := range out.Rows {
			u := sim.NewStream(sim.NewSeed(p.Seed), i, "missing "+id, 0).Uniform(0)
			out.Rows[i][q] = sim.PriorAt(set, []sim.Parameter{q}, []float64{u}).Value[q]
		}
		if set.Draws(q) {
			drawn = append(drawn, id)
		} else {
			fixed = append(fixed, id+" = "+strconv.FormatFloat(out.Rows[0][q], 'g', posteriorDigits, 64))
		}
	}
	note := func(names []string, before, after string) {
		if len(names) > 0 {
			out.Notes = append(out.Notes, before+strings.Join(names, ", ")+after)
		}
	}
	if ess := p.ESS(); ess < float64(Enough*fitted) {
		out.Notes = append(out.Notes, fmt.Sprintf("the effective sample size of the posterior is only %.0f, of %d particles: with %d parameters, want %d or more; fit it with more (--particles, --budget)",
			ess, len(p.Sample.Rows), fitted, Enough*fitted))
	}
	note(drawn, "the posterior does not have ", ": drawn from the prior")
	note(fixed, "the posterior does not have ", ": a fixed value")
	note(p.Unknown, "the posterior has ", ", which this model does not have: left out")
	return out
}

// Doubts say in sentences how the war or the model that a posterior was fitted to differs
// from a scenario, known by one of some hashes, and this model.
func (p *Posterior) Doubts(scenario string, hashes ...string) (notes []string) {
	at := slices.Index(p.Wars(), scenario)
	switch {
	case at < 0 && slices.Equal(p.Heads(), Shipped(Joint).Heads()): // that is what it is for
	case at < 0 && len(p.Wars()) > 1:
		notes = append(notes, fmt.Sprintf("the posterior was fitted to other wars (%s), and this is %s", strings.Join(p.Wars(), ", "), scenario))
	case at < 0:
		notes = append(notes, fmt.Sprintf("the posterior was fitted to %s, and this is %s", p.Scenario, scenario))
	case !slices.Contains(hashes, strings.Split(p.Hash, Between)[at]):
		notes = append(notes, fmt.Sprintf("the posterior was fitted to another text of %s, or under a --set or --without that is not given here", scenario))
	}
	if now := strconv.Itoa(sim.ModelVersion); p.Model != now {
		notes = append(notes, fmt.Sprintf("the posterior was fitted by model version %s, and this is version %s: A PARAMETER HAS ANOTHER MEANING SINCE; fit it again", p.Model, now))
	}
	return notes
}

// Checksum of the sample: its weights and columns as they are written.
func (p *Posterior) Checksum() string {
	if p.checksum != nil {
		return p.checksum()
	}
	return sumOf(p.text(nil))
}

//go:embed *.csv
var embedded embed.FS

// Joint is the name of the shipped posterior of several wars.
const Joint = "joint"

// Shipped of a shipped scenario, fitted to all of its months; nil if there
// is none. It is read once.
func Shipped(scenario string) *Posterior {
	if p, read := shipped.Load(scenario); read {
		return p.(*Posterior)
	}
	text, err := embedded.ReadFile(scenario + ".csv")
	if err != nil {
		return nil
	}
	p, err := Read("the shipped posterior "+scenario, text)
	if err != nil {
		panic(err)
	}
	sum := *p
	p.checksum = sync.OnceValue(sum.Checksum)
	first, _ := shipped.LoadOrStore(scenario, p)
	return first.(*Posterior)
}

var shipped sync.Map

// ShippedUntil is the same, fitted to the months up to until; nil if there
// is none of this window.
func ShippedUntil(scenario string, until sim.Month) *Posterior {
	return Shipped(scenario + "-" + until.String())
}
