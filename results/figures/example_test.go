package figures_test

import (
	"fmt"
	"strings"

	"parley/results/figures"
)

// A picture of two effects, and three of its forms.
func Example() {
	f := &figures.Figure{Name: "steps", Title: "What each step adds", Alt: "Seeing +2.0, a lead -0.5.",
		Header: []string{"step", "points"}, Rows: [][]string{{"seeing", "+2.0"}, {"a lead", "-0.5"}},
		Chart: &figures.Forest{Label: "points", Nothing: 1, Left: "hurts", Right: "helps", Rows: []figures.Interval{
			{Label: "seeing", Low: 0.5, Mid: 2, High: 3.5}, {Label: "a lead", Low: -2, Mid: -0.5, High: 1, Series: 1}}}}
	fmt.Print(string(f.CSV()))
	fmt.Println(strings.Contains(string(f.SVG()), "fill:#0066A8"), strings.Contains(f.Inline(), "fill:var(--blue)"))
	// Output:
	// step,points
	// seeing,+2.0
	// a lead,-0.5
	// true true
}
