package form

import (
	"reflect"

	"parley/sim"
)

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

	Places map[string]string
}

// Given says whether there is such a table.
func (e *Experiment) Given() bool { return len(e.Places) > 0 }

// At says where a key of the table was given, as "war.toml:12: experiment.vary"; ""
// if it was not.
func (e *Experiment) At(key string) string { return e.Places[key] }

type experiment struct {
	Source    Text    `toml:"source" unset:"not given" doc:"why it is varied so"`
	Vary      Words   `toml:"vary" unset:"nothing" example:"[\"coordination.acceptance=0:1:11\"]" doc:"factors: path=low:high:count, or path=a,b,c"`
	Design    Text    `toml:"design" enum:"design" unset:"grid" doc:"how points are laid out"`
	Table     Text    `toml:"table" unset:"none" doc:"CSV or Parquet file with the points of the design table, relative to where parley runs"`
	Points    Whole   `toml:"points" range:"1..1000000000" unit:"points" unset:"as the design gives" doc:"how many points a random, lhs or sobol design has"`
	Reps      Whole   `toml:"reps" range:"1..100000000" unit:"histories" unset:"as --reps" doc:"histories of each arm at each point"`
	Seed      Whole   `toml:"seed" range:"0..2147483647" unset:"as --seed" doc:"root of all luck"`
	Compare   Boolean `toml:"compare" unset:"false" doc:"play the regimes side by side at each point"`
	Regimes   Words   `toml:"regimes" enum:"regime" unset:"all, if compared" doc:"the regimes to compare"`
	Histories Boolean `toml:"histories" unset:"false" doc:"keep a row for every history"`
}

// Plain is the table as others use it.
func (e *experiment) Plain() Experiment {
	return Experiment{
		Vary: e.Vary.V, Design: e.Design.V, Table: e.Table.V, Points: e.Points.V, Reps: e.Reps.V,
		Seed: e.Seed.V, SeedSet: e.Seed.Set, Compare: e.Compare.V, Regimes: e.Regimes.V, Histories: e.Histories.V,
		Places: placesOf("experiment", reflect.ValueOf(e).Elem()),
	}
}

// Calibration is the table [calibration]: how a scenario is to be fitted to its
// record. A zero field was not given.
type Calibration struct {
	// Summaries to fit: names, families or groups of package observe, which knows
	// which there are.
	Summaries []string
	Particles int
	// Until is the last month of the record that is used, if UntilSet.
	Until    sim.Month
	UntilSet bool

	places map[string]string
}

// At says where a key of the table was given, as "war.toml:12: calibration.until"; ""
// if it was not.
func (c *Calibration) At(key string) string { return c.places[key] }

type calibration struct {
	Source    Text  `toml:"source" unset:"not given" doc:"why it is fitted so"`
	Summaries Words `toml:"summaries" unset:"the usual ones" example:"[\"talks\", \"ceasefire.first\"]" doc:"what of the record is fitted: summaries, families or groups, as parley record names them"`
	Particles Whole `toml:"particles" range:"50..100000" unit:"particles" unset:"as --particles" doc:"particles of a generation"`
	Until     Month `toml:"until" unset:"the last that is simulated" doc:"last month of the record that is used"`
}

// Plain is the table as others use it.
func (c *calibration) Plain() Calibration {
	return Calibration{Summaries: c.Summaries.V, Particles: c.Particles.V, Until: c.Until.V, UntilSet: c.Until.Set,
		places: placesOf("calibration", reflect.ValueOf(c).Elem())}
}

// placesOf the keys of a table that were given; nil if none was.
func placesOf(table string, v reflect.Value) map[string]string {
	var at map[string]string
	Visitor{Leaf: func(v Value) {
		l := v.Base()
		if !l.Given() {
			return
		}
		if at == nil {
			at = map[string]string{}
		}
		at[l.Field.Name] = l.From.At.String() + ": " + l.Path
	}}.walk(Format().ByName[table].Table, v)
	return at
}
