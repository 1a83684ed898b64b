package observe

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
)

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
