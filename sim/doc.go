// Package sim is the model: parties at war, third parties who mediate, and the
// rounds that move them. It reads no file and no clock and keeps no globals.
//
// The way of one history, in the order of the files:
//
//	config.go     what a war and its third parties are made of
//	parameter.go  global parameters, and the switches of structure: what the model itself leaves open
//	sample.go, draw.go   one replication: structure, parameters, coded numbers, the same for all arms
//	round.go      the schedule: ten phases, one month
//	  shock.go, war.go, walk.go, readiness.go   what war is worth, who comes, who concedes
//	  needs.go                                  what is needed: what would raise the chance that the rest comes off
//	  view.go, strategy.go, choice.go           what third parties know, and what they propose
//	  coordination.go, regime.go, network.go    who does what, when, knowing what
//	  mechanisms.go                             what a lead changes of it
//	  inforce.go, roles.go                      whom acts reach, and what they change
//	  process.go, talks.go, ceasefire.go, fighting.go, implementation.go
//	outcome.go    what one history came to; event.go: how, for a chronicle; seen.go: as a record would have seen it
//
// A party has two answers to a call to talks. Attendance is whether it comes: face
// counts. Readiness is whether it concedes and signs: fear of betrayal counts. Both
// follow from what settling is worth to it against fighting on, at its own belief.
//
// A regime edits acts before they take effect (phases 3 to 5). What follows
// (phases 6 to 10) is handed the acts and nothing else: it never learns the
// regime, so coordination can change only who acts, when, and with what
// information.
//
// All randomness comes from rng.go and all transcendental functions from
// num.go, so that a history has the same bits on every platform. Products are
// rounded explicitly, float64(x*y)+z, because some compilers fuse them.
//
// docs/odd.md has every formula with its source.
package sim
