// Package calibrate fits the global parameters of a war to its record: it joins
// the model (sim), what a record would have seen of a history (observe) and the
// inference without a likelihood (abc).
//
//	fit.go     Fit: the problem, where it goes on after a kill, and the posterior
//	target.go  summaries to fit, their slack, scale and weight
//	model.go   histories from points of the prior's cube
//	check.go   a summary of the record against histories
//	report.go  what the posterior learned, and what the record does not identify
package calibrate
