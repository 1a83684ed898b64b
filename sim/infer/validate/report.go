package validate

import (
	"encoding/json"
	"math"
	"strconv"

	"parley/sim"
	"parley/sim/infer/calibrate"
)

// Report is what a validation found.
type Report struct {
	Format   int    `json:"format"`
	Scenario string `json:"scenario"`
	Model    string `json:"model"`
	Regime   string `json:"regime"`
	Seed     int64  `json:"seed"`
	// Fitted and HeldOut are the months of the hindcast.
	Fitted  string `json:"fitted"`
	HeldOut string `json:"held_out"`
	// Notes are sentences on what of the record is left out, as observe.Observer.Notes, and
	// on what of a posterior is of another war or model.
	Notes []string `json:"notes,omitempty"`

	Hindcast []Quantity      `json:"hindcast"`
	Scores   []HindcastScore `json:"scores"`
	// State is how the histories that forecast stand against the months that were fitted.
	State    []calibrate.Check `json:"state"`
	PPC      []calibrate.Check `json:"ppc"`
	SBC      []Uniformity      `json:"sbc"`
	SBCSizes *SBCSizes         `json:"sbc_sizes,omitempty"`
	Rivals   []RivalScore      `json:"rivals"`
	// Structures are the overrides behind the rivals.
	Structures []Structure `json:"structures"`
	Baselines  []Baseline  `json:"baselines"`

	// Format, Plan, Posterior and InSample are the caller's: the format of documents, checksums of what was predicted and
	// from what, and whether the evaluation follows a change made in the light of one.
	Plan      string `json:"plan"`
	Posterior string `json:"posterior"`
	InSample  *bool  `json:"in_sample"`
	// Run is the caller's checksum of all else that decides the scores, and Deviations
	// what was set otherwise than planned, as words of the command line.
	Run        string   `json:"run"`
	Deviations []string `json:"deviations"`
	// Evaluations against the record that are logged, and the score that the log has of
	// this one, if that is another.
	Evaluations int      `json:"evaluations"`
	LoggedScore *float64 `json:"logged_score"`
}

// number is one that may be missing: NaN is null in JSON.
type number float64

// MarshalJSON implements json.Marshaler.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', -1, 64), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *number) UnmarshalJSON(b []byte) error {
	x := math.NaN()
	err := json.Unmarshal(b, &x)
	*n = number(x)
	return err
}

// Quantity is one number of the months held out, observed and predicted. Missing is
// the share of the forecast in which it did not come about; quantiles are over the rest.
type Quantity struct {
	Quantity string  `json:"quantity"`
	Shocks   string  `json:"shocks"`
	Group    string  `json:"group"`
	Unit     string  `json:"unit"`
	Observed number  `json:"observed"`
	Q05      number  `json:"q05"`
	Q25      number  `json:"q25"`
	Median   number  `json:"median"`
	Q75      number  `json:"q75"`
	Q95      number  `json:"q95"`
	Missing  float64 `json:"missing"`
	// Share of the forecast in which an indicator is 1; nil for another quantity.
	Share    *float64 `json:"share,omitempty"`
	Inside50 bool     `json:"inside50"`
	Inside90 bool     `json:"inside90"`
	// CRPS in the unit; Scale is the spread of the prior's histories, and Score the
	// quotient of the two.
	// Expected50 and Expected90 are the forecast's own shares in its regions, which are
	// more than 50 and 90 % where values are few or pile up.
	Expected50 float64 `json:"expected50"`
	Expected90 float64 `json:"expected90"`
	// Repeats: another quantity tells the same.
	Repeats bool    `json:"repeats"`
	CRPS    float64 `json:"crps"`
	Scale   float64 `json:"scale"`
	Score   float64 `json:"score"`
}

// HindcastScore is a hindcast's under some shocks.
type HindcastScore struct {
	Score
	Shocks string `json:"shocks"`
	reached
}

// RivalScore is a rival's.
type RivalScore struct {
	Score
	Keeps string `json:"keeps"`
	Late  bool   `json:"late"`
	reached
}

// Uniformity of a parameter's ranks.
type Uniformity struct {
	Parameter string  `json:"parameter"`
	D         float64 `json:"ks_d"`
	P         float64 `json:"ks_p"`
	// Inside90 is the share of truths in the middle 90 % of their posteriors.
	Inside90 float64 `json:"inside90"`
	// Ranks is how many truths had 0, 1, ... of the draws below them.
	Ranks []int `json:"ranks"`
}

// SBCSizes of a simulation-based calibration.
type SBCSizes struct {
	Table   int `json:"table"`
	Records int `json:"records"`
	Draws   int `json:"draws"`
}

// Baseline against the engine in a group of quantities.
type Baseline struct {
	Name   string  `json:"name"`
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Engine float64 `json:"engine"`
	// Margin is twice the Monte Carlo error of the engine's score.
	Margin  float64 `json:"margin"`
	Verdict string  `json:"verdict"`
}

// Verdicts on the engine beside a baseline.
const (
	VerdictBetter  = "better"
	VerdictWorse   = "worse"
	VerdictUnclear = "no clear difference"
)

func (v *Validation) newReport() *Report {
	month := func(m int) string { return (v.Config.Start + sim.Month(m)).String() }
	r := &Report{
		Scenario: v.Config.Name, Model: strconv.Itoa(sim.ModelVersion), Regime: v.Arm.Name, Seed: v.Seed,
		Fitted: month(0) + " to " + month(v.Split-1), HeldOut: month(v.Split) + " to " + month(v.Config.Months-1),
		Notes:    v.late.Notes(),
		Hindcast: []Quantity{}, Scores: []HindcastScore{}, State: []calibrate.Check{}, PPC: []calibrate.Check{}, SBC: []Uniformity{}, Rivals: []RivalScore{},
		Structures: []Structure{}, Baselines: []Baseline{}, Deviations: []string{},
	}
	for _, from := range []*sim.ParameterSample{v.Until, v.Whole} {
		if from != nil {
			r.Notes = append(r.Notes, from.Notes...)
		}
	}
	if v.Does(PartRivals) {
		for i := range v.Rivals {
			r.Structures = append(r.Structures, v.Rivals[i].Structure)
		}
	}
	return r
}
