package results

import (
	"encoding/json"
	"math"

	"parley/sim"
)

// Format of every JSON document of this package.
const Format = 1

// Experiment is what was played, besides the counts.
type Experiment struct {
	// Command is "run" or "compare"; Version that of the program.
	Command, Version string
	// Scenario is its name; Rerun the command line that gives the same again. If
	// it was interrupted, RerunFinished gives as much as was finished.
	Scenario, Rerun, RerunFinished string
	// Coding says how coded numbers were read; empty if as they are given.
	Coding string
	Config *sim.Config
	Arms   []sim.Arm
	Seed   int64
	// Requested replications; fewer were played if it was interrupted.
	Requested   int
	Interrupted bool
	// Precision of a sequential design, or nil.
	Precision *Precision
	// Left names the regimes that need a lead where the scenario has none;
	// LeadGone is why, if it names one.
	Left     []string
	LeadGone string
	// Screen is where its text will be read.
	Screen Screen
}

// Level of every interval of the experiment.
func (e *Experiment) Level() float64 {
	if e.Precision != nil {
		return e.Precision.LookLevel
	}
	return Level
}

// Head is what every document on a sweep begins with. Likelihoods are fractions
// in [0,1]; months count from 1, the month of time zero; what is undefined is nil.
type Head struct {
	Format   int    `json:"format"`
	Command  string `json:"command"`
	Version  string `json:"version"`
	Scenario string `json:"scenario"`
	Title    string `json:"title"`
	// Coding says how coded numbers were read, if not as they are given.
	Coding         string     `json:"coding,omitempty"`
	Seed           int64      `json:"seed"`
	Replications   int        `json:"replications"`
	Requested      int        `json:"requested"`
	Interrupted    bool       `json:"interrupted"`
	Start          string     `json:"start"`
	Months         int        `json:"months"`
	Implementation int        `json:"implementation"`
	Parameters     Drawn      `json:"drawn"`
	Level          number     `json:"level"`
	Precision      *Precision `json:"precision"`
	Rerun          string     `json:"rerun"`
	// RerunFinished gives the histories of an interrupted sweep.
	RerunFinished string `json:"rerun_finished,omitempty"`
}

// Summary is a sweep as plain data.
type Summary struct {
	Head
	Arms      []Arm      `json:"arms"`
	Contrasts []Contrast `json:"contrasts"`
}

// Drawn says what differed from one replication to the next besides luck.
type Drawn struct {
	// Mode is "prior", "point" or "posterior"; Parameters counts those drawn.
	Mode       string `json:"mode"`
	Parameters int    `json:"parameters"`
	// Coded counts the judged numbers drawn between and around the coders'.
	Coded int `json:"coded_numbers"`
}

// Arm is one way of mediating the war.
type Arm struct {
	Name      string  `json:"name"`
	Regime    string  `json:"regime"`
	Lead      *string `json:"lead"`
	Attention string  `json:"attention"`
	// Settled within the horizon.
	Settled Estimate `json:"settled"`
	// Durable: of what was signed, the share that held; nil if nothing was.
	Durable *Estimate `json:"durable"`
	// Kept: settled and held, of all histories.
	Kept Estimate `json:"kept"`
	// RestrictedMeanMonths at war, within the horizon.
	RestrictedMeanMonths Estimate    `json:"restricted_mean_months"`
	Incidence            []Incidence `json:"incidence"`
	Endings              Endings     `json:"endings"`
	Survival             []Survival  `json:"survival"`
	Talks                Talks       `json:"talks"`
	Ceasefires           Ceasefires  `json:"ceasefires"`
	Protocols            []Protocol  `json:"protocols"`
	// Acts of third parties and those of them that a plan changed; both a history.
	Acts        number `json:"acts"`
	Coordinated number `json:"coordinated"`
}

// Incidence is the share of histories that have ended by the end of a month.
type Incidence struct {
	Month       int    `json:"month"`
	Settled     number `json:"settled"`
	SettledLow  number `json:"settled_low"`
	SettledHigh number `json:"settled_high"`
	Victory     number `json:"victory"`
	AtWar       number `json:"at_war"`
}

