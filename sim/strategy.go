package sim

// MediatorStrategy decides what a third party does. It is handed a view of what
// its actor may know and appends at most v.Capacity acts to acts; it changes
// nothing else. Same view and same stream, same acts.
type MediatorStrategy interface {
	Propose(v *MediatorView, stream *Stream, acts []Act) []Act
}

// PartyStrategy decides how a party stands to the process this month.
type PartyStrategy interface {
	Stance(v *PartyView) Stance
}

// Defier is a mediator's strategy that may comply with a lead in name only:
// while Defies is true its consent costs the lead's time, and it does as it likes.
type Defier interface{ Defies() bool }

// Starter is a strategy with memory: Start is called when a history begins.
type Starter interface{ Start() }

// Exp is the engine's exponential, the same bits on every platform; strategies
// use it instead of math.Exp.
func Exp(x float64) float64 { return exp(x) }

// Candidate is an act that a mediator is able to do.
type Candidate struct {
	Role  Role
	Party int // target, or Everyone
	// Reach in [0,1]: capability x consent, or x leverage x resolve, before attention.
	Reach float64
	// Capability for the role, consent of and leverage over the target, each
	// [0,1]; means over the essential parties where the act is for everyone.
	Capability, Consent, Leverage float64
}

// MediatorView is what a third party may know in a round.
type MediatorView struct {
	*MonthView
	// Mediator indexes Config.Mediators.
	Mediator int
	// Interest now, [-1,1]; Bias, [-1,1]; Outline, [-1,1].
	Interest, Bias, Outline float64
	// Stock of leverage not yet spent, [0,1].
	Stock float64
	// Pull is a noisy diagnosis, by NeedIndex, as the weights of one categorical
	// draw: exp(need/Noise), less what others crowd where they are seen. Drawing
	// with these weights is the choice of whoever sees every need with Gumbel noise
	// of scale Noise.
	Pull *Pulls
	// Idle is the weight of doing nothing beside those of Pull; +Inf at an interest of 0.
	Idle float64
	// Capacity, acts a month, 1 to MaxCapacity.
	Capacity int
	// Candidates are the acts it is able to do, by role and target. Reach is that of
	// each, (0,1]; At its NeedIndex. Inducers are Candidates[Inducers[0]:Inducers[1]].
	Candidates []Candidate
	Reach      []float64
	At         []uint8
	Inducers   [2]int
	// Own are the NeedIndex of its own acts of last month, -1 for none.
	Own *[MaxCapacity]int
}

// Pulls are weights by NeedIndex, which fits into a byte.
type Pulls [256]float64

// MonthView is what a month shows to whoever looks: the same to all who have
// the same information.
type MonthView struct {
	// Round counts from 0; Settled is true in the months of implementation.
	Round   int
	Settled bool
	// Noise is the scale of the noise on a diagnosed need.
	Noise float64
	// Back[p] is the weight of holding party p back from a settlement.
	Back []float64
	most float64 // of Pull, before what is crowded
	// ActCost is the need that an act must meet, over interest, to be worth doing.
	ActCost float64
	// Need is the diagnosis behind Pull before noise and before what is crowded,
	// [0,1] by NeedIndex. Nobody sees it better than Noise says: a choice that
	// rests on it draws with noise of at least that scale.
	Need []float64
	// Others counts by NeedIndex what all third parties did last month, nil where
	// they are not seen; MediatorView.OthersAt leaves out what the viewer did itself.
	Others []uint8
	// Public is what everybody sees of the war and the talks.
	Public Public
	// Issues says, in the order of their IDs, which issues can be worked on and
	// how far apart the sides are.
	Issues []IssueView
}

// OthersAt counts the acts of others last month on a need, by its NeedIndex; 0 where they are
// not seen.
func (v *MediatorView) OthersAt(at uint8) int {
	if v.Others == nil {
		return 0
	}
	n := int(v.Others[at])
	for _, own := range v.Own {
		n -= asInt(own == int(at))
	}
	return max(n, 0)
}

// Public is what a newspaper would have: it is the same under every regime.
type Public struct {
	// Open says that talks are going on, Suspended that they were broken off; with
	// neither there have been none. Truce says that a ceasefire is in force.
	Open, Suspended, Truce bool
	// Intensity of the fighting, mean over fronts, [0,1].
	Intensity float64
	// Agreed is the share of essential issues with a protocol, [0,1].
	Agreed float64
	News   // of last month
}

// News is what happened in some months, as counts.
type News struct{ Meetings, Protocols, Truces, Violations, Suspensions int }

// IssueView is what is publicly known of an issue.
type IssueView struct {
	Index           int     // of Config.Issues
	Open            bool    // on the table and not agreed
	Hard, Essential bool    //
	Gap             float64 // distance of declared positions, [0,1]
	Salience        float64 // mean over parties, sums to 1 over issues
}

// PartyView is what a party knows when it decides its stance.
type PartyView struct {
	Round int
	// Attendance a, readiness w and sincere willingness v, [0,1].
	Attendance, Readiness, Sincere float64
	// TruceChance, for a new ceasefire or the one that runs out, and the belief of
	// winning the next battle, [0,1].
	TruceChance, Odds float64
	// Held is the share of forts it holds, [0,1].
	Held float64
	// War value, its cost a month, fear, trust, pressure.
	War, Cost, Fear, Trust, Pressure float64
	// Fighting is true where no truce is in force.
	Fighting bool
	// Agreed is the share of essential issues with a protocol, [0,1].
	Agreed float64
	// OthersYielded is how far the other essential parties moved on their positions
	// last month, summed over issues, >= 0; OthersBreached, whether one broke a truce.
	OthersYielded  float64
	OthersBreached bool
}

// Stance is how a party stands to the process this month.
type Stance struct {
	// Attend in [0,1] stands for attendance: whether its delegation comes.
	Attend float64
	// Ready in [0,1] stands for readiness: whether it concedes and signs papers.
	Ready float64
	// Yield >= 0 multiplies the step of a concession.
	Yield float64
	// Truce in [0,1] is the party's factor in the chance of a ceasefire.
	Truce float64
	// Sign in [0,1] multiplies its chance to sign a settlement.
	Sign float64
	// Breach >= 0 multiplies its hazard of violating a truce.
	Breach float64
}

// IdleWeight is the weight of doing nothing for an interest of some size, >= 0.
func (v *MonthView) IdleWeight(interest float64) float64 {
	return idleWeight(v.ActCost, interest, v.Noise)
}

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
	// Text is the mediator whose text the act carries: whose preferred settlement it speaks
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
