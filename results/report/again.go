package report

import (
	"fmt"

	"parley/results/document"
	"parley/results/words"
)

// again is how to get the same page, and each of its parts.
func (in *Input) again() document.Section {
	s := document.Section{ID: "again", Heading: "How to run it again"}
	s.Say(fmt.Sprintf("This page was made by parley %s, model %s, with seed %d (the number from which all luck is drawn) and %s histories of each regime. The same command, seed and version give the same page, however many processor cores play it.",
		in.Summary.Version, in.Model, in.Summary.Seed, words.Thousands(int64(in.Summary.Replications))))
	for _, c := range in.Commands {
		s.Say(c.What)
		s.Add(document.Block{Command: c.Line})
	}
	return s
}

// limits is what a page may not be used for.
func limits() document.Section {
	s := document.Section{ID: "limits", Heading: "What this may not be used for"}
	s.Add(document.Block{List: []string{
		warning,
		"Not a forecast of this war or of any other: wars “like this one” are the model's, with its assumptions.",
		"Not a judgement of any single mediator: the unit is the whole process. Where third parties are compared as leads, it is what the model makes of their coded numbers, not of the people or organisations.",
		"An interval here says how much chance in the simulation leaves open, and where it is said, how much the uncertain numbers and the judgements do. It says nothing of what the model leaves out or gets wrong.",
		"A lead may change only who acts, when and with what information, never a chance of success: what a lead might do beyond that is not in these numbers.",
	}})
	return s
}
