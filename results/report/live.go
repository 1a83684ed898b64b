package report

import (
	"embed"
	"encoding/base64"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parley/results/document"
	"parley/results/whatif"
	"parley/results/words"
	"parley/sim"
)

// live has the scripts of a page that plays and, in a program that was built with make, the engine.
//
//go:embed live
var live embed.FS

// Live is what a page needs to play for itself; its Codes are gathered while the regimes are played.
type Live struct {
	War  *whatif.War
	Base whatif.Codes
	// Command is what parley compare needs of the command line for the same numbers.
	Command string
}

// control is one thing that a reader may change. It changes nothing at its Value.
type control struct {
	// ID in the address, Group of controls and Part within it, which folds.
	ID    string `json:"id"`
	Group string `json:"group"`
	Part  string `json:"part,omitempty"`
	Label string `json:"label"`
	// Path of the scenario that a number or a choice sets; a Choice may set others in its place.
	Path    string   `json:"path,omitempty"`
	Choices []choice `json:"choices,omitempty"`
	// Low to High of a number, in steps.
	Low   float64 `json:"low"`
	High  float64 `json:"high,omitempty"`
	Step  float64 `json:"step,omitempty"`
	Value string  `json:"value"`
	// Out is who is left out when unchecked, Member what the list at Path then lacks.
	Out    string `json:"out,omitempty"`
	Member string `json:"member,omitempty"`
	// Needs is another control that must be changed for this one to count.
	Needs string `json:"needs,omitempty"`
}

type choice struct {
	Value string   `json:"value"`
	Label string   `json:"label"`
	Set   []string `json:"set,omitempty"`
}

const (
	groupLead      = "Who leads, and how well"
	groupWho       = "Who takes part, and how"
	groupPromise   = "A promise from outside"
	groupMandate   = "What the lead does"
	groupStructure = "What nobody knows about such wars"
)

const checked = "yes"

// controls of a war.
func (in page) controls() (list []control) {
	c, arm := in.Config(), &in.Scenario.Arm
	add := func(x control) { list = append(list, x) }
	share := func(group, part, path, label, value string) {
		add(control{ID: path, Group: group, Part: part, Label: label, Path: path, High: 1, Step: 0.05, Value: value})
	}
	if arm.Lead >= 0 {
		lead := control{ID: "lead", Group: groupLead, Label: "Lead", Path: "coordination.lead", Value: c.Mediators[arm.Lead].ID}
		for i := range c.Mediators {
			lead.Choices = append(lead.Choices, choice{Value: c.Mediators[i].ID, Label: words.ShortName(c.Mediators[i].Name, c.Mediators[i].ID)})
		}
		add(lead)
		add(in.month("from", groupLead, "Leads from", "coordination.from"))
		coded := ""
		if arm.AcceptanceSet {
			coded = spelt(arm.Acceptance)
		}
		share(groupLead, "", "coordination.acceptance", "How far the others accept the lead", coded)
		for m := range sim.Mechanisms {
			id := sim.Mechanisms[m].ID
			if slices.Contains(arm.Mechanisms.IDs(), id) {
				add(control{ID: "does." + id, Group: groupMandate, Label: words.Capital(sim.Mechanisms[m].Does), Path: "coordination.mechanisms", Member: id, Value: checked})
			}
		}
	}
	coded := ""
	if c.ConsensusSet {
		coded = spelt(c.Consensus)
	}
	share(groupWho, "", "coordination.consensus", "How far third parties agree on where to go", coded)
	for i := range c.Mediators {
		m := &c.Mediators[i]
		name := words.ShortName(m.Name, m.ID)
		add(control{ID: "in." + m.ID, Group: groupWho, Part: name, Label: "Takes part", Out: m.ID, Value: checked})
		add(control{ID: "mediator." + m.ID + ".interest", Group: groupWho, Part: name, Label: "Wants a settlement, -1 to 1", Path: "mediator." + m.ID + ".interest",
			Low: -1, High: 1, Step: 0.05, Value: middle(m.Interest)})
		for p := range c.Parties {
			share(groupWho, name, "mediator."+m.ID+".leverage."+c.Parties[p].ID, "Leverage over "+words.Called(c.Parties[p].Name, c.Parties[p].ID, c.Parties[p].Grammar), middle(m.Leverage[p]))
		}
	}
	add(in.outsider())
	promised := in.month("promised", groupPromise, "From", "act.outsider.start")
	promised.Needs = "outsider"
	add(promised)
	for p := sim.FirstSwitch; int(p) < len(sim.ParameterTable); p++ {
		info := &sim.ParameterTable[p]
		x := control{ID: info.ID, Group: groupStructure, Label: words.Capital(plain(info.ID)), Path: info.ID, Choices: []choice{{Value: "", Label: "not known"}}}
		for _, l := range info.Levels {
			x.Choices = append(x.Choices, choice{Value: l.ID, Label: plain(info.ID + "=" + l.ID)})
		}
		add(x)
	}
	return list
}

