// Package narrative tells one history: as text for a reader who knows mediation and not
// the model (Chronicle), and as plain data (Trace).
//
// From events to a text:
//
//  1. The engine leaves a list of sim.Event for each month. A month in which something
//     began, ended or was signed is told by itself; months between are told together.
//  2. For each event there is a sentence in sentences.tmpl, under the name that its kind
//     has in JSON; what several events make together (battles, concessions, who acted)
//     is counted first and has a sentence of its own.
//  3. The sentences of a month make two paragraphs: what came from outside and who acted,
//     then what came of it. chronicle.tmpl sets them, and sums the history up.
//
// A new kind of event is a sentence, and a place in the order that is in teller.month.
package narrative

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/words"
	"parley/sim"
)

// History is one replication of one arm.
type History struct {
	Scenario, Rerun, Version string
	Config                   *sim.Config
	Arm                      *sim.Arm
	// Point of a sweep that it belongs to; nil if to none.
	Point       *SweepPoint
	Seed        int64
	Replication int
	Events      []sim.Event
	Outcome     *sim.Outcome
	// Remark at its head: why this history; "" for none.
	Remark string
}

// SweepPoint is a point of a sweep: its number, and what it sets in the scenario.
type SweepPoint struct {
	Index int `json:"index" doc:"number of the point, from 0"`
	// Paths in the order of the factors.
	Paths  []string          `json:"-"`
	Values map[string]string `json:"values" doc:"what it sets, by key"`
}

func (p *SweepPoint) String() string {
	var set []string
	for _, path := range p.Paths {
		set = append(set, path+" = "+p.Values[path])
	}
	if len(set) == 0 {
		return fmt.Sprintf("point %d: the scenario as it is", p.Index)
	}
	return fmt.Sprintf("point %d: %s", p.Index, strings.Join(set, ", "))
}

//go:embed chronicle.tmpl
var chronicleSource string

var chronicleTemplate = document.Template("chronicle", chronicleSource, template.FuncMap{
	"notes": experiment.Notes, "leadstart": experiment.LeadStart, "agreed": outcome.Agreed,
})

// Chronicle tells a history month by month. Months in which nothing began,
// ended or was signed are told together.
func Chronicle(h *History) *document.Document { return document.Execute(chronicleTemplate, view{h}) }

// view is what the template sees of a history.
type view struct{ *History }

// Regime of the arm.
func (v view) Regime() *sim.RegimeInfo { return &sim.Regimes[v.Arm.Regime] }

// Leads is the lead with its verb, "" where the regime has none.
func (v view) Leads() string {
	if !v.Regime().NeedsLead || v.Arm.Lead < 0 {
		return ""
	}
	return experiment.Leads(v.Config, v.Arm)
}

// Structure names the level of each switch.
func (v view) Structure() (levels []string) {
	for i, level := range v.Outcome.Structure {
		p := &sim.ParameterTable[int(sim.FirstSwitch)+i]
		levels = append(levels, strings.TrimPrefix(p.ID, "structure.")+" "+p.Levels[level].ID)
	}
	return levels
}

// Circumstances that a reader would not expect.
func (v view) Circumstances() string {
	return experiment.Circumstances(v.Config, []sim.Arm{*v.Arm})
}

// Party as a sentence has it.
func (v view) Party(i int) string { return words.Party(v.Config, i) }

// Date of a round: the calendar month and its number.
func (v view) Date(round int) string {
	return fmt.Sprintf("%s (month %d)", words.Month(v.Config.Start+sim.Month(round)), round+1)
}

// Last month of the horizon.
func (v view) Last() sim.Month { return v.Config.Start + sim.Month(v.Config.Months-1) }

// End says how it ended, by the name of the reason.
func (v view) End() string { return sim.EndReasonNames[v.Outcome.End] }

// Collapse is the month in which the settlement collapsed, "" if it did not.
func (v view) Collapse() string {
	if v.Outcome.Collapsed == sim.Never {
		return ""
	}
	return words.Month(v.Config.Start + sim.Month(v.Outcome.Month+v.Outcome.Collapsed))
}

// Opened says whether talks ever did.
func (v view) Opened() bool { return v.Outcome.Opened != sim.Never }
