package posterior_test

import (
	"fmt"

	"parley/scenarios/posterior"
	"parley/sim"
)

// A shipped posterior, used for a war that it was not fitted to.
func ExamplePosterior_For() {
	p := posterior.Shipped("tajikistan")
	sample := p.For(sim.ParameterSet{}, p.Doubts("sudan")...)
	fmt.Println(len(sample.Rows), "particles fitted to", p.Window)
	for _, note := range sample.Notes {
		fmt.Println(note)
	}
	// Output:
	// 1000 particles fitted to 1993-01 to 1997-06
	// the posterior was fitted to tajikistan, and this is sudan
}
