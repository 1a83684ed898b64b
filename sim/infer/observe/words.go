package observe

import (
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
	var swaps []string
	for k, kind := range kinds {
		called, capital := placeholders[kind]
		if !capital {
			if kind != parts[k] {
				return "", false
			}
			continue
		}
		of := called(c, parts[k])
		if of == "" {
			return "", false
		}
		swaps = append(swaps, kind, of)
	}
	return strings.NewReplacer(swaps...).Replace(words), true
}

// placeholders of family names, and how what stands there is called; "" if it is
// nothing of the kind.
var placeholders = map[string]func(c *sim.Config, id string) string{
	"RESULT":   func(_ *sim.Config, id string) string { return resultWords[id] },
	"LEVEL":    func(_ *sim.Config, id string) string { return levelWords[id] },
	"CLUSTER":  clusterCalled,
	"ISSUE":    issueCalled,
	"HALF":     halfCalled,
	"YEAR":     yearCalled,
	"ERA":      func(_ *sim.Config, id string) string { return eraWords[id] },
	"MEDIATOR": mediatorCalled,
	"ROLE":     roleCalled,
}

var resultWords = map[string]string{
	record.ResultNames[record.ResultNone]:      "with no result",
	record.ResultNames[record.ResultPartial]:   "with a partial result",
	record.ResultNames[record.ResultAgreement]: "with an agreement",
}

var levelWords = map[string]string{
	sim.LevelNames[sim.LevelLow]:  "of low delegations",
	sim.LevelNames[sim.LevelHigh]: "of high delegations",
	sim.LevelNames[sim.LevelTop]:  "of the leaders themselves",
}

var eraWords = map[string]string{
	table2Era: "within the record's table of roles",
	laterEra:  "after the record's table of roles",
}

func clusterCalled(c *sim.Config, id string) string {
	if slices.ContainsFunc(c.Issues, func(k sim.Issue) bool { return k.Cluster == id }) {
		return "the “" + id + "” issues"
	}
	return issueCalled(c, id)
}

func issueCalled(c *sim.Config, id string) string {
	for i := range c.Issues {
		if k := &c.Issues[i]; k.ID == id {
			return "“" + shortName(k.Name, id) + "”"
		}
	}
	return ""
}

func mediatorCalled(c *sim.Config, id string) string {
	for i := range c.Mediators {
		if m := &c.Mediators[i]; m.ID == id {
			return shortName(m.Name, id)
		}
	}
	return ""
}

func roleCalled(_ *sim.Config, id string) string {
	if r, ok := sim.RoleByID(id); ok {
		return sim.Roles[r].Name
	}
	return ""
}

func yearCalled(_ *sim.Config, id string) string {
	if _, err := strconv.Atoi(id); err != nil {
		return ""
	}
	return id
}

func halfCalled(_ *sim.Config, id string) string {
	year, half, ok := strings.Cut(id, "h")
	if _, err := strconv.Atoi(year); err != nil || !ok {
		return ""
	}
	switch half {
	case "1":
		return "the first half of " + year
	case "2":
		return "the second half of " + year
	}
	return ""
}

// shortName leaves out what is in brackets; the ID where there is no name.
func shortName(name, id string) string {
	if name == "" {
		return id
	}
	short, _, _ := strings.Cut(name, " (")
	return short
}
