// Package stats has the statistics of experiments with common random numbers, and
// knows nothing of wars.
//
// An experiment plays the same replications in every arm, so what is counted are
// pairs. The steps from counts to words:
//
//  1. Counts: Table (of matched pairs, yes or no), Sums (of whole numbers).
//  2. Estimates with their intervals: Share and Mean of an arm, ShareDifference,
//     LogOddsDifference and MeanDifference of two, ContrastDifference of many
//     (Shapley values, with ShapleyWeights).
//  3. A Verdict on a difference: Judge.
//  4. Beside them quantiles, a rank correlation, and a variance decomposition
//     (Cube) of histories in which draws of several factors are crossed.
//
// All intervals are at Level unless something else is said. Number is how
// figures are written in JSON: the same bytes on every machine.
package stats
