package sim

import "slices"

// Role is one of the sixteen intermediary roles of the record: Mitchell's
// thirteen and the inducer, the neutral messenger and the unofficial
// convener/facilitator of Iji's Table 2.
type Role uint8

const (
	Explorer Role = iota
	Convener
	Decoupler
	Unifier
	Enskiller
	Facilitator
	Envisioner
	Enhancer
	Legitimiser
	Monitor
	Guarantor
	Enforcer
	Reconciler
	Inducer
	Messenger
	Unofficial
	NumRoles
)

// Duplication is the sign of a second actor in the same role: what the theory
// says and what a test of each operator shows.
type Duplication int8

const (
	DuplicationHurts    Duplication = -1
	DuplicationNeutral  Duplication = 0
	DuplicationHelps    Duplication = 1
	DuplicationReplaces Duplication = 2 // a second one adds less than the first
)

// RoleInfo says what a role is. ID is the name in scenarios, tables and the record.
type RoleInfo struct {
	ID, Name string
	// Changes is the state variable that the role moves.
	Changes string
	// Targeted roles work on one party, the others on all at once.
	Targeted bool
	// Speaks: the act carries words, with the outline of whoever wrote them.
	Speaks    bool
	Duplicate Duplication
}

// Roles describes the roles in the order of the constants.
var Roles = [NumRoles]RoleInfo{
	Explorer:    {"explorer_reassurer", "explorer / reassurer", "trust, beliefs", false, true, DuplicationHelps},
	Convener:    {"convener", "convener", "venue", false, false, DuplicationHurts},
	Decoupler:   {"decoupler", "decoupler", "war support", true, false, DuplicationHelps},
	Unifier:     {"unifier", "unifier", "cohesion", true, true, DuplicationHelps},
	Enskiller:   {"enskiller", "enskiller", "skill", true, false, DuplicationNeutral},
	Facilitator: {"facilitator", "facilitator", "suspension hazard, step of concessions", false, true, DuplicationHurts},
	Envisioner:  {"envisioner_fact_finder", "envisioner / fact finder", "options, agenda, trades, beliefs", false, true, DuplicationHelps},
	Enhancer:    {"enhancer", "enhancer", "enhancement", false, false, DuplicationReplaces},
	Legitimiser: {"legitimiser", "legitimiser", "legitimacy", false, false, DuplicationHelps},
	Monitor:     {"monitor", "monitor", "violation rate, attribution", false, true, DuplicationHurts},
	Guarantor:   {"guarantor", "guarantor", "guarantee", false, false, DuplicationHurts},
	Enforcer:    {"enforcer", "enforcer", "cost of violation", false, false, DuplicationHurts},
	Reconciler:  {"reconciler", "reconciler", "hostility", false, false, DuplicationHelps},
	Inducer:     {"inducer", "inducer", "pressure", true, true, DuplicationReplaces},
	Messenger:   {"neutral_messenger", "neutral messenger", "venue after a suspension, ceasefire without a meeting", false, true, DuplicationHelps},
	Unofficial:  {"unofficial_convener_facilitator", "unofficial convener / facilitator", "track-two ideas", false, true, DuplicationHurts},
}

// speaks is RoleInfo.Speaks, close together for the inner loop.
var speaks = func() (table [NumRoles]bool) {
	for r := range table {
		table[r] = Roles[r].Speaks
	}
	return table
}()

// speaking is the set of roles that speak, a bit each.
var speaking = func() (set uint16) {
	for r, speaks := range speaks {
		set |= uint16(asInt(speaks)) << r
	}
	return set
}()

// String returns the role's ID.
func (r Role) String() string { return Roles[r].ID }

// RoleByID finds a role by its ID.
func RoleByID(id string) (Role, bool) {
	r := slices.IndexFunc(Roles[:], func(i RoleInfo) bool { return i.ID == id })
	return Role(max(r, 0)), r >= 0
}
