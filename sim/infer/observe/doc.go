// Package observe says what the record of a war would have seen of a simulated
// history, so that like is compared with like.
//
//	chronicle.go   what a record knows of a war, month by month
//	recorded.go    a chronicle from the coded record
//	played.go      a chronicle from a history, as it is played
//	period.go      periods of roles, half-years, years
//	family.go      the summaries: meaning, unit, tolerance
//	words.go       what each is, in words
//	list.go        which there are for a war, and how sure each is
//	measure.go     the numbers of a chronicle, by one code for both halves
//	notes.go       what of the record is left out or not known
//	observe.go     an observer of a war: its record, and its histories
//
// Both halves become a Chronicle, and only then numbers; no definition stands
// twice. It is pure: no file, clock or chance.
package observe
