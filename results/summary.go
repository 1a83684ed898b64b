package results

import (
	"parley/results/document"
	"parley/sim"
	"parley/sim/stats"
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
	// Window of the record to which the posterior was fitted that parameters come
	// from; empty if they do not.
	Window string
	// Crossed histories for the variance decomposition; nil if none were played.
	Crossed *Crossed
	// More of the text than the first screen.
	More bool
	// Screen is where its text will be read.
	Screen document.Screen
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
	Seed           int64        `json:"seed" doc:"root of all luck"`
	Replications   int          `json:"replications" unit:"histories" doc:"histories played in each arm"`
	Requested      int          `json:"requested" unit:"histories" doc:"histories asked for; fewer were played if interrupted"`
	Interrupted    bool         `json:"interrupted" doc:"a signal came before all was done"`
	Start          string       `json:"start" doc:"calendar month of time zero, YYYY-MM"`
	Months         int          `json:"months" unit:"months" doc:"the horizon"`
	Implementation int          `json:"implementation" unit:"months" doc:"how long a settlement is followed"`
	Parameters     Drawn        `json:"drawn" doc:"what differed from one history to the next besides luck"`
	Level          stats.Number `json:"level" unit:"share" doc:"confidence of every interval"`
	Precision      *Precision   `json:"precision" doc:"looks of a sequential design; null without --precision"`
	Rerun          string       `json:"rerun" doc:"command line that gives the same again"`
	RerunFinished  string       `json:"rerun_finished,omitempty" doc:"command line that gives what was finished, if interrupted"`
}

// Summary is a sweep as plain data.
type Summary struct {
	Head
	Arms      []Arm      `json:"arms" doc:"one for each way of mediating"`
	Contrasts []Contrast `json:"contrasts" doc:"every pair of arms"`
}

// Drawn says what differed from one replication to the next besides luck.
type Drawn struct {
	Mode       string `json:"mode" doc:"prior, point or posterior"`
	Parameters int    `json:"parameters" doc:"how many parameters were drawn"`
	Window     string `json:"window,omitempty" doc:"months of the record that the posterior was fitted to, if it is one"`
	// Notes are those of the posterior.
	Notes    []string `json:"notes,omitempty" doc:"what of the posterior is of another war, another model or other parameters"`
	Coded    int      `json:"coded_numbers" doc:"how many expert codings were drawn from a widened inter-coder range"`
	Switches int      `json:"switches" doc:"how many switches of structure were drawn"`
}

// Arm is one way of mediating the war.
type Arm struct {
	Name                 string          `json:"name" doc:"name of the arm, unique"`
	Regime               string          `json:"regime" doc:"regime"`
	Lead                 *string         `json:"lead" doc:"mediator that leads; null where the regime has none"`
	Settled              stats.Estimate  `json:"settled" unit:"share" doc:"settled within the horizon"`
	Uncertainty          *Decomposition  `json:"uncertainty" doc:"of settled, by where it comes from; null if it was not set apart"`
	Durable              *stats.Estimate `json:"durable" unit:"share" doc:"of what was signed, what held; null if nothing was"`
	Kept                 stats.Estimate  `json:"kept" unit:"share" doc:"settled and held, of all histories"`
	RestrictedMeanMonths stats.Estimate  `json:"restricted_mean_months" unit:"months" doc:"mean time at war within the horizon"`
	Incidence            []Incidence     `json:"incidence" doc:"how histories have ended by the end of each month"`
	Endings              Endings         `json:"endings" doc:"shares of histories, which sum to 1"`
	Survival             []Survival      `json:"survival" doc:"what is left of settlements, by months after signature"`
	Talks                Talks           `json:"talks" doc:"whether and when talks opened, and what came of them"`
	Ceasefires           Ceasefires      `json:"ceasefires" doc:"whether and when they came, and what came of them"`
	Protocols            []Protocol      `json:"protocols" doc:"what was agreed, by issue"`
	Acts                 stats.Number    `json:"acts" unit:"per history" doc:"acts of third parties"`
	Coordinated          stats.Number    `json:"coordinated" unit:"per history" doc:"acts that a plan changed"`
	// Outputs by id of the codebook.
	Outputs map[string]stats.Number `json:"outputs" unit:"per history" doc:"means of all that is counted in every history, named as the columns of a sweep"`
}

// Incidence is the share of histories that have ended by the end of a month.
type Incidence struct {
	Month       int          `json:"month" unit:"month" doc:"the month, at whose end it is reckoned"`
	Settled     stats.Number `json:"settled" unit:"share" doc:"settled"`
	SettledLow  stats.Number `json:"settled_low" unit:"share" doc:"lower end of its interval"`
	SettledHigh stats.Number `json:"settled_high" unit:"share" doc:"upper end of its interval"`
	Victory     stats.Number `json:"victory" unit:"share" doc:"a side has won"`
	Divided     stats.Number `json:"divided" unit:"share" doc:"every front was decided, and neither side won more than the other"`
	AtWar       stats.Number `json:"at_war" unit:"share" doc:"still at war"`
}

