// Package claims tests regularities that the literature reports of civil wars and their
// mediation on the model.
//
// A Claim is a row: what is said, by whom, and an experiment. The experiment makes
// variants of a war; each is played on the same histories (common random numbers); an
// estimand is computed from what they came to; and the claim holds where the interval of
// the estimand lies within the values that the claim allows.
//
//	claims.go   the rows
//	variants.go what changes of a war they are made of
//	play.go     histories, counts, estimates and verdicts
//	worlds.go   random wars, so that a claim is tried beyond the wars that are shipped
//
// Rows are chosen before they are first run, and a claim that does not hold stays.
package claims
