package sim

// Everyone as the target of an act: all parties at once.
const Everyone = -1

// NoIssue marks an act that is about no issue in particular.
const NoIssue = -1

// Act is what a third party does in a round, after coordination had its say.
// The resolution of a round sees these fields of every act and nothing else of
// how they came about.
type Act struct {
	// Mediator indexes Config.Mediators.
	Mediator int
	// Party is the target, or Everyone.
	Party int
	// Issue that the act puts on the agenda or works on, or NoIssue.
	Issue int
	// Effort in [0,1] multiplies what the mediator can do.
	Effort float64
	// Outline that the act carries, the sender's noise included, [-1.5,1.5].
	Outline float64
	// Text is the mediator whose text the act carries: whose outline it speaks
	// for, and how many chairs or dialogues there are.
	Text int
	// Source is the mediator whose judgement stands behind the act; n_eff counts
	// distinct sources, since acts with one source corroborate nothing.
	Source int
	Role   Role

	// Planned and Delayed are for the record only: the act was changed by a
	// plan, and rests on the needs of the round before.
	Planned, Delayed bool
}
