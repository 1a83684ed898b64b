// Package lowo leaves one war out: parameters are fitted to the other wars, and the one
// left out is forecast from time zero (leave-one-out cross-validation, Stone 1974, J. R.
// Stat. Soc. B 36, 111-147).
//
//	lowo.go      Test -> Report: each war in turn
//	table.go     points of the prior, each played once in each war
//	forecast.go  the points nearest to the other wars, and what they say of the one left out
//	score.go     Brier and log score, AUC, concordance, level; bootstrap over wars
//	rivals.go    forecasts that know less: base rate, formula, constant hazard
//	placebo.go   the third parties of another war
//
// The fit is rejection from one shared table (Pritchard et al. 1999, Mol. Biol. Evol. 16,
// 1791-1798), coarser than the sequential one of package calibrate. It is pure: no file or
// clock, and luck by number.
package lowo
