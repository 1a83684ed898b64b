// Package sensitivity says what moves an answer: how far what a war comes to varies with
// each of the things that nobody knows about it.
//
// Terms, from the war to the finding:
//
//  1. An Input is a number that histories draw anew: a parameter, a switch of structure, an
//     expert coding. Inputs makes a list of those of a war, in groups: each parameter, each
//     switch, parties, issues, fronts, and of each third party its interest, leverage,
//     consent and capabilities.
//  2. A factor of a plan is an input, or a group that moves as one. Its value is a place in
//     [0,1): of a single input the quantile of its distribution, of several the name of a
//     draw of all of them. Inputs.At is the war at such a point; what is left to chance there
//     is chance alone.
//  3. A Sample is what one output came to: the means of blocks of histories, by base point
//     and column of a design (sweep.Saltelli, sweep.Radial). Points of a base point share
//     their random streams block by block; base points do not.
//  4. Indices, Effects, RankCorrelations and Ranges are estimates from it. They are of the
//     mean over chance: what the blocks of a point differ by says how much of the variance is
//     noise, and that is taken out. Intervals are bootstrapped over base points, so that they
//     have the noise in them.
//
// Inputs count as independent. Draws of a posterior are not: of its rows the distribution of
// each parameter is taken, and what they do together is left out (Dependence says how much).
package sensitivity
