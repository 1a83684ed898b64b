// Package study explores what the model implies under its priors: many draws of
// the parameters, several experiments on each, and what they come to over all
// draws. docs/prior-study-plan.md lists every quantity and its estimator.
//
//	plan.go       blocks of arms that each draw plays
//	play.go       draws -> counts, in any number of workers
//	summary.go    counts -> Report
//	spread.go     pairs of arms over draws, and roles, without a whole study
//	effect.go     effects of a contrast over draws
//	deconvolve.go the distribution of true effects behind noisy ones
//	resample.go   intervals from resamples of whole draws
//	moderate.go   rank correlations of effects with parameters
//	number.go     settled by number of third parties
//	single.go     who acts where only one third party does
//	roles.go      who does what beside a coded record
//	codings.go    headlines under other codings
//	markdown.go   Report -> text
package study
