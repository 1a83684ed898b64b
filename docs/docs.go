// Package docs holds those pages that the program itself reads.
package docs

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
)

// Evaluations is the log of every evaluation of a posterior against the record.
//
//go:embed evaluations.csv
var Evaluations string

//go:embed validation-plan.md
var plan string

// Plan names the plan of the validation: 8 hexadecimal digits of a checksum.
func Plan() string {
	sum := sha256.Sum256([]byte(plan))
	return hex.EncodeToString(sum[:4])
}
