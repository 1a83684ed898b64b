// Package docs holds those pages that the program itself reads or prints.
package docs

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
)

// Evaluations is the log of every evaluation of a posterior against the record.
//
//go:embed studies/evaluations.csv
var Evaluations string

//go:embed studies/validation-plan.md
var plan string

// Plan names the plan of the validation: 8 hexadecimal digits of a checksum.
func Plan() string {
	sum := sha256.Sum256([]byte(plan))
	return hex.EncodeToString(sum[:4])
}

//go:embed studies/calibration/*.json
var calibrations embed.FS

// Calibration is the calibration.json of the posterior that is shipped with a
// scenario; ok if there is one.
func Calibration(scenario string) (text string, ok bool) {
	b, err := calibrations.ReadFile("studies/calibration/" + scenario + ".json")
	return string(b), err == nil
}

// Claims is the JSON of parley claims.
//
//go:embed studies/claims/claims.json
var Claims string

// Validation is the JSON of parley validate of the scenario that it names.
//
//go:embed studies/validation/validation.json
var Validation string
