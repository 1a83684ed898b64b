package scenarios

import "reflect"

// Designs of an experiment: how its points are laid out.
var Designs = []string{"grid", "random", "lhs", "sobol", "one-at-a-time", "table"}

// Experiment is the table [experiment]: how a scenario is to be varied. A zero
// field was not given.
type Experiment struct {
	// Vary holds one factor each, as "path=low:high:count" or "path=a,b,c".
	Vary   []string
	Design string // one of Designs
	// Table is the file of the points of the design "table".
	Table string
	// Points of designs that need a number, and histories of each arm at a point.
	Points, Reps int
	Seed         int
	SeedSet      bool
	// Compare plays Regimes at each point, or the default ones if there are none.
	Compare   bool
	Regimes   []string
	Histories bool // a row for every history too

	at map[string]string
}

// Given says whether there is such a table.
func (e *Experiment) Given() bool { return len(e.at) > 0 }

// At says where a key of the table was given, as "war.toml:12: experiment.vary"; ""
// if it was not.
func (e *Experiment) At(key string) string { return e.at[key] }

type experiment struct {
	Source    text    `toml:"source" unset:"not given" doc:"why it is varied so"`
	Vary      words   `toml:"vary" unset:"nothing" example:"[\"coordination.acceptance=0:1:11\"]" doc:"factors: path=low:high:count, or path=a,b,c"`
	Design    text    `toml:"design" enum:"design" unset:"grid" doc:"how points are laid out"`
	Table     text    `toml:"table" unset:"none" doc:"CSV or Parquet file with the points of the design table, relative to where parley runs"`
	Points    whole   `toml:"points" range:"1..1000000000" unit:"points" unset:"as the design gives" doc:"how many points a random, lhs or sobol design has"`
	Reps      whole   `toml:"reps" range:"1..100000000" unit:"histories" unset:"as --reps" doc:"histories of each arm at each point"`
	Seed      whole   `toml:"seed" range:"0..2147483647" unset:"as --seed" doc:"root of all luck"`
	Compare   boolean `toml:"compare" unset:"false" doc:"play the regimes side by side at each point"`
	Regimes   words   `toml:"regimes" enum:"regime" unset:"all, if compared" doc:"the regimes to compare"`
	Histories boolean `toml:"histories" unset:"false" doc:"keep a row for every history"`
}

func (e *experiment) plain() Experiment {
	return Experiment{
		Vary: e.Vary.V, Design: e.Design.V, Table: e.Table.V, Points: e.Points.V, Reps: e.Reps.V,
		Seed: e.Seed.V, SeedSet: e.Seed.set, Compare: e.Compare.V, Regimes: e.Regimes.V, Histories: e.Histories.V,
		at: placesOf("experiment", reflect.ValueOf(e).Elem()),
	}
}