// month is a choice of months, each quarter of the war.
func (in page) month(id, group, label, path string) control {
	c := in.Config()
	x := control{ID: id, Group: group, Label: label, Path: path, Choices: []choice{{Value: "", Label: "as it is"}}}
	for m := 0; m < c.Months; m += 3 {
		at := c.Start + sim.Month(m)
		x.Choices = append(x.Choices, choice{Value: at.String(), Label: words.Month(at)})
	}
	if path == "act.outsider.start" {
		x.Choices = x.Choices[1:]
		x.Value = x.Choices[0].Value
	}
	return x
}

// outsider is a third party more, that does one thing each month.
func (in page) outsider() control {
	c := in.Config()
	x := control{ID: "outsider", Group: groupPromise, Label: "Somebody not yet there", Choices: []choice{{Value: "", Label: "promises nothing"}}}
	does := func(value, label string, role sim.Role, more ...string) {
		id := role.String()
		x.Choices = append(x.Choices, choice{value, label, append([]string{"mediator.outsider.name=Outsider", "mediator.outsider.strategy=scripted", "mediator.outsider.interest=1",
			"mediator.outsider.roles." + id + "=1", "act.outsider.mediator=outsider", "act.outsider.role=" + id, "act.outsider.start=" + c.Start.String(),
			"act.outsider.end=" + (c.Start + sim.Month(c.Months+c.Implementation-1)).String()}, more...)})
	}
	does("guarantee", "guarantees a settlement", sim.Guarantor)
	for p := range c.Parties {
		id := c.Parties[p].ID
		does("press-"+id, "presses "+words.Called(c.Parties[p].Name, id, c.Parties[p].Grammar), sim.Enforcer, "act.outsider.party="+id, "mediator.outsider.leverage."+id+"=1")
	}
	return x
}

// middle of a coded number as a reader would write it.
func middle(c sim.Coded) string { return spelt((c.Low + c.High) / 2) }

func spelt(x float64) string { return strconv.FormatFloat(math.Round(x*20)/20, 'f', -1, 64) }

// script is the page's own, with all that it needs; nil where the program has no engine or
// the page no war to play.
func (in page) script() *document.Script {
	engine, err := live.ReadFile("live/engine.wasm.gz")
	if err != nil || in.Live == nil {
		return nil
	}
	read := func(name string) string {
		text, err := live.ReadFile("live/" + name)
		if err != nil {
			panic(fmt.Sprint("report: ", err)) // it was built with the engine
		}
		return string(text)
	}
	c, record := in.Config(), in.Record
	if record != nil {
		record = whatif.Line(record)
	}
	return &document.Script{Code: strings.TrimSpace(read("page.js")), Data: map[string]any{
		"war": in.Live.War, "base": in.Live.Base, "command": in.Live.Command, "page": in.Again, "record": record, "controls": in.controls(), "months": c.Months, "start": int(c.Start), "kept": c.Implementation,
		"ladder": rungs, "worker": read("start.js") + read("worker.js"), "engine": base64.StdEncoding.EncodeToString(engine)}}
}

// rungs of the ladder in words that need no explanation, from the first regime to the last.
var rungs = [][2]string{
	{sim.RegimeIndependent.String(), "Each acts alone"}, {sim.RegimeInformed.String(), "They see each other"},
	{sim.RegimeNetworked.String(), "Pairs agree"}, {sim.RegimeLead.String(), "One leads"},
}

// rungName of any regime.
func rungName(id string) string {
	for _, r := range append(rungs, [2]string{sim.RegimeSingle.String(), "Only the most capable acts"},
		[2]string{sim.RegimeLeadOnly.String(), "One leads, the rest act alone"}, [2]string{sim.RegimePlacebo.String(), "A lead that changes nothing"}) {
		if r[0] == id {
			return r[1]
		}
	}
	return id
}
