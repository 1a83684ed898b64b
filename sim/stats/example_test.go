package stats_test

import (
	"fmt"

	"parley/sim/stats"
)

// Of 1,000 wars with common random numbers, 150 settle with a lead only, 90 without it
// only, and 60 both ways.
func Example() {
	pairs := stats.Table{{700, 90}, {150, 60}}
	with := stats.Share(150+60, 1000, stats.Level)
	d := stats.ShareDifference(pairs, stats.Level)
	fmt.Printf("settled with the lead: %.3f (%.3f to %.3f)\n", with.Mean, with.Low, with.High)
	fmt.Printf("the lead adds %+.3f (%+.3f to %+.3f): %s\n", d.Difference, d.Low, d.High, stats.Judge(d))
	// Output:
	// settled with the lead: 0.210 (0.186 to 0.236)
	// the lead adds +0.060 (+0.030 to +0.090): helps
}
