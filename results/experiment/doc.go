// Package experiment has what a sweep of one war says: how it ends under each way of
// mediating it (run), and what one way adds to another (compare).
//
// Terms, from counts to a document:
//
//  1. An Experiment is what was played: a war, its arms, a seed. An arm is a regime of
//     mediation with its lead. Every arm plays the same replications with common random
//     numbers, so that arms are compared pair by pair.
//  2. A sweep.Tally has the counts of all arms and of their pairs.
//  3. Summarise makes a Summary of both: an Arm has shares, means and months with their
//     intervals; a Contrast is one arm less another, with a verdict. The Ladder is the
//     contrasts that lead from third parties that act alone to one that leads.
//  4. A sequential design (Precision) plays until intervals are narrow enough; a crossed
//     set (Crossed) parts the variance of a figure into parameters, codings, structure
//     and Monte Carlo error.
//  5. Document sets the summary: sentences and tables from run.tmpl or compare.tmpl.
//
// Head, About and the definitions of common.tmpl are those of every result of a sweep;
// package question uses them too. All of it is pure: no file, clock or terminal.
package experiment
