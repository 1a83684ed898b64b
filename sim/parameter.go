package sim

import (
	"fmt"
	"slices"
)

// ModelVersion counts the meanings that parameters have had. Raise it by one when the
// same value of a parameter, or the same level of a switch, stands for something else
// than before, so that what was fitted to it no longer applies: a formula that uses it
// has changed, or its unit. A new parameter, key, role or strategy does not raise it.
const ModelVersion = 2

// Parameter indexes the global parameters, in the order of ParameterTable.
type Parameter int

const (
	ParamN Parameter = iota
	ParamC
	ParamLambda
	ParamTheta
	ParamThetaS
	ParamL0
	ParamF0
	ParamMuI
	ParamMuF
	ParamMuL
	ParamMuG
	ParamH0
	ParamOmega
	ParamDelta
	ParamEta
	ParamKappa
	ParamK
	ParamFatigue
	ParamS
	ParamRho
	ParamB
	ParamActCost
	ParamV0
	ParamZeta
	// The switches of structure follow: see Levels.
	SwitchAttention
	SwitchNeeds
	SwitchHurt
	SwitchTable
	SwitchParties
	NumParameters
)

// FirstSwitch is the first parameter that is a switch of structure; all after it are.
const FirstSwitch = SwitchAttention

// ParameterInfo describes a global parameter and its prior, or a switch of structure.
type ParameterInfo struct {
	// ID in scenarios and tables.
	ID string
	// Low and High bound the prior where a scenario does not; LogUniform says its
	// shape. Equal bounds are a parameter that is fixed.
	Low, High  float64
	LogUniform bool
	// Min and Max bound what a scenario may set.
	Min, Max float64
	Unit     string
	Meaning  string
	Source   string
	// Levels of a switch of structure, by its value 0, 1, ...; nil for a number. All
	// have the same prior weight where a scenario gives none.
	Levels []SwitchLevel
	// Slot in the streams of priors: a new parameter takes the next that is free, so
	// that the draws of the others stay what they are.
	Slot int
}

// SwitchLevel is one way in which the model may be built.
type SwitchLevel struct{ ID, Meaning string }

// MaxLevels of a switch.
const MaxLevels = 3

// NumSwitches of structure.
const NumSwitches = NumParameters - FirstSwitch

// Structure is a level of each switch, by Parameter - FirstSwitch.
type Structure [NumSwitches]uint8

// Structure that the values are of.
func (p *Parameters) Structure() (s Structure) {
	for i := range s {
		s[i] = uint8(p[FirstSwitch+Parameter(i)])
	}
	return s
}

// IsSwitch says whether the parameter is a switch of structure.
func (p Parameter) IsSwitch() bool { return p >= FirstSwitch }

// LevelByID finds a level of a switch.
func (p *ParameterInfo) LevelByID(id string) (int, bool) {
	i := slices.IndexFunc(p.Levels, func(l SwitchLevel) bool { return l.ID == id })
	return max(i, 0), i >= 0
}

// LevelIDs of a switch, in order.
func (p *ParameterInfo) LevelIDs() (ids []string) {
	for i := range p.Levels {
		ids = append(ids, p.Levels[i].ID)
	}
	return ids
}

// Fixed says whether the prior is a single number.
func (p *ParameterInfo) Fixed() bool { return p.Low == p.High && len(p.Levels) < 2 }

// Prior in words.
func (p *ParameterInfo) Prior() string {
	switch {
	case p.Fixed():
		return fmt.Sprintf("%g", p.Low)
	case p.LogUniform:
		return fmt.Sprintf("log-uniform %g to %g", p.Low, p.High)
	}
	return fmt.Sprintf("uniform %g to %g", p.Low, p.High)
}

