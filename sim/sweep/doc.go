// Package sweep runs simulated experiments and counts what came of them. It knows
// nothing of scenario files: it is handed a function that builds a war.
//
// Terms:
//
//   - A factor is a key of the scenario that an experiment varies: its levels, or a range.
//   - A design lays out points, each a value for every factor; a Plan is factors, design,
//     replications and seed. Any point is computed from the plan and its index alone.
//   - An arm is a way of mediating the war: a regime and who leads.
//   - A replication is a number from 0. Replication k has the same random streams in every
//     arm and at every point (common random numbers), so that arms and points differ by
//     what is done in them and by nothing else.
//   - A history is one run of the model: a point, an arm and a replication. It comes to a
//     sim.Outcome, of which outputs are whole numbers.
//   - A tally is counts of histories by arm, and of contrasts: arms less other arms,
//     replication by replication. All are sums of whole numbers, which do not depend on the
//     order in which they are added.
//
// There are two ways to play:
//
//  1. Run plays one war, a Cell: all arms, replication by replication, into its Tally. It
//     can be extended.
//  2. RunPoints plays a Batch of the points of a Plan, each a Cell in a Record, which is
//     handed over in the order of points.
//
// Both go through InOrder, the one runner of parallel tasks, which is also there for
// others: results are taken in the order of the tasks, so the number of workers, and
// which of them was faster, never shows.
package sweep
