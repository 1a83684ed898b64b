package scenarios

import (
	"reflect"
	"strings"

	"parley/sim"
)

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

	at map[string]string
}

// At says where a key of the table was given, as "war.toml:12: calibration.until"; ""
// if it was not.
func (c *Calibration) At(key string) string { return c.at[key] }

type calibration struct {
	Source    text  `toml:"source" unset:"not given" doc:"why it is fitted so"`
	Summaries words `toml:"summaries" unset:"the usual ones" example:"[\"talks\", \"ceasefire.first\"]" doc:"what of the record is fitted: summaries, families or groups, as parley record names them"`
	Particles whole `toml:"particles" range:"50..100000" unit:"particles" unset:"as --particles" doc:"particles of a generation"`
	Until     month `toml:"until" unset:"the last that is simulated" doc:"last month of the record that is used"`
}

func (c *calibration) plain() Calibration {
	return Calibration{Summaries: c.Summaries.V, Particles: c.Particles.V, Until: c.Until.V, UntilSet: c.Until.set,
		at: placesOf("calibration", reflect.ValueOf(c).Elem())}
}

// asides are the tables that say what is done with a scenario; they change no history.
var asides = []string{"experiment.", "calibration."}

func isAside(path string) bool {
	for _, table := range asides {
		if strings.HasPrefix(path, table) {
			return true
		}
	}
	return false
}

// placesOf the keys of a table that were given; nil if none was.
func placesOf(table string, v reflect.Value) map[string]string {
	var at map[string]string
	visitor{leaf: func(v leafValue) {
		l := v.base()
		if !l.given() {
			return
		}
		if at == nil {
			at = map[string]string{}
		}
		at[l.field.name] = l.from.at.String() + ": " + l.path
	}}.walk(format().byName[table].table, v)
	return at
}
