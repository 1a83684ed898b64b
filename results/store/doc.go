// Package store keeps the results of an experiment in a folder, so that no
// finished point is lost and the end result does not depend on how often the work
// was broken off, on how many machines did it, or in which order.
//
//	DIR/manifest.json        the plan, its hash, version, command, codebook
//	DIR/journal-*.log        finished points, while a process runs; of the point in
//	                         work, its many histories
//	DIR/shards/00007.parquet the points of one shard, whole or not there
//	DIR/results.parquet      a row for each point and arm; the end
//	DIR/histories.parquet    a row for each history, if wanted
//
// A point is in a journal, then in a shard or in the results; a file takes the
// place of what it was made from only when it is safely on disk.
package store
