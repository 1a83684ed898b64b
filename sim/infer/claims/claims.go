// Package claims tests regularities that the literature reports of civil wars and their
// mediation on the model.
//
// A Claim is a row: what is said, by whom, and an experiment. The experiment makes
// variants of a war; each is played on the same histories (common random numbers); an
// estimand is computed from what they came to; and the claim holds where the interval of
// the estimand lies within the values that the claim allows. It is tried on the wars given
// and on random ones.
//
// Rows are chosen before they are first run, and a claim that does not hold stays.
package claims

import (
	"math"

	"parley/sim"
)

// Claim is a regularity and the experiment that tests it.
type Claim struct {
	ID string `json:"id"`
	// Says it in a sentence; Source reports it.
	Says   string `json:"says"`
	Source string `json:"source"`
	// Estimand in words; its value is of shares or of months.
	Estimand string `json:"estimand"`
	// Low and High bound the values under which the claim holds; an infinite one is none.
	Low  float64 `json:"-"`
	High float64 `json:"-"`
	// changes to the war that each variant of the experiment has.
	changes [][]change
	// value of what the variants came to; NaN where there was nothing to count.
	value func(v []Counts) float64
}

var infinite = math.Inf(1)

// Binomial 95 % intervals (Clopper & Pearson 1934) of the counts that the sources give.
const (
	talksKeptLow, talksKeptHigh = 0.230, 0.722 // 8 of 17 (Walter 1999)
	heldLow, heldHigh           = 0.713, 0.910 // 53 of 64 (UCDP peace agreements 1989-2016)
)