// ParameterTable is the home of every default. The prior is section 8 of the
// model description; the ranges are modelling choices unless a source is named.
var ParameterTable = [NumParameters]ParameterInfo{
	ParamN:       {"belief_weight", 5, 40, true, 0.1, 1e6, "battles", "N: weight of a party's belief about its odds, in battles' worth of evidence", "Smith & Stam 2003; range a modelling choice", nil, 0},
	ParamC:       {"war_cost", 0.002, 0.015, true, 0, 1, "share of the prize a month", "c: cost of a month of war at the intensity of time zero", "modelling choice", nil, 1},
	ParamLambda:  {"decisiveness", 3, 20, true, 0, 1e6, "1/value", "lambda: how sharply choices follow values", "modelling choice", nil, 2},
	ParamTheta:   {"talk_threshold", -0.25, 0.25, false, -2, 2, "value", "theta: value that talks must promise; below 0, a side comes to talks that promise it nothing", "Richmond 1998 on talks held for other ends; range a modelling choice", nil, 3},
	ParamThetaS:  {"sign_threshold", -0.1, 0.2, false, -2, 2, "value", "theta_s: value that a settlement must promise", "modelling choice", nil, 4},
	ParamL0:      {"loss_of_face", 0, 0.3, false, 0, 2, "value", "l0: what talking costs a side that does not trust the other", "modelling choice", nil, 5},
	ParamF0:      {"fear", 0.1, 0.5, false, 0, 2, "value", "F0: fear of being betrayed under a settlement without trust or guarantee", "Walter 1997; range a modelling choice", nil, 6},
	ParamMuI:     {"mu_information", 0.2, 3, true, 0, 100, "counts per unit of effort", "mu_i: evidence that exploring and fact finding carry", "modelling choice", nil, 7},
	ParamMuF:     {"mu_facilitation", 0.05, 0.5, true, 0, 100, "1/meeting", "mu_f: pace of concessions", "modelling choice", nil, 8},
	ParamMuL:     {"mu_leverage", 0.1, 1, true, 0, 100, "value per unit of effort", "mu_l: pressure that leverage brings", "modelling choice", nil, 9},
	ParamMuG:     {"mu_guarantee", 0.1, 1.5, true, 0, 100, "1/effort", "mu_g: how fast guarantees take fear away", "Walter 1997; range a modelling choice", nil, 10},
	ParamH0:      {"suspension", 0.05, 0.5, true, 0, 1, "chance a meeting", "h0: chance that a meeting of unready sides ends in suspension", "modelling choice", nil, 11},
	ParamOmega:   {"violation", 0.03, 1.5, true, 0, 100, "1/month", "omega: hazard of violating a truce", "modelling choice", nil, 12},
	ParamDelta:   {"persistence", 0.5, 0.95, false, 0, 1, "share kept a month", "delta: how long pressure, enhancement, guarantee and legitimacy last", "Regan & Aydin 2006; range a modelling choice", nil, 13},
	ParamEta:     {"contradiction", 0.5, 50, true, 0, 1e6, "1/variance", "eta: how much contradicting messages lose", "modelling choice", nil, 14},
	ParamKappa:   {"coordination_cost", 0.005, 0.1, true, 0, 100, "1/mediator", "kappa: share of the lead's effort that coordinating one other takes", "modelling choice", nil, 15},
	ParamK:       {"attention", 3, 8, false, 0.1, 1e6, "contacts a month", "K: contacts that a party can take in", "modelling choice", nil, 16},
	ParamFatigue: {"fatigue", 0, 0.02, false, 0, 1, "interest a month", "rise of a patron's interest with its war support and the intensity", "modelling choice", nil, 17},
	ParamS:       {"ends_otherwise", 0.02, 0.02, false, 0.0001, 0.9, "chance a month", "s: chance a month that the war ends otherwise, as the parties expect", "modelling choice", nil, 18},
	ParamRho:     {"redundancy", 0.3, 0.3, false, 0, 1, "correlation", "rho: how far independent signals overlap", "modelling choice", nil, 19},
	ParamB:       {"battle", 0.4, 0.4, false, 0.001, 1, "chance a month", "b: chance of a battle in a month of full intensity", "modelling choice", nil, 20},
	ParamActCost: {"act_cost", 0.1, 0.8, true, 0.001, 100, "need", "need that an act must meet, over interest, to be worth doing", "modelling choice; the record's count of roles holds it", nil, 21},
	ParamV0:      {"standing_table", 0.2, 0.9, false, 0, 1, "chance a month", "V0: venue that stands once talks have opened: mandate, agenda and next date", "modelling choice", nil, 22},
	ParamZeta:    {"collapse", 0.015, 0.15, true, 0, 100, "1/month", "zeta: hazard that a signed settlement collapses", "UCDP Conflict Termination, dyadic 3-2021: 53 of 64 full agreements lasted five years; range a modelling choice", nil, 23},

	SwitchAttention: {ID: "structure.attention", Slot: 24, Meaning: "how a party takes in more contacts than it can", Source: "modelling choice", Levels: []SwitchLevel{
		AttentionDilute:    {"dilute", "each of n contacts counts min(1, K/n)"},
		AttentionQueue:     {"queue", "the first K count, in an order drawn with weight consent"},
		AttentionUnlimited: {"unlimited", "all count in full"},
	}},
	SwitchNeeds: {ID: "structure.needs", Slot: 25, Meaning: "how third parties diagnose what is needed", Source: "modelling choice", Levels: []SwitchLevel{
		NeedsMarginal: {"marginal", "by what a unit of a role adds to the log-chance that the remaining steps come off"},
		NeedsCoarse:   {"coarse", "by a short list of rules, weighted by hand"},
		NeedsBlind:    {"blind", "not at all: they go by what they can do"},
	}},
	SwitchHurt: {ID: "structure.hurt", Slot: 26, Meaning: "what a month of war costs", Source: "modelling choice; Ruhe 2015 on intensity and talks", Levels: []SwitchLevel{
		HurtRelative: {"relative", "in proportion to the intensity at time zero"},
		HurtAbsolute: {"absolute", "in proportion to the intensity: a more intense war hurts more"},
	}},
	SwitchTable: {ID: "structure.table", Slot: 27, Meaning: "whether fear keeps sides from the table", Source: "modelling choice", Levels: []SwitchLevel{
		TableFree:    {"free", "no: coming is another thing than conceding and signing"},
		TableFearful: {"fearful", "yes: one readiness for coming, conceding and signing"},
	}},
	SwitchParties: {ID: "structure.parties", Slot: 28, Meaning: "how parties behave whose strategy the scenario does not set", Source: "modelling choice", Levels: []SwitchLevel{
		PartiesRational:  {"rational", "as their values say"},
		PartiesDualTrack: {"dual_track", "the side with the higher odds talks to buy time; the others are rational"},
		PartiesReadiness: {"readiness", "by motivation times optimism"},
	}},
}

