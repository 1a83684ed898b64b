// Package lowo leaves one war out: parameters are fitted to the other wars, and the one
// left out is forecast from time zero (leave-one-out cross-validation, Stone 1974, J. R.
// Stat. Soc. B 36, 111-147).
//
//	lowo.go      Test -> Report: each war in turn
//	table.go     points of the prior, each played some times in each war
//	forecast.go  the points weighed by what became of the other wars, and what they say of the one left out
//	score.go     Brier and log score, AUC, concordance, level; bootstrap over wars
//	rivals.go    forecasts that know less: base rate, formula, constant hazard
//	placebo.go   the third parties of another war
//
// The fit weighs one shared table of points by the likelihood of outcomes, of all wars alike, as
// package calibrate does for all but the first. It is pure: no file or clock, and luck by number.
package lowo
