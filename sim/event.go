package sim

// EventKind is something that a chronicle tells.
type EventKind uint8

const (
	EventShock           EventKind = iota // a dated shock; Shock
	EventEnters                           // Mediator enters
	EventAct                              // Act; Value: the mediator's interest in a settlement
	EventBattle                           // Front, Party won; Value: forts Party now holds
	EventConveningFailed                  // conveners called, talks did not open; Chance, Party least willing to come, Value: its attendance, Second: venue, Third: joint cohesion
	EventOpened                           // talks open; Chance, Value: venue, Level
	EventReopened                         // talks resume; Chance, Value: venue
	EventNoMeeting                        // talks open but no meeting; Chance, Party least willing to come, Value: its attendance, Second: venue
	EventMeeting                          // a meeting; Level; Value: venue
	EventConcession                       // Party moved on Issue; Value: step, Second: new position
	EventFramework                        // framework for the cluster of Issue
	EventProtocol                         // Issue agreed; Value: position
	EventTrade                            // Issue and Other agreed as a package
	EventIssueBroken                      // Issue fell apart; Value: fall of trust
	EventTruce                            // ceasefire signed; Value: term in months; Chance
	EventTruceRefused                     // Chance, Party least willing
	EventExtended                         // ceasefire prolonged; Value: term in months
	EventLapsed                           // term ran out
	EventViolation                        // by Party (and Faction), Attributed
	EventBreakdown                        // the violation ended the ceasefire
	EventSuspended                        // talks suspended; Chance, Party least willing to come, Value: its attendance
	EventSigned                           // settlement; Chance
	EventSigningFailed                    // all agreed, not signed; Chance, Party least willing
	EventVictory                          // Party won
	EventDivided                          // every front is decided, and nobody won more than others
	EventUnsettled                        // the horizon came
	EventCollapsed                        // settlement collapsed; Chance
	EventKept                             // settlement held to the end
	EventPlan                             // a lead (Mediator) planned; Value: number that complied
	EventJoins                            // Party enters the war
	EventWithdraws                        // Party leaves it
	EventFrozen                           // the horizon came, after a long ceasefire
	EventLeaves                           // Mediator leaves
	NumEventKinds
)

// EventKindNames in the order of the constants, as they stand in JSON.
var EventKindNames = [NumEventKinds]string{
	"shock", "enters", "act", "battle", "convening_failed", "talks_opened", "talks_reopened", "no_meeting",
	"meeting", "concession", "framework", "protocol", "trade", "issue_broken", "ceasefire_signed",
	"ceasefire_refused", "ceasefire_extended", "ceasefire_lapsed", "violation", "ceasefire_broken",
	"talks_suspended", "settlement_signed", "signing_failed", "victory", "divided", "unsettled", "settlement_collapsed",
	"settlement_kept", "plan", "joins", "withdraws", "frozen", "leaves",
}

// Event is one entry of a chronicle. Fields that do not apply are -1 (indices)
// or 0. The comments at the kinds say which apply.
type Event struct {
	Round                                  int
	Kind                                   EventKind
	Shock, Mediator, Party, Faction, Front int
	Issue, Other                           int
	Level                                  Level
	Attributed                             bool
	Chance, Value, Second, Third           float64
	Act                                    Act // for EventAct
}

// recorder writes a chronicle.
type recorder struct{ events []Event }

// tell has an event of the month recorded, with what fill says of it, where somebody asks
// for a chronicle.
func (w *World) tell(kind EventKind, fill func(*Event)) {
	if w.recorder == nil {
		return
	}
	e := Event{Round: w.round, Kind: kind, Shock: -1, Mediator: -1, Party: -1, Faction: -1, Front: -1, Issue: NoIssue, Other: NoIssue}
	if fill != nil {
		fill(&e)
	}
	w.recorder.events = append(w.recorder.events, e)
}

// Level of delegations.
type Level uint8

const (
	LevelLow Level = iota
	LevelHigh
	LevelTop
)

// LevelNames in the order of the constants.
var LevelNames = []string{"low", "high", "top"}
