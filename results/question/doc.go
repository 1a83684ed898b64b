// Package question has what compare is asked beside its ladder: who should lead (Leads),
// what each mechanism and cost of a lead is worth (Mechanisms), what one more act of each
// role adds (Roles), and where a lead helps (Cells).
//
// Terms, in the order in which a question is answered:
//
//  1. A plan says which arms are played: PlanMechanisms and PlanRoles make one; the
//     cells of a Crossing are the caller's.
//  2. An Effect is an arm with a lead less one without, mostly nobody leading, with a verdict.
//  3. Together counts what several leads gain in the same replication, so as to say how
//     likely each is the best. Shapley values (package stats) share the gain of all
//     mechanisms out among them.
//  4. RankLeads, WorthOf, RolesOf and CellsOf make the answer from the counts. Each is an
//     experiment.Result: plain data, and a Document from a template of its name.
package question

import "embed"

//go:embed *.tmpl
var sources embed.FS
