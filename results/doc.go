// Package results makes counts and chronicles readable.
//
//	estimate.go    a figure with its interval, from integer counts
//	precision.go   looks announced beforehand, intervals that stay valid
//	summary.go     a sweep as plain data, and as JSON
//	text.go, tables.go, compare.go   the same for a terminal
//	leads.go, best.go                third parties ranked as leads
//	mechanisms.go, shapley.go        what each mechanism and cost is worth
//	cells.go                         a lead crossed with what it meets
//	roleplan.go, roles.go            what one more act of each role buys
//	histories.go   one CSV row per history and arm
//	units.go       units of all figures; the tags of plain data name them
//	chronicle.go, phrases.go         one history as a diplomat would tell it
//
// All of it is pure: no file, clock or terminal.
package results
