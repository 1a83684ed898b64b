// Package experiment has what a sweep of one war says: how it ends under each way of
// mediating it (run), and what one way adds to another (compare).
//
// Terms, from counts to a document:
//
//  1. An Experiment is what was played: a war, its arms, a seed. An arm is a regime of
//     mediation with its lead. Every arm plays the same replications with common random
//     numbers, so that arms are compared pair by pair.
//  2. A sweep.Tally has the counts of all arms and of their pairs.
//  3. Summarise makes a Summary of both: an Arm has shares, means and months with their
//     intervals; a Contrast is one arm less another, with a verdict. The Ladder is the
//     contrasts that lead from third parties that act alone to one that leads.
//  4. A sequential design (Precision) plays until intervals are narrow enough; a crossed
//     set (Crossed) parts the variance of a figure into parameters, codings, structure
//     and Monte Carlo error.
//  5. Document sets the summary: sentences and tables from run.tmpl or compare.tmpl.
//
// Head, About and the definitions of common.tmpl are those of every result of a sweep;
// package question uses them too. All of it is pure: no file, clock or terminal.
package experiment

import (
	"reflect"
	"slices"

	"parley/results/document"
	"parley/sim"
	"parley/sim/stats"
)

// Experiment is what was played, besides the counts. Of its head only what the
// configuration does not have is set; NewHead has all of it.
type Experiment struct {
	Head
	Config *sim.Config
	Arms   []sim.Arm
	// Left names the regimes that need a lead where the scenario has none;
	// LeadGone is why, if it names one.
	Left     []string
	LeadGone string
	// Crossed histories for the variance decomposition; nil if none were played.
	Crossed *Crossed
	// CrossAll arms, those that are not on the ladder too.
	CrossAll bool
	// More of the text than the first screen.
	More bool
}

// Level of every interval of the experiment.
func (e *Experiment) Level() float64 {
	if e.Precision != nil {
		return e.Precision.LookLevel
	}
	return stats.Level
}

// Head is what every document on a sweep begins with. Units are those of the list
// Units; what is undefined is nil.
type Head struct {
	Format         int          `json:"format" doc:"form of this document, 1"`
	Command        string       `json:"command" doc:"run or compare"`
	Version        string       `json:"version" doc:"version of the program"`
	Scenario       string       `json:"scenario" doc:"name"`
	Title          string       `json:"title" doc:"title of the scenario"`
	Coding         string       `json:"coding,omitempty" doc:"how coded numbers were read, if not as they are given"`
	Seed           int64        `json:"seed" doc:"root of all random streams"`
	Replications   int          `json:"replications" unit:"histories" doc:"histories played in each arm"`
	Requested      int          `json:"requested" unit:"histories" doc:"histories asked for; fewer were played if interrupted"`
	Interrupted    bool         `json:"interrupted" doc:"a signal came before all was done"`
	Start          string       `json:"start" doc:"calendar month of time zero, YYYY-MM"`
	Months         int          `json:"months" unit:"months" doc:"the horizon"`
	Implementation int          `json:"implementation" unit:"months" doc:"how long a settlement is followed"`
	Parameters     Drawn        `json:"drawn" doc:"what differed from one history to the next besides random numbers"`
	Level          stats.Number `json:"level" unit:"share" doc:"confidence of every interval"`
	Precision      *Precision   `json:"precision" doc:"looks of a sequential design; null without --precision"`
	Rerun          string       `json:"rerun" doc:"command line that gives the same again"`
	RerunFinished  string       `json:"rerun_finished,omitempty" doc:"command line that gives what was finished, if interrupted"`
}

