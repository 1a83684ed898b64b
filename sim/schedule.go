package sim

// Step is an entry of the schedule: what round.go does in a month, in its order.
type Step struct {
	// Does says in a clause what happens; Method, in File, does it.
	Does, Method, File string
	// Phases of the ten that it is; empty for what belongs to none.
	Phases string
	// War and Peace: it runs while the war goes on, after a settlement.
	War, Peace bool
}

// Schedule is the month as play runs it.
var Schedule = []Step{
	{"third parties come and go", "arrive", "round.go", "", true, true},
	{"dated events from outside take effect", "applyShocks", "shock.go", "1", true, true},
	{"each party computes what war and settlement are worth, at its own belief", "valueFighting", "war.go", "2", true, true},
	{"needs are diagnosed on the picture of the month's start", "assessNeeds", "needs.go", "3", true, true},
	{"third parties propose acts by their strategies, and the regime edits who does what, when and with what information", "acts", "coordination.go", "4, 5", true, true},
	{"acts take effect, role by role, within the parties' attention", "act", "inforce.go", "6", true, true},
	{"fear, bargaining range, attendance and readiness are computed anew, and each party takes its stance by its strategy", "updateParties", "readiness.go", "", true, true},
	{"talks open, resume, meet or do not", "runProcess", "process.go", "7", true, false},
	{"at a meeting: agenda, concessions, proposals, frameworks, protocols, signature", "talk", "talks.go", "8", true, false},
	{"a ceasefire is signed or prolonged, at a meeting or through a messenger", "negotiateTruce", "ceasefire.go", "", true, false},
	{"a meeting may end in suspension", "suspendTalks", "process.go", "", true, false},
	{"a truce is kept or violated, or battles are fought; beliefs and trust learn", "fight", "fighting.go", "9", true, false},
	{"the settlement collapses or holds another month", "collapses", "implementation.go", "10", false, true},
	{"stocks wear off, terms run out, and a side that holds nothing is beaten", "close", "implementation.go", "10", true, true},
	{"coordination sees what came of the month", "observe", "coordination.go", "", true, true},
}
