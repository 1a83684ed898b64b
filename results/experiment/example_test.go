package experiment_test

import (
	"fmt"

	"parley/results/experiment"
	"parley/results/internal/toywar"
)

// The first screen of compare, from counts of 100 histories of each arm.
func Example() {
	e := &experiment.Experiment{Head: experiment.Head{Command: "compare", Scenario: "small", Rerun: "parley compare small", Seed: 1}, Config: toywar.War(), Arms: toywar.Arms()}
	counts := toywar.Count(experiment.NewTally(e), 20, 60, 24, 20) // settled, arm by arm
	s := experiment.Summarise(e, counts)
	for _, c := range s.Contrasts[:4] {
		fmt.Printf("%-12s %s less %s: %+.2f, %s\n", c.Rung, c.A, c.B, c.Settled.Difference, c.Verdict)
	}
	fmt.Println(s.Document(e).Sections[0].Heading)
	// Output:
	// coordination lead less independent: +0.40, helps
	// seeing       informed less independent: +0.04, unclear
	// pairs        networked less informed: -0.04, unclear
	// lead         lead less networked: +0.40, helps
	// Does it help to coordinate, if the United Nations leads from January 1993?
}
