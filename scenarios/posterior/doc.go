// Package posterior is a fitted posterior as a file: a weighted sample of the model's
// parameters, with a line for each thing that says what it was fitted to.
//
//  1. Read takes a file as Posterior.WriteCSV wrote it; Shipped are those of this program.
//  2. Posterior.Doubts says how the war or the model it was fitted to differs from those
//     at hand. It is used all the same: outputs repeat the doubt.
//  3. Posterior.For completes the sample for the parameters of a war: what an older
//     posterior lacks comes from the prior.
package posterior
