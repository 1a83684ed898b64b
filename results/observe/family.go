package observe

import (
	"parley/scenarios"
)

// Unit of a summary. Its scale is the tolerance at high confidence.
type Unit struct {
	Name, Meaning string
	Scale         float64
}

// Units of summaries.
var (
	UnitMonth    = Unit{"month", "months since time zero", 1}
	UnitMonths   = Unit{"months", "a length", 1}
	UnitCount    = Unit{"count", "how many", 1}
	UnitShare    = Unit{"share", "0 to 1", 0.1}
	UnitPosition = Unit{"position", "on the line of an issue, 0 to 1", 0.05}
	UnitOrdinal  = Unit{"ordinal", "mean of an ordinal, 0 to 4", 0.25}
	UnitChange   = Unit{"change", "(x - x0) / (x + x0), -1 to 1", 0.1}
	UnitRoles    = Unit{"roles", "third parties by role, a period", 1}
)

// Units in the order of the documentation.
var Units = []*Unit{&UnitMonth, &UnitMonths, &UnitCount, &UnitShare, &UnitPosition, &UnitOrdinal, &UnitChange, &UnitRoles}

// Tolerance of a summary: the scale of its unit at high confidence, twice that
// at medium, four times at low; modelling choice.
func Tolerance(u *Unit, c scenarios.Confidence) float64 {
	return u.Scale * float64(int(1)<<(scenarios.ConfidenceHigh-c))
}

// Family of summaries that mean the same about different things.
type Family struct {
	// Name and Words, what it is in a few words, have capitals where a summary has an id
	// or a date.
	Name, Words string
	Unit        *Unit
	// File of the record that it rests on; without it the record says nothing.
	File string
	// AtMost is the confidence that the comparison deserves, however sure the rows are.
	AtMost scenarios.Confidence
	// Record and History define it on both sides; Like says what makes them comparable.
	Record, History, Like string
}

