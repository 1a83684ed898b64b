package report

import (
	"fmt"

	"parley/results"
)

// again is how to get the same page, and each of its parts.
func (in *Input) again() Section {
	s := Section{ID: "again", Heading: "How to run it again"}
	s.text(fmt.Sprintf("This page was made by parley %s, model %s, with seed %d and %s histories of each regime. The same command, seed and version give the same page, with any number of workers.",
		in.Summary.Version, in.Model, in.Summary.Seed, results.Thousands(int64(in.Summary.Replications))))
	for _, c := range in.Commands {
		s.text(c.What)
		s.command(c.Line)
	}
	return s
}

// limits is what a page may not be used for.
func limits() Section {
	s := Section{ID: "limits", Heading: "What this may not be used for"}
	s.list([]string{
		"Not for advice to parties or mediators of a live process.",
		"Not a forecast of this war or of any other: wars “like this one” are the model's, with its assumptions.",
		"Not a judgement of any single mediator: the unit is the whole process, and no effect is ascribed to one of those in it.",
		"An interval here says how much chance in the simulation leaves open. It says nothing of what the model leaves out or gets wrong.",
		"A lead may change only who acts, when and with what information, never a chance of success: what a lead might do beyond that is not in these numbers.",
	})
	return s
}
