package report

import (
	"embed"
	"encoding/base64"
	"math"
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
	// Low is the least of a number, whose most is 1.
	Low   int    `json:"low"`
	Value string `json:"value"`
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
	share := func(group, part, path, label, value string, low int) {
		list = append(list, control{ID: path, Group: group, Part: part, Label: label, Path: path, Low: low, Value: value})
	}
	if arm.Lead >= 0 {
		lead := control{ID: "lead", Group: groupLead, Label: "Lead", Path: "coordination.lead", Value: c.Mediators[arm.Lead].ID}
		for i := range c.Mediators {
			lead.Choices = append(lead.Choices, choice{Value: c.Mediators[i].ID, Label: words.ShortName(c.Mediators[i].Name, c.Mediators[i].ID)})
		}
		from := control{ID: "from", Group: groupLead, Label: "Leads from", Path: "coordination.from", Choices: append([]choice{{Label: "as it is"}}, in.quarters()...)}
		list = append(list, lead, from)
		share(groupLead, "", "coordination.acceptance", "How far the others accept the lead", spelt(arm.Acceptance, arm.AcceptanceSet), 0)
		for _, id := range arm.Mechanisms.IDs() {
			m, _ := sim.MechanismByID(id)
			list = append(list, control{ID: "does." + id, Group: groupMandate, Label: words.Capital(sim.Mechanisms[m].Does), Path: "coordination.mechanisms", Member: id, Value: checked})
		}
	}
	share(groupWho, "", "coordination.consensus", "How far third parties agree on where to go", spelt(c.Consensus, c.ConsensusSet), 0)
	for i := range c.Mediators {
		m := &c.Mediators[i]
		name, path := words.ShortName(m.Name, m.ID), "mediator."+m.ID
		list = append(list, control{ID: "in." + m.ID, Group: groupWho, Part: name, Label: "Takes part", Out: m.ID, Value: checked})
		share(groupWho, name, path+".interest", "Wants a settlement, -1 to 1", middle(m.Interest), -1)
		for p := range c.Parties {
			share(groupWho, name, path+".leverage."+c.Parties[p].ID, "Leverage over "+in.party(p), middle(m.Leverage[p]), 0)
		}
	}
	months := in.quarters()
	list = append(list, in.outsider(),
		control{ID: "promised", Group: groupPromise, Label: "Promised from", Path: "act.outsider.start", Choices: months, Value: months[0].Value, Needs: "outsider"})
	for _, info := range sim.ParameterTable[sim.FirstSwitch:] {
		x := control{ID: info.ID, Group: groupStructure, Label: words.Capital(plainly[info.ID]), Path: info.ID, Choices: []choice{{Label: "not known"}}}
		for _, l := range info.Levels {
			x.Choices = append(x.Choices, choice{Value: l.ID, Label: plainly[info.ID+"="+l.ID]})
		}
		list = append(list, x)
	}
	return list
}

// party in a sentence.
func (in page) party(i int) string {
	p := &in.Config().Parties[i]
	return words.Called(p.Name, p.ID, p.Grammar)
}

// quarters of the war, each by its first month.
func (in page) quarters() (list []choice) {
	for m := 0; m < in.Config().Months; m += 3 {
		list = append(list, choice{Value: in.At(m).String(), Label: words.Month(in.At(m))})
	}
	return list
}

// outsider is a third party more, that does one thing each month.
func (in page) outsider() control {
	c := in.Config()
	x := control{ID: "outsider", Group: groupPromise, Label: "Somebody not yet there", Choices: []choice{{Label: "promises nothing"}}}
	does := func(value, label, role string, more ...string) {
		set := append([]string{"mediator.outsider.name=Outsider", "mediator.outsider.strategy=scripted", "mediator.outsider.interest=1", "mediator.outsider.roles." + role + "=1",
			"act.outsider.mediator=outsider", "act.outsider.role=" + role, "act.outsider.start=" + c.Start.String(), "act.outsider.end=" + in.At(c.Months+c.Implementation-1).String()}, more...)
		x.Choices = append(x.Choices, choice{value, label, set})
	}
	does("guarantee", "guarantees a settlement", sim.Guarantor.String())
	for p := range c.Parties {
		id := c.Parties[p].ID
		does("press-"+id, "presses "+in.party(p), sim.Enforcer.String(), "act.outsider.party="+id, "mediator.outsider.leverage."+id+"=1")
	}
	return x
}

// middle of a coded number as a reader would write it.
func middle(c sim.Coded) string { return spelt((c.Low+c.High)/2, true) }

// spelt is a number as a control has it, "" for one that is not set.
func spelt(x float64, set bool) string {
	if !set {
		return ""
	}
	return strconv.FormatFloat(math.Round(x*20)/20, 'f', -1, 64)
}

// script is the page's own, with all that it needs; nil where the program has no engine or
// the page no war to play.
func (in page) script() *document.Script {
	engine, err := live.ReadFile("live/engine.wasm.gz")
	if err != nil || in.Live == nil {
		return nil
	}
	scripts := map[string]string{}
	for _, name := range []string{"page.js", "start.js", "worker.js"} {
		text, err := live.ReadFile("live/" + name)
		if err != nil {
			panic("report: " + err.Error()) // it was built with the engine
		}
		scripts[name] = string(text)
	}
	record := in.Record
	if record != nil {
		record = whatif.Line(record)
	}
	return &document.Script{Code: strings.TrimSpace(scripts["page.js"]), Data: map[string]any{
		"war": in.Live.War, "base": in.Live.Base, "command": in.Live.Command, "page": in.Again, "record": record, "controls": in.controls(),
		"months": in.Config().Months, "start": int(in.Config().Start), "ladder": rungs,
		"worker": scripts["start.js"] + scripts["worker.js"], "engine": base64.StdEncoding.EncodeToString(engine)}}
}

// rungs of the ladder in words that need no explanation, from the first regime to the last, and the
// other regimes.
var rungs = [][2]string{
	{sim.RegimeIndependent.String(), "Each acts alone"}, {sim.RegimeInformed.String(), "They see each other"},
	{sim.RegimeNetworked.String(), "Pairs agree"}, {sim.RegimeLead.String(), "One leads"},
}

var offLadder = [][2]string{
	{sim.RegimeSingle.String(), "Only the most capable acts"}, {sim.RegimeLeadOnly.String(), "One leads its followers, the rest act alone"},
	{sim.RegimePlacebo.String(), "One leads in name only"},
}

// rungName of any regime.
func rungName(id string) string {
	return first(append(rungs, offLadder...), func(r *[2]string) bool { return r[0] == id })[1]
}