// Families of summaries, in the order in which they are given.
var Families = []Family{
	{"talks.first", "first meeting of the sides", &UnitMonth, "rounds.csv", scenarios.ConfidenceHigh,
		"first meeting of the sides", "talks open", "a shuttle or local talks open nothing on either side; a meeting is dated by its end"},
	{"talks.meetings", "months with a meeting", &UnitCount, "rounds.csv", scenarios.ConfidenceMedium,
		"months with a meeting", "the same", "several meetings in a month are one, as a history knows one a month; a meeting over the turn of a month counts where it ends"},
	{"talks.gap", "longest time from one meeting to the next", &UnitMonths, "rounds.csv", scenarios.ConfidenceMedium,
		"longest stretch from one meeting to the next, or to the end of war or window", "the same", "censored where the stretch was not over"},
	{"meetings.RESULT", "share of meetings RESULT", &UnitShare, "rounds.csv", scenarios.ConfidenceMedium,
		"share of months with a meeting by best outcome: none, partial or agreement, as coded",
		"agreement: an essential issue agreed, a new ceasefire, or a settlement; partial: another issue, a ceasefire prolonged, a framework, or positions moved by 0.1 in all; else none",
		"main purpose met, something signed or conceded, nothing: the record's definition in what a history has; a history has no statements"},
	{"meetings.LEVEL", "share of meetings LEVEL", &UnitShare, "rounds.csv", scenarios.ConfidenceHigh,
		"share of months with a meeting by highest level: low, high or top", "the same", "levels are the record's; local talks and shuttles have none"},
	{"ceasefire.first", "first ceasefire signed", &UnitMonth, "ceasefires.csv", scenarios.ConfidenceHigh,
		"first signature", "the same", "signature, not effect: a history knows no delay between them"},
	{"ceasefire.new", "new ceasefires signed", &UnitCount, "ceasefires.csv", scenarios.ConfidenceMedium,
		"signed in a month in which no term ran", "the same", "by its term alone, broken or not, as records are kept; a month counts once"},
	{"ceasefire.renewals", "ceasefires prolonged", &UnitCount, "ceasefires.csv", scenarios.ConfidenceMedium,
		"signed in a month in which a term still ran", "the same; also a new ceasefire within the term of a broken one", "as ceasefire.new"},
	{"ceasefire.lapses", "ceasefires that ran out", &UnitCount, "ceasefires.csv", scenarios.ConfidenceMedium,
		"terms that ran out before the next signature", "the same, broken or not", "in a history a broken ceasefire is over at once; a record lets its term run out"},
	{"ceasefire.breakdowns", "ceasefires broken by fighting", &UnitCount, "ceasefires.csv", scenarios.ConfidenceMedium,
		"terms broken by fighting", "terms ended by violations", "a term breaks once; what happens outside of a term breaks none"},
	{"ceasefire.term", "mean length of ceasefires as agreed", &UnitMonths, "ceasefires.csv", scenarios.ConfidenceHigh,
		"mean length agreed, first to last day", "mean length agreed", "terms without an end do not count; a history has terms of 1 to 6 months"},
	{"ceasefire.months", "months under a ceasefire, broken or not", &UnitMonths, "ceasefires.csv", scenarios.ConfidenceMedium,
		"months at war under a term, broken or not", "the same", "from the month of signature to that of the last day"},
	{"ceasefire.held", "months under a ceasefire that held", &UnitMonths, "ceasefires.csv", scenarios.ConfidenceMedium,
		"of them months with no breakdown in them or since the last signature", "the same", "a broken ceasefire is broken until the next signature, on both sides"},
	{"ceasefire.longest", "longest time that ceasefires held", &UnitMonths, "ceasefires.csv", scenarios.ConfidenceMedium,
		"longest run of ceasefire.held", "the same", "over renewals"},
	{"framework.first", "first framework agreed", &UnitMonth, "protocols.csv", scenarios.ConfidenceHigh,
		"first paper of kind framework", "first framework", "settles no issue on either side"},
	{"protocols.count", "issues agreed", &UnitCount, "protocols.csv", scenarios.ConfidenceHigh,
		"issues of the scenario settled", "issues that stand agreed", "an agreement that fell apart is none; frameworks, statements and papers that set up a body settle nothing"},
	{"protocols.order", "share of issues agreed in the order of the record", &UnitShare, "protocols.csv", scenarios.ConfidenceMedium,
		"1", "share of pairs of issues agreed in the record's order; in one month, or neither: a half", "only pairs that the record orders; an issue not settled is later than any"},
	{"cluster.CLUSTER.first", "first of CLUSTER agreed", &UnitMonth, "protocols.csv", scenarios.ConfidenceHigh,
		"first issue of the cluster settled", "the same", "issues of the scenario only; the month in which an issue was last agreed"},
	{"cluster.CLUSTER.complete", "last of CLUSTER agreed", &UnitMonth, "protocols.csv", scenarios.ConfidenceHigh,
		"last issue of the cluster settled", "the same", "never while one of them is open"},
	{"position.ISSUE", "where ISSUE was settled, 0 to 1", &UnitPosition, "positions.csv", scenarios.ConfidenceMedium,
		"where the issue was settled, by a coder", "position agreed", "one line for both; missing while the issue is open"},
	{"violence.HALF", "violence in HALF, 0 to 4", &UnitOrdinal, "violence.csv", scenarios.ConfidenceHigh,
		"mean of the months' ordinals", "intensity of the fiercest front on the same scale, rounded, by month; 0 after the war", "the scale of the scenario's intensity; a history has little between a truce and war"},
	{"violence.YEAR", "violence in YEAR against the first year, -1 to 1", &UnitChange, "violence_yearly.csv", scenarios.ConfidenceMedium,
		"battle deaths against the first whole year", "months weighted 0, 1, 2.5, 6, 15 by ordinal, against the first whole year", "orders of size only: it saturates as logarithms of ratios do; no monthly deaths are used"},
	{"roles.ERA.count", "roles of third parties seen at a time, ERA", &UnitRoles, "roles.csv", scenarios.ConfidenceLow,
		"third parties by role that are seen, mean over the periods of an era", "the same", "not alike in level: a record keeps what was worth telling, a history every act"},
	{"roles.ERA.found", "share of the recorded roles that are seen, ERA", &UnitShare, "roles.csv", scenarios.ConfidenceMedium,
		"1", "share of the record's entries, by period, that a history has too", "only periods that began at war"},
	{"roles.ERA.MEDIATOR.ROLE", "share of periods with MEDIATOR as ROLE, ERA", &UnitShare, "roles.csv", scenarios.ConfidenceHigh,
		"share of the periods of an era in which the third party was seen in the role", "the same, by acts", "for entries of the record; who acts once in a period is seen; medium at most where a role's label is the coder's"},
	{"settlement.month", "settlement signed", &UnitMonth, "protocols.csv", scenarios.ConfidenceHigh,
		"settlement signed", "the same", "censored where the war went on or was won"},
}

// family finds one by name.
func family(name string) *Family {
	for i := range Families {
		if Families[i].Name == name {
			return &Families[i]
		}
	}
	panic("observe: no family " + name)
}
