// Package abc infers parameters without a likelihood: approximate Bayesian
// computation by population Monte Carlo (Beaumont, Cornuet, Marin & Robert 2009,
// Biometrika 96, 983-990; Toni et al. 2009, J. R. Soc. Interface 6, 187-202). A
// generation proposes from the last one until enough proposals come as near to
// what was observed as half of the last did; the last one as near as the budget allows.
//
// Parameters are points of the unit cube, on which the prior is uniform. Proposals
// are numbered, and the first of them that are near enough are taken: by number,
// not by arrival, so that the result does not depend on the workers.
//
//	abc.go         Problem, Run: generations until the budget is spent
//	proposals.go   numbered proposals, played by any number of workers
//	population.go  weights, effective sample size, the kernel of proposals
//	distance.go    how far summaries are from what was observed
//	state.go       what a calibration needs to go on after a kill
//	posterior.go   what the last generation says of each parameter
package abc
