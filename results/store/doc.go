// Package store keeps the results of a sweep in a folder. The end result does not
// depend on how often the work was broken off, on how many machines did it, or in
// which order.
//
//	DIR/manifest.json        the plan, its hash, version, command, codebook
//	DIR/parts/0-99.parquet   the points 0 to 99 while a sweep runs, whole or not there
//	DIR/results.parquet      a row for each point and arm; the end
//	DIR/histories.parquet    a row for each history, if wanted; parts have theirs
//
// A sweep goes through these steps:
//
//  1. Start settles the manifest: a folder holds one plan, played by one version, cut
//     into one number of shards; anything else is a *Refusal and touches nothing.
//  2. A Set is what one process does: all points, or those of a shard. They are cut into
//     parts, some hundred of a plan. Todo are the points of the parts that are missing.
//  3. The sweep hands over histories and points in rising order (History, Append). A part
//     is written aside and renamed when its last point has come. A kill leaves all
//     parts before it, and costs the points of the part in work.
//  4. Finish, or Merge where there are shards, joins all parts to the tables of the set and
//     removes them. Missing lists what is not there.
//  5. OpenResults reads the end result; Condition is the language of --where.
//
// Parts and results are one kind of file, a Parquet table with its plan and its points in
// the footer, which comes last: a file that is cut off counts as missing.
package store
