// Package sim is the model: parties at war, third parties who mediate, and the
// rounds that move them. It reads no file and no clock and keeps no globals.
//
// The way of one history, in the order of the files:
//
//	config.go   what a war, its third parties and its parameters are made of
//	draw.go     one replication's actual numbers, drawn from the coded ranges; drawn.go keeps them for its next arm
//	round.go    the schedule: ten phases, one month
//	  shock.go, war.go, readiness.go, needs.go      what is the case
//	  coordination.go, network.go, lead.go, mechanisms.go   who does what, when, knowing what
//	  inforce.go, attention.go, roles.go            what acts change
//	  process.go, talks.go, ceasefire.go, fighting.go, implementation.go
//	outcome.go  what one history came to; event.go: how, for a chronicle
//
// A regime edits acts before they take effect (phases 3 to 5). What follows
// (phases 6 to 10) is handed the acts and nothing else: it never learns the
// regime, so coordination can change only who acts, when, and with what
// information.
//
// All randomness comes from rng.go and all transcendental functions from
// num.go, so that a history has the same bits on every platform. Products are
// rounded explicitly, float64(x*y)+z, because some compilers fuse them.
package sim
