package scenarios

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"

	"parley/sim"
)

//go:embed record
var records embed.FS

// RoleEntry is an entry of a coded record: a third party acted in a role during
// a period.
type RoleEntry struct {
	// Start and End are calendar months, inclusive; they name the period.
	Start, End sim.Month
	Role       sim.Role
	Mediator   string
}

// RoleTable is the record of roles that belongs to a shipped scenario, nil for
// any other: for Tajikistan the entries of Table 2 of Iji, from January 1993 to
// March 1994.
func RoleTable(scenario string) []RoleEntry {
	if scenario != "tajikistan" && !strings.HasPrefix(scenario, "tajikistan-") {
		return nil
	}
	f, err := records.Open("record/tajikistan/table2.csv")
	if err != nil {
		panic(err) // it is built in
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err)
	}
	var list []RoleEntry
	for _, row := range rows[1:] {
		e, err := roleEntry(row)
		if err != nil {
			panic(err)
		}
		list = append(list, e)
	}
	return list
}

func roleEntry(row []string) (e RoleEntry, err error) {
	if e.Start, err = sim.ParseMonth(row[0]); err != nil {
		return e, err
	}
	if e.End, err = sim.ParseMonth(row[1]); err != nil {
		return e, err
	}
	r, ok := sim.RoleByID(row[2])
	if !ok {
		return e, fmt.Errorf("scenarios: no role %s", row[2])
	}
	e.Role, e.Mediator = r, row[3]
	return e, nil
}