// Claims in the order of their tables. A new one is a row.
var Claims = []Claim{
	{ID: "unmediated", Says: "Fewer than a quarter of the wars that nobody mediates end at the table.", Source: "Walter 1997",
		Estimand: "share settled within 60 months without third parties", Low: -infinite, High: 0.25,
		changes: [][]change{{alone}}, value: func(v []Counts) float64 { return v[0].settled() }},
	{ID: "talks-kept", Says: "Of wars with formal talks about half sign an agreement that holds.", Source: "Walter 1999: 8 of 17",
		Estimand: "share settled and kept, of histories in which talks opened", Low: talksKeptLow, High: talksKeptHigh,
		changes: [][]change{{}}, value: func(v []Counts) float64 { return v[0][kept] / v[0][opened] }},
	{ID: "held", Says: "Of settlements about five in six hold five years.", Source: "UCDP peace agreements 1989-2016: 53 of 64",
		Estimand: "share kept for 60 months, of settlements", Low: heldLow, High: heldHigh,
		changes: [][]change{{}}, value: func(v []Counts) float64 { return v[0].held() }},
	{ID: "mediation", Says: "Mediation shortens civil wars.", Source: "Regan & Aydin 2006",
		Estimand: "months at war within 60: without third parties, less with them", Low: 0, High: infinite,
		changes: [][]change{{alone}, {}}, value: func(v []Counts) float64 { return v[0].atWar() - v[1].atWar() }},
	{ID: "fades", Says: "The effect of one effort fades.", Source: "Regan & Aydin 2006",
		Estimand: "what a neutral third party of the first six months adds to settlements of the first 18 months, less what it adds to those of the 42 after",
		Low:      0, High: infinite, changes: [][]change{{}, {withEarlyEffort}},
		value: func(v []Counts) float64 {
			first, all := (v[1][early]-v[0][early])/v[0][histories], (v[1][settled]-v[0][settled])/v[0][histories]
			return first - (all - first)
		}},
	{ID: "guarantees", Says: "Guarantees make peace last.", Source: "Walter 2002; Fortna 2004",
		Estimand: "share kept, of settlements: with guarantors and monitors, less without", Low: 0, High: infinite,
		changes: [][]change{{without(sim.Guarantor, sim.Monitor)}, {}}, value: func(v []Counts) float64 { return v[1].held() - v[0].held() }},
	{ID: "monitors", Says: "Ceasefires that are monitored last longer.", Source: "Clayton & Sticher 2021",
		Estimand: "months under a ceasefire for each one signed: with monitors, less without", Low: 0, High: infinite,
		changes: [][]change{{without(sim.Monitor)}, {}}, value: func(v []Counts) float64 { return v[1][truceMonths]/v[1][truces] - v[0][truceMonths]/v[0][truces] }},
	{ID: "leverage", Says: "Heavy leverage buys signatures more than lasting peace.", Source: "Beardsley 2011",
		Estimand: "share kept, of settlements: without inducers and enforcers, less with them", Low: 0, High: infinite,
		changes: [][]change{{without(sim.Inducer, sim.Enforcer)}, {}}, value: func(v []Counts) float64 { return v[0].held() - v[1].held() }},
	{ID: "crowding", Says: "More mediators first help, then hurt.", Source: "Boehmelt 2011",
		Estimand: "share settled with four third parties: less with one or less with all, whichever is the smaller gain", Low: 0, High: infinite,
		changes: [][]change{{some(1)}, {some(4)}, {}}, value: func(v []Counts) float64 {
			return math.Min(v[1].settled()-v[0].settled(), v[1].settled()-v[2].settled())
		}},
	{ID: "rivals", Says: "Third parties that want different settlements hinder one.", Source: "Crocker, Hampson & Aall 1999",
		Estimand: "share settled: third parties at a consensus of .9, less at .3", Low: 0, High: infinite,
		changes: [][]change{{consensus(0.3)}, {consensus(0.9)}}, value: func(v []Counts) float64 { return v[1].settled() - v[0].settled() }},
	{ID: "shared-interests", Says: "What a lead gains needs interests that are shared.", Source: "Iji, on Tajikistan",
		Estimand: "share settled with a lead less without: at a consensus of .9, less at .3", Low: 0, High: infinite,
		changes: [][]change{{consensus(0.3)}, {consensus(0.3), led}, {consensus(0.9)}, {consensus(0.9), led}}, value: func(v []Counts) float64 {
			return (v[3].settled() - v[2].settled()) - (v[1].settled() - v[0].settled())
		}},
	{ID: "intensity", Says: "Intense fighting brings talks only where neither side is likely to win.", Source: "Ruhe 2015",
		Estimand: "share with talks within 24 months, at an intensity of 4 less at 2: at even strength, less at four to one", Low: 0, High: infinite,
		changes: [][]change{{strength(0.5, 2)}, {strength(0.5, 4)}, {strength(0.8, 2)}, {strength(0.8, 4)}}, value: func(v []Counts) float64 {
			return (v[1].talks() - v[0].talks()) - (v[3].talks() - v[2].talks())
		}},
	{ID: "cohesion", Says: "Parties that do not control their fighters keep fewer settlements.", Source: "Stedman 1997",
		Estimand: "share kept, of settlements: as coded, less with cohesion lower by .3", Low: 0, High: infinite,
		changes: [][]change{{lowered(func(p *sim.Party) *sim.Coded { return &p.Cohesion }, 0.3)}, {}},
		value:   func(v []Counts) float64 { return v[1].held() - v[0].held() }},
	{ID: "trust", Says: "Sides that do not trust each other settle less.", Source: "Walter 1997",
		Estimand: "share settled: as coded, less with trust lower by .2", Low: 0, High: infinite,
		changes: [][]change{{lowered(func(p *sim.Party) *sim.Coded { return &p.Trust }, 0.2)}, {}},
		value:   func(v []Counts) float64 { return v[1].settled() - v[0].settled() }},
	{ID: "support", Says: "Support from abroad on both sides prolongs wars.", Source: "Regan 2002; Balch-Lindsay, Enterline & Joyce 2008",
		Estimand: "months at war within 60: with war support higher by .3, less as coded", Low: 0, High: infinite,
		changes: [][]change{{lowered(func(p *sim.Party) *sim.Coded { return &p.WarSupport }, -0.3)}, {}},
		value:   func(v []Counts) float64 { return v[0].atWar() - v[1].atWar() }},
	{ID: "veto-players", Says: "The more parties must agree, the longer a war lasts.", Source: "Cunningham 2006",
		Estimand: "months at war within 60: with one more party whose signature is needed, less as coded", Low: 0, High: infinite,
		changes: [][]change{{withVeto}, {}}, value: func(v []Counts) float64 { return v[0].atWar() - v[1].atWar() }},
}
