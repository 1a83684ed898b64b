package observe

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strings"

	"parley/scenarios/record"
)

// Unit of a summary. Its scale is the tolerance at high confidence.
type Unit struct {
	Name, Meaning string
	Scale         float64
}

// Units in the order of the documentation.
var Units = []*Unit{
	{"month", "months since time zero", 1},
	{"months", "a length", 1},
	{"count", "how many", 1},
	{"share", "0 to 1", 0.1},
	{"position", "on the line of an issue, 0 to 1", 0.05},
	{"ordinal", "mean of an ordinal, 0 to 4", 0.25},
	{"change", "(x - x0) / (x + x0), -1 to 1", 0.1},
	{"roles", "third parties by role, a period", 1},
	{"rank", "rank correlation, -1 to 1", 0.2},
}

// Units that others ask for.
var UnitMonth, UnitShare = Units[0], Units[3]

// Tolerance of a summary: the scale of its unit at high confidence, twice that
// at medium, four times at low; modelling choice.
func Tolerance(u *Unit, c record.Confidence) float64 {
	return u.Scale * float64(int(1)<<(record.ConfidenceHigh-c))
}

// Family of summaries that mean the same about different things.
type Family struct {
	// Name has capitals where a summary has an id or a date. Families of a Group are about the
	// same thing.
	Name, Group string
	Unit        *Unit
	// File of the record that it rests on; without it the record says nothing.
	File string
	// AtMost is the confidence that the comparison deserves, however sure the rows are.
	AtMost record.Confidence
	// Record and History define it on both sides; Like says what makes them comparable.
	Record, History, Like string
	// ByConstruction: the record has this value of any war, as it is measured against
	// itself. It is shown and never fitted.
	ByConstruction bool
	// Fitted where neither command line nor scenario says what is; Predicted is the group in which a
	// validation scores it, "" where it does not.
	Fitted    bool
	Predicted string
}

//go:embed families.csv
var familiesCSV string

// Families of summaries, in the order in which they are given: a row each of families.csv, with
// the columns name, group, unit, file, at_most, record, history, like, by_construction, fitted
// and predicted.
var Families = func() (list []Family) {
	rows, err := csv.NewReader(strings.NewReader(familiesCSV)).ReadAll()
	if err != nil {
		panic("observe: families.csv: " + err.Error())
	}
	for _, x := range rows[1:] {
		unit := slices.IndexFunc(Units, func(u *Unit) bool { return u.Name == x[2] })
		atMost := record.Confidence(slices.Index(record.ConfidenceNames[:], x[4]))
		list = append(list, Family{x[0], x[1], Units[unit], x[3], atMost, x[5], x[6], x[7], x[8] == "yes", x[9] == "yes", x[10]})
	}
	return list
}()

// FamilyNamed so; that there is one is the caller's part.
func FamilyNamed(name string) *Family {
	i := slices.IndexFunc(Families, func(f Family) bool { return f.Name == name })
	if i < 0 {
		panic("observe: no family " + name)
	}
	return &Families[i]
}
