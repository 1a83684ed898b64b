// Package study explores what the model implies under its priors, before anything is
// fitted: many draws of the parameters and the structure, several experiments on each,
// and estimates over all draws. docs/studies/prior-plan.md lists every quantity and its
// estimator, and was written before the first study.
//
//  1. Blocks of arms that each draw plays: regimes, mechanisms, numbers of third
//     parties, balances of partisans (plan.go). The arms of a block share their
//     replications and random streams.
//  2. A draw gives counts: settled, kept, and jointly by pairs of arms (play.go).
//  3. A contrast of two arms gives an effect over draws (effect.go). What a draw shows
//     is the true effect and Monte Carlo noise; a mixture takes the noise out
//     (mixture.go).
//  4. Intervals come from resamples of whole draws (resample.go).
//  5. A Report has them all, and draws.csv the counts behind it (report.go).
//
// Beside these, who does what is compared with a coded record (roles.go).
package study
