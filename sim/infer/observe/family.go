package observe

import (
	"cmp"
	_ "embed"
	"encoding/csv"
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

//go:embed families.csv
var familiesCSV string

// Families of summaries, in the order in which they are given: a row each of families.csv, with
// the columns name, group, words, unit, file, at_most, record, history, like and by_construction.
var Families = func() (list []Family) {
	rows, err := csv.NewReader(strings.NewReader(familiesCSV)).ReadAll()
	if err != nil {
		panic("observe: families.csv: " + err.Error())
	}
	for _, x := range rows[1:] {
		unit := slices.IndexFunc(Units, func(u *Unit) bool { return u.Name == x[3] })
		atMost := record.Confidence(slices.Index(record.ConfidenceNames[:], x[5]))
		list = append(list, Family{x[0], x[1], x[2], Units[unit], x[4], atMost, x[6], x[7], x[8], x[9] == "yes"})
	}
	return list
}()

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
