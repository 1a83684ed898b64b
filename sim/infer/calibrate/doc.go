// Package calibrate fits the global parameters of a war to its record: it joins
// the model (sim), what a record would have seen of a history (observe) and the
// inference without a likelihood (abc).
//
//	target.go   summaries to fit, their slack, scale and weight
//	model.go    a history from a point of the prior's cube
//	fit.go      Fit: the problem, and where it goes on after a kill
//	posterior.go  the particles as a posterior, and whether one was fitted to the same
//	report.go   what the posterior learned, and what the record does not identify
//	yardstick.go  the same measure for histories played elsewhere
package calibrate