// Endings are shares of histories and sum to 1; Victories are by party.
type Endings struct {
	Kept      number            `json:"settled_kept"`
	Collapsed number            `json:"settled_collapsed"`
	Victory   number            `json:"victory"`
	Unsettled number            `json:"unsettled"`
	Victories map[string]number `json:"victories"`
}

// Survival is the share of settlements still in force some months after signature.
type Survival struct {
	Months int    `json:"months"`
	Kept   number `json:"kept"`
}

// Quartiles of a month, among the histories in which it came.
type Quartiles struct {
	Lower  int `json:"q25"`
	Median int `json:"median"`
	Upper  int `json:"q75"`
}

// Talks: whether and when they opened; the rest is means a history.
type Talks struct {
	Opened      Estimate   `json:"opened"`
	Month       *Quartiles `json:"month"`
	Meetings    number     `json:"meetings"`
	Suspensions number     `json:"suspensions"`
	Frameworks  number     `json:"frameworks"`
}

// Ceasefires: whether and when; the rest is means a history.
type Ceasefires struct {
	Any        Estimate   `json:"any"`
	FirstMonth *Quartiles `json:"first_month"`
	Signed     number     `json:"signed"`
	Months     number     `json:"months"`
	Extensions number     `json:"extensions"`
	Lapses     number     `json:"lapses"`
	Breakdowns number     `json:"breakdowns"`
	Violations number     `json:"violations"`
}

// Protocol is an issue agreed on; Position in [0,1] is the mean of what was agreed.
type Protocol struct {
	Issue     string     `json:"issue"`
	Name      string     `json:"name"`
	Essential bool       `json:"essential"`
	Agreed    Estimate   `json:"agreed"`
	Month     *Quartiles `json:"month"`
	Position  *number    `json:"position"`
}

// Contrast of two arms on the same luck, a less b.
type Contrast struct {
	A         string `json:"a"`
	B         string `json:"b"`
	Attention string `json:"attention"`
	// Headline contrasts carry a Verdict; see the constants.
	Headline bool    `json:"headline"`
	Verdict  Verdict `json:"verdict,omitempty"`

	Settled              Difference `json:"settled"`
	LogOdds              Difference `json:"log_odds"`
	Kept                 Difference `json:"kept"`
	RestrictedMeanMonths Difference `json:"restricted_mean_months"`
	Flips                Flips      `json:"flips"`
}

// Flips count replications settled in one arm and not in the other. They say
// how closely the arms are coupled, not how many wars a regime settles.
type Flips struct {
	AOnly int64 `json:"a_only"`
	BOnly int64 `json:"b_only"`
}

// Verdict says in a word what a difference and its interval allow to say.
type Verdict string

const (
	Helps   Verdict = "helps"   // more than a point, and the interval lies above 0
	Hurts   Verdict = "hurts"   // less than minus a point, and the interval lies below 0
	Nothing Verdict = "nothing" // the whole interval is within a point of 0
	Unclear Verdict = "unclear" // none of these
)

// Point is one percentage point: an effect must be larger to help or hurt.
const Point = 0.01

// Judge says what a difference of likelihoods and its interval allow to say.
func Judge(d Difference) Verdict {
	switch {
	case d.Low >= -Point && d.High <= Point:
		return Nothing
	case d.Difference > Point && d.Low > 0:
		return Helps
	case d.Difference < -Point && d.High < 0:
		return Hurts
	}
	return Unclear
}

// number is a float in JSON with six decimals, on every machine the same.
type number float64

func (n number) MarshalJSON() ([]byte, error) { return json.Marshal(rounded(float64(n))) }

func rounded(x float64) float64 {
	return math.Round(x*1e6)/1e6 + 0 // + 0 makes -0 into 0
}

// MarshalJSON writes {"mean","low","high"}.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Mean number `json:"mean"`
		Low  number `json:"low"`
		High number `json:"high"`
	}{number(e.Mean), number(e.Low), number(e.High)})
}

// MarshalJSON writes {"difference","low","high"}.
func (d Difference) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Difference number `json:"difference"`
		Low        number `json:"low"`
		High       number `json:"high"`
	}{number(d.Difference), number(d.Low), number(d.High)})
}
