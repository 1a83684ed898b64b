package sim

// EndReason is how a war ended.
type EndReason uint8

const (
	// EndUnsettled: the horizon came first.
	EndUnsettled EndReason = iota
	// EndSettlement: a settlement was signed.
	EndSettlement
	// EndVictory: one side won more fronts than any other.
	EndVictory
	// EndDivided: every front is decided, and nobody won more of them than others.
	EndDivided
	// EndFrozen: the horizon came first, after a ceasefire of frozenMonths or more.
	EndFrozen
	NumEndReasons
)

// EndReasonNames in the order of the constants.
var EndReasonNames = [NumEndReasons]string{"unsettled", "settlement", "victory", "divided", "frozen"}

// frozenMonths is how long a ceasefire has been in force without a break when a war
// without a settlement is called frozen. Modelling choice.
const frozenMonths = 24

// Never marks a month that did not come.
const Never = -1

// Outcome is what one history came to. Months count from 0, the month of time
// zero; Never where it did not happen.
type Outcome struct {
	// Structure that the history met.
	Structure Structure
	End       EndReason
	// Month in which the war ended; Config.Months if unsettled or frozen.
	Month int
	// Winner indexes Config.Parties after a victory, else -1.
	Winner int
	// Collapsed is how many months a settlement held before it collapsed;
	// Never if it was kept to the end of implementation.
	Collapsed int

	// Opened is the month in which talks first opened; in which they first met, where they
	// were open or suspended at time zero.
	Opened      int
	Meetings    int
	Suspensions int
	// Truces counts ceasefires signed, Extensions those prolonged, Lapses terms that ran
	// out, Breakdowns those that violations ended.
	FirstTruce                             int
	Truces, Extensions, Lapses, Breakdowns int
	TruceMonths                            int
	Violations                             int
	Battles                                int
	Frameworks                             int
	// BrokenIssues counts agreements on an issue that fell apart.
	BrokenIssues int
	// Acts counts acts of third parties until the war ended, Coordinated those
	// of them that a plan changed.
	Acts, Coordinated int
	// Protocols is the month in which each issue was last agreed. The slice
	// belongs to the World and is valid until its next Run.
	Protocols []int
	// Agreed is the position agreed on each issue; meaningless where Never.
	Agreed []float64
}

// Settled says whether a settlement was signed within the horizon.
func (o *Outcome) Settled() bool { return o.End == EndSettlement }

// Open says whether the horizon came before an end.
func (o *Outcome) Open() bool { return o.End == EndUnsettled || o.End == EndFrozen }

// Kept says whether a settlement was signed and held.
func (o *Outcome) Kept() bool { return o.End == EndSettlement && o.Collapsed == Never }
