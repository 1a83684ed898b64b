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
	"RESULT": oneOf(map[string]string{
		record.ResultNames[record.ResultNone]:      "with no result",
		record.ResultNames[record.ResultPartial]:   "with a partial result",
		record.ResultNames[record.ResultAgreement]: "with an agreement",
	}),
	"LEVEL": oneOf(map[string]string{
		sim.LevelNames[sim.LevelLow]:  "of low delegations",
		sim.LevelNames[sim.LevelHigh]: "of high delegations",
		sim.LevelNames[sim.LevelTop]:  "of the leaders themselves",
	}),
	"ERA": oneOf(map[string]string{
		table2Era: "within the record's table of roles",
		laterEra:  "after the record's table of roles",
	}),
	"CLUSTER": func(c *sim.Config, id string) string {
		if slices.ContainsFunc(c.Issues, func(k sim.Issue) bool { return k.Cluster == id }) {
			return "the “" + id + "” issues"
		}
		return issueCalled(c, id)
	},
	"ISSUE": issueCalled,
	"MEDIATOR": func(c *sim.Config, id string) string {
		for i := range c.Mediators {
			if m := &c.Mediators[i]; m.ID == id {
				return shortName(m.Name, id)
			}
		}
		return ""
	},
	"ROLE": func(_ *sim.Config, id string) string {
		if r, ok := sim.RoleByID(id); ok {
			return sim.Roles[r].Name
		}
		return ""
	},
	"YEAR": func(_ *sim.Config, id string) string {
		if _, err := strconv.Atoi(id); err != nil {
			return ""
		}
		return id
	},
	"HALF": func(_ *sim.Config, id string) string {
		year, half, _ := strings.Cut(id, "h")
		words := map[string]string{"1": "the first half of ", "2": "the second half of "}[half]
		if _, err := strconv.Atoi(year); err != nil || words == "" {
			return ""
		}
		return words + year
	},
}

func oneOf(words map[string]string) func(*sim.Config, string) string {
	return func(_ *sim.Config, id string) string { return words[id] }
}

func issueCalled(c *sim.Config, id string) string {
	for i := range c.Issues {
		if k := &c.Issues[i]; k.ID == id {
			return "“" + shortName(k.Name, id) + "”"
		}
	}
	return ""
}

// shortName leaves out what is in brackets; the ID where there is no name.
func shortName(name, id string) string {
	short, _, _ := strings.Cut(name, " (")
	return cmp.Or(short, id)
}