// Endings are shares of histories and sum to 1; Victories are by party.
type Endings struct {
	Kept      stats.Number            `json:"settled_kept" unit:"share" doc:"settled and kept"`
	Collapsed stats.Number            `json:"settled_collapsed" unit:"share" doc:"settled and collapsed"`
	Victory   stats.Number            `json:"victory" unit:"share" doc:"a side won"`
	Divided   stats.Number            `json:"divided" unit:"share" doc:"every front was decided, and neither side won more than the other"`
	Unsettled stats.Number            `json:"unsettled" unit:"share" doc:"the horizon came first"`
	Victories map[string]stats.Number `json:"victories" unit:"share" doc:"won, by party"`
}

// Survival is the share of settlements still in force some months after signature.
type Survival struct {
	Months int          `json:"months" unit:"months" doc:"after signature"`
	Kept   stats.Number `json:"kept" unit:"share" doc:"of settlements still in force"`
}

// Quartiles of a month, among the histories in which it came.
type Quartiles struct {
	Lower  int `json:"q25" unit:"month" doc:"by which a quarter had come, of the histories in which it came"`
	Median int `json:"median" unit:"month" doc:"by which half had"`
	Upper  int `json:"q75" unit:"month" doc:"by which three quarters had"`
}

// Talks: whether and when they opened; the rest is means a history.
type Talks struct {
	Opened      stats.Estimate `json:"opened" unit:"share" doc:"talks opened"`
	Month       *Quartiles     `json:"month" doc:"when they first did"`
	Meetings    stats.Number   `json:"meetings" unit:"per history" doc:"months with a meeting"`
	Suspensions stats.Number   `json:"suspensions" unit:"per history" doc:"times that talks were suspended"`
	Frameworks  stats.Number   `json:"frameworks" unit:"per history" doc:"frameworks signed"`
}

// Ceasefires: whether and when; the rest is means a history.
type Ceasefires struct {
	Any        stats.Estimate `json:"any" unit:"share" doc:"a ceasefire was signed"`
	FirstMonth *Quartiles     `json:"first_month" doc:"when the first was"`
	Signed     stats.Number   `json:"signed" unit:"per history" doc:"ceasefires signed"`
	Months     stats.Number   `json:"months" unit:"per history" doc:"months under a ceasefire"`
	Extensions stats.Number   `json:"extensions" unit:"per history" doc:"ceasefires prolonged"`
	Lapses     stats.Number   `json:"lapses" unit:"per history" doc:"ceasefires that ran out"`
	Breakdowns stats.Number   `json:"breakdowns" unit:"per history" doc:"ceasefires that a violation ended"`
	Violations stats.Number   `json:"violations" unit:"per history" doc:"violations of ceasefires"`
}

// Protocol is an issue agreed on; Position in [0,1] is the mean of what was agreed.
type Protocol struct {
	Issue     string         `json:"issue" doc:"id"`
	Name      string         `json:"name" doc:"name"`
	Essential bool           `json:"essential" doc:"no settlement without it"`
	Agreed    stats.Estimate `json:"agreed" unit:"share" doc:"agreed at the end"`
	Month     *Quartiles     `json:"month" doc:"when it was last agreed"`
	Position  *stats.Number  `json:"position" unit:"position" doc:"mean of what was agreed; null if never"`
}

// Contrast of two arms on the same luck, a less b.
type Contrast struct {
	A           string        `json:"a" doc:"first arm"`
	B           string        `json:"b" doc:"second arm"`
	Rung        string        `json:"rung,omitempty" doc:"what it is on the ladder: coordination (all of it), seeing, pairs or lead; empty if it is not on it"`
	Verdict     stats.Verdict `json:"verdict" doc:"on settled: helps, nothing, hurts or unclear"`
	KeptVerdict stats.Verdict `json:"kept_verdict" doc:"the same on kept"`

	Settled              stats.Difference `json:"settled" unit:"difference" doc:"share settled in a less that in b"`
	Uncertainty          *Decomposition   `json:"uncertainty" doc:"of settled, by where it comes from; null off the ladder"`
	LogOdds              stats.Difference `json:"log_odds" unit:"log-odds" doc:"the same in log-odds"`
	Kept                 stats.Difference `json:"kept" unit:"difference" doc:"share settled and kept in a less that in b"`
	RestrictedMeanMonths stats.Difference `json:"restricted_mean_months" unit:"months apart" doc:"mean time at war in a less that in b"`
	Flips                Flips            `json:"flips" doc:"histories settled in one of them only"`
	Levels               []LevelEffect    `json:"levels,omitempty" doc:"the same under each level of each switch of structure; rungs with a lead only"`
}

// Flips count replications settled in one arm and not in the other. They say
// how closely the arms are coupled, not how many wars a regime settles.
type Flips struct {
	AOnly int64 `json:"a_only" unit:"histories" doc:"settled in a and not in b"`
	BOnly int64 `json:"b_only" unit:"histories" doc:"settled in b and not in a"`
}