// Levels of the switches, as values of Parameters.
const (
	AttentionDilute, AttentionQueue, AttentionUnlimited = 0, 1, 2
	NeedsMarginal, NeedsCoarse, NeedsBlind              = 0, 1, 2
	HurtRelative, HurtAbsolute                          = 0, 1
	TableFree, TableFearful                             = 0, 1
	PartiesRational, PartiesDualTrack, PartiesReadiness = 0, 1, 2
	NumPartiesLevels                                    = 3
)

// ParameterByID finds a parameter by its ID.
func ParameterByID(id string) (Parameter, bool) {
	p := slices.IndexFunc(ParameterTable[:], func(i ParameterInfo) bool { return i.ID == id })
	return Parameter(max(p, 0)), p >= 0
}

// ParameterMode says where values of parameters come from that a scenario does
// not set.
type ParameterMode uint8

const (
	// ParametersPrior draws each from its prior, once a replication.
	ParametersPrior ParameterMode = iota
	// ParametersPoint takes the median of each prior.
	ParametersPoint
	// ParametersPosterior takes a row of a weighted sample, once a replication.
	ParametersPosterior
)

// ParameterModeNames in the order of the constants.
var ParameterModeNames = []string{"prior", "point", "posterior"}

// ParameterSet is what a configuration says of the global parameters.
type ParameterSet struct {
	Mode ParameterMode
	// Sample is drawn from under ParametersPosterior; read only.
	Sample *ParameterSample
	// Range of a prior where it is not that of ParameterTable, the shape of which
	// stays; the zero PriorRange says nothing.
	Range [NumParameters]PriorRange
	// Weight of each level of a switch, >= 0; all 0 is equal weights.
	Weight [NumParameters][MaxLevels]float64
	// Set marks parameters whose Value stands, whatever the mode.
	Set   [NumParameters]bool
	Value [NumParameters]float64
}

// PriorRange bounds a prior, in the parameter's unit: Low < High, both from its Min
// to its Max, and Low above 0 if it is log-uniform.
type PriorRange struct{ Low, High float64 }

// Prior is what bounds a parameter's prior; equal bounds are a parameter that is fixed.
func (s *ParameterSet) Prior(p Parameter) PriorRange {
	if r := s.Range[p]; r != (PriorRange{}) {
		return r
	}
	return PriorRange{ParameterTable[p].Low, ParameterTable[p].High}
}

// Draws says whether a parameter is a draw of a prior that is no single number.
func (s *ParameterSet) Draws(p Parameter) bool {
	if s.Set[p] {
		return false
	}
	if !p.IsSwitch() {
		r := s.Prior(p)
		return r.Low != r.High
	}
	levels := 0
	for _, x := range s.LevelWeights(p) {
		levels += asInt(x > 0)
	}
	return levels > 1
}

// LevelWeights are the prior weights of a switch's levels, not all 0.
func (s *ParameterSet) LevelWeights(p Parameter) (weights [MaxLevels]float64) {
	weights = s.Weight[p]
	if weights == ([MaxLevels]float64{}) {
		for i := range ParameterTable[p].Levels {
			weights[i] = 1
		}
	}
	return weights
}

// quantile of a prior at u in [0,1]; of a switch the level there.
func (s *ParameterSet) quantile(p Parameter, u float64) (v float64) {
	if p.IsSwitch() {
		weights := s.LevelWeights(p)
		sum := weights[0] + weights[1] + weights[2]
		for i, x := range weights {
			if x > 0 {
				v = float64(i)
			}
			if u -= x / sum; u < 0 {
				break
			}
		}
		return v
	}
	r := s.Prior(p)
	if ParameterTable[p].LogUniform {
		return r.Low * exp(u*ln(r.High/r.Low))
	}
	return r.Low + float64(u*(r.High-r.Low))
}

// Fix sets a parameter to a value.
func (s *ParameterSet) Fix(p Parameter, v float64) { s.Set[p], s.Value[p] = true, v }

// Parameters are the values in force in one replication.
type Parameters [NumParameters]float64
