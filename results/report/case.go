package report

import (
	"fmt"
	"strings"

	"parley/results/document"
	"parley/results/words"
	"parley/sim"
)

// situation is the war as the model has it: what is counted, and who and what is in it.
func (in *Input) situation() document.Section {
	c := in.Experiment.Config
	s := document.Section{ID: "case", Heading: "The war as the model has it"}
	kept := ""
	if c.Implementation > 0 {
		kept = fmt.Sprintf(" Kept: the agreement is still in force %s after signing.", words.Count(c.Implementation, "month", "months"))
	}
	s.Say(fmt.Sprintf("Settled: within %s from %s, the sides that must sign have signed an agreement on all issues that it must cover.%s A war can also end by the victory of a side, or go on.",
		words.Count(c.Months, "month", "months"), monthName(c.Start), kept))
	s.Add(document.Block{List: []string{in.sides(), in.issues(), in.thirdParties()}})
	s.Say(fmt.Sprintf("Coders judged where the war stands at the start, such as who is how strong and how hopeful: %s. The scenario holds the numbers, and sources where its author gave them:"+
		" parley show %s prints them. The sources of a shipped war and of its record are in the page on data (docs/data.md).", in.coded(), in.argument()))
	return s
}

// argument is the scenario as somebody names it on the command line.
func (in *Input) argument() string {
	if in.Argument == "" {
		return in.Summary.Scenario
	}
	return in.Argument
}

func (in *Input) coded() string {
	if n := in.Summary.Parameters.Coded; n > 0 {
		return words.Count(n, "number", "numbers") + " on which they differ or are not sure are drawn anew in every history"
	}
	return "every history has the same numbers"
}

func (in *Input) sides() string {
	var names []string
	for _, p := range in.Experiment.Config.Parties {
		name := words.Called(p.Name, p.ID)
		if p.Essential {
			name += " (must sign)"
		}
		names = append(names, name)
	}
	return "Sides: " + words.List(names) + "."
}

func (in *Input) issues() string {
	var names []string
	for _, k := range in.Experiment.Config.Issues {
		names = append(names, words.ShortName(k.Name, k.ID))
	}
	return "Issues: " + strings.Join(names, "; ") + "."
}

// thirdParties names them, with the month in which they come if it is not the first.
func (in *Input) thirdParties() string {
	c := in.Experiment.Config
	var names []string
	for _, m := range c.Mediators {
		name := words.ShortName(m.Name, m.ID)
		if m.Enter > 0 {
			name += " (from " + monthName(c.Start+sim.Month(m.Enter)) + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "Third parties: none."
	}
	return "Third parties: " + strings.Join(names, "; ") + "."
}
