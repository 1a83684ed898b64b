package sim

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
	NumParameters
)

// ParameterInfo describes a global parameter and its prior.
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
}

// Fixed says whether the prior is a single number.
func (p *ParameterInfo) Fixed() bool { return p.Low == p.High }

// ParameterTable is the home of every default. The prior is section 8 of the
// model description; the ranges are modelling choices unless a source is named.
var ParameterTable = [NumParameters]ParameterInfo{
	ParamN:       {"belief_weight", 5, 40, true, 0.1, 1e6, "battles", "N: weight of a party's belief about its odds, in battles' worth of evidence", "Smith & Stam 2003; range a modelling choice"},
	ParamC:       {"war_cost", 0.002, 0.015, true, 0, 1, "share of the prize a month", "c: cost of a month of war at the intensity of time zero", "modelling choice"},
	ParamLambda:  {"decisiveness", 3, 20, true, 0, 1e6, "1/value", "lambda: how sharply choices follow values", "modelling choice"},
	ParamTheta:   {"talk_threshold", -0.05, 0.25, false, -2, 2, "value", "theta: value that talks must promise", "modelling choice"},
	ParamThetaS:  {"sign_threshold", -0.1, 0.2, false, -2, 2, "value", "theta_s: value that a settlement must promise", "modelling choice"},
	ParamL0:      {"loss_of_face", 0, 0.3, false, 0, 2, "value", "l0: what talking costs a side that does not trust the other", "modelling choice"},
	ParamF0:      {"fear", 0.1, 0.5, false, 0, 2, "value", "F0: fear of being betrayed under a settlement without trust or guarantee", "Walter 1997; range a modelling choice"},
	ParamMuI:     {"mu_information", 0.2, 3, true, 0, 100, "counts per unit of effort", "mu_i: evidence that exploring and fact finding carry", "modelling choice"},
	ParamMuF:     {"mu_facilitation", 0.05, 0.5, true, 0, 100, "1/meeting", "mu_f: pace of concessions", "modelling choice"},
	ParamMuL:     {"mu_leverage", 0.1, 1, true, 0, 100, "value per unit of effort", "mu_l: pressure that leverage brings", "modelling choice"},
	ParamMuG:     {"mu_guarantee", 0.1, 1.5, true, 0, 100, "1/effort", "mu_g: how fast guarantees take fear away", "Walter 1997; range a modelling choice"},
	ParamH0:      {"suspension", 0.05, 0.5, true, 0, 1, "chance a meeting", "h0: chance that a meeting of unready sides ends in suspension", "modelling choice"},
	ParamOmega:   {"violation", 0.03, 0.4, true, 0, 100, "1/month", "omega: hazard of violating a truce", "modelling choice"},
	ParamDelta:   {"persistence", 0.5, 0.95, false, 0, 1, "share kept a month", "delta: how long pressure, enhancement, guarantee and legitimacy last", "Regan & Aydin 2006; range a modelling choice"},
	ParamEta:     {"contradiction", 0.5, 50, true, 0, 1e6, "1/variance", "eta: how much contradicting messages lose", "modelling choice"},
	ParamKappa:   {"coordination_cost", 0.005, 0.1, true, 0, 100, "1/mediator", "kappa: share of the lead's effort that coordinating one other takes", "modelling choice"},
	ParamK:       {"attention", 3, 8, false, 0.1, 1e6, "contacts a month", "K: contacts that a party can take in", "modelling choice"},
	ParamFatigue: {"fatigue", 0, 0.02, false, 0, 1, "interest a month", "rise of a patron's interest with its war support and the intensity", "modelling choice"},
	ParamS:       {"ends_otherwise", 0.02, 0.02, false, 0.0001, 0.9, "chance a month", "s: chance a month that the war ends otherwise, as the parties reckon", "modelling choice"},
	ParamRho:     {"redundancy", 0.3, 0.3, false, 0, 1, "correlation", "rho: how far independent signals overlap", "modelling choice"},
	ParamB:       {"battle", 0.4, 0.4, false, 0.001, 1, "chance a month", "b: chance of a battle in a month of full intensity", "modelling choice"},
}

// ParameterByID finds a parameter by its ID.
func ParameterByID(id string) (Parameter, bool) {
	for p := range ParameterTable {
		if ParameterTable[p].ID == id {
			return Parameter(p), true
		}
	}
	return 0, false
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
	r := s.Prior(p)
	return !s.Set[p] && r.Low != r.High
}

// quantile of a prior at u in [0,1].
func (s *ParameterSet) quantile(p Parameter, u float64) float64 {
	r := s.Prior(p)
	if ParameterTable[p].LogUniform {
		return r.Low * exp(u*ln(r.High/r.Low))
	}
	return r.Low + float64(u*(r.High-r.Low))
}

// Fix sets a parameter to a value.
func (s *ParameterSet) Fix(p Parameter, v float64) {
	s.Set[p], s.Value[p] = true, v
}

// ParameterSample is a weighted sample of all parameters together.
type ParameterSample struct {
	Rows []Parameters
	// UpTo are the cumulative weights, rising to any sum above 0.
	UpTo []float64
}

// at is the row that holds a share u in [0,1) of the weight.
func (s *ParameterSample) at(u float64) *Parameters {
	u *= s.UpTo[len(s.UpTo)-1]
	low, high := 0, len(s.UpTo)-1
	for low < high {
		if middle := (low + high) / 2; s.UpTo[middle] > u {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return &s.Rows[low]
}

// Parameters are the values in force in one replication.
type Parameters [NumParameters]float64
