package observe

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
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
	UnitRank     = Unit{"rank", "rank correlation, -1 to 1", 0.2}
)

// Units in the order of the documentation.
var Units = []*Unit{&UnitMonth, &UnitMonths, &UnitCount, &UnitShare, &UnitPosition, &UnitOrdinal, &UnitChange, &UnitRoles, &UnitRank}

// Tolerance of a summary: the scale of its unit at high confidence, twice that
// at medium, four times at low; modelling choice.
func Tolerance(u *Unit, c record.Confidence) float64 {
	return u.Scale * float64(int(1)<<(record.ConfidenceHigh-c))
}

// Family of summaries that mean the same about different things.
type Family struct {
	// Name and Words, what it is in a few words, have capitals where a summary has an id
	// or a date. Families of a Group are about the same thing.
	Name, Group, Words string
	Unit               *Unit
	// File of the record that it rests on; without it the record says nothing.
	File string
	// AtMost is the confidence that the comparison deserves, however sure the rows are.
	AtMost record.Confidence
	// Record and History define it on both sides; Like says what makes them comparable.
	Record, History, Like string
	// ByConstruction: the record has this value of any war, as it is measured against
	// itself. It is shown and never fitted.
	ByConstruction bool
}

// Families of summaries, in the order in which they are given.
var Families = []Family{
	{"talks.first", "talks", "first meeting of the sides", &UnitMonth, "rounds.csv", record.ConfidenceHigh,
		"first meeting of the sides", "talks open", "a shuttle or local talks open nothing on either side; a meeting is dated by its end", false},
	{"talks.meetings", "talks", "months with a meeting", &UnitCount, "rounds.csv", record.ConfidenceMedium,
		"months with a meeting", "the same", "several meetings in a month are one, as a history knows one a month; a meeting over the turn of a month counts where it ends", false},
	{"talks.gap", "talks", "longest time from one meeting to the next", &UnitMonths, "rounds.csv", record.ConfidenceMedium,
		"longest stretch from one meeting to the next, or to the end of war or window", "the same", "censored where the stretch was not over", false},
	{"meetings.RESULT", "meetings", "share of meetings RESULT", &UnitShare, "rounds.csv", record.ConfidenceMedium,
		"share of months with a meeting by best outcome: none, partial or agreement, as coded",
		"agreement: an essential issue agreed, a new ceasefire, or a settlement; partial: another issue, a ceasefire prolonged, a framework, or positions moved by 0.1 in all; else none",
		"main purpose met, something signed or conceded, nothing: the record's definition in what a history has; a history has no statements", false},
	{"meetings.LEVEL", "meetings", "share of meetings LEVEL", &UnitShare, "rounds.csv", record.ConfidenceHigh,
		"share of months with a meeting by highest level: low, high or top", "the same", "levels are the record's; local talks and shuttles have none", false},
	{"ceasefire.first", "ceasefire", "first ceasefire signed", &UnitMonth, "ceasefires.csv", record.ConfidenceHigh,
		"first signature", "the same", "signature, not effect: a history knows no delay between them", false},
	{"ceasefire.new", "ceasefire", "new ceasefires signed", &UnitCount, "ceasefires.csv", record.ConfidenceMedium,
		"signed in a month in which no term ran", "the same", "by its term alone, broken or not, as records are kept; a month counts once", false},
	{"ceasefire.renewals", "ceasefire", "ceasefires prolonged", &UnitCount, "ceasefires.csv", record.ConfidenceMedium,
		"signed in a month in which a term still ran", "the same; also a new ceasefire within the term of a broken one", "as ceasefire.new", false},
	{"ceasefire.lapses", "ceasefire", "ceasefires that ran out", &UnitCount, "ceasefires.csv", record.ConfidenceMedium,
		"terms that ran out before the next signature", "the same, broken or not", "in a history a broken ceasefire is over at once; a record lets its term run out", false},
	{"ceasefire.breakdowns", "ceasefire", "ceasefires broken by fighting", &UnitCount, "ceasefires.csv", record.ConfidenceMedium,
		"terms broken by fighting", "terms ended by violations", "a term breaks once; what happens outside of a term breaks none", false},
	{"ceasefire.term", "ceasefire", "mean length of ceasefires as agreed", &UnitMonths, "ceasefires.csv", record.ConfidenceHigh,
		"mean length agreed, first to last day", "mean length agreed", "terms without an end do not count; a history has terms of 1 to 6 months", false},
	{"ceasefire.months", "ceasefire", "months under a ceasefire, broken or not", &UnitMonths, "ceasefires.csv", record.ConfidenceMedium,
		"months at war under a term, broken or not", "the same", "from the month of signature to that of the last day", false},
	{"ceasefire.held", "ceasefire", "months under a ceasefire that held", &UnitMonths, "ceasefires.csv", record.ConfidenceMedium,
		"of them months with no breakdown in them or since the last signature", "the same", "a broken ceasefire is broken until the next signature, on both sides", false},
	{"ceasefire.longest", "ceasefire", "longest time that ceasefires held", &UnitMonths, "ceasefires.csv", record.ConfidenceMedium,
		"longest run of ceasefire.held", "the same", "over renewals", false},
	{"framework.first", "papers", "first framework agreed", &UnitMonth, "protocols.csv", record.ConfidenceHigh,
		"first paper of kind framework", "first framework", "settles no issue on either side", false},
	{"protocols.count", "papers", "issues agreed", &UnitCount, "protocols.csv", record.ConfidenceHigh,
		"issues of the scenario settled", "issues that stand agreed", "an agreement that fell apart is none; frameworks, statements and papers that set up a body settle nothing", false},
	{"protocols.span", "papers", "months from the first issue agreed to the last", &UnitMonths, "protocols.csv", record.ConfidenceHigh,
		"from the first issue settled to the last", "the same", "censored while an issue is open; missing with fewer than two", false},
	{"protocols.difficulty", "papers", "rank correlation of when issues were agreed with how difficult they are", &UnitRank, "protocols.csv", record.ConfidenceMedium,
		"Kendall's tau-b of month and difficulty over issues", "the same", "difficulty is the scenario's: gap of the opening positions times mean salience, twice that where hard; an issue not settled is later than any; missing where all are alike", false},
	{"protocols.order", "papers", "share of issues agreed in the order of the record", &UnitShare, "protocols.csv", record.ConfidenceMedium,
		"1", "share of pairs of issues agreed in the record's order; in one month, or neither: a half", "only pairs that the record orders; an issue not settled is later than any", true},
	{"cluster.CLUSTER.first", "cluster", "first of CLUSTER agreed", &UnitMonth, "protocols.csv", record.ConfidenceHigh,
		"first issue of the cluster settled", "the same", "issues of the scenario only; the month in which an issue was last agreed", false},
	{"cluster.CLUSTER.complete", "cluster", "last of CLUSTER agreed", &UnitMonth, "protocols.csv", record.ConfidenceHigh,
		"last issue of the cluster settled", "the same", "never while one of them is open", false},
	{"position.ISSUE", "position", "where ISSUE was settled, 0 to 1", &UnitPosition, "positions.csv", record.ConfidenceMedium,
		"where the issue was settled, by a coder", "position agreed", "one line for both; missing while the issue is open", false},
	{"violence.HALF", "violence", "violence in HALF, 0 to 4", &UnitOrdinal, "violence.csv", record.ConfidenceHigh,
		"mean of the months' ordinals", "intensity of the fiercest front on the same scale, rounded, by month; 0 after the war", "the scale of the scenario's intensity; a history has little between a truce and war", false},
	{"violence.YEAR", "violence", "violence in YEAR against the first year, -1 to 1", &UnitChange, "violence_yearly.csv", record.ConfidenceMedium,
		"battle deaths against the first whole year", "months weighted 0, 1, 2.5, 6, 15 by ordinal, against the first whole year", "orders of size only: it saturates as logarithms of ratios do; no monthly deaths are used", false},
	{"roles.ERA.count", "roles", "roles of third parties seen at a time, ERA", &UnitRoles, "roles.csv", record.ConfidenceLow,
		"third parties by role that are seen, mean over the periods of an era", "the same", "not alike in level: a record keeps what was worth telling, a history every act", false},
	{"roles.ERA.recall", "roles", "share of the recorded roles that are seen, ERA", &UnitShare, "roles.csv", record.ConfidenceMedium,
		"1", "share of the record's entries, by period, that a history has too", "only periods that began at war", true},
	{"roles.ERA.precision", "roles", "share of the roles seen that are recorded, ERA", &UnitShare, "roles.csv", record.ConfidenceMedium,
		"1", "share of what is seen in a history, by period, that the record has too", "only periods that began at war; missing where nobody acted", true},
	{"roles.ERA.MEDIATOR.ROLE", "roles", "share of periods with MEDIATOR as ROLE, ERA", &UnitShare, "roles.csv", record.ConfidenceHigh,
		"share of the periods of an era in which the third party was seen in the role", "the same, by acts", "for entries of the record; who acts once in a period is seen; medium at most where a role's label is the coder's", false},
	{"settlement.month", "settlement", "settlement signed", &UnitMonth, "protocols.csv", record.ConfidenceHigh,
		"settlement signed", "the same", "censored where the war went on or was won", false},
	{"settlement.kept", "settlement", "settlement kept for five years", &UnitShare, "protocols.csv", record.ConfidenceMedium,
		"1 if kept, 0 if not, by a coder", "1 if it did not collapse within 60 months, 0 if it did", "of a settlement signed in the window, counted from its own signature on both sides; missing without one", false},
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

// Words say what a summary is, by its name; the name itself where it is of no
// summary of a war with these issues and third parties.
func Words(c *sim.Config, name string) string {
	if f := FamilyOf(c, name); f != nil {
		words, _ := f.words(c, name)
		return words
	}
	return name
}

// FamilyOf a summary of such a war, by its name; nil if there is none.
func FamilyOf(c *sim.Config, name string) *Family {
	for i := range Families {
		if _, ok := Families[i].words(c, name); ok {
			return &Families[i]
		}
	}
	return nil
}

// words of a summary of the family; ok if it is of this one.
func (f *Family) words(c *sim.Config, name string) (words string, ok bool) {
	kinds, parts := strings.Split(f.Name, "."), strings.Split(name, ".")
	if len(kinds) != len(parts) {
		return "", false
	}
	words = f.Words
	for k, kind := range kinds {
		of := called(c, kind, parts[k])
		if of == "" {
			return "", false
		}
		if kind != strings.ToLower(kind) {
			words = strings.Replace(words, kind, of, 1)
		}
	}
	return words, true
}

// fixed words for what stands in the place of capitals.
var fixed = map[string]string{
	"RESULT." + record.ResultNames[record.ResultNone]:      "with no result",
	"RESULT." + record.ResultNames[record.ResultPartial]:   "with a partial result",
	"RESULT." + record.ResultNames[record.ResultAgreement]: "with an agreement",
	"LEVEL." + sim.LevelNames[sim.LevelLow]:                "of low delegations",
	"LEVEL." + sim.LevelNames[sim.LevelHigh]:               "of high delegations",
	"LEVEL." + sim.LevelNames[sim.LevelTop]:                "of the leaders themselves",
	"ERA." + table2Era:                                     "within the record's table of roles",
	"ERA." + laterEra:                                      "after the record's table of roles",
	"HALF.1":                                               "the first half of ",
	"HALF.2":                                               "the second half of ",
}

// called is what an id is called in the place of a word of a family's name; "" if it is
// nothing of the kind.
func called(c *sim.Config, kind, id string) string {
	switch kind {
	case "CLUSTER":
		if slices.ContainsFunc(c.Issues, func(k sim.Issue) bool { return k.Cluster == id }) {
			return "the “" + id + "” issues"
		}
		return called(c, "ISSUE", id)
	case "ISSUE":
		if i := slices.IndexFunc(c.Issues, func(k sim.Issue) bool { return k.ID == id }); i >= 0 {
			return "“" + shortName(c.Issues[i].Name, id) + "”"
		}
	case "MEDIATOR":
		if i := slices.IndexFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == id }); i >= 0 {
			return shortName(c.Mediators[i].Name, id)
		}
	case "ROLE":
		if r, ok := sim.RoleByID(id); ok {
			return sim.Roles[r].Name
		}
	case "YEAR", "HALF":
		year, half, _ := strings.Cut(id, "h")
		if _, err := strconv.Atoi(year); err != nil || kind == "YEAR" && half != "" || kind == "HALF" && fixed["HALF."+half] == "" {
			return ""
		}
		return fixed["HALF."+half] + year
	case id:
		return id
	}
	return fixed[kind+"."+id]
}

// shortName leaves out what is in brackets; the ID where there is no name.
func shortName(name, id string) string {
	short, _, _ := strings.Cut(name, " (")
	return cmp.Or(short, id)
}
