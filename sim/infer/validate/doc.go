// Package validate tests a fitted model of a war on what it was not fitted to. What
// is predicted and how it is scored stands in docs/studies/validation-plan.md.
//
//	validate.go   Validation -> Report, part by part
//	quantity.go   what is predicted, and of which group it is
//	hindcast.go   the months held out, from the state reached; the whole window again
//	score.go      the continuous ranked probability score, quantity by group
//	rivals.go     other structures of the same engine, as overrides
//	baseline.go   forecasts that know nothing of mediation
//	sbc.go        simulation-based calibration from one shared table
//	report.go     what came out, as plain data
//
// It is pure: no file or clock, and luck by number.
package validate