// Drawn says what differed from one replication to the next besides random numbers.
type Drawn struct {
	Mode       string `json:"mode" doc:"prior, point or posterior"`
	Parameters int    `json:"parameters" doc:"how many parameters were drawn"`
	Window     string `json:"window,omitempty" doc:"of what record the posterior was fitted to: its months, or the war and how many outcomes of others, if it is one"`
	// Notes are those of the function Notes.
	Notes    []string `json:"notes,omitempty" doc:"what of the posterior is of another war, another model or other parameters, and what of the war touches every answer"`
	Coded    int      `json:"coded_numbers" doc:"how many expert codings were drawn from a widened inter-coder range"`
	Switches int      `json:"switches" doc:"how many switches of structure were drawn"`
}

// NewHead of a document on so many histories of each arm.
func NewHead(e *Experiment, replications int) Head {
	c, h := e.Config, e.Head
	h.Format, h.Title, h.Replications, h.Level = document.Format, c.Title, replications, stats.Level
	h.Start, h.Months, h.Implementation = c.Start.String(), c.Months, c.Implementation
	h.Parameters = drawn(c)
	h.Parameters.Window = e.Parameters.Window
	return h
}

// Notes say what of the posterior is of another war or model, and what of the war touches
// every answer.
func Notes(c *sim.Config) (list []string) {
	if c.Parameters.Sample != nil {
		list = c.Parameters.Sample.Notes
	}
	return append(slices.Clip(list), c.Notes...)
}

// drawn counts what is drawn anew in every replication.
func drawn(c *sim.Config) Drawn {
	d := Drawn{Mode: sim.ParameterModeNames[c.Parameters.Mode], Notes: Notes(c)}
	for p := range sim.NumParameters {
		switch {
		case !c.Parameters.Draws(p):
		case p.IsSwitch():
			d.Switches++
		case c.Parameters.Mode != sim.ParametersPoint:
			d.Parameters++
		}
	}
	d.Coded = ranges(reflect.ValueOf(c).Elem())
	return d
}

// ranges counts the expert codings of a configuration that are no single number.
func ranges(v reflect.Value) (n int) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[sim.Coded]() {
			return stats.Bit(v.Field(0).Float() != v.Field(1).Float())
		}
		for i := range v.NumField() {
			n += ranges(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			n += ranges(v.Index(i))
		}
	}
	return n
}

// MostHistories is where looks end: a sweep asked for a precision that it does
// not reach by then says so.
const MostHistories = 1 << 20

// Precision is a sequential design, announced before the first history: after
// each look the sweep stops if every headline interval is narrow enough. All
// intervals are widened to LookLevel, so that by Bonferroni's inequality they
// hold at all looks at once with probability Level, hence at the one that stops.
type Precision struct {
	HalfWidth float64 `json:"half_width" unit:"share" doc:"half-width asked for"`
	Looks     []int   `json:"looks" unit:"histories" doc:"planned numbers of histories"`
	Used      int     `json:"looks_used" doc:"looks taken"`
	LookLevel float64 `json:"look_level" unit:"share" doc:"confidence of each interval, so that all hold at all looks"`
	Reached   bool    `json:"reached" doc:"the last look was narrow enough"`
}

// PlanPrecision announces looks at first, 2 x first, 4 x first ... replications,
// up to MostHistories; first is at least 1, and the one look if it is more.
func PlanPrecision(halfWidth float64, first int) *Precision {
	p := &Precision{HalfWidth: halfWidth, Looks: []int{first}}
	for n := 2 * first; n <= MostHistories; n *= 2 {
		p.Looks = append(p.Looks, n)
	}
	p.LookLevel = 1 - (1-stats.Level)/float64(len(p.Looks))
	return p
}

// Look takes note of a look, by the widest half-width of the headline
// intervals, and says whether to stop.
func (p *Precision) Look(widest float64) (stop bool) {
	p.Used++
	p.Reached = widest <= p.HalfWidth
	return p.Reached || p.Used == len(p.Looks)
}

// Points and Percent are half-width and level as a sentence has them.
func (p *Precision) Points() float64  { return 100 * p.HalfWidth }
func (p *Precision) Percent() float64 { return 100 * p.LookLevel }
